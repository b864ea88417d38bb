"""Periods nest, follow each other, and are read as people write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatreport.base.label import Label
from csatreport.study.periods import Calendar, Period, PeriodKind

KINDS = st.sampled_from([PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR])
DAYS = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2090, 12, 31))
CALENDARS = st.builds(Calendar, fiscal_year_start=st.integers(1, 12))


def _round(name: str, year: int) -> Period:
    return Period(
        kind=PeriodKind.ROUND,
        id=name,
        start=dt.date(year, 5, 1),
        end=dt.date(year, 5, 31),
        label=Label.of({"zh-Hans": f"{year} 年员工调查"}),
    )


ROUNDS = Calendar(rounds=(_round("r2025", 2025), _round("r2026", 2026)))


@given(CALENDARS, DAYS, KINDS)
def test_a_day_lies_in_the_period_that_is_found_for_it(calendar, day, kind):
    period = calendar.containing(day, kind)
    assert period.contains(day)
    assert calendar.parse(period.id) == period


@given(CALENDARS, DAYS, KINDS)
def test_periods_follow_each_other_without_gap_or_overlap(calendar, day, kind):
    period = calendar.containing(day, kind)
    after = calendar.next(period)
    assert after.start == period.end + dt.timedelta(days=1)
    assert calendar.previous(after) == period


@given(CALENDARS, DAYS)
def test_months_nest_in_quarters_and_quarters_in_years(calendar, day):
    month, quarter, year = (calendar.containing(day, kind) for kind in KINDS_IN_ORDER)
    assert quarter.contains(month)
    assert year.contains(quarter)


KINDS_IN_ORDER = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-10", "2026-10"),
        ("202610", "2026-10"),
        ("2026/1", "2026-01"),
        ("2026年10月", "2026-10"),
        ("2026-Q4", "2026-Q4"),
        ("2026q4", "2026-Q4"),
        ("2026", "2026"),
        ("2026年", "2026"),
    ],
)
def test_a_period_is_read_as_people_write_it(text, expected):
    assert Calendar().parse(text).id == expected


@pytest.mark.parametrize("text", ["", "2026-13", "2026-Q5", "October", "26-10", "FY2026"])
def test_what_is_no_period_is_not_guessed(text):
    assert Calendar().parse(text) is None


def test_a_fiscal_year_is_named_after_the_year_it_ends_in_and_never_mistaken_for_a_calendar_year():
    april = Calendar(fiscal_year_start=4)
    year = april.containing(dt.date(2026, 10, 5), PeriodKind.YEAR)
    assert (year.id, year.start, year.end) == ("FY2027", dt.date(2026, 4, 1), dt.date(2027, 3, 31))
    assert april.containing(dt.date(2026, 10, 5), PeriodKind.QUARTER).id == "FY2027-Q3"
    assert april.parse("2027") is None


def test_rounds_are_found_by_id_label_and_day():
    assert ROUNDS.parse("R2026").id == "r2026"
    assert ROUNDS.parse("2025 年员工调查").id == "r2025"
    assert ROUNDS.containing(dt.date(2025, 5, 9), PeriodKind.ROUND).id == "r2025"
    assert ROUNDS.containing(dt.date(2025, 6, 9), PeriodKind.ROUND) is None


def test_the_first_round_has_nothing_before_it_and_the_last_nothing_after():
    first, last = ROUNDS.rounds
    assert ROUNDS.previous(first) is None
    assert ROUNDS.previous(last) == first
    assert ROUNDS.next(first) == last
    assert ROUNDS.next(last) is None


def test_only_months_and_quarters_have_a_same_period_last_year():
    calendar = Calendar()
    assert calendar.year_ago(calendar.parse("2026-10")).id == "2025-10"
    assert calendar.year_ago(calendar.parse("2026-Q1")).id == "2025-Q1"
    assert calendar.year_ago(calendar.parse("2026")) is None


@pytest.mark.parametrize("text", ["0000-01", "0001", "1899-12", "3000", "9999-12", "9999-Q4"])
def test_years_that_no_survey_has_are_no_periods(text):
    assert Calendar().parse(text) is None


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max, dt.date(1899, 12, 31)])
@pytest.mark.parametrize("first", [1, 4])
def test_days_of_such_years_lie_in_no_period(day, first):
    calendar = Calendar(fiscal_year_start=first)
    assert all(calendar.containing(day, kind) is None for kind in PeriodKind)


def test_the_first_and_last_possible_periods_have_no_neighbours_outside():
    calendar = Calendar()
    assert calendar.previous(calendar.parse("1900-01")) is None
    assert calendar.next(calendar.parse("2999")) is None


def test_named_rounds_stand_in_nobody_elses_way():
    named = Period(
        kind=PeriodKind.ROUND,
        id="r1",
        start=dt.date(2026, 5, 1),
        end=dt.date(2026, 5, 31),
        label=Label.of("2026"),
    )
    calendar = Calendar(rounds=(named,))
    assert calendar.of(PeriodKind.ROUND).parse("2026") is named
    assert calendar.of(PeriodKind.MONTH).parse("2026").kind is PeriodKind.YEAR
