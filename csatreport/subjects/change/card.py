"""The card of the one page that says what changed."""

from csatreport.counts.findings.model import ItemFinding
from csatreport.report import numbers, wording
from csatreport.report.model import Card, CardRow
from csatreport.report.scope import Scope, estimate
from csatreport.statistics.verdict import Change, Verdict
from csatreport.subjects.results.strips import item_link

_ROWS = 3


def compose_changes(scope: Scope) -> Card:
    """Name the questions that changed most, clearly or else little but beyond chance."""
    clear = [*scope.moved(Verdict.UP), *scope.moved(Verdict.DOWN)]
    clear.sort(key=lambda found: -abs(_difference(scope.change(found))))
    small = scope.moved(Verdict.SMALL)
    only_small = bool(small) and not clear
    return Card(
        title=scope.say("change.card.small_changes" if only_small else "change.card.changes"),
        rows=tuple(_change_row(found, scope) for found in (clear or small)[:_ROWS]),
        empty=_no_changes(scope),
        note=_changes_note(scope),
    )


def _difference(change: Change | None) -> float:
    return 0.0 if change is None or change.difference is None else change.difference


def _change_row(found: ItemFinding, scope: Scope) -> CardRow:
    change, index = scope.change(found), estimate(found.index)
    before = change.reference if change is not None else None
    return CardRow(
        head=item_link(found, scope),
        detail=scope.say(
            "change.card.from_to",
            before=numbers.index(before), now=numbers.index(index.value if index else None),
        ),
        mark=wording.change_mark(change, scope.language),
    )  # fmt: skip


def _no_changes(scope: Scope) -> str:
    if scope.against is None:
        return scope.say("change.card.nothing_to_compare")
    if not scope.moved(Verdict.NOT_SHOWN):
        return scope.say("change.card.too_few_everywhere")
    return scope.say("change.card.no_changes", reference=scope.reference_name)


def _changes_note(scope: Scope) -> str:
    if not scope.any_moved:
        return ""
    return scope.say(
        "change.card.changes_note",
        compared=compared_items(scope), reference=scope.reference_name, moved=moved_counts(scope),
    )  # fmt: skip


def compared_items(scope: Scope) -> str:
    """Say how many questions were compared with answers enough."""
    number = sum(len(scope.moved(one)) for one in Verdict if one is not Verdict.TOO_FEW)
    return scope.counted("report.count.items", number)


def moved_counts(scope: Scope) -> str:
    """Say how many questions have each verdict that says something; none is left out in words."""
    found = (
        ("change.card.count_up", scope.moved(Verdict.UP)),
        ("change.card.count_down", scope.moved(Verdict.DOWN)),
        ("change.card.count_small", scope.moved(Verdict.SMALL)),
    )
    return scope.listed([scope.say(key, number=len(items)) for key, items in found if items])
