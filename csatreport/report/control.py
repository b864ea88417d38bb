"""The usual range of a trend, and in words what leaves it.

Each of the two rules is said as a sentence, so that nobody has to know a control chart to read
one. Where there is no range yet, or it still moves, that is said too. What has no usual range is
drawn as a line with its intervals alone.
"""

from collections.abc import Callable, Sequence

from csatreport.base.words import say
from csatreport.counts.findings.chart import Chart, State
from csatreport.report import numbers, wording
from csatreport.report.figures import Point, Trend, drawn
from csatreport.report.notation import INDEX, Notation
from csatreport.report.scope import Scope
from csatreport.statistics.charts.alarms import MOST_LEARNT, false_alarms
from csatreport.statistics.charts.control import LEAST, RUN, ChartKind, Limits, SignalRule
from csatreport.statistics.estimate import Estimate
from csatreport.study.periods import Period

_NAMED = 3
_POINTS = wording.keyed("report.control.point_{}", SignalRule)
_OUTSIDE = {True: "report.control.outside_above", False: "report.control.outside_below"}
_SINCE = {True: "report.control.since_above", False: "report.control.since_below"}
_SEVERAL = 3
"""From so many periods on end on a run outside is told by its first."""
_RUNS = {True: "report.control.run_above", False: "report.control.run_below"}
_CHARTS = {ChartKind.P: "report.control.chart_p", ChartKind.P_PRIME: "report.control.chart_p_prime"}


def usual_range(chart: Chart, notation: Notation = INDEX) -> dict[int, tuple[float, float]]:
    """Return the limits by place, as far as the figure can reach."""
    if chart.limits is None:
        return {}
    pairs = zip(chart.places, chart.limits.low, chart.limits.high, strict=True)
    return {n: notation.within(low, high) for n, low, high in pairs}


def signal_phrase(chart: Chart, place: int, language: str) -> str:
    """Say what a point signals, for its hover text; "" where it signals nothing."""
    rules = [signal.rule for signal in chart.signals if signal.place == place]
    return say(language, _POINTS[rules[0]], run=RUN) if rules else ""


def signal_text(chart: Chart, periods: Sequence[Period], language: str) -> str:
    """Say every signal in words, or that there is none; "" where there is no range."""
    if chart.limits is None:
        return ""
    told = [
        text
        for above in (False, True)
        for text in (
            _outside(chart, periods, language, above=above),
            _run(chart, periods, language, above=above),
        )
    ]
    found = wording.joined(language, [text for text in told if text])
    return found or say(language, "report.control.calm", run=RUN)


def _outside(chart: Chart, periods: Sequence[Period], language: str, *, above: bool) -> str:
    places = [s.place for s in chart.signals if s.rule is SignalRule.OUTSIDE and s.above is above]
    if not places:
        return ""
    lately = _lately(chart, above=above)
    if lately < _SEVERAL:
        return say(language, _OUTSIDE[above], periods=_periods(places, periods, language))
    text = say(
        language, _SINCE[above],
        period=wording.period_name(periods[places[-lately]], language), number=lately,
    )  # fmt: skip
    earlier = _periods(places[:-lately], periods, language)
    before = say(language, "report.control.earlier", periods=earlier) if earlier else ""
    return wording.joined(language, [text, before])


def _lately(chart: Chart, *, above: bool) -> int:
    """Return how many of the newest periods on end lie outside, on one side."""
    newest = chart.newest
    if newest is None or newest.rule is not SignalRule.OUTSIDE or newest.above is not above:
        return 0
    return newest.periods or 0


def _periods(places: Sequence[int], periods: Sequence[Period], language: str) -> str:
    """Name periods, the newest first: what happened lately matters most."""
    names = [wording.period_name(periods[n], language) for n in reversed(places)]
    return wording.listed_first(language, names, _NAMED, "report.list.periods")


def _run(chart: Chart, periods: Sequence[Period], language: str, *, above: bool) -> str:
    """Say the newest run on one side, with its whole length."""
    run = chart.newest_run(above=above)
    if run is None:
        return ""
    last, length = run
    name = wording.period_name(periods[last], language)
    return say(language, _RUNS[above], number=length, period=name)


def range_text(chart: Chart, language: str, *, notation: Notation = INDEX) -> str:
    """Say what the usual range is and what it was learnt from, or why there is none."""
    points = numbers.count(chart.baseline)
    texts = [_rebased(chart, language)]
    if chart.state is State.SHORT:
        number = len(chart.places)
        texts.append(say(language, "report.control.short", least=LEAST, number=number))
    elif chart.limits is None:
        texts.append(say(language, "report.control.flat", points=points))
    else:
        texts += [
            _band(chart.limits, points, language, notation),
            _laney(chart.limits, language),
            say(language, "report.control.provisional") if chart.state is State.PROVISIONAL else "",
            alarms_text(len(chart.places), chart.baseline, chart.limits.kind, language),
        ]
    return wording.joined(language, [text for text in texts if text])


def _band(limits: Limits, points: str, language: str, notation: Notation) -> str:
    centre = notation.value(limits.centre)
    if limits.kind is not ChartKind.XMR:
        return say(language, "report.control.band_shares", centre=centre, points=points)
    bounds = notation.interval(*notation.within(limits.low[0], limits.high[0]))
    return say(language, "report.control.band", interval=bounds, centre=centre, points=points)


def _laney(limits: Limits, language: str) -> str:
    """Say which chart of shares was chosen, and by which check."""
    if limits.sigma_z is None:
        return ""
    sigma = numbers.fixed(limits.sigma_z, 2)
    return say(language, _CHARTS[limits.kind], sigma=sigma)


def alarms_text(points: int, baseline: int, kind: ChartKind, language: str) -> str:
    """Say how often a series as long as this one signals though nothing happens."""
    rate = numbers.share(false_alarms(points, baseline))
    # Limits of shares and events are not learnt from the movement of few points, nor limits that
    # are learnt from more points than were simulated: rarer signals.
    known = kind is ChartKind.XMR and min(points, baseline) <= MOST_LEARNT
    key = "report.control.alarms" if known else "report.control.alarms_most"
    return say(language, key, points=numbers.count(points), rate=rate)


def _rebased(chart: Chart, language: str) -> str:
    if chart.rebase is None:
        return ""
    return say(
        language, "report.control.rebased",
        period=wording.period_name(chart.rebase.begins, language),
        day=chart.rebase.decided.isoformat(),
        reason=wording.without_stop(chart.rebase.reason[language]),
    )  # fmt: skip


def course_line(
    course: Sequence[tuple[Period, Estimate | None]],
    scope: Scope,
    *,
    title: str,
    value: Callable[[Estimate | None], str],
    span: float,
    ends: tuple[float, float] = (-100.0, 100.0),
) -> Trend | None:
    """Draw a figure through periods, said by ``value``; None below two periods that have one."""
    known = [one for _, one in course if one is not None]
    if len(known) < 2:
        return None
    points = tuple(
        Point(
            label=scope.period_name(period),
            short=wording.period_axis(period, scope.language),
            **drawn(one),
            text=scope.paired(scope.period_name(period), value(one)),
        )
        for period, one in course
    )
    last = value(known[-1])
    return Trend(title=title, alt=title, points=points, span=span, last=last, ends=ends)
