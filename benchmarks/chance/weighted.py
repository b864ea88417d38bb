"""Weighted answers: how often does a test call nothing a change, and do the intervals hold the truth?

*Design* weights run from 1 to 4, without regard to the answers. *Raked* answers come from a
population in which sex and age move the answers, drawn out of proportion and raked back to the
known shares. A unit is half of them. Draws that are worth too few answers get no test and no
interval; they are drawn again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

import numpy as np

from benchmarks.chance import Rate
from csatreport.counts.weighing import Weighing
from csatreport.statistics.arrays import Floats
from csatreport.statistics.change import SMALLEST_BASE, welch
from csatreport.statistics.means import WORTH_MINIMUM
from csatreport.statistics.weighted.calibrated import Fit, columns_of
from csatreport.statistics.weighted.means import (
    Mean,
    estimate_weighted_index,
    estimate_weighted_share,
    rake,
    sample_of_mean,
    weighted_mean,
)

FEW = 100
_MARKS = np.array([0.0, 25, 50, 75, 100])
_LIKED = (0.05, 0.10, 0.20, 0.35, 0.30)
_SEX = {0: 0.5, 1: 0.5}
_AGE = {0: 0.4, 1: 0.35, 2: 0.25}
_MANY = 40_000

Draw: TypeAlias = Callable[[np.random.Generator, int], Mean | None]
"""Draws so many answers and estimates their weighted mean."""


def simulate(studies: int, seed: int) -> tuple[Rate, ...]:
    """Draw weighted answers twice for a change, and once for a level."""
    dice = np.random.default_rng(seed)
    whole, half = _everybody(), partial(_raked, unit=0.5)
    likes = float(_MARKS @ _LIKED)
    return (
        *(
            _alarms(dice, draw, name, n, studies)
            for name, draw in (
                ("design weights", _design),
                ("raked", _raked),
                ("a raked unit", half),
            )
            for n in ((16, 30, 100) if draw is not half else (32, 60, 200))
        ),
        *(
            _covers(partial(draw, dice, n), f"{name}, {n} answers", truth, studies)
            for name, draw, truth in (("design weights", _design, likes), ("raked", _raked, whole))
            for n in (16, 30, 100)
        ),
        *(_covers_share(dice, n, studies) for n in (16, 30, 100)),
    )


def _design(dice: np.random.Generator, n: int, *, share: bool = False) -> Mean | None:
    values = dice.choice(_MARKS, size=n, p=_LIKED)
    weights = dice.integers(1, 5, size=n).astype(float)
    return weighted_mean((values >= 75).astype(float) if share else values, weights)


def _raked(dice: np.random.Generator, n: int, *, unit: float = 1.0) -> Mean | None:
    """Draw too many women and young people, rake them back, and estimate all or a unit's part."""
    sex = (dice.random(n) < 0.4).astype(np.int64)
    age = dice.choice(3, size=n, p=(0.5, 0.3, 0.2)).astype(np.int64)
    raked = rake([(sex, _SEX), (age, _AGE)])
    values = _answers(dice, sex, age)
    if raked.open is not None:
        return None
    columns = columns_of([sex, age])
    fit = Fit.of(columns, raked.weights)
    weighing = Weighing(rows=np.arange(n), weights=raked.weights, columns=columns, fit=fit)
    return weighing.mean(np.where(dice.random(n) < unit, values, np.nan))


def _answers(dice: np.random.Generator, sex: np.ndarray, age: np.ndarray) -> Floats:
    level = 2.6 + 0.9 * sex - 0.5 * age + dice.normal(0, 1, size=len(sex))
    return 25 * np.clip(np.rint(level), 0, 4)


def _everybody() -> float:
    """Return the mean of the population, its shares as they are known."""
    dice = np.random.default_rng(0)
    parts = [
        s * a * _answers(dice, np.full(_MANY, sex), np.full(_MANY, age)).mean()
        for sex, s in _SEX.items()
        for age, a in _AGE.items()
    ]
    return float(sum(parts))


def _usable(mean: Mean | None) -> bool:
    if mean is None or min(mean.n, mean.worth) < max(SMALLEST_BASE, WORTH_MINIMUM):
        return False
    return bool(mean.error)


def _alarms(dice: np.random.Generator, draw: Draw, name: str, n: int, studies: int) -> Rate:
    """Count tests of two draws from the same population that call it a change."""
    hits = tested = 0
    while tested < studies:
        pair = draw(dice, n), draw(dice, n)
        if all(map(_usable, pair)):
            found = welch(*map(sample_of_mean, pair))
            tested += 1
            hits += found.p is not None and found.p <= 0.05
    situation = f"changes called where nothing changed, {name}, {n} answers a side"
    return Rate(situation=situation, hits=hits, of=studies, most=0.06)


def _covers(draw: Callable[[], Mean | None], name: str, truth: float, studies: int) -> Rate:
    """Count intervals of an index that hold the true mean."""
    hits = tested = 0
    while tested < studies:
        mean = draw()
        found = estimate_weighted_index(mean) if _usable(mean) else None
        if found is not None and found.low is not None and found.high is not None:
            tested += 1
            hits += found.low <= truth <= found.high
    situation = f"intervals of an index that hold the truth, {name}"
    return Rate(situation=situation, hits=hits, of=studies, least=0.93, most=0.995)


def _covers_share(dice: np.random.Generator, n: int, studies: int) -> Rate:
    hits = tested = 0
    while tested < studies:
        mean = _design(dice, n, share=True)
        found = estimate_weighted_share(mean)
        if found is not None and found.low is not None and found.high is not None:
            tested += 1
            hits += found.low <= 0.65 <= found.high
    situation = f"intervals of a share that hold the truth, design weights, {n} answers"
    return Rate(situation=situation, hits=hits, of=studies, least=0.93, most=0.995)
