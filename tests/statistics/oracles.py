"""Reference numbers computed by other tools, by case and key."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "oracles"
TOLERANCE = 1e-9
PLACES = frozenset({"beyond", "runs7"})
"""Keys that list places of a series instead of one number."""


def exactly(value):
    """Return what equals a value but for what floating point loses."""
    return pytest.approx(value, abs=TOLERANCE, rel=TOLERANCE)


def read_oracle(table: str, prefix: str = "") -> dict[str, dict[str, float]]:
    """Return the cases of a table whose names begin with a prefix; undefined numbers are left out."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for case, key, value in _rows(table, prefix):
        if value != "NA" and key not in PLACES:
            found[case][key] = float(value)
    return dict(found)


def read_places(table: str, case: str, key: str) -> list[int]:
    """Return the places, counted from 1, that a case lists under a key."""
    return [
        int(place) for name, k, value in _rows(table, case) if k == key for place in value.split()
    ]


def _rows(table: str, prefix: str) -> Iterator[tuple[str, str, str]]:
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["case"].startswith(prefix):
                yield row["case"].removeprefix(prefix), row["key"], row["value"]
