"""When a form was begun and sent off, and how long answering took."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from csatreport.answers.cells.days import parse_time
from csatreport.study.policy import ColumnNames
from tests.answers.build import codes, column, edition, item, one_unit, questionnaire, unread
from tests.frames import frame_of

ASKED = questionnaire(
    edition(item("a")), units=one_unit(), columns=ColumnNames(start="begun", end="sent")
)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("2026-10-05 14:30", "14:30:00"),
        ("2026-10-05T14:30:59.123+08:00", "14:30:59"),
        ("2026/10/5 2:30:01 PM", "14:30:01"),
        ("2026/10/5 12:30 AM", "00:30:00"),
        ("2026年10月5日14时30分05秒", "14:30:05"),
        ("46300.604", "14:29:46"),
    ],
)
def test_a_time_of_day_is_read_as_written(text: str, want: str):
    assert parse_time(text) == dt.datetime.fromisoformat(f"2026-10-05 {want}")


@pytest.mark.parametrize("text", ["2026-10-05", "14:30", "46300", "", "2026-10-05 25:00", "soon"])
def test_what_lacks_a_day_or_a_time_is_none(text: str):
    assert parse_time(text) is None


def test_a_mappings_format_may_hold_the_time():
    found = parse_time("05.10.2026 14:30", "%d.%m.%Y %H:%M")
    assert found == dt.datetime.fromisoformat("2026-10-05 14:30")
    assert parse_time("05.10.2026", "%d.%m.%Y") is None


def took(desk, text: str) -> list[float]:
    return column(desk.answers(ASKED, text), "_seconds")


def test_answering_took_from_start_to_end(desk):
    rows = "a,begun,sent\nA,2026-10-05 10:00:00,2026-10-05 10:03:10\n"
    assert took(desk, rows) == [190.0]


@pytest.mark.parametrize(
    "row",
    [
        "A,2026-10-05 10:03,2026-10-05 10:00",
        "A,,2026-10-05 10:00",
        "A,2026-10-05 10:00,",
        "A,soon,2026-10-05 10:00",
    ],
)
def test_a_form_that_ends_before_it_begins_or_lacks_one_has_no_length(desk, row: str):
    assert math.isnan(took(desk, f"a,begun,sent\n{row}\n")[0])


def test_without_the_columns_no_form_has_a_length_or_a_moment(desk):
    found = desk.answers(ASKED, "a,date\nA,2026-10-05\nA,2026-10-05 00:00:00\n")
    assert all(math.isnan(s) for s in column(found, "_seconds"))
    assert frame_of(found.waves[0])["_moment"].isna().all()


def test_the_date_column_may_hold_the_moment(desk):
    found = desk.answers(ASKED, "a,date\nA,2026-10-05 10:00\n")
    assert str(frame_of(found.waves[0])["_moment"].iloc[0]) == "2026-10-05 10:00:00"


def test_a_cell_that_is_no_moment_is_listed_and_its_row_kept(desk):
    found = desk.answers(ASKED, "a,begun,sent\nA,soon,2026-10-05 10:00\n")
    (one,) = found.intake.refusals
    assert (one.code, one.row, one.column, one.value, one.kept) == (
        *("A434", 2, "begun", "soon", True),
    )
    assert found.intake.files[0].kept == 1


def test_start_and_end_are_no_columns_that_nothing_is_read_from(desk):
    found = desk.answers(ASKED, "a,begun,sent\nA,,\n")
    assert unread(found) == {}


@pytest.mark.parametrize(
    ("days", "read"),
    [
        (
            ("3/5/2026", "3/31/2026 23:30", "12/1/2026 11:30:00 PM"),
            ["2026-03-05", "2026-03-31", "2026-12-01"],
        ),
        (("3/5/2026", "31/3/2026"), ["2026-05-03", "2026-03-31"]),
    ],
)
def test_one_day_that_can_be_read_in_one_order_only_proves_the_others(desk, days, read):
    rows = "".join(f"{day},A\n" for day in days)
    desk.write(f"date,tidy\n{rows}", "export.csv")
    found = desk.read(item("tidy"))
    dates = {str(day)[:10] for wave in found.waves for day in frame_of(wave)["_date"]}
    assert dates == set(read)
    assert codes(found) == ["A482"]


@pytest.mark.parametrize(
    "days", [("3/5/2026", "4/6/2026"), ("3/31/2026", "31/3/2026"), ("3/31/2026", "2026-03-05")]
)
def test_days_that_prove_nothing_or_contradict_are_refused(desk, days):
    desk.write("date,tidy\n" + "".join(f"{day},A\n" for day in days), "export.csv")
    assert "A424" in codes(desk.read(item("tidy")))
