"""The verdict on a change: how often is something named where nothing moved, and what could be detected found?

People answer several questions on five steps, and whoever likes one thing tends to like the others.
In studies without any effect both periods come from the same population. For power, the answers to
one question move by exactly the smallest detectable change that would be printed beside its
verdict, all other questions stay. It should be found in about 80 % of studies; from 30 answers on
its formula takes quantiles of the normal, which promises a little too much.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

import numpy as np
from scipy.special import ndtri

from benchmarks.chance import Rate
from csatreport.statistics.change import compare, decide, detectable, welch
from csatreport.statistics.means import Sample, sample_of_counts
from csatreport.statistics.verdict import Against, Change, Verdict

FEW = 100
SMALLEST = 3.0
_POINTS = (0.0, 25.0, 50.0, 75.0, 100.0)
_SHARES = np.array((0.05, 0.10, 0.25, 0.35, 0.25))
_COMMON = 0.4
"""How two answers of one person correlate before they are put on five steps."""
_BEYOND_CHANCE = {Verdict.UP, Verdict.DOWN, Verdict.SMALL}


def simulate(studies: int, seed: int) -> tuple[Rate, ...]:
    """Return the rate of false alarms and the power, for families and numbers of answers."""
    return (*_alarms(studies, seed), *_powers(studies, seed))


def _alarms(studies: int, seed: int) -> Iterator[Rate]:
    for family, n in ((1, 60), (12, 15), (12, 60), (12, 1000), (26, 200)):
        dice = np.random.default_rng((seed, n, family))
        drawn = [_judged(dice, n, family, _SHARES, SMALLEST) for _ in range(studies)]
        yield Rate(
            situation=f"reports without any change that name one, clear or small: {family} tested, "
            f"{n} answers",
            hits=sum(any(one.verdict in _BEYOND_CHANCE for one in made) for made in drawn),
            of=studies,
            most=0.05,
        )


def _powers(studies: int, seed: int) -> Iterator[Rate]:
    for family, n, smallest in (
        (1, 15, 3.0), (1, 60, 3.0), (1, 2000, 3.0), (5, 20, 3.0), (12, 60, 3.0),
        (12, 400, 3.0), (12, 2000, 3.0), (12, 2000, 1.0), (26, 200, 5.0),
    ):  # fmt: skip
        dice = np.random.default_rng((seed, n, family))
        size, moved = _shifted(n, family, smallest)
        wanted = {Verdict.DOWN} if family > 1 else _BEYOND_CHANCE
        found = "called clear" if family > 1 else "shown beyond chance"
        hits = sum(
            _judged(dice, n, family, moved, smallest)[0].verdict in wanted for _ in range(studies)
        )
        yield Rate(
            situation=f"true falls of {size:.1f} points {found}: {family} tested, {n} answers, "
            f"from {smallest:g} points on",
            hits=hits,
            of=studies,
            least=0.77,
        )


def _judged(
    dice: np.random.Generator, n: int, family: int, first: np.ndarray, smallest: float
) -> tuple[Change, ...]:
    """Draw two periods, the first question of the second with shares of its own, and judge."""
    before = _answers(dice, n, [_SHARES] * family)
    now = _answers(dice, n, [first, *[_SHARES] * (family - 1)])
    made = [
        compare(one, other, welch(one, other), Against.PREVIOUS, None)
        for one, other in zip(now, before, strict=True)
    ]
    return tuple(one for one in decide(made, smallest) if one is not None)


def _answers(dice: np.random.Generator, n: int, shares: list[np.ndarray]) -> list[Sample]:
    """Draw the answers of ``n`` people to questions with these shares of options."""
    liking = dice.standard_normal((n, 1)) * sqrt(_COMMON)
    values = liking + dice.standard_normal((n, len(shares))) * sqrt(1 - _COMMON)
    samples = []
    for place, part in enumerate(shares):
        chosen = np.searchsorted(ndtri(np.cumsum(part)[:-1]), values[:, place])
        counts = np.bincount(chosen, minlength=len(_POINTS))
        samples.append(sample_of_counts(_POINTS, tuple(counts.tolist())))
    return samples


def _shifted(n: int, family: int, smallest: float) -> tuple[float, np.ndarray]:
    """Return the smallest detectable fall, and shares whose mean is lower by just that."""
    shares = _SHARES
    for _ in range(30):
        now, before = (_exact(n, part) for part in (shares, _SHARES))
        change = compare(now, before, welch(now, before), Against.PREVIOUS, None)
        size = detectable(change, family, smallest) or 0.0
        shares = _tilted(float(_SHARES @ _POINTS) - size)
    return size, shares


def _exact(n: int, shares: np.ndarray) -> Sample:
    mean = float(shares @ _POINTS)
    return Sample(n=n, mean=mean, variance=float(shares @ (np.array(_POINTS) - mean) ** 2))


def _tilted(mean: float) -> np.ndarray:
    """Return the shares nearest to the usual ones that have this mean (exponential tilting)."""
    low, high = -1.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        parts = _SHARES * np.exp(middle * (np.array(_POINTS) - 50))
        parts /= parts.sum()
        low, high = (middle, high) if parts @ _POINTS < mean else (low, middle)
    return parts
