"""Text with delimiters (CSV) to records, with the line on which each begins.

Quotation marks are taken strictly. Were they not, one comment with a lost quotation mark would
swallow the rows below it and nobody would know. A record whose marks do not pair is set aside
with its line, and reading goes on at the next line.
"""

import csv
import io
import re
from collections.abc import Iterator
from typing import TypeAlias

from csatreport.tables.table import CELL_LENGTH, RefusedRow, excerpt

RecordLine: TypeAlias = tuple[int, list[str] | RefusedRow]
"""A row number and the row's cells, or why they cannot be told."""

BAD_QUOTES = "A422"
LONG_CELL = "A423"

_QUOTED = re.compile(r'"[^"]*"')
_DECLARED = re.compile(r"sep=([,;\t])[ \t]*\r?\n?")


def delimiter_of(text: str) -> str:
    r"""Decide what separates the cells, from the first line that is not blank.

    Outside quotation marks: a tab, if there is one; else the more frequent of comma and
    semicolon; the comma if they are equally frequent.

    >>> delimiter_of("id;q1;q2\n1,5;2;3")
    ';'
    """
    plain = _QUOTED.sub("", text[:CELL_LENGTH]).lstrip("\r\n \ufeff")
    header = re.split(r"[\r\n]", plain, maxsplit=1)[0]
    if "\t" in header:
        return "\t"
    return ";" if header.count(";") > header.count(",") else ","


def separator(text: str) -> str:
    """Return what separates the cells of a file: what its first line declares, or by that line."""
    declared = _DECLARED.match(text)
    return declared[1] if declared else delimiter_of(text)


def parse_records(text: str, delimiter: str | None = None) -> Iterator[RecordLine]:
    """Yield each record with the line on which it begins, or what was refused there.

    A first line ``sep=;``, as Excel writes it, is obeyed. With ``delimiter`` the text is taken as
    a part of a file, in which it was decided.
    """
    declared = None if delimiter else _DECLARED.match(text)
    delimiter = delimiter or separator(text)
    lines = list(io.StringIO(text, newline=""))
    at = 1 if declared else 0
    while at < len(lines):
        below = map(lines.__getitem__, range(at, len(lines)))
        reader = csv.reader(below, delimiter=delimiter, strict=True)
        line = at + 1
        try:
            for record in reader:
                yield line, record
                line = at + reader.line_num + 1
        except csv.Error as fault:
            code = LONG_CELL if "field limit" in str(fault) else BAD_QUOTES
            yield line, RefusedRow(row=line, code=code, value=excerpt(lines[line - 1]))
            at = line
        else:
            return
