"""Words and low answers: which, in which order, with which reasons."""

from __future__ import annotations

import pytest

from csatreport.subjects.measured import measure
from csatreport.survey.model import Kind, Missing, Role
from tests.measures.build import (
    CALENDAR,
    PLAIN,
    edition,
    follow_up,
    item,
    ledger,
    month,
    questionnaire,
    units,
)

SAY = item("say", (), kind=Kind.TEXT, role=Role.COMMENT)
TREE = {"all": None, "a": "all", "b": "all"}


def findings(asked, rows, period: str = "2025-02", unit: str = "all"):
    q = questionnaire([asked], units=units(TREE))
    book = ledger(q, [{"period": "2025-02", **row} for row in rows])
    return measure(book, q.units.by_id[unit], month(period))


def test_a_bad_answer_is_low_where_there_is_no_rule():
    found = findings(edition([item("q1")]), [{"q1": code} for code in (0, 1, 2, 3, -1)])
    assert sorted(low.option for low in found.lows) == [2, 3]
    assert {low.reason for low in found.lows} == {""}


def test_the_follow_up_rule_decides_what_is_low_and_brings_reasons():
    asked = edition([item("q1", follow_up=follow_up("B", "D"))])
    rows = [{"q1": 1, "q1?": "late"}, {"q1": 2}, {"q1": 3}]
    found = findings(asked, rows)
    assert [(low.option, low.reason) for low in found.lows] == [(1, "late"), (3, "")]
    assert found.bad_by_item == ((asked.items[0], 2),)


def test_what_was_said_last_stands_first():
    rows = [
        {"period": "2025-01", "date": "2025-01-31", "say": "january"},
        {"date": "2025-02-03", "say": "third"},
        {"say": "no date"},
        {"date": "2025-02-20", "say": "twentieth"},
        {"date": "2025-02-03", "say": "third, too"},
    ]
    asked = edition([item("q1"), SAY])
    q = questionnaire([asked], units=units(TREE))
    book = ledger(q, [{"period": "2025-02", **row} for row in rows])
    found = measure(book, q.units.root, CALENDAR.parse("2025-Q1"))
    said = [(c.text, c.date) for c in found.comments]
    assert said == [
        ("twentieth", "2025-02-20"),
        ("third", "2025-02-03"),
        ("third, too", "2025-02-03"),
        ("no date", ""),
        ("january", "2025-01-31"),
    ]


def test_a_unit_hears_its_own_words_and_the_parent_all():
    rows = [{"unit": "a", "say": "x", "name": "N"}, {"unit": "b", "say": "y", "q1": 3}]
    asked = edition([item("q1"), SAY])
    own = findings(asked, rows, unit="a")
    assert [(c.text, c.unit.id, c.name) for c in own.comments] == [("x", "a", "N")]
    assert own.lows == ()
    assert len(findings(asked, rows).comments) == 2


def test_details_are_no_comments():
    asked = edition([item("q1"), item("who", (), kind=Kind.TEXT, role=Role.DETAIL)])
    assert findings(asked, [{"who": "x"}]).comments == ()


def test_a_ranked_list_counts_places_weighted_and_unweighted():
    asked = edition([item("top", (), kind=Kind.RANKED, role=Role.BACKGROUND, picks=3)])
    rows = [{"top": ("Price", "Queue")}, {"top": ("queue", "price ", "queue")}, {"top": ()}]
    found = findings(asked, rows).ranked
    assert [(e.text, e.named, e.weighted) for e in found] == [("Price", 2, 5), ("Queue", 2, 5)]


def test_the_heavier_entry_stands_first_and_the_list_ends_at_thirty():
    asked = edition([item("top", (), kind=Kind.RANKED, role=Role.BACKGROUND, picks=2)])
    rows = [{"top": (f"t{i:02}", "last")} for i in range(40)]
    found = findings(asked, rows).ranked
    assert len(found) == 30
    assert (found[0].text, found[0].named, found[0].weighted) == ("last", 40, 40)
    assert found[1].weighted == 2


def test_items_by_bad_answers_most_first():
    asked = edition([item("q1"), item("q2"), item("q3"), item("age", PLAIN, role=Role.BACKGROUND)])
    rows = [{"q1": 0, "q2": 3, "q3": 2, "age": 2}, {"q1": 1, "q2": 2, "q3": 0}]
    found = findings(asked, rows)
    assert [(one.id, bad) for one, bad in found.bad_by_item] == [("q2", 2), ("q3", 1)]


@pytest.mark.parametrize("missing", list(Missing))
def test_a_missing_answer_is_never_low(missing: Missing):
    assert findings(edition([item("q1")]), [{"q1": missing}]).lows == ()
