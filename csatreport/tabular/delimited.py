"""Text with delimiters (CSV) to records, with the line on which each begins.

Quotation marks are taken strictly. Were they not, one comment with a lost quotation mark would
swallow the rows below it and nobody would know. A record whose marks do not pair is set aside
with its line, and reading goes on at the next line.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from csatreport.tabular.table import CELL_LENGTH, MALFORMED_LIMIT, RefusedRow, excerpt

BAD_QUOTES = "A422"
LONG_CELL = "A423"

_QUOTED = re.compile(r'"[^"]*"')
_DECLARED = re.compile(r"sep=([,;\t])[ \t]*\r?\n?")


@dataclass(frozen=True, kw_only=True)
class Records:
    """Records in file order, the line of each, and those with unpaired quotation marks."""

    cells: list[list[str]]
    lines: Sequence[int]
    malformed: list[RefusedRow] = field(default_factory=list)
    given_up: bool = False
    """There were more malformed records than are worth listing."""


def delimiter_of(text: str) -> str:
    r"""Decide what separates the cells, from the first line that is not blank.

    Outside quotation marks: a tab, if there is one; else the more frequent of comma and
    semicolon; the comma if they are equally frequent.

    >>> delimiter_of("id;q1;q2\n1,5;2;3")
    ';'
    """
    plain = _QUOTED.sub("", text[: 4 * CELL_LENGTH]).lstrip("\r\n \ufeff")
    header = re.split(r"[\r\n]", plain, maxsplit=1)[0]
    if "\t" in header:
        return "\t"
    return ";" if header.count(";") > header.count(",") else ","


def parse_records(text: str) -> Records:
    """Split a text into records. A first line ``sep=;``, as Excel writes it, is obeyed."""
    declared = _DECLARED.match(text)
    delimiter = declared[1] if declared else delimiter_of(text)
    lines = list(io.StringIO(text, newline=""))
    skip = 1 if declared else 0
    csv.field_size_limit(CELL_LENGTH)
    try:
        reader = csv.reader(islice(lines, skip, None), delimiter=delimiter, strict=True)
        records = list(reader)
    except csv.Error:
        return _parse_one_by_one(lines, skip, delimiter)
    if reader.line_num == len(records):
        return Records(cells=records, lines=range(skip + 1, skip + 1 + len(records)))
    return _parse_one_by_one(lines, skip, delimiter)


def _parse_one_by_one(lines: list[str], skip: int, delimiter: str) -> Records:
    cells: list[list[str]] = []
    begins: list[int] = []
    malformed: list[RefusedRow] = []
    at = skip
    while at < len(lines):
        if len(malformed) > MALFORMED_LIMIT:
            return Records(cells=cells, lines=begins, malformed=malformed, given_up=True)
        for line, record in _until_malformed(lines, at, delimiter):
            if isinstance(record, RefusedRow):
                malformed.append(record)
                at = line
                break
            cells.append(record)
            begins.append(line)
        else:
            break
    return Records(cells=cells, lines=begins, malformed=malformed)


def _until_malformed(
    lines: list[str], at: int, delimiter: str
) -> Iterator[tuple[int, list[str] | RefusedRow]]:
    """Yield (line, record) from a line on; a malformed record is the last one yielded."""
    below = map(lines.__getitem__, range(at, len(lines)))
    reader = csv.reader(below, delimiter=delimiter, strict=True)
    while True:
        line = at + reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            code = LONG_CELL if "field limit" in str(fault) else BAD_QUOTES
            yield line, RefusedRow(row=line, code=code, value=excerpt(lines[line - 1]))
            return
