"""A question, its options and its missing answers, as complete, typed, frozen values.

Good or bad is a property of an option, not of its place: an option carries *points* and *valence*.
For a reversed item both are already turned round (keyed); ``printed_points`` keeps what the form
says. Missing answers are kept apart by four codes below zero, so a coded answer is an option's
place when it is zero or more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property

from csatreport.base.errors import Source
from csatreport.base.label import Label


class Missing(IntEnum):
    """Why there is no scored answer; stored in place of an option's place."""

    BLANK = -1
    MULTIPLE = -2
    NOT_APPLICABLE = -3
    INVALID = -4


class Kind(StrEnum):
    """What kind of answer an item takes."""

    CHOICE = "choice"
    RATING = "rating"
    YESNO = "yesno"
    SEVERAL = "several"
    RANKED = "ranked"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


CLOSED = frozenset({Kind.CHOICE, Kind.RATING, Kind.YESNO})
"""Kinds with exactly one option ticked."""


class Role(StrEnum):
    """What an item is for."""

    RATED = "rated"
    OVERALL = "overall"
    RECOMMEND = "recommend"
    BACKGROUND = "background"
    COMMENT = "comment"
    DETAIL = "detail"
    EXPECTATION = "expectation"
    COMPETITOR = "competitor"
    IMPORTANCE = "importance"
    PRESENT = "present"
    ABSENT = "absent"


PAIRED = frozenset({Role.EXPECTATION, Role.COMPETITOR, Role.IMPORTANCE, Role.PRESENT, Role.ABSENT})
"""Roles of items that say something about another one, and are no results by themselves."""


class Valence(StrEnum):
    """Whether picking an option is good news."""

    GOOD = "good"
    NEUTRAL = "neutral"
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer a person can tick. ``points`` and ``valence`` are keyed (see the module)."""

    code: str
    label: Label
    points: float | None = None
    printed_points: float | None = None
    valence: Valence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """The rule that asks whoever picks certain options for the reason."""

    options: frozenset[str]
    text: Label


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question. ``label`` is its short name in tables; ``text`` the wording as asked."""

    id: str
    number: str
    kind: Kind
    role: Role
    text: Label
    label: Label
    options: tuple[Option, ...] = ()
    not_applicable: Option | None = None
    reversed: bool = False
    follow_up: FollowUp | None = None
    picks: int | None = None
    low: float | None = None
    high: float | None = None
    unit: Label = field(default_factory=Label)
    personal: bool = False
    was: str | None = None
    same_as_before: bool = False
    """Its wording was corrected, not changed: it carries on the series of the edition before."""
    about: str = ""
    """Id of the item or dimension that an item with one of the roles `PAIRED` is about."""
    series: str = ""
    source: Source = field(default_factory=lambda: Source(file=""), compare=False)

    @cached_property
    def scored(self) -> bool:
        """Whether the item has points, and so a mean and an index."""
        return self.kind in CLOSED and any(option.points is not None for option in self.options)

    @cached_property
    def bounds(self) -> tuple[float, float]:
        """The lowest and highest points an option of this item gives."""
        points = [option.points for option in self.options if option.points is not None]
        return (min(points), max(points)) if points else (0.0, 0.0)

    @cached_property
    def bad(self) -> frozenset[int]:
        """Places of the options with bad valence."""
        return self._places(Valence.BAD)

    @cached_property
    def good(self) -> frozenset[int]:
        """Places of the options with good valence."""
        return self._places(Valence.GOOD)

    def _places(self, valence: Valence) -> frozenset[int]:
        return frozenset(i for i, option in enumerate(self.options) if option.valence is valence)
