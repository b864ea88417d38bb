"""Priorities, with the subjects `drivers` and `importance`: what matters, is weak, and would gain.

With an item for the whole there are drivers. Without one, or where the answers cannot carry it, the
chapter says so, and lists where the bad answers come from. The list of priorities stands in any
case.
"""

from collections.abc import Sequence

from csatreport.report import numbers, wording
from csatreport.report.columns import CellText, Column, TextColumn, lay_out
from csatreport.report.inline import Link
from csatreport.report.model import Bar, Bars, Chapter, Paragraph, Table
from csatreport.report.scope import Scope
from csatreport.report.subject import chapter
from csatreport.statistics.change import SMALLEST_BASE
from csatreport.subjects.drivers.measure import Drivers
from csatreport.subjects.drivers.subject import DRIVERS
from csatreport.subjects.drivers.tell import driver_blocks, drivers_text
from csatreport.subjects.importance.subject import IMPORTANCE
from csatreport.subjects.importance.tell import importance_tables
from csatreport.subjects.priorities.derive import STEP
from csatreport.subjects.priorities.measure import Blamed, Priorities, Priority
from csatreport.subjects.results.strips import item_link

_LISTED = 12
_NAMED = 3


def compose_priorities(scope: Scope, found: Priorities) -> Chapter | None:
    """Make the chapter; None where no question can be set beside another."""
    if not found.listed:
        return None
    drivers = DRIVERS.shown(scope)
    unexplained = drivers is None or drivers.why is not None
    blocks = (
        Paragraph(text=_lead(drivers, scope)),
        *(driver_blocks(drivers, scope) if drivers is not None else ()),
        _pareto(found.blamed, scope) if unexplained and len(found.blamed) > 1 else None,
        *importance_tables(scope, IMPORTANCE.shown(scope) or ()),
        _list(found.listed, scope),
    )
    return chapter(scope, "priorities.topic", _heading(found.listed, drivers, scope), blocks)


def _lead(drivers: Drivers | None, scope: Scope) -> str:
    if drivers is not None:
        return drivers_text(drivers, scope)
    language, key = scope.language, "priorities.no_drivers" if scope.company else "priorities.unit"
    return scope.say(key, whole=wording.whole_name(scope.findings.questionnaire, language))


def _heading(listed: Sequence[Priority], drivers: Drivers | None, scope: Scope) -> str:
    if drivers is not None and drivers.urgent:
        now = [scope.name_of(one.of) for one in drivers.urgent]
        names = scope.listed_first(now, _NAMED, "report.list.aspects")
        return scope.say("priorities.heading_act", items=names)
    if drivers is not None and drivers.plane is not None:
        return scope.say("priorities.heading_none")
    if scope.findings.responses < SMALLEST_BASE:
        return scope.say("priorities.heading_few")
    most = [one for one in listed if _signed(one.gain) == _signed(listed[0].gain)]
    items = [scope.name_of(one.found.item) for one in most]
    if len(items) == 1:
        return scope.say("priorities.heading_first", item=items[0])
    if len(items) == len(listed):
        return scope.say("priorities.heading_alike")
    named = scope.listed_first(items, _NAMED, "report.list.questions")
    return scope.say("priorities.heading_several", items=named)


def _pareto(blamed: Sequence[Blamed], scope: Scope) -> Bars:
    """List where the bad answers come from, in the order of their share."""
    total = sum(one.bad for one in blamed)
    return Bars(
        caption=scope.say("priorities.pareto"),
        rows=tuple(
            Bar(
                label=scope.name_of(one.item),
                count=numbers.count(one.bad),
                share=numbers.share(one.share),
                size=one.share,
            )
            for one in blamed[:_LISTED]
        ),
        note=scope.say("priorities.pareto_note", total=total),
    )


def _list(listed: Sequence[Priority], scope: Scope) -> Table:
    targets = any(one.target is not None for one in listed)
    units = any(one.wanting is not None for one in listed)
    key = "priorities.list_note" if targets else "priorities.list_note_step"
    return lay_out(
        (_ITEM, *((_UNIT,) if units else ()), *_LEVEL, *((_GAP,) if targets else ()), _GAIN),
        listed[:_LISTED],
        scope,
        caption=scope.say("priorities.list"),
        note=scope.say(key, step=numbers.plain(STEP)),
    )


def _wanting(one: Priority, scope: Scope) -> CellText:
    found = one.wanting
    if found is None:
        return numbers.NOTHING
    text = scope.say(
        "priorities.wanting",
        unit=scope.unit_name(found.unit), index=numbers.index(found.index.value),
        n=found.index.base,
    )  # fmt: skip
    return Link(text=text, target=f"unit:{found.unit.id}")


def _signed(value: float | None) -> str:
    return numbers.NOTHING if value is None else numbers.signed(value)


_ITEM = TextColumn("report.items.head_item", lambda one, scope: item_link(one.found, scope))
_UNIT = TextColumn("priorities.head_unit", _wanting)
_LEVEL = (
    Column("priorities.head_n", lambda one, _: numbers.count(one.index.base)),
    Column("report.items.head_index", lambda one, _: numbers.index(one.index.value)),
)
_GAP = Column("priorities.head_gap", lambda one, _: _signed(one.from_target))
_GAIN = Column("priorities.head_gain", lambda one, _: _signed(one.gain))


def evidence(one: Priority, scope: Scope) -> str:
    """Say in a line why a question should be improved."""
    key = "priorities.evidence" if one.driver is None else "priorities.evidence_driver"
    share = one.driver.share if one.driver is not None else None
    return scope.say(
        key,
        index=numbers.index(one.index.value), n=one.index.base,
        gain=numbers.signed(one.gain or 0.0), share=numbers.share(share or 0.0),
    )  # fmt: skip
