"""Sums of parts equal the pooled rows, exactly: quarters, years, regions, in any order."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from csatreport.counts.ledger import Ledger
from csatreport.statistics.tally import Tally
from csatreport.study.periods import Calendar, PeriodKind
from tests.counts.build import (
    CALENDAR,
    edition,
    item,
    ledger,
    month,
    questionnaire,
    responses,
    units,
)

TREE = {"all": None, "north": "all", "a": "north", "b": "north", "c": "all"}
MONTHS = ("2024-11", "2024-12", "2025-01", "2025-02", "2025-03", "2025-04")
FIRST = edition([item("q1"), item("q2")])
SECOND = edition(
    [item("q1"), item("q2", series="q2@2")],
    replace(FIRST.index, series="headline@2"),
    number="2",
    begins=month("2025-02"),
)
Q = questionnaire([FIRST, SECOND], units=units(TREE))

answers = st.lists(
    st.fixed_dictionaries(
        {
            "unit": st.sampled_from(list(TREE)),
            "period": st.sampled_from(MONTHS),
            "q1": st.integers(-2, 3),
            "q2": st.integers(-2, 3),
        }
    ),
    min_size=1,
    max_size=60,
)


def pooled(rows, unit: str, period) -> Tally:
    """Count only the rows of a unit and period, as if they were one base period of one unit."""
    below = {one.id for one in Q.units.below(unit)}
    inside = {name for name in MONTHS if period.contains(month(name))}
    mine = [r for r in rows if r["unit"] in below and r["period"] in inside]
    parts: dict[str, list] = {}
    for row in mine:
        asked = Q.edition(month(row["period"]))
        one = "2025-01" if asked is FIRST else "2025-02"
        parts.setdefault(asked.number, []).append({**row, "unit": "all", "period": one})
    result = Tally()
    for part in parts.values():
        book = ledger(Q, part)
        result = result + book.cells["all", book.base_periods[0]]
    return result


@given(answers)
@settings(max_examples=30, deadline=None)
def test_every_sum_equals_the_pooled_rows(rows):
    book = ledger(Q, rows)
    for text in ("2025-02", "2025-Q1", "2024-Q4", "2025", "2024"):
        period = CALENDAR.parse(text)
        for unit in TREE:
            assert book.tally(unit, period) == pooled(rows, unit, period)


def test_editions_are_kept_apart_inside_a_quarter():
    rows = [{"period": name, "q1": 0, "q2": 0} for name in ("2025-01", "2025-02", "2025-03")]
    tally = ledger(Q, rows).tally("all", CALENDAR.parse("2025-Q1"))
    assert tally.items["q1"].n == 3
    assert (tally.items["q2"].n, tally.items["q2@2"].n) == (1, 2)
    assert (tally.scores["headline"].n, tally.scores["headline@2"].n) == (1, 2)


def test_an_item_counts_as_asked_only_on_editions_that_have_it():
    rows = [{"period": name} for name in ("2025-01", "2025-02", "2025-03")]
    book = ledger(Q, rows)
    quarter = CALENDAR.parse("2025-Q1")
    assert book.asked("all", quarter, "q1") == 3
    assert book.asked("all", quarter, "q2@2") == 2


def test_an_edition_without_answers_yet_does_not_empty_the_quarter():
    book = ledger(Q, [{"period": "2025-01", "q1": 0}])
    assert book.edition(CALENDAR.parse("2025-Q1")) is FIRST
    book = ledger(Q, [{"period": "2025-01"}, {"period": "2025-02"}])
    assert book.edition(CALENDAR.parse("2025-Q1")) is SECOND


def test_a_fiscal_year_gathers_its_own_months():
    fiscal = Calendar(fiscal_year_start=4)
    book = Ledger.of(responses(Q, [{"period": name} for name in MONTHS]), fiscal)
    year = fiscal.containing(month("2025-01").start, PeriodKind.YEAR)
    assert year.id == "FY2025"
    assert book.tally("all", year).responses == 5


def test_a_period_or_unit_without_answers_is_zero():
    book = ledger(Q, [{"unit": "a", "period": "2025-01"}])
    assert book.tally("c", month("2025-01")) == Tally()
    assert book.tally("all", month("2024-11")) == Tally()
    assert len(book.row_numbers("all", month("2024-11"))) == 0


def test_no_answers_at_all_make_an_empty_ledger():
    book = ledger(Q, [])
    assert book.base_periods == ()
    assert book.tally("all", month("2025-01")) == Tally()
    assert len(book.rows.ids) == 0


def test_row_numbers_are_those_of_the_unit_and_all_below_it():
    rows = [
        {"unit": unit, "period": period}
        for unit, period in [
            ("c", "2025-01"),
            ("b", "2025-01"),
            ("a", "2024-12"),
            ("b", "2025-02"),
            ("north", "2025-01"),
        ]
    ]
    book = ledger(Q, rows)
    # The first edition's rows come first: c, b, a, north; then b of February.
    assert sorted(book.row_numbers("north", CALENDAR.parse("2025-Q1"))) == [1, 3, 4]
    assert sorted(book.row_numbers("b", month("2025-02"))) == [4]
