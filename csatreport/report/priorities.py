"""Priorities: what matters most, what is weak, and what a rise would be worth.

With an item for the whole there are drivers (`csatreport.report.drivers`). Without one, or where
the answers cannot carry it, the chapter says so, and lists where the bad answers come from. The
list of priorities stands in any case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from csatreport.measures.model import Estimate, ItemFinding
from csatreport.measures.priorities import Placed, Wanting
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.cards import weakest
from csatreport.report.drivers import act_now, candidate_name, driver_blocks, laid_out, lead_text
from csatreport.report.inline import Link
from csatreport.report.model import Bar, Bars, Block, Chapter, Paragraph, Table
from csatreport.report.scope import Scope, estimate
from csatreport.report.stated import stated_tables
from csatreport.report.strips import bad_count, item_link
from csatreport.survey.model import Item

_STEP = 10.0
"""By so many points a question is thought to rise where no target says how far it should."""
_LISTED = 12
_NAMED = 3


@dataclass(frozen=True, kw_only=True)
class Priority:
    """A question that could rise: by ``rise`` points, worth ``gain`` points of the headline."""

    found: ItemFinding
    index: Estimate
    target: float | None
    rise: float
    gain: float | None
    wanting: Wanting | None
    placed: Placed | None


def compose_priorities(scope: Scope) -> Chapter | None:
    """Make the chapter; None where no question can be set beside another."""
    found, drivers = priorities(scope), scope.findings.drivers
    if not found:
        return None
    blocks: list[Block] = [Paragraph(text=lead_text(scope, drivers))]
    if drivers is not None:
        blocks += driver_blocks(drivers, scope)
    if drivers is None or drivers.why is not None:
        pareto = _pareto(scope)
        blocks += [pareto] if pareto is not None else []
    blocks += stated_tables(scope)
    blocks.append(_list(found, scope))
    return Chapter(
        id="priorities",
        number="",
        topic=say(scope.language, "report.priorities.topic"),
        heading=_heading(found, scope),
        blocks=tuple(blocks),
    )


def priorities(scope: Scope) -> tuple[Priority, ...]:
    """Return rated questions with an index, those to act on now first, then by what they gain."""
    findings = scope.findings
    found = laid_out(scope)
    placed = {one.driver.of.id: one for one in (found.placed if found is not None else ())}
    wanting = {one.item.id: one for one in findings.wanting}
    made = []
    for item in scope.rated:
        index = estimate(item.index)
        if index is None:
            continue
        target = _target(item.item, scope)
        rise = min(_STEP, 100 - index.value) if target is None else max(0.0, target - index.value)
        part = findings.parts.get(item.item.id)
        made.append(
            Priority(
                found=item, index=index, target=target, rise=rise,
                gain=None if part is None else part * rise,
                wanting=wanting.get(item.item.id), placed=placed.get(item.item.id),
            )
        )  # fmt: skip
    now = {one.driver.of.id: place for place, one in enumerate(act_now(scope))}
    weak = {one.item.id: place for place, one in enumerate(weakest(scope.rated))}
    made.sort(
        key=lambda one: (
            now.get(one.found.item.id, len(now)),
            -(one.gain or 0.0),
            weak.get(one.found.item.id, len(weak)),
        )
    )
    return tuple(made)


def _target(item: Item, scope: Scope) -> float | None:
    """Return the target of the smallest branch that holds an item and has one, else the unit's."""
    findings, root = scope.findings, scope.findings.edition.index
    own = [
        node.target
        for node in (root.walk() if root is not None else ())
        if node.target is not None and item.id in node.leaves()
    ]
    general = findings.questionnaire.target(findings.unit.id, findings.period)
    return own[-1] if own else general


def _heading(found: Sequence[Priority], scope: Scope) -> str:
    language = scope.language
    now = [candidate_name(one.driver.of, scope) for one in act_now(scope)]
    if now:
        names = wording.listed_first(language, now, _NAMED)
        return say(language, "report.priorities.heading_act", items=names)
    if laid_out(scope) is not None:
        return say(language, "report.priorities.heading_none")
    first = next((one for one in found if one.gain), found[0])
    return say(
        language, "report.priorities.heading_first",
        item=wording.item_name(first.found.item, language),
    )  # fmt: skip


def _pareto(scope: Scope) -> Bars | None:
    """List where the bad answers come from, with what they add up to."""
    counted = [(f, n) for f in scope.rated if (n := bad_count(f))]
    if len(counted) < 2:
        return None
    counted.sort(key=lambda pair: -pair[1])
    total, most, so_far = sum(n for _, n in counted), counted[0][1], 0
    rows = []
    for found, n in counted[:_LISTED]:
        so_far += n
        rows.append(
            Bar(
                label=wording.item_name(found.item, scope.language),
                count=numbers.count(n),
                share=numbers.share(so_far / total),
                fraction=n / most,
            )
        )
    return Bars(
        caption=say(scope.language, "report.priorities.pareto"),
        rows=tuple(rows),
        note=say(scope.language, "report.priorities.pareto_note", total=numbers.count(total)),
    )


def _list(found: Sequence[Priority], scope: Scope) -> Table:
    language = scope.language
    targets = any(one.target is not None for one in found)
    units = any(one.wanting is not None for one in found)
    keys = [
        "report.items.head_item",
        *(("report.priorities.head_unit",) if units else ()),
        "report.priorities.head_n",
        "report.items.head_index",
        *(("report.priorities.head_gap",) if targets else ()),
        "report.priorities.head_gain",
    ]
    key = "report.priorities.list_note" if targets else "report.priorities.list_note_step"
    return Table(
        caption=say(language, "report.priorities.list"),
        heads=tuple(say(language, key) for key in keys),
        rows=tuple(_row(one, scope, targets=targets, units=units) for one in found[:_LISTED]),
        numeric=(False, *((False,) if units else ()), *(True,) * (len(keys) - 1 - units)),
        note=say(language, key, step=numbers.plain(_STEP)),
    )


def _row(one: Priority, scope: Scope, *, targets: bool, units: bool) -> tuple[str | Link, ...]:
    cells: list[str | Link] = [item_link(one.found, scope)]
    if units:
        cells.append(_wanting(one.wanting, scope))
    cells += [numbers.count(one.index.base), numbers.index(one.index.value)]
    if targets:
        gap = None if one.target is None else one.index.value - one.target
        cells.append(numbers.NOTHING if gap is None else numbers.signed(gap))
    cells.append(numbers.NOTHING if one.gain is None else numbers.signed(one.gain))
    return tuple(cells)


def _wanting(found: Wanting | None, scope: Scope) -> str | Link:
    if found is None:
        return numbers.NOTHING
    text = say(
        scope.language, "report.priorities.wanting",
        unit=scope.unit_name(found.unit), index=numbers.index(found.index.value),
        n=numbers.count(found.index.base),
    )  # fmt: skip
    return Link(text=text, target=f"unit:{found.unit.id}")


def evidence(one: Priority, scope: Scope) -> str:
    """Say in a line why a question should be improved."""
    key = "report.actions.evidence" if one.placed is None else "report.actions.evidence_driver"
    share = one.placed.driver.share if one.placed is not None else None
    return say(
        scope.language, key,
        index=numbers.index(one.index.value), n=numbers.count(one.index.base),
        gain=numbers.signed(one.gain or 0.0), share=numbers.share(share or 0.0),
    )  # fmt: skip
