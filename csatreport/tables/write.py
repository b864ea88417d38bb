"""Tables for people to open in a spreadsheet: CSV in which no cell is ever a formula.

A spreadsheet takes a cell that begins with one of a few signs for a formula, and a formula can
fetch, send or run things. Texts from answers are data, so such a text gets a leading apostrophe,
which spreadsheets understand as "this is text". Numbers handed over as numbers stay numbers.
"""

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterable
from typing import TypeAlias

Cell: TypeAlias = str | int | float | None
"""What a written cell may be; None is written as an empty cell."""

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a formula can begin with; the full-width ones count in East Asian spreadsheets."""

_UNSEEN = ("Z", "C")
"""Kinds of characters that a spreadsheet may drop before it looks: blanks, controls, invisible."""


def neutralise(text: str) -> str:
    """Return the text such that no spreadsheet takes it for a formula.

    >>> neutralise("=1+1"), neutralise("fine")
    ("'=1+1", 'fine')
    """
    return f"'{text}" if text.startswith(FORMULA_SIGNS) or _seems_formula(text) else text


def _seems_formula(text: str) -> bool:
    """Tell whether the first letter that is seen is a sign, however it is written."""
    seen = next((c for c in text if unicodedata.category(c)[0] not in _UNSEEN), "")
    return unicodedata.normalize("NFKC", seen) in FORMULA_SIGNS


def write_csv(rows: Iterable[Iterable[Cell]]) -> bytes:
    """Return CSV in UTF-8 with byte order mark and CRLF, every text neutralised, headers too."""
    page = io.StringIO(newline="")
    csv.writer(page, lineterminator="\r\n").writerows(
        [_plain(cell) for cell in row] for row in rows
    )
    return codecs.BOM_UTF8 + page.getvalue().encode("utf-8")


def _plain(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    return neutralise(cell) if isinstance(cell, str) else cell
