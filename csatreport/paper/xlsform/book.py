"""The sheets of an XLSForm as a workbook: the same bytes for the same form, whenever it is made."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence

import xlsxwriter

_MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
_WIDTH = 28


def write_book(sheets: Mapping[str, Sequence[Sequence[str]]], title: str) -> bytes:
    """Return a workbook in which all cells are texts, below a first row of headers."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"title": title, "created": _MADE})
    bold = book.add_format({"bold": True})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        page.freeze_panes(1, 0)
        page.set_column(0, max(map(len, rows)) - 1, _WIDTH)
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                if text:
                    page.write_string(row, column, text, None if row else bold)
    book.close()
    return file.getvalue()
