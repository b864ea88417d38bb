"""Causes that keep coming back: often within a window, or soon after a closure."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from csatreport.study.periods import Period
from csatreport.study.register_entries import Complaint
from csatreport.subjects.complaints.settings import ComplaintRule
from csatreport.subjects.complaints.speed import due_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """A cause that came up often within the window; ``back`` times soon after a closure."""

    cause: str
    n: int
    owners: tuple[str, ...]
    due: dt.date | None
    """The earliest day by which one of those that are open must be resolved."""
    open: int
    back: int


def measure_recurring(
    every: Sequence[Complaint], rule: ComplaintRule, period: Period
) -> tuple[Recurring, ...]:
    """Return the causes that are to be supervised at the end of a period, the most frequent first.

    A reopened case counts once.
    """
    since = first_day(rule, period)
    by_cause: dict[str, list[Complaint]] = defaultdict(list)
    for one in every:
        if one.cause and one.received >= since:
            by_cause[one.cause].append(one)
    found = []
    for cause, some in by_cause.items():
        if len(some) < rule.times:
            continue
        closed = (
            day for one in every if one.cause == cause for day in (one.resolved, one.resolved_again)
        )
        closures = [day for day in closed if day is not None]
        back = sum(
            any(day < one.received <= day + dt.timedelta(days=rule.back) for day in closures)
            for one in some
        )
        waiting = [one for one in some if one.resolved_by(period.end) is None]
        found.append(
            Recurring(
                cause=cause,
                n=len(some),
                due=min((due for one in waiting if (due := due_of(one, rule))), default=None),
                owners=tuple(dict.fromkeys(one.owner for one in some if one.owner)),
                open=len(waiting),
                back=back,
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.n, one.cause)))


def first_day(rule: ComplaintRule, period: Period) -> dt.date:
    """Return the first day of the window in which causes are counted."""
    return period.end - dt.timedelta(days=rule.window - 1)
