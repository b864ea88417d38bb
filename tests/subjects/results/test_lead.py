"""Which verdict leads: a signal of the chart, the year, the period, the target, what is small."""

import pytest

from csatreport.report.figures import Trend
from csatreport.report.inline import Direction
from csatreport.statistics.verdict import Against, Verdict
from csatreport.study.periods import PeriodKind
from tests.report.build import (
    ITEMS,
    blocks,
    change,
    chapter,
    found,
    headline,
    node,
    period,
    report,
    score,
    tree,
    trend,
    unit,
)
from tests.report.leading import contradiction

CALM = [75, 77] * 6
FALLEN = [*CALM, 76, 57, 56.8, 57.7]
RISEN = [*CALM, 76, 95]
YEAR_DOWN = change(-17.9, Verdict.DOWN, Against.YEAR_AGO)
UP, DOWN, CALMER = change(3.1, Verdict.UP), change(-3.1, Verdict.DOWN), change(0.9)


def aimed(verdict):
    return change(-9.0, verdict, Against.TARGET, reference=80.0, period=None)


def told(*changes, values=CALM, language="en", **more):
    made = {"headline": node(tree(), score(values[-1]), *changes), "trend": trend(*values), **more}
    return report(language, **made)


def test_a_collapse_leads_before_a_quiet_month():
    shown = headline(told(CALMER, YEAR_DOWN, values=FALLEN))
    assert shown.verdict == "Below its usual range for 3 months, 17.9 below last year"
    assert shown.direction is Direction.DOWN
    assert shown.sentence.startswith("Up 0.9 on September: no change shown. With 60 answers")


@pytest.mark.parametrize(
    ("language", "verdict"),
    [("zh-Hans", "连续 3 个月低于通常范围，比去年同期低 17.9 分"),
     ("zh-Hant", "連續 3 個月低於通常範圍，比去年同期低 17.9 分")],
)  # fmt: skip
def test_a_collapse_is_told_in_every_language(language, verdict):
    assert headline(told(CALMER, YEAR_DOWN, values=FALLEN, language=language)).verdict == verdict


@pytest.mark.parametrize(
    ("changes", "values", "verdict"),
    [
        ((UP,), RISEN, "Above its usual range, up 3.1 on September"),
        ((DOWN,), RISEN, "Down 3.1 on September, but above its usual range"),
        ((UP, YEAR_DOWN), CALM, "17.9 below last year, but up 3.1 on September"),
        ((DOWN, YEAR_DOWN, aimed(Verdict.DOWN)), CALM,
         "17.9 below last year, down 3.1 on September"),
        ((CALMER, YEAR_DOWN), CALM, "Down 17.9 on October 2025: clear"),
        ((UP, aimed(Verdict.DOWN)), CALM, "Up 3.1 on September: clear"),
        ((CALMER, aimed(Verdict.DOWN)), CALM, "Clearly below the target of 80"),
        ((change(1.2, Verdict.SMALL), aimed(Verdict.DOWN)), CALM, "Clearly below the target of 80"),
        ((change(1.2, Verdict.SMALL), aimed(Verdict.NOT_SHOWN)), CALM,
         "Up 1.2 on September: small, but beyond chance"),
        ((CALMER, change(-1.2, Verdict.SMALL, Against.YEAR_AGO)), CALM,
         "Down 1.2 on October 2025: small, but beyond chance"),
        ((CALMER,), [*CALM, *[75.9] * 9], "Below the middle of its usual range for 9 months"),
        ((CALMER,), CALM, "Up 0.9 on September: no change shown"),
    ],
)  # fmt: skip
def test_the_strongest_verdict_leads_and_a_fall_goes_first(changes, values, verdict):
    shown = told(*changes, values=values)
    assert headline(shown).verdict == verdict
    assert not contradiction(headline(shown), blocks(shown, Trend)[0])


def test_the_bold_line_of_a_moving_or_past_signal_is_not_led_by_it():
    young = [75, 77] * 3 + [76, 95]
    assert headline(told(CALMER, values=young)).verdict == "Up 0.9 on September: no change shown"
    past = [*CALM, 95, 76]
    assert headline(told(CALMER, values=past)).verdict == "Up 0.9 on September: no change shown"


def test_months_without_answers_are_not_counted_into_a_run():
    gaps = told(CALMER, values=[*CALM, *[75.9] * 5, None, *[75.9] * 4])
    assert headline(gaps).verdict == "Below the middle of its usual range for some time"
    outside = told(CALMER, values=[*CALM, 57, None, 57, 57])
    assert headline(outside).verdict == "Below its usual range for 2 months"


def test_a_signal_leads_where_nothing_can_be_compared():
    shown = headline(told(values=FALLEN, items=()))
    assert shown.verdict == "Below its usual range for 3 months"
    assert shown.sentence.startswith("The last period before has no figure to compare with. Change")


def test_rounds_are_called_rounds():
    assert set(PeriodKind) == {"month", "quarter", "year", "round"}
    named = headline(told(CALMER, values=FALLEN, period=period("2026-Q4")))
    assert named.verdict == "Below its usual range for 3 quarters"


def test_the_results_are_headed_by_what_fell_on_the_year():
    then = change(-17.9, Verdict.DOWN, Against.YEAR_AGO)
    fallen = (
        found(ITEMS[0], (40, 12, 5, 3), change(9.0, Verdict.UP)),
        found(ITEMS[1], (20, 15, 12, 13), CALMER, then),
        found(ITEMS[2], (30, 20, 10), CALMER),
    )
    company = chapter(told(CALMER, items=fallen), "results")
    assert company.heading == "Clearly down on October 2025: q2·en"
    store = told(CALMER, items=fallen, unit=unit("a", "north"))
    assert chapter(store, "items").heading == "Clearly down on October 2025: q2·en"


def test_a_fall_on_the_month_heads_the_results_before_a_rise_on_the_year():
    moved = (
        found(ITEMS[0], (40, 12, 5, 3), CALMER, change(9.0, Verdict.UP, Against.YEAR_AGO)),
        found(ITEMS[1], (20, 15, 12, 13), DOWN),
        found(ITEMS[2], (30, 20, 10), UP),
    )
    shown = chapter(told(CALMER, items=moved), "results")
    assert shown.heading == "Clearly down on September: q2·en. Clearly up: q3·en"
