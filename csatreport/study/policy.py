"""What a questionnaire settles beside its questions: for whom, promised what, judged by what.

These are typed, frozen values like those of `csatreport.study.model`; the reader of YAML fills in
every default.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from csatreport.base.label import Label
from csatreport.study.names import (
    AUDIENCES,
    ITEM_ID,
    KNOWN_HEADERS,
    LABEL,
    PERCENT,
    PERIOD,
    PLAIN,
    UNIT_LEVELS,
    one_of,
)
from csatreport.study.periods import PERIOD_KINDS, Period, PeriodKind
from csatreport.study.yaml.declared import block_of, key, settings
from csatreport.study.yaml.groups import Either, ListOf
from csatreport.study.yaml.shapes import Day, Flag, Number, OneOf


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


class Sampling(StrEnum):
    """How respondents came to answer; decides the wording about chance and response."""

    CENSUS = "census"
    RANDOM = "random"
    CONVENIENCE = "convenience"


class DuplicateRule(StrEnum):
    """Which of several rows with the same respondent id in one base period is kept."""

    FIRST = "first"
    LAST = "last"
    REFUSE = "refuse"


class LateAnswers(StrEnum):
    """What becomes of answers that come after their anonymous period was published."""

    REFUSE = "refuse"
    NEXT = "next"
    """They count in the next period that is not closed."""


_BASE = Number(low=3, high=1000, whole=True)


@settings(name="anonymous")
class Anonymity:
    """The promise made to respondents.

    It says at which least bases anything is shown.
    """

    minimum: int = key(_BASE, "5", default=5)
    """The fewest answers at which any figure is shown."""
    counts: int = key(_BASE, "10", default=10, says="10, or `minimum` if that is more")
    """The fewest answers at which counts per option are shown."""
    comments: int = key(_BASE, "8", default=8, says="8, or `minimum` if that is more")
    """The fewest answers at which comments are shown."""


def _header(example: str, usual: str = "") -> str:
    says = ", ".join(KNOWN_HEADERS[usual]) if usual else None
    found: str = key(PLAIN, example, default=usual, says=says)
    return found


@settings(name="columns")
class ColumnNames:
    """The headers of answer files that are not items.

    A header may be an item's id; it is empty where there is none.

    ``name`` is the only personal column that ever passes intake, and only to restricted lists.
    ``start`` and ``end`` are when a form was begun and sent off, with time of day, ``seconds`` how
    long answering took; they never leave the checks of data quality.
    """

    id: str = _header("编号", "id")
    """Who answered: the same id twice in one period is a duplicate."""
    unit: str = _header("门店", "unit")
    """The store, department or branch, by id or name."""
    date: str = _header("调查日期", "date")
    """When the form was answered; decides the period."""
    name: str = _header("customer")
    """The customer's name: the only personal column that is read, and it is shown in restricted
    lists only."""
    start: str = _header("开始时间")
    """When the form was begun, with day and time of day: with `end` it tells how long answering
    took."""
    end: str = _header("提交时间")
    """When the form was sent off, with day and time of day; may be the column of `date`. Also finds
    forms sent twice in the same minute."""
    seconds: str = _header("所用时间", "seconds")
    """How long answering took, where the form says so itself: seconds, or 1分19秒 and 0:01:19.
    Looked for only in surveys that are not anonymous."""
    weight: str = ""


@settings(
    name="target", title="An entry of `target`", example="{value: 80, begins: 2026, unit: S001}"
)
class Target:
    """An index to reach.

    It holds from a period on, for one unit (and its own value) or for all.
    """

    value: float = key(PERCENT, "80")
    """The headline index, 0-100."""
    begins: Period | None = key(PERIOD, "2026", default=None, says="from the start")
    """The first period in which it holds."""
    unit: str | None = key(PLAIN, "S001", default=None, says="all units")
    """The unit for which it holds."""


@settings(name="smallest_change")
class SmallestChange:
    """The smallest change that matters; a smaller one is never called clear.

    It is told in points of each figure.
    """

    index: float = key(PERCENT, "3", default=3.0)
    """In points of an index."""
    share: float = key(PERCENT, "5", default=5.0)
    """In percentage points of a favourable share, between groups of people."""
    net: float = key(PERCENT, "5", default=5.0)
    """In points of the net score of a recommend question (NPS), from −100 to 100."""


@settings(
    name="rebase",
    title="An entry of `rebase`",
    example="{begins: 2026-03, decided: 2026-04-10, reason: New opening hours}",
)
class Rebase:
    """A decision to learn the usual range of trends anew.

    It holds for reports of periods that end on or after the day it was ``decided``, so that no
    chart published before changes.
    """

    begins: Period = key(PERIOD, "2026-03")
    """The first period of the new baseline."""
    decided: dt.date = key(Day(), "2026-04-10")
    """The day of the decision. Reports of periods that end earlier keep their charts."""
    reason: Label = key(LABEL, "{zh-Hans: 营业时间调整, en: New opening hours}")
    """Why; printed below the trend."""


@settings(name="trend")
class Baseline:
    """From what trends learn their usual range.

    These are so many first points, and more where it starts anew.
    """

    points: int = key(Number(low=6, high=60, whole=True), "12", name="baseline", default=12)
    """How many first points make the baseline; then its limits are frozen."""
    rebases: tuple[Rebase, ...] = key(
        ListOf(block_of(Rebase)),
        "[{begins: 2026-03, decided: 2026-04-10, reason: New hours}]",
        name="rebase",
        default=(),
    )
    """Decisions to start a new baseline, each with its day and reason."""


def _count(example: int) -> int:
    number = Number(low=0, high=1_000_000_000, whole=True)
    found: int = key(number, str(example), default=0)
    return found


@settings(name="fieldwork", example="{period: 2026-10, refused: 12, no_contact: 40}")
class Fieldwork:
    """What became of those who were asked in a period and did not answer, by AAPOR's classes."""

    period: Period = key(PERIOD, "2026-10")
    """The period, as long as one round of the questionnaire."""
    refused: int = _count(12)
    """Refused, or broke off at the door."""
    no_contact: int = _count(40)
    """Never reached, though they are known to belong."""
    other: int = _count(2)
    """Not asked for another reason: language, illness."""
    unknown: int = _count(10)
    """Not known whether anybody who belongs was there at all."""
    eligible: float = key(Number(low=0, high=1), "0.6", default=1.0)
    """The part of the unknown that is thought to belong; only response rate 3 uses it."""


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


@settings(name="reports")
class Reporting:
    """Which reports are made, and for whom."""

    periods: tuple[PeriodKind, ...] = key(
        ListOf(one_of(PERIOD_KINDS)),
        "[month, quarter, year]",
        default=(),
        says="`every` and all longer periods; for rounds, and for anonymous answers, `every` alone",
        made=lambda kinds: tuple(map(PeriodKind, dict.fromkeys(kinds))),
    )
    """The lengths of period that get a report. Of anonymous answers each further length is paid for
    in figures that are withheld, because a quarter less two months is the third."""
    company: Audience = key(one_of(Audience), "open", default=Audience.OPEN)
    """Who may read the company's report: open (everybody on the site) or restricted (a folder of
    its own, never linked from open pages)."""
    units_read_by: str = key(
        one_of((*AUDIENCES, "none")), "restricted", name="units", default="open"
    )
    """Who may read of units: open, or restricted (their reports, and all that the company's report
    tells of them); `none` makes no reports of theirs."""
    units_for: int | None = key(
        Either((Number(low=1, high=1000, whole=True), OneOf(words=("all",), beside=True))),
        "12",
        default=3,
        made=lambda n: None if n == "all" else int(n),
    )
    """For how many of the newest periods units have reports: so many of the shortest length, and
    the newest of each longer one; or `all`. What units were like before stands in their trends. The
    company's are made for every period, whole for these, with the first page and the figures for
    older ones where there are units; so are a unit's for a month before the newest once the newest
    quarter or year holds it. A report that is asked for by its period (`build --period`) is made in
    any case."""
    unit_level: str = key(one_of(UNIT_LEVELS), "full", default="page")
    """A unit's PDF: `page` is one A4 sheet, `full` has as much as the company's."""
    comparison: bool = key(Flag(), "false", default=True)
    """Whether the report of a unit that has none below it also shows the figures of the unit above
    and its own place among the others. Without, late answers of one unit leave the reports of the
    others as they are."""
    segments: tuple[str, ...] | None = key(
        ListOf(ITEM_ID), "[gender, age]", default=None, says="every closed background item"
    )
    """Background items whose groups are compared."""

    @property
    def sheets(self) -> bool:
        """Whether the reports of units are one sheet each."""
        return self.unit_level == "page"

    @property
    def unit_pages(self) -> bool:
        """Whether units have reports of their own."""
        return self.units_read_by != "none"

    @property
    def units(self) -> Audience:
        """Who may read of units."""
        return Audience(self.units_read_by) if self.unit_pages else Audience.OPEN

    @property
    def keeps_units(self) -> bool:
        """Whether what units are like is for some readers only."""
        return self.unit_pages and self.units is Audience.RESTRICTED
