"""When and where each row was answered, and which rows have no place.

The period comes from the row's date, else from the mapping or the file's name. Where a file or a
row names no unit, the answer belongs to the whole. An answer to a round that had already closed is
refused, because a report built before and one built after it would together give the late
respondent away.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from csatreport.answers.cells.plain import Array, code_days, look_up
from csatreport.answers.layout.unit_names import NOWHERE
from csatreport.study.periods import Calendar, Period, PeriodKind


@dataclass(frozen=True, kw_only=True)
class AnswerTimes:
    """When the rows were answered.

    ``period`` holds places in ``periods``, or `NOWHERE`; ``date`` days as ``datetime64[s]``, or
    NaT; ``late`` marks answers to a round that had closed. ``unreadable`` are the rows whose date
    is not one, ``strays`` those dated outside the period that the file's name speaks of.
    """

    periods: tuple[Period, ...]
    period: Array
    date: Array
    late: Array
    unreadable: Array
    strays: Array
    no_date: bool = False
    """All dates are the one that a platform writes for none, and count as none."""


@dataclass(frozen=True, kw_only=True)
class PlacedRows:
    """All rows of a table: when and where they were answered and on which edition.

    ``unit`` and ``edition`` hold places, or `NOWHERE`. ``reason`` holds the code under which a
    row is refused, "" for a row that is kept; ``fault`` the place of the column that is why, or
    `NOWHERE`.
    """

    moments: AnswerTimes
    unit: Array
    edition: Array
    reason: Array
    fault: Array

    @property
    def kept(self) -> Array:
        """Marks the rows that are kept."""
        return self.reason == ""  # type: ignore[no-any-return]


@dataclass(frozen=True, kw_only=True)
class Clock:
    """What turns days into base periods."""

    calendar: Calendar
    every: PeriodKind
    anonymous: bool = False
    """Without a closing day, the last day of an anonymous round is one."""
    zone: str = ""
    """The IANA name of the time zone in which days are told; "" where the study names none."""

    def period(self, day: dt.date) -> Period | None:
        """Return the base period of a day; a round takes answers until it closes."""
        found = self.calendar.containing(day, self.every)
        if found is not None or self.every is not PeriodKind.ROUND:
            return found
        rounds = self.calendar.rounds
        return next((r for r in rounds if r.closes and r.start <= day <= r.closes), None)


def read_moments(
    cells: Sequence[str], clock: Clock, named: Period | None, date_format: str | None
) -> AnswerTimes:
    """Find the period of each row.

    Args:
        cells: the date column; blanks where the file has none.
        clock: the base periods.
        named: the base period that the mapping or the file's name speaks of.
        date_format: how the mapping says that dates are written.
    """
    date = code_days(cells, date_format, clock.zone)
    no_date = is_no_date(date)
    if no_date:
        date[:] = np.datetime64("NaT", "s")
    dated = ~np.isnat(date)
    days, day_of_row = np.unique(date[dated].astype("datetime64[D]"), return_inverse=True)
    by_day = [clock.period(day) or named for day in days.tolist()]
    periods = tuple(dict.fromkeys(one for one in (named, *by_day) if one is not None))
    places = {one: place for place, one in enumerate(periods)}
    fallback = NOWHERE if named is None else 0
    period = np.full(len(cells), fallback, dtype=np.int32)
    period[dated] = _per_row(
        [NOWHERE if p is None else places[p] for p in by_day], day_of_row, np.int32
    )
    late = np.zeros(len(cells), dtype=np.bool_)
    late[dated] = _per_row([_is_late(day, clock, named) for day in days.tolist()], day_of_row, bool)
    written = look_up(cells, lambda text: bool(text.strip()), np.bool_)
    return AnswerTimes(
        periods=periods,
        period=period,
        date=date,
        late=late,
        unreadable=np.flatnonzero(written & ~dated & (not no_date)),
        no_date=no_date,
        strays=np.flatnonzero(dated & (period != fallback) & (named is not None)),
    )


def is_no_date(moments: Array) -> bool:
    """Tell whether every row is dated the first second of 1980: LimeSurvey's word for no date."""
    known = moments[~np.isnat(moments)]
    return bool(len(known)) and bool((known == np.datetime64("1980-01-01", "s")).all())


def _per_row(values: Sequence[int], day_of_row: Array, dtype: type) -> Array:
    return np.array(values, dtype=dtype)[day_of_row]


def _is_late(day: dt.date, clock: Clock, named: Period | None) -> bool:
    if named is None or clock.period(day) is not None:
        return False
    closes = named.closes or (named.end if clock.anonymous else None)
    return closes is not None and day > closes
