"""How wide a text will be, near enough to choose how many options stand side by side.

A Chinese character is as wide as its type is large; a Latin letter takes a little over half of
that. What comes out too wide after all is found in the laid-out page (`csatreport.paper.lint`).
"""

from __future__ import annotations

from math import ceil, floor
from unicodedata import east_asian_width

ROOM = 164.0
"""The width of a form's text, in mm."""
BEFORE_LABEL = 8.0
"""From the left end of a box to its label: the box and 3 mm."""
_POINT = 25.4 / 72
_LETTER, _CAPITAL = 0.56, 0.68
_BREATH = 2.8
_MOST_COLUMNS = 11
PITCH = 10.0
"""Boxes stand at least so far apart, from left end to left end."""


def text_width(text: str, size: float) -> float:
    """Return the width of a line of text in mm, set in type of ``size`` points."""
    ems = sum(
        1.0 if east_asian_width(c) in "WF" else _CAPITAL if c.isupper() else _LETTER for c in text
    )
    return ems * size * _POINT


def columns_for(labels: tuple[str, ...], size: float, room: float = ROOM) -> int:
    """Return how many options fit side by side; rows are filled evenly.

    >>> columns_for(("yes", "no"), 9.5)
    2
    """
    widest = max(text_width(label, size) for label in labels)
    need = max(PITCH, BEFORE_LABEL + widest + _BREATH)
    most = max(1, min(len(labels), _MOST_COLUMNS, int(room // need)))
    rows = ceil(len(labels) / most)
    return ceil(len(labels) / rows)


def part_of(room: float, columns: int) -> float:
    """Return the width of one of some columns in mm, rounded down so that all of them fit."""
    return floor(100 * room / columns) / 100
