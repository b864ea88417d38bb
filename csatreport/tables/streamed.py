"""Large CSV files with pyarrow, piece by piece: the same table in a tenth of the time.

pyarrow comes with ``csatreport[fast]``; without it, and for whatever is not plain, the ordinary
reader does the work, and the result is the same. Plain is a piece of UTF-8 text without quotation
marks, blank lines or rows of another length. A piece with quotation marks is read by the ordinary
reader's rules; a file that has anything else is left to it altogether. Each distinct text of a
column is held once, so that memory grows with what people can answer and not with how many did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from csatreport.tables.delimited import delimiter_of, parse_records
from csatreport.tables.table import CELL_LENGTH, RefusedRow, Texts

if TYPE_CHECKING:
    import pyarrow as pa

PIECE = 8 * 1024 * 1024
"""So many bytes are read at a time."""
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Streamed:
    """Columns and row numbers below the header, and rows of another length."""

    columns: tuple[Texts, ...]
    rows: Sequence[int]
    ragged: tuple[tuple[int, list[str]], ...]


class _NotPlainError(Exception):
    """The ordinary reader has to read this file."""


@lru_cache(maxsize=1)
def available() -> bool:
    """Tell whether pyarrow is there."""
    return find_spec("pyarrow") is not None


def read_streamed(raw: bytes, headers: Sequence[str], piece: int = PIECE) -> Streamed | None:
    """Read what stands below a header on the first line; None where it is not plain enough.

    Args:
        raw: the whole file.
        headers: the header as the ordinary reader understood it.
        piece: how many bytes to read at a time.
    """
    start = len(_BOM) if raw.startswith(_BOM) else 0
    try:
        first, delimiter = _header(raw, start, headers)
        return _joined(_pieces(raw, first, piece, delimiter, len(headers)), len(headers))
    except (_NotPlainError, UnicodeDecodeError):
        return None


def _header(raw: bytes, start: int, headers: Sequence[str]) -> tuple[int, str]:
    """Return where the second line begins, and what parts the cells."""
    end = raw.find(b"\n", start, start + CELL_LENGTH)
    if end < 0 or b"\0" in raw:
        raise _NotPlainError
    line = raw[start:end].removesuffix(b"\r").decode()
    delimiter = delimiter_of(line)
    cells = [" ".join(cell.split()) for cell in line.split(delimiter)]
    if '"' in line or "\r" in line or line.startswith("sep=") or cells != list(headers):
        raise _NotPlainError
    return end + 1, delimiter


@dataclass(frozen=True)
class _Piece:
    """Some rows: a pyarrow table, the line of each row, and rows of another length."""

    table: pa.Table
    lines: Sequence[int]
    ragged: tuple[tuple[int, list[str]], ...] = ()


@dataclass
class _Growing:
    """A column that grows piece by piece: the place of each distinct text, and places by row."""

    known: dict[str, int] = field(default_factory=dict)
    places: list[NDArray[np.integer[Any]]] = field(default_factory=list)

    def add(self, column: Any) -> None:  # noqa: ANN401 - pyarrow has no types
        """Take the rows of a piece over, in the smallest numbers that can tell its texts apart."""
        for chunk in column.chunks:
            texts = chunk.dictionary.to_pylist()
            if any(len(text) > CELL_LENGTH for text in texts):
                raise _NotPlainError
            own = [self.known.setdefault(text, len(self.known)) for text in texts]
            kind = np.min_scalar_type(len(self.known))
            self.places.append(np.array(own, kind)[chunk.indices.to_numpy()])

    @property
    def texts(self) -> Texts:
        """All rows."""
        return Texts(tuple(self.known), np.concatenate(self.places))


def _pieces(raw: bytes, first: int, size: int, delimiter: str, width: int) -> Iterator[_Piece]:
    line = 2
    while first < len(raw):
        end = _end_of_piece(raw, first, size)
        content = raw[first:end]
        read = _quoted if b'"' in content else _plain
        yield read(content, line, delimiter, width)
        line += content.count(b"\n")
        first = end


def _end_of_piece(raw: bytes, first: int, size: int) -> int:
    """Return the end of a line about so far on, outside of quotation marks."""
    if first + size >= len(raw):
        return len(raw)
    end = raw.rfind(b"\n", first, first + size) + 1
    if end == 0 or raw.count(b'"', first, end) % 2:
        end = raw.find(b"\n", first + size) + 1
        while end and raw.count(b'"', first, end) % 2:
            end = raw.find(b"\n", end) + 1
    return end or len(raw)


def _plain(content: bytes, line: int, delimiter: str, width: int) -> _Piece:
    import pyarrow as pa  # noqa: PLC0415 - an extra
    from pyarrow import ArrowInvalid, BufferReader, csv  # noqa: PLC0415 - an extra

    content.decode()
    returns = content.count(b"\r")
    if returns and returns != content.count(b"\r\n"):
        raise _NotPlainError
    # A blank line would be passed over without a word, and rows below it would lose their numbers.
    if b"\n\n" in content or b"\n\r" in content or content[:1] in b"\r\n" or width < 2:
        raise _NotPlainError
    names = [str(place) for place in range(width)]
    kind = pa.dictionary(pa.int32(), pa.string())
    try:
        table = csv.read_csv(
            BufferReader(content),
            read_options=csv.ReadOptions(column_names=names, use_threads=False),
            parse_options=csv.ParseOptions(
                delimiter=delimiter, quote_char=False, escape_char=False, newlines_in_values=False
            ),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(names, kind), strings_can_be_null=False
            ),
        )
    except ArrowInvalid as fault:
        raise _NotPlainError from fault
    return _Piece(table=table, lines=range(line, line + table.num_rows))


def _quoted(content: bytes, line: int, delimiter: str, width: int) -> _Piece:
    """Read a piece by the ordinary rules; where these refuse anything, leave them the file."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    lines: list[int] = []
    cells: list[list[str]] = []
    ragged: list[tuple[int, list[str]]] = []
    for row, record in parse_records(content.decode(), delimiter):
        if isinstance(record, RefusedRow):
            raise _NotPlainError
        if len(record) == width:
            lines.append(row + line - 1)
            cells.append(record)
        elif any(map(str.strip, record)):
            ragged.append((row + line - 1, record))
    columns = list(zip(*cells, strict=True)) or [()] * width
    arrays = [pa.array(list(c), pa.string()).dictionary_encode() for c in columns]
    table = pa.table(arrays, names=[str(place) for place in range(width)])
    return _Piece(table=table, lines=lines, ragged=tuple(ragged))


def _joined(pieces: Iterable[_Piece], width: int) -> Streamed:
    growing = [_Growing() for _ in range(width)]
    lines: list[Sequence[int]] = []
    ragged: list[tuple[int, list[str]]] = []
    for piece in pieces:
        for column, more in zip(growing, piece.table.columns, strict=True):
            column.add(more)
        lines.append(piece.lines)
        ragged += piece.ragged
    if not any(column.places for column in growing):
        raise _NotPlainError
    columns, rows = _filled(tuple(column.texts for column in growing), _end_to_end(lines))
    return Streamed(columns=columns, rows=rows, ragged=tuple(ragged))


def _filled(
    columns: tuple[Texts, ...], rows: Sequence[int]
) -> tuple[tuple[Texts, ...], Sequence[int]]:
    """Leave rows out that are blank throughout."""
    filled = np.zeros(len(rows), np.bool_)
    for column in columns:
        filled |= np.array([bool(text.strip()) for text in column.distinct], np.bool_)[
            column.places
        ]
        if filled.all():
            return columns, rows
    kept = [row for row, there in zip(rows, filled.tolist(), strict=True) if there]
    return tuple(column.chosen(filled) for column in columns), kept


def _end_to_end(lines: list[Sequence[int]]) -> Sequence[int]:
    if all(isinstance(some, range) for some in lines):
        return range(lines[0][0], lines[-1][-1] + 1)
    return [line for some in lines for line in some]
