"""One row of a CSV file changed or added; every other sign of it stays as it was.

Nothing is parsed and written anew: the place of a cell is found in the text, and only what stands
there is replaced, in the quotation marks and line ends of the file.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence

from csatreport.tables.delimited import separator

_ENDS = ("\r\n", "\n", "\r")


def change_cells(text: str, row: int, cells: Mapping[int, str]) -> str:
    """Return the text with other cells in the record that begins on a line.

    Args:
        text: the whole file.
        row: the line, from 1, as `csatreport.tables.table.ReadTable.rows` tells it.
        cells: what will stand in a cell, by its place from 0.

    Raises:
        csv.Error, IndexError: the text has no such record, or the record no such cell.
    """
    delimiter = separator(text)
    start, record = _record(text, row, delimiter)
    changed, spans = record, _spans(record, delimiter)
    for place in sorted(cells, reverse=True):
        begin, end = spans[place]
        quoted = record[begin:end].startswith('"')
        cell = _cell(cells[place], delimiter, quoted=quoted)
        changed = f"{changed[:begin]}{cell}{changed[end:]}"
    return f"{text[:start]}{changed}{text[start + len(record) :]}"


def add_record(text: str, header_row: int, cells: Sequence[str]) -> str:
    """Return the text with one more record at its end, quoted throughout where its header is."""
    delimiter = separator(text)
    _, header = _record(text, header_row, delimiter)
    quoted = all(header[begin:end].startswith('"') for begin, end in _spans(header, delimiter))
    end = next((one for one in _ENDS if header.endswith(one)), "\r\n")
    record = delimiter.join(_cell(one, delimiter, quoted=quoted) for one in cells)
    return f"{text}{'' if text.endswith(_ENDS) else end}{record}{end}"


def _record(text: str, row: int, delimiter: str) -> tuple[int, str]:
    """Return where a record begins in the text, and the record with its line end."""
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(iter(lines[row - 1 :]), delimiter=delimiter, strict=True)
    next(reader, None)
    return len("".join(lines[: row - 1])), "".join(lines[row - 1 : row - 1 + reader.line_num])


def _spans(record: str, delimiter: str) -> list[tuple[int, int]]:
    cell = re.compile(rf'"(?:[^"]|"")*"|[^{re.escape(delimiter)}\r\n]*')
    spans: list[tuple[int, int]] = []
    while not spans or record.startswith(delimiter, spans[-1][1]):
        begin = spans[-1][1] + 1 if spans else 0
        spans.append((begin, begin + len(cell.match(record, begin)[0])))  # type: ignore[index]
    return spans


def _cell(text: str, delimiter: str, *, quoted: bool) -> str:
    needed = any(sign in text for sign in (delimiter, '"', "\r", "\n"))
    return '"' + text.replace('"', '""') + '"' if quoted or needed else text
