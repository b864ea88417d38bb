"""A net score over time, with the usual range learnt from its first points."""

from dataclasses import replace

from csatreport.counts.findings.chart import course_of
from csatreport.counts.findings.recommended import NetFinding
from csatreport.report import numbers
from csatreport.report.figures import Trend
from csatreport.report.notation import NET
from csatreport.report.scope import Scope
from csatreport.subjects.trend.trend import CourseValues, draw_course

_SPAN = 20.0
"""So much of the axis is shown at least: a net score moves by more than an index does."""


def compose_net_trend(found: NetFinding, scope: Scope, missed: str) -> Trend | None:
    """Make the trend; None below two periods with a score.

    ``missed`` says how small a change would probably have been missed; "" where that is not known.
    """
    course = course_of(found.trend, scope.findings.questionnaire.baseline)
    drawn = draw_course(course, scope, _alt, missed, NET)
    return None if drawn is None else replace(drawn, span=_SPAN)


def _alt(scope: Scope, values: CourseValues) -> str:
    told = [value for _, value in values]
    ends = {"last": told[-1], "low": min(told), "high": max(told)}
    return scope.say("net.trend_alt", **{name: numbers.net(end) for name, end in ends.items()})
