"""Answers as one coded table, with an account of every row that did not come along.

The table is column-wise: a closed item is an int8 column of option places (0, 1, …) or of the
four `Missing` codes. That makes a million rows cheap to count and impossible to misread.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from csatreport.errors import Issue
from csatreport.survey.model import Edition, Questionnaire
from csatreport.survey.periods import Period

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A row that was left out, or (``kept``) a cell that was counted as invalid."""

    file: str
    row: int
    column: str
    value: str
    code: str
    kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FileIntake:
    """What became of one file's rows: ``read == kept + refused``, always."""

    file: str
    sha256: str
    encoding: str
    read: int
    kept: int
    refused: int
    invalid_cells: int
    ignored_columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """The account of one questionnaire's files."""

    files: tuple[FileIntake, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Wave:
    """The rows answered on one edition.

    ``frame`` has one row per response, in file and row order, with the columns

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
    * per item with a follow-up rule ``<id>?``: object, the reason given, "" if none.
    """

    edition: Edition
    frame: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Responses:
    """All accepted answers to one questionnaire."""

    questionnaire: Questionnaire
    periods: tuple[Period, ...]
    """Base periods that have rows, in time order."""
    waves: tuple[Wave, ...]
    intake: Intake = field(default_factory=Intake)
    digests: Mapping[tuple[str, Period], str] = field(default_factory=dict)
    """The content of each unit's rows in a base period; see `csatreport.responses.digests`."""
