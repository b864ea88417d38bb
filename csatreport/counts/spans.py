"""The periods of a ledger: those that answers are counted by, and the longer ones made of these."""

from dataclasses import dataclass, field
from functools import cached_property

from csatreport.study.periods import Calendar, Period, PeriodKind


@dataclass(frozen=True, kw_only=True, eq=False)
class Spans:
    """Base periods with answers, in time order, and how they nest."""

    base_periods: tuple[Period, ...]
    calendar: Calendar
    every: PeriodKind
    """The kind of the base periods."""
    _bases: dict[Period, tuple[Period, ...]] = field(default_factory=dict, repr=False)

    def bases(self, period: Period) -> tuple[Period, ...]:
        """Return the base periods with answers inside a period, in time order."""
        if period.kind is self.every:
            return (period,) if period in self.place else ()
        if period not in self._bases:
            inside = (base for base in self.base_periods if period.contains(base))
            self._bases[period] = tuple(inside)
        return self._bases[period]

    def longer(self, name: str) -> tuple[str, ...]:
        """Return the ids of the longer periods that hold one; none of an unknown id."""
        found = self.by_id.get(name)
        others = (one for one in self.by_id.values() if one.id != name)
        return tuple(one.id for one in others if found is not None and one.contains(found))

    @cached_property
    def by_id(self) -> dict[str, Period]:
        """Every period that holds answers, and those before them, by id."""
        kinds = [kind for kind in PeriodKind if kind is not PeriodKind.ROUND]
        longer = (self.calendar.containing(b.start, k) for b in self.base_periods for k in kinds)
        known = {period.id: period for period in longer if period is not None}
        return known | {period.id: period for period in self.base_periods}

    @cached_property
    def place(self) -> dict[Period, int]:
        """The place of each base period."""
        return {period: place for place, period in enumerate(self.base_periods)}
