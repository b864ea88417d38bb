"""The five gaps: how often is one named where nothing falls short?

Everybody stands at the same level in every dimension: customers expect it and perceive it, managers
believe it, staff are asked for it, and inspections find it delivered. People answer two statements
for each dimension on seven steps, and whoever says much of one dimension says much of the others;
checks of one visit go together. A gap that is beyond chance is one too many, however small.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.random import Generator

from benchmarks.chance import Rate
from csatreport.base.label import Label
from csatreport.counts.pairs import paired_mean
from csatreport.statistics.apart import apart
from csatreport.statistics.arrays import Floats
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.verdict import Verdict
from csatreport.study.edition import Node
from csatreport.study.register_entries import Check
from csatreport.subjects.five_gaps.levels import LevelSource, mean_level, pass_rate
from csatreport.subjects.five_gaps.measure import ServiceGap, SizedGap, judged

FEW = 60
_LEVEL, _SMALLEST = 5.8, 3.0
"""Where everybody stands on the seven steps."""
_STAFF, _CHECKS, _VISITS = 40, 4, dt.date(2026, 10, 1)
_PARTS = tuple(Node(id=f"d{n}", label=Label.of(f"d{n}")) for n in range(5))
_WHOLE = Node(id="headline", label=Label.of("whole"), children=_PARTS)
_BEYOND = {Verdict.UP, Verdict.DOWN, Verdict.SMALL}


def simulate(studies: int, seed: int) -> tuple[Rate, ...]:
    """Return how often a dimension, and the whole, is named without a gap."""
    return tuple(
        rate
        for people, managers, visits in ((60, 8, 6), (120, 12, 12), (400, 40, 30))
        for rate in _rates(studies, seed, (people, managers, visits))
    )


def _rates(studies: int, seed: int, sizes: tuple[int, int, int]) -> Iterator[Rate]:
    dice, hits = np.random.default_rng((seed, *sizes)), [0, 0]
    for _ in range(studies):
        gaps = judged(tuple(_gaps(dice, *sizes)), _WHOLE, _SMALLEST)
        for whole in (False, True):
            named = (one.verdict in _BEYOND for one in gaps if (one.of is _WHOLE) is whole)
            hits[whole] += any(named)
    people, managers, visits = sizes
    for whole, about in enumerate(("a dimension", "the whole")):
        yield Rate(
            situation=f"reports without any gap that name {about}: {people} customers, "
            f"{managers} managers, {visits} visits",
            hits=hits[whole],
            of=studies,
            most=0.06,
        )


def _gaps(dice: Generator, people: int, managers: int, visits: int) -> Iterator[SizedGap]:
    mood = _mood(dice, people)
    expected, perceived = _people(dice, mood), _people(dice, mood)
    inside = [_people(dice, _mood(dice, number)) for number in (managers, _STAFF)]
    checks = _visits(dice, visits)
    for place, node in enumerate((*_PARTS, _WHOLE)):
        at = slice(None) if node is _WHOLE else slice(place, place + 1)
        levels = [
            mean_level(LevelSource.EXPECTED, node, scores[:, at].mean(axis=1)).level
            for scores in (expected, *inside)
        ]
        passed = pass_rate([c for c in checks if node is _WHOLE or c.section == node.id])
        pairs = ((levels[1], levels[0]), (levels[2], levels[1]), (passed, levels[2]))
        for kind, (one, other) in zip(ServiceGap, pairs, strict=False):
            yield from _sized(kind, node, one, other)
        more = (perceived - expected)[:, at].mean(axis=1)
        known = Estimate(value=0.0, census=True)
        yield from _sized(ServiceGap.SERVICE, node, paired_mean(more), known)


def _sized(
    kind: ServiceGap, node: Node, one: Estimate | None, other: Estimate | None
) -> Iterator[SizedGap]:
    if one is not None and other is not None:
        told = apart(one, other)
        yield SizedGap(kind=kind, of=node, gap=told.gap, p=told.p)


def _mood(dice: Generator, number: int) -> Floats:
    return dice.normal(0, 0.45, number)


def _people(dice: Generator, mood: Floats) -> Floats:
    """Draw what people say of each dimension on 0-100: the mean of two statements."""
    answers = dice.normal(0, 0.9, (len(mood), len(_PARTS), 2)) + _LEVEL + mood[:, None, None]
    return (np.clip(np.rint(answers), 1, 7).mean(axis=2) - 1) * (100 / 6)


@cache
def _level() -> float:
    """Return the mean of what people say, on 0-100: the end of the scale pulls it down."""
    dice = np.random.default_rng(1)
    return float(_people(dice, _mood(dice, 200_000)).mean())


def _visits(dice: Generator, visits: int) -> list[Check]:
    """Draw visits on which checks pass at the level that people speak of."""
    luck = np.clip(dice.normal(_level() / 100, 0.06, visits), 0, 1)
    return [
        Check(
            id="", unit="all", day=_VISITS + dt.timedelta(days=number), section=node.id,
            check="c", passed=bool(dice.random() < chance),
        )
        for number, chance in enumerate(luck)
        for node in _PARTS
        for _ in range(_CHECKS)
    ]  # fmt: skip
