"""The headline over time: a small line that stands beside the number."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from csatreport.base.words import say
from csatreport.counts.findings.chart import Chart, State, TrendCourse
from csatreport.counts.findings.model import TrendPoint
from csatreport.report import numbers, wording
from csatreport.report.control import range_text, signal_phrase, signal_text, usual_range
from csatreport.report.figures import Point, Trend, drawn
from csatreport.report.notation import INDEX, Notation
from csatreport.report.scope import Scope, estimate, hidden
from csatreport.statistics.verdict import Against
from csatreport.study.model import Questionnaire
from csatreport.study.periods import Period, PeriodKind
from csatreport.study.policy import Sampling
from csatreport.study.units import Unit
from csatreport.study.weights import WeightKind
from csatreport.subjects.results.headline import missed_text
from csatreport.subjects.results.verdict import headline_change

CourseValues: TypeAlias = list[tuple[TrendPoint, float]]

_TITLES = wording.keyed("trend.{}s", PeriodKind)
MONTHS_SHOWN = 24
"""How many months a trend shows; longer periods are all shown."""
_LABELLED = 5
"""About so many periods are named under the axis."""


def compose_trend(scope: Scope, course: TrendCourse) -> Iterator[Trend]:
    """Make the trend; nothing below two periods with answers."""
    n = scope.findings.headline.n if scope.findings.headline else 0
    missed = missed_text(headline_change(scope), n, scope.language)
    drawn = draw_course(course, scope, _alt, missed)
    if drawn is not None:
        target, text = _target(scope)
        yield replace(drawn, target=target, target_text=text)


def draw_course(
    course: TrendCourse,
    scope: Scope,
    alt: Callable[[Scope, CourseValues], str],
    missed: str,
    notation: Notation = INDEX,
) -> Trend | None:
    """Draw the course of a figure with its usual range; None below two periods that have it.

    Args:
        course: the periods, and the chart over them.
        scope: what the report is about.
        alt: says in words what is drawn.
        missed: how small a change would probably have been missed; "" where that is not known.
        notation: how the figure is printed.
    """
    chart, trend, language = course.chart, course.points, scope.language
    shown = _window(trend, scope.findings.period)
    points = [trend[place] for place in shown]
    scores = [(point, estimate(point.score)) for point in points]
    values = [(point, score.value) for point, score in scores if score is not None]
    if len(values) < 2:
        return None
    last, named = estimate(points[-1].score), axis_places(len(points))
    found = scope.findings
    bars = bars_text(found.questionnaire, found.unit, found.period, language)
    return Trend(
        title=scope.counted(_TITLES[found.period.kind], len(points)),
        alt=alt(scope, values),
        points=tuple(
            _point(trend[place], place, chart, language, named=n in named, notation=notation)
            for n, place in enumerate(shown)
        ),
        last=notation.value(last.value) if last is not None else "",
        break_text=_break_text(trend, language),
        note=scope.joined((range_text(chart, language, notation=notation), missed, bars)),
        centre=chart.limits.centre if chart.limits is not None else None,
        provisional=chart.state is State.PROVISIONAL,
        signal_text=signal_text(chart, [p.period for p in trend], language),
    )


def _window(points: Sequence[TrendPoint], period: Period) -> range:
    """Return the places of the periods that are drawn."""
    first = max(0, len(points) - MONTHS_SHOWN) if period.kind is PeriodKind.MONTH else 0
    return range(first, len(points))


def axis_places(number: int) -> frozenset[int]:
    """Choose the periods named under the axis: the last one and, going back, every few."""
    step = max(1, -(-(number - 1) // (_LABELLED - 1)))
    return frozenset(range(number - 1, -1, -step))


def _point(
    point: TrendPoint, place: int, chart: Chart, language: str, *, named: bool,
    notation: Notation,
) -> Point:  # fmt: skip
    """Make the point of a period, with its place in the chart; ``named`` under the axis."""
    name = wording.period_name(point.period, language)
    short = wording.period_axis(point.period, language) if named else ""
    score, breaks = estimate(point.score), point.breaks
    if score is None:
        empty = hidden(point.score) is None
        key = "report.trend.point_empty" if empty else "trend.point_hidden"
        text = say(language, key, period=name)
        return Point(label=name, short=short, **drawn(None), text=text, breaks=breaks)
    text = say(
        language, "trend.point",
        period=name,
        value=notation.value(score.value),
        interval=wording.interval_phrase(score, language, notation),
        answers=wording.answers(language, point.n),
    )  # fmt: skip
    signal, usual = signal_phrase(chart, place, language), usual_range(chart, notation=notation)
    return Point(
        label=name, short=short, **drawn(score),
        text=say(language, "report.control.point", text=text, signal=signal) if signal else text,
        breaks=breaks, usual=usual.get(place), signal=bool(signal),
    )  # fmt: skip


def _alt(scope: Scope, values: CourseValues) -> str:
    lowest = min(values, key=lambda pair: pair[1])
    highest = max(values, key=lambda pair: pair[1])
    return scope.say(
        "trend.alt",
        last=numbers.index(values[-1][1]),
        last_period=scope.period_name(values[-1][0].period),
        low=numbers.index(lowest[1]),
        low_period=scope.period_name(lowest[0].period),
        high=numbers.index(highest[1]),
        high_period=scope.period_name(highest[0].period),
    )


def _target(scope: Scope) -> tuple[float | None, str]:
    node = scope.findings.headline
    change = node.change(Against.TARGET) if node is not None else None
    if change is None or change.reference is None:
        return None, ""
    target = numbers.plain(change.reference)
    return change.reference, scope.say("trend.target", target=target)


def _break_text(points: Sequence[TrendPoint], language: str) -> str:
    """Say when the newest series began; "" where there is only one."""
    breaks = [point.period for point in points if point.breaks]
    if not breaks:
        return ""
    period = wording.period_name(breaks[-1], language)
    return say(language, "trend.breaks", period=period)


def bars_text(questionnaire: Questionnaire, unit: Unit, period: Period, language: str) -> str:
    """Say what the bars are, and where a known population makes them shorter than the verdict."""
    texts = [say(language, "trend.bars")]
    weights = questionnaire.weights
    known = period.kind is questionnaire.every and questionnaire.units.population(unit.id)
    strata = weights is not None and weights.kind is WeightKind.STRATA and unit.parent is None
    if (known and questionnaire.sampling is not Sampling.CONVENIENCE and not weights) or strata:
        texts.append(say(language, "trend.bars_finite"))
    return wording.joined(language, texts)
