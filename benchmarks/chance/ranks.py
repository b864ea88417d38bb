"""Plausible places of units: how often do they hold a unit's true place?

They are no interval of 95 %. Means that are nearly alike are drawn apart by chance, and drawing
them again from where they came to lie cannot bring them back; the nearer units are to one another,
the less often the true place is among the plausible ones.
"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from benchmarks.chance import Rate
from csatreport.statistics.charts.funnel import rank_intervals

FEW = 15
"""Studies in the tests."""
_DRAWS = 400
_ERROR = 2.0
"""The standard error of each unit's mean, in points."""


def simulate(studies: int, seed: int) -> tuple[Rate, ...]:
    """Draw units whose true means differ little, somewhat and much."""
    dice = np.random.default_rng(seed)
    return tuple(
        _rate(units, spread, least, studies, dice)
        for units in (9, 30)
        for spread, least in ((0.2, 0.75), (2.0, 0.85), (8.0, 0.90))
    )


def _rate(units: int, spread: float, least: float, studies: int, dice: Generator) -> Rate:
    held = 0
    for _ in range(studies):
        true = dice.normal(75, spread, units)
        seen = true + dice.normal(0, _ERROR, units)
        places = (-true).argsort().argsort() + 1
        ranges = rank_intervals(tuple(seen.tolist()), (_ERROR,) * units, _DRAWS)
        held += sum(
            best <= place <= worst
            for place, (best, worst) in zip(places.tolist(), ranges, strict=True)
        )
    return Rate(
        situation=f"true places held: {units} units, means ± {spread:g} with an error of {_ERROR:g}",
        hits=held,
        of=studies * units,
        least=least,
    )
