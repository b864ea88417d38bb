"""The period that a file's name speaks of."""

import datetime as dt

import pytest

from csatreport.answers.naming import base_period, period_of_path
from csatreport.study.periods import Calendar, PeriodKind
from tests.answers.build import named_round

MONTH, QUARTER, YEAR, ROUND = (
    PeriodKind.MONTH,
    PeriodKind.QUARTER,
    PeriodKind.YEAR,
    PeriodKind.ROUND,
)
FISCAL = Calendar(fiscal_year_start=4)
ROUNDS = Calendar(
    rounds=(
        named_round("r2024", dt.date(2024, 5, 6), dt.date(2024, 5, 31)),
        named_round("r2025", dt.date(2025, 5, 5), dt.date(2025, 5, 30)),
    )
)


def period(name, every, calendar=None):
    found = period_of_path(name, calendar or Calendar(), every)
    return found and found.id


@pytest.mark.parametrize(
    "name",
    [
        *(
            "2026-10.csv",
            "retail-2026-10.csv",
            "202610.xlsx",
            "retail202610.csv",
            "2026_10 east.csv",
        ),
        *("2026.10.csv", "2026年10月.csv", "２０２６－１０.csv", "2026-10-2.csv", "2026-10-05.csv"),
        *(
            "20261005.csv",
            "2026年10月5日.csv",
            "20261005-20261011.csv",
            "2026-10-backup-2026-10.csv",
        ),
        *(
            "2026-10/east.csv",
            "2026/2026-10/east.csv",
            "2026-09/2026-10.csv",
            "2026-10/store 12.csv",
        ),
    ],
)
def test_a_month_is_found_anywhere_in_the_name(name):
    assert period(name, MONTH) == "2026-10"


@pytest.mark.parametrize(
    ("name", "every", "found"),
    [
        *(("2026-Q3.csv", QUARTER, "2026-Q3"), ("2026q3 north.csv", QUARTER, "2026-Q3")),
        *(("2026年第三季度.csv", QUARTER, "2026-Q3"), ("2026年3季度.csv", QUARTER, "2026-Q3")),
        *(("2026-08.csv", QUARTER, "2026-Q3"), ("2026-08-31.csv", QUARTER, "2026-Q3")),
        *(
            ("2013.csv", YEAR, "2013"),
            ("wave 2013 final.csv", YEAR, "2013"),
            ("2013-05.csv", YEAR, "2013"),
        ),
        *(("2013-Q2.csv", YEAR, "2013"), ("2013年.csv", YEAR, "2013")),
    ],
)
def test_what_is_shorter_than_the_base_period_falls_into_it(name, every, found):
    assert period(name, every) == found


@pytest.mark.parametrize(
    ("name", "every"),
    [
        *(
            ("answers.csv", MONTH),
            ("2026.csv", MONTH),
            ("2026-Q3.csv", MONTH),
            ("store 1024.csv", YEAR),
        ),
        *(
            ("S2024.csv", YEAR),
            ("2026-13.csv", MONTH),
            ("20261305.csv", MONTH),
            ("12345678.csv", MONTH),
        ),
        *(("2026-09 2026-10.csv", MONTH), ("2024.csv", ROUND)),
    ],
)
def test_a_name_that_says_nothing_too_little_or_two_things_names_no_period(name, every):
    assert period(name, every) is None


@pytest.mark.parametrize(
    ("name", "every", "found"),
    [
        *(("FY2027.csv", YEAR, "FY2027"), ("fy2027-q1.csv", QUARTER, "FY2027-Q1")),
        *(
            ("2026-04.csv", YEAR, "FY2027"),
            ("2026-03.csv", QUARTER, "FY2026-Q4"),
            ("2027.csv", YEAR, None),
        ),
    ],
)
def test_fiscal_years_are_named_as_such(name, every, found):
    assert period(name, every, FISCAL) == found


@pytest.mark.parametrize(
    "name",
    [
        "r2024.csv",
        "staff-R2024.csv",
        "r2024_north.csv",
        "第4轮.csv",
        "2024-05-10.csv",
        "r2024/a.csv",
    ],
)
def test_rounds_are_known_by_id_label_or_day(name):
    assert period(name, ROUND, ROUNDS) == "r2024"


@pytest.mark.parametrize("name", ["r20245.csv", "r2024-r2025.csv", "xr2024.csv", "2024-06-10.csv"])
def test_what_only_resembles_a_round_is_none(name):
    assert period(name, ROUND, ROUNDS) is None


def test_a_round_of_another_questionnaire_is_no_period_of_a_monthly_one():
    day = dt.date(2026, 5, 6)
    calendar = Calendar(rounds=(named_round("2026", day, dt.date(2026, 5, 31)),))
    assert period("2026-10.csv", MONTH, calendar) == "2026-10"
    assert period("2026.csv", YEAR, calendar) == "2026"
    assert period("staff 2026.csv", ROUND, calendar) == "2026"


def test_the_nearest_folder_speaks_before_those_above():
    assert period("2026-09/2026-10/east.csv", MONTH) == "2026-10"


def test_a_longer_period_has_no_base_period():
    calendar = Calendar()
    assert base_period(calendar.parse("2026"), calendar, MONTH) is None
    assert base_period(calendar.parse("2026-10"), calendar, MONTH).id == "2026-10"
    assert base_period(calendar.parse("2026-10"), calendar, QUARTER).id == "2026-Q4"
    assert base_period(None, calendar, MONTH) is None
