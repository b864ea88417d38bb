"""Many tests at once: how often does a family name anything where nothing differs?"""

from __future__ import annotations

import numpy as np

from benchmarks.chance import Rate
from csatreport.statistics.change import benjamini_hochberg


def simulate(studies: int, seed: int) -> tuple[Rate, ...]:
    """Draw families of p-values without any effect, and correct them."""
    dice = np.random.default_rng(seed)
    return tuple(
        Rate(
            situation=f"reports that name any of {size} things, none of which differs",
            hits=sum(
                min(benjamini_hochberg(ps)) <= 0.05 for ps in dice.random((studies, size)).tolist()
            ),
            of=studies,
            most=0.05,
        )
        for size in (12, 26)
    )
