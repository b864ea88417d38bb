"""Reference numbers computed by other tools, by case and key."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "oracles"
TOLERANCE = 1e-9


def read_oracle(table: str, prefix: str = "") -> dict[str, dict[str, float]]:
    """Return the cases of a table whose names begin with a prefix; undefined numbers are left out."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["case"].startswith(prefix) and row["value"] != "NA":
                found[row["case"].removeprefix(prefix)][row["key"]] = float(row["value"])
    return dict(found)
