"""Days as people write them."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csatreport.answers.cells.days import parse_day, parse_time, proven_format
from csatreport.study.periods import YEARS

FORMS = [
    *("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%Y年%m月%d號"),
    *("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%Y/%m/%d %H:%M", "%Y年%m月%d日 %H:%M:%S"),
    *("%Y-%m-%dT%H:%M:%S.123+08:00", "%Y/%m/%d %I:%M:%S PM", "%Y年%m月%d日%H时%M分%S秒"),
]


@pytest.mark.parametrize("form", FORMS)
@given(day=st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)))
@settings(deadline=None, max_examples=30)
def test_every_form_that_begins_with_the_year_is_read(form, day):
    moment = dt.datetime.combine(day, dt.time(9, 30))
    assert parse_day(moment.strftime(form)) == day


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-5",
        "2026/10/05",
        " 2026-10-05 ",
        "２０２６－１０－０５",
        "2026年10月5日",
        "2026 年 10 月 5 日",
        "46300",
        "46300.604",
    ],
)
def test_short_wide_and_serial_forms_are_read(text):
    assert parse_day(text) == dt.date(2026, 10, 5)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "05/10/2026",
        "10-05-26",
        "2026-13-01",
        "2026-02-30",
        "2026-10",
        "0226-10-05",
        "9999-01-01",
        "2026-10/05",
        "4",
        "20260230",
        "2026-10-05 soon",
    ],
)
def test_anything_else_is_no_day(text):
    assert parse_day(text) is None


@pytest.mark.parametrize(
    ("text", "date_format"),
    [
        ("05/11/2016 12:00:00 AM", "%m/%d/%Y %I:%M:%S %p"),
        ("11.05.2016", "%d.%m.%Y"),
        ("2016-05-11", "%d.%m.%Y"),
    ],
)
def test_a_named_form_goes_first_and_the_others_still_hold(text, date_format):
    assert parse_day(text, date_format) == dt.date(2016, 5, 11)


@given(text=st.text(max_size=15))
@settings(deadline=None, max_examples=200)
def test_no_text_makes_it_raise(text):
    day = parse_day(text, "%d.%m.%Y")
    assert day is None or day.year in YEARS


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("2026/03/05 9:12:33 上午 GMT+8", 9),
        ("2026/03/05 3:12:33 下午 GMT+8", 15),
        ("2026/03/05 下午 3:12", 15),
        ("2026年3月5日 周四 15:12", 15),
        ("2026-03-05 15:12:00 UTC", 15),
        ("2026-03-05 15:12:00+00", 15),
    ],
)
def test_halves_of_the_day_weekdays_and_zones_behind_a_time_are_understood(written, hour):
    assert parse_day(written) == dt.date(2026, 3, 5)
    moment = parse_time(written)
    assert moment is not None
    assert moment.hour == hour


@pytest.mark.parametrize(
    "written",
    [
        *("5-Mar-2026", "05 March 2026", "Mar 5, 2026", "March 5th, 2026 9:12 AM", "2026 / 3 / 5"),
        *("2026年3月5日上午9点12分", "2026 - 3 - 5"),
    ],
)
def test_a_month_in_words_and_blanks_between_numbers_are_understood(written):
    assert parse_day(written) == dt.date(2026, 3, 5)


@pytest.mark.parametrize(
    ("written", "form"),
    [
        (["5.3.2026", "31.3.2026 23:30"], "%d/%m/%Y"),
        (["05-03-2026", "31-03-2026"], "%d/%m/%Y"),
        (["3-5-2026", "3-31-2026"], "%m/%d/%Y"),
        (["5.3.2026", "6.3.2026"], None),
    ],
)
def test_dots_and_hyphens_prove_an_order_as_slashes_do(written, form):
    assert proven_format(written) == form
    if form:
        assert parse_day(written[0], form) == dt.date(2026, 3, 5)
