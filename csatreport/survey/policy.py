"""What a questionnaire settles beside its questions: for whom, promised what, judged by what.

These are typed, frozen values like those of `csatreport.survey.model`; the reader of YAML fills in
every default.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from csatreport.label import Label
from csatreport.survey.declared import key, settings
from csatreport.survey.names import PERIOD
from csatreport.survey.periods import Period, PeriodKind
from csatreport.survey.shapes import Number


class Audience(StrEnum):
    """Who may read a report: everybody on the intranet, or those given the folder."""

    OPEN = "open"
    RESTRICTED = "restricted"


AUDIENCE_FILE = "audience.json"
"""Lies in a restricted site and says so, whatever its folder is called later."""


class Ids(StrEnum):
    """What the column of ids names: only persons and accounts are the same ones another time."""

    PERSON = "person"
    ACCOUNT = "account"
    """A customer, whoever answers for it."""
    FORM = "form"
    """A sheet of paper or a row: its number says nothing about who filled it in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anonymity:
    """The promise made to respondents: the least bases at which anything is shown."""

    minimum: int = 5
    counts: int = 10
    comments: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Header names (or item ids) of the columns that are not items; empty where there is none.

    ``name`` is the only personal column that ever passes intake, and only to restricted lists.
    ``start`` and ``end`` are when a form was begun and sent off, with time of day; they never
    leave the checks of data quality.
    """

    id: str = "id"
    unit: str = "unit"
    date: str = "date"
    name: str = ""
    start: str = ""
    end: str = ""
    weight: str = ""


class WeightKind(StrEnum):
    """Where weights come from."""

    COLUMN = "column"
    """Design weights that stand with the answers."""
    STRATA = "strata"
    """Post-stratification by groups of known size."""
    MARGINS = "margins"
    """Raking to several margins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """How people are parted by a background item: number or share by option code."""

    item: str
    people: tuple[tuple[str, float], ...]


@dataclass(frozen=True, kw_only=True)
class Weights:
    """How answers are weighted: one margin for strata, several for raking, none for a column."""

    kind: WeightKind
    column: str = ""
    margins: tuple[Margin, ...] = ()
    collapse: tuple[tuple[str, str], ...] = ()
    cap: float = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An index to reach, from a period on, for one unit (and its own value) or for all."""

    value: float
    begins: Period | None = None
    unit: str | None = None


@dataclass(frozen=True, kw_only=True)
class Rebase:
    """A decision to let the usual range of a trend be learnt anew from a period on.

    It holds for reports of periods that end on or after the day it was ``decided``, so that no
    chart published before changes.
    """

    begins: Period
    decided: dt.date
    reason: Label


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """From how many first points a trend learns its usual range, and where it starts anew."""

    points: int = 12
    rebases: tuple[Rebase, ...] = ()


def _count(example: int, doc: str) -> int:
    number = Number(low=0, high=1_000_000_000, whole=True)
    found: int = key(number, doc, default=0, example=str(example))
    return found


@settings(
    name="fieldwork",
    doc="What became of those who were asked in a period and did not answer, by AAPOR's classes.",
    example="{period: 2026-10, refused: 12, no_contact: 40}",
)
class Fieldwork:
    """What became of those who were asked in a period and did not answer."""

    period: Period = key(
        PERIOD, "The period, as long as one round of the questionnaire.", example="2026-10"
    )
    refused: int = _count(12, "Refused, or broke off at the door.")
    no_contact: int = _count(40, "Never reached, though they are known to belong.")
    other: int = _count(2, "Not asked for another reason: language, illness.")
    unknown: int = _count(10, "Not known whether anybody who belongs was there at all.")
    eligible: float = key(
        Number(low=0, high=1),
        "The part of the unknown that is thought to belong; only response rate 3 uses it.",
        default=1.0, example="0.6",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOut:
    """Numbered forms that were printed for a unit ("" for none in particular).

    They belong to the period of an id, or where ``period`` is "" to the one of the day.
    """

    unit: str
    copies: int
    period: str
    day: dt.date

    def belongs(self, period: Period) -> bool:
        """Tell whether they are for a period."""
        if self.period:
            return self.period == period.id
        return period.start <= self.day <= period.end


@dataclass(frozen=True, kw_only=True)
class Reporting:
    """Which reports are made and for whom."""

    periods: tuple[PeriodKind, ...]
    company: Audience = Audience.OPEN
    units: Audience = Audience.OPEN
    unit_pages: bool = True
    segments: tuple[str, ...] | None = None
    """Background items whose groups are compared; None for all closed ones."""
    crosstabs: tuple[tuple[str, str], ...] = ()
    """Pairs of background items that are crossed."""
    unit_level: str = "page"
    """``page``: a unit's PDF is one A4 sheet; ``full``: it has the company report's chapters."""
    comparison: bool = True
    """Whether a unit's report also shows the whole's figures and its place among other units."""

    @property
    def keeps_units(self) -> bool:
        """Whether what units are like is for some readers only."""
        return self.unit_pages and self.units is Audience.RESTRICTED
