"""The usual range of a trend: said in words, frozen, and never learnt from what is hidden."""

from __future__ import annotations

import datetime as dt

import pytest

from csatreport.base.label import LANGUAGES, Label
from csatreport.counts.findings.chart import State, chart_item, chart_values
from csatreport.counts.findings.model import TrendPoint
from csatreport.report.figures import Point, Trend
from csatreport.statistics.charts.control import ChartKind
from csatreport.statistics.estimate import Hidden, Suppressed
from csatreport.statistics.verdict import Verdict
from csatreport.study.policy import Baseline, Rebase, Sampling
from csatreport.study.units import Units
from csatreport.subjects.trend.trend import MONTHS_SHOWN
from tests.report.build import (
    ITEMS,
    blocks,
    change,
    findings,
    found,
    headline,
    node,
    period,
    questionnaire,
    report,
    score,
    tree,
    trend,
    unit,
)

CALM = [70, 72] * 6
HIGH = [*CALM, 71.5, 90]
LONG = [*CALM, *[71.5] * 8]


def told(*values: float | None, language: str = "en", **more) -> Trend:
    made = {"trend": trend(*values), "headline": node(tree(), score(values[-1] or 70.0)), **more}
    (shown,) = blocks(report(language, **made), Trend)
    return shown


def test_a_calm_series_says_so_and_shows_the_range_it_was_learnt_from():
    shown = told(*CALM, 71)
    assert shown.signal_text.startswith("Usual variation")
    reach = 3 * 2 / 1.128
    assert f"usual range, {71 - reach:.1f}–{71 + reach:.1f} around 71.0" in shown.note
    assert "first 12 points" in shown.note
    assert "signal in about 4% of stable series of 13 points" in shown.note
    assert not shown.provisional
    assert shown.points[-1].usual == pytest.approx((71 - reach, 71 + reach))


@pytest.mark.parametrize(
    ("sampling", "people", "shorter"),
    [
        (Sampling.CENSUS, 90, True),
        (Sampling.CENSUS, None, False),
        (Sampling.CONVENIENCE, 90, False),
    ],
)
def test_bars_that_a_known_population_makes_shorter_are_said_to_be_so(sampling, people, shorter):
    units = Units(all=(unit("all", None, population=people),))
    asked = questionnaire(units=units, sampling=sampling)
    shown = told(*CALM, questionnaire=asked, unit=units.root)
    assert ("bars that lie apart do not yet make it clear" in shown.note) is shorter


def test_a_usual_range_reaches_the_end_in_print_only_where_it_is_exactly_there():
    # The middle is 99.96 and the upper limit beyond 100; then 99.86 and 99.97.
    assert "usual range, 99.9–100.0 around 99.9," in told(*[99.94, 99.98] * 6).note
    assert "usual range, 99.8–99.9 around 99.9," in told(*[99.84, 99.88] * 6).note


def test_several_periods_outside_on_end_are_told_by_the_first():
    since = "Below the usual range since August 2026: 3 in a row."
    assert told(*CALM, 72, 50, 51, 52).signal_text == since
    before = told(*CALM, 50, 72, 50, 51, 52).signal_text
    assert before == f"{since} Before that: June 2026."
    hans = told(*CALM, 72, 50, 51, 52, language="zh-Hans").signal_text
    assert hans == "自 2026 年 8 月起连续 3 期低于通常范围。"


def test_a_run_that_goes_on_after_a_point_outside_tells_both():
    shown = told(*CALM, 90, *[71.5] * 8).signal_text
    assert shown.startswith("Above the usual range: February 2026. 10 points in a row")


def test_periods_that_find_no_room_are_called_periods():
    shown = told(*CALM, *[90, 70] * 4, language="zh-Hans").signal_text
    assert "及另外 1 期" in shown


def test_a_point_outside_is_named_and_marked():
    shown = told(*HIGH)
    assert shown.signal_text == "Above the usual range: October 2026."
    assert [point.signal for point in shown.points] == [False] * 13 + [True]
    assert shown.points[-1].text.endswith("outside the usual range")


def test_eight_in_a_row_are_said_with_their_number():
    shown = told(*LONG, 71.5)
    assert shown.signal_text == (
        "10 points in a row, up to October 2026, lie above the middle of the usual range."
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("values", [CALM[:4], CALM[:8], CALM, HIGH, LONG, [70.0] * 13])
def test_every_state_has_its_sentence(language, values):
    shown = told(*values, language=language)
    assert shown.note
    assert bool(shown.signal_text) is (shown.centre is not None)


def test_a_short_series_has_no_range_and_a_young_one_a_provisional_range():
    assert "takes 6 points, and there are 5" in told(*CALM[:5]).note
    young = told(*CALM[:6])
    assert young.provisional
    assert "provisional" in young.note
    assert not told(*CALM[:12]).provisional


def test_without_movement_there_is_no_range():
    flat = told(*[70.0] * 12)
    assert flat.centre is None
    assert "nothing varied" in flat.note


def test_limits_do_not_change_when_months_are_added():
    early, late = told(*CALM), told(*CALM, 90, 20, 55)
    assert early.points[0].usual == late.points[0].usual
    assert early.centre == late.centre


def test_the_baseline_counts_although_it_is_no_longer_drawn():
    values = [*CALM, *[71, 73] * 14]
    shown = told(*values)
    assert len(shown.points) == MONTHS_SHOWN
    assert shown.centre == 71.0


def _rebased(begins: str, decided: str) -> dict[str, object]:
    rebase = Rebase(
        begins=period(begins), decided=dt.date.fromisoformat(decided), reason=Label.of("New hours.")
    )
    return {"questionnaire": questionnaire(baseline=Baseline(rebases=(rebase,)))}


def test_a_rebasing_starts_anew_and_says_why():
    values = [*CALM, *[80, 82] * 5]
    shown = told(*values, **_rebased("2026-01", "2026-10-20"))
    assert shown.centre == 81.0
    assert "New baseline from January 2026, decided on 2026-10-20: New hours." in shown.note
    assert [point.usual is None for point in shown.points] == [True] * 12 + [False] * 10


def test_a_decision_of_later_leaves_a_published_chart_as_it_is():
    values = [*CALM, *[80, 82] * 5]
    assert told(*values, **_rebased("2026-01", "2026-11-02")) == told(*values)


def test_a_new_wording_starts_a_new_range():
    points = trend(*CALM, *[80, 82] * 3, breaks=5)
    chart = chart_values(points, Baseline())
    assert (chart.state, chart.limits.centre) == (State.PROVISIONAL, 81.0)
    assert chart.places[0] == 12


def test_hidden_points_are_gaps_and_teach_nothing():
    points = list(trend(*CALM, 71))
    hidden = TrendPoint(period=points[3].period, score=Suppressed(Hidden.WITHHELD), n=0)
    whole = chart_values([*points[:3], hidden, *points[4:]], Baseline())
    gap = chart_values([*points[:3], *points[4:]], Baseline())
    assert whole.limits == gap.limits
    assert 3 not in whole.places


def test_the_smallest_change_that_could_be_seen_stands_with_every_trend():
    for verdict in (Verdict.UP, Verdict.NOT_SHOWN):
        moved = {"headline": node(tree(), score(72.0), change(1.0, verdict))}
        assert "a change of less than about 8 points" in told(*CALM, **moved).note


def test_last_year_is_compared_with_or_missed_in_words():
    none = headline(report("en", headline=node(tree(), score(72.0), change())))
    assert ("Same period last year", "no answers then to compare with") in none.facts


def _moments(shares: list[int], n: int) -> list:
    months = [point.period for point in trend(*[70.0] * len(shares))]
    return [
        (month, found(ITEMS[0], (k, 0, 0, n - k))) for month, k in zip(months, shares, strict=True)
    ]


def test_shares_get_binomial_limits_or_laneys_where_they_move_too_much():
    steady = chart_item(_moments([40, 42, 41, 39, 40, 41, 42], 60), [False] * 7, Baseline())
    assert steady.limits.kind is ChartKind.P
    wild = chart_item(_moments([2000, 2300, 1900, 2400, 2100, 2500], 2800), [False] * 6, Baseline())
    assert wild.limits.kind is ChartKind.P_PRIME


def test_the_drawn_points_are_those_of_the_months_shown():
    shown = findings(trend=trend(*CALM))
    assert all(isinstance(point, Point) for point in told(*CALM).points)
    assert len(told(*CALM).points) == len(shown.trend)
