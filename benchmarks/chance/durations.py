"""Kaplan and Meier: does the interval of a median hold the true one, with cases still open at the end?

Days are drawn from an exponential with a median of ten, and rounded up to whole days; cases arrive
evenly over the days looked at, so that the later ones are the likelier to be open. An end that does
not exist holds everything on its side.
"""

from __future__ import annotations

from math import ceil, inf, log

import numpy as np

from benchmarks.chance import Rate
from csatreport.statistics.survival import curve, percentile, stays_of

FEW = 150
_MEDIAN = 10


def simulate(studies: int, seed: int) -> tuple[Rate, ...]:
    """Draw cases and look at them over a longer or shorter time."""
    dice = np.random.default_rng(seed)
    return tuple(_covers(dice, n, days, studies) for n in (10, 30, 100) for days in (30, 90))


def _covers(dice: np.random.Generator, n: int, days: int, studies: int) -> Rate:
    hits = sum(_holds(dice, n, days) for _ in range(studies))
    situation = f"intervals of a median that hold it, {n} cases over {days} days"
    return Rate(situation=situation, hits=hits, of=studies, least=0.93, most=0.995)


def _holds(dice: np.random.Generator, n: int, days: int) -> bool:
    took = [ceil(d) for d in dice.exponential(_MEDIAN / log(2), size=n).tolist()]
    seen = dice.integers(0, days, size=n).tolist()
    done = [t for t, until in zip(took, seen, strict=True) if t <= until]
    waiting = [until for t, until in zip(took, seen, strict=True) if t > until]
    found = percentile(curve(stays_of(done, waiting)), 0.5, max(seen))
    low = -inf if found.low is None else found.low
    return low <= _MEDIAN <= (inf if found.high is None else found.high)
