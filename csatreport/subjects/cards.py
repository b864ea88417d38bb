"""The short lists of the one page: clear changes, weakest items, what needs attention."""

from __future__ import annotations

from csatreport.counts.findings.model import ItemFinding
from csatreport.counts.findings.standing import far_below
from csatreport.report import numbers, wording
from csatreport.report.inline import Link
from csatreport.report.model import Card, CardRow
from csatreport.report.scope import Scope, estimate, hidden
from csatreport.report.subject import subjects_of
from csatreport.statistics.verdict import Against, Change, Verdict
from csatreport.subjects.results.strips import bad_count, item_link

_ROWS = 3
_MOST_ATTENTION = 4
_MOST_UNITS = 2
_NOTABLE = 0.01
"""Losses below this part of the data are left to the chapter on data quality."""
BLANK_SHARE = 0.1
"""An item left blank by more than this share is flagged."""


def compose_cards(scope: Scope) -> tuple[Card, Card, Card]:
    """Make the three cards."""
    return (_changes(scope), _weakest(scope), _attention(scope))


def _changes(scope: Scope) -> Card:
    clear = [*scope.moved(Verdict.UP), *scope.moved(Verdict.DOWN)]
    clear.sort(key=lambda found: -abs(_difference(scope.change(found))))
    small = scope.moved(Verdict.SMALL)
    only_small = bool(small) and not clear
    return Card(
        title=scope.say("report.front.small_changes" if only_small else "report.front.changes"),
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
            "report.front.from_to",
            before=numbers.index(before), now=numbers.index(index.value if index else None),
        ),
        mark=wording.change_mark(change, scope.language),
    )  # fmt: skip


def _no_changes(scope: Scope) -> str:
    if scope.against is None:
        return scope.say("report.front.nothing_to_compare")
    if not scope.moved(Verdict.NOT_SHOWN):
        return scope.say("report.front.too_few_everywhere")
    return scope.say("report.front.no_changes", reference=scope.reference_name)


def _changes_note(scope: Scope) -> str:
    if not scope.any_moved:
        return ""
    return scope.say(
        "report.front.changes_note",
        compared=compared_items(scope), reference=scope.reference_name, moved=moved_counts(scope),
    )  # fmt: skip


def compared_items(scope: Scope) -> str:
    """Say how many questions were compared with answers enough."""
    number = sum(len(scope.moved(one)) for one in Verdict if one is not Verdict.TOO_FEW)
    return wording.counted(scope.language, "report.count.items", number)


def moved_counts(scope: Scope) -> str:
    """Say how many questions have each verdict that says something; none is left out in words."""
    found = (
        ("report.front.count_up", scope.moved(Verdict.UP)),
        ("report.front.count_down", scope.moved(Verdict.DOWN)),
        ("report.front.count_small", scope.moved(Verdict.SMALL)),
    )
    language = scope.language
    return wording.listed(
        language, [scope.say(key, number=len(items)) for key, items in found if items]
    )


def _weakest(scope: Scope) -> Card:
    ranked = weakest(scope.rated)
    return Card(
        title=scope.say("report.front.weakest"),
        rows=tuple(_weak_row(found, scope) for found in ranked[:_ROWS]),
        empty=scope.say("report.front.none_weak"),
        note=scope.say("report.front.weakest_note") if ranked else "",
        numbered=True,
    )


def weakest(items: tuple[ItemFinding, ...]) -> tuple[ItemFinding, ...]:
    """Order items that drew unfavourable answers by the share of these, largest first.

    Without a middle option this is the order of the favourable share. With one, the favourable
    share would make an item look weak whose answers are merely middling. Where counts of an
    anonymous questionnaire are hidden, the favourable share has to do, for all items alike.
    """
    shown = [found for found in items if estimate(found.favourable) is not None]
    by_counts = all(bad_count(found) is not None for found in shown)
    graded = [(_badness(found, by_counts=by_counts), found) for found in shown]
    graded.sort(key=lambda pair: -pair[0])
    return tuple(found for bad, found in graded if bad > 0)


def _badness(found: ItemFinding, *, by_counts: bool) -> float:
    favourable = estimate(found.favourable)
    if by_counts and found.n:
        return found.part(found.item.bad)
    return 1 - favourable.value if favourable is not None else 0.0


def _weak_row(found: ItemFinding, scope: Scope) -> CardRow:
    favourable, bad = estimate(found.favourable), bad_count(found)
    share = numbers.share(favourable.value) if favourable is not None else numbers.NOTHING
    if bad is None:
        detail = scope.say("report.front.weak_hidden", share=share)
    else:
        part = numbers.share(found.part(found.item.bad))
        detail = scope.say("report.front.weak", share=share, bad=numbers.count(bad), bad_share=part)
    return CardRow(head=item_link(found, scope), detail=detail)


def _attention(scope: Scope) -> Card:
    rows = (
        _overdue_row(scope),
        *(row for one in subjects_of(scope.findings) for row in one.told(one.cards, scope) or ()),
        _target_row(scope), *_unit_rows(scope),
        _suppressed_row(scope),
        *(row for one in subjects_of(scope.findings) for row in one.told(one.remarks, scope) or ()),
        _refused_row(scope), _blank_row(scope), _unscored_row(scope),
    )  # fmt: skip
    return Card(
        title=scope.say("report.front.attention"),
        rows=tuple(row for row in rows if row is not None)[:_MOST_ATTENTION],
        empty=scope.say("report.front.calm"),
    )


def _overdue_row(scope: Scope) -> CardRow | None:
    """Say what is overdue, in whatever subject."""
    late = {
        one.id: text
        for one in subjects_of(scope.findings)
        if (text := one.told(one.overdue, scope))
    }
    if not late:
        return None
    return CardRow(
        head=Link(text=scope.say("report.front.overdue_head"), target=f"#{next(iter(late))}"),
        detail=wording.listed(scope.language, [*late.values()]),
    )


def _target_row(scope: Scope) -> CardRow | None:
    node = scope.findings.headline
    change = node.change(Against.TARGET) if node is not None else None
    score = estimate(node.index) if node is not None else None
    if change is None or score is None or change.verdict is not Verdict.DOWN:
        return None
    return CardRow(
        head=Link(text=scope.say("report.target.head")),
        detail=scope.say(
            "report.target.detail",
            target=numbers.plain(change.reference or 0.0), value=numbers.index(score.value),
        ),
        mark=wording.target_mark(change, scope.language),
    )  # fmt: skip


def _unit_rows(scope: Scope) -> tuple[CardRow, ...]:
    """Name the units that lie clearly below the whole, the lowest first."""
    return tuple(
        CardRow(
            head=Link(text=scope.unit_name(one.unit), target=f"unit:{one.unit.id}"),
            detail=scope.say(
                "report.front.unit_below",
                value=numbers.index(one.place.value), whole=numbers.index(scope.whole),
            ),
        )
        for one in far_below(scope.standings)[:_MOST_UNITS]
    )  # fmt: skip


def _suppressed_row(scope: Scope) -> CardRow | None:
    concealed = sum(hidden(point.score) is not None for point in scope.findings.units)
    concealed += sum(hidden(found.index) is not None for found in scope.findings.items)
    if not concealed:
        return None
    return CardRow(
        head=Link(text=scope.say("report.front.suppressed_head"), target="#method"),
        detail=wording.counted(scope.language, "report.front.suppressed", concealed),
    )


def _refused_row(scope: Scope) -> CardRow | None:
    files = scope.findings.quality.files
    read = sum(rows for _, rows, _, _, _ in files)
    refused, invalid = sum(f[3] for f in files), sum(f[4] for f in files)
    if refused < _NOTABLE * read or not refused:
        return None
    language = scope.language
    return CardRow(
        head=Link(text=scope.say("report.front.files_head"), target="#quality"),
        detail=scope.say(
            "report.front.files",
            rows=wording.counted(language, "report.count.rows_refused", refused),
            cells=wording.counted(language, "report.count.cells_invalid", invalid),
        ),
    )  # fmt: skip


def _blank_row(scope: Scope) -> CardRow | None:
    often = [found for found in scope.findings.items if often_blank(found)]
    if not often:
        return None
    language = scope.language
    names = wording.listed(language, [wording.item_name(f.item, language) for f in often[:_ROWS]])
    return CardRow(
        head=Link(text=scope.say("report.front.blank_head"), target="#quality"),
        detail=scope.say("report.front.blank", limit=numbers.share(BLANK_SHARE), items=names),
    )


def often_blank(found: ItemFinding) -> bool:
    """Tell whether an item was left blank more often than is usual."""
    return (blank_share(found) or 0.0) > BLANK_SHARE


def blank_share(found: ItemFinding) -> float | None:
    """Return which part of those who were asked an item left it blank; None where nobody was."""
    asked = found.tally.n + found.tally.missing
    return found.tally.blank / asked if asked else None


def _unscored_row(scope: Scope) -> CardRow | None:
    unscored = scope.findings.quality.unscored
    if scope.findings.headline is None or unscored < max(1, _NOTABLE * scope.findings.responses):
        return None
    return CardRow(
        head=Link(text=scope.say("report.front.unscored_head"), target="#who"),
        detail=wording.counted(scope.language, "report.who.unscored", unscored),
    )
