"""You said, we did: what people asked for, what was done about it, and whether it moved.

For those who answered. Nothing is here that the report does not show: finished actions with their
effect where it is clear, what is being worked on, and what comments are mostly about. What
customers are told of an action is its own field; without it the action's name has to do.
"""

from __future__ import annotations

from csatreport.measures.actions import ActionState, Judged
from csatreport.measures.model import Verdict
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.inline import Link
from csatreport.report.model import Block, Chapter, Paragraph, Table
from csatreport.report.scope import Scope

_THEMES = 3


def compose_yousaid(scope: Scope) -> Chapter | None:
    """Make the chapter; None where nothing has been done or begun."""
    registered = scope.findings.registered
    wanted = (ActionState.DONE, ActionState.OPEN)
    found = [one for one in (registered.actions if registered else ()) if one.state in wanted]
    if not found:
        return None
    language = scope.language
    found.sort(key=lambda one: wanted.index(one.state))
    blocks: list[Block] = [Paragraph(text=text) for text in (_intro(scope), _themes(scope)) if text]
    blocks.append(
        Table(
            caption="",
            heads=(
                say(language, "report.yousaid.said"),
                say(language, "report.yousaid.did"),
                say(language, "report.yousaid.since"),
            ),
            rows=tuple(_row(one, scope) for one in found),
            css="yousaid",
        )
    )
    thanks = _thanks(scope)
    blocks += [Paragraph(text=thanks)] if thanks else []
    return Chapter(
        id="yousaid",
        number="",
        topic=say(language, "report.yousaid.topic"),
        heading=say(language, "report.yousaid.heading"),
        blocks=tuple(blocks),
    )


def _intro(scope: Scope) -> str:
    registered = scope.findings.registered
    rule = registered.plan if registered is not None else None
    own = rule.intro[scope.language] if rule is not None and rule.intro.texts else ""
    return own or say(
        scope.language, "report.yousaid.intro",
        period=scope.period, answers=wording.answers(scope.language, scope.findings.responses),
    )  # fmt: skip


def _thanks(scope: Scope) -> str:
    registered = scope.findings.registered
    rule = registered.plan if registered is not None else None
    return rule.thanks[scope.language] if rule is not None and rule.thanks.texts else ""


def _themes(scope: Scope) -> str:
    found = scope.findings.themes
    counts = sorted(found.counts, key=lambda one: -one.n) if found is not None else []
    names = [one.theme.label[scope.language] for one in counts[:_THEMES] if one.n]
    if not names:
        return ""
    listed = wording.listed(scope.language, names)
    return say(scope.language, "report.yousaid.themes", themes=listed)


def _row(one: Judged, scope: Scope) -> tuple[str | Link, ...]:
    language, action = scope.language, one.action
    did = action.told or action.action or action.id
    if one.state is ActionState.OPEN:
        did = say(language, "report.yousaid.working", action=did)
    said = say(language, "report.yousaid.item", item=wording.item_name(one.item, language))
    return said, did, _since(one, scope)


def _since(one: Judged, scope: Scope) -> str:
    """Say how far it clearly rose; nothing else is news for a wall."""
    effect = one.effect
    if effect is None or effect.change.verdict is not Verdict.UP:
        return ""
    before, difference = effect.change.reference or 0.0, effect.change.difference or 0.0
    return say(
        scope.language, "report.yousaid.rose",
        before=numbers.fixed(before, 0), now=numbers.fixed(before + difference, 0),
    )  # fmt: skip
