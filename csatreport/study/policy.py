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


@settings(name="anonymous", doc="The promise made to respondents.")
class Anonymity:
    """The promise made to respondents: the least bases at which anything is shown."""

    minimum: int = key(
        _BASE, "The fewest answers at which any figure is shown.", default=5, example="5"
    )
    counts: int = key(
        _BASE, "The fewest answers at which counts per option are shown.",
        default=10, says="10, or `minimum` if that is more", example="10",
    )  # fmt: skip
    comments: int = key(
        _BASE, "The fewest answers at which comments are shown.",
        default=8, says="8, or `minimum` if that is more", example="8",
    )  # fmt: skip


def _header(doc: str, example: str, usual: str = "") -> str:
    says = ", ".join(KNOWN_HEADERS[usual]) if usual else None
    found: str = key(PLAIN, doc, default=usual, says=says, example=example)
    return found


@settings(name="columns", doc="The headers of answer files that are not items.")
class ColumnNames:
    """Header names (or item ids) of the columns that are not items; empty where there is none.

    ``name`` is the only personal column that ever passes intake, and only to restricted lists.
    ``start`` and ``end`` are when a form was begun and sent off, with time of day, ``seconds`` how
    long answering took; they never leave the checks of data quality.
    """

    id: str = _header(
        "Who answered: the same id twice in one period is a duplicate.", "编号",
        "id",
    )  # fmt: skip
    unit: str = _header(
        "The store, department or branch, by id or name.", "门店",
        "unit",
    )  # fmt: skip
    date: str = _header(
        "When the form was answered; decides the period.", "调查日期",
        "date",
    )  # fmt: skip
    name: str = _header(
        "The customer's name: the only personal column that is read, and it is shown in restricted "
        "lists only.", "customer",
    )  # fmt: skip
    start: str = _header(
        "When the form was begun, with day and time of day: with `end` it tells how long answering "
        "took.", "开始时间",
    )  # fmt: skip
    end: str = _header(
        "When the form was sent off, with day and time of day; may be the column of `date`. Also "
        "finds forms sent twice in the same minute.", "提交时间",
    )  # fmt: skip
    seconds: str = _header(
        "How long answering took, where the form says so itself: seconds, or 1分19秒 and 0:01:19. "
        "Looked for only in surveys that are not anonymous.", "所用时间", "seconds",
    )  # fmt: skip
    weight: str = ""


@settings(
    name="target",
    title="An entry of `target`",
    doc="An index to reach.",
    example="{value: 80, begins: 2026, unit: S001}",
)
class Target:
    """An index to reach, from a period on, for one unit (and its own value) or for all."""

    value: float = key(PERCENT, "The headline index, 0-100.", example="80")
    begins: Period | None = key(
        PERIOD, "The first period in which it holds.",
        default=None, says="from the start", example="2026",
    )  # fmt: skip
    unit: str | None = key(
        PLAIN, "The unit for which it holds.", default=None, says="all units", example="S001"
    )


@settings(
    name="smallest_change",
    doc="The smallest change that matters; a smaller one is never called clear.",
)
class SmallestChange:
    """The smallest change that matters, in points of each figure."""

    index: float = key(PERCENT, "In points of an index.", default=3.0, example="3")
    share: float = key(
        PERCENT, "In percentage points of a favourable share, between groups of people.",
        default=5.0, example="5",
    )  # fmt: skip
    net: float = key(
        PERCENT, "In points of the net score of a recommend question (NPS), from −100 to 100.",
        default=5.0, example="5",
    )  # fmt: skip


@settings(
    name="rebase",
    title="An entry of `rebase`",
    doc="A decision to learn the usual range of trends anew.",
    example="{begins: 2026-03, decided: 2026-04-10, reason: New opening hours}",
)
class Rebase:
    """A decision to let the usual range of a trend be learnt anew from a period on.

    It holds for reports of periods that end on or after the day it was ``decided``, so that no
    chart published before changes.
    """

    begins: Period = key(PERIOD, "The first period of the new baseline.", example="2026-03")
    decided: dt.date = key(
        Day(), "The day of the decision. Reports of periods that end earlier keep their charts.",
        example="2026-04-10",
    )  # fmt: skip
    reason: Label = key(
        LABEL, "Why; printed below the trend.",
        example="{zh-Hans: 营业时间调整, en: New opening hours}",
    )  # fmt: skip


@settings(name="trend", doc="From what trends learn their usual range.")
class Baseline:
    """From how many first points a trend learns its usual range, and where it starts anew."""

    points: int = key(
        Number(low=6, high=60, whole=True),
        "How many first points make the baseline; then its limits are frozen.",
        name="baseline", default=12, example="12",
    )  # fmt: skip
    rebases: tuple[Rebase, ...] = key(
        ListOf(of=block_of(Rebase)),
        "Decisions to start a new baseline, each with its day and reason.",
        name="rebase", default=(),
        example="[{begins: 2026-03, decided: 2026-04-10, reason: New hours}]",
    )  # fmt: skip


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


@settings(name="reports", doc="Which reports are made, and for whom.")
class Reporting:
    """Which reports are made and for whom."""

    periods: tuple[PeriodKind, ...] = key(
        ListOf(of=one_of(PERIOD_KINDS)),
        "The lengths of period that get a report. Of anonymous answers each further length is paid "
        "for in figures that are withheld, because a quarter less two months is the third.",
        default=(),
        says="`every` and all longer periods; for rounds, and for anonymous answers, `every` alone",
        example="[month, quarter, year]",
        made=lambda kinds: tuple(map(PeriodKind, dict.fromkeys(kinds))),
    )  # fmt: skip
    company: Audience = key(
        one_of(AUDIENCES),
        "Who may read the company's report: open (everybody on the site) or restricted (a folder "
        "of its own, never linked from open pages).",
        default=Audience.OPEN, example="open", made=Audience,
    )  # fmt: skip
    units_read_by: str = key(
        one_of((*AUDIENCES, "none")),
        "Who may read of units: open, or restricted (their reports, and all that the company's "
        "report tells of them); `none` makes no reports of theirs.",
        name="units", default="open", example="restricted",
    )  # fmt: skip
    units_for: int | None = key(
        Either(shapes=(Number(low=1, high=1000, whole=True), OneOf(words=("all",), beside=True))),
        "For how many of the newest periods units have reports: so many of the shortest length, "
        "and the newest of each longer one; or `all`. The company's are made for every period, and "
        "what units were like before stands in their trends. A report that is asked for by its "
        "period (`build --period`) is made in any case.",
        default=3, says="3", example="12", made=lambda n: None if n == "all" else int(n),
    )  # fmt: skip
    unit_level: str = key(
        one_of(UNIT_LEVELS),
        "A unit's PDF: `page` is one A4 sheet, `full` has all chapters.",
        default="page", example="full",
    )  # fmt: skip
    comparison: bool = key(
        Flag(),
        "Whether the report of a unit that has none below it also shows the figures of the unit "
        "above and its own place among the others. Without, late answers of one unit leave the "
        "reports of the others as they are.",
        default=True, example="false",
    )  # fmt: skip
    segments: tuple[str, ...] | None = key(
        ListOf(of=ITEM_ID),
        "Background items whose groups are compared.",
        default=None, says="every closed background item", example="[gender, age]",
    )  # fmt: skip

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
