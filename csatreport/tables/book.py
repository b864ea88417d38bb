"""Workbooks to write: the one door to XlsxWriter.

Texts are written as texts, never as formulas or links, whatever they begin with. The same cells
give the same bytes: a workbook's date is fixed.
"""

import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range, xl_range_abs
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

__all__ = [
    "Format", "Workbook", "Worksheet", "made_book", "text_book", "xl_col_to_name", "xl_range",
    "xl_range_abs",
]  # fmt: skip

_MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDTH = 28


def made_book(title: str, fill: Callable[[Workbook], None]) -> bytes:
    """Return the bytes of a workbook that ``fill`` puts sheets into."""
    file = io.BytesIO()
    book = Workbook(file, _OPTIONS)
    book.set_properties({"title": title, "created": _MADE})
    fill(book)
    book.close()
    return file.getvalue()


def text_book(sheets: Mapping[str, Sequence[Sequence[str]]], title: str) -> bytes:
    """Return a workbook in which all cells are texts, below a first row of headers."""

    def fill(book: Workbook) -> None:
        bold = book.add_format({"bold": True})
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            page.freeze_panes(1, 0)
            page.set_column(0, max(map(len, rows)) - 1, _WIDTH)
            for row, cells in enumerate(rows):
                for column, text in enumerate(cells):
                    if text:
                        page.write_string(row, column, text, None if row else bold)

    return made_book(title, fill)
