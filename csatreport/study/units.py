"""Stores, departments and regions: the tree of units that answers are told by."""

from functools import cached_property

from csatreport.base.label import Label
from csatreport.study.names import LABEL, PATH_ID, PLAIN, UNIT_KINDS
from csatreport.study.yaml.declared import block_of, key, settings
from csatreport.study.yaml.groups import ListOf
from csatreport.study.yaml.shapes import Number


@settings(
    name="unit",
    title="A unit (`units`)",
    example="{id: S001, name: 人民路店, parent: all, kind: county, population: 36}",
)
class Unit:
    """A store, department or region.

    ``population`` is how many people could answer there.
    """

    id: str = key(PATH_ID, "S001")
    """Letters, digits, - and _, up to 40; unique, capitals or not."""
    name: Label = key(LABEL, "人民路店")
    """Its name."""
    parent: str | None = key(PLAIN, "all", says="none: the root, which comes first")
    """The id of the unit above."""
    kind: str | None = key(PLAIN, "county", default=None)
    """Its kind."""
    region: str | None = key(PLAIN, "North", default=None)
    """Where it lies. Without `parent` it names, by id or name, the unit above."""
    also: tuple[str, ...] = key(ListOf(PLAIN), "[人民路, 人民路分店]", default=())
    """What people call it besides, in files of answers; in a CSV separated by `;`."""
    population: int | None = key(
        Number(low=0, high=10**9, whole=True),
        "36",
        default=None,
        says="not known: no response rate",
    )
    """How many people could answer there in one base period. Periods of an anonymous questionnaire
    that have been published keep the number of then."""


@settings(name="units", example="units: [{id: all, name: 青禾超市}]")
class Units:
    """A tree of units, as an alternative to CSV: config/units/*.yaml.

    The root is first and has no parent.
    """

    kinds: tuple[tuple[str, Label], ...] = key(
        UNIT_KINDS,
        "{county: {zh-Hans: 县城店, en: County store}}",
        default=(),
        says="the questionnaire's `unit_kinds`",
    )
    """Names for the kinds of unit."""
    all: tuple[Unit, ...] = key(
        ListOf(block_of(Unit)),
        "[{id: all, name: 青禾超市}, {id: S001, name: 人民路店, parent: all}]",
        name="units",
    )
    """The units, the root first."""

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
