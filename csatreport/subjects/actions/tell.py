"""Actions of the improvement plan: what is late, what was done, and what moved afterwards."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from csatreport.report import numbers, wording
from csatreport.report.columns import Column, TextColumn, lay_out
from csatreport.report.inline import Link, Mark
from csatreport.report.model import (
    Chapter,
    Explanation,
    ExplanationStep,
    Paragraph,
    ReportBlock,
    Table,
)
from csatreport.report.scope import Scope
from csatreport.report.subject import Pending, Week, chapter
from csatreport.report.workings.figures import about_target, explain_change
from csatreport.report.workings.rows import explained, lines_step, register_rows
from csatreport.statistics.change import SMALLEST_BASE
from csatreport.statistics.verdict import Verdict
from csatreport.study.register import RegisterKind
from csatreport.subjects.actions.measure import ActionState, ActionType, Judged, by_type

ACTIONS = "actions"
_LISTED = 40
_NAMED = 3
_SHORT = 40
_STATES = wording.keyed("actions.state_{}", ActionState)


def pending_actions(scope: Scope, found: Sequence[Judged]) -> Iterator[Pending]:
    """Yield what is not done yet."""
    units = scope.findings.questionnaire.units.by_id
    for one in found:
        if one.state in (ActionState.OVERDUE, ActionState.OPEN):
            yield Pending(
                head=Link(text=_did(one, scope), target=f"#{ACTIONS}"),
                unit=units[one.action.unit],
                owner=one.action.owner,
                due=one.action.due,
                late=one.state is ActionState.OVERDUE,
            )


def compose_actions(scope: Scope, found: Sequence[Judged]) -> Chapter | None:
    """Make the chapter on the improvement plan; None without one."""
    if not found:
        return None
    late = sum(one.state is ActionState.OVERDUE for one in found)
    worked = [
        one for one in found if one.effect is not None and one.effect.change.verdict is Verdict.UP
    ]
    if late:
        heading = scope.counted("actions.overdue", late)
    elif worked:
        heading = scope.counted("actions.worked", len(worked))
    else:
        heading = scope.say("actions.heading")
    blocks: tuple[ReportBlock, ...] = (
        *_lead(found, worked, scope),
        action_table(found, scope),
        *_types(found, scope),
    )
    return chapter(scope, "actions.topic", heading, blocks)


def _lead(found: Sequence[Judged], worked: Sequence[Judged], scope: Scope) -> tuple[Paragraph, ...]:
    """Say what is late and with whom, and after what something clearly rose."""
    texts = []
    late = [one for one in found if one.state is ActionState.OVERDUE]
    if late:
        names = [
            scope.bracketed(_did(one, scope), one.action.owner or numbers.NOTHING) for one in late
        ]
        listed = scope.listed_first(names, _NAMED, "report.list.actions")
        texts.append(scope.say("actions.late", actions=listed))
    if worked:
        names = [scope.bracketed(_did(one, scope), scope.name_of(one.item)) for one in worked]
        listed = scope.listed_first(names, _NAMED, "report.list.actions")
        texts.append(scope.say("actions.rose", actions=listed))
    return (Paragraph(text=scope.joined(texts)),) if texts else ()


def _did(one: Judged, scope: Scope) -> str:
    return wording.shortened(scope.masked(one.action.action or one.action.id), _SHORT)


def action_table(
    found: Sequence[Judged], scope: Scope, most: int = _LISTED, *, evidence: bool = True
) -> Table:
    """List actions with what led to them (if wanted and known), owner, day, state and effect."""
    listed = found[:most]
    known = evidence and any(one.action.evidence for one in listed)
    notes = [scope.say("actions.note")]
    if len(found) > most:
        notes.append(scope.say("report.entries.more", number=len(found) - most))
    return lay_out(
        (_ACTION, *((_EVIDENCE,) if known else ()), *_COLUMNS),
        listed,
        scope,
        caption=scope.say("actions.caption"),
        note=scope.joined(notes),
    )


def _types(found: Sequence[Judged], scope: Scope) -> Iterator[Table]:
    """Lay out what kinds of actions were taken and after how many of each questions moved."""
    types = by_type(found)
    if types:
        yield lay_out(
            _TYPES,
            types,
            scope,
            caption=scope.say("actions.types"),
            note=scope.say("actions.types_note", few=SMALLEST_BASE),
        )


def _item(one: Judged, scope: Scope) -> Link:
    unit = scope.findings.questionnaire.units.by_id[one.action.unit]
    name = scope.name_of(one.item)
    return Link(text=f"{name} · {scope.unit_name(unit)}", target=f"item:{one.item.id}")


def _day(one: Judged, _: Scope) -> str:
    return numbers.day(one.action.done if one.state is ActionState.DONE else one.action.due)


def _moved(one: Judged, scope: Scope) -> str | Mark:
    if one.effect is not None:
        return wording.change_mark(one.effect.change, scope.language) or numbers.NOTHING
    done = one.state is ActionState.DONE
    return scope.say("actions.not_yet") if done else numbers.NOTHING


def _net(one: Judged, scope: Scope) -> str | Link:
    """Say the difference from units without an action, and whether others worked on the same."""
    effect = one.effect
    if effect is None or effect.net is None:
        return numbers.NOTHING
    bounds = numbers.difference_interval(effect.net.low, effect.net.high)
    text = f"{numbers.signed(effect.net.value)} ({bounds})"
    if effect.together:
        text += " " + scope.say("actions.together", number=effect.together)
    return Link(text=text, target=about_target(ACTIONS))


_ACTION = TextColumn(
    "actions.head_action", lambda one, scope: scope.masked(one.action.action or one.action.id)
)
# What somebody wrote stays text: an address in it is no link, whatever it would lead to.
_EVIDENCE = TextColumn(
    "actions.head_evidence", lambda one, scope: scope.masked(one.action.evidence) or numbers.NOTHING
)
_COLUMNS = (
    TextColumn("report.items.head_item", _item),
    TextColumn("report.entries.head_owner", lambda one, _: one.action.owner),
    TextColumn("report.entries.head_due", _day),
    TextColumn("actions.head_state", lambda one, scope: scope.say(_STATES[one.state])),
    TextColumn("actions.head_effect", _moved),
    TextColumn("actions.head_net", _net),
)


def _type(one: ActionType, scope: Scope) -> str:
    return scope.masked(scope.coded(RegisterKind.ACTIONS, one.name))


_TYPES = (
    TextColumn("actions.head_type", _type),
    Column("actions.head_number", lambda one, _: numbers.count(one.n)),
    Column("actions.head_done", lambda one, _: numbers.count(one.done)),
    Column("actions.head_judged", lambda one, _: numbers.count(one.judged)),
    Column("actions.head_rose", lambda one, _: numbers.count(one.rose)),
    Column("actions.head_fell", lambda one, _: numbers.count(one.fell)),
)


def explain_actions(scope: Scope, found: Sequence[Judged]) -> Iterator[tuple[str, Explanation]]:
    """Yield how the effect of every finished action that can be judged was worked out."""
    if not found:
        return
    yield explained(
        ACTIONS, scope.say("actions.topic"),
        register_rows(scope, RegisterKind.ACTIONS),
        *(_effect(one, scope) for one in found if one.effect is not None),
        lines_step(scope, "report.explain.step_rule", scope.say("actions.explain_rule")),
    )  # fmt: skip


def _effect(one: Judged, scope: Scope) -> ExplanationStep:
    effect = one.effect
    assert effect is not None, "only judged actions are explained"  # noqa: S101
    change = effect.change
    worked = explain_change(change, effect.now, scope)
    periods = scope.say(
        "actions.explain_periods",
        item=scope.name_of(one.item),
        unit=scope.unit_name(scope.findings.questionnaire.units.by_id[one.action.unit]),
        before=scope.period_name(effect.before),
        after=scope.period_name(effect.after),
    )
    lines = [periods, *worked.lines]
    if effect.net is not None and effect.others is not None and change.difference is not None:
        lines.append(
            scope.say(
                "actions.explain_net",
                difference=scope.told(numbers.signed(change.difference, 2)),
                others=scope.told(numbers.fixed(effect.others, 2)),
                net=scope.told(numbers.signed(effect.net.value, 2)),
                interval=numbers.difference_interval(effect.net.low, effect.net.high),
            )
        )
    return replace(worked, title=_did(one, scope), lines=tuple(lines))


_DUE = 6
"""More would not fit on a page; the rest stands in the report."""
_SOON = dt.timedelta(days=7)
"""An action due within so many days belongs on the sheet."""


def compose_week(scope: Scope, found: Sequence[Judged]) -> Week | None:
    """List the actions; None where there are none."""
    until = scope.findings.period.end + _SOON
    due = tuple(
        one
        for one in found
        if one.state is ActionState.OVERDUE
        or (one.state is ActionState.OPEN and one.action.due and one.action.due <= until)
    )
    if not due:
        return None
    late = sum(one.state is ActionState.OVERDUE for one in due)
    return Week(blocks=(action_table(due, scope, _DUE, evidence=False),), overdue=late)
