"""What a printed form is made of: rectangles in millimetres from the top left of an A4 page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from math import hypot

WIDTH, HEIGHT = 210.0, 297.0
"""A4, in mm."""
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LONG = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Rect:
    """A rectangle in mm from the top left corner of its page."""

    left: float
    top: float
    width: float
    height: float

    @classmethod
    def of(cls, corners: tuple[float, ...]) -> Rect:
        """Make a rectangle of its left, top, right and bottom, to a hundredth of a mm."""
        left, top, right, bottom = corners
        return cls(
            left=round(left, 2),
            top=round(top, 2),
            width=round(right - left, 2),
            height=round(bottom - top, 2),
        )

    @property
    def right(self) -> float:
        """The right end."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower end."""
        return self.top + self.height

    def gap(self, other: Rect) -> float:
        """Return the distance to another rectangle, 0 where they touch or overlap."""
        across = max(other.left - self.right, self.left - other.right, 0.0)
        down = max(other.top - self.bottom, self.top - other.bottom, 0.0)
        return hypot(across, down)

    def grown(self, by: float) -> Rect:
        """Return the rectangle with a margin around it."""
        return Rect(
            left=self.left - by,
            top=self.top - by,
            width=self.width + 2 * by,
            height=self.height + 2 * by,
        )

    def overlaps(self, other: Rect) -> bool:
        """Tell whether two rectangles share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Purpose(StrEnum):
    """What is written into a field."""

    ANSWER = "answer"
    """The answer to an item."""
    REASON = "reason"
    """Why an option was picked."""
    RANK = "rank"
    """One place of a ranked list."""
    HEAD = "head"
    """Something about the sheet itself: unit, date, number of the respondent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box to be ticked: the option ``option`` of an item, by its code."""

    item: str
    option: str
    page: int
    rect: Rect


@dataclass(frozen=True, slots=True, kw_only=True)
class WritingField:
    """Room to write: ``item`` is an item's id, or the name of a head field (``unit``, ``date``).

    ``rank`` counts from 1 and is 0 where there is one field only.
    """

    item: str
    purpose: Purpose
    page: int
    rect: Rect
    rank: int = 0


@dataclass(frozen=True, kw_only=True)
class Geometry:
    """Where everything lies on a form: what a machine needs to read it back.

    ``form`` names questionnaire, edition, language and layout; ``fingerprint`` is six characters
    that change with any box or field. Pages count from 1.
    """

    form: str
    questionnaire: str
    edition: str
    language: str
    fingerprint: str
    pages: int
    boxes: tuple[Box, ...]
    fields: tuple[WritingField, ...]

    @property
    def sound(self) -> bool:
        """Whether its boxes and fields are those that its fingerprint and name were made of."""
        name = f"{self.questionnaire}-{self.edition}-{self.language}"
        mark = fingerprint(name, self.pages, self.boxes, self.fields)
        return (self.fingerprint, self.form) == (mark, f"{name}-{mark}")


def fingerprint(name: str, pages: int, boxes: Sequence[Box], fields: Sequence[WritingField]) -> str:
    """Return six characters that stand for a layout: what lies where, and of which form."""
    laid = [name, pages, *(asdict(box) for box in boxes), *(asdict(field) for field in fields)]
    digest = hashlib.sha256(json.dumps(laid, sort_keys=True).encode("utf-8")).digest()
    number = int.from_bytes(digest[:8], "big")
    found = ""
    for _ in range(_LONG):
        number, place = divmod(number, len(_ALPHABET))
        found += _ALPHABET[place]
    return found
