"""The small parts of a report's texts: tones, change marks, and what leads somewhere."""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """The colour of an option: palest for the best, darkest for the worst (light paper)."""

    GOOD_1 = "g1"
    GOOD_2 = "g2"
    GOOD_3 = "g3"
    MIDDLE = "mid"
    BAD_1 = "b1"
    BAD_2 = "b2"
    BAD_3 = "b3"
    PLAIN = "plain"


class Direction(StrEnum):
    """The shape of a change mark."""

    UP = "up"
    DOWN = "down"
    SMALL_UP = "small-up"
    SMALL_DOWN = "small-down"
    NONE = "none"
    FEW = "few"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A change in shape, number and word; a shape only where the test allows one."""

    direction: Direction
    number: str
    word: str
    title: str = ""
    """Full statement for hover and screen readers, with interval and q."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Text that leads somewhere; ``target`` names a page, never a URL.

    Targets: ``#id`` on this page; ``unit:<id>``; ``item:<id>`` (the question through time);
    ``term:<id>`` (an entry of the method page); ``explain:<id>`` (how the figures of an item or
    a node came about), ``explained:<period>/<item>`` (the same, in a period's company report);
    ``""`` for plain text.
    """

    text: str
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What somebody wrote; ``language`` is "" where it is not known.

    On paper stands what ``short`` has of it: one long answer must not fill a page.
    """

    text: str
    language: str
    short: str
