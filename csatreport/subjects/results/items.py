"""The table of items: those that share their words together, the others apart.

Items with the same options can be compared by their favourable share. An item with a middle
option, or with words of its own, stands in a group that says so, because what counts as
favourable there is not the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from csatreport.base.words import say
from csatreport.counts.findings.model import ItemFinding
from csatreport.report import numbers
from csatreport.report.figures import ItemGroup, Items, LegendKey
from csatreport.report.inline import Link
from csatreport.report.scope import Scope
from csatreport.statistics.change import ALPHA
from csatreport.statistics.proportions import LEVEL
from csatreport.study.item import Item, Role, Valence
from csatreport.subjects.results.strips import item_row, keys


@dataclass(frozen=True, slots=True, kw_only=True)
class _ItemsTogether:
    title: str
    key: tuple[LegendKey, ...]
    items: tuple[ItemFinding, ...]
    own_words: bool = False


def compose_items(scope: Scope, items: Sequence[ItemFinding]) -> Items:
    """Make the table of the given items; each group runs from the best share to the worst."""
    places = {id(found): place for place, found in enumerate(scope.findings.items)}
    groups = []
    for group in _groups(items, scope.language):
        rows = [
            item_row(found, scope, places[id(found)], own_words=group.own_words)
            for found in group.items
        ]
        rows.sort(key=lambda row: -row.order[1])
        groups.append(ItemGroup(title=group.title, key=group.key, rows=tuple(rows)))
    return Items(
        heads=_heads(scope), groups=tuple(groups), note=_note(scope, items),
        reference_head=scope.unit_name(scope.parent) if scope.parent is not None else "",
    )  # fmt: skip


def _heads(scope: Scope) -> tuple[Link, ...]:
    last = (
        scope.say("results.items.head_change", reference=scope.reference_name)
        if scope.against is not None
        else ""
    )
    return (
        Link(text=scope.say("report.items.head_item")),
        Link(text=scope.say("report.items.head_answers")),
        Link(text=scope.say("report.items.head_share"), target="term:favourable"),
        Link(text=scope.say("report.items.head_index"), target="term:index"),
        Link(text=last, target="term:clear" if last else ""),
    )


def _groups(items: Sequence[ItemFinding], language: str) -> list[_ItemsTogether]:
    """Sort items into groups that share their words, then singles without and with a middle."""
    shared: dict[tuple[object, ...], list[ItemFinding]] = {}
    for found in items:
        shared.setdefault(_words(found.item, language), []).append(found)
    batteries = [group for group in shared.values() if len(group) > 1]
    singles = [group[0] for group in shared.values() if len(group) == 1]
    groups = [_battery(group, language, first=place == 0) for place, group in enumerate(batteries)]
    # Where every battery has a middle answer too, a middle is nothing that sets an item apart.
    usual = bool(batteries) and all(has_middle(group[0].item) for group in batteries)
    rated = [found for found in singles if _is_rated(found.item)]
    middle = tuple(found for found in rated if has_middle(found.item) and not usual)
    for title, members in (
        (_own_words_title(batteries, language), tuple(f for f in rated if f not in middle)),
        (say(language, "results.items.middle"), middle),
        (say(language, "results.items.whole"), tuple(f for f in singles if not _is_rated(f.item))),
    ):
        if members:
            groups.append(_ItemsTogether(title=title, key=(), items=members, own_words=True))
    return groups


def _own_words_title(batteries: list[list[ItemFinding]], language: str) -> str:
    """Head the items with words of their own; where nothing else stands before them, need not."""
    return say(language, "results.items.own_words") if batteries else ""


def _words(item: Item, language: str) -> tuple[object, ...]:
    options = tuple((option.label[language], option.valence) for option in item.options)
    return (_is_rated(item), *options)


def _is_rated(item: Item) -> bool:
    return item.role is Role.RATED


def has_middle(item: Item) -> bool:
    """Tell whether an option is neither good nor bad."""
    return any(option.valence is Valence.NEUTRAL for option in item.options)


def _battery(group: list[ItemFinding], language: str, *, first: bool) -> _ItemsTogether:
    middle = has_middle(group[0].item)
    title = say(language, "results.items.middle_shared") if middle and not first else ""
    return _ItemsTogether(title=title, key=keys(group[0].item, language), items=tuple(group))


def _note(scope: Scope, items: Sequence[ItemFinding]) -> str:
    middles = any(has_middle(found.item) for found in items)
    return scope.joined(
        (
            scope.say("results.items.note_strips", level=numbers.share(LEVEL)),
            scope.say("results.items.note_middle") if middles else "",
            _note_above(scope),
            _note_tested(scope, items),
        )
    )


def _note_above(scope: Scope) -> str:
    if scope.parent is None:
        return ""
    unit = scope.unit_name(scope.parent)
    return scope.say("results.items.note_above", unit=unit)


def _note_tested(scope: Scope, items: Sequence[ItemFinding]) -> str:
    changes = [change for found in items if (change := scope.change(found)) is not None]
    family = max((change.family for change in changes if change.q is not None), default=0)
    if not family:
        return ""
    return scope.say(
        "results.items.note_tested",
        reference=scope.reference_name,
        family=family,
        alpha=ALPHA,
        smallest=numbers.plain(scope.findings.questionnaire.smallest.index),
    )
