"""The headline over time: a small line that stands beside the number."""

from __future__ import annotations

from csatreport.measures.chart import Chart, State
from csatreport.measures.model import Against, TrendPoint
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.control import (
    chart_headline,
    range_text,
    signal_phrase,
    signal_text,
    usual_range,
)
from csatreport.report.figures import Point, Trend
from csatreport.report.headline import headline_change, missed_text
from csatreport.report.scope import Scope, estimate, hidden
from csatreport.survey.model import Questionnaire, Sampling, Unit
from csatreport.survey.periods import Period, PeriodKind
from csatreport.survey.policy import WeightKind

TITLES = {
    PeriodKind.MONTH: "report.trend.months",
    PeriodKind.QUARTER: "report.trend.quarters",
    PeriodKind.YEAR: "report.trend.years",
    PeriodKind.ROUND: "report.trend.rounds",
}
MONTHS_SHOWN = 24
"""How many months a trend shows; longer periods are all shown."""

_LABELLED = 5
"""About so many periods are named under the axis."""


def compose_trend(scope: Scope) -> Trend | None:
    """Make the trend; None below two periods with answers."""
    chart = chart_headline(scope.findings.trend, scope.findings.questionnaire.baseline)
    shown = _shown(scope)
    points = [scope.findings.trend[place] for place in shown]
    scores = [(point, estimate(point.score)) for point in points]
    values = [(point, score.value) for point, score in scores if score is not None]
    if len(values) < 2:
        return None
    language, last = scope.language, estimate(points[-1].score)
    target, target_text = _target(scope)
    named = axis_places(len(points))
    return Trend(
        title=wording.counted(language, TITLES[scope.findings.period.kind], len(points)),
        alt=_alt(scope, values),
        points=tuple(
            _point(place, chart, scope, named=n in named) for n, place in enumerate(shown)
        ),
        last=numbers.index(last.value) if last is not None else "",
        target=target,
        target_text=target_text,
        break_text=_break_text(scope),
        note=_note(scope, chart),
        centre=chart.limits.centre if chart.limits is not None else None,
        provisional=chart.state is State.PROVISIONAL,
        signal_text=signal_text(chart, [p.period for p in scope.findings.trend], language),
    )


def _shown(scope: Scope) -> range:
    """Return the places of the periods that are drawn."""
    number = len(scope.findings.trend)
    months = scope.findings.period.kind is PeriodKind.MONTH
    return range(max(0, number - MONTHS_SHOWN) if months else 0, number)


def axis_places(number: int) -> frozenset[int]:
    """Choose the periods named under the axis: the last one and, going back, every few."""
    step = max(1, -(-(number - 1) // (_LABELLED - 1)))
    return frozenset(range(number - 1, -1, -step))


def _point(place: int, chart: Chart, scope: Scope, *, named: bool) -> Point:
    point = scope.findings.trend[place]
    name = wording.period_name(point.period, scope.language)
    short = wording.period_axis(point.period, scope.language) if named else ""
    score = estimate(point.score)
    if score is None:
        reason = hidden(point.score)
        text = say(
            scope.language,
            "report.trend.point_empty" if reason is None else "report.trend.point_hidden",
            period=name,
        )
        return Point(label=name, short=short, value=None, low=None, high=None, text=text,
                     breaks=point.breaks)  # fmt: skip
    text = say(
        scope.language, "report.trend.point",
        period=name,
        value=numbers.index(score.value),
        interval=wording.interval_phrase(score, scope.language),
        answers=wording.answers(scope.language, point.n),
    )  # fmt: skip
    signal = signal_phrase(chart, place, scope.language)
    return Point(
        label=name, short=short, value=score.value, low=score.low, high=score.high,
        text=say(scope.language, "report.control.point", text=text, signal=signal)
        if signal else text,
        breaks=point.breaks, usual=usual_range(chart).get(place), signal=bool(signal),
    )  # fmt: skip


def _alt(scope: Scope, values: list[tuple[TrendPoint, float]]) -> str:
    lowest = min(values, key=lambda pair: pair[1])
    highest = max(values, key=lambda pair: pair[1])
    language = scope.language
    return say(
        language, "report.trend.alt",
        last=numbers.index(values[-1][1]),
        last_period=wording.period_name(values[-1][0].period, language),
        low=numbers.index(lowest[1]),
        low_period=wording.period_name(lowest[0].period, language),
        high=numbers.index(highest[1]),
        high_period=wording.period_name(highest[0].period, language),
    )  # fmt: skip


def _target(scope: Scope) -> tuple[float | None, str]:
    node = scope.findings.headline
    change = node.change(Against.TARGET) if node is not None else None
    if change is None or change.reference is None:
        return None, ""
    target = numbers.plain(change.reference)
    return change.reference, say(scope.language, "report.trend.target", target=target)


def _break_text(scope: Scope) -> str:
    breaks = [point.period for point in scope.findings.trend if point.breaks]
    if not breaks:
        return ""
    period = wording.period_name(breaks[-1], scope.language)
    return say(scope.language, "report.trend.breaks", period=period)


def _note(scope: Scope, chart: Chart) -> str:
    """Say what the range is, what chance hides, and what the bars are."""
    language = scope.language
    n = scope.findings.headline.n if scope.findings.headline else 0
    return wording.joined(
        language,
        (
            range_text(chart, language),
            missed_text(headline_change(scope), n, language),
            bars_text(
                scope.findings.questionnaire, scope.findings.unit, scope.findings.period, language
            ),
        ),
    )


def bars_text(questionnaire: Questionnaire, unit: Unit, period: Period, language: str) -> str:
    """Say what the bars are, and where a known population makes them shorter than the verdict."""
    texts = [say(language, "report.trend.bars")]
    weights = questionnaire.weights
    known = period.kind is questionnaire.every and questionnaire.units.population(unit.id)
    strata = weights is not None and weights.kind is WeightKind.STRATA and unit.parent is None
    if (known and questionnaire.sampling is not Sampling.CONVENIENCE and not weights) or strata:
        texts.append(say(language, "report.trend.bars_finite"))
    return wording.joined(language, texts)
