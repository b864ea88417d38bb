"""Intervals of an index on few answers that lie askew: how often do they hold the truth?

Where all answers happen to be alike no interval is given; such samples are left out, as they are in
a report.
"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from benchmarks.chance import Rate
from benchmarks.chance._scores import POPULATIONS, Draw
from csatreport.statistics.means import Sample, estimate_index

FEW = 400
"""Studies in the tests."""
_LEAST = 0.93
"""Promised of fewer than thirty answers; nominal is .95."""
_SIZES = (10, 15, 20, 29)


def simulate(studies: int, seed: int) -> tuple[Rate, ...]:
    """Draw samples of known populations, and estimate their means."""
    dice = np.random.default_rng(seed)
    return tuple(
        _rate(
            f"{name}: intervals of {n} answers that hold the mean", draw, mean, (studies, n), dice
        )
        for name, (draw, mean) in POPULATIONS.items()
        for n in _SIZES
    )


def _rate(situation: str, draw: Draw, mean: float, size: tuple[int, int], dice: Generator) -> Rate:
    drawn = draw(dice, *size)
    found = (
        estimate_index(Sample(n=size[1], mean=float(m), variance=float(v)))
        for m, v in zip(drawn.mean(axis=1), drawn.var(axis=1, ddof=1), strict=True)
    )
    shown = [(one.low, one.high) for one in found if one is not None]
    known = [(low, high) for low, high in shown if low is not None and high is not None]
    held = sum(low <= mean <= high for low, high in known)
    return Rate(situation=situation, hits=held, of=len(known), least=_LEAST, most=0.995)
