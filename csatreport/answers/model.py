"""Answers as coded columns, with an account of every row that did not come along.

A closed item is an int8 column of option places (0, 1, …) or of the four `Missing` codes. That
makes a million rows cheap to count and impossible to misread. Columns stay apart file by file:
whoever counts goes through one file after the other, and whoever must look across files asks for
a column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

import numpy as np

from csatreport.base.errors import Issue
from csatreport.study.edition import Edition
from csatreport.study.model import Questionnaire
from csatreport.study.periods import Period

ColumnArrays: TypeAlias = Mapping[str, np.ndarray]
"""Columns of the same length by name; a column may be made anew whenever it is asked for."""

OWN = "+"
"""Behind the id of an item stands the column of somebody's own words beside its options."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A row that was left out, or (``kept``) a cell of which something is lost."""

    file: str
    row: int
    column: str
    value: str
    code: str
    kept: bool = False
    beside: str = ""
    """The row that says the same or contradicts: its file and row, and what differs."""


class Why(StrEnum):
    """Why nothing is read from a column; the first that holds is told."""

    PERSONAL = "personal"
    """Its item is personal."""
    DOUBLE = "double"
    """Its item is read from another column."""
    PART = "part"
    """It looks like a part of an item, and nobody knows of which option or rank."""
    SHARED = "shared"
    """Several items bear its name."""
    EDITION = "edition"
    """Its item belongs to an edition that is not in use in this file."""
    NEEDLESS = "needless"
    """A setting or mapping names it, and it says nothing here: units where there is one only."""
    UNKNOWN = "unknown"
    """No item, setting or mapping names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadColumn:
    """A column that nothing is read from; one without a header is called by its place, "(4)"."""

    header: str
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class FileIntake:
    """What became of one file's rows: ``read == kept + refused``, always.

    ``invalid_cells`` count as invalid; ``lost_cells`` are these and all others of which something
    is lost, such as several ticks where one is allowed.
    """

    file: str
    sha256: str
    encoding: str
    read: int
    kept: int
    refused: int
    invalid_cells: int
    unread_columns: tuple[UnreadColumn, ...] = ()
    lost_cells: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """The account of one questionnaire's files."""

    files: tuple[FileIntake, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    issues: tuple[Issue, ...] = ()


class Chosen(Mapping[str, np.ndarray]):
    """Some rows of columns."""

    def __init__(self, columns: ColumnArrays, rows: np.ndarray) -> None:
        self._columns = columns
        self._rows = rows

    def __getitem__(self, name: str) -> np.ndarray:
        """Return the rows of a column."""
        return np.asarray(self._columns[name][self._rows])

    def __iter__(self) -> Iterator[str]:
        """Go through the names in their order."""
        return iter(self._columns)

    def __len__(self) -> int:
        """Return how many columns there are."""
        return len(self._columns)


@dataclass(frozen=True, kw_only=True)
class Wave:
    """The rows answered on one edition, as the columns of one file after the other.

    There is one row per response, in file and row order, with the columns

    * ``_unit`` (int32: place in ``questionnaire.units.all``), ``_period`` (int32: place in
      ``Responses.periods``), ``_date`` (datetime64, NaT where unknown), ``_file`` (int32: place in
      ``Intake.files``), ``_row`` (int32), ``_id`` and ``_name`` (object, "" where unknown),
      ``_moment`` (datetime64, when the form was sent off or else begun, with time of day; NaT
      where unknown), ``_seconds`` (float64, how long answering took; NaN where unknown) and
      ``_weight`` (float64 above 0; NaN where there is none);
    * per closed item ``<id>``: int8, option place or `Missing`;
    * per ``several`` item: int64 bit mask of option places, or `Missing`;
    * per ``ranked`` item: object, a tuple of option codes or of free texts in order, () if blank;
    * per ``number`` item: float64 (NaN where missing) and ``<id>!`` int8: 0 or `Missing`;
    * per ``date`` item: datetime64 and ``<id>!`` likewise; per ``text`` item: object, "" if blank;
    * per item with a follow-up rule ``<id>?``: object, the reason given, "" if none;
    * per item with options ``<id>+``: object, somebody's own words beside or in place of them, ""
      if none; only in files in which somebody wrote some.
    """

    edition: Edition
    parts: tuple[ColumnArrays, ...]
    """At least one; all have the same columns, but for own words."""

    def column(self, name: str) -> np.ndarray:
        """Return a column over all files; it must not be written to."""
        parts = [part[name] for part in self.parts]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(self.parts[0])

    @cached_property
    def size(self) -> int:
        """How many rows there are."""
        return sum(len(part["_unit"]) for part in self.parts)

    def by_file(self) -> Iterator[Wave]:
        """Yield the rows of one file after the other."""
        for part in self.parts:
            yield replace(self, parts=(part,))

    def chosen(self, rows: np.ndarray) -> Wave:
        """Return the rows that are marked; files without any are left out."""
        ends = np.cumsum([len(part["_unit"]) for part in self.parts])[:-1]
        marks = np.split(rows, ends)
        parts = zip(self.parts, marks, strict=True)
        return replace(self, parts=tuple(Chosen(p, mark) for p, mark in parts if mark.any()))


@dataclass(frozen=True, kw_only=True)
class Responses:
    """All accepted answers to one questionnaire."""

    questionnaire: Questionnaire
    periods: tuple[Period, ...]
    """Base periods that have rows, in time order."""
    waves: tuple[Wave, ...]
    intake: Intake = field(default_factory=Intake)
    digests: Mapping[tuple[str, Period], str] = field(default_factory=dict)
    """The content of each unit's rows in a base period; see `csatreport.answers.digests`."""
