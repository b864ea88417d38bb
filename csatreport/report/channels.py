"""The voice of the customer over all channels: how much comes in each way, and what it is about.

Comments on forms, complaints by the way they came in, defects found before a customer did, and
findings of inspections, in one table. They do not add up: one matter may come in several ways.
"""

from csatreport.report import numbers
from csatreport.report.columns import Column, TextColumn, lay_out
from csatreport.report.model import Table
from csatreport.report.scope import Scope
from csatreport.report.subject import Heard, subjects_of

_TOPICS = 2


def channel_table(scope: Scope) -> Table | None:
    """Make the table; None where fewer than two channels brought anything."""
    subjects = subjects_of(scope.findings)
    channels = [row for one in subjects for row in one.told(one.heard, scope) or ()]
    if len(channels) < 2:
        return None
    return lay_out(
        _COLUMNS, channels, scope,
        caption=scope.say("report.channels.caption"), note=scope.say("report.channels.note"),
    )  # fmt: skip


def _topics(one: Heard, _: Scope) -> str:
    told = [f"{name} {numbers.count(n)}" for name, n in one.about]
    return " · ".join(told[:_TOPICS]) or numbers.NOTHING


_COLUMNS = (
    TextColumn("report.channels.head_channel", lambda one, _: one.channel),
    Column("report.channels.head_number", lambda one, _: numbers.count(one.n)),
    TextColumn("report.channels.head_about", _topics),
    Column("report.channels.head_open", lambda one, _: numbers.count(one.open)),
)
