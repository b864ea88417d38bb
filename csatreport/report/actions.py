"""Actions of the improvement plan: what is late, what was done, and what moved afterwards."""

from __future__ import annotations

from csatreport.measures.actions import ActionState, Effect, Judged
from csatreport.measures.model import Verdict
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.explain_figures import about_target
from csatreport.report.inline import Link, Mark
from csatreport.report.model import Chapter, Paragraph, Table
from csatreport.report.scope import Scope

_LISTED = 40
_NAMED = 3
_SHORT = 40
_HEADS = (
    "report.actions.head_action", "report.items.head_item", "report.entries.head_owner",
    "report.entries.head_due", "report.actions.head_state", "report.actions.head_effect",
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
        blocks=(*_lead(found, worked, scope), action_table(found, scope)),
    )


def _lead(found: tuple[Judged, ...], worked: list[Judged], scope: Scope) -> tuple[Paragraph, ...]:
    """Say what is late and with whom, and after what something clearly rose."""
    language, texts = scope.language, []
    late = [one for one in found if one.state is ActionState.OVERDUE]
    if late:
        names = [f"{_did(one, scope)} ({one.action.owner or numbers.NOTHING})" for one in late]
        listed = wording.listed_first(language, names, _NAMED)
        texts.append(say(language, "report.actions.late", actions=listed))
    if worked:
        names = [f"{_did(one, scope)} ({wording.item_name(one.item, language)})" for one in worked]
        listed = wording.listed_first(language, names, _NAMED)
        texts.append(say(language, "report.actions.rose", actions=listed))
    return (Paragraph(text=wording.joined(language, texts)),) if texts else ()


def _did(one: Judged, scope: Scope) -> str:
    return wording.shortened(scope.masked(one.action.action or one.action.id), _SHORT)


def action_table(
    found: tuple[Judged, ...], scope: Scope, most: int = _LISTED, *, evidence: bool = True
) -> Table:
    """List actions with what led to them (if wanted and known), owner, day, state and effect."""
    language = scope.language
    evidence = evidence and any(one.action.evidence for one in found[:most])
    heads = [say(language, key) for key in _HEADS]
    if evidence:
        heads.insert(1, say(language, "report.actions.head_evidence"))
    notes = [say(language, "report.actions.note")]
    if len(found) > most:
        notes.append(say(language, "report.entries.more", number=len(found) - most))
    return Table(
        caption=say(language, "report.actions.caption"),
        heads=tuple(heads),
        rows=tuple(_row(one, scope, evidence=evidence) for one in found[:most]),
        note=wording.joined(language, notes),
    )


def _row(one: Judged, scope: Scope, *, evidence: bool) -> tuple[str | Link | Mark, ...]:
    language, action = scope.language, one.action
    unit = scope.findings.questionnaire.units.by_id[action.unit]
    name = wording.item_name(one.item, language)
    day = action.done if one.state is ActionState.DONE else action.due
    effect: str | Mark = numbers.NOTHING
    if one.effect is not None:
        effect = wording.change_mark(one.effect.change, language) or numbers.NOTHING
    elif one.state is ActionState.DONE:
        effect = say(language, "report.actions.not_yet")
    # What somebody wrote stays text: an address in it is no link, whatever it would lead to.
    why = (scope.masked(action.evidence) or numbers.NOTHING,) if evidence else ()
    return (
        scope.masked(action.action or action.id),
        *why,
        Link(text=f"{name} · {scope.unit_name(unit)}", target=f"item:{one.item.id}"),
        action.owner,
        day.isoformat() if day is not None else numbers.NOTHING,
        say(language, _STATES[one.state]),
        effect,
        _net(one.effect, scope),
    )


def _net(effect: Effect | None, scope: Scope) -> str | Link:
    """Say the difference from units without an action, and whether others worked on the same."""
    if effect is None or effect.net is None:
        return numbers.NOTHING
    bounds = numbers.difference_interval(effect.net.low, effect.net.high)
    text = f"{numbers.signed(effect.net.value)} ({bounds})"
    if effect.together:
        text += " " + say(scope.language, "report.actions.together", number=effect.together)
    return Link(text=text, target=about_target("actions"))
