"""Stores, departments and regions: the tree of units that answers are told by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from csatreport.base.label import Label


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
