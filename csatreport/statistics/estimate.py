"""A value with its interval, or why it may not be shown.

A figure that may not be shown is `Suppressed`, a figure that cannot be computed is None; the two
are never confused.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias


class Hidden(StrEnum):
    """Why a figure of an anonymous questionnaire is not shown."""

    WITHHELD = "withheld"
    """It rests on few answers, or on answers that are too alike, or would let such be worked out.
    All have one name: whoever knows which it was knows how many answered, or how."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Stands in for a figure that exists but is not shown."""

    reason: Hidden


def percent(share: float) -> float:
    """Return a share (0-1) in percent.

    >>> percent(0.25)
    25.0
    """
    return 100 * share


def fraction(points: float) -> float:
    """Return percents as a share (0-1).

    >>> fraction(25.0)
    0.25
    """
    return points / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A value with its interval. ``low``/``high`` are None where no interval exists.

    ``census`` says that everybody answered, so that there is nothing to be uncertain about.
    ``worth`` is how many unweighted answers weighted ones are worth to chance (see
    `csatreport.statistics.weighted.means.Mean`); None where each counts once. ``stretch`` is what
    the interval takes their error times.
    """

    value: float
    low: float | None = None
    high: float | None = None
    level: float = 0.95
    base: int = 0
    census: bool = False
    worth: float | None = None
    stretch: float = 1.0

    @property
    def percent(self) -> Estimate:
        """The same of a share (0-1), in percent.

        >>> Estimate(value=0.5, low=0.25).percent.low
        25.0
        """
        low, high = (None if end is None else percent(end) for end in (self.low, self.high))
        return replace(self, value=percent(self.value), low=low, high=high)

    def judged(self, error: float) -> float:
        """Return a standard error as its interval takes it."""
        return error * self.stretch

    @property
    def count(self) -> int:
        """How many of the base a share (0-1) is.

        >>> Estimate(value=0.75, base=8).count
        6
        """
        return round(self.value * self.base)


Score: TypeAlias = Estimate | Suppressed | None
