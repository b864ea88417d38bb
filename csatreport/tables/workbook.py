"""Workbooks (XLSX, XLSM, XLSB, XLS, ODS) to rows of texts.

A cell becomes the text that a person would type: whole numbers without a decimal point, dates
as 2026-10-05, the result of a formula and not the formula. The sheet that counts is the first
visible one that holds anything; others with the same headers may be asked for by name.

The spreadsheet library reserves memory for the whole rectangle that a sheet spans, so one
stray blank in the last cell would end the process. The extent is therefore read first, from the
file itself.
"""

import datetime as dt
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from csatreport.tables.delimited import RecordLine
from csatreport.tables.table import WORKBOOK_BYTES, WORKBOOK_CELLS

SheetCell: TypeAlias = str | float | bool | dt.date | dt.time | dt.timedelta

_CORRUPT = "A409"
_PROTECTED = "A410"
_TOO_LARGE = "A406"
_TOO_WIDE_AND_HIGH = "A407"
_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How an old XLS file begins, and one that a password protects."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HEADS = 10
"""Among so many rows the headers are looked for."""
_FEWEST_HEADERS = 3
"""So many words beside each other may be headers, by which sheets are found to be alike."""
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, RuntimeError, ValueError),
)
"""All that a damaged archive makes the archive reader raise."""
_CHUNK = 1 << 20
_WIDE_PLACE = re.compile(rb' r="([A-Z]{2,3})[0-9]')
_PLACE = re.compile(rb' r="[A-Z]{1,3}([0-9]{1,7})"')
_ATTRIBUTE = b' r="'
_LONGEST_PLACE = 16


NOTES = "#"
"""A sheet whose name begins with this explains the others and is never read."""


MergedCells: TypeAlias = tuple[int, int, int]
"""Cells of one column that were made one: its place, and the first and the last row's number."""


@dataclass(frozen=True, kw_only=True)
class SheetRows:
    """One sheet's rows with their numbers, and the names of other sheets that hold something."""

    name: str
    records: Iterator[RecordLine]
    others: tuple[str, ...]
    merged: tuple[MergedCells, ...] = ()


class WorkbookFaultError(Exception):
    """The workbook cannot be read; carries the code of the issue and its facts."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code)


def read_sheet(raw: bytes, sheet: str | None = None) -> SheetRows | None:
    """Return the first visible sheet that holds a table, or the one of a name.

    None where there is none. Words in one column alone are a cover, and no table where another
    sheet has headers: the cover is among the others then. Where a name is asked for ("" for the
    first), sheets with the same headers are not among the others: they are asked for by name too.

    Raises:
        WorkbookFaultError: the file is damaged, protected by a password, or too large.
    """
    with _opened(raw) as book:
        found = _filled_sheets(book)
        chosen = next((one for one in found if not sheet or one.name == sheet), None)
        if chosen is None:
            return None
        alike = _alike(found) if sheet is not None else {chosen.name}
        others = tuple(one.name for one in found if one.name not in alike)
        others = others if chosen is found[0] else ()
        records, merged = _records(chosen), _merged(chosen)
        return SheetRows(name=chosen.name, records=records, others=others, merged=merged)


def is_compound(path: Path) -> bool:
    """Tell whether a file begins as an old workbook does, or one that a password protects."""
    try:
        with path.open("rb") as file:
            return file.read(len(_COMPOUND_FILE)) == _COMPOUND_FILE
    except OSError:
        return False


def sheets_alike(raw: bytes) -> tuple[str, ...]:
    """Return the names of the visible sheets whose headers are those of the first.

    Raises:
        WorkbookFaultError: as `read_sheet`.
    """
    with _opened(raw) as book:
        found = _filled_sheets(book)
        alike = _alike(found)
        return tuple(one.name for one in found if one.name in alike)


@contextmanager
def _opened(raw: bytes) -> Iterator[CalamineWorkbook]:
    if raw.startswith(_COMPOUND_FILE):
        if _ENCRYPTED in raw:
            raise WorkbookFaultError(_PROTECTED)
    else:
        _check_extent(raw)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(raw)) as book:
            yield book
    except PasswordError as fault:
        raise WorkbookFaultError(_PROTECTED) from fault
    except CalamineError as fault:
        raise WorkbookFaultError(_CORRUPT, reason=str(fault)) from fault


def _alike(sheets: Sequence[CalamineSheet]) -> set[str]:
    """Return the names of the first sheet and of those that share its headers."""
    heads = [_heads(sheet) for sheet in sheets]
    return {one.name for one, own in zip(sheets, heads, strict=True) if own & heads[0]} | {
        one.name for one in sheets[:1]
    }


def _heads(sheet: CalamineSheet) -> set[tuple[str, ...]]:
    """Return the rows at the top that may be headers: several words, and no numbers."""
    rows = (
        tuple(cell_text(cell).strip() for cell in row) for row in islice(sheet.iter_rows(), _HEADS)
    )
    filled = (tuple(filter(None, row)) for row in rows)
    return {
        row
        for row in filled
        if len(row) >= _FEWEST_HEADERS and not any(cell[0].isdecimal() for cell in row)
    }


def _filled_sheets(book: CalamineWorkbook) -> list[CalamineSheet]:
    """Return the sheets that hold something, covers behind those that may hold a table."""
    found = [one for one in _visible_sheets(book) if _holds_something(one)]
    if not any(map(_heads, found)):
        return found
    return sorted(found, key=_is_cover)


def _is_cover(sheet: CalamineSheet) -> bool:
    rows = islice(sheet.iter_rows(), _HEADS)
    return all(sum(bool(cell_text(cell).strip()) for cell in row) < 2 for row in rows)


def _merged(sheet: CalamineSheet) -> tuple[MergedCells, ...]:
    left = (sheet.start or (0, 0))[1]
    return tuple(
        (column - left, first + 1, last + 1)
        for (first, column), (last, end) in sheet.merged_cell_ranges or ()
        if column == end and first < last and column >= left
    )


def _records(sheet: CalamineSheet) -> Iterator[RecordLine]:
    first = (sheet.start or (0, 0))[0] + 1
    for row, cells in enumerate(sheet.to_python(), start=first):
        yield row, [cell_text(cell) for cell in cells]


def _visible_sheets(book: CalamineWorkbook) -> Iterator[CalamineSheet]:
    for place, sheet in enumerate(book.sheets_metadata):
        noted = sheet.name.startswith(NOTES)
        shown = sheet.visible == SheetVisibleEnum.Visible
        if sheet.typ == SheetTypeEnum.WorkSheet and shown and not noted:
            yield book.get_sheet_by_index(place)


def _holds_something(sheet: CalamineSheet) -> bool:
    return any(cell_text(cell).strip() for row in sheet.iter_rows() for cell in row)


def cell_text(cell: SheetCell) -> str:
    """Return a cell as a person would type it."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(cell, ".15g")
    if isinstance(cell, dt.datetime):
        midnight = cell.time() == dt.time()
        return str(cell.date()) if midnight else cell.isoformat(sep=" ", timespec="seconds")
    return str(cell)


def _check_extent(raw: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(part.file_size for part in archive.infolist()) > WORKBOOK_BYTES:
                raise WorkbookFaultError(_TOO_LARGE, megabytes=WORKBOOK_BYTES >> 20)
            sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
            for name in sheets:
                _check_sheet_extent(archive, name)
    except _DAMAGE as fault:
        raise WorkbookFaultError(_CORRUPT, reason=str(fault)) from fault


def _check_sheet_extent(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse a sheet whose last row and widest cell span too much; rows stand in order."""
    width, height = 26, 1
    rest = b""
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            text = rest + chunk
            wide = map(_column_number, set(_WIDE_PLACE.findall(text)))
            width = max(width, max(wide, default=0))
            height = max(height, _last_row(text))
            rest = text[-_LONGEST_PLACE:]
    if width * height > WORKBOOK_CELLS:
        facts = {"rows": height, "columns": width, "limit": WORKBOOK_CELLS}
        raise WorkbookFaultError(_TOO_WIDE_AND_HIGH, **facts)


def _last_row(text: bytes) -> int:
    at = text.rfind(_ATTRIBUTE)
    while at >= 0:
        if found := _PLACE.match(text, at):
            return int(found[1])
        at = text.rfind(_ATTRIBUTE, 0, at)
    return 0


def _column_number(letters: bytes) -> int:
    """Return the number of a column: A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
