"""The report as data, before it is a page.

A `Report` is a frozen tree of blocks in one language. Every text in it is finished: rounded,
worded and in the reader's language. Numbers that stand beside the texts are for drawing only
(where a dot goes, how long a bar is). HTML, PDF, JSON and spreadsheet are four printings of it;
templates print and never compute, round or translate.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from csatreport.report.figures import Compare, Funnels, HeatTable, Items, Trend
from csatreport.report.inline import Direction, Link, Mark, Words
from csatreport.report.plots import Plot, Ranges
from csatreport.study.policy import Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The one number, with everything that belongs to it."""

    label: Link
    value: str
    interval: Link
    base: str
    verdict: str
    direction: Direction
    sentence: str
    facts: tuple[tuple[str, str], ...] = ()
    """Further lines such as target and same month last year: (term, statement)."""
    explain: str = ""
    """Where the number leads: a target as in `Link`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text; ``note`` sets it small."""

    text: str
    note: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout:
    """A statement that must not be overlooked, such as too few answers or suppression."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """A line of a card: what, the detail, and a change mark where there is one."""

    head: Link
    detail: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A short list on the one page."""

    title: str
    rows: tuple[CardRow, ...]
    note: str = ""
    numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """Cards side by side."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One line of a bar table; the longest bar of a table stands for its largest ``size``."""

    label: str
    count: str
    share: str
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A distribution as a table with bars."""

    caption: str
    rows: tuple[Bar, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Blocks set in two columns where there is room."""

    blocks: tuple[Bars, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A plain table. ``numeric`` marks right-aligned columns; a cell may be more than a text."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str | Link | Mark | Words, ...], ...]
    numeric: tuple[bool, ...] = ()
    note: str = ""
    empty: str = ""
    css: str = ""
    folded: bool = False
    """Folded away on the screen until it is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Somebody's own words, and where they come from."""

    words: Words
    about: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotes:
    """Words of respondents, newest first; ``more`` says how many were left out."""

    title: str
    rows: tuple[Quote, ...]
    empty: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One entry of the method chapter; ``id`` is what ``term:`` links lead to."""

    id: str
    term: str
    text: str
    formula: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions:
    """A list of definitions."""

    entries: tuple[Definition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanationStep:
    """One step from the answers to a figure: lines of text, below them a small table."""

    title: str
    lines: tuple[str, ...]
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    numeric: tuple[bool, ...] = ()

    @classmethod
    def of(cls, title: str, *lines: str) -> ExplanationStep:
        """Return a step of lines under a title; those that are empty are left out."""
        return cls(title=title, lines=tuple(filter(None, lines)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """How a figure came about; ``id`` is the target of the links that lead here.

    ``of_answers`` is false where a register alone is behind it.
    """

    id: str
    title: str
    figure: str
    steps: tuple[ExplanationStep, ...]
    of_answers: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanations:
    """How the figures of a report came about, each folded away."""

    entries: tuple[Explanation, ...]


ReportBlock: TypeAlias = (
    Headline
    | Trend
    | Paragraph
    | Callout
    | Cards
    | Columns
    | Bars
    | Items
    | Compare
    | Funnels
    | HeatTable
    | Table
    | Quotes
    | Definitions
    | Explanations
    | Ranges
    | Plot
)


class ReportPage(StrEnum):
    """The pages of a report, by their names: the one that is read first, and those a click away."""

    FRONT = "index"
    """What a director reads: the number, results, change, units, priorities; a unit's sheet."""
    DETAIL = "detail"
    """Who answered, groups and models; everything else of a unit's report."""
    VOICES = "voices"
    REGISTERS = "registers"
    QUALITY = "quality"
    WORKINGS = "workings"
    """How each figure came about."""
    PAPER = "paper"
    """No page: on the screen it stands elsewhere, once for the whole survey."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A chapter: its topic stands small above a heading that is the finding.

    Its number follows from its place in the report.
    """

    id: str
    topic: str
    heading: str
    blocks: tuple[ReportBlock, ...]
    number: str = ""
    page: ReportPage = ReportPage.FRONT
    screen_only: bool = False
    """Left out of the PDF (a unit's one-page sheet)."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """One report in one language. ``unit`` is None for pages that are not about a unit."""

    questionnaire: str
    period: str
    unit: str
    language: str
    audience: Audience
    company: bool
    """The root unit's report, with all chapters."""
    organisation: str
    title: str
    where: str
    """Period and unit in words: the cover line under the title."""
    base: str
    """n in words, for running feet."""
    sample: str
    """ "sample data" in words, or ""."""
    chapters: tuple[Chapter, ...]
    data: dict[str, object]
    """What ``data.json`` says (see docs/data-format.md); raw numbers."""

    @property
    def pages(self) -> dict[ReportPage, tuple[Chapter, ...]]:
        """The chapters of each page that there is for the screen, in the order of the pages."""
        pages = {page: tuple(c for c in self.chapters if c.page is page) for page in ReportPage}
        return {page: some for page, some in pages.items() if some and page is not ReportPage.PAPER}


@dataclass(frozen=True, kw_only=True)
class QuestionPage:
    """One question through time, in one language: the page that ``item:`` links lead to.

    Its blocks never hold words or names of respondents, so that it is as open as the company
    report.
    """

    questionnaire: str
    item: str
    language: str
    audience: Audience
    organisation: str
    title: str
    """The question as asked."""
    where: str
    """Its number and short name, and the questionnaire: the line under the title."""
    sample: str
    """ "sample data" in words, or ""."""
    blocks: tuple[ReportBlock, ...]
