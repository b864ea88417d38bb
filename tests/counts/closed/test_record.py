"""The record of a closed period: read back as it was written, and units where they stood."""

from __future__ import annotations

import pytest

from csatreport.counts.closed.record import ClosedPeriod
from csatreport.counts.closed.take import take_records
from tests.counts.build import edition, item, ledger, month, node, questionnaire, units

TREE = {"all": None, "north": "all", "south": "all", "a": "north", "b": "north", "c": "south"}
ASKED = edition([item("q1"), item("q2")], node("headline", items=("q1", "q2")))
SECRET = bytes(32)


def book(tree=TREE, asked=ASKED):
    rows = [
        {"unit": unit, "period": "2026-02", "q1": n % 4, "q2": (n + 1) % 4}
        for unit, count in {"a": 3, "b": 7, "c": 2, "south": 1}.items()
        for n in range(count)
    ]
    return ledger(questionnaire((asked,), units=units(tree)), rows)


def record_of(made) -> ClosedPeriod:
    (record,) = take_records(made, SECRET, ())
    return record


def test_a_record_is_read_back_as_it_was_written():
    record = record_of(book())
    assert ClosedPeriod.parse(record.text) == record
    assert record.text.endswith("}\n")
    assert record.rows == 13


def test_its_sums_are_those_of_the_ledger():
    made = book()
    sums = record_of(made).sums
    for unit in TREE:
        assert sums[unit] == made.tally(unit, month("2026-02"))


def test_a_record_that_lost_a_row_is_none():
    text = record_of(book()).text.replace('"rows": 13', '"rows": 12')
    with pytest.raises(ValueError, match="rows"):
        ClosedPeriod.parse(text)


def test_units_stand_where_they_stood_and_those_that_are_gone_are_called_by_their_id():
    record = record_of(book())
    moved = units({**{u: p for u, p in TREE.items() if u != "b"}, "a": "south", "new": "north"})
    assert not record.fits(moved)
    tree = record.tree(moved)
    assert [one.id for one in tree.children("north")] == ["a", "new", "b"]
    assert tree.by_id["b"].name["en"] == "b"


def test_a_unit_that_is_new_moves_nothing():
    tree = units({**TREE, "new": "north"})
    assert record_of(book()).fits(tree)
    assert record_of(book()).tree(tree) is tree


def test_a_closed_period_is_summed_up_as_its_units_stood():
    made = book()
    record = record_of(made)
    moved = book({**TREE, "a": "south"})
    period = month("2026-02")
    rowless = type(moved).of(
        type(moved.responses)(
            questionnaire=moved.questionnaire, periods=moved.responses.periods, waves=()
        ),
        closed={period: record},
    )
    for unit in TREE:
        assert rowless.tally(unit, period) == made.tally(unit, period)
    assert rowless.units(period).by_id["a"].parent == "north"
    assert rowless.row_numbers("all", period).size == 0
