"""Answers beside the records of closed periods: what counts as always, what came too late.

It is the same for anonymous periods, which close when they are published, and for those of a named
survey, which a person closes.

A row of a closed period that its record knows is the same answer. Where all of them are there, and
no unit has moved, they count as always, and whatever needs rows can be told. Where any is missing,
corrected or deleted, or a unit stands elsewhere today, the period is told from its record alone:
the same figures, and nothing that needs rows. A row that the record does not know came after the
period was closed. It is refused, or counts in the next open period (``late: next``); but not
where rows are missing, because then it may be one of these, corrected, and would count twice.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from csatreport.answers.model import (
    Chosen,
    ColumnArrays,
    FileIntake,
    Intake,
    Refusal,
    Responses,
    Wave,
)
from csatreport.base.digest import digest_of
from csatreport.base.errors import Issue, Source
from csatreport.counts.closed.prints import digest_rows
from csatreport.counts.closed.record import ClosedPeriod, PublishedFigure
from csatreport.study.periods import Calendar, Period
from csatreport.study.policy import LateAnswers

LATE, LATE_BY_HAND = "A468", "A474"
"""Came late; where a person closed the period, who may restate it."""
COUNTED_NEXT = "A469"
FROM_RECORD, BY_HAND_FROM_RECORD = "A470", "A475"
_Records = Mapping[Period, ClosedPeriod]


@dataclass(frozen=True, kw_only=True)
class Settled:
    """Answers after they were held against the records.

    ``responses`` are what counts, with the account of files that pages give: as it was when the
    periods were published. ``intake`` accounts for every row. ``closed`` are the periods that are
    told from their records alone.
    """

    responses: Responses
    intake: Intake
    closed: _Records = field(default_factory=dict)
    deleted: frozenset[Period] = frozenset()
    """Those of them of which no answers are left."""
    records: _Records = field(default_factory=dict)
    """Those of all published periods."""
    published: frozenset[PublishedFigure] = frozenset()
    """What readers have seen."""
    secret: bytes = b""
    late: Mapping[Period, int] = field(default_factory=dict)
    """How many rows came after their period was closed by a person, and do not count."""
    issues: tuple[Issue, ...] = ()


def settle(responses: Responses, calendar: Calendar, records: _Records, secret: bytes) -> Settled:
    """Hold answers against the records of their questionnaire."""
    if not records:
        return Settled(responses=responses, intake=responses.intake)
    return _Sorting(
        responses=responses,
        calendar=calendar.of(responses.questionnaire.every),
        records=records,
        secret=secret,
    ).settled()


@dataclass(frozen=True, slots=True)
class _LateRow:
    """A row that no record knows: its number over all waves, file, row, and where it counts."""

    number: int
    file: int
    row: int
    period: Period
    counted: Period | None


@dataclass(frozen=True, kw_only=True)
class _Sorting:
    responses: Responses
    calendar: Calendar
    records: _Records
    secret: bytes

    def settled(self) -> Settled:
        whole = [p for p in self.records if p not in self._from_record]
        known = [p for p in self.responses.periods if p not in self.records]
        later = [row.counted for row in self._late if row.counted is not None]
        used = sorted({*whole, *known, *later, *self._from_record}, key=Period.sort_key)
        refused = [row for row in self._late if row.counted is None]
        told = self.responses.intake
        return Settled(
            responses=replace(
                self.responses,
                periods=tuple(used),
                waves=tuple(self._waves(used)),
                digests=self._cells(),
                intake=replace(told, files=_without(told.files, refused)),
            ),
            intake=self._refused(refused),
            closed=self._from_record,
            deleted=self._deleted,
            records=self.records,
            late=Counter(one.period for one in refused if self._by_hand(one.period)),
            issues=(*self._about_late(), *self._about_records()),
        )

    def _by_hand(self, period: Period) -> bool:
        """Tell whether a person closed a period."""
        return self.records[period].printed is not None

    @cached_property
    def _digests(self) -> list[str]:
        """The digest of every row over all waves."""
        asked = self.responses.questionnaire
        return [d for w in self.responses.waves for d in digest_rows(w, asked.units, self.secret)]

    @cached_property
    def _period(self) -> list[int]:
        """The place of the period that each row over all waves was given in."""
        return [n for wave in self.responses.waves for n in wave.column("_period").tolist()]

    @cached_property
    def _matched(self) -> tuple[dict[int, Period], dict[Period, int]]:
        """The closed period that knows a row, by its number, and how many rows each one lacks.

        A row that came late may have been counted in a period after its own, closed by now.
        """
        left = {period: Counter(record.digests) for period, record in self.records.items()}
        periods, found = self.responses.periods, dict[int, Period]()
        closed = [n for n, place in enumerate(self._period) if periods[place] in left]
        for number in closed:
            period = periods[self._period[number]]
            if _taken(left[period], self._digests[number]):
                found[number] = period
        for number in closed:
            own = periods[self._period[number]]
            for period in left if number not in found else ():
                if period.start > own.end and _taken(left[period], self._digests[number]):
                    found[number] = period
                    break
        return found, {period: counted.total() for period, counted in left.items()}

    @cached_property
    def _from_record(self) -> dict[Period, ClosedPeriod]:
        asked, (_, missing) = self.responses.questionnaire, self._matched
        return {
            period: record.counted_by(asked.edition(period))
            for period, record in self.records.items()
            if missing[period] or not record.fits(asked.units)
        }

    @cached_property
    def _deleted(self) -> frozenset[Period]:
        """The periods of which no row was found, known or new."""
        left = {self.responses.periods[place] for place in self._period}
        missing = self._matched[1]
        none = (p for p, one in self._from_record.items() if missing[p] == one.rows)
        return frozenset(none) - left

    @cached_property
    def _late(self) -> tuple[_LateRow, ...]:
        periods, (known, missing) = self.responses.periods, self._matched
        rows = [
            number
            for number, place in enumerate(self._period)
            if periods[place] in self.records and number not in known
        ]
        file, row = self._column("_file"), self._column("_row")
        return tuple(
            _LateRow(
                number,
                file[number],
                row[number],
                period := periods[self._period[number]],
                None if missing[period] else self._next(period),
            )
            for number in rows
        )

    def _column(self, name: str) -> list[int]:
        return [n for wave in self.responses.waves for n in wave.column(name).tolist()]

    def _next(self, period: Period) -> Period | None:
        """Return the first period after one that is not closed, if late rows count there.

        None too after the last round.
        """
        if self.responses.questionnaire.late is LateAnswers.REFUSE:
            return None
        following = self.calendar.next(period)
        while following is not None and following in self.records:
            following = self.calendar.next(following)
        return following

    def _waves(self, used: Sequence[Period]) -> Iterator[Wave]:
        place_of = {period: place for place, period in enumerate(used)}
        gone = -1
        target = [place_of.get(period, gone) for period in self.responses.periods]
        places = np.array(target, np.int32)[self._period] if self._period else np.empty(0, np.int32)
        for number, period in self._matched[0].items():
            places[number] = gone if period in self._from_record else place_of[period]
        for late in self._late:
            places[late.number] = gone if late.counted is None else place_of[late.counted]
        first = 0
        for wave in self.responses.waves:
            mine, first = places[first : first + wave.size], first + wave.size
            if (mine >= 0).any():
                yield _placed(wave, mine)

    def _cells(self) -> dict[tuple[str, Period], str]:
        """Return the digests of the cells, with what records and late rows give to them."""
        found = {c: d for c, d in self.responses.digests.items() if c[1] not in self._from_record}
        for period, record in self._from_record.items():
            told = digest_of(record.name, period in self._deleted)
            found |= {(unit, period): told for unit in record.tallies}
        unit = self._column("_unit")
        added: dict[tuple[str, Period], list[str]] = defaultdict(list)
        for late in self._late:
            if late.counted is not None:
                name = self.responses.questionnaire.units.all[unit[late.number]].id
                added[name, late.counted].append(self._digests[late.number])
        return found | {cell: digest_of(found.get(cell, ""), rows) for cell, rows in added.items()}

    def _refused(self, late: Sequence[_LateRow]) -> Intake:
        """Account for the late rows as refused."""
        intake, rows = self.responses.intake, Counter(row.file for row in late)
        files = tuple(
            replace(file, kept=file.kept - rows[place], refused=file.refused + rows[place])
            for place, file in enumerate(intake.files)
        )
        added = (
            Refusal(
                file=files[one.file].file, row=one.row, column="", value="",
                code=self._late_code(one.period),
            )
            for one in late
        )  # fmt: skip
        return replace(intake, files=files, refusals=(*intake.refusals, *added))

    def _late_code(self, period: Period) -> str:
        return LATE_BY_HAND if self._by_hand(period) else LATE

    def _about_late(self) -> Iterator[Issue]:
        """Yield a warning for each file and period with late rows, and what became of them."""
        groups: dict[tuple[int, Period, Period | None], list[int]] = defaultdict(list)
        for row in self._late:
            groups[row.file, row.period, row.counted].append(row.row)
        for (file, period, counted), rows in groups.items():
            place = Source(file=self.responses.intake.files[file].file, row=min(rows))
            facts: dict[str, object] = {"count": len(rows), "period": period.id}
            if counted is None:
                yield Issue.warning(self._late_code(period), place, **facts)
            else:
                yield Issue.warning(COUNTED_NEXT, place, **facts, next=counted.id)

    def _about_records(self) -> Iterator[Issue]:
        for period, record in self._from_record.items():
            yield Issue.note(
                BY_HAND_FROM_RECORD if self._by_hand(period) else FROM_RECORD,
                f"data/{record.questionnaire}",
                period=period.id,
                missing=self._matched[1][period],
                count=record.rows,
                moved=len(record.moved(self.responses.questionnaire.units)),
            )


def _taken(left: Counter[str], digest: str) -> bool:
    """Take one of some equal digests out; tell whether there was one."""
    there = left[digest] > 0
    if there:
        left[digest] -= 1
    return there


class _Retimed(Mapping[str, np.ndarray]):
    """Columns whose rows belong to other periods."""

    def __init__(self, columns: ColumnArrays, period: np.ndarray) -> None:
        self._columns = columns
        self._period = period

    def __getitem__(self, name: str) -> np.ndarray:
        return self._period if name == "_period" else self._columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


def _placed(wave: Wave, places: np.ndarray) -> Wave:
    """Return the rows that have a place, each in the period of its place."""
    sizes = [len(part["_unit"]) for part in wave.parts]
    pieces = zip(wave.parts, np.split(places, np.cumsum(sizes)[:-1]), strict=True)
    parts: list[ColumnArrays] = []
    for part, mine in pieces:
        if (mine >= 0).all():
            parts.append(_Retimed(part, mine))
        elif (mine >= 0).any():
            parts.append(Chosen(_Retimed(part, mine), mine >= 0))
    return replace(wave, parts=tuple(parts))


def _without(files: Sequence[FileIntake], late: Sequence[_LateRow]) -> tuple[FileIntake, ...]:
    """Account for files as if the late rows were not in them."""
    rows = Counter(row.file for row in late)
    return tuple(
        replace(file, read=file.read - rows[place], kept=file.kept - rows[place])
        for place, file in enumerate(files)
    )
