"""A net score over time, with the usual range learnt from its first points."""

from __future__ import annotations

from csatreport.measures.chart import Chart, State
from csatreport.measures.recommended import NetFinding
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.control import (
    NET,
    chart_headline,
    range_text,
    signal_phrase,
    signal_text,
    usual_range,
)
from csatreport.report.figures import Point, Trend
from csatreport.report.scope import Scope, estimate, hidden
from csatreport.report.trend import MONTHS_SHOWN, TITLES, axis_places, bars_text
from csatreport.survey.periods import PeriodKind

_SPAN = 20.0
"""So much of the axis is shown at least: a net score moves by more than an index does."""


def compose_net_trend(found: NetFinding, scope: Scope, missed: str) -> Trend | None:
    """Make the trend; None below two periods with a score.

    ``missed`` says how small a change would probably have been missed; "" where that is not known.
    """
    chart = chart_headline(found.trend, scope.findings.questionnaire.baseline)
    months = scope.findings.period.kind is PeriodKind.MONTH
    first = max(0, len(found.trend) - MONTHS_SHOWN) if months else 0
    shown = range(first, len(found.trend))
    values = [score.value for n in shown if (score := estimate(found.trend[n].score)) is not None]
    if len(values) < 2:
        return None
    language, last = scope.language, estimate(found.trend[-1].score)
    named = axis_places(len(shown))
    return Trend(
        title=wording.counted(language, TITLES[scope.findings.period.kind], len(shown)),
        alt=say(
            language, "report.net.trend_alt",
            last=numbers.net(values[-1]), low=numbers.net(min(values)),
            high=numbers.net(max(values)),
        ),
        points=tuple(
            _point(place, chart, found, scope, named=n in named) for n, place in enumerate(shown)
        ),
        last=numbers.net(last.value) if last is not None else "",
        break_text=_break_text(found, language),
        note=wording.joined(
            language, (range_text(chart, language, scale=NET), missed, _bars(scope))
        ),
        centre=chart.limits.centre if chart.limits is not None else None,
        provisional=chart.state is State.PROVISIONAL,
        span=_SPAN,
        signal_text=signal_text(chart, [point.period for point in found.trend], language),
    )  # fmt: skip


def _bars(scope: Scope) -> str:
    found = scope.findings
    return bars_text(found.questionnaire, found.unit, found.period, scope.language)


def _point(place: int, chart: Chart, found: NetFinding, scope: Scope, *, named: bool) -> Point:
    point, language = found.trend[place], scope.language
    name = wording.period_name(point.period, language)
    short = wording.period_axis(point.period, language) if named else ""
    score = estimate(point.score)
    if score is None:
        empty = "report.trend.point_empty" if hidden(point.score) is None else None
        text = say(language, empty or "report.trend.point_hidden", period=name)
        return Point(label=name, short=short, value=None, low=None, high=None, text=text,
                     breaks=point.breaks)  # fmt: skip
    interval = wording.interval_phrase(score, language)
    if score.low is not None and score.high is not None:
        interval = numbers.net_interval(score.low, score.high)
    text = say(
        language, "report.net.point",
        period=name, value=numbers.net(score.value),
        interval=interval,
        answers=wording.answers(language, point.n),
    )  # fmt: skip
    signal = signal_phrase(chart, place, language)
    return Point(
        label=name, short=short, value=score.value, low=score.low, high=score.high,
        text=say(language, "report.control.point", text=text, signal=signal) if signal else text,
        breaks=point.breaks, usual=usual_range(chart, scale=NET).get(place), signal=bool(signal),
    )  # fmt: skip


def _break_text(found: NetFinding, language: str) -> str:
    breaks = [point.period for point in found.trend if point.breaks]
    if not breaks:
        return ""
    period = wording.period_name(breaks[-1], language)
    return say(language, "report.trend.breaks", period=period)
