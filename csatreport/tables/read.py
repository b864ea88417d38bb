"""The one reader of tables: a CSV file, a workbook or an SPSS file to a `ReadTable`.

It never raises for what a file contains. A fault of the whole file becomes an issue, a fault of
one row a refused row, and everything else is read.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from csatreport.base.errors import Issue, Source
from csatreport.tables.delimited import RecordLine, parse_records
from csatreport.tables.encoding import Undecodable, decode
from csatreport.tables.sav import ENDINGS as DESCRIBED
from csatreport.tables.sav import read_sav
from csatreport.tables.streamed import available, read_streamed
from csatreport.tables.table import (
    CELL_LENGTH,
    COLUMN_LIMIT,
    FILE_BYTES,
    LINE_BYTES,
    MALFORMED_LIMIT,
    ReadTable,
    RefusedRow,
    excerpt,
)
from csatreport.tables.trial import MEGABYTES, SECONDS, survives
from csatreport.tables.workbook import MergedCells, WorkbookFaultError, read_sheet, sheets_alike

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
READABLE = (".csv", ".tsv", *WORKBOOKS, *DESCRIBED)
"""Endings of the files that are read, in lower case."""

FOREIGN = (".et", ".numbers")
"""Endings of tables in a form that is not read: worth a word, so that none is overlooked."""

RAGGED = "A421"

STREAMED_FROM = 256 * 1024
"""From so many bytes on a CSV file is read with pyarrow, where that is installed."""


@dataclass(frozen=True, kw_only=True)
class _Opened:
    """Rows as they stand in the file, the header still among them."""

    records: Iterator[RecordLine]
    encoding: str
    warnings: tuple[Issue, ...] = ()
    merged: tuple[MergedCells, ...] = ()


@dataclass(kw_only=True)
class _Gathered:
    """Cells row by row in one list, the rows' numbers, and the rows that do not fit."""

    cells: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)


class _FileFaultError(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, issue: Issue) -> None:
        self.issue = issue
        super().__init__(issue.code)


def read_table(path: Path, name: str, sheet: str | None = None) -> ReadTable:
    """Read a CSV file, a workbook or an SPSS file, told apart by its ending.

    Args:
        path: where the file lies.
        name: how issues call it: its path relative to the study, with forward slashes.
        sheet: of a workbook of which all sheets with the same headers are read, the one that is
            meant ("" for the first). Without it only the first is read, and others are told.
    """
    digest = ""
    try:
        raw = _read_bytes(path, name)
        digest = hashlib.sha256(raw).hexdigest()
        if path.suffix.casefold() in DESCRIBED:
            return _describe(path, raw, name, digest)
        is_workbook = path.suffix.casefold() in WORKBOOKS
        if not is_workbook:
            _check_lines(raw, name)
        if not is_workbook and len(raw) >= STREAMED_FROM and available():
            table = _stream(raw, name, digest)
            if table is not None:
                return table
        content = _open_workbook(path, raw, name, sheet) if is_workbook else _open_text(raw, name)
        return _tabulate(content, name, digest)
    except _FileFaultError as fault:
        return ReadTable(name=name, sha256=digest, issues=(fault.issue,))


def sheets_of(path: Path) -> tuple[str, ...]:
    """Return the names of a workbook's sheets that have the first one's headers.

    There are none for another file and for one that cannot be read; reading it will say why.
    """
    if path.suffix.casefold() not in WORKBOOKS or not survives(path):
        return ()
    try:
        return sheets_alike(path.read_bytes())
    except (WorkbookFaultError, OSError):
        return ()


def _describe(path: Path, raw: bytes, name: str, digest: str) -> ReadTable:
    """Read a file that says itself what its columns and codes are; its rows are its cases."""
    try:
        found = read_sav(path) if raw else None
    except WorkbookFaultError as fault:
        raise _fault(fault.code, Source(file=name), **fault.facts) from fault
    if found is None or not found.variables:
        raise _fault("A402", Source(file=name))
    headers = tuple(variable.name for variable in found.variables)
    _check_headers(headers, Source(file=name))
    return ReadTable(
        name=name,
        headers=headers,
        columns=found.columns,
        rows=range(1, found.rows + 1),
        encoding=f"{path.suffix[1:].upper()} {found.encoding}".strip(),
        sha256=digest,
        variables=found.variables,
        weight=found.weight,
    )


def _stream(raw: bytes, name: str, digest: str) -> ReadTable | None:
    """Read a large file piece by piece; None where it is not plain enough for that."""
    end = raw.find(b"\n", 0, CELL_LENGTH) + 1
    decoded = decode(raw[:end])
    if isinstance(decoded, Undecodable) or not decoded.encoding.startswith("UTF-8"):
        return None
    try:
        _, headers = _read_header(parse_records(decoded.text), name)
    except _FileFaultError:
        return None
    found = read_streamed(raw, headers)
    if found is None:
        return None
    return ReadTable(
        name=name,
        headers=headers,
        columns=found.columns,
        rows=found.rows,
        encoding=decoded.encoding,
        sha256=digest,
        refused=tuple(_ragged(row, record) for row, record in found.ragged),
    )


def _fault(code: str, source: Source, **facts: object) -> _FileFaultError:
    return _FileFaultError(Issue.at(code, source, **facts))


def _read_bytes(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > FILE_BYTES:
            raise _fault("A406", Source(file=name), megabytes=FILE_BYTES >> 20)
        return path.read_bytes()
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        raise _fault("A401", Source(file=name), reason=reason) from fault


def _check_lines(raw: bytes, name: str) -> None:
    """Refuse a line without end, before anything is made of it."""
    start = 0
    while len(raw) - start > LINE_BYTES:
        end = max(raw.rfind(sign, start, start + LINE_BYTES) for sign in (b"\n", b"\r"))
        if end < 0:
            line = raw.count(b"\n", 0, start) + 1
            raise _fault("A419", Source(file=name, line=line), megabytes=LINE_BYTES >> 20)
        start = end + 1


def _open_text(raw: bytes, name: str) -> _Opened:
    decoded = decode(raw)
    if isinstance(decoded, Undecodable):
        place = Source(file=name, line=decoded.line)
        raise _fault("A403", place, encoding=decoded.encoding, byte=decoded.byte)
    if (nul := decoded.text.find("\0")) >= 0:
        raise _fault("A404", Source(file=name, line=decoded.text.count("\n", 0, nul) + 1))
    return _Opened(records=parse_records(decoded.text), encoding=decoded.encoding)


def _open_workbook(path: Path, raw: bytes, name: str, sheet_name: str | None) -> _Opened:
    if not survives(path):
        raise _fault("A414", Source(file=name), megabytes=MEGABYTES, seconds=SECONDS)
    try:
        sheet = read_sheet(raw, sheet_name) if raw else None
    except WorkbookFaultError as fault:
        raise _fault(fault.code, Source(file=name), **fault.facts) from fault
    if sheet is None:
        raise _fault("A402", Source(file=name))
    several = Issue.warning("A411", name, sheet=sheet.name, others=", ".join(sheet.others))
    warnings = (several,) if sheet.others else ()
    return _Opened(
        records=sheet.records,
        encoding=path.suffix[1:].upper(),
        warnings=warnings,
        merged=sheet.merged,
    )


def _tabulate(content: _Opened, name: str, digest: str) -> ReadTable:
    header_row, headers = _read_header(content.records, name)
    gathered = _gather(content.records, len(headers), name)
    return ReadTable(
        name=name,
        headers=headers,
        columns=tuple(
            tuple(gathered.cells[place :: len(headers)]) for place in range(len(headers))
        ),
        rows=tuple(gathered.rows),
        header_row=header_row,
        encoding=content.encoding,
        sha256=digest,
        refused=tuple(gathered.refused),
        issues=content.warnings,
        merged=content.merged,
    )


def _gather(records: Iterator[RecordLine], width: int, name: str) -> _Gathered:
    # One flat list, from which columns are slices: a list of rows would cost twice the time.
    gathered = _Gathered()
    malformed = 0
    for row, record in records:
        if isinstance(record, RefusedRow):
            gathered.refused.append(record)
            malformed += 1
            if malformed > MALFORMED_LIMIT:
                raise _fault("A408", Source(file=name, row=row), limit=MALFORMED_LIMIT)
        elif _is_filled(record):
            if len(record) == width:
                gathered.rows.append(row)
                gathered.cells += record
            else:
                gathered.refused.append(_ragged(row, record))
    return gathered


def _ragged(row: int, record: list[str]) -> RefusedRow:
    return RefusedRow(row=row, code=RAGGED, value=excerpt(" | ".join(record)))


def _read_header(records: Iterator[RecordLine], name: str) -> tuple[int, tuple[str, ...]]:
    """Return the first row that is not blank, and its number."""
    for row, record in records:
        if isinstance(record, RefusedRow):
            raise _fault("A408", Source(file=name, row=row), limit=MALFORMED_LIMIT)
        if _is_filled(record):
            headers = tuple(" ".join(text.split()) for text in record)
            _check_headers(headers, Source(file=name, row=row))
            return row, headers
    raise _fault("A402", Source(file=name))


def _is_filled(record: list[str]) -> bool:
    return bool(record) and (bool(record[0].strip()) or any(map(str.strip, record)))


def _check_headers(headers: tuple[str, ...], place: Source) -> None:
    if len(headers) > COLUMN_LIMIT:
        raise _fault("A405", place, columns=len(headers), limit=COLUMN_LIMIT)
    times = Counter(header for header in headers if header)
    for header, count in times.items():
        if count > 1:
            where = replace(place, header=header)
            raise _fault("A412", where, header=header, count=count)
