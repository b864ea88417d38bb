"""One printed edition of a questionnaire: its sections of items, and the tree that joins them.

A *series* names what can be compared over time: an item keeps its series through a rename
(``was:``) and starts a new one when its wording or scale changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from csatreport.base.errors import Source
from csatreport.base.label import Label
from csatreport.study.item import CLOSED, Item, Role
from csatreport.study.names import ITEM_ID, LABEL, PERCENT
from csatreport.study.periods import Period
from csatreport.study.yaml.block import Block, Key
from csatreport.study.yaml.declared import block_of, key, settings
from csatreport.study.yaml.groups import Later, ListOf
from csatreport.study.yaml.shapes import Number, Shape


@settings(
    name="section",
    title="A section (`sections`)",
    example="{id: shop, title: 环境与服务, items: [{id: q1, …}]}",
)
class Section:
    """Items that stand together on the form.

    They stand under its heading.
    """

    id: str = key(ITEM_ID, "shop")
    """As for items."""
    title: Label = key(
        LABEL, "{zh-Hans: 环境与服务, en: Shop and service}", default=Label(), says="no heading"
    )
    """The heading over the items."""
    items: tuple[Item, ...] = key(ListOf(block_of(Item)), "[{id: q1, text: …, scale: satisfied4}]")
    """The questions in printed order."""


def _branch() -> Shape:
    return block_of(Node)


@settings(
    name="dimension",
    title="A dimension (`dimensions`)",
    example="{id: environment, label: 环境, items: [q1, q7]}",
)
class Node:
    """A branch of the index tree.

    It is the whole, a dimension or a sub-dimension. ``items`` are ids of scored items directly
    below; ``children`` are sub-branches. A node has one or the other. ``weight`` is its share
    within its parent; None means unweighted, and then the parent is the mean of all answered items
    below it, whatever branch they are in. ``series`` changes when the set of item series below it
    changes.
    """

    id: str = key(ITEM_ID, "environment")
    """As for items. `headline` is the name of the whole."""
    label: Label = key(LABEL, "{zh-Hans: 环境, en: Environment}")
    """Its name."""
    items: tuple[str, ...] = key(ListOf(ITEM_ID), "[q1, q7]", default=(), says="")
    """Ids of the scored items directly below. A branch has items or dimensions, not both."""
    children: tuple[Node, ...] = key(
        ListOf(Later(shape=_branch)),
        "[{id: environment, label: 环境, items: [q1, q7]}]",
        name="dimensions",
        default=(),
        says="",
    )
    """Branches below."""
    weight: float | None = key(
        Number(low=0, high=1_000_000, above=True),
        "2",
        default=None,
        says="none: the branch above is the mean of all answered items below it",
    )
    """Its weight among its neighbours: give one to all of them or to none."""
    target: float | None = key(PERCENT, "80", default=None, says="")
    """The index to reach, 0-100."""
    series: str = ""

    @property
    def sizes(self) -> tuple[float, ...]:
        """What each child counts beside the others where any of them has a weight."""
        return tuple(1.0 if child.weight is None else child.weight for child in self.children)

    def leaves(self) -> tuple[str, ...]:
        """Return the ids of all items below, in tree order."""
        return self.items + tuple(item for child in self.children for item in child.leaves())

    def walk(self) -> tuple[Node, ...]:
        """Return this node and all below it, parents before children."""
        return (self, *(node for child in self.children for node in child.walk()))


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One printed edition of a questionnaire: what was asked from a period on.

    ``index`` is None when no item has points. ``begins`` is None for the first edition.
    """

    number: str
    begins: Period | None
    sections: tuple[Section, ...]
    index: Node | None
    source: Source = field(default_factory=lambda: Source(file=""), compare=False)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items in form order."""
        return tuple(item for section in self.sections for item in section.items)

    @cached_property
    def by_id(self) -> dict[str, Item]:
        """Items by id."""
        return {item.id: item for item in self.items}

    @cached_property
    def by_series(self) -> dict[str, Item]:
        """Items by series."""
        return {item.series: item for item in self.items}

    @cached_property
    def background(self) -> tuple[Item, ...]:
        """The background questions that part people into groups: closed, one answer each."""
        asked = self.with_role(Role.BACKGROUND)
        return tuple(item for item in asked if item.kind in CLOSED and not item.personal)

    def with_role(self, *roles: Role) -> tuple[Item, ...]:
        """Return the items with one of the roles, in form order."""
        return tuple(item for item in self.items if item.role in roles)


INDEX = Block(
    name="index",
    doc="The tree that joins items into dimensions and one headline index.",
    keys=(
        Key(
            name="label", shape=LABEL, default="“Overall index” in each language",
            example="label: {zh-Hans: 顾客满意指数, en: Shopper index}",
            said="The name of the headline index.",
        ),
        *(key for key in block_of(Node).keys if key.name in {"items", "dimensions"}),
    ),
)  # fmt: skip
"""The root is written like a branch, but has no id and no weight, and a name of its own."""
