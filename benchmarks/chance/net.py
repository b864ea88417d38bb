"""Net scores: does the interval hold the true score, and how often does a change get a verdict?

Half promoters, a third passives and a sixth detractors is what a service that is liked looks like;
a firm with hardly any detractors is the hardest case for an interval.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.chance import Rate
from csatreport.statistics.change import compare, decide, welch
from csatreport.statistics.means import Sample, sample_of_counts
from csatreport.statistics.proportions import estimate_net
from csatreport.statistics.verdict import Against, Verdict

FEW = 150
_LIKED = (0.54, 0.32, 0.14)
_LOVED = (0.90, 0.08, 0.02)
_LESS = (0.48, 0.35, 0.17)
_FOUND = ((100, 0.10), (400, 0.38), (1000, 0.74), (2800, 0.95))
"""Answers a side, and how often a true fall of 9 points is named at least."""
_HELD, _HELD_OF_ALL = 0.929, 0.947
"""How often an interval holds the score, worked out exactly: the least is that of 10 answers at +88, and of 29 of 30 people."""
_LEAST = 5.0
_CLEAR = (Verdict.UP, Verdict.DOWN)


def simulate(studies: int, seed: int) -> tuple[Rate, ...]:
    """Draw answers to a recommend question, once for a level and twice for a change."""
    dice = np.random.default_rng(seed)
    return (
        *(
            _level(dice, parts, n, studies)
            for parts in (_LIKED, _LOVED)
            for n in (10, 30, 100, 400)
        ),
        *(_census(dice, people, n, studies) for people, n in ((30, 27), (30, 29), (200, 190))),
        *(
            _alarms(dice, parts, n, studies)
            for parts in (_LIKED, _LOVED)
            for n in (10, 30, 100, 400)
        ),
        *(_power(dice, n, studies, least) for n, least in _FOUND),
    )


def _level(dice: np.random.Generator, parts: Sequence[float], n: int, studies: int) -> Rate:
    truth = parts[0] - parts[2]
    drawn = dice.multinomial(n, parts, size=studies).tolist()
    return Rate(
        situation=f"interval of {n} answers holds a score of {100 * truth:+.0f}",
        hits=sum(_holds(counts, None, truth) for counts in drawn),
        of=studies,
        least=_HELD,
        most=0.995,
    )


def _census(dice: np.random.Generator, people: int, n: int, studies: int) -> Rate:
    """Let everybody's views be drawn anew each time, and nearly all of them answer."""
    hits = 0
    for everybody in dice.multinomial(people, _LIKED, size=studies):
        drawn = dice.multivariate_hypergeometric(everybody, n).tolist()
        hits += _holds(drawn, people, float(everybody[0] - everybody[2]) / people)
    return Rate(
        situation=f"interval of {n} of {people} people holds the score of all",
        hits=hits,
        of=studies,
        least=_HELD_OF_ALL,
        most=0.995,
    )


def _holds(counts: Sequence[int], people: int | None, truth: float) -> bool:
    found = estimate_net(counts[0], counts[2], sum(counts), people)
    if found is None or found.low is None or found.high is None:
        return False
    return found.low - 1e-9 <= truth <= found.high + 1e-9


def _alarms(dice: np.random.Generator, parts: Sequence[float], n: int, studies: int) -> Rate:
    score = 100 * (parts[0] - parts[2])
    return Rate(
        situation=f"change named, {n} answers a side, both {score:+.0f}",
        hits=sum(_named(dice, parts, parts, n) for _ in range(studies)),
        of=studies,
        most=0.06,
    )


def _power(dice: np.random.Generator, n: int, studies: int, least: float) -> Rate:
    return Rate(
        situation=f"true fall of 9 points named, {n} answers a side",
        hits=sum(_named(dice, _LESS, _LIKED, n) for _ in range(studies)),
        of=studies,
        least=least,
    )


def _named(
    dice: np.random.Generator, now: Sequence[float], before: Sequence[float], n: int
) -> bool:
    one, other = (_sample(dice.multinomial(n, parts).tolist()) for parts in (now, before))
    change = compare(one, other, welch(one, other), Against.PREVIOUS, None)
    (judged,) = decide([change], _LEAST)
    return judged is not None and judged.verdict in _CLEAR


def _sample(counts: list[int]) -> Sample:
    return sample_of_counts((100.0, 0.0, -100.0), tuple(counts))
