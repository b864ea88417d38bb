"""Columns that are no items: ids, names, comments, days, times, lengths of time, weights.

A column of a million cells has few distinct texts. Each distinct text is understood once, and
the column is then looked up, so that the cost of understanding does not grow with the answers.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Hashable, Sequence
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar, cast

import numpy as np
import numpy.typing as npt

from csatreport.answers.cells.days import parse_day, parse_time
from csatreport.answers.cells.durations import parse_seconds
from csatreport.answers.cells.platform_words import (
    LEFT_OPEN,
    LEFT_OPEN_CODE,
    NOT_SHOWN,
    NOT_SHOWN_CODE,
    OWN_WORDS_ELSEWHERE,
)
from csatreport.tables.fold import fold
from csatreport.tables.table import Texts

Array: TypeAlias = npt.NDArray[Any]

_NO_DAY = np.iinfo(np.int64).min
_EPOCH = 719_163
"""Ordinal of 1970-01-01, from which numpy counts days."""
_ZERO = dt.datetime(1970, 1, 1)  # noqa: DTZ001 times are taken as written
_NO_WORDS = NOT_SHOWN | LEFT_OPEN
"""What platforms write where nothing was written."""
NO_COMMENTS = _NO_WORDS | {NOT_SHOWN_CODE, LEFT_OPEN_CODE, "n/a", OWN_WORDS_ELSEWHERE}
"""The same where people write of their own; an id or a name may well be one of these."""
DECIMAL = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)")
Cell = TypeVar("Cell", bound=Hashable)


@dataclass(frozen=True, kw_only=True)
class Translation:
    """What a mapping says about the values of an item: of this one (``values``), and of all."""

    values: Lookup[str, str] = field(default_factory=dict)
    general: Lookup[str, str] = field(default_factory=dict)
    numbers: str = ""
    date_format: str | None = None
    zone: str = ""
    """The time zone in which days are told."""
    own_words: bool = False
    """Whether the platform puts own words in place of the option "other"."""


def look_up(
    cells: Sequence[Cell], understand: Callable[[Cell], object], dtype: npt.DTypeLike
) -> Array:
    """Return what each cell means, understanding each distinct one once."""
    if isinstance(cells, Texts):
        told = cast("Callable[[str], object]", understand)
        known: Array = np.fromiter(map(told, cells.distinct), dtype, len(cells.distinct))
        return np.asarray(known[cells.places])
    meanings = {cell: understand(cell) for cell in set(cells)}
    return np.fromiter(map(meanings.__getitem__, cells), dtype=dtype, count=len(cells))


def code_texts(cells: Sequence[str]) -> Array:
    """Return ids or names as written, trimmed; "" where a platform says that there is none."""
    return _trimmed(cells, _NO_WORDS)


def code_comments(cells: Sequence[str], translation: Translation) -> Array:
    """Return what people wrote, trimmed; "" where a platform or a mapping says it is no answer."""
    said = (*translation.values, *translation.general)
    return _trimmed(cells, NO_COMMENTS | {fold(written) for written in said})


def _trimmed(cells: Sequence[str], dropped: frozenset[str]) -> Array:
    return look_up(cells, lambda text: "" if fold(text) in dropped else text.strip(), object)


def code_days(cells: Sequence[str], date_format: str | None, zone: str) -> Array:
    """Return days in a time zone as ``datetime64[s]``, NaT for what names none."""

    def day_number(text: str) -> int:
        day = parse_day(text, date_format, zone)
        return _NO_DAY if day is None else day.toordinal() - _EPOCH

    return look_up(cells, day_number, np.int64).view("datetime64[D]").astype("datetime64[s]")


def code_times(cells: Sequence[str], date_format: str | None, zone: str) -> Array:
    """Return days with a time of day in a zone as ``datetime64[s]``, NaT for what lacks either."""

    def second_number(text: str) -> int:
        moment = parse_time(text, date_format, zone)
        return _NO_DAY if moment is None else int((moment - _ZERO).total_seconds())

    return look_up(cells, second_number, np.int64).view("datetime64[s]")


def code_seconds(cells: Sequence[str]) -> Array:
    """Return lengths of time in seconds, NaN for what is none."""
    return look_up(cells, parse_seconds, np.float64)


def code_weights(cells: Sequence[str]) -> Array:
    """Return weights, NaN for what is no number above 0."""

    def weight(text: str) -> float:
        plain = unicodedata.normalize("NFKC", text).strip()
        value = float(plain) if DECIMAL.fullmatch(plain) else 0.0
        return value if 0 < value < np.inf else np.nan

    return look_up(cells, weight, np.float64)
