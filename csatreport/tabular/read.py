"""The one reader of tables: a CSV or XLSX file to a `Table`.

It never raises for what a file contains. A fault of the whole file becomes an issue, a fault of
one row a refused row, and everything else is read.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress
from pathlib import Path

from csatreport.errors import Issue, Severity, Source
from csatreport.tabular.delimited import parse_records
from csatreport.tabular.encoding import Undecodable, decode
from csatreport.tabular.table import (
    COLUMN_LIMIT,
    FILE_BYTES,
    MALFORMED_LIMIT,
    RefusedRow,
    Table,
    excerpt,
)
from csatreport.tabular.workbook import WorkbookFaultError, read_sheet

READABLE = (".csv", ".xlsx")
"""Endings of the files that are read, in lower case."""

FOREIGN = (".xls", ".xlsb", ".xlsm", ".ods", ".et", ".numbers", ".tsv")
"""Endings of tables in a form that is not read: worth a word, so that none is overlooked."""

RAGGED = "A421"


@dataclass(frozen=True, kw_only=True)
class _Grid:
    """Records as they stand in the file, the header still among them."""

    cells: list[list[str]]
    rows: Sequence[int]
    encoding: str
    refused: list[RefusedRow] = field(default_factory=list)
    warnings: tuple[Issue, ...] = ()


class _FileFaultError(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, issue: Issue) -> None:
        self.issue = issue
        super().__init__(issue.code)


def read_table(path: Path, name: str) -> Table:
    """Read a CSV or XLSX file, told apart by its ending.

    Args:
        path: where the file lies.
        name: how issues call it: its path relative to the study, with forward slashes.
    """
    digest = ""
    try:
        raw = _read_bytes(path, name)
        digest = hashlib.sha256(raw).hexdigest()
        is_workbook = path.suffix.casefold() == ".xlsx"
        grid = _read_workbook(raw, name) if is_workbook else _read_text(raw, name)
        return _tabulate(grid, name, digest)
    except _FileFaultError as fault:
        return Table(name=name, sha256=digest, issues=(fault.issue,))


def _fault(code: str, source: Source, **facts: object) -> _FileFaultError:
    return _FileFaultError(Issue(code=code, source=source, facts=facts))


def _read_bytes(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > FILE_BYTES:
            raise _fault("A406", Source(file=name), megabytes=FILE_BYTES >> 20)
        return path.read_bytes()
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        raise _fault("A401", Source(file=name), reason=reason) from fault


def _read_text(raw: bytes, name: str) -> _Grid:
    decoded = decode(raw)
    if isinstance(decoded, Undecodable):
        place = Source(file=name, line=decoded.line)
        raise _fault("A403", place, encoding=decoded.encoding, byte=decoded.byte)
    if (nul := decoded.text.find("\0")) >= 0:
        raise _fault("A404", Source(file=name, line=decoded.text.count("\n", 0, nul) + 1))
    records = parse_records(decoded.text)
    if records.given_up:
        first = Source(file=name, line=records.malformed[0].row)
        raise _fault("A408", first, limit=MALFORMED_LIMIT)
    return _Grid(
        cells=records.cells,
        rows=records.lines,
        encoding=decoded.encoding,
        refused=records.malformed,
    )


def _read_workbook(raw: bytes, name: str) -> _Grid:
    try:
        sheet = read_sheet(raw) if raw else None
    except WorkbookFaultError as fault:
        raise _fault(fault.code, Source(file=name), **fault.facts) from fault
    if sheet is None:
        raise _fault("A402", Source(file=name))
    facts: dict[str, object] = {"sheet": sheet.name, "others": ", ".join(sheet.others)}
    several = Issue(code="A411", source=Source(file=name), severity=Severity.WARNING, facts=facts)
    return _Grid(
        cells=sheet.cells,
        rows=range(sheet.first_row, sheet.first_row + len(sheet.cells)),
        encoding="XLSX",
        warnings=(several,) if sheet.others else (),
    )


def _tabulate(grid: _Grid, name: str, digest: str) -> Table:
    cells, rows = _without_blank_rows(grid.cells, grid.rows)
    if grid.refused and not (cells and rows[0] < grid.refused[0].row):
        raise _fault("A408", Source(file=name, row=grid.refused[0].row), limit=MALFORMED_LIMIT)
    if not cells:
        raise _fault("A402", Source(file=name))
    headers = tuple(" ".join(text.split()) for text in cells[0])
    _check_headers(headers, Source(file=name, row=rows[0]))
    fits, refused = _sort_out(cells[1:], rows[1:], len(headers))
    columns = tuple(zip(*compress(cells[1:], fits), strict=True)) or ((),) * len(headers)
    return Table(
        name=name,
        headers=headers,
        columns=columns,
        rows=tuple(compress(rows[1:], fits)),
        header_row=rows[0],
        encoding=grid.encoding,
        sha256=digest,
        refused=tuple(sorted([*grid.refused, *refused], key=lambda one: one.row)),
        issues=grid.warnings,
    )


def _without_blank_rows(
    cells: list[list[str]], rows: Sequence[int]
) -> tuple[list[list[str]], Sequence[int]]:
    filled = [any(map(str.strip, row)) for row in cells]
    if all(filled):
        return cells, rows
    return list(compress(cells, filled)), tuple(compress(rows, filled))


def _check_headers(headers: tuple[str, ...], place: Source) -> None:
    if len(headers) > COLUMN_LIMIT:
        raise _fault("A405", place, columns=len(headers), limit=COLUMN_LIMIT)
    times = Counter(header for header in headers if header)
    for header, count in times.items():
        if count > 1:
            where = Source(file=place.file, row=place.row, header=header)
            raise _fault("A412", where, header=header, count=count)


def _sort_out(
    cells: list[list[str]], rows: Sequence[int], width: int
) -> tuple[list[bool], list[RefusedRow]]:
    """Tell which rows fit under the headers, and why the others do not."""
    fits = [len(row) == width for row in cells]
    ragged = (not fit for fit in fits)
    refused = [
        RefusedRow(row=row, code=RAGGED, value=excerpt(" | ".join(record)))
        for row, record in compress(zip(rows, cells, strict=True), ragged)
    ]
    return fits, refused
