"""Stated importance: places and means, and managers beside customers."""

from __future__ import annotations

from dataclasses import replace

from csatreport.study.item import Kind, Role
from csatreport.subjects.importance.measure import Asking
from csatreport.subjects.importance.settings import ManagerRule
from csatreport.subjects.importance.subject import IMPORTANCE
from csatreport.subjects.measured import measure
from tests.counts.build import PLAIN, edition, item, ledger, node, questionnaire
from tests.subjects.gaps.build import TREE, WEIGHTED, ZERO, book

RANKS = item("order", PLAIN, kind=Kind.RANKED, role=Role.IMPORTANCE)
WHO = item("who", PLAIN[:2], role=Role.BACKGROUND)


def stated(made):
    return measure(made, made.questionnaire.units.root, made.base_periods[-1]).of(IMPORTANCE)


def test_managers_ranks_stand_beside_customers_and_blanks_share_what_is_left():
    options = tuple(
        replace(option, code=code)
        for option, code in zip(RANKS.options, ("d1", "d2", "d3"), strict=True)
    )
    ranks = replace(RANKS, options=options)
    tree = node("headline", children=[node(f"d{n}", [f"q{n}"]) for n in (1, 2, 3)])
    asked = edition([*(item(f"q{n}") for n in (1, 2, 3)), ranks, WHO], tree)
    survey = questionnaire([asked], settings=(ManagerRule(asked_by="who", managers=("B",)),))
    lists = [(("d1", "d2", "d3"), 0), (("d1",), 0), ((), 0), (("d3", "d2", "d1"), 1)]
    made = ledger(survey, [{"period": "2026-10", "order": o, "who": w} for o, w in lists])
    found = stated(made)
    assert {row.asked for row in found} == {Asking.RANKS}
    assert [(r.of.id, r.customers.value, r.customers.base, r.place) for r in found] == [
        ("d1", 1.0, 2, 1), ("d2", 2.25, 2, 2), ("d3", 2.75, 2, 3),
    ]  # fmt: skip
    assert [r.managers_place for r in found] == [3, 2, 1]


def test_importance_that_was_rated_or_allocated_is_a_mean():
    rated = [item(f"i{n}", ZERO, role=Role.IMPORTANCE, about=name) for n, name in enumerate("ab")]
    made = book([{"i0": 0, "i1": 2, "w1": 70.0, "w2": 30.0}, {"i0": 1, "i1": 2}],
                extra=(*WEIGHTED, *rated), tree=TREE)  # fmt: skip
    assert [(r.asked, r.customers.value, r.place) for r in stated(made)] == [
        (Asking.ALLOCATED, 70.0, 1), (Asking.ALLOCATED, 30.0, 2),
        (Asking.RATED, 3.5, 1), (Asking.RATED, 2.0, 2),
    ]  # fmt: skip
