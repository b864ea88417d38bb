"""What is asked, of whom and when: the study as complete, typed, frozen values.

The reader of YAML (`csatreport.study.reading.study`) fills in every default, so nobody downstream
asks whether a thing is set. A *series* names what can be compared over time: an item keeps its
series through a rename (``was:``) and starts a new one when its wording or scale changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from csatreport.base.errors import Source
from csatreport.base.label import Label
from csatreport.study.item import CLOSED, Item, Role
from csatreport.study.names import ITEM_ID, LABEL, PERCENT
from csatreport.study.periods import Calendar, Period, PeriodKind
from csatreport.study.policy import (
    Anonymity,
    Baseline,
    ColumnNames,
    Fieldwork,
    HandedOut,
    Ids,
    Reporting,
    SmallestChange,
    Target,
)
from csatreport.study.printing import Printing
from csatreport.study.register import RegisterKind
from csatreport.study.units import Units
from csatreport.study.weights import Weights
from csatreport.study.yaml.declared import block_of, key, settings
from csatreport.study.yaml.groups import Later, ListOf
from csatreport.study.yaml.shapes import Number, Shape

_Set = TypeVar("_Set")


class Sampling(StrEnum):
    """How respondents came to answer; decides the wording about chance and response."""

    CENSUS = "census"
    RANDOM = "random"
    CONVENIENCE = "convenience"


class DuplicateRule(StrEnum):
    """Which of several rows with the same respondent id in one base period is kept."""

    FIRST = "first"
    LAST = "last"
    REFUSE = "refuse"


@settings(
    name="section",
    title="A section (`sections`)",
    doc="Items that stand together on the form.",
    example="{id: shop, title: 环境与服务, items: [{id: q1, …}]}",
)
class Section:
    """Items that stand together on the form, under a heading."""

    id: str = key(ITEM_ID, "As for items.", example="shop")
    title: Label = key(
        LABEL, "The heading over the items.",
        default=Label(), says="no heading", example="{zh-Hans: 环境与服务, en: Shop and service}",
    )  # fmt: skip
    items: tuple[Item, ...] = key(
        ListOf(of=block_of(Item)), "The questions in printed order.",
        example="[{id: q1, text: …, scale: satisfied4}]",
    )  # fmt: skip


def _branch() -> Shape:
    return block_of(Node)


@settings(
    name="dimension",
    title="A dimension (`dimensions`)",
    doc="A branch of the index tree.",
    example="{id: environment, label: 环境, items: [q1, q7]}",
)
class Node:
    """A branch of the index tree: the whole, a dimension, a sub-dimension.

    ``items`` are ids of scored items directly below; ``children`` are sub-branches. A node has
    one or the other. ``weight`` is its share within its parent; None means unweighted, and then
    the parent is the mean of all answered items below it, whatever branch they are in.
    ``series`` changes when the set of item series below it changes.
    """

    id: str = key(
        ITEM_ID, "As for items. `headline` is the name of the whole.", example="environment"
    )
    label: Label = key(LABEL, "Its name.", example="{zh-Hans: 环境, en: Environment}")
    items: tuple[str, ...] = key(
        ListOf(of=ITEM_ID),
        "Ids of the scored items directly below. A branch has items or dimensions, not both.",
        default=(), says="", example="[q1, q7]",
    )  # fmt: skip
    children: tuple[Node, ...] = key(
        ListOf(of=Later(shape=_branch)), "Branches below.", name="dimensions",
        default=(), says="", example="[{id: environment, label: 环境, items: [q1, q7]}]",
    )  # fmt: skip
    weight: float | None = key(
        Number(low=0, high=1_000_000, above=True),
        "Its weight among its neighbours: give one to all of them or to none.", default=None,
        says="none: the branch above is the mean of all answered items below it", example="2",
    )  # fmt: skip
    target: float | None = key(
        PERCENT, "The index to reach, 0-100.", default=None, says="", example="80"
    )
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


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """A survey in all its editions. Settings come from the newest edition's file."""

    id: str
    title: Label
    short: Label
    organisation: Label
    respondents: Label
    """What answering people are called, in the plural: customers, shoppers, employees."""
    every: PeriodKind
    editions: tuple[Edition, ...]
    units: Units
    reporting: Reporting
    whole: Label = field(default_factory=Label)
    """What all units together are called: the city; empty for "the whole company"."""
    columns: ColumnNames = field(default_factory=ColumnNames)
    ids: Ids = Ids.FORM
    duplicates: DuplicateRule = DuplicateRule.REFUSE
    sampling: Sampling = Sampling.CONVENIENCE
    anonymity: Anonymity | None = None
    targets: tuple[Target, ...] = ()
    smallest: SmallestChange = field(default_factory=SmallestChange)
    baseline: Baseline = field(default_factory=Baseline)
    weights: Weights | None = None
    settings: tuple[object, ...] = ()
    """What is set about subjects; see `settings_of`."""
    masked_names: tuple[str, ...] = ()
    """Names that no comment is printed with."""
    fieldwork: tuple[Fieldwork, ...] = ()
    """What became of those who did not answer, by period."""
    printing: Printing = field(default_factory=Printing)
    handed_out: tuple[HandedOut, ...] = ()
    """Forms that were printed, by the register; empty until a build reads it."""
    registered: tuple[str, ...] = ()
    """Kinds of the registers beside it; empty until a build reads their descriptions."""
    intro: Label = field(default_factory=Label)
    notes: Label = field(default_factory=Label)
    source: Source = field(default_factory=lambda: Source(file=""), compare=False)

    def settings_of(self, made: type[_Set]) -> _Set:
        """Return what is set about a subject, by the class that declares its keys."""
        return next((one for one in self.settings if isinstance(one, made)), None) or made()

    def edition(self, period: Period) -> Edition:
        """Return the edition in force at the end of a period (the first one before any began)."""
        fitting = [e for e in self.editions if e.begins is None or e.begins.start <= period.end]
        return fitting[-1] if fitting else self.editions[0]

    def edition_by_number(self, number: str) -> Edition:
        """Return the edition of a number; KeyError if there is none."""
        return {edition.number: edition for edition in self.editions}[number]

    def forms(self, unit: str, period: Period) -> int:
        """Return how many numbered forms were printed for a unit, and all below it, in a period."""
        below = {one.id for one in self.units.below(unit)}
        root = unit == self.units.root.id
        return sum(
            one.copies
            for one in self.handed_out
            if (one.unit in below or (root and not one.unit)) and one.belongs(period)
        )

    @property
    def newest(self) -> Edition:
        """The edition in force now."""
        return self.editions[-1]

    @property
    def has_index(self) -> bool:
        """Whether an edition has an index."""
        return any(edition.index is not None for edition in self.editions)

    def keeps(self, kind: RegisterKind) -> bool:
        """Tell whether a register of a kind is kept beside it."""
        return kind.value in self.registered

    def target(self, unit: str, period: Period) -> float | None:
        """Return the target that holds for a unit in a period: its own, else the general one."""
        holding = [t for t in self.targets if t.begins is None or t.begins.start <= period.start]
        own = [t.value for t in holding if t.unit == unit]
        general = [t.value for t in holding if t.unit is None]
        holders = own or general
        return holders[-1] if holders else None


@dataclass(frozen=True, kw_only=True)
class Study:
    """The whole programme: everything that ``config/`` says, complete and checked."""

    name: Label
    languages: tuple[str, ...]
    calendar: Calendar
    questionnaires: tuple[Questionnaire, ...]
    sample: bool = False
    """Every page says "sample data"."""
    timezone: str = ""
    """The IANA name of the zone in which days are told; "" where none is named."""
    inputs: tuple[tuple[str, str], ...] = ()
    """(file, SHA-256) of every configuration file read, for the manifest."""

    @cached_property
    def by_id(self) -> dict[str, Questionnaire]:
        """Questionnaires by id."""
        return {questionnaire.id: questionnaire for questionnaire in self.questionnaires}
