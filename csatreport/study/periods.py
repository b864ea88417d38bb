"""Months, quarters, years and named rounds, and how they nest.

Every answer belongs to one *base* period: the questionnaire's ``every`` (month, quarter, year
or round). Longer periods are sums of base periods. A fiscal year that starts in another month
than January shifts quarters and years; it is named after the calendar year in which it ends,
and its id carries ``FY`` so that nobody mistakes it for a calendar year.

Ids are path-safe and sort in time within one kind: ``2026-10``, ``2026-Q4``, ``2026``,
``FY2027-Q1``, ``FY2027``, and for rounds whatever the study declares.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from csatreport.base.label import Label
from csatreport.study.names import LABEL, PATH_ID
from csatreport.study.yaml.declared import key, settings
from csatreport.study.yaml.shapes import Day

YEARS = range(1900, 3000)
"""Years that a survey can have; others are slips, or stand for "no date" in some program."""

_YEAR = r"(?:19|2\d)\d{2}"


class PeriodKind(StrEnum):
    """The length of a period."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ROUND = "round"


PERIOD_KINDS = tuple(map(str, PeriodKind))


@settings(
    name="round",
    title="A round (`rounds`)",
    example="{id: r2026, from: 2026-05-11, to: 2026-05-29, closes: 2026-06-05}",
)
class Period:
    """A named round of a survey that is not monthly, quarterly or yearly.

    As a value it is any span of days with an id; ``start`` and ``end`` are both included. Rounds
    are written in the study's file; other periods come from the calendar.
    """

    kind: PeriodKind
    id: str = key(PATH_ID, "r2026")
    """Letters, digits, - and _, up to 40; not the like of 2026 or 2026-05."""
    label: Label = key(
        LABEL,
        "{zh-Hans: 2026 年度, en: Round of 2026}",
        default=Label(),
        compare=False,
        says="`id`",
    )
    """Its name."""
    start: dt.date = key(Day(), "2026-05-11", name="from")
    """The first day."""
    end: dt.date = key(Day(), "2026-05-29", name="to")
    """The last day."""
    closes: dt.date | None = key(Day(), "2026-06-05", default=None, compare=False, says="never")
    """Answers that come later are refused; an anonymous survey needs it."""

    def contains(self, other: Period | dt.date) -> bool:
        """Tell whether a day, or the whole of another period, lies within this one."""
        if isinstance(other, Period):
            return self.start <= other.start and other.end <= self.end
        return self.start <= other <= self.end

    def sort_key(self) -> tuple[dt.date, dt.date, str]:
        """Order by time; of two that start together the shorter comes first."""
        return (self.start, self.end, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The rules that make periods: where the fiscal year starts and which rounds were named."""

    fiscal_year_start: int = 1
    rounds: tuple[Period, ...] = ()

    def of(self, every: PeriodKind) -> Calendar:
        """Return the calendar of a questionnaire: named rounds only where it is asked in rounds.

        A round labelled "2026" would otherwise stand in the way of the year 2026.
        """
        return self if every is PeriodKind.ROUND else replace(self, rounds=())

    def containing(self, day: dt.date, kind: PeriodKind) -> Period | None:
        """Return the period of a kind that holds a day.

        None where no round does, or where the year is a slip of the pen (see `YEARS`).
        """
        if day.year not in YEARS:
            return None
        if kind is PeriodKind.MONTH:
            return _month(day.year, day.month)
        if kind is PeriodKind.ROUND:
            return next((r for r in self.rounds if r.contains(day)), None)
        first = self.fiscal_year_start
        months_in = (day.month - first) % 12
        start_year = day.year if day.month >= first else day.year - 1
        if kind is PeriodKind.YEAR:
            return _year(start_year, first)
        return _quarter(start_year, first, months_in // 3)

    def parse(self, text: str) -> Period | None:
        """Read a period's id as people write it (2026-10, 2026Q3, 2026年10月, FY2027, a round)."""
        text = text.strip()
        for named in self.rounds:
            if text.casefold() == named.id.casefold() or text in named.label.all():
                return named
        if found := re.fullmatch(rf"({_YEAR})[-/._年]?(0?[1-9]|1[0-2])月?", text):
            return _month(int(found[1]), int(found[2]))
        if found := re.fullmatch(rf"(?i)(FY)?({_YEAR})[-/._年 ]?Q([1-4])", text):
            return self._fiscal(int(found[2]), int(found[3]) - 1, prefixed=bool(found[1]))
        if found := re.fullmatch(rf"(?i)(FY)?({_YEAR})年?", text):
            return self._fiscal(int(found[2]), None, prefixed=bool(found[1]))
        return None

    def _fiscal(self, named: int, quarter: int | None, *, prefixed: bool) -> Period | None:
        if prefixed != (self.fiscal_year_start != 1):
            return None
        start_year = named if self.fiscal_year_start == 1 else named - 1
        if quarter is None:
            return _year(start_year, self.fiscal_year_start)
        return _quarter(start_year, self.fiscal_year_start, quarter)

    def previous(self, period: Period) -> Period | None:
        """Return the period of the same kind just before; None before the first round."""
        if period.kind is PeriodKind.ROUND:
            place = self.rounds.index(period)
            return self.rounds[place - 1] if place else None
        return self.containing(period.start - dt.timedelta(days=1), period.kind)

    def next(self, period: Period) -> Period | None:
        """Return the period of the same kind just after; None after the last round."""
        if period.kind is PeriodKind.ROUND:
            place = self.rounds.index(period)
            return self.rounds[place + 1] if place + 1 < len(self.rounds) else None
        return self.containing(period.end + dt.timedelta(days=1), period.kind)

    def year_ago(self, period: Period) -> Period | None:
        """Return the same month or quarter of the year before; None for years and rounds."""
        if period.kind not in (PeriodKind.MONTH, PeriodKind.QUARTER):
            return None
        return self.containing(_add_months(period.start, -12), period.kind)


def _add_months(day: dt.date, months: int) -> dt.date:
    count = day.year * 12 + day.month - 1 + months
    return dt.date(count // 12, count % 12 + 1, 1)


def _span(start: dt.date, months: int) -> tuple[dt.date, dt.date]:
    return start, _add_months(start, months) - dt.timedelta(days=1)


@lru_cache(maxsize=1024)
def _month(year: int, month: int) -> Period:
    start, end = _span(dt.date(year, month, 1), 1)
    return Period(kind=PeriodKind.MONTH, id=f"{year:04d}-{month:02d}", start=start, end=end)


@lru_cache(maxsize=512)
def _year(start_year: int, first: int) -> Period:
    start, end = _span(dt.date(start_year, first, 1), 12)
    name = f"{start_year:04d}" if first == 1 else f"FY{start_year + 1:04d}"
    return Period(kind=PeriodKind.YEAR, id=name, start=start, end=end)


@lru_cache(maxsize=1024)
def _quarter(start_year: int, first: int, quarter: int) -> Period:
    year = _year(start_year, first)
    start, end = _span(_add_months(year.start, 3 * quarter), 3)
    return Period(kind=PeriodKind.QUARTER, id=f"{year.id}-Q{quarter + 1}", start=start, end=end)
