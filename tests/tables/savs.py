"""SPSS files made up for tests; what the library cannot write is set in their bytes."""

from __future__ import annotations

import struct
from pathlib import Path

import pandas as pd
import pyreadstat

_WEIGHT = 76
"""Where the header says which variable weights the cases."""


def write_sav(
    path: Path, columns: dict[str, list], *, weight: int = 0, compress: bool = False, **said
) -> Path:
    """Write columns to a file; ``said`` as `pyreadstat.write_sav` takes it."""
    pyreadstat.write_sav(pd.DataFrame(columns), path, compress=compress, **said)
    raw = bytearray(path.read_bytes())
    raw[_WEIGHT : _WEIGHT + 4] = struct.pack("<i", weight)
    path.write_bytes(raw)
    return path


def without_encoding(raw: bytes, encoding: str, *words: str) -> bytes:
    """Return a file as old programs wrote it: it does not say how it is encoded.

    The words are written anew in as many bytes, with blanks behind them.
    """
    at = raw.index(struct.pack("<4i", 7, 20, 1, 5))
    raw = raw[:at] + raw[at + 16 + 5 :]
    at = raw.index(struct.pack("<4i", 7, 3, 4, 8)) + 16 + 28
    raw = raw[:at] + struct.pack("<i", 2) + raw[at + 4 :]
    for word in words:
        told = word.encode()
        raw = raw.replace(told, word.encode(encoding).ljust(len(told)))
    return raw
