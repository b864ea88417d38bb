"""The content of answers, told apart by unit and base period: what changed, and where.

A report is made of the answers of some units in some periods. Each such cell has a digest of its
rows, file by file, so that when answers arrive it can be told which reports they touch. A cell's
rows are digested when their file is read; what the files give is put together afterwards.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import numpy as np

from csatreport.answers.cells.plain import Array
from csatreport.base.digest import LENGTH, digest_bytes, digest_of

Places: TypeAlias = tuple[int, int]
"""A unit's place in the tree and a period's among those of a file."""

_ROWS = 100_000
"""So many rows are laid side by side at a time."""


def digest_cells(columns: Mapping[str, Array]) -> dict[Places, str]:
    """Return the digest of the rows of each unit and period, in the order of the rows."""
    units, periods = columns["_unit"].astype(np.int64), columns["_period"].astype(np.int64)
    width = int(periods.max()) + 1
    key = units * width + periods
    order = np.argsort(key, kind="stable")
    used, starts = np.unique(key[order], return_index=True)
    ends = [*starts[1:].tolist(), len(order)]
    names = digest_of(tuple(columns)).encode()
    found = {cell: hashlib.blake2b(names, digest_size=LENGTH) for cell in used.tolist()}
    plain = {name: _plain(values) for name, values in columns.items()}
    for first, rows in _slabs(plain, order):
        for cell, start, end in zip(used.tolist(), starts.tolist(), ends, strict=True):
            inside = rows[max(start - first, 0) : max(end - first, 0)]
            if len(inside):
                found[cell].update(inside.tobytes())
    return {divmod(cell, width): told.hexdigest() for cell, told in found.items()}


def kept_cells(
    columns: Mapping[str, Array], cells: Mapping[Places, str], refused: Sequence[int]
) -> Iterator[tuple[Places, str]]:
    """Yield the cells of which rows are kept, with the digest of these rows.

    An export that grew brings all old rows once more. None of them counts, so the cells they
    would lie in are as they were.

    Args:
        columns: the columns of a block.
        cells: the digests of all of its rows.
        refused: the numbers of the rows that go.
    """
    gone = np.isin(columns["_row"], np.asarray(refused, dtype=np.int64))
    if not gone.any():
        yield from cells.items()
        return
    places = np.stack([columns["_unit"], columns["_period"]], axis=1)
    kept = set(map(tuple, np.unique(places[~gone], axis=0).tolist()))
    without: dict[Places, list[int]] = {}
    rows = columns["_row"][gone].tolist()
    for (unit, period), row in zip(places[gone].tolist(), rows, strict=True):
        without.setdefault((unit, period), []).append(row)
    for cell, digest in cells.items():
        if cell in kept:
            yield cell, digest + (digest_of(without[cell]) if cell in without else "")


def _slabs(columns: Mapping[str, Array], order: Array) -> Iterator[tuple[int, Array]]:
    """Yield rows in an order as bytes side by side, some at a time, with the first one's place."""
    for first in range(0, len(order), _ROWS):
        chosen = order[first : first + _ROWS]
        sides = [
            np.ascontiguousarray(values[chosen]).view(np.uint8).reshape(len(chosen), -1)
            for values in columns.values()
        ]
        yield first, np.hstack(sides)


def _plain(values: Array) -> Array:
    """Return a column as numbers; a text is told by a hash of 64 bits."""
    if values.dtype != object:
        return values
    texts = values
    if len(values) and not isinstance(values[0], str):
        texts = np.array(["\x1f".join(value) for value in values], dtype=object)
    return hashed(texts)


def hashed(texts: Array) -> Array:
    """Return a hash of 64 bits of each text of a column of objects (uint64)."""
    # It takes a third of a second to load, and what was read before is not hashed again.
    import pandas as pd  # noqa: PLC0415

    return np.asarray(pd.util.hash_array(texts, categorize=False), np.uint64)


def combine(told: Iterable[tuple[str, str]]) -> str:
    """Return the digest of a cell from what each file gives: its name and its rows' digest."""
    # A name holds no line break: it is a path of a file that was listed.
    return digest_bytes("\n".join(f"{digest} {name}" for name, digest in told).encode())
