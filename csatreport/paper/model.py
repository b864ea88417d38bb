"""What a printed form is made of: rectangles in millimetres from the top left of an A4 page."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from math import hypot

WIDTH, HEIGHT = 210.0, 297.0
"""A4, in mm."""
MARKS_VERSION = 2
"""Where the marks stand: the codes of version 1 stood lower at the top, and higher below."""
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

    @property
    def numbers(self) -> list[float]:
        """Left, top, width and height."""
        return [self.left, self.top, self.width, self.height]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class FormItem:
    """A question: its kind, and the codes of its options in printed order."""

    id: str
    kind: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPicture:
    """A picture that shows how to fill in: ink in it is no answer."""

    page: int
    rect: Rect


@dataclass(frozen=True, kw_only=True)
class Geometry:
    """Where everything lies on a form: what a machine needs to read it back.

    ``form`` names questionnaire, edition, language and layout; ``fingerprint`` is six characters
    that change with anything in it. Pages count from 1. ``labels`` are the words beside boxes, and
    ``blank`` is the SHA-256 of the page as it was printed, before marks and numbers: ink beside a
    box is found by comparing with it. Geometries of version 1 have boxes and fields alone.
    """

    form: str = ""
    questionnaire: str
    edition: str
    language: str
    fingerprint: str = ""
    pages: int
    boxes: tuple[Box, ...]
    fields: tuple[WritingField, ...]
    items: tuple[FormItem, ...] = ()
    labels: tuple[Box, ...] = ()
    pictures: tuple[PrintedPicture, ...] = ()
    blank: str = ""

    @property
    def version(self) -> int:
        """Which version of the format it is of."""
        return 2 if self.blank else 1

    @property
    def sound(self) -> bool:
        """Whether all of it is what its fingerprint and name were made of."""
        return self == self.sealed()

    def sealed(self) -> Geometry:
        """Return it with the fingerprint that stands for it, and the name that ends in it."""
        name = f"{self.questionnaire}-{self.edition}-{self.language}"
        laid: list[object] = [name, self.pages]
        for parts in (self.boxes, self.fields, self.items, self.labels, self.pictures):
            laid += map(asdict, parts)
        laid += [MARKS_VERSION, self.blank] if self.blank else []
        mark = six_characters(laid)
        return replace(self, fingerprint=mark, form=f"{name}-{mark}")


def six_characters(laid: list[object]) -> str:
    """Return six characters that change with anything in a list, and are hard to misread."""
    digest = hashlib.sha256(json.dumps(laid, sort_keys=True).encode("utf-8")).digest()
    number = int.from_bytes(digest[:8], "big")
    found = ""
    for _ in range(_LONG):
        number, place = divmod(number, len(_ALPHABET))
        found += _ALPHABET[place]
    return found
