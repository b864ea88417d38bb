"""Times with an offset, the study's time zone, and a date that is none. All files are made up."""

import datetime as dt

import pytest

from csatreport.answers.cells.days import first_offset, parse_day, parse_time
from csatreport.base.errors import Severity
from csatreport.study.item import Kind
from csatreport.study.policy import ColumnNames
from tests.answers.build import codes, column, edition, item, one_unit, questionnaire, refused
from tests.frames import frame_of

SHANGHAI = "Asia/Shanghai"
ASKED = questionnaire(
    edition(item("a")), units=one_unit(), columns=ColumnNames(start="begun", end="sent")
)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("2026-03-31T22:14:35.000Z", "2026-04-01 06:14:35"),
        ("2026-04-01T06:14:35.000+08:00", "2026-04-01 06:14:35"),
        ("2026-03-31 23:14:35 +0100", "2026-04-01 06:14:35"),
        ("2026/03/31 10:14:35 下午 GMT+0", "2026-04-01 06:14:35"),
        ("2026-03-31 15:14:35-07", "2026-04-01 06:14:35"),
        ("2026-03-31 22:14:35 UTC", "2026-04-01 06:14:35"),
        ("2026-03-31 22:14:35", "2026-03-31 22:14:35"),
        ("2026-12-31T16:00:00Z", "2027-01-01 00:00:00"),
    ],
)
def test_a_moment_with_an_offset_is_told_as_a_clock_of_the_zone_shows_it(text, want):
    moment = dt.datetime.fromisoformat(want)
    assert parse_time(text, zone=SHANGHAI) == moment
    assert parse_day(text, zone=SHANGHAI) == moment.date()


@pytest.mark.parametrize(("month", "hour"), [("01", "12"), ("07", "13")])
def test_summer_time_is_that_of_the_zone_on_that_day(month, hour):
    found = parse_time(f"2026-{month}-05T12:00Z", zone="Europe/London")
    assert found == dt.datetime.fromisoformat(f"2026-{month}-05 {hour}:00")


def test_a_mappings_format_may_hold_the_offset():
    form = "%d.%m.%Y %H:%M %z"
    assert parse_day("31.03.2026 22:14 +0000", form, SHANGHAI) == dt.date(2026, 4, 1)


def test_a_day_is_no_offset():
    assert first_offset(["2026-10-05", "2026-10-05 14:30", "2026-10-05 14:30:00"]) == ""
    for found in ("2026-10-05T14:30Z", "2026-10-05 14:30:05.1-07:00", "2026-10-05 14:30 gmt+8"):
        assert first_offset(["2026-10-05", found, "x"]) == found


@pytest.mark.parametrize(
    "text", ["2026-10-05 10:30-11:00", "2026-10-05 10:30 - 11:00", "2026/10/05 上午 9:30 -10:30"]
)
def test_from_one_time_of_day_to_another_is_no_offset(text):
    assert first_offset([text]) == ""
    assert parse_day(text, zone=SHANGHAI) in (None, dt.date(2026, 10, 5))


@pytest.mark.parametrize("text", ["2026-10-05T22:30-11:00", "2026-10-05 22:30 UTC-11:00"])
def test_a_minus_behind_a_moment_that_says_so_is_an_offset(text):
    assert first_offset([text]) == text
    assert parse_day(text, zone=SHANGHAI) == dt.date(2026, 10, 6)


def test_what_stands_in_the_next_cell_is_no_offset(desk):
    desk.write("a,date\nA,2026-10-05 10:30\nB,-3\n", "2026-10.csv")
    assert "A460" not in codes(desk.read(ASKED))


def test_an_offset_behind_a_break_of_the_line_is_one(desk):
    desk.write('a,date\nA,2026-10-05 10:30\nB,"2026-10-31 23:30\n+00:00"\n', "2026-10.csv")
    (told,) = desk.read(ASKED).intake.issues
    assert (told.code, told.source.row) == ("A460", 3)
    assert "A460" not in codes(desk.read(ASKED, timezone=SHANGHAI))
    assert parse_day("2026-10-05 23:30\n+00:00", zone=SHANGHAI) == dt.date(2026, 10, 6)


def test_the_period_is_that_of_the_day_in_the_zone(desk):
    desk.write("date,a\n2026-03-31T22:14:35Z,A\n2026-04-01T06:14:35+08:00,B\n", "odk.csv")
    found = desk.read(ASKED, timezone=SHANGHAI)
    assert [period.id for period in found.periods] == ["2026-04"]
    assert codes(found) == []


@pytest.mark.parametrize("header", ["date", "begun", "sent"])
def test_without_a_zone_an_error_asks_for_it(desk, header):
    desk.write(f"a,{header}\nA,2026-10-05 10:00\nB,2026-10-31T14:00:00Z\n", "2026-10.csv")
    (told,) = desk.read(ASKED).intake.issues
    assert (told.code, told.severity, str(told.source)) == (
        *("A460", Severity.ERROR),
        f"data/shop/2026-10.csv:3:{header}",
    )
    assert told.facts == {"value": "2026-10-31T14:00:00Z"}


def test_nobody_is_asked_where_every_zone_gives_the_same_period(desk):
    moments = ("2026-10-05T10:00:00Z", "2026/10/02 15:12:33 GMT+8", "2026-10-30T09:00:00+00:00")
    desk.write("a,date\n" + "".join(f"A,{moment}\n" for moment in moments), "odk.csv")
    found = desk.read(ASKED)
    assert [period.id for period in found.periods] == ["2026-10"]
    assert "A460" not in codes(found)


def test_the_length_of_a_form_goes_by_both_offsets(desk):
    desk.write("a,begun,sent\nA,2026-10-05T10:00:00+08:00,2026-10-05T02:03:10Z\n")
    assert column(desk.read(ASKED, timezone=SHANGHAI), "_seconds") == [190.0]


VISITED = questionnaire(edition(item("a"), item("visit", kind=Kind.DATE)), units=one_unit())


def test_a_day_that_is_asked_for_follows_the_zone_like_the_answers_own(desk):
    moment = "2026-01-31T22:14:35Z"
    desk.write(f"a,date,visit\nA,{moment},{moment}\n", "odk.csv")
    wave = desk.read(VISITED, timezone=SHANGHAI).waves[0]
    assert str(frame_of(wave)["visit"][0])[:10] == "2026-02-01"
    assert str(frame_of(wave)["_date"][0])[:10] == "2026-02-01"


def test_a_day_that_is_asked_for_needs_the_zone_too(desk):
    desk.write("a,date,visit\nA,2026-02-01,2026-01-31T22:14:35Z\n", "odk.csv")
    (told,) = desk.read(VISITED).intake.issues
    assert (told.code, told.source.header) == ("A460", "visit")


ASKED_BY_DATE = questionnaire(edition(item("a")), units=one_unit())

LIMESURVEY = "a,date,begun\nA,1980-01-01 00:00:00,1980-01-01 00:00:00\n"
LIMESURVEY += "B,1980-01-01 00:00:00,1980-01-01 00:00:00\n"


def test_1980_in_every_row_is_no_date_and_the_name_says_the_period(desk):
    desk.write(LIMESURVEY, "2026-10.csv")
    found = desk.read(ASKED)
    assert [period.id for period in found.periods] == ["2026-10"]
    assert codes(found) == ["A461"]
    assert frame_of(found.waves[0])["_moment"].isna().all()


def test_1980_in_every_row_without_a_period_is_refused(desk):
    desk.write(LIMESURVEY, "results.csv")
    found = desk.read(ASKED)
    assert {code for *_, code in refused(found)} == {"A424"}
    assert codes(found) == ["A448", "A461", "A424"]


def test_1980_in_one_row_is_a_date(desk):
    desk.write("a,date\nA,1980-01-01\nB,1980-02-01\n", "results.csv")
    assert [period.id for period in desk.read(ASKED).periods] == ["1980-01", "1980-02"]


def test_what_kobo_writes_in_utc_without_saying_so_is_told_in_the_zone(desk):
    rows = "2026-03-31T22:14:35,A\n2026-04-01T06:14:35+08:00,B\n,C\n"
    desk.write(f"_submission_time,a\n{rows}", "kobo 2026-04.csv")
    found = desk.read(ASKED_BY_DATE, timezone=SHANGHAI)
    assert [period.id for period in found.periods] == ["2026-04"]
    assert "A460" in codes(desk.read(ASKED_BY_DATE))
