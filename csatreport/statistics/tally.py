"""Tallies: counts that add.

Almost every figure of a report follows from a few integers: how often each option of each item
was ticked, how often it was left out and why, and the moments of person scores. They are counted
once per unit and base period; a quarter, a year or a region is the sum of its parts, in any order,
with no rounding anywhere, because everything here is a whole number.

Person scores (0-100) would be floats, and sums of floats depend on their order. They are therefore
held in units of 2**-32 points: fine enough for twelve digits, and their sums are exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import sqrt
from typing import TypeVar

SCORE_UNIT = 2**32
"""How many units of a `Moments` sum make one point of a person score."""


@dataclass(frozen=True, slots=True)
class ItemTally:
    """Counts of one item: one per option, and the four kinds of missing answers."""

    counts: tuple[int, ...]
    blank: int = 0
    multiple: int = 0
    not_applicable: int = 0
    invalid: int = 0

    def __add__(self, other: ItemTally) -> ItemTally:
        if len(self.counts) != len(other.counts):
            raise ValueError("tallies of items with different options do not add")
        return ItemTally(
            tuple(a + b for a, b in zip(self.counts, other.counts, strict=True)),
            self.blank + other.blank,
            self.multiple + other.multiple,
            self.not_applicable + other.not_applicable,
            self.invalid + other.invalid,
        )

    @property
    def n(self) -> int:
        """The base: how many picked an option (for several-choice items: ticks, not people)."""
        return sum(self.counts)

    @property
    def missing(self) -> int:
        """How many gave no usable answer, for any reason."""
        return self.unusable + self.not_applicable

    @property
    def unusable(self) -> int:
        """How many gave no answer that can be told."""
        return self.blank + self.multiple + self.invalid

    @property
    def asked(self) -> int:
        """How many were asked: answers of any kind, and none."""
        return self.n + self.missing

    @property
    def blank_share(self) -> float | None:
        """Which part of those who were asked left it blank; None where nobody was."""
        return self.blank / self.asked if self.asked else None


@dataclass(frozen=True, slots=True)
class Moments:
    """Number, sum and sum of squares of person scores, as exact integers (see `SCORE_UNIT`)."""

    n: int = 0
    total: int = 0
    squares: int = 0

    def __add__(self, other: Moments) -> Moments:
        return Moments(self.n + other.n, self.total + other.total, self.squares + other.squares)

    @property
    def mean(self) -> float | None:
        """The mean score in points; None without scores."""
        return self.total / (self.n * SCORE_UNIT) if self.n else None

    @property
    def variance(self) -> float | None:
        """The variance (n - 1) in points squared; None below two scores."""
        if self.n < 2:
            return None
        spread = self.n * self.squares - self.total * self.total
        return spread / (self.n * (self.n - 1) * SCORE_UNIT * SCORE_UNIT)

    @property
    def sd(self) -> float | None:
        """The standard deviation in points; None below two scores."""
        return None if self.variance is None else sqrt(self.variance)


@dataclass(frozen=True, slots=True)
class Tally:
    """Everything counted for one unit and period: responses, items by series, scores by series.

    Adding two tallies of different editions keeps both series apart.
    """

    responses: int = 0
    items: Mapping[str, ItemTally] = field(default_factory=dict)
    scores: Mapping[str, Moments] = field(default_factory=dict)

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.responses + other.responses,
            _merged(self.items, other.items),
            _merged(self.scores, other.scores),
        )


_Adds = TypeVar("_Adds", ItemTally, Moments)


def _merged(a: Mapping[str, _Adds], b: Mapping[str, _Adds]) -> dict[str, _Adds]:
    both = dict(a)
    for series, value in b.items():
        both[series] = both[series] + value if series in both else value
    return both


def count_of(places: frozenset[int], counts: ItemTally) -> int:
    """Return how often one of some options was picked."""
    return sum(counts.counts[place] for place in places)


def total(tallies: Iterable[Tally]) -> Tally:
    """Add tallies up; zero for none. The same as one ``+`` after the other, but faster."""
    found = tuple(tallies)
    return Tally(
        sum(tally.responses for tally in found),
        {series: _total_items(some) for series, some in _by_series(t.items for t in found)},
        {series: _total_scores(some) for series, some in _by_series(t.scores for t in found)},
    )


def _by_series(parts: Iterable[Mapping[str, _Adds]]) -> Iterable[tuple[str, list[_Adds]]]:
    found: dict[str, list[_Adds]] = {}
    for part in parts:
        for series, value in part.items():
            found.setdefault(series, []).append(value)
    return found.items()


def _total_items(some: list[ItemTally]) -> ItemTally:
    return ItemTally(
        tuple(map(sum, zip(*(one.counts for one in some), strict=True))),
        sum(one.blank for one in some),
        sum(one.multiple for one in some),
        sum(one.not_applicable for one in some),
        sum(one.invalid for one in some),
    )


def _total_scores(some: list[Moments]) -> Moments:
    return Moments(
        sum(one.n for one in some), sum(one.total for one in some), sum(one.squares for one in some)
    )
