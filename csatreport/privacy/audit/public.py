"""What everybody may know beforehand: the form, the units, the calendar, and who was asked.

All hidden amounts belong to *atoms*: the answers of one unit's own forms in one base period. Every
published figure is about a set of atoms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from csatreport.base.exposure import Exposures
from csatreport.privacy.audit.published import PublishedReport
from csatreport.study.edition import Edition
from csatreport.study.model import Questionnaire
from csatreport.study.periods import Calendar, Period
from csatreport.study.policy import Anonymity
from csatreport.study.units import Unit

Atom: TypeAlias = tuple[str, str]
"""A unit whose own forms are meant, and the id of a base period."""

PublishedCell: TypeAlias = tuple[str, Period]


@dataclass(frozen=True, kw_only=True, eq=False)
class Public:
    """The frame that published figures hang in.

    ``own`` are the units with units below them that also have forms of their own; ``whole`` says
    that every unit and period with answers has its page, so that a missing page means no answers.
    """

    questionnaire: Questionnaire
    calendar: Calendar
    promise: Anonymity
    own: frozenset[str]
    whole: bool
    sheets: tuple[PublishedReport, ...]
    exposures: Exposures
    _bases: dict[Period, tuple[Period, ...]] = field(default_factory=dict, repr=False)

    @cached_property
    def by_cell(self) -> dict[PublishedCell, PublishedReport]:
        """The published reports by unit and period."""
        return {(sheet.unit, sheet.period): sheet for sheet in self.sheets}

    def bases(self, period: Period) -> tuple[Period, ...]:
        """Return the base periods inside a period."""
        if period.kind is self.questionnaire.every:
            return (period,)
        if period not in self._bases:
            self._bases[period] = tuple(self._inside(period))
        return self._bases[period]

    def _inside(self, period: Period) -> list[Period]:
        every = self.questionnaire.every
        if self.calendar.rounds:
            return [named for named in self.calendar.rounds if period.contains(named)]
        found, one = [], self.calendar.containing(period.start, every)
        while one is not None and one.start <= period.end:
            if period.contains(one):
                found.append(one)
            one = self.calendar.next(one)
        return found

    def sources(self, unit: str) -> tuple[str, ...]:
        """Return the units whose own forms make up a unit."""
        units = self.questionnaire.units
        return tuple(
            one.id for one in units.below(unit) if not units.children(one.id) or one.id in self.own
        )

    def atoms(self, unit: str, period: Period) -> tuple[Atom, ...]:
        """Return the atoms of a unit and period."""
        return tuple(
            (source, base.id) for base in self.bases(period) for source in self.sources(unit)
        )

    def within(self, cell: PublishedCell, total: PublishedCell) -> bool:
        """Tell whether a cell is a true part of another in one direction: units or time."""
        (unit, period), (whole, span) = cell, total
        if period == span:
            return unit != whole and unit in {one.id for one in self._below(whole)}
        return unit == whole and period != span and span.contains(period)

    def _below(self, unit: str) -> tuple[Unit, ...]:
        return self.questionnaire.units.below(unit)

    def silent(self) -> Iterator[tuple[str, Period]]:
        """Yield units and base periods without a page, where that means that nobody answered."""
        questionnaire = self.questionnaire
        if not self.whole or questionnaire.every not in questionnaire.reporting.periods:
            return
        cells = self.by_cell
        bases = dict.fromkeys(base for _, period in cells for base in self.bases(period))
        shown = [unit.id for unit in questionnaire.units.all if questionnaire.reporting.unit_pages]
        for base in bases:
            for unit in shown or [questionnaire.units.root.id]:
                if (unit, base) not in cells:
                    yield unit, base

    def edition(self, sheet: PublishedReport) -> Edition:
        """Return the edition that a report shows."""
        return self.questionnaire.edition_by_number(sheet.edition)

    def relations(self) -> tuple[tuple[PublishedCell, tuple[PublishedCell, ...]], ...]:
        """Return what adds up: a unit of the units below it, a period of shorter ones in it."""
        units, cells = self.questionnaire.units, self.by_cell
        found: list[tuple[PublishedCell, tuple[PublishedCell, ...]]] = []
        for unit, period in cells:
            below = tuple((child.id, period) for child in units.children(unit))
            if below:
                found.append(((unit, period), below))
            for kind in self.questionnaire.reporting.periods:
                inside = tuple(
                    (unit, shorter)
                    for name, shorter in cells
                    if name == unit and shorter.kind is kind and kind is not period.kind
                    and period.contains(shorter)
                )  # fmt: skip
                if inside:
                    found.append(((unit, period), inside))
        return tuple(found)

    def answered(self, base: Period) -> bool:
        """Tell whether a base period has answers, as far as pages show."""
        every = self.questionnaire.every
        if every not in self.questionnaire.reporting.periods or not self.whole:
            return True
        return any(period == base for _, period in self.by_cell)
