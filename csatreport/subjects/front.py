"""The one page: the number, its trend, and three short lists a reader takes in within a minute.

The lists say what to look at first, what is open with whom, and what is a signal or a risk. What
there is nothing to say of has no list.
"""

from csatreport.report import numbers
from csatreport.report.model import Card, CardRow, Cards, Chapter, ReportBlock
from csatreport.report.scope import Scope
from csatreport.report.subject import Pending, chapter, subjects_of
from csatreport.subjects.results.cards import compose_weakest
from csatreport.subjects.results.front import front_heading
from csatreport.subjects.results.instead import compose_instead

_ROWS = 3
_MOST_RISKS = 4


def compose_front(scope: Scope) -> Chapter:
    """Make the one page."""
    subjects = subjects_of(scope.findings)
    blocks: list[ReportBlock] = [
        block for one in subjects for block in one.told(one.front, scope) or ()
    ]
    cards = _cards(scope) if scope.answered else compose_instead(scope)
    if cards:
        blocks.append(Cards(cards=cards))
    return chapter(scope, "report.front.topic", front_heading(scope), blocks, name="summary")


def _cards(scope: Scope) -> tuple[Card, ...]:
    return tuple(card for card in (_look(scope), _open(scope), _risks(scope)) if card.rows)


def _look(scope: Scope) -> Card:
    """List what to look at first: what subjects urge to, then the weakest questions."""
    urged = [one.told(one.look, scope) for one in subjects_of(scope.findings)]
    rows: dict[str, CardRow] = {}
    notes: list[str] = []
    for card in (*urged, compose_weakest(scope)):
        fresh = [row for row in card.rows if row.head.text not in rows] if card else []
        fresh = fresh[: _ROWS - len(rows)]
        rows |= {row.head.text: row for row in fresh}
        notes += [card.note] if card is not None and fresh else []
    return Card(
        title=scope.say("report.front.look"),
        rows=tuple(rows.values()),
        note=scope.joined(notes),
        numbered=True,
    )


def _open(scope: Scope) -> Card:
    """List what is open, what has been overdue for longest first, with whom."""
    subjects = subjects_of(scope.findings)
    found = [entry for one in subjects for entry in one.told(one.pending, scope) or ()]
    found.sort(key=lambda one: (not one.late, one.due is None, one.due))
    late = sum(one.late for one in found)
    return Card(
        title=scope.say("report.front.open"),
        rows=tuple(_open_row(one, scope) for one in found[:_ROWS]),
        note=scope.say(
            "report.front.open_note" if late else "report.front.open_note_none",
            open=len(found), late=late,
        ),
    )  # fmt: skip


def _open_row(one: Pending, scope: Scope) -> CardRow:
    unit = "" if one.unit.id == scope.findings.unit.id else scope.unit_name(one.unit)
    parts = (unit, one.owner or scope.say("report.front.no_owner"), _until(one, scope))
    return CardRow(head=one.head, detail=" · ".join(part for part in parts if part))


def _until(one: Pending, scope: Scope) -> str:
    if one.due is None:
        return ""
    if not one.late:
        return scope.say("report.front.due", day=numbers.day(one.due))
    return scope.counted("report.front.late", (scope.findings.period.end - one.due).days)


def _risks(scope: Scope) -> Card:
    """List signals and risks, those of customers first; remarks on the data come last."""
    subjects = subjects_of(scope.findings)
    rows = (
        *(row for one in reversed(subjects) for row in one.told(one.cards, scope) or ()),
        *(row for one in subjects for row in one.told(one.remarks, scope) or ()),
    )
    return Card(title=scope.say("report.front.risks"), rows=rows[:_MOST_RISKS])


def compose_weekly(scope: Scope) -> Chapter:
    """Make the sheet from findings whose period is the week."""
    told = [one.told(one.week, scope) for one in subjects_of(scope.findings)]
    weeks = [week for week in told if week is not None]
    late = sum(week.overdue for week in weeks)
    heading = (
        scope.counted("report.weekly.overdue", late) if late else scope.say("report.weekly.nothing")
    )
    blocks = (block for week in weeks for block in week.blocks)
    return chapter(scope, "report.weekly.topic", heading, blocks, name="weekly")
