"""Words and low answers: which, in which order, with which reasons."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from csatreport.counts.ledger import Ledger
from csatreport.study.item import Kind, Missing, Role
from tests.counts.build import CALENDAR, edition, follow_up, item, ledger, questionnaire, units

SAY = item("say", (), kind=Kind.TEXT, role=Role.COMMENT)
TREE = {"all": None, "a": "all", "b": "all"}


@dataclass(frozen=True)
class Heard:
    """What the voices of a ledger say of the rows of a unit and period."""

    book: Ledger
    period: str = "2025-02"
    unit: str = "all"

    def __getattr__(self, name: str):
        rows = self.book.row_numbers(self.unit, CALENDAR.parse(self.period))
        return getattr(self.book.voices, name)(rows)


def heard(asked, rows, period: str = "2025-02", unit: str = "all"):
    q = questionnaire([asked], units=units(TREE))
    return Heard(ledger(q, [{"period": "2025-02", **row} for row in rows]), period, unit)


def test_a_bad_answer_is_low_where_there_is_no_rule():
    found = heard(edition([item("q1")]), [{"q1": code} for code in (0, 1, 2, 3, -1)])
    assert sorted(low.option for low in found.lows) == [2, 3]
    assert {low.reason for low in found.lows} == {""}


def test_the_follow_up_rule_decides_what_is_low_and_brings_reasons():
    asked = edition([item("q1", follow_up=follow_up("B", "D"))])
    rows = [{"q1": 1, "q1?": "late"}, {"q1": 2}, {"q1": 3}]
    found = heard(asked, rows)
    assert [(low.option, low.reason) for low in found.lows] == [(1, "late"), (3, "")]


def test_what_was_said_last_stands_first():
    rows = [
        {"period": "2025-01", "date": "2025-01-31", "say": "january"},
        {"date": "2025-02-03", "say": "third"},
        {"say": "no date"},
        {"date": "2025-02-20", "say": "twentieth"},
        {"date": "2025-02-03", "say": "third, too"},
    ]
    asked = edition([item("q1"), SAY])
    found = heard(asked, rows, "2025-Q1")
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
    own = heard(asked, rows, unit="a")
    assert [(c.text, c.unit.id, c.name) for c in own.comments] == [("x", "a", "N")]
    assert own.lows == ()
    assert len(heard(asked, rows).comments) == 2


def test_words_beside_an_option_are_comments_of_its_question():
    asked = edition([item("why", kind=Kind.SEVERAL), SAY])
    rows = [{"why": 3, "why+": "near 13812345678"}, {"why": 1}, {"say": "fine"}]
    found = heard(asked, rows).comments
    assert {(c.item.id, c.text) for c in found} == {("why", "near ***"), ("say", "fine")}


def test_words_beside_an_option_of_a_detail_are_none():
    asked = edition([item("q1"), item("who", role=Role.DETAIL)])
    assert heard(asked, [{"who": 0, "who+": "x"}]).comments == ()


def test_details_are_no_comments():
    asked = edition([item("q1"), item("who", (), kind=Kind.TEXT, role=Role.DETAIL)])
    assert heard(asked, [{"who": "x"}]).comments == ()


def test_a_ranked_list_counts_places_weighted_and_unweighted():
    asked = edition([item("top", (), kind=Kind.RANKED, role=Role.BACKGROUND, picks=3)])
    rows = [{"top": ("Price", "Queue")}, {"top": ("queue", "price ", "queue")}, {"top": ()}]
    found = heard(asked, rows).ranked
    assert [(e.text, e.named, e.weighted) for e in found] == [("Price", 2, 5), ("Queue", 2, 5)]


def test_the_heavier_entry_stands_first_and_the_list_ends_at_thirty():
    asked = edition([item("top", (), kind=Kind.RANKED, role=Role.BACKGROUND, picks=2)])
    rows = [{"top": (f"t{i:02}", "last")} for i in range(40)]
    found = heard(asked, rows).ranked
    assert len(found) == 30
    assert (found[0].text, found[0].named, found[0].weighted) == ("last", 40, 40)
    assert found[1].weighted == 2


@pytest.mark.parametrize("missing", list(Missing))
def test_a_missing_answer_is_never_low(missing: Missing):
    assert heard(edition([item("q1")]), [{"q1": missing}]).lows == ()
