"""The drawing of complaints through time."""

import datetime as dt
from math import inf

from csatreport.base.words import say
from csatreport.report import numbers, wording
from csatreport.report.control import alarms_text
from csatreport.report.figures import Point, Trend
from csatreport.report.scope import Scope
from csatreport.subjects.complaints.course import Along, Course, CoursePoint
from csatreport.subjects.complaints.measure import ComplaintFindings
from csatreport.subjects.complaints.tables import per_text

_UNBOUNDED = (0.0, inf)
_SHOWN = 24
"""So many of the newest waits are drawn."""
_TITLES = {
    Along.RATES: "complaints.trend_rate",
    Along.COUNTS: "complaints.trend",
    Along.WAITS: "complaints.waits",
}


def course_trend(course: Course, found: ComplaintFindings, scope: Scope) -> Trend:
    """Draw complaints through time, or the days between those that are rare."""
    language, along = scope.language, course.along
    title = scope.say(_TITLES[along], per=per_text(found, scope))
    shown = course.points[-_SHOWN:] if along is Along.WAITS else course.points
    points = tuple(_point(one, along, language) for one in shown)
    return Trend(
        title=title,
        alt=title,
        points=points,
        last=_value(course.points[-1], along),
        span=0.5 if along is Along.RATES else 4.0,
        ends=_UNBOUNDED,
        centre=course.limits.centre if course.limits is not None else None,
        note=_note(course, language),
    )


def _value(one: CoursePoint, along: Along) -> str:
    if along is Along.WAITS:
        return numbers.plain(one.value)
    return numbers.fixed(one.value, 2 if along is Along.RATES else 0)


def _point(one: CoursePoint, along: Along, language: str) -> Point:
    value = _value(one, along)
    if isinstance(one.at, dt.date):
        name, short = one.at.isoformat(), f"{one.at.year}-{one.at.month:02}"
        text = say(language, "complaints.wait", day=name, days=value)
    else:
        name, short = wording.period_name(one.at, language), wording.period_axis(one.at, language)
        text = wording.paired(language, name, value)
    return Point(
        label=name,
        short=short,
        value=one.value,
        low=None,
        high=None,
        text=text,
        usual=one.usual,
        signal=one.signal,
    )


def _note(course: Course, language: str) -> str:
    """Say what the limits are, and how often a stable series leaves them; "" without limits."""
    limits = course.limits
    if limits is None:
        return ""
    alarms = alarms_text(len(course.points), course.learnt, limits.kind, language)
    return wording.joined(language, (_marks(course, language), alarms))


def _marks(course: Course, language: str) -> str:
    """Say what is drawn beside the line."""
    if course.along is Along.WAITS:
        return say(language, "complaints.waits_note")
    outside = any(one.signal for one in course.points)
    key = "complaints.trend_outside" if outside else "complaints.trend_inside"
    return say(language, "complaints.trend_note", outside=say(language, key))
