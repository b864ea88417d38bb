"""Numbers and dates about people: summed up as written, whatever the edition."""

from __future__ import annotations

import pytest

from csatreport.counts.findings.model import Quantity
from csatreport.study.item import Kind, Missing, Role
from csatreport.subjects.measured import measure
from tests.counts.build import CALENDAR, edition, item, ledger, month, questionnaire, units

AGE = item("age", (), kind=Kind.NUMBER, role=Role.BACKGROUND)
BOUGHT = item("bought", (), kind=Kind.DATE, role=Role.BACKGROUND)
TREE = {"all": None, "a": "all", "b": "all"}


def quantities(rows, unit="all", period="2025-01", editions=None) -> tuple[Quantity, ...]:
    asked = editions or [edition([item("q1"), AGE, BOUGHT])]
    book = ledger(questionnaire(asked, units=units(TREE)), rows)
    return measure(book, book.questionnaire.units.by_id[unit], CALENDAR.parse(period)).quantities


def row(unit="a", period="2025-01", **answers):
    return {"unit": unit, "period": period, **answers}


def test_a_number_has_a_mean_and_a_median_and_its_missing_answers_apart():
    ages = (20, 31.5, 90, Missing.BLANK, Missing.INVALID, Missing.INVALID)
    found = quantities([row(age=age) for age in ages])[0]
    assert (found.n, found.blank, found.invalid) == (3, 1, 2)
    assert (found.mean, found.median) == (pytest.approx(141.5 / 3), 31.5)
    assert (found.first, found.last) == ("", "")


def test_a_number_that_does_not_apply_is_blank_and_never_invalid():
    ages = (20, Missing.NOT_APPLICABLE, Missing.BLANK, Missing.INVALID)
    found = quantities([row(age=age) for age in ages])[0]
    assert (found.n, found.blank, found.invalid) == (1, 2, 1)


def test_a_date_has_a_first_and_a_last_day():
    days = ("2025-01-09", "1969-12-30", "2025-01-10", Missing.BLANK, Missing.INVALID)
    found = quantities([row(bought=day) for day in days])[1]
    assert (found.n, found.blank, found.invalid) == (3, 1, 1)
    assert (found.first, found.last) == ("1969-12-30", "2025-01-10")
    assert (found.mean, found.median) == (None, None)


def test_a_unit_and_a_period_have_their_own_rows():
    rows = [row(age=20), row("b", age=40), row("b", "2025-02", age=60)]
    assert quantities(rows, "b")[0].mean == 40
    assert quantities(rows, "all")[0].mean == 30
    assert quantities(rows, "b", "2025-Q1")[0].mean == 50


def test_rows_of_an_edition_without_the_question_are_not_blank():
    old = edition([item("q1")])
    new = edition([item("q1"), AGE], number="2", begins=month("2025-02"))
    rows = [row(q1=0), row("a", "2025-02", age=30)]
    found = quantities(rows, "all", "2025-Q1", [old, new])[0]
    assert (found.n, found.blank, found.invalid) == (1, 0, 0)


def test_personal_and_detail_questions_are_left_out():
    hidden = [
        item("phone", (), kind=Kind.NUMBER, role=Role.BACKGROUND, personal=True),
        item("till", (), kind=Kind.NUMBER, role=Role.DETAIL),
    ]
    assert quantities([row(q1=0)], editions=[edition([item("q1"), *hidden])]) == ()


def test_without_answers_nothing_is_known():
    found = quantities([row(q1=0)], "b")
    assert [(q.n, q.mean, q.first) for q in found] == [(0, None, ""), (0, None, "")]
