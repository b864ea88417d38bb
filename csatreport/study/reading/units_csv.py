"""Units from a table: every row becomes the block that YAML would have written."""

import re
from collections.abc import Mapping
from pathlib import Path

from csatreport.base.errors import Source
from csatreport.base.label import LANGUAGES
from csatreport.study.units import Unit
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.declared import block_of
from csatreport.study.yaml.written import (
    Problems,
    Written,
    WrittenList,
    WrittenMap,
    WrittenText,
    choices,
    clip,
)
from csatreport.tables.fold import fold
from csatreport.tables.read import read_table
from csatreport.tables.table import ReadTable

_NAME = "name"
_ALSO = "also"
_SEPARATORS = re.compile("[;；、]")
_PLAIN_HEADERS = ("id", "parent", "kind", "region", "population")
_NAME_HEADERS = {language: f"{_NAME}@{language}" for language in LANGUAGES}
_HEADERS = ("id", _NAME, *_NAME_HEADERS.values(), *_PLAIN_HEADERS[1:], _ALSO)


class RowProblems(Problems):
    """Problems of a table: a node's line is a row, its column the place of a header."""

    def __init__(self, table: ReadTable, languages: tuple[str, ...]) -> None:
        super().__init__(table.name, (), languages)
        self.table = table
        self.found.extend(table.issues)

    def source(self, node: Written) -> Source:
        """Return row and header."""
        headers = self.table.headers
        header = headers[node.column - 1] if 0 < node.column <= len(headers) else None
        return Source(file=self.file, row=node.line, header=header)


def read_unit_rows(
    path: Path, name: str, languages: tuple[str, ...]
) -> tuple[tuple[Fields, ...] | None, RowProblems]:
    """Return the units' blocks in file order; None where the table cannot be used at all."""
    table = read_table(path, name)
    problems = RowProblems(table, languages)
    for refused in table.refused:
        problems.add("C278", _word(refused.row, 0, ""))
    headers = {} if table.broken else _places(table, problems)
    if not headers:
        return None, problems
    block = block_of(Unit)
    rows = [_row(table, place, headers) for place in range(len(table.rows))]
    return tuple(b for row in rows if (b := block.read(row, "unit", problems))), problems


def _word(line: int, column: int, text: str) -> WrittenText:
    return WrittenText(line=line, column=column, text=text)


def _places(table: ReadTable, problems: RowProblems) -> dict[str, int]:
    """Return the column (from 1) of each known header; empty where a needed one is missing."""
    known = {fold(header): header for header in _HEADERS}
    found: dict[str, int] = {}
    for column, (header, cells) in enumerate(zip(table.headers, table.columns, strict=True), 1):
        if fold(header) in known:
            found[known[fold(header)]] = column
        elif header or any(cell.strip() for cell in cells):
            node = _word(table.header_row, column, header)
            problems.add("C276", node, header=clip(header), **choices(header, _HEADERS))
    missing = [name for name in ("id", _NAME) if name not in found]
    if missing:
        problems.add("C277", _word(table.header_row, 0, ""), headers=", ".join(missing))
    return {} if missing else found


def _row(table: ReadTable, place: int, headers: Mapping[str, int]) -> WrittenMap:
    line = table.rows[place]
    cells = {
        header: _word(line, column, table.columns[column - 1][place].strip())
        for header, column in headers.items()
    }
    entries: list[tuple[WrittenText, Written]] = [
        (_word(line, headers[header], header), cells[header])
        for header in _PLAIN_HEADERS
        if header in cells
    ]
    entries.append((_word(line, headers[_NAME], _NAME), _name(cells)))
    if _ALSO in cells and cells[_ALSO].text:
        entries.append((_word(line, headers[_ALSO], _ALSO), _list(cells[_ALSO])))
    return WrittenMap(line=line, column=0, entries=tuple(entries))


def _list(cell: WrittenText) -> WrittenList:
    """Return the texts of a cell, as a list in YAML would hold them."""
    parts = (part.strip() for part in _SEPARATORS.split(cell.text))
    items = tuple(_word(cell.line, cell.column, part) for part in parts if part)
    return WrittenList(line=cell.line, column=cell.column, items=items)


def _name(cells: Mapping[str, WrittenText]) -> Written:
    """Return one text for all languages, or one per language where there are such columns."""
    plain = cells[_NAME]
    own = {language: cells.get(header, plain) for language, header in _NAME_HEADERS.items()}
    if not plain.text or all(cell is plain for cell in own.values()):
        return plain
    entries = tuple(
        (_word(plain.line, plain.column, language), cell if cell.text else plain)
        for language, cell in own.items()
    )
    return WrittenMap(line=plain.line, column=plain.column, entries=entries)
