"""Questions by groups of people: how often does a report say that groups answer differently where they do not?

A report has ten questions and five background questions; the fifty pairs are one family. Power is
that of one question in which a group has a favourable share of about 62 instead of 86 %.
"""

from __future__ import annotations

import numpy as np

from benchmarks.chance import Rate
from benchmarks.chance._people import (
    BACKGROUND,
    QUESTIONS,
    Situation,
    alarms,
    answers,
    found,
    parted,
    weights,
    worse,
)
from csatreport.base.label import Label
from csatreport.study.item import Item, Kind, Option, Role, Valence
from csatreport.subjects.segments.divisions import divide
from csatreport.subjects.segments.measure import corrected
from csatreport.subjects.segments.parts import Division

FEW = 20
_STRONG = Situation(sizes=(60, 60, 300))
_WORSE = ((0.6, "62", None), (1.0, "46", 0.7))
"""In which part of the answers a group is worse, what is left favourable, how often it is found."""
_GOOD = (Valence.GOOD, Valence.GOOD, Valence.BAD, Valence.BAD)
_ITEM = Item(
    id="q", number="1", kind=Kind.CHOICE, role=Role.RATED, text=Label.of("q"), label=Label.of("q"),
    options=tuple(
        Option(code=str(place), label=Label.of(str(place)), points=float(-place), valence=valence)
        for place, valence in enumerate(_GOOD)
    ),
)  # fmt: skip


def _report(dice: np.random.Generator, one: Situation, effect: float = 0.0) -> tuple[Division, ...]:
    """Judge all questions by all groups of a report; with an effect the first group is worse on the first."""
    size, keys = len(one.sizes), [parted(dice, one.sizes) for _ in range(BACKGROUND)]
    picked = answers(dice, sum(one.sizes))
    picked[:, :1] = worse(dice, picked[:, :1], keys[0] == 0, effect)
    own = weights(dice, one, keys[0])
    return corrected(
        [divide(_ITEM, key, picked[:, n], size, own) for key in keys for n in range(QUESTIONS)]
    )


def simulate(studies: int, seed: int) -> tuple[Rate, ...]:
    """Simulate reports without any effect, and reports with one question that a group answers worse."""
    return (
        *alarms(
            studies, seed, "a question", lambda dice, one: any(d.clear for d in _report(dice, one))
        ),
        *(_found(studies, seed, *worse) for worse in _WORSE),
    )


def _found(studies: int, seed: int, part: float, left: str, least: float | None) -> Rate:
    text = f"{_STRONG.name}: a question with {left} instead of 86 % in the first is found"
    return found(
        studies, seed, text, least,
        lambda dice: _report(dice, _STRONG, part)[0].shown is not None,
    )  # fmt: skip
