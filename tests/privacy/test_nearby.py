"""The true answers as a world that the gate begins with, and the other ones near it."""

from __future__ import annotations

from functools import partial

import pytest

from csatreport.privacy.audit.algebra import Condition, Told
from csatreport.privacy.audit.joint import components
from csatreport.privacy.audit.solve import SolvedPart
from csatreport.privacy.gate import Gate
from csatreport.privacy.grid import PublishedGrid, judged_apart
from csatreport.privacy.mending.nearby import Nearby
from csatreport.privacy.mending.truth import true_world
from csatreport.privacy.mending.view import public_view
from tests.privacy.audit.build import DEEP, PROMISE, survey, two_scales, varied
from tests.privacy.scales import made, random_study


def people():
    """Make two regions whose people left something out, say how old they are, and sit in between."""
    rows = [*varied("a", 12), *varied("b", 9), *varied("c", 14), *varied("north", 6, age=-3)]
    rows[3].pop("q1")
    rows[20].pop("age")
    return survey(rows, DEEP)


@pytest.mark.parametrize("book", [people(), made(random_study(3)), made(two_scales())])
def test_the_true_answers_fulfil_every_condition(book):
    view = public_view(
        book, PublishedGrid.of(book, *judged_apart(book)), PROMISE, Gate.of(book).promise.why
    )
    for part in components(view, partial(true_world, book, book.base_periods)):
        for row in part.rows:
            told = sum(weight * part.world[name] for name, weight in row.terms.items())
            assert row.assumed or row.low - 1e-5 <= told <= row.high + 1e-5, row


def test_the_gate_looks_for_no_first_world(monkeypatch):
    solve, seen = SolvedPart._solve, []

    def noted(part, wish, way, *more):
        seen.append(wish is None and way is None)
        return solve(part, wish, way, *more)

    monkeypatch.setattr(SolvedPart, "_solve", noted)
    assert Gate.of(people()).promise is not None
    assert seen
    assert not any(seen)


def amount(unit: str, place: int):
    return (unit, "2025-02"), "q.counts", place


def step(unit: str, before: int, after: int):
    return {amount(unit, before): -1.0, amount(unit, after): 1.0}


UNITS = ("a", "b", "c")
WORLD = {amount(unit, place): 3.0 for unit in UNITS for place in range(2)}
ROWS = (
    *(Condition({amount(u, 0): 1.0}, 3, 3, Told(u, "2025-02", "items.counts", "q")) for u in "ab"),
    Condition({amount(u, 0): 1.0 for u in UNITS}, 9, 9, Told("all", "2025-02", "items.counts")),
    *(Condition({amount(u, n): 1.0 for n in range(2)}, 6, 6) for u in UNITS),
)


def test_what_costs_least_to_withhold_sets_a_count_free():
    """The count of a is known, as is that of c by what is left over: b's may go, or the total."""
    steps = [step(unit, *way) for unit in UNITS for way in ((0, 1), (1, 0))]
    costs = [1, 4, 9, None, None, None]

    def price(rows):
        some = [costs[row] for row in rows]
        return None if None in some else sum(some)

    change, noticing = next(Nearby(ROWS, WORLD, steps).changes([{amount("c", 0): 1.0}], price))
    assert noticing == [0]
    assert {name[0][0] for name in change} == {"a", "c"}
    for row in ROWS[1:]:
        told = sum(w * (WORLD[name] + change.get(name, 0)) for name, w in row.terms.items())
        assert row.low <= told <= row.high


def test_two_units_change_two_answers_against_each_other():
    """So no total over units changes, and no index of a unit: only four counts would be told."""
    names = {(u, q): ((u, "2025-02"), f"{q}.counts", 0) for u in "ab" for q in "pq"}
    told = [{name: 1.0} for name in names.values()]
    told += [{names["a", q]: 1.0, names["b", q]: 1.0} for q in "pq"]
    told += [{names[u, "p"]: 1.0, names[u, "q"]: 1.0} for u in "ab"]
    rows = [Condition(one, 3.0 * len(one), 3.0 * len(one)) for one in told]
    costs = [1, 1, 1, 1, 50, 50, 60, 60]
    steps = [{name: sign} for name in names.values() for sign in (1.0, -1.0)]
    near = Nearby(rows, dict.fromkeys(names.values(), 3.0), steps)
    change, noticing = next(
        near.changes([{names["a", "p"]: 1.0}], lambda some: sum(costs[row] for row in some))
    )
    assert noticing == [0, 1, 2, 3]
    assert change[names["a", "p"]] == change[names["b", "q"]] == -change[names["a", "q"]]


@pytest.mark.parametrize(
    ("gone", "found"),
    [
        ((), set()),
        ((0,), {("a", "c")}),
        ((1,), {("b", "c")}),
        ((0, 1), {("a", "c"), ("b", "c")}),
        ((2,), {("c",)}),
    ],
)
def test_other_worlds_are_found_that_only_withheld_figures_tell_from_the_true_one(gone, found):
    """The count of c follows from a, b and the total: one of them must be gone."""
    steps = [step(unit, *way) for unit in UNITS for way in ((0, 1), (1, 0))]
    changes = Nearby(ROWS, WORLD, steps).unseen([{amount("c", 0): 1.0}], frozenset(gone))
    assert {tuple(sorted({name[0][0] for name in one})) for one in changes} == found
