"""What is asked, of whom and when: the study as complete, typed, frozen values.

The reader of YAML (`csatreport.study.reading.study`) fills in every default, so nobody downstream
asks whether a thing is set. Three decisions are taken here once:

* An option carries *points* and *valence*. Good or bad is a property of an option, not of its
  place. For a reversed item both are already turned round (keyed); ``printed_points`` keeps what
  the form says.
* A *series* names what can be compared over time. An item keeps its series through a rename
  (``was:``) and starts a new one when its wording or scale changes.
* Missing answers are kept apart by four codes below zero, so a coded answer is an option's
  place when it is zero or more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property

from csatreport.base.errors import Source
from csatreport.base.label import Label
from csatreport.study.models import DriverRule, PairRule, Theme
from csatreport.study.periods import Calendar, Period, PeriodKind
from csatreport.study.policy import (
    Anonymity,
    Baseline,
    ColumnNames,
    Fieldwork,
    HandedOut,
    Ids,
    Reporting,
    Target,
    Weights,
)
from csatreport.study.printing import Printing


class Missing(IntEnum):
    """Why there is no scored answer; stored in place of an option's place."""

    BLANK = -1
    MULTIPLE = -2
    NOT_APPLICABLE = -3
    INVALID = -4


class Kind(StrEnum):
    """What kind of answer an item takes."""

    CHOICE = "choice"
    RATING = "rating"
    YESNO = "yesno"
    SEVERAL = "several"
    RANKED = "ranked"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


CLOSED = frozenset({Kind.CHOICE, Kind.RATING, Kind.YESNO})
"""Kinds with exactly one option ticked."""


class Role(StrEnum):
    """What an item is for."""

    RATED = "rated"
    OVERALL = "overall"
    RECOMMEND = "recommend"
    BACKGROUND = "background"
    COMMENT = "comment"
    DETAIL = "detail"
    EXPECTATION = "expectation"
    COMPETITOR = "competitor"
    IMPORTANCE = "importance"
    PRESENT = "present"
    ABSENT = "absent"


PAIRED = frozenset({Role.EXPECTATION, Role.COMPETITOR, Role.IMPORTANCE, Role.PRESENT, Role.ABSENT})
"""Roles of items that say something about another one, and are no results by themselves."""


class Valence(StrEnum):
    """Whether picking an option is good news."""

    GOOD = "good"
    NEUTRAL = "neutral"
    BAD = "bad"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer a person can tick. ``points`` and ``valence`` are keyed (see the module)."""

    code: str
    label: Label
    points: float | None = None
    printed_points: float | None = None
    valence: Valence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """The rule that asks whoever picks certain options for the reason."""

    options: frozenset[str]
    text: Label


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question. ``label`` is its short name in tables; ``text`` the wording as asked."""

    id: str
    number: str
    kind: Kind
    role: Role
    text: Label
    label: Label
    options: tuple[Option, ...] = ()
    not_applicable: Option | None = None
    reversed: bool = False
    follow_up: FollowUp | None = None
    picks: int | None = None
    low: float | None = None
    high: float | None = None
    unit: Label = field(default_factory=Label)
    personal: bool = False
    was: str | None = None
    same_as_before: bool = False
    """Its wording was corrected, not changed: it carries on the series of the edition before."""
    about: str = ""
    """Id of the item or dimension that an item with one of the roles `PAIRED` is about."""
    series: str = ""
    source: Source = field(default_factory=lambda: Source(file=""), compare=False)

    @cached_property
    def scored(self) -> bool:
        """Whether the item has points, and so a mean and an index."""
        return self.kind in CLOSED and any(option.points is not None for option in self.options)

    @cached_property
    def bounds(self) -> tuple[float, float]:
        """The lowest and highest points an option of this item gives."""
        points = [option.points for option in self.options if option.points is not None]
        return (min(points), max(points)) if points else (0.0, 0.0)

    @cached_property
    def bad(self) -> frozenset[int]:
        """Places of the options with bad valence."""
        return self._places(Valence.BAD)

    @cached_property
    def good(self) -> frozenset[int]:
        """Places of the options with good valence."""
        return self._places(Valence.GOOD)

    def _places(self, valence: Valence) -> frozenset[int]:
        return frozenset(i for i, option in enumerate(self.options) if option.valence is valence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Items that stand together on the form, under a heading."""

    id: str
    title: Label
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class Node:
    """A branch of the index tree: the whole, a dimension, a sub-dimension.

    ``items`` are ids of scored items directly below; ``children`` are sub-branches. A node has
    one or the other. ``weight`` is its share within its parent; None means unweighted, and then
    the parent is the mean of all answered items below it, whatever branch they are in.
    ``series`` changes when the set of item series below it changes.
    """

    id: str
    label: Label
    weight: float | None = None
    items: tuple[str, ...] = ()
    children: tuple[Node, ...] = ()
    target: float | None = None
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

    def with_role(self, *roles: Role) -> tuple[Item, ...]:
        """Return the items with one of the roles, in form order."""
        return tuple(item for item in self.items if item.role in roles)


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A store, department or region. ``population`` is how many people could answer there."""

    id: str
    name: Label
    parent: str | None
    kind: str | None = None
    region: str | None = None
    population: int | None = None


@dataclass(frozen=True, kw_only=True)
class Units:
    """The tree of units; the root is first and has no parent."""

    all: tuple[Unit, ...]
    kinds: tuple[tuple[str, Label], ...] = ()

    @property
    def root(self) -> Unit:
        """The unit that holds all others."""
        return self.all[0]

    @cached_property
    def by_id(self) -> dict[str, Unit]:
        """Units by id."""
        return {unit.id: unit for unit in self.all}

    @cached_property
    def _children(self) -> dict[str, tuple[Unit, ...]]:
        found: dict[str, list[Unit]] = {unit.id: [] for unit in self.all}
        for unit in self.all:
            if unit.parent is not None:
                found[unit.parent].append(unit)
        return {name: tuple(units) for name, units in found.items()}

    def children(self, unit: str) -> tuple[Unit, ...]:
        """Return the units just below, in file order."""
        return self._children[unit]

    def below(self, unit: str) -> tuple[Unit, ...]:
        """Return the unit and everything under it, parents before children."""
        return (
            self.by_id[unit],
            *(u for child in self.children(unit) for u in self.below(child.id)),
        )

    def path(self, unit: str) -> tuple[Unit, ...]:
        """Return the units from the root down to and including this one."""
        one = self.by_id[unit]
        return (*(self.path(one.parent) if one.parent is not None else ()), one)

    def kind_label(self, kind: str) -> Label:
        """Return a kind's name; its id where the study gives none."""
        return dict(self.kinds).get(kind, Label.of(kind))

    def population(self, unit: str) -> int | None:
        """Return the unit's own figure, else the sum below it; None unless all is known."""
        one = self.by_id[unit]
        if one.population is not None:
            return one.population
        below = [self.population(child.id) for child in self.children(unit)]
        known = [count for count in below if count is not None]
        return sum(known) if below and len(known) == len(below) else None


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
    smallest_index_change: float = 3.0
    smallest_share_change: float = 5.0
    """In percentage points."""
    smallest_net_change: float = 5.0
    """In points of a net score, which runs from -100 to 100."""
    baseline: Baseline = field(default_factory=Baseline)
    weights: Weights | None = None
    pairs: PairRule = field(default_factory=PairRule)
    """How expectations, importance and Kano's questions are judged."""
    drivers: DriverRule | None = field(default_factory=DriverRule)
    """How drivers are looked for; None where they are not wanted."""
    themes: tuple[Theme, ...] = ()
    """What comments are sorted by."""
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
