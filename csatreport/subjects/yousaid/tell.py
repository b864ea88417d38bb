"""You said, we did: what people asked for, what was done about it, and whether it moved.

For those who answered. Nothing is here that the report does not show: finished actions with their
effect where it is clear, what is being worked on, and what comments are mostly about. What
customers are told of an action is its own field; without it the action's name has to do.
"""

from collections.abc import Iterable, Iterator
from math import inf
from typing import TypeAlias

from csatreport.report import numbers, wording
from csatreport.report.columns import TextColumn, lay_out
from csatreport.report.model import Chapter, Paragraph, ReportBlock
from csatreport.report.scope import Scope
from csatreport.report.subject import chapter, subjects_of
from csatreport.statistics.verdict import Verdict
from csatreport.study.register import RegisterKind
from csatreport.subjects.actions.measure import TOLD, ActionState, Judged
from csatreport.subjects.yousaid.settings import SheetWords

WallRow: TypeAlias = tuple[str, str, str]

WALL_LINES = 24
"""So many lines a sheet for the wall has for actions."""
_THEMES = 3
_LONGEST = 120
_SAID, _DID = 11, 16
"""So many Chinese letters stand in a line of the two columns of the sheet."""
_LATIN = 0x2E80


def told(actions: tuple[Judged, ...]) -> tuple[Judged, ...]:
    """Return the actions that there is news of: those done first, then those begun."""
    news = [one for one in actions if one.state in TOLD]
    return tuple(sorted(news, key=lambda one: TOLD.index(one.state)))


def compose_yousaid(scope: Scope, found: tuple[Judged, ...], lines: float = inf) -> Chapter | None:
    """Make the chapter; None where nothing has been done or begun.

    Args:
        scope: what the report is about.
        found: the actions to tell, in their order.
        lines: so many lines of large print there are for actions. The first of those in the order
            of the report that fit are taken; at least one is.
    """
    if not found:
        return None
    blocks: list[ReportBlock] = [
        Paragraph(text=text) for text in (_intro(scope), _themes(scope)) if text
    ]
    rows = _fitting((_row(one, scope) for one in found), lines)
    blocks.append(lay_out(_WALL, rows, scope, caption="", css="yousaid"))
    thanks = _own(scope).thanks[scope.language]
    blocks += [Paragraph(text=thanks)] if thanks else []
    return chapter(scope, "yousaid.topic", scope.say("yousaid.heading"), blocks)


def _own(scope: Scope) -> SheetWords:
    register = scope.findings.registered.rules.get(RegisterKind.ACTIONS)
    return SheetWords() if register is None else register.settings_of(SheetWords)


def _intro(scope: Scope) -> str:
    own = _own(scope).intro[scope.language]
    if own or not scope.findings.responses:
        # Where the number of answers is not shown, nothing is said of it.
        return own
    return scope.say(
        "yousaid.intro", period=scope.period, answers=scope.answers(scope.findings.responses)
    )


def _themes(scope: Scope) -> str:
    answers = subjects_of(scope.findings, within="")
    heard = (row for one in answers for row in one.told(one.heard, scope) or ())
    names = [name for row in heard for name, _ in row.about][:_THEMES]
    if not names:
        return ""
    listed = scope.listed(names)
    return scope.say("yousaid.themes", themes=listed)


_WALL = (
    TextColumn("yousaid.said", lambda row, _: row[0]),
    TextColumn("yousaid.did", lambda row, _: row[1]),
    TextColumn("yousaid.since", lambda row, _: row[2]),
)


def _fitting(rows: Iterable[WallRow], lines: float) -> Iterator[WallRow]:
    used = 0.0
    for place, row in enumerate(rows):
        said, did, since = row
        used += 1 + max(_lines(said, _SAID), _lines(did, _DID) + bool(since))
        if place and used > lines:
            return
        yield row


def _lines(text: str, across: int) -> int:
    """Return how many lines a text takes; a Latin letter is about half as wide as a Chinese one."""
    wide = sum(1.0 if ord(letter) > _LATIN else 0.55 for letter in text)
    return int(wide / across) + 1


def _row(one: Judged, scope: Scope) -> WallRow:
    language, action = scope.language, one.action
    did = wording.shortened(scope.masked(action.told_in(language)), _LONGEST)
    if action.unit != scope.findings.unit.id:
        # Neither what one store did nor what rose in all of them may pass for this unit's own.
        unit = scope.findings.questionnaire.units.by_id[action.unit]
        did = scope.say("yousaid.place", unit=scope.unit_name(unit), action=did)
    if one.state is ActionState.OPEN:
        did = scope.say("yousaid.working", action=did)
    said = scope.say("yousaid.item", item=scope.name_of(one.item))
    return said, did, _since(one, scope)


def _since(one: Judged, scope: Scope) -> str:
    """Say how far it clearly rose; nothing else is news for a wall."""
    effect = one.effect
    if effect is None or effect.change.verdict is not Verdict.UP:
        return ""
    before, difference = effect.change.reference or 0.0, effect.change.difference or 0.0
    return scope.say(
        "yousaid.rose", before=numbers.index(before, 0), now=numbers.index(before + difference, 0)
    )
