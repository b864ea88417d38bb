"""The trees of units over time: in a closed period they stand where they stood, and as large."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from csatreport.counts.closed.record import ClosedPeriod
from csatreport.study.periods import Period
from csatreport.study.units import Unit, Units


@dataclass(frozen=True, kw_only=True)
class UnitTrees:
    """Today's units, and those of the periods that have a record."""

    today: Units
    records: Mapping[Period, ClosedPeriod]
    _of: dict[Period, Units] = field(default_factory=dict, repr=False)

    def of(self, base: Period) -> Units:
        """Return the units as they stand in a base period."""
        if base not in self.records:
            return self.today
        if base not in self._of:
            self._of[base] = self.records[base].tree(self.today)
        return self._of[base]

    def over(self, bases: Sequence[Period]) -> Units:
        """Return the units of some base periods; today's where they do not agree."""
        return self.of(bases[0]) if bases and self.agree(bases) else self.today

    def agree(self, bases: Sequence[Period]) -> bool:
        """Tell whether units stand alike in some base periods, so that these can be summed up."""
        if not self.records:
            return True
        first, *others = [self.of(base) for base in bases] or [self.today]
        return all(tree is first or _places(tree) == _places(first) for tree in others)

    def below(self, unit: str, base: Period) -> tuple[Unit, ...]:
        """Return a unit and all below it; nothing for one that does not stand in a period."""
        units = self.of(base)
        return units.below(unit) if unit in units.by_id else ()

    def children(self, unit: str, base: Period) -> tuple[Unit, ...]:
        """Return the units just below; nothing for one that does not stand in a period."""
        units = self.of(base)
        return units.children(unit) if unit in units.by_id else ()

    def people(self, unit: str, base: Period) -> int | None:
        """Return how many people could answer in a unit, if that is known."""
        units = self.of(base)
        return units.population(unit) if unit in units.by_id else None

    def moved(self) -> dict[str, Units]:
        """Return the units of the base periods, by id, in which they are otherwise than today."""
        return {b.id: units for b in self.records if (units := self.of(b)) is not self.today}


def _places(units: Units) -> dict[str, str | None]:
    return {unit.id: unit.parent for unit in units.all}
