"""What everybody may know beforehand: the form, the units, the calendar, and who was asked.

All hidden amounts belong to *atoms*: the answers of one unit's own forms in one base period. Every
published figure is about a set of atoms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeAlias

from csatreport.base.exposure import Exposures
from csatreport.privacy.audit.published import PublishedReport
from csatreport.study.edition import Edition
from csatreport.study.model import Questionnaire
from csatreport.study.periods import Calendar, Period
from csatreport.study.policy import Anonymity
from csatreport.study.units import Units

Atom: TypeAlias = tuple[str, str]
"""A unit whose own forms are meant, and the id of a base period."""

PublishedCell: TypeAlias = tuple[str, Period]


@dataclass(frozen=True, kw_only=True, eq=False)
class Public:
    """The frame that published figures hang in.

    ``own`` are the units with units below them that also have forms of their own; ``whole`` says
    that every unit with answers has its page in the periods that units are reported for, so that a
    missing page means no answers there.
    """

    questionnaire: Questionnaire
    calendar: Calendar
    promise: Anonymity
    own: frozenset[str]
    whole: bool
    sheets: tuple[PublishedReport, ...]
    exposures: Exposures
    moved: Mapping[str, Units] = field(default_factory=dict)
    """The units of the base periods, by id, in which they stood otherwise than today."""
    beside: tuple[PublishedReport, ...] = ()
    """Reports of other periods that repeat figures of the only one that ``sheets`` are about."""
    _bases: dict[Period, tuple[Period, ...]] = field(default_factory=dict, repr=False)
    _atoms: dict[PublishedCell, tuple[Atom, ...]] = field(default_factory=dict, repr=False)
    _sources: dict[PublishedCell, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def slices(self) -> Iterator[Public]:
        """Yield what can be judged by itself: where one length is reported, every period."""
        periods = list(dict.fromkeys(sheet.period for sheet in self.sheets))
        if len({period.kind for period in periods}) != 1:
            yield self
            return
        about: dict[str, dict[int, PublishedReport]] = {}
        for place, sheet in enumerate(self.sheets):
            for other in sheet.mentions():
                about.setdefault(other, {})[place] = sheet
        for period in periods:
            own = tuple(sheet for sheet in self.sheets if sheet.period == period)
            beside = (one for one in about.get(period.id, {}).values() if one.period != period)
            yield replace(self.with_sheets(own), beside=tuple(beside))

    def with_sheets(self, sheets: Iterable[PublishedReport]) -> Public:
        """Return the frame with other reports in it."""
        return replace(self, sheets=tuple(sheets), _bases={}, _atoms={}, _sources={})

    @cached_property
    def speaking(self) -> tuple[PublishedReport, ...]:
        """All reports that say something of these periods."""
        return (*self.sheets, *self.beside)

    @cached_property
    def single(self) -> Period | None:
        """The only period there is; None where there are several."""
        periods = {sheet.period for sheet in self.sheets}
        return next(iter(periods)) if len(periods) == 1 else None

    def about(self, period: Period) -> bool:
        """Tell whether a period that a report mentions is one of these."""
        return self.single is None or period == self.single

    def told(self) -> str:
        """Return all that is published, as text: the same text gives the same judgement."""
        sheets = [(s.unit, s.period.id, s.content) for s in self.sheets]
        repeated = {
            (one.unit, *entry)
            for one in self.beside
            for sheet in self.sheets[:1]
            for entry in one.mentions().get(sheet.period.id, ())
        }
        return repr((sheets, sorted(repeated, key=repr), sorted(self.own), self.whole))

    @cached_property
    def by_cell(self) -> dict[PublishedCell, PublishedReport]:
        """The published reports by unit and period."""
        return {(sheet.unit, sheet.period): sheet for sheet in self.sheets}

    def counted(self, unit: str, period: str) -> bool:
        """Tell whether a report says that so many answered that counts may be shown."""
        told = (
            sheet for (name, one), sheet in self.by_cell.items() if (name, one.id) == (unit, period)
        )
        return any((sheet.number("responses") or 0) >= self.promise.counts for sheet in told)

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

    def units(self, period: Period) -> Units:
        """Return the units as they stood in a period, as its pages show."""
        if not self.moved:
            return self.questionnaire.units
        trees = (self.moved[base.id] for base in self.bases(period) if base.id in self.moved)
        return next(trees, self.questionnaire.units)

    def sources(self, unit: str, base: Period) -> tuple[str, ...]:
        """Return the units whose own forms make up a unit."""
        cell = (unit, base)
        if cell not in self._sources:
            units = self.units(base)
            self._sources[cell] = tuple(
                one.id
                for one in (units.below(unit) if unit in units.by_id else ())
                if not units.children(one.id) or one.id in self.own
            )
        return self._sources[cell]

    def atoms(self, unit: str, period: Period) -> tuple[Atom, ...]:
        """Return the atoms of a unit and period."""
        cell = (unit, period)
        if cell not in self._atoms:
            self._atoms[cell] = tuple(
                (source, base.id)
                for base in self.bases(period)
                for source in self.sources(unit, base)
            )
        return self._atoms[cell]

    def people(self, atoms: Iterable[Atom]) -> int | None:
        """Return how many people there are in some atoms of one period, if that is known."""
        some = tuple(atoms)
        units, bases = [unit for unit, _ in some], {base for _, base in some}
        whole = self.moved.get(min(bases, default=""), self.questionnaire.units)
        if len(bases) > 1 or not set(units) <= whole.by_id.keys():
            return None
        known = [whole.population(unit) for unit in units if not whole.children(unit)]
        if len(known) < len(units):
            return None
        return sum(n for n in known if n is not None) if None not in known else None

    def within(self, cell: PublishedCell, total: PublishedCell) -> bool:
        """Tell whether a cell is a true part of another in one direction: units or time."""
        (unit, period), (whole, span) = cell, total
        if period == span:
            return unit != whole and unit in {one.id for one in self.units(period).below(whole)}
        return unit == whole and period != span and span.contains(period)

    def silent(self) -> Iterator[tuple[str, Period]]:
        """Yield units and base periods without a page, where that means that nobody answered."""
        questionnaire = self.questionnaire
        if not self.whole or questionnaire.every not in questionnaire.reporting.periods:
            return
        cells = self.by_cell
        bases = dict.fromkeys(base for _, period in cells for base in self.bases(period))
        for base in bases:
            for unit in questionnaire.units.all:
                if (unit.id, base) not in cells and self.paged(unit.id, base):
                    yield unit.id, base

    def paged(self, unit: str, period: Period) -> bool:
        """Tell whether a unit would have its page in a period, had it any answers."""
        root = self.questionnaire.units.root.id
        return self.whole and (unit == root or period in self._with_units)

    @cached_property
    def _with_units(self) -> frozenset[Period]:
        root = self.questionnaire.units.root.id
        return frozenset(period for unit, period in self.by_cell if unit != root)

    def edition(self, sheet: PublishedReport) -> Edition:
        """Return the edition that a report shows."""
        return self.questionnaire.edition_by_number(sheet.edition)

    @cached_property
    def inside(self) -> Mapping[PublishedCell, tuple[PublishedReport, ...]]:
        """The reports about true parts of each cell, in units or in time."""
        return {
            total: tuple(sheet for cell, sheet in self.by_cell.items() if self.within(cell, total))
            for total, _ in self.relations()
        }

    def relations(self) -> tuple[tuple[PublishedCell, tuple[PublishedCell, ...]], ...]:
        """Return what adds up: a unit of the units below it, a period of shorter ones in it."""
        cells = self.by_cell
        found: list[tuple[PublishedCell, tuple[PublishedCell, ...]]] = []
        for unit, period in cells:
            children = self.units(period).children(unit)
            below = tuple((child.id, period) for child in children)
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
