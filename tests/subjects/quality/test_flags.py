"""Careless answers: found in rows, counted, and never removed."""

from __future__ import annotations

from itertools import groupby

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csatreport.statistics.verdict import Verdict
from csatreport.study.item import Kind, Role
from csatreport.study.weights import WeightKind, Weights
from csatreport.subjects.measured import measure
from csatreport.subjects.quality.flags import blocks, can_be_judged, check_twice, longest_runs
from csatreport.subjects.quality.measure import first_and_last
from csatreport.subjects.quality.soundness import CarelessSign
from csatreport.subjects.quality.subject import QUALITY
from tests.counts.build import (
    CALENDAR,
    PLAIN,
    THREE,
    edition,
    item,
    ledger,
    questionnaire,
    responses,
    units,
)

EIGHT = tuple(item(f"q{i}") for i in range(8))
MONTH = "2025-01"


def book(rows, items=EIGHT, **settings):
    return ledger(questionnaire([edition(items)], **settings), rows)


def soundness(rows, items=EIGHT, period=MONTH, unit=None, **settings):
    made = book(rows, items, **settings)
    which = made.questionnaire.units.by_id[unit or made.questionnaire.units.root.id]
    return measure(made, which, CALENDAR.parse(period)).of(QUALITY)


def form(*places: int, **about) -> dict:
    answers = {f"q{i}": place for i, place in enumerate(places)}
    return {"period": MONTH, **answers, **about}


def raised(found, flag):
    count = next(c for c in found.flags if c.flag is flag)
    return (count.judged, count.raised)


def test_a_block_is_a_run_of_closed_questions_with_the_same_options():
    items = [
        item("a"),
        item("b"),
        item("c", THREE),
        item("d"),
        item("e", (), kind=Kind.TEXT, role=Role.COMMENT),
        item("f"),
        item("g", PLAIN, role=Role.BACKGROUND),
    ]
    found = [[one.id for one in block] for block in blocks(edition(items))]
    assert found == [["a", "b"], ["c"], ["d"], ["f"]]


def test_a_block_can_be_judged_if_it_is_long_or_mixes_reversed_questions():
    mixed = (item("a"), item("b", reversed=True))
    assert [can_be_judged(b) for b in (EIGHT, EIGHT[:7], mixed)] == [True, False, True]
    assert not can_be_judged((item("a", reversed=True), item("b", reversed=True)))


def test_the_same_place_all_the_way_down_is_straight_lining():
    rows = [form(*[0] * 8), form(*[0] * 7, 1), form(*[2] * 5, -1, -3, 2)]
    assert raised(soundness(rows), CarelessSign.STRAIGHT) == (3, 2)


def test_who_answered_less_than_half_of_a_block_is_not_judged():
    assert raised(soundness([form(0, 0, 0), form(0, 0, 0, 0)]), CarelessSign.STRAIGHT) == (1, 1)


def test_the_printed_place_counts_not_the_keyed_points():
    items = (item("q0"), item("q1", THREE[::-1]), item("q2", reversed=True), item("q3"))
    assert [len(block) for block in blocks(edition(items))] == [1, 1, 2]
    rows = [form(0, 0, 1, 1), form(0, 0, 0, 3), form(0, 0, 1), form(0, 0, -1, 1)]
    assert raised(soundness(rows, items), CarelessSign.STRAIGHT) == (2, 1)


def test_short_blocks_of_plain_questions_flag_nobody():
    assert raised(soundness([form(0, 0, 0)], EIGHT[:3]), CarelessSign.STRAIGHT) == (0, 0)


ROWS = st.lists(st.lists(st.integers(-4, 3), min_size=8, max_size=8), min_size=1, max_size=20)


@given(ROWS)
@settings(deadline=None, max_examples=40)
def test_the_longest_run_is_that_of_one_answer_after_the_other(answers):
    made = responses(questionnaire([edition(EIGHT)]), [form(*given) for given in answers])
    want = [
        max((len(list(run)) for place, run in groupby(given) if place >= 0), default=0)
        for given in answers
    ]
    assert longest_runs(made.waves[0]).tolist() == want


def test_runs_are_summed_up_over_those_who_ticked_anything():
    rows = [form(*[0] * 8), form(0, 0, 1, 1, 0, 1, 2, 3), form(*[-1] * 8)]
    runs = soundness(rows).runs
    assert (runs.n, runs.mean, runs.longest, runs.long) == (2, 5.0, 8, 1)


def timed(*seconds):
    return [form(i % 4, seconds=s) for i, s in enumerate(seconds)]


def test_less_than_a_third_of_the_median_time_is_too_fast():
    assert raised(soundness(timed(*[90] * 9, 30, 29, np.nan)), CarelessSign.FAST) == (11, 1)


def test_few_times_have_no_median_to_speak_of():
    assert raised(soundness(timed(*[90] * 8, 1)), CarelessSign.FAST) == (0, 0)


def test_files_without_times_are_not_searched_for_speeders():
    found = soundness([form(0)])
    assert (raised(found, CarelessSign.FAST), found.timed) == ((0, 0), False)


def test_the_same_answers_in_the_same_minute_and_unit_were_sent_twice():
    tree = units({"all": None, "a": "all", "b": "all"})
    rows = [
        form(0, 1, moment="2025-01-05T10:00:01", unit="a"),
        form(0, 1, moment="2025-01-05T10:00:59", unit="a"),
        form(0, 1, moment="2025-01-05T10:00:30", unit="b"),
        form(0, 1, moment="2025-01-05T10:01:00", unit="a"),
        form(0, 2, moment="2025-01-05T10:00:01", unit="a"),
        form(0, 1, unit="a"),
        form(0, 1, unit="a"),
    ]
    assert raised(soundness(rows, units=tree), CarelessSign.TWICE) == (5, 1)


def test_check_lists_the_rows_that_were_sent_twice():
    row = form(0, 1, moment="2025-01-05T10:00:01")
    made = responses(questionnaire([edition(EIGHT)]), [row, form(0, 2), row, row])
    (issue,) = check_twice(made)
    assert (issue.code, str(issue.source)) == ("A496", "data/q/all.csv:4")
    assert issue.facts == {"count": 2, "rows": "4, 5"}


def test_words_that_differ_are_no_copy():
    items = (*EIGHT, item("say", (), kind=Kind.TEXT, role=Role.COMMENT))
    rows = [form(0, say=text, moment="2025-01-05T10:00:01") for text in ("good", "bad")]
    assert check_twice(responses(questionnaire([edition(items)]), rows)) == ()


def test_any_flag_counts_a_response_once():
    rows = [form(*[0] * 8, seconds=s) for s in (1, *[90] * 12)]
    assert raised(soundness(rows), None) == (13, 13)


def mixed(count: int, **about) -> list[dict]:
    return [form(*[(i + j) % 4 for j in range(8)], **about) for i in range(count)]


def test_the_headline_stands_beside_itself_without_the_flagged_answers():
    rows = mixed(12) + [form(*[0] * 8) for _ in range(4)]
    made = book(rows)
    found = measure(made, made.questionnaire.units.root, CALENDAR.parse(MONTH))
    both = found.of(QUALITY).without
    assert both.everybody == found.headline.index
    assert (both.everybody.base, both.unflagged.base, both.flagged.n) == (16, 12, 4)
    assert (both.unflagged.value, both.flagged.mean) == (50, 100)
    assert found.responses == 16


def test_where_answers_are_weighted_the_headline_without_the_flagged_ones_is_too():
    column = Weights(kind=WeightKind.COLUMN, column="w")
    rows = mixed(6, weight=1.0) + mixed(6, weight=3.0) + [form(*[0] * 8, weight=8.0)] * 4
    made = book(rows, weights=column)
    found = measure(made, made.questionnaire.units.root, CALENDAR.parse(MONTH))
    both = found.of(QUALITY).without
    assert both.everybody == found.headline.index
    assert both.everybody.value == pytest.approx((50 * 24 + 100 * 32) / 56)
    assert both.unflagged.value == pytest.approx(50)


def test_without_a_flag_nothing_is_set_side_by_side():
    assert soundness(mixed(12)).without is None


def test_flags_of_months_add_up_to_those_of_the_quarter():
    rows = [form(*[0] * 8), {**form(*[1] * 8), "period": "2025-02"}, *mixed(3)]
    assert raised(soundness(rows, period="2025-Q1"), None) == (5, 2)


@given(st.lists(st.integers(0, 12), max_size=60))
def test_thirds_never_part_a_day_nor_overlap_nor_exceed_a_third(days):
    dates = np.array(days, "datetime64[D]")
    early, late = first_and_last(dates)
    assert not (early & late).any()
    assert 3 * max(early.sum(), late.sum()) <= len(days)
    assert not set(dates[early]) & set(dates[~early])
    assert not set(dates[late]) & set(dates[~late])
    if early.any() and late.any():
        assert dates[early].max() < dates[late].min()


def dated(day: int, place: int) -> dict:
    return form(*[place] * 7, (place + day) % 4, date=f"2025-01-{day:02}")


def test_late_answers_are_tested_against_early_ones():
    rows = [dated(day, place) for day in range(1, 31) for place in (0 if day < 16 else 3, 1)]
    thirds = soundness(rows).thirds
    assert (thirds.early.n, thirds.late.n) == (20, 20)
    assert thirds.change.verdict is Verdict.DOWN
    assert thirds.change.difference == pytest.approx(thirds.late.mean - thirds.early.mean)
    assert thirds.change.test == "welch"


@pytest.mark.parametrize("rows", [mixed(60), mixed(60, date="2025-01-05"), mixed(0)])
def test_without_days_that_tell_them_apart_nobody_is_early_or_late(rows):
    found = soundness(rows or [form(0)])
    assert found.thirds is None
    assert found.dated is bool(rows and rows[0].get("date"))


def test_below_ten_in_a_third_nothing_is_compared():
    assert soundness([dated(day, 1) for day in range(1, 28)]).thirds is None


def test_agreement_and_early_against_late_are_the_companys_alone():
    tree = units({"all": None, "a": "all"})
    rows = [{**dated(day % 28 + 1, day % 4), "unit": "a"} for day in range(60)]
    found = soundness(rows, units=tree, unit="a")
    assert (found.reliability, found.thirds) == ((), None)
    assert found.flags
