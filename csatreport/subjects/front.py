"""The one page: the number, its trend, and three short lists a director reads in a minute."""

from csatreport.report.inline import Link
from csatreport.report.model import Card, CardRow, Cards, Chapter, ReportBlock
from csatreport.report.scope import Scope
from csatreport.report.subject import CoreSubject, subjects_of
from csatreport.subjects.results.front import front_heading

_MOST_ATTENTION = 4


def compose_front(scope: Scope) -> Chapter:
    """Make the one page; a unit's page has no cards, because its items stand below."""
    subjects = subjects_of(scope.findings)
    blocks: list[ReportBlock] = [
        block for one in subjects for block in one.told(one.front, scope) or ()
    ]
    if scope.company and scope.answered:
        blocks.append(Cards(cards=_cards(scope)))
    return Chapter(
        id="summary",
        topic=scope.say("report.front.topic"),
        heading=front_heading(scope),
        blocks=tuple(blocks),
    )


def _cards(scope: Scope) -> tuple[Card, ...]:
    """Return the cards; of what subjects urge to act on, that of the last one in the report."""
    subjects = subjects_of(scope.findings)
    own = [one.told(one.card, scope) for one in subjects]
    urged = [one.told(one.urge, scope) for one in subjects]
    cards = (*own, next(filter(None, reversed(urged)), None), _attention(scope))
    return tuple(card for card in cards if card is not None)


def _attention(scope: Scope) -> Card:
    """List what needs attention: what is overdue first, what any report can say after the rest."""
    subjects = sorted(subjects_of(scope.findings), key=lambda one: isinstance(one, CoreSubject))
    rows = (
        *_overdue(scope),
        *(row for one in subjects for row in one.told(one.cards, scope) or ()),
        *(row for one in subjects for row in one.told(one.remarks, scope) or ()),
    )
    return Card(
        title=scope.say("report.front.attention"),
        rows=rows[:_MOST_ATTENTION],
        empty=scope.say("report.front.calm"),
    )


def _overdue(scope: Scope) -> tuple[CardRow, ...]:
    """Say what is overdue, in whatever subject."""
    late = {
        one.id: text
        for one in subjects_of(scope.findings)
        if (text := one.told(one.overdue, scope))
    }
    if not late:
        return ()
    row = CardRow(
        head=Link(text=scope.say("report.front.overdue_head"), target=f"#{next(iter(late))}"),
        detail=scope.listed([*late.values()]),
    )
    return (row,)
