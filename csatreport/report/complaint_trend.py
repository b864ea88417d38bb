"""Complaints through time: how many, or how long between one and the next where they are rare."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf

from csatreport.measures.complaints import ComplaintFindings, Volume
from csatreport.measures.control import BASELINE, FEWEST_EVENTS, LEAST, Limits, events, waits
from csatreport.measures.rates import poisson_rate
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.control import alarms_text
from csatreport.report.figures import Point, Trend
from csatreport.report.scope import Scope

_UNBOUNDED = (0.0, inf)
_SHOWN = 24
"""So many of the newest waits are drawn."""


def complaint_trend(found: ComplaintFindings, scope: Scope) -> Trend | None:
    """Draw complaints through time.

    Rates with the limits of a u chart, or counts with those of a c chart where exposure is not
    known. Where there are too few for either, the days between them (t chart).
    """
    course: Sequence[Volume] = (*found.earlier, found.volume)
    if len(course) < 2:
        return None
    language, per = scope.language, found.rule.per
    known = [one.exposure for one in course if one.exposure]
    rated = len(known) == len(course)
    limits = events([one.n for one in course], [e / per for e in known] if rated else None)
    if len(course) < LEAST:
        limits = None
    rare = sum(one.n for one in course) / len(course) < FEWEST_EVENTS
    waiting = _waits(found, scope) if rare else None
    if waiting is not None:
        return waiting
    points = []
    for place, one in enumerate(course):
        rate = poisson_rate(one.n, one.exposure, per) if rated else None
        value = rate.value if rate is not None else float(one.n)
        usual = (limits.low[place], limits.high[place]) if limits is not None else None
        name = wording.period_name(one.period, language)
        points.append(
            Point(
                label=name,
                short=wording.period_axis(one.period, language),
                value=value,
                low=None,
                high=None,
                text=f"{name}: {numbers.fixed(value, 2 if rated else 0)}",
                usual=usual,
                signal=usual is not None and not usual[0] <= value <= usual[1],
            )
        )
    key = "report.complaints.trend_rate" if rated else "report.complaints.trend"
    title = say(language, key, per=numbers.plain(per))
    last = points[-1].value or 0.0
    return Trend(
        title=title,
        alt=title,
        points=tuple(points),
        last=numbers.fixed(last, 2 if rated else 0),
        span=0.5 if rated else 4.0,
        ends=_UNBOUNDED,
        centre=limits.centre if limits is not None else None,
        note=_note("report.complaints.trend_note", len(course), limits, language),
    )


def _waits(found: ComplaintFindings, scope: Scope) -> Trend | None:
    """Draw the days between complaints; None where they are too few."""
    gaps = [float((after - before).days) for before, after in pairwise(found.days)]
    limits = waits(gaps)
    if limits is None:
        return None
    language = scope.language
    points = []
    for place, (gap, day) in enumerate(zip(gaps, found.days[1:], strict=True)):
        usual = (limits.low[place], limits.high[place])
        text = say(language, "report.complaints.wait", day=day.isoformat(), days=numbers.plain(gap))
        points.append(
            Point(
                label=day.isoformat(),
                short=f"{day.year}-{day.month:02}",
                value=gap,
                low=None,
                high=None,
                text=text,
                usual=usual,
                signal=not usual[0] <= gap <= usual[1],
            )
        )
    title = say(language, "report.complaints.waits")
    return Trend(
        title=title,
        alt=title,
        points=tuple(points[-_SHOWN:]),
        last=numbers.plain(gaps[-1]),
        span=4.0,
        ends=_UNBOUNDED,
        centre=limits.centre,
        note=_note("report.complaints.waits_note", len(gaps), limits, language),
    )


def _note(key: str, points: int, limits: Limits | None, language: str) -> str:
    """Say what the limits are, and how often a stable series leaves them; "" without limits."""
    if limits is None:
        return ""
    alarms = alarms_text(points, min(points, BASELINE), limits.kind, language)
    return wording.joined(language, (say(language, key), alarms))
