"""Headlines of groups of people: how often does a report name a group where none differs?

A report has five background questions, all groups of which are one family. Power is that of a group
whose members pick the next worse option in half of their answers, which is about 12 points.
"""

from __future__ import annotations

import numpy as np

from benchmarks.chance import Rate
from benchmarks.chance._people import (
    BACKGROUND,
    Situation,
    alarms,
    answers,
    found,
    parted,
    scores,
    weights,
    worse,
)
from csatreport.counts.findings.crowd import Crowd
from csatreport.counts.weighing import Weighing
from csatreport.statistics.change import ALPHA, decide
from csatreport.statistics.verdict import Change

FEW = 15
_STRONG = ((Situation(sizes=(20, 60, 120)), 0.6), (Situation(sizes=(60, 60, 300)), 0.95))
"""Where one group is worse, and how often it is found at least."""
_WORSE = 0.5


def _report(
    dice: np.random.Generator, one: Situation, effect: float = 0.0
) -> tuple[Change | None, ...]:
    """Judge all groups of a report; with an effect the first group of the first question is worse."""
    keys = [parted(dice, one.sizes) for _ in range(BACKGROUND)]
    picked = worse(dice, answers(dice, sum(one.sizes)), keys[0] == 0, effect)
    own = weights(dice, one, keys[0])
    weighing = None if own is None else Weighing(rows=np.arange(len(own)), weights=own)
    crowd = Crowd(scores=scores(picked), weighing=weighing)
    sides = (pair for key in keys for pair in crowd.sides(key, len(one.sizes)))
    return decide([crowd.versus(group, rest) for group, rest in sides], 3.0)


def _named(change: Change | None) -> bool:
    return change is not None and change.q is not None and change.q <= ALPHA


def simulate(studies: int, seed: int) -> tuple[Rate, ...]:
    """Simulate reports without any effect, and reports with one group that answers worse."""
    return (
        *alarms(studies, seed, "a group", lambda dice, one: any(map(_named, _report(dice, one)))),
        *(_found(studies, seed, one, least) for one, least in _STRONG),
    )


def _found(studies: int, seed: int, one: Situation, least: float) -> Rate:
    text = f"{one.name}: the first, about 12 points lower, is found"
    return found(studies, seed, text, least, lambda dice: _named(_report(dice, one, _WORSE)[0]))
