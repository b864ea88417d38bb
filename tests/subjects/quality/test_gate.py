"""Nothing about careless anonymous answers points to a small group, alone or by subtraction."""

from __future__ import annotations

import json

import pytest

from csatreport.counts.findings.findings import periods
from csatreport.privacy.coarsely import told_result
from csatreport.privacy.gate import Gate
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Anonymity, Audience
from csatreport.subjects.compose import compose_report
from csatreport.subjects.measured import measure
from csatreport.subjects.quality.measure import rate
from csatreport.subjects.quality.soundness import CarelessSign, Soundness
from csatreport.subjects.quality.subject import QUALITY
from tests.counts.build import edition, ledger, questionnaire, units
from tests.subjects.quality.build import EIGHT, TREE, mixed, straight

PROMISE = Anonymity(minimum=5, counts=10, comments=8)


def survey(rows, every=PeriodKind.MONTH, promise=PROMISE):
    asked = questionnaire([edition(EIGHT)], units=units(TREE), every=every, anonymity=promise)
    return ledger(asked, rows)


def shown(rows, period="2025-01", unit="all", promise=PROMISE) -> Soundness | None:
    book = survey(rows, promise=promise)
    when = next(p for kind in PeriodKind for p in periods(book, kind) if p.id == period)
    found = measure(book, book.questionnaire.units.by_id[unit], when)
    return Gate.of(book).apply(found).of(QUALITY)


def count(found: Soundness, flag: CarelessSign | None):
    return next(c for c in found.flags if c.flag is flag)


@pytest.mark.parametrize("careless", [1, 2, 3, 4])
def test_fewer_than_five_careless_answers_are_not_counted_out(careless: int):
    found = shown(mixed(30) + straight(*range(careless)))
    for flag in (CarelessSign.STRAIGHT, None):
        assert (count(found, flag).raised, count(found, flag).few) == (None, True)
    assert found.without is None
    assert found.runs.longest is found.runs.long is None
    assert found.hidden


def test_none_or_enough_careless_answers_are_counted():
    assert count(shown(mixed(30)), CarelessSign.STRAIGHT).raised == 0
    assert count(shown(mixed(30) + straight(0, 1, 2, 3, 0)), CarelessSign.STRAIGHT).raised == 5


def test_fewer_than_five_careful_answers_are_not_counted_out_either():
    found = shown(mixed(4) + straight(*[0, 1, 2, 3] * 8))
    assert (
        count(found, CarelessSign.STRAIGHT).raised,
        count(found, CarelessSign.STRAIGHT).few,
    ) == (None, False)
    assert found.without is None


def test_the_index_without_five_careless_answers_is_shown_without_its_interval():
    both = shown(mixed(30) + straight(0, 1, 2, 3, 0)).without
    assert (both.everybody.base, both.unflagged.base) == (35, 30)
    assert both.everybody.low is both.unflagged.low is None


def test_with_ten_careless_answers_it_has_its_interval():
    both = shown(mixed(30) + straight(*[0, 1, 2, 3, 0] * 2)).without
    assert both.unflagged.low < both.unflagged.value < both.unflagged.high


def test_careless_answers_that_are_all_alike_do_not_follow_from_the_two_indices():
    found = shown(mixed(30) + straight(*[0] * 12))
    assert count(found, CarelessSign.STRAIGHT).raised == 12
    assert found.without is None


def test_how_many_bear_one_flag_alone_does_not_follow_from_the_sum():
    hasty = straight(*[0, 1, 2, 3] * 3, seconds=1) + mixed(2, seconds=1)
    found = shown(mixed(40, seconds=100) + hasty)
    assert (count(found, CarelessSign.STRAIGHT).raised, count(found, CarelessSign.FAST).raised) == (
        12,
        14,
    )
    assert count(found, None).raised is None


def test_few_timed_answers_are_not_told():
    found = shown(mixed(40) + straight(0, seconds=5))
    assert (count(found, CarelessSign.FAST).judged, count(found, CarelessSign.FAST).raised) == (
        0,
        0,
    )


def test_a_longer_period_shows_no_counts_to_subtract_from():
    rows = mixed(30) + straight(*[0, 1, 2, 3] * 3)
    rows += mixed(30, period="2025-02") + straight(0, period="2025-02")
    found = shown(rows, "2025-Q1")
    assert (found.flags, found.runs, found.without, found.thirds) == ((), None, None, None)
    assert shown(rows, "2025-Q1", promise=None).flags[0].raised == 13


def test_a_unit_of_an_anonymous_survey_shows_nothing_of_it():
    rows = mixed(60) + straight(*[0, 1, 2, 3] * 3)
    assert shown(rows, unit="a") is None
    assert shown(rows, unit="a", promise=None).flags


def test_hidden_responses_hide_how_sound_they_are():
    assert shown(mixed(4)) is None


def dated(early: int, between: int, late: int) -> list[dict]:
    sizes = (("2025-01-01", early), ("2025-01-10", between), ("2025-01-20", late))
    return [row for day, size in sizes for row in mixed(size, date=day)]


def test_early_and_late_are_shown_with_ten_each_and_between():
    assert shown(dated(12, 12, 12)).thirds.early.n == 12


def test_early_and_late_are_hidden_where_what_lies_between_would_follow():
    rows = dated(12, 3, 12) + mixed(9, date="2025-01-12")
    assert shown(rows).thirds is not None
    alike = dated(12, 0, 12) + straight(*[0] * 12, date="2025-01-12")
    assert shown(alike, promise=None).thirds is not None
    assert shown(alike).thirds is None


def test_early_answers_that_are_all_alike_are_hidden():
    rows = straight(*[0] * 12, date="2025-01-01") + dated(0, 12, 12)
    assert shown(rows, promise=None).thirds is not None
    assert shown(rows).thirds is None


def test_agreement_needs_the_counts_of_every_question():
    rows = mixed(40)
    assert shown(rows).reliability[0].n == 40
    alike = [{**row, "q3": 0} for row in rows]
    assert shown(alike).reliability == ()
    assert shown(alike, promise=None).reliability[0].constant


def test_agreement_over_fewer_than_ten_complete_answers_is_hidden():
    rows = mixed(9) + [{**row, "q1": -1} for row in mixed(9)]
    assert shown(rows).reliability == ()


def test_agreement_keeps_a_higher_promise():
    rows = mixed(19)
    assert shown(rows, promise=Anonymity(minimum=5, counts=20)).reliability == ()
    assert shown(rows).reliability


def test_the_rating_itself_is_left_as_it_is_but_for_its_decimals():
    book = survey(mixed(20))
    month = book.base_periods[0]
    found = measure(book, book.questionnaire.units.root, month)
    told = tuple(told_result(one) for one in rate(book, month))
    assert Gate.of(book).apply(found).of(QUALITY).reliability == told


def test_neither_page_nor_data_of_a_unit_says_anything_of_careless_answers():
    book = survey(mixed(60) + straight(*[0, 1, 2, 3] * 3))
    unit = book.questionnaire.units.by_id["a"]
    found = Gate.of(book).apply(measure(book, unit, book.base_periods[0]))
    made = compose_report(found, "en", audience=Audience.OPEN, sample=False)
    assert made.data["quality"] is None
    assert "look careless" not in str(made.chapters)
    assert json.loads(json.dumps(made.data))
