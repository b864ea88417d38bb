"""A net score over time, with the usual range learnt from its first points."""

from csatreport.counts.findings.chart import State, course_of
from csatreport.counts.findings.recommended import NetFinding
from csatreport.report import numbers
from csatreport.report.control import range_text, signal_text
from csatreport.report.figures import Trend
from csatreport.report.notation import NET
from csatreport.report.scope import Scope, estimate
from csatreport.subjects.trend.trend import (
    TITLES,
    axis_places,
    bars_text,
    break_text,
    trend_point,
    window,
)

_SPAN = 20.0
"""So much of the axis is shown at least: a net score moves by more than an index does."""


def compose_net_trend(found: NetFinding, scope: Scope, missed: str) -> Trend | None:
    """Make the trend; None below two periods with a score.

    ``missed`` says how small a change would probably have been missed; "" where that is not known.
    """
    chart = course_of(found.trend, scope.findings.questionnaire.baseline).chart
    shown = window(found.trend, scope.findings.period)
    values = [score.value for n in shown if (score := estimate(found.trend[n].score)) is not None]
    if len(values) < 2:
        return None
    language, last = scope.language, estimate(found.trend[-1].score)
    named = axis_places(len(shown))
    return Trend(
        title=scope.counted(TITLES[scope.findings.period.kind], len(shown)),
        alt=scope.say(
            "net.trend_alt",
            last=numbers.net(values[-1]),
            low=numbers.net(min(values)),
            high=numbers.net(max(values)),
        ),
        points=tuple(
            trend_point(found.trend[place], place, chart, language, named=n in named, notation=NET)
            for n, place in enumerate(shown)
        ),
        last=numbers.net(last.value) if last is not None else "",
        break_text=break_text(found.trend, language),
        note=scope.joined((range_text(chart, language, notation=NET), missed, _bars(scope))),
        centre=chart.limits.centre if chart.limits is not None else None,
        provisional=chart.state is State.PROVISIONAL,
        span=_SPAN,
        signal_text=signal_text(chart, [point.period for point in found.trend], language),
    )


def _bars(scope: Scope) -> str:
    found = scope.findings
    return bars_text(found.questionnaire, found.unit, found.period, scope.language)
