"""How wide a text will be, near enough to choose how many options stand side by side.

A Chinese character is as wide as its type is large; Latin letters are counted one by one. What
comes out too wide after all is found in the laid-out page (`csatreport.paper.lint`).
"""

from collections.abc import Sequence
from math import ceil, floor
from unicodedata import east_asian_width

ROOM = 164.0
"""The width of a form's text, in mm."""
BEFORE_LABEL = 8.0
"""From the left end of a box to its label: the box and 3 mm."""
_POINT = 25.4 / 72
_LETTERS = {
    letter: ems
    for ems, letters in (
        (0.25, " "),
        (0.3, "',.:;Iijl|"),
        (0.35, "!()-[]f{}"),
        (0.4, "/\\rt"),
        (0.5, '"*?sxz'),
        (0.55, "JLYcvy"),
        (0.6, "#$+0123456789<=>EFSTVX^_aegk~"),
        (0.65, "ACKPRZ`bdhnopqu"),
        (0.7, "&BDG"),
        (0.75, "HNOQU"),
        (0.85, "Mw"),
        (0.95, "W%@m"),
    )
    for letter in letters
}
"""Widths of Latin letters in the forms' font, rounded up to a twentieth of the type's size."""
_BREATH = 2.8
_MOST_COLUMNS = 11
PITCH = 10.0
"""Boxes stand at least so far apart, from left end to left end."""


def text_width(text: str, size: float) -> float:
    """Return the width of a line of text in mm, set in type of ``size`` points."""
    return sum(map(_ems, text)) * size * _POINT


def _ems(character: str) -> float:
    if character in _LETTERS:
        return _LETTERS[character]
    return 1.0 if east_asian_width(character) in "WFA" else 0.65


def cell_need(label: str, size: float) -> float:
    """Return the least width of a box with its label, in mm."""
    return max(PITCH, BEFORE_LABEL + text_width(label, size) + _BREATH)


def cell_widths(labels: Sequence[str], size: float, room: float = ROOM) -> tuple[float, ...]:
    """Return how much of a row each option takes, in mm.

    All take the same where they fit side by side so, else what each needs if that fits into one
    row, else the same in rows that are filled evenly.

    >>> cell_widths(("yes", "no"), 9.5)
    (82.0, 82.0)
    """
    needs = [cell_need(label, size) for label in labels]
    most = max(1, min(len(labels), _MOST_COLUMNS, int(room // max(needs))))
    if most < len(labels) <= _MOST_COLUMNS and sum(needs) <= room:
        spare = (room - sum(needs)) / len(needs)
        return tuple(part_of(need + spare, 1) for need in needs)
    rows = ceil(len(labels) / most)
    return (part_of(room, ceil(len(labels) / rows)),) * len(labels)


def part_of(room: float, columns: int) -> float:
    """Return the width of one of some columns in mm, rounded down so that all of them fit."""
    return floor(100 * room / columns) / 100
