"""What may be shown of net scores over anonymous answers: no more than option counts tell anyway.

A net score, its interval and its base tell how many promoters, passives and detractors there are,
and even without the interval it does so beside the favourable share. So a net score is shown where
the option counts of its question are, in that unit and period, and nowhere else: not in a trend,
not among units, not as what a change started from.
"""

from collections.abc import Callable
from dataclasses import replace

from csatreport.counts.findings.model import TrendPoint, UnitPoint
from csatreport.counts.findings.net import net_item
from csatreport.counts.findings.recommended import NetFinding
from csatreport.privacy.gate_items import ItemGate
from csatreport.privacy.grid import Topic
from csatreport.statistics.estimate import Hidden, Suppressed
from csatreport.study.edition import Edition
from csatreport.study.item import Item
from csatreport.study.periods import Period

AskedIn = Callable[[Period], Edition]
"""The edition that a period is reported on."""


def shown_net(
    gate: ItemGate, found: NetFinding, divided: Callable[[Item, Item], bool], asked: AskedIn
) -> NetFinding:
    """Return a net score with all that stands beside it, as it may be shown.

    ``divided`` tells of a question and a background question whether the favourable shares of the
    groups are shown: then so are their net scores.
    """
    trend = tuple(_trend_point(gate, one, found.item, asked) for one in found.trend)
    units = tuple(_unit_point(gate, one, found.item) for one in found.units)
    reason = _why(gate, gate.unit.id, gate.period, found.item)
    if reason is not None:
        return NetFinding(
            item=found.item, score=Suppressed(reason), n=0, sides=None, shares=None,
            trend=trend, units=units, hidden=reason,
        )  # fmt: skip
    then = (change.period or gate.period for change in found.changes)
    return replace(
        found,
        changes=tuple(
            replace(change, effect=None)
            for change, period in zip(found.changes, then, strict=True)
            if _why(gate, gate.unit.id, period, found.item) is None
        ),
        trend=trend,
        units=units,
        groups=tuple(one for one in found.groups if divided(found.item, one.by)),
    )


def _why(gate: ItemGate, unit: str, period: Period, item: Item) -> Hidden | None:
    topics = (Topic.ITEM, Topic.COUNTS)
    reasons = (gate.promise.why(topic, unit, period, item.series) for topic in topics)
    return next((reason for reason in reasons if reason is not None), None)


def _trend_point(gate: ItemGate, point: TrendPoint, item: Item, asked: AskedIn) -> TrendPoint:
    then = net_item(asked(point.period), item)
    reason = _why(gate, gate.unit.id, point.period, then) if then is not None else None
    if reason is None or point.score is None:
        return point
    return replace(point, score=Suppressed(reason), n=0)


def _unit_point(gate: ItemGate, point: UnitPoint, item: Item) -> UnitPoint:
    reason = _why(gate, point.unit.id, gate.period, item)
    if reason is None or point.score is None:
        return point
    return replace(point, score=Suppressed(reason), n=0, sd=None)
