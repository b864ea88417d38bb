"""Columns to an SPSS file (SAV): the same bytes for the same columns, whenever they are written.

pyreadstat writes the moment of writing into the header, and knows no weight; both are set there
afterwards. Format: the PSPP developers, *System File Format*.
"""

import struct
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import pandas as pd

SavCell: TypeAlias = float | str | None
"""None is system-missing."""

_DAY = 86_400
_EPOCH = 141_428
"""Days from 14 October 1582, from which SPSS counts, to 1970-01-01."""
DATE = "SDATE10"
"""How a column of days is shown: 2026/10/05."""
_WEIGHT_AT, _MOMENT_AT = 76, 92
_MOMENT = b"01 Jan 7000:00:00"
LONGEST_LABEL, LONGEST_WORDS = 255, 120
"""So many bytes the label of a variable and of a value may have."""


@dataclass(frozen=True, kw_only=True)
class SavColumn:
    """A variable: numbers or texts by row, and what is said of them.

    Args:
        name: up to 64 bytes.
        label: the wording; what is too long for the format is cut off.
        cells: by row; all numbers or all texts, apart from what is missing.
        words: what values stand for.
        missing: values that are no answer, up to three.
        measure: nominal, ordinal or scale.
        form: how values are shown; "" for the usual way.
    """

    name: str
    label: str
    cells: Sequence[SavCell]
    words: Mapping[SavCell, str] = field(default_factory=dict)
    missing: tuple[SavCell, ...] = ()
    measure: str = "nominal"
    form: str = ""


def day_number(days: int) -> float:
    """Return a day, counted from 1970-01-01, as SPSS counts moments: in seconds.

    >>> day_number(0) == 12219379200.0
    True
    """
    return float((days + _EPOCH) * _DAY)


def write_sav(columns: Sequence[SavColumn], title: str, weight: str = "") -> bytes:
    """Return a file of columns of numbers and texts.

    Args:
        columns: at least one; those before the weight hold numbers, which take one record each.
        title: what the file is.
        weight: the name of the column that weights the cases; "" for none.
    """
    from pyreadstat import write_sav as write  # noqa: PLC0415 - an extra

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.sav"
        write(
            pd.DataFrame({one.name: _series(one) for one in columns}),
            file,
            file_label=clipped_bytes(title, 60),
            column_labels={one.name: clipped_bytes(one.label, LONGEST_LABEL) for one in columns},
            variable_value_labels={one.name: _words(one) for one in columns if one.words},
            missing_ranges={one.name: list(one.missing) for one in columns if one.missing},
            variable_measure={one.name: one.measure for one in columns},
            variable_format={one.name: one.form for one in columns if one.form},
            row_compress=True,
        )
        raw = bytearray(file.read_bytes())
    raw[_MOMENT_AT : _MOMENT_AT + len(_MOMENT)] = _MOMENT
    place = [one.name for one in columns].index(weight) + 1 if weight else 0
    raw[_WEIGHT_AT : _WEIGHT_AT + 4] = struct.pack("<i", place)
    return bytes(raw)


def clipped_bytes(text: str, most: int) -> str:
    """Return the beginning of a text that takes no more bytes than a format has room for."""
    return text.encode()[:most].decode(errors="ignore")


def _series(column: SavColumn) -> pd.Series:
    texts = any(isinstance(cell, str) for cell in column.cells)
    return pd.Series(column.cells, dtype=object if texts else "float64")


def _words(column: SavColumn) -> dict[SavCell, str]:
    return {value: clipped_bytes(words, LONGEST_WORDS) for value, words in column.words.items()}
