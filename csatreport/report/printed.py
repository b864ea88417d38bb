"""What of a report stands on paper: at most ten pages, and an annex of what people wrote.

The page of a report on which a chapter stands (`ReportPage`) decides. What a director reads first
is printed whole, what is a click away in short: its finding, what is said of it, and the first
figure. What people said stands in the annex, a file of its own. A unit's sheet has no annex.

Where there is more than ten pages hold, long tables lose rows: those that say something clear stay,
or the lowest and highest units. Each says so, and that all of it stands on the screen.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any, TypeVar

from csatreport.base.words import say
from csatreport.report import numbers
from csatreport.report.figures import Compare, HeatTable, Items
from csatreport.report.inline import Direction, Mark
from csatreport.report.model import (
    Bars,
    Callout,
    Chapter,
    Columns,
    Definitions,
    Explanations,
    Paragraph,
    Quotes,
    Report,
    ReportBlock,
    ReportPage,
    Table,
)
from csatreport.report.plots import Ranges

PAGES = 10
"""So many pages a report has on paper, without its annex."""
_SHEET_CHAPTERS = 3
"""A unit's report with no more chapters to print is one sheet."""
_ROWS = 220
"""So many rows of tables the chapters printed whole have room for, their charts aside."""
_CUTS = (60, 40, 30, 24, 16, 10)
"""To so many rows a table is cut; the largest number that leaves room for all is taken."""
_BRIEF = 6
"""Rows of the one figure of a chapter in short."""
_SCREEN_UNITS = 300
"""So many units are listed side by side on a page: some 150 KB of it."""
_ACROSS = 14
"""Columns that a heat table has room for."""
_CLEAR = {Direction.UP, Direction.DOWN}
_Tabled = TypeVar("_Tabled", bound=Compare | Table | Bars | Ranges)


def is_sheet(report: Report) -> bool:
    """Tell whether a report is a unit's one sheet."""
    return not report.company and len(_on_paper(report)) <= _SHEET_CHAPTERS


def printed(report: Report) -> tuple[Chapter, ...]:
    """Return the chapters of a report's PDF."""
    chapters = _on_paper(report)
    if is_sheet(report):
        return chapters
    whole = [one for one in chapters if one.page is ReportPage.FRONT]
    most = next((cut for cut in _CUTS if _rows(whole, cut) <= _ROWS), _CUTS[-1])
    language = report.language
    short = [_brief(one, language) for one in chapters if one.page is not ReportPage.FRONT]
    if short:
        said = Paragraph(text=say(language, _note(report)), note=True)
        short[0] = replace(short[0], blocks=(said, *short[0].blocks))
    return (*(_cut_all(one, most, language) for one in whole), *short)


def on_screen(chapter: Chapter, language: str) -> Chapter:
    """Return a chapter of a page; of very many units side by side the lowest and the highest."""
    blocks = (
        _cut(one, _SCREEN_UNITS, language) if isinstance(one, Compare) else one
        for one in chapter.blocks
    )
    return replace(chapter, blocks=tuple(blocks))


def annex(report: Report) -> tuple[Chapter, ...]:
    """Return the chapters of a report's annex, what people said.

    There is none where nobody said anything, or no more than stands in the report.
    """
    voices = tuple(one for one in _on_paper(report) if one.page is ReportPage.VOICES)
    said = (_says(block) for one in voices for block in one.blocks)
    short = tuple(_brief(one, report.language) for one in voices)
    return voices if not is_sheet(report) and any(said) and short != voices else ()


def _says(block: ReportBlock) -> bool:
    """Tell whether somebody's own words stand in a block."""
    return bool(
        (isinstance(block, Quotes) or (isinstance(block, Table) and block.css == "reasons"))
        and block.rows
    )


def _on_paper(report: Report) -> tuple[Chapter, ...]:
    return tuple(chapter for chapter in report.chapters if not chapter.screen_only)


def _note(report: Report) -> str:
    return "report.paper.brief_annex" if annex(report) else "report.paper.brief"


def _rows(chapters: Sequence[Chapter], most: int) -> int:
    """Return how many rows stand in chapters where a table has at most so many."""
    return sum(_height(block, most) for chapter in chapters for block in chapter.blocks)


def _height(block: ReportBlock, most: int) -> int:
    """Return how many rows of a table a block is high; what has no rows counts for nothing."""
    if isinstance(block, Items):
        return 2 * sum(len(group.rows) for group in block.groups)
    if isinstance(block, Compare):
        return 2 * min(len(block.rows), most)  # each stands in the chart and in the table
    if isinstance(block, HeatTable):
        return min(len(block.lines), most)
    return min(len(block.rows), most) if isinstance(block, Table | Bars | Ranges) else 0


def _brief(chapter: Chapter, language: str) -> Chapter:
    """Return a chapter with its first sentences and its first figure, a few rows of it."""
    said = list(takewhile(lambda block: isinstance(block, Paragraph | Callout), chapter.blocks))
    figure = next(
        (b for b in chapter.blocks[len(said) :] if not isinstance(b, Definitions | Explanations)),
        None,
    )
    if isinstance(figure, Columns):
        figure = replace(figure, blocks=figure.blocks[:2])
    shown = () if figure is None else (_cut(figure, _BRIEF, language),)
    return replace(chapter, blocks=(*said, *shown))


def _cut_all(chapter: Chapter, most: int, language: str) -> Chapter:
    return replace(chapter, blocks=tuple(_cut(block, most, language) for block in chapter.blocks))


def _cut(block: ReportBlock, most: int, language: str) -> ReportBlock:
    """Return a block with so many rows at most, and the line that says so."""
    if isinstance(block, Columns):
        return replace(block, blocks=tuple(_rows_cut(b, most, language) for b in block.blocks))
    if isinstance(block, HeatTable):
        return _heat_cut(block, most, language)
    if isinstance(block, Quotes):
        more = block.more or _said(language, most, len(block.rows))
        return replace(block, rows=block.rows[:most], more=more)
    if isinstance(block, Compare | Table | Bars | Ranges):
        return _rows_cut(block, most, language)
    return block


def _rows_cut(block: _Tabled, most: int, language: str) -> _Tabled:
    """Return a table with those rows that say most, in their order."""
    weights = _weights(block)
    kept = _kept(weights, most)
    if len(kept) == len(block.rows):
        return block
    key = "report.paper.clear" if any(weights) else "report.paper.rows"
    key = "report.paper.ends" if isinstance(block, Compare) else key
    note = _said(language, len(kept), len(block.rows), key)
    rows: Any = tuple(block.rows[place] for place in kept)
    return replace(block, rows=rows, note=_joined(language, block.note, note))


def _heat_cut(block: HeatTable, most: int, language: str) -> HeatTable:
    """Return a heat table with the lines and columns in which most is clear."""
    sides = [[value.side != 0 for value in line.values] for line in block.lines]
    lines = _kept([sum(line) for line in sides], most)
    across = _kept([sum(column) for column in zip(*sides, strict=True)], _ACROSS)
    shown = (block.lines[place] for place in lines)
    return replace(
        block,
        heads=tuple(block.heads[place] for place in across),
        lines=tuple(replace(one, values=tuple(one.values[n] for n in across)) for one in shown),
        note=_joined(
            language,
            block.note,
            _said(language, len(lines), len(block.lines)),
            _said(language, len(across), len(block.heads), "report.paper.columns"),
        ),
    )


def _weights(block: Compare | Table | Bars | Ranges) -> list[float]:
    """Return how much each row says: the clear ones, of units the lowest and the highest."""
    if isinstance(block, Table):
        return [any(isinstance(c, Mark) and c.direction in _CLEAR for c in r) for r in block.rows]
    if isinstance(block, Ranges):
        return [row.strong for row in block.rows]
    if isinstance(block, Bars):
        return [0] * len(block.rows)
    known = sorted(
        (row.value, place) for place, row in enumerate(block.rows) if row.value is not None
    )
    ends = {place: -min(rank, len(known) - 1 - rank) for rank, (_, place) in enumerate(known)}
    return [ends.get(place, -len(known)) for place in range(len(block.rows))]


def _kept(weights: Sequence[float], most: int) -> list[int]:
    """Return the places of the largest weights, of equal ones the first, in their order."""
    return sorted(sorted(range(len(weights)), key=lambda place: -weights[place])[:most])


def _said(language: str, shown: int, all_: int, key: str = "report.paper.rows") -> str:
    if shown >= all_:
        return ""
    return say(language, key, shown=shown, all=numbers.count(all_))


def _joined(language: str, *sentences: str) -> str:
    return say(language, "report.list.sentence").join(filter(None, sentences))
