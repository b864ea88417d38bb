"""Pairs of what was expected and what was found, made up for tests of gaps."""

from __future__ import annotations

import numpy as np

from csatreport.study.item import Kind, Role, Valence
from tests.counts.build import edition, item, ledger, node, questionnaire

SEVEN = tuple((float(n), Valence.GOOD if n > 4 else Valence.BAD) for n in range(7, 0, -1))
ZERO = tuple((float(n), Valence.GOOD if n > 2 else Valence.BAD) for n in range(4, -1, -1))


def pair(name: str, scale=SEVEN, **more):
    expected = item(f"e_{name}", scale, role=Role.EXPECTATION, about=name, **more)
    return item(name, scale, **more), expected


def book(rows, scale=SEVEN, names=("a", "b"), extra=(), tree=None, **settings):
    asked = [one for name in names for one in pair(name, scale)]
    survey = questionnaire([edition([*asked, *extra], tree)], **settings)
    return ledger(survey, [{"period": "2026-10", **row} for row in rows])


WEIGHTED = (
    item("w1", (), kind=Kind.NUMBER, role=Role.IMPORTANCE, about="d1"),
    item("w2", (), kind=Kind.NUMBER, role=Role.IMPORTANCE, about="d2"),
)
TREE = node("headline", children=[node("d1", ["a"]), node("d2", ["b"])])
NAMED = node("headline", children=[node("quick", ["a"]), node("kind", ["b"])])


def people(number: int, shortfall: int = 2) -> list[dict]:
    dice = np.random.default_rng(3)
    return [
        {"a": int(e) + shortfall + (-1) ** n, "e_a": int(e), "b": int(e), "e_b": int(e)}
        for n, e in enumerate(dice.integers(0, 3, number))
    ]


ASKED = [*pair("a"), *pair("b")]
