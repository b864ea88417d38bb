"""Workbooks: the one door to XlsxWriter.

Texts are written as texts, never as formulas or links, whatever they begin with. The same
tables give the same bytes: a workbook's date is fixed.
"""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from csatreport.tables.write import Cell

_MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
_NAME_LENGTH = 31
"""Longest name of a sheet that Excel opens."""
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "·"))
_CELL_LENGTH = 32_767
"""Longest text of a cell that Excel opens; a longer one would be left out without a word."""
_WIDTHS = (6, 48)
_SAMPLED = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its first row is the head. ``wide`` sheets hold sentences."""

    name: str
    rows: Sequence[Sequence[Cell]]
    wide: bool = False


def write_workbook(sheets: Iterable[Sheet], title: str) -> bytes:
    """Return a workbook with frozen, filterable heads."""
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(file, options)
    book.set_properties({"title": title, "created": _MADE})
    formats = _Formats(
        head=book.add_format({"bold": True, "bottom": 1}),
        number=book.add_format({"num_format": "0.0###"}),
        sentence=book.add_format({"text_wrap": True, "valign": "top"}),
    )
    for sheet in sheets:
        name = sheet.name.translate(_NOT_IN_NAMES)[:_NAME_LENGTH]
        _fill(book.add_worksheet(name), sheet, formats)
    book.close()
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class _Formats:
    head: Format
    number: Format
    sentence: Format


def _fill(page: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    page.freeze_panes(1, 0)
    for column, cell in enumerate(sheet.rows[0]):
        page.write_string(0, column, _fitting(str(cell)), formats.head)
        page.set_column(column, column, _width(sheet, column))
    text = formats.sentence if sheet.wide else None
    for row, cells in enumerate(sheet.rows[1:], start=1):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                page.write_string(row, column, _fitting(cell), text)
            elif isinstance(cell, bool):
                page.write_boolean(row, column, cell)
            elif cell is not None:
                style = formats.number if isinstance(cell, float) else None
                page.write_number(row, column, cell, style)
    if not sheet.wide:
        page.autofilter(0, 0, len(sheet.rows) - 1, len(sheet.rows[0]) - 1)


def _fitting(text: str) -> str:
    return text if len(text) <= _CELL_LENGTH else f"{text[: _CELL_LENGTH - 1]}…"


def _width(sheet: Sheet, column: int) -> float:
    """Make a column as wide as its longest text, within reason; Chinese letters take two."""
    if sheet.wide:
        return (24, 100)[min(column, 1)]
    longest = max((_letters(_printed(row[column])) for row in sheet.rows[:_SAMPLED]), default=0)
    return min(max(longest + 2, _WIDTHS[0]), _WIDTHS[1])


def _letters(text: str) -> int:
    return len(text) if text.isascii() else sum(2 if ord(c) > 0x2E7F else 1 for c in text)


def _printed(cell: Cell) -> str:
    return "" if cell is None else f"{cell:.4g}" if isinstance(cell, float) else str(cell)
