"""The voice of the customer over all channels: how much comes in each way, and what it is about.

Comments on forms, complaints by the way they came in, defects found before a customer did, and
findings of inspections, in one table. They do not add up: one matter may come in several ways.
"""

from __future__ import annotations

from collections.abc import Iterable

from csatreport.report import numbers
from csatreport.report.model import Table
from csatreport.report.scope import Scope
from csatreport.report.subject import Heard, subjects_of

_TOPICS = 2


def channel_table(scope: Scope) -> Table | None:
    """Make the table; None where fewer than two channels brought anything."""
    subjects = subjects_of(scope.findings)
    rows = tuple(_row(row) for one in subjects for row in one.told(one.heard, scope) or ())
    if len(rows) < 2:
        return None
    return Table(
        caption=scope.say("report.channels.caption"),
        heads=(
            scope.say("report.channels.head_channel"),
            scope.say("report.channels.head_number"),
            scope.say("report.channels.head_about"),
            scope.say("report.channels.head_open"),
        ),
        rows=rows,
        numeric=(False, True, False, True),
        note=scope.say("report.channels.note"),
    )


def _row(one: Heard) -> tuple[str, ...]:
    still = numbers.NOTHING if one.open is None else numbers.count(one.open)
    return (one.channel, numbers.count(one.n), _topics(one.about), still)


def _topics(counts: Iterable[tuple[str, int]]) -> str:
    told = [f"{name} {numbers.count(n)}" for name, n in counts]
    return " · ".join(told[:_TOPICS]) or numbers.NOTHING
