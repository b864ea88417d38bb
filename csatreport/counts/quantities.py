"""Numbers and dates that describe who answered: age, years of service, the day of a purchase.

They have no options to be counted by, so each is laid out once over all rows, as values and as
what is missing, and summed up for the rows of a unit and period. Days are numbers too, counted
from 1970.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from csatreport.answers.model import Wave
from csatreport.counts.findings.model import Quantity
from csatreport.counts.rows import RowNumbers
from csatreport.statistics.arrays import Floats, Ints
from csatreport.study.edition import Edition
from csatreport.study.item import Item, Kind, Missing, Role

_NOT_ASKED = 1
"""Stands beside the `Missing` codes for rows of an edition without the item."""
FINENESS = 2**16
"""Sums are whole numbers of this part of one, so that they add exactly."""


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """One series over all rows: values (NaN where there is none) and 0, `Missing` or not asked."""

    values: Floats
    missing: Ints


@dataclass(frozen=True, kw_only=True, eq=False)
class Quantities:
    """Every number and date about people, by series."""

    columns: Mapping[str, NumberColumn]

    @classmethod
    def of(cls, rows: RowNumbers) -> Quantities:
        """Lay out the values of all rows, waves end to end."""
        waves = rows.responses.waves
        size = sum(wave.size for wave in waves)
        columns: dict[str, NumberColumn] = {}
        first = 0
        for wave in waves:
            place = slice(first, first + wave.size)
            first = place.stop
            for item in _measured(wave.edition):
                column = columns.setdefault(item.series, _unasked(size))
                column.values[place] = _values(wave, item)
                column.missing[place] = wave.column(f"{item.id}!").astype(np.int64)
        return cls(columns=columns)

    def sum_up(self, item: Item, rows: Ints) -> Quantity:
        """Sum up the answers in some rows; what does not apply counts as blank."""
        column = self.columns.get(item.series)
        if column is None:
            return Quantity(item=item)
        values, missing = column.values[rows], column.missing[rows]
        empty = (missing == Missing.BLANK) | (missing == Missing.NOT_APPLICABLE)
        values, blank = values[missing == 0], int(empty.sum())
        asked = int((missing != _NOT_ASKED).sum())
        n = len(values)
        found = Quantity(item=item, n=n, blank=blank, invalid=asked - n - blank)
        if not n:
            return found
        if item.kind is Kind.DATE:
            return replace(found, first=_day(values.min()), last=_day(values.max()))
        return replace(found, mean=float(values.mean()), median=float(np.median(values)))

    def values(self, series: str, rows: Ints) -> Floats:
        """Return the numbers of some rows; NaN where there is none."""
        column = self.columns.get(series)
        return np.full(len(rows), np.nan) if column is None else column.values[rows]

    def sums(self, series: str, rows: Ints) -> tuple[int, int, int]:
        """Return base, sum and sum of squares of some rows, whole numbers that add exactly."""
        column = self.columns[series]
        values = column.values[rows][column.missing[rows] == 0]
        whole = [round(value * FINENESS) for value in values.tolist()]
        return len(whole), sum(whole), sum(value * value for value in whole)


def quantity_items(edition: Edition) -> tuple[Item, ...]:
    """Return the background items answered with a number or a date, in form order."""
    return tuple(
        item
        for item in edition.with_role(Role.BACKGROUND)
        if item.kind in {Kind.NUMBER, Kind.DATE} and not item.personal
    )


def _measured(edition: Edition) -> tuple[Item, ...]:
    """Return all items that hold numbers or dates: about people, and what is allocated."""
    allocated = edition.with_role(Role.IMPORTANCE)
    return (*quantity_items(edition), *(item for item in allocated if item.kind is Kind.NUMBER))


def _unasked(size: int) -> NumberColumn:
    return NumberColumn(np.full(size, np.nan), np.full(size, _NOT_ASKED, np.int64))


def _values(wave: Wave, item: Item) -> Floats:
    values = wave.column(item.id)
    if item.kind is Kind.NUMBER:
        return values.astype(np.float64)
    days = values.astype("datetime64[D]")
    return np.where(np.isnat(days), np.nan, days.astype(np.int64))


def _day(number: float) -> str:
    return (dt.date(1970, 1, 1) + dt.timedelta(days=int(number))).isoformat()
