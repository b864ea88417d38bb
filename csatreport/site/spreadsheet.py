"""Workbooks of a report: a sheet to read and to print, and a long one to calculate with."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape
from textwrap import wrap

from csatreport.tables.book import Format, Workbook, Worksheet, made_book, xl_col_to_name
from csatreport.tables.write import Cell

_NAME_LENGTH = 31
"""Longest name of a sheet that Excel opens."""
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "·"))
_CELL_LENGTH = 32_767
"""Longest text of a cell that Excel opens; a longer one would be left out without a word."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
"""Characters that XML does not know; workbooks write their number instead."""
_WIDEST, _USUAL = 48, 12
_PAPER = 9
"""A4, as workbooks number it."""
_LINE = 100
"""So many letters of a note stand on a line."""
INDEX, SHARE, CHANGE, COUNT = "0.0", "0.0%", "+0.0;−0.0;0.0", "#,##0"
"""How a number looks; it is kept as it is."""


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """A sheet to read and to print on A4.

    ``lines`` stand above the head and stay in view with it, ``notes`` (a name and a text) below the
    rows; a row of one cell begins a section. ``looks`` tells how the numbers of a column look.
    """

    name: str
    lines: Sequence[str]
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    looks: Sequence[str]
    notes: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class LongTable:
    """A sheet to calculate with: each row has cells of some columns, in their order."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[tuple[int, Cell]]]


def write_workbook(page: PrintedSheet, table: LongTable | None, title: str) -> bytes:
    """Return a workbook of one or two sheets, whose heads stay in view."""
    return made_book(title, partial(_fill_book, page, table))


def _fill_book(page: PrintedSheet, table: LongTable | None, book: Workbook) -> None:
    formats = _Formats(
        head=book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        strong=book.add_format({"bold": True}),
        numbers={
            look: book.add_format({"num_format": look}) for look in (INDEX, SHARE, CHANGE, COUNT)
        },
    )
    _fill(book.add_worksheet(_sheet_name(page.name)), page, formats)
    if table is not None:
        long = book.add_worksheet(_sheet_name(table.name), worksheet_class=_LongSheet)
        _head(long, 0, table.head, formats)
        long.autofilter(0, 0, len(table.rows), len(table.head) - 1)
        long.told = table


@dataclass(frozen=True, slots=True)
class _Formats:
    head: Format
    strong: Format
    numbers: dict[str, Format] = field(default_factory=dict)


class _LongSheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """A sheet whose rows below the head are written in one go.

    Cell by cell they took the library longer than all else that makes a store's page.
    """

    told: LongTable

    def _write_rows(self) -> None:
        super()._write_rows()
        self.fh.write("".join(_row_texts(self.told)))


def _row_texts(table: LongTable) -> Iterator[str]:
    """Yield the rows below the head in the workbook's own markup (ECMA-376, 18.3.1.73)."""
    names = [xl_col_to_name(column) for column in range(len(table.head))]
    for row, cells in enumerate(table.rows, start=2):
        yield f'<row r="{row}">'
        for column, cell in cells:
            if cell is not None and cell is not False:
                yield f'<c r="{names[column]}{row}"{_cell_text(cell)}</c>'
        yield "</row>"


def _cell_text(cell: Cell) -> str:
    """Return what a cell is and holds; numbers with the ten digits that a figure has."""
    if isinstance(cell, str):
        text = escape(_CONTROL.sub(_numbered, _fitting(cell)), quote=False)
        return f' t="inlineStr"><is><t xml:space="preserve">{text}</t></is>'
    if cell is True:
        return ' t="b"><v>1</v>'
    return f"><v>{f'{cell:.10g}' if isinstance(cell, float) else cell}</v>"


def _numbered(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"


def _sheet_name(name: str) -> str:
    return name.translate(_NOT_IN_NAMES)[:_NAME_LENGTH]


def _head(sheet: Worksheet, row: int, heads: Sequence[str], formats: _Formats) -> None:
    for column, head in enumerate(heads):
        sheet.write_string(row, column, head, formats.head)
    sheet.set_column(0, len(heads) - 1, _USUAL)
    sheet.freeze_panes(row + 1, 1)


def _fill(sheet: Worksheet, page: PrintedSheet, formats: _Formats) -> None:
    top = len(page.lines)
    for row, line in enumerate(page.lines):
        sheet.write_string(row, 0, _fitting(line), formats.strong if row == 0 else None)
    _head(sheet, top, page.head, formats)
    sheet.set_column(0, 0, min(2 + max(_letters(str(row[0])) for row in page.rows if row), _WIDEST))
    for column, look in enumerate(page.looks):
        if column > 0 and not look:
            sheet.set_column(column, column, 2 * _USUAL)
    styles = [formats.numbers.get(look) for look in page.looks]
    for row, cells in enumerate(page.rows, start=top + 1):
        for column, (cell, style) in enumerate(zip(cells, styles, strict=False)):
            if isinstance(cell, str):
                strong = formats.strong if len(cells) == 1 else None
                sheet.write_string(row, column, _fitting(cell), strong)
            elif cell is not None:
                sheet.write_number(row, column, cell, style)
    _note(sheet, top + len(page.rows) + 2, page.notes)
    sheet.set_landscape()
    sheet.set_paper(_PAPER)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)


def _note(sheet: Worksheet, row: int, notes: Sequence[tuple[str, str]]) -> None:
    """Write what is to be known below the rows, in lines that fit beside their name."""
    for name, text in notes:
        sheet.write_string(row, 0, name)
        for line in _broken(text):
            sheet.write_string(row, 1, line)
            row += 1


def _broken(text: str) -> Sequence[str]:
    """Break a text into lines: between words, and where letters are wide, after so many."""
    return wrap(text, _LINE) if text.isascii() else wrap(text, _LINE * 6 // 10)


def _fitting(text: str) -> str:
    return text if len(text) <= _CELL_LENGTH else f"{text[: _CELL_LENGTH - 1]}…"


def _letters(text: str) -> int:
    """Count letters; Chinese ones take two."""
    return len(text) if text.isascii() else sum(2 if ord(c) > 0x2E7F else 1 for c in text)
