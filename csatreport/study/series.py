"""What can be compared over time: the series of items and index nodes across editions.

An item of an edition continues a series of the edition before when nothing a respondent sees or
a score depends on has changed, or where the author says that only the words were corrected
(``same_as_before``). Otherwise it starts a new series, and the chart shows the break.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from csatreport.study.edition import Edition, Node
from csatreport.study.item import Item

Signature: TypeAlias = tuple[object, ...]


@dataclass
class _SeriesNames:
    """Series names in use, and the edition that asks for new ones."""

    edition: str
    used: set[str] = field(default_factory=set)

    def new(self, name: str) -> str:
        """Return the id itself the first time, ``<id>@<edition>`` afterwards."""
        series = f"{name}@{self.edition}" if name in self.used else name
        self.used.add(series)
        return series


def continue_series(editions: Sequence[Edition]) -> tuple[Edition, ...]:
    """Return the editions, in time order, with the series of every item and node filled in."""
    done: list[Edition] = []
    items, nodes = _SeriesNames("1"), _SeriesNames("1")
    for edition in editions:
        items.edition = nodes.edition = edition.number
        before = done[-1] if done else None
        done.append(_with_series(edition, before, items, nodes))
    return tuple(done)


def _with_series(
    edition: Edition, before: Edition | None, items: _SeriesNames, nodes: _SeriesNames
) -> Edition:
    series = _item_series(edition, before, items)
    sections = tuple(
        replace(section, items=tuple(replace(i, series=series[i.id]) for i in section.items))
        for section in edition.sections
    )
    if edition.index is None:
        return replace(edition, sections=sections)
    old = {node.id: node for node in before.index.walk()} if before and before.index else {}
    old_items = {item.id: item.series for item in before.items} if before else {}
    signatures = {name: signature(node, old_items) for name, node in old.items()}

    def named(node: Node) -> Node:
        same = node.id in old and signatures[node.id] == signature(node, series)
        name = old[node.id].series if same else nodes.new(node.id)
        return replace(node, series=name, children=tuple(map(named, node.children)))

    return replace(edition, sections=sections, index=named(edition.index))


def _item_series(edition: Edition, before: Edition | None, names: _SeriesNames) -> dict[str, str]:
    series = {
        item.id: predecessor.series
        for item, predecessor in predecessors(edition, before)
        if wording(predecessor) == wording(item)
        or (item.same_as_before and scale(predecessor) == scale(item))
    }
    for item in edition.items:
        if item.id not in series:
            series[item.id] = names.new(item.id)
    return series


def predecessors(edition: Edition, before: Edition | None) -> Iterator[tuple[Item, Item]]:
    """Yield each item that another of the edition before could carry on, with that one.

    A renamed item takes its predecessor along; another item of that id starts afresh.
    """
    earlier = before.by_id if before else {}
    claimed = {item.was for item in edition.items if item.was}
    for item in edition.items:
        predecessor = earlier.get(item.was or (item.id if item.id not in claimed else ""))
        if predecessor is not None:
            yield item, predecessor


def scale(item: Item) -> Signature:
    """Return what must stay the same even where only words were corrected: what is counted."""
    options = tuple((o.code, o.printed_points, o.valence) for o in item.options)
    return (item.kind, options)


def wording(item: Item) -> Signature:
    """Return what must stay the same for a series to go on: what is asked, and how it scores.

    An item that is turned round differs in its keyed valences.
    """
    options = tuple((o.code, o.label.texts, o.printed_points, o.valence) for o in item.options)
    return (item.text.texts, item.kind, options)


def signature(node: Node, series: Mapping[str, str]) -> Signature:
    """Return what must stay the same for a node: the item series below, and their weights.

    Without weights the branches below do not matter, because the node is then the mean of all
    items; weights matter by their proportions.
    """
    if not any(child.weight for child in node.children):
        return ("mean", *sorted(series[item] for item in node.leaves()))
    total = sum(child.weight or 0.0 for child in node.children)
    parts = [
        (round((child.weight or 0.0) / total, 12), repr(signature(child, series)))
        for child in node.children
    ]
    return ("weighted", *sorted(parts))
