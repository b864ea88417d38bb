"""Actions and their effect; and beside them defects, inspections and named customers."""

from __future__ import annotations

from csatreport.measures.accounts import Account, AccountFindings
from csatreport.measures.actions import ActionState, Effect, Judged
from csatreport.measures.inspections import DefectFindings, InspectionFindings, Marks
from csatreport.measures.masking import mask
from csatreport.measures.model import Verdict
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.composite import composite_of, composite_table
from csatreport.report.inline import Link, Mark
from csatreport.report.model import Block, Callout, Chapter, Paragraph, Table
from csatreport.report.scope import Scope

_LISTED = 40
_HEADS = (
    "report.actions.head_action", "report.items.head_item", "report.complaints.head_owner",
    "report.complaints.head_due", "report.actions.head_state", "report.actions.head_effect",
    "report.actions.head_net",
)  # fmt: skip
_STATES = {
    ActionState.OVERDUE: "report.actions.state_overdue",
    ActionState.OPEN: "report.actions.state_open",
    ActionState.DONE: "report.actions.state_done",
    ActionState.DROPPED: "report.actions.state_dropped",
}


def compose_actions(scope: Scope) -> Chapter | None:
    """Make the chapter on the improvement plan; None without one."""
    registered = scope.findings.registered
    found = registered.actions if registered is not None else ()
    if not found:
        return None
    language = scope.language
    late = sum(one.state is ActionState.OVERDUE for one in found)
    worked = [
        one for one in found
        if one.effect is not None and one.effect.change.verdict is Verdict.UP
    ]  # fmt: skip
    if late:
        heading = wording.counted(language, "report.actions.overdue", late)
    elif worked:
        heading = wording.counted(language, "report.actions.worked", len(worked))
    else:
        heading = say(language, "report.actions.heading")
    return Chapter(
        id="actions",
        number="",
        topic=say(language, "report.actions.topic"),
        heading=heading,
        blocks=(action_table(found, scope),),
    )


def action_table(found: tuple[Judged, ...], scope: Scope, most: int = _LISTED) -> Table:
    """List actions with owner, day, state and effect."""
    language = scope.language
    notes = [say(language, "report.actions.note")]
    if len(found) > most:
        notes.append(say(language, "report.complaints.more", number=len(found) - most))
    return Table(
        caption=say(language, "report.actions.caption"),
        heads=tuple(say(language, key) for key in _HEADS),
        rows=tuple(_row(one, scope) for one in found[:most]),
        note=wording.joined(language, notes),
    )


def _row(one: Judged, scope: Scope) -> tuple[str | Link | Mark, ...]:
    language, action = scope.language, one.action
    unit = scope.findings.questionnaire.units.by_id[action.unit]
    name = wording.item_name(one.item, language)
    day = action.done if one.state is ActionState.DONE else action.due
    effect: str | Mark = numbers.NOTHING
    if one.effect is not None:
        effect = wording.change_mark(one.effect.change, language) or numbers.NOTHING
    elif one.state is ActionState.DONE:
        effect = say(language, "report.actions.not_yet")
    return (
        mask(action.action or action.id, scope.findings.questionnaire.masked_names),
        Link(text=f"{name} · {scope.unit_name(unit)}", target=f"item:{one.item.id}"),
        action.owner,
        day.isoformat() if day is not None else numbers.NOTHING,
        say(language, _STATES[one.state]),
        effect,
        _net(one.effect, scope),
    )


def _net(effect: Effect | None, scope: Scope) -> str:
    """Say the difference from units without an action, and whether others worked on the same."""
    if effect is None or effect.net is None:
        return numbers.NOTHING
    bounds = numbers.difference_interval(effect.net.low, effect.net.high)
    text = f"{numbers.signed(effect.net.value)} ({bounds})"
    if effect.together:
        text += " " + say(scope.language, "report.actions.together", number=effect.together)
    return text


def compose_defects(scope: Scope) -> Chapter | None:
    """Make the chapter on defects found inside, and inspections; None without either."""
    registered, language = scope.findings.registered, scope.language
    composite = composite_of(scope)
    if registered is None or (
        registered.defects is None and registered.inspections is None and composite is None
    ):
        return None
    blocks: list[Block] = []
    heading = ""
    if composite is not None:
        blocks.append(composite_table(composite, scope))
        heading = say(language, "report.composite.heading", score=numbers.optional(composite.score))
    if registered.inspections is not None:
        blocks += _inspections(registered.inspections, scope)
        score = registered.inspections.whole.score
        heading = heading or say(
            language, "report.inspections.heading", score=numbers.optional(score)
        )
    if registered.defects is not None:
        blocks += _defects(registered.defects, scope)
        heading = heading or wording.counted(language, "report.defects.found", registered.defects.n)
    return Chapter(
        id="inspections",
        number="",
        topic=say(language, "report.inspections.topic"),
        heading=heading,
        blocks=tuple(blocks),
    )


def _inspections(found: InspectionFindings, scope: Scope) -> list[Block]:
    language, units = scope.language, scope.findings.questionnaire.units.by_id
    heads = (
        say(language, "report.inspections.head_score"),
        say(language, "report.inspections.head_checks"),
        say(language, "report.inspections.head_findings"),
        say(language, "report.inspections.head_critical"),
    )

    def row(name: str, one: Marks) -> tuple[str, ...]:
        failed = wording.listed(language, list(dict.fromkeys(one.failed))) if one.failed else ""
        counts = (numbers.count(one.checks), numbers.count(one.findings))
        return (name, numbers.optional(one.score), *counts, failed)

    tables: list[Block] = [
        Table(
            caption=say(language, "report.inspections.by_section", visits=found.visits),
            heads=(say(language, "report.inspections.head_section"), *heads),
            rows=tuple(row(one.name or numbers.NOTHING, one) for one in found.by_section),
            numeric=(False, True, True, True, False),
            note=wording.counted(language, "report.inspections.open", len(found.open)),
        )
    ]
    if len(found.by_unit) > 1:
        tables.append(
            Table(
                caption=say(language, "report.inspections.by_unit"),
                heads=(say(language, "report.compare.head_unit"), *heads),
                rows=tuple(row(scope.unit_name(units[one.name]), one) for one in found.by_unit),
                numeric=(False, True, True, True, False),
            )
        )
    return tables


def _defects(found: DefectFindings, scope: Scope) -> list[Block]:
    language = scope.language
    texts = [wording.counted(language, "report.defects.number", found.n)]
    if found.in_time is not None:
        share = numbers.share(found.in_time.value)
        texts.append(say(language, "report.defects.in_time", share=share, n=found.in_time.base))
    if found.ratio is not None:
        ratio = numbers.fixed(found.ratio)
        texts.append(say(language, "report.defects.ratio", ratio=ratio))
    if found.customers:
        texts.append(
            say(language, "report.defects.customers", number=numbers.count(found.customers))
        )
    table = Table(
        caption=say(language, "report.defects.by_area"),
        heads=(say(language, "report.defects.head_area"), "n"),
        rows=tuple((area or numbers.NOTHING, numbers.count(n)) for area, n in found.by_area),
        numeric=(False, True),
    )
    return [Paragraph(text=wording.joined(language, texts)), table]


def compose_accounts(scope: Scope) -> Chapter | None:
    """Make the chapter on named customers; None without a list, or for an open audience."""
    registered = scope.findings.registered
    found = registered.accounts if registered is not None else None
    if found is None or not scope.names:
        return None
    language = scope.language
    line = numbers.plain(found.line)
    heading = wording.counted(language, "report.accounts.risky", len(found.risky))
    blocks: list[Block] = [
        Callout(
            text=say(
                language, "report.accounts.value",
                risky=numbers.count(round(found.value)),
                silent=numbers.count(round(found.silent_value)),
            )
        ),
        _accounts(say(language, "report.accounts.at_risk", line=line), found.risky, scope),
        _accounts(say(language, "report.accounts.silent"), found.silent, scope),
        _grades(found, scope),
    ]  # fmt: skip
    return Chapter(
        id="customers",
        number="",
        topic=say(language, "report.accounts.topic"),
        heading=heading,
        blocks=tuple(blocks),
    )


def _accounts(caption: str, rows: tuple[Account, ...], scope: Scope) -> Table:
    language = scope.language
    return Table(
        caption=caption,
        heads=(
            say(language, "report.accounts.head_name"),
            say(language, "report.accounts.head_grade"),
            say(language, "report.accounts.head_value"),
            say(language, "report.accounts.head_score"),
            say(language, "report.accounts.head_before"),
        ),
        rows=tuple(
            (
                one.customer.name or one.customer.id,
                one.customer.grade,
                numbers.count(round(one.customer.value)) if one.customer.value else "",
                numbers.optional(one.score),
                numbers.optional(one.before),
            )
            for one in rows[:_LISTED]
        ),
        numeric=(False, False, True, True, True),
        empty=say(language, "report.accounts.none"),
    )


def _grades(found: AccountFindings, scope: Scope) -> Table:
    language = scope.language
    return Table(
        caption=say(language, "report.accounts.by_grade"),
        heads=(
            say(language, "report.accounts.head_grade"),
            say(language, "report.accounts.head_listed"),
            say(language, "report.accounts.head_answered"),
            say(language, "report.accounts.head_score"),
        ),
        rows=tuple(
            (
                grade,
                numbers.count(listed),
                numbers.count(score.base if score is not None else 0),
                numbers.optional(score.value if score is not None else None),
            )
            for grade, score, listed in found.by_grade
        ),
        numeric=(False, True, True, True),
        empty=say(language, "report.accounts.none"),
    )
