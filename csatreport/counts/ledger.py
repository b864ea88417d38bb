"""The ledger of one questionnaire: rows counted once, sums made on demand and kept.

A base period of a leaf unit is counted from rows; everything else is a sum. Because tallies add
exactly, a quarter is the same to the last bit whether its months are added or its rows are pooled.

Whoever looks at the ledger is watched (`csatreport.counts.needs`): what a report was made from is
what was looked at on the way to it; whether that is still so, `csatreport.counts.needs.told` says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, cast

import numpy as np

from csatreport.answers.model import Intake, Responses
from csatreport.base.digest import digest_bytes
from csatreport.counts.closed.after import AfterClose, after_close
from csatreport.counts.closed.record import ClosedPeriod, PublishedFigure, ToldFrom
from csatreport.counts.closed.trees import UnitTrees
from csatreport.counts.count import tally_wave
from csatreport.counts.findings.model import UnitPoint
from csatreport.counts.findings.segments import Segments
from csatreport.counts.needs import Need, Watch, Whole
from csatreport.counts.people import People
from csatreport.counts.quantities import Quantities
from csatreport.counts.rows import RowNumbers
from csatreport.counts.spans import Spans
from csatreport.counts.voices import Voices
from csatreport.registers.model import Registers
from csatreport.statistics.arrays import Ints
from csatreport.statistics.tally import Tally, total
from csatreport.study.edition import Edition
from csatreport.study.model import Questionnaire
from csatreport.study.periods import Calendar, Period
from csatreport.study.register_entries import Action, Customer
from csatreport.study.units import Unit, Units

TallyCell = tuple[str, Period]
_Made = TypeVar("_Made")


@dataclass(frozen=True, kw_only=True, eq=False)
class Ledger:
    """All counts of one questionnaire, by unit and period."""

    responses: Responses
    calendar: Calendar
    cells: Mapping[TallyCell, Tally]
    """What was counted from rows, or stands in a record, by unit id and base period."""
    closed: Mapping[Period, ClosedPeriod] = field(default_factory=dict)
    """Base periods that are told from their records; they have no rows."""
    deleted: frozenset[Period] = frozenset()
    """Those of them of which no answers are left."""
    records: Mapping[Period, ClosedPeriod] = field(default_factory=dict)
    """The records of all base periods that have been published."""
    published: frozenset[PublishedFigure] = frozenset()
    """What readers have seen of anonymous answers."""
    secret: bytes = b""
    """What lots are drawn by (see `csatreport.privacy.lot`)."""
    late: Mapping[Period, int] = field(default_factory=dict)
    """How many answers came after a person had closed their period, and do not count."""
    _sums: dict[TallyCell, Tally] = field(default_factory=dict, repr=False)
    told: dict[Need, str] = field(default_factory=dict, repr=False)
    """What needs are known by (see `csatreport.counts.needs.told`)."""
    _made: dict[Callable[[Responses], Any], object] = field(default_factory=dict, repr=False)
    beside: dict[tuple[tuple[Unit, ...], Period, str], tuple[UnitPoint, ...]] = field(
        default_factory=dict, repr=False
    )
    """Units side by side in a period, by the series of a net score, or "" for the headline."""
    _registers: Registers = field(default_factory=Registers, repr=False)
    missed: set[Period] = field(default_factory=set, repr=False)
    """Periods told from their records whose rows were asked for."""
    watch: Watch = field(default_factory=Watch, repr=False)

    @classmethod
    def of(
        cls,
        responses: Responses,
        calendar: Calendar | None = None,
        registers: Registers | None = None,
        closed: Mapping[Period, ClosedPeriod] | None = None,
        published: frozenset[PublishedFigure] = frozenset(),
        *,
        deleted: frozenset[Period] = frozenset(),
        records: Mapping[Period, ClosedPeriod] | None = None,
        secret: bytes = b"",
        late: Mapping[Period, int] | None = None,
    ) -> Ledger:
        """Count all rows, file by file; ``calendar`` says how base periods nest.

        ``closed`` are periods without rows, told from their records, ``deleted`` those of them of
        which no answers are left; ``published`` is what readers have seen; ``records`` are those of
        all published periods; ``secret`` is that of the study; ``late`` counts answers that came
        after the close.
        """
        units, periods = responses.questionnaire.units.all, responses.periods
        cells: dict[TallyCell, Tally] = {}
        for piece in (piece for wave in responses.waves for piece in wave.by_file()):
            for unit, period, tally in tally_wave(piece, len(periods)):
                cell = (units[unit].id, periods[period])
                cells[cell] = cells[cell] + tally if cell in cells else tally
        for base, record in (closed or {}).items():
            cells |= {(unit, base): tally for unit, tally in record.tallies.items()}
        return cls(
            responses=responses,
            calendar=calendar or Calendar(),
            cells=cells,
            closed=closed or {},
            deleted=deleted,
            records=records or closed or {},
            published=published,
            secret=secret,
            late=late or {},
            _registers=registers or Registers(),
        )

    @cached_property
    def seen(self) -> str:
        """The digest of what readers have seen: there are many figures, and it is asked often."""
        return digest_bytes("\n".join(sorted(map("\t".join, self.published))).encode())

    @property
    def questionnaire(self) -> Questionnaire:
        """What was asked."""
        return self.responses.questionnaire

    @property
    def base_periods(self) -> tuple[Period, ...]:
        """Base periods that have answers, in time order."""
        return self.responses.periods

    @cached_property
    def spans(self) -> Spans:
        """Its base periods, and the longer ones made of them."""
        every = self.questionnaire.every
        return Spans(base_periods=self.base_periods, calendar=self.calendar, every=every)

    @cached_property
    def trees(self) -> UnitTrees:
        """Where units stand, now and in closed periods."""
        return UnitTrees(today=self.questionnaire.units, records=self.records)

    def units(self, period: Period) -> Units:
        """Return the units as they stand in a period: in a closed one as they stood then."""
        return self.trees.over(self.bases(period))

    def bases(self, period: Period) -> tuple[Period, ...]:
        """Return the base periods with answers inside a period, in time order."""
        return self.spans.bases(period)

    def edition(self, period: Period) -> Edition:
        """Return the edition in force at the end of a period, as far as it has been answered.

        An edition that begins inside the period but has no answers yet does not count: its report
        would be empty.
        """
        bases = self.bases(period)
        return self.questionnaire.edition(bases[-1] if bases else period)

    def tally(self, unit: str, period: Period) -> Tally:
        """Return the sum over a unit, everything below it, and all base periods inside."""
        self.watch.note(unit, period.id)
        return self._tally(unit, period)

    def _tally(self, unit: str, period: Period) -> Tally:
        cell = (unit, period)
        if cell not in self._sums:
            self._sums[cell] = self._sum(unit, period)
        return self._sums[cell]

    def _sum(self, unit: str, period: Period) -> Tally:
        if period.kind is not self.questionnaire.every:
            return total(self._tally(unit, base) for base in self.bases(period))
        own = self.cells.get((unit, period))
        below = (self._tally(c.id, period) for c in self.trees.children(unit, period))
        parts = [t for t in (own, *below) if t is not None and t.responses]
        return parts[0] if len(parts) == 1 else total(parts)

    def answered(self, unit: str, period: Period) -> bool:
        """Tell whether a unit, or any below it, has answers in a period."""
        self.watch.note(unit, period.id)
        bases, below = self.bases(period), self.trees.below
        return self.trees.agree(bases) and any(
            (one.id, base) in self.cells for base in bases for one in below(unit, base)
        )

    def asked(self, unit: str, period: Period, series: str) -> int:
        """Return how many responses were given on editions that ask an item."""
        tallies = (self.tally(unit, base) for base in self.bases(period))
        return sum(tally.responses for tally in tallies if series in tally.items)

    @cached_property
    def rows(self) -> RowNumbers:
        """Which rows belong to a unit and period."""
        return RowNumbers(responses=self.responses)

    @property
    def people(self) -> People:
        """Scores by respondent, for tests that pair them."""
        self.watch.note(Whole.PEOPLE)
        return self._people

    @cached_property
    def _people(self) -> People:
        return People.of(self.rows, self.listed)

    @cached_property
    def listed(self) -> frozenset[str]:
        """The ids of the customer list: they name accounts whatever else ids stand for."""
        return frozenset(one.id for one in self._registers.of(Customer))

    @cached_property
    def voices(self) -> Voices:
        """What people said in words."""
        return Voices(rows=self.rows)

    @cached_property
    def quantities(self) -> Quantities:
        """Numbers and dates about the people who answered."""
        return Quantities.of(self.rows)

    def once(self, make: Callable[[Responses], _Made]) -> _Made:
        """Return what is made of all rows together; it is made once and kept."""
        if make not in self._made:
            self._made[make] = make(self.responses)
        return cast("_Made", self._made[make])

    def intake(self, period: Period) -> Intake:
        """Return the account of the files that gave rows to a period.

        A file that gave no row at all belongs to no period; it is reported with the newest one, so
        that it is not overlooked.
        """
        self.watch.note(Whole.INTAKE, period.id)
        account, bases = self.responses.intake, self.bases(period)
        used = set(self.rows.file[self._rows(self.questionnaire.units.root.id, period)].tolist())
        if bases and bases[-1] == self.base_periods[-1]:
            used |= {place for place, file in enumerate(account.files) if file.kept == 0}
        files = tuple(account.files[place] for place in sorted(used))
        names = {file.file for file in files}
        refusals = tuple(one for one in account.refusals if one.file in names)
        return Intake(files=files, refusals=refusals)

    def places(self, period: Period) -> tuple[int, ...]:
        """Return the places of the base periods inside a period."""
        return tuple(self.spans.place[base] for base in self.bases(period))

    @cached_property
    def segments(self) -> Segments:
        """Groups of people by what they say about themselves."""
        return Segments(rows=self.rows)

    def row_numbers(self, unit: str, period: Period) -> Ints:
        """Return the rows of a unit, everything below it, and all base periods inside.

        There are none where a part of the period is told from its record; `missed` then tells that
        somebody asked.
        """
        self.watch.note(unit, period.id)
        if self.rowless(period):
            self.missed.add(period)
        return self._rows(unit, period)

    def rowless(self, period: Period) -> bool:
        """Tell whether a period, or a part of it, is told from its record."""
        return bool(self.closed) and any(base in self.closed for base in self.bases(period))

    def exact(self, period: Period) -> bool:
        """Tell whether a period, or a part of it, has been told in full precision."""
        return any(self.records[b].exact for b in self.bases(period) if b in self.records)

    def origin(self, period: Period) -> ToldFrom:
        """Return what a period is told from."""
        if not self.rowless(period):
            return ToldFrom.ANSWERS
        return ToldFrom.DELETED if self.deleted.issuperset(self.bases(period)) else ToldFrom.RECORD

    def after_close(self, period: Period) -> AfterClose:
        """Return what happened to a period after a person had closed it."""
        self.watch.note(Whole.CLOSE, period.id)
        return after_close(self.records, self.late, self.bases(period))

    def _rows(self, unit: str, period: Period) -> Ints:
        bases = self.bases(period)
        if not bases or self.rowless(period) or unit not in self._unit_places:
            return np.empty(0, np.int64)
        units = self.questionnaire.units
        places = tuple(self._unit_places[below.id] for below in units.below(unit))
        return self.rows.of(places, self.spans.place[bases[0]], self.spans.place[bases[-1]])

    def registers_of(self, unit: str) -> Registers:
        """Return what is registered about a unit and all below it, its rules with it."""
        self.watch.note(Whole.REGISTERS, unit)
        if unit == self.questionnaire.units.root.id:
            return self._registers
        return self._registers.within({one.id for one in self.questionnaire.units.below(unit)})

    def planned(self) -> tuple[Action, ...]:
        """Return the improvement plan of all units."""
        self.watch.note(Whole.ACTIONS)
        return self._registers.of(Action)

    def named_customers(self) -> frozenset[str]:
        """Return every customer that a register names: in the list, or with a complaint."""
        self.watch.note(Whole.NAMES)
        return self._named

    @cached_property
    def _named(self) -> frozenset[str]:
        return self._registers.names

    def period(self, name: str) -> Period | None:
        """Return a period that holds answers, by id."""
        return self.spans.by_id.get(name)

    @cached_property
    def _unit_places(self) -> dict[str, int]:
        return {unit.id: place for place, unit in enumerate(self.questionnaire.units.all)}
