"""Populations of scores on 0-100 as surveys have them: what intervals and funnels are tried on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import numpy as np
from numpy.random import Generator
from scipy.special import ndtr

from csatreport.statistics.arrays import Floats

Draw: TypeAlias = Callable[[Generator, int, int], Floats]
"""Draws scores in rows: so many rows, so many scores each."""

_POINTS = np.array([0.0, 25.0, 50.0, 75.0, 100.0])
_CUTS = np.array([-2.2, -1.6, -1.0, -0.2])
"""Where a normal attitude passes from one option of five to the next."""


def _options(*parts: float) -> tuple[Draw, float]:
    """Answers to one question, by the part of people who tick each of five options, worst first."""

    def draw(dice: Generator, rows: int, n: int) -> Floats:
        drawn: Floats = dice.choice(_POINTS, size=(rows, n), p=parts)
        return drawn

    return draw, float(_POINTS @ np.array(parts))


def _people(dice: Generator, rows: int, n: int) -> Floats:
    """Person scores over five questions whose answers go together (r = .64)."""
    attitude = 0.8 * dice.normal(size=(rows, n, 1)) + 0.6 * dice.normal(size=(rows, n, 5))
    scores: Floats = np.searchsorted(_CUTS, attitude).mean(axis=2) * 25.0
    return scores


_PEOPLE_MEAN = 25.0 * float(ndtr(-_CUTS).sum())
POPULATIONS: Mapping[str, tuple[Draw, float]] = {
    "one question, mean 69": _options(0.03, 0.07, 0.20, 0.40, 0.30),
    "one question, mean 90": _options(0.01, 0.02, 0.05, 0.20, 0.72),
    "one question, mean 95": _options(0.005, 0.01, 0.02, 0.10, 0.865),
    "scores over five questions, mean 84": (_people, _PEOPLE_MEAN),
}
"""What is drawn, and its true mean."""
