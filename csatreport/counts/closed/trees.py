"""The trees of units over time: in a closed period units stand where they stood then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from csatreport.counts.closed.record import ClosedPeriod
from csatreport.study.periods import Period
from csatreport.study.units import Unit, Units


@dataclass(frozen=True, kw_only=True)
class UnitTrees:
    """Today's units, and those of the periods that are told from their records."""

    today: Units
    closed: Mapping[Period, ClosedPeriod]
    _of: dict[Period, Units] = field(default_factory=dict, repr=False)

    def of(self, base: Period) -> Units:
        """Return the units as they stand in a base period."""
        if base not in self.closed:
            return self.today
        if base not in self._of:
            self._of[base] = self.closed[base].tree(self.today)
        return self._of[base]

    def over(self, bases: Sequence[Period]) -> Units:
        """Return the units of some base periods; today's where they do not agree."""
        return self.of(bases[0]) if bases and self.agree(bases) else self.today

    def agree(self, bases: Sequence[Period]) -> bool:
        """Tell whether units stand alike in some base periods, so that these can be summed up."""
        if not self.closed:
            return True
        trees = [self.of(base) for base in bases]
        return all(tree is trees[0] or tree == trees[0] for tree in trees)

    def below(self, unit: str, base: Period) -> tuple[Unit, ...]:
        """Return a unit and all below it; nothing for one that does not stand in a period."""
        units = self.of(base)
        return units.below(unit) if unit in units.by_id else ()

    def children(self, unit: str, base: Period) -> tuple[Unit, ...]:
        """Return the units just below; nothing for one that does not stand in a period."""
        units = self.of(base)
        return units.children(unit) if unit in units.by_id else ()

    def moved(self) -> dict[str, Units]:
        """Return the units of the base periods, by id, in which they stand otherwise than today."""
        return {b.id: units for b in self.closed if (units := self.of(b)) is not self.today}
