"""The headline over time: a small line that stands beside the number."""

from __future__ import annotations

from csatreport.measures.model import Against, TrendPoint, Verdict
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.headline import headline_change, missed_text
from csatreport.report.model import Point, Trend
from csatreport.report.scope import Scope, estimate, hidden
from csatreport.survey.periods import PeriodKind

_TITLES = {
    PeriodKind.MONTH: "report.trend.months",
    PeriodKind.QUARTER: "report.trend.quarters",
    PeriodKind.YEAR: "report.trend.years",
    PeriodKind.ROUND: "report.trend.rounds",
}
_LABELLED = 5
"""About so many periods are named under the axis."""


def compose_trend(scope: Scope) -> Trend | None:
    """Make the trend; None below two periods with answers."""
    points = scope.findings.trend
    shown = [(point, estimate(point.score)) for point in points]
    values = [(point, score.value) for point, score in shown if score is not None]
    if len(values) < 2:
        return None
    language, last = scope.language, estimate(points[-1].score)
    target, target_text = _target(scope)
    named = axis_places(len(points))
    return Trend(
        title=wording.counted(language, _TITLES[scope.findings.period.kind], len(points)),
        alt=_alt(scope, values),
        points=tuple(
            _point(point, scope, named=place in named) for place, point in enumerate(points)
        ),
        last=numbers.fixed(last.value) if last is not None else "",
        target=target,
        target_text=target_text,
        break_text=_break_text(scope),
        note=_note(scope),
    )


def axis_places(number: int) -> frozenset[int]:
    """Choose the periods named under the axis: the last one and, going back, every few."""
    step = max(1, -(-(number - 1) // (_LABELLED - 1)))
    return frozenset(range(number - 1, -1, -step))


def _point(point: TrendPoint, scope: Scope, *, named: bool) -> Point:
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
        value=numbers.fixed(score.value),
        interval=wording.interval_phrase(score, scope.language),
        answers=wording.answers(scope.language, point.n),
    )  # fmt: skip
    return Point(label=name, short=short, value=score.value, low=score.low, high=score.high,
                 text=text, breaks=point.breaks)  # fmt: skip


def _alt(scope: Scope, values: list[tuple[TrendPoint, float]]) -> str:
    lowest = min(values, key=lambda pair: pair[1])
    highest = max(values, key=lambda pair: pair[1])
    language = scope.language
    return say(
        language, "report.trend.alt",
        last=numbers.fixed(values[-1][1]),
        last_period=wording.period_name(values[-1][0].period, language),
        low=numbers.fixed(lowest[1]),
        low_period=wording.period_name(lowest[0].period, language),
        high=numbers.fixed(highest[1]),
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


def _note(scope: Scope) -> str:
    """Say what chance hides, unless the headline's own sentence says it already."""
    change = headline_change(scope)
    bars = say(scope.language, "report.trend.bars")
    if change is None or change.verdict is Verdict.NO_CLEAR_CHANGE:
        return bars
    n = scope.findings.headline.n if scope.findings.headline else 0
    return wording.joined(scope.language, (missed_text(change, n, scope.language), bars))
