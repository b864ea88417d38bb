"""The ledger of one questionnaire: rows counted once, sums made on demand and kept.

A base period of a leaf unit is counted from rows; everything else is a sum. Because tallies add
exactly, a quarter is the same to the last bit whether its months are added or its rows are pooled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from csatreport.measures.count import Ints, tally_wave
from csatreport.measures.flags import Flags
from csatreport.measures.people import People
from csatreport.measures.quantities import Quantities
from csatreport.measures.reliability import Agreement
from csatreport.measures.rows import Rows
from csatreport.measures.segments import Segments
from csatreport.measures.tally import Tally, total
from csatreport.measures.voices import Voices
from csatreport.responses.model import Responses
from csatreport.survey.model import Edition, Questionnaire
from csatreport.survey.periods import Calendar, Period

Cell = tuple[str, Period]


@dataclass(frozen=True, kw_only=True, eq=False)
class Ledger:
    """All counts of one questionnaire, by unit and period."""

    responses: Responses
    calendar: Calendar
    cells: Mapping[Cell, Tally]
    """What was counted from rows, by unit id and base period."""
    _sums: dict[Cell, Tally] = field(default_factory=dict, repr=False)
    _bases: dict[Period, tuple[Period, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, responses: Responses, calendar: Calendar | None = None) -> Ledger:
        """Count all rows; ``calendar`` says how base periods nest and what was before."""
        units, periods = responses.questionnaire.units.all, responses.periods
        cells: dict[Cell, Tally] = {}
        for wave in responses.waves:
            for unit, period, tally in tally_wave(wave, len(periods)):
                cell = (units[unit].id, periods[period])
                cells[cell] = cells[cell] + tally if cell in cells else tally
        return cls(responses=responses, calendar=calendar or Calendar(), cells=cells)

    @property
    def questionnaire(self) -> Questionnaire:
        """What was asked."""
        return self.responses.questionnaire

    @property
    def base_periods(self) -> tuple[Period, ...]:
        """Base periods that have answers, in time order."""
        return self.responses.periods

    def bases(self, period: Period) -> tuple[Period, ...]:
        """Return the base periods with answers inside a period, in time order."""
        if period.kind is self.questionnaire.every:
            return (period,) if period in self._places else ()
        if period not in self._bases:
            inside = (base for base in self.base_periods if period.contains(base))
            self._bases[period] = tuple(inside)
        return self._bases[period]

    def edition(self, period: Period) -> Edition:
        """Return the edition in force at the end of a period, as far as it has been answered.

        An edition that begins inside the period but has no answers yet does not count: its report
        would be empty.
        """
        bases = self.bases(period)
        return self.questionnaire.edition(bases[-1] if bases else period)

    def tally(self, unit: str, period: Period) -> Tally:
        """Return the sum over a unit, everything below it, and all base periods inside."""
        cell = (unit, period)
        if cell not in self._sums:
            self._sums[cell] = self._sum(unit, period)
        return self._sums[cell]

    def _sum(self, unit: str, period: Period) -> Tally:
        if period.kind is not self.questionnaire.every:
            return total(self.tally(unit, base) for base in self.bases(period))
        own = self.cells.get((unit, period))
        below = (self.tally(c.id, period) for c in self.questionnaire.units.children(unit))
        parts = [t for t in (own, *below) if t is not None and t.responses]
        return parts[0] if len(parts) == 1 else total(parts)

    def asked(self, unit: str, period: Period, series: str) -> int:
        """Return how many responses were given on editions that ask an item."""
        tallies = (self.tally(unit, base) for base in self.bases(period))
        return sum(tally.responses for tally in tallies if series in tally.items)

    @cached_property
    def rows(self) -> Rows:
        """Which rows belong to a unit and period."""
        return Rows(responses=self.responses)

    @cached_property
    def people(self) -> People:
        """Scores by respondent, for tests that pair them."""
        return People.of(self.rows)

    @cached_property
    def voices(self) -> Voices:
        """What people said in words."""
        return Voices(rows=self.rows)

    @cached_property
    def quantities(self) -> Quantities:
        """Numbers and dates about the people who answered."""
        return Quantities.of(self.rows)

    @cached_property
    def agreement(self) -> Agreement:
        """What the reliability of every branch follows from."""
        return Agreement.of(self.responses)

    @cached_property
    def flags(self) -> Flags:
        """Which responses look careless."""
        return Flags.of(self.responses)

    def places(self, period: Period) -> tuple[int, ...]:
        """Return the places of the base periods inside a period."""
        return tuple(self._places[base] for base in self.bases(period))

    @cached_property
    def segments(self) -> Segments:
        """Groups of people by what they say about themselves."""
        return Segments(rows=self.rows)

    def row_numbers(self, unit: str, period: Period) -> Ints:
        """Return the rows of a unit, everything below it, and all base periods inside."""
        bases = self.bases(period)
        if not bases:
            return np.empty(0, np.int64)
        units = self.questionnaire.units
        places = tuple(self._unit_places[below.id] for below in units.below(unit))
        return self.rows.of(places, self._places[bases[0]], self._places[bases[-1]])

    @cached_property
    def _places(self) -> dict[Period, int]:
        return {period: place for place, period in enumerate(self.base_periods)}

    @cached_property
    def _unit_places(self) -> dict[str, int]:
        return {unit.id: place for place, unit in enumerate(self.questionnaire.units.all)}
