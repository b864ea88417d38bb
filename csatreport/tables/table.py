"""A table as it was read: columns of texts, and the place of every row in its file.

Whatever the file was, all cells are texts here, exactly as a person would read them: "3", not
3.0; "2026-10-05", not a serial number. Meaning is given later, by whoever knows what a column is
for. The table is held by columns, because a column has few distinct texts and many rows.

Nothing disappears: a row that could not be placed under the headers stands in ``refused`` with
its number, so rows read are always rows held plus rows refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from csatreport.base.errors import Issue, Severity, Source, worst

FILE_BYTES = 256 * 1024 * 1024
"""Largest file that is opened. A million answers to thirty questions take about a quarter."""

COLUMN_LIMIT = 2_000
"""Most columns of a table; more means that the file is not a table of answers."""

CELL_LENGTH = 131_072
"""Longest cell of a CSV file in characters, the csv module's own limit: four times what a
spreadsheet can hold. Longer means a lost quotation mark."""

LINE_BYTES = 8 * 1024 * 1024
"""Longest line of a CSV file: a whole file on one line would take many times its size to read."""

WORKBOOK_CELLS = 30_000_000
"""Largest area of a sheet, empty cells included: the spreadsheet reader keeps all in memory."""

WORKBOOK_BYTES = 1024 * 1024 * 1024
"""Largest unpacked size of a workbook, which is a compressed file."""

MALFORMED_LIMIT = 1_000
"""Most rows with broken quotation marks; beyond it the file as a whole is refused."""

EXCERPT_LENGTH = 200
"""How much of a faulty value is repeated to the reader, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """A row that has no place under the headers: its number, the reason's code, its beginning."""

    row: int
    code: str
    value: str


class Texts(Sequence[str]):
    """A column in which each distinct text is held once: ``distinct[places[i]]`` is row i's."""

    __slots__ = ("distinct", "places")

    def __init__(self, distinct: tuple[str, ...], places: NDArray[np.integer[Any]]) -> None:
        self.distinct = distinct
        self.places = places

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[str]:
        return map(self.distinct.__getitem__, self.places.tolist())

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Texts: ...
    def __getitem__(self, place: int | slice) -> str | Texts:
        if isinstance(place, slice):
            return Texts(self.distinct, self.places[place])
        return self.distinct[int(self.places[place])]

    def chosen(self, rows: NDArray[np.bool_]) -> Texts:
        """Return the texts of the rows that are marked."""
        return Texts(self.distinct, self.places[rows])


@dataclass(frozen=True, kw_only=True)
class Variable:
    """What a file that describes its columns says of one.

    Args:
        name: what it is called.
        wording: the question; "" where the file does not say it.
        codes: by the words that stand in its cells, the code that each stands for.
        missing: what stands in its cells and is no answer, as the file declares.
    """

    name: str
    wording: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class ReadTable:
    """Headers, columns and row numbers of one file.

    ``columns[j][i]`` is the text of row ``rows[i]`` under ``headers[j]``. Row numbers are those
    a person sees: the line on which the row begins in an editor, the row of the sheet in a
    spreadsheet. The header row of an ordinary file is row 1. Blank rows are not rows.
    A file that could not be read at all has no headers and an error among its ``issues``.
    """

    name: str
    headers: tuple[str, ...] = ()
    columns: tuple[Sequence[str], ...] = ()
    rows: Sequence[int] = ()
    header_row: int = 1
    encoding: str = ""
    sha256: str = ""
    refused: tuple[RefusedRow, ...] = ()
    issues: tuple[Issue, ...] = ()
    merged: tuple[tuple[int, int, int], ...] = ()
    """Cells of a column that are one in a workbook, whose text stands in the first of them alone:
    the place of the column, the numbers of the first and the last row."""
    variables: tuple[Variable, ...] = ()
    """What the file says of each of its columns; none where it says nothing but the headers."""
    weight: str = ""
    """The header of the column that the file declares as its weight."""

    @property
    def broken(self) -> bool:
        """Whether the file as a whole could not be read."""
        return worst(self.issues) is Severity.ERROR

    @property
    def read(self) -> int:
        """How many rows were read: held and refused."""
        return len(self.rows) + len(self.refused)

    def at(self, row: int | None = None, header: str | None = None) -> Source:
        """Return a place in it."""
        return Source(file=self.name, row=row, header=header)


def excerpt(text: str) -> str:
    """Return the beginning of a value, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT_LENGTH else f"{line[: EXCERPT_LENGTH - 1]}…"
