"""Two companies whose published figures are the same are told in the same bytes.

Whatever leaks beside the figures would differ: the length of a bar, a coordinate of a chart, the
order of units, the presence of a chapter, a verdict, a rank, a word.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.privacy.closed.study import TODAY, Desk, Row, write_rows

SIZES = {"a": 30, "b": 14, "c": 4, "d": 3, "e": 8, "f": 8, "g": 9}
Said = dict[str, list[Row]]


def said(seed: int) -> Said:
    """Make answers of units of which c and d are hidden, and the counts of e, f and g."""
    dice = random.Random(seed)  # noqa: S311 - a test
    found = {
        unit: [(unit, dice.choice("AABBCD"), dice.choice("AABBCD"), "") for _ in range(size)]
        for unit, size in SIZES.items()
    }
    found["e"][:2] = [("e", "B", "A", ""), ("e", "C", "A", "")]
    found["f"][:2] = [("f", "A", "A", ""), ("f", "D", "A", "")]
    return found


def with_hidden_units_mixed(now: Said) -> Said:
    """Exchange three forms of two units of which nothing is told."""
    return now | {
        "c": [("c", *row[1:]) for row in now["d"]] + now["c"][3:],
        "d": [("d", *row[1:]) for row in now["c"][:3]],
    }


def with_counts_exchanged(now: Said) -> Said:
    """Exchange two forms of the same points of two units whose counts are withheld."""
    return now | {
        "e": [("e", *row[1:]) for row in now["f"][:2]] + now["e"][2:],
        "f": [("f", *row[1:]) for row in now["e"][:2]] + now["f"][2:],
    }


def told(folder: Path, now: Said) -> dict[str, str]:
    """Return what the site holds of two months, of which only the second is given."""
    desk = Desk.of(folder, list(SIZES))
    for month, some in (("2026-01", said(7)), ("2026-02", now)):
        write_rows(desk.study, month, [row for rows in some.values() for row in rows])
    secret = desk.study / "data/closed/secret"
    secret.parent.mkdir(parents=True)
    secret.write_text("00" * 32 + "\n")
    desk.build()
    return desk.bytes()


@pytest.mark.parametrize("change", [with_hidden_units_mixed, with_counts_exchanged])
def test_companies_that_tell_the_same_figures_are_told_in_the_same_bytes(
    change: Callable[[Said], Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    one = told(tmp_path / "one", said(1))
    other = told(tmp_path / "other", change(said(1)))
    assert [name for name in one if name.endswith(("data.json", ".xlsx", ".html"))]
    assert {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)} == set()
