"""Which cells fall: what an outsider can prove although it was promised not to be shown.

A *cell* is a unit and period, or what a total leaves over when its shown parts are taken away. It
falls

* ``few``: surely fewer people than the minimum answered, and how they answered is known: the number
  that ticked some option, the sum of their points, or how many (not none, not all) were favourable;
* ``counts``: surely fewer answered than counts are shown from, and how many ticked some option is
  known all the same;
* ``alike``: surely all who answered ticked the same option;
* ``group``: of a question about people, a group has surely someone in it but fewer than the
  minimum.

An amount is *known* when the published figures leave room for one whole number only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from csatreport.privacy.audit.algebra import INFINITE, TOLERANCE, SolvedPart, Sum, Vector
from csatreport.study.policy import Anonymity

_HALF = 0.5
_MANY = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallen:
    """One cell that falls: who, when, what about, how, and which figures it follows from."""

    unit: str
    period: str
    about: str
    reason: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallCell:
    """What to ask about one cell: its base, and how its answers spread.

    ``step`` is the least difference that two sums of points can have; ``people`` marks a question
    about people.
    """

    unit: str
    period: str
    about: str
    base: Sum
    counts: tuple[Sum, ...] = ()
    others: tuple[Sum, ...] = ()
    """For each option (or end of the scale) the answers that are not on it."""
    points: Sum | None = None
    step: float = 1.0
    good: Sum | None = None
    people: bool = False

    def sums(self) -> Iterator[Sum]:
        """Yield everything that is asked, in a fixed order."""
        yield self.base
        yield from self.counts
        yield from self.others
        yield self.points or {}
        yield self.good or {}


class Bounds:
    """The bounds of many sums in one part; exact ones are only worked out when asked for."""

    def __init__(self, part: SolvedPart, sums: Sequence[Sum]) -> None:
        self.part = part
        self.table = part.table(sums)
        self.seen_low, self.seen_high = part.looks(self.table)

    def weights(self, place: int) -> Vector:
        """Return one sum as weights."""
        return np.asarray(self.table[place].toarray()[0])

    def low(self, place: int) -> float:
        """Return the least value of a sum."""
        return -self._furthest(-self.weights(place))

    def high(self, place: int) -> float:
        """Return the greatest value of a sum."""
        return self._furthest(self.weights(place))

    def _furthest(self, weights: Vector) -> float:
        """Go as far as possible one way, and note where all other sums are there."""
        amounts = self.part.furthest(weights)
        if amounts is None:
            return INFINITE
        values = self.table @ amounts
        self.seen_low = np.minimum(self.seen_low, values)
        self.seen_high = np.maximum(self.seen_high, values)
        return float(weights @ amounts)

    def room(self, place: int) -> float:
        """Return how far apart values were that have been seen: at least this much is free."""
        return float(self.seen_high[place] - self.seen_low[place])

    def known(self, place: int, step: float = 1.0) -> float | None:
        """Return the one value a sum can have; None where there are more."""
        if self.room(place) >= step - TOLERANCE:
            return None
        low = self.low(place)
        if self.room(place) >= step - TOLERANCE:
            return None
        high = self.high(place)
        if high - low == INFINITE:
            return None
        least, most = ceil(low / step - TOLERANCE), floor(high / step + TOLERANCE)
        return least * step if least >= most else None


def fallen(part: SolvedPart, cells: Sequence[SmallCell], promise: Anonymity) -> Iterator[Fallen]:
    """Yield every cell of a part that falls, each once.

    Raises:
        ContradictionError: the published figures cannot all be true.
    """
    sums = [terms for cell in cells for terms in cell.sums()]
    bounds, place = Bounds(part, sums), 0
    for cell in cells:
        reason, witness = _Trial(cell, bounds, place, promise).verdict()
        if reason:
            yield Fallen(
                unit=cell.unit, period=cell.period, about=cell.about, reason=reason,
                sources=part.sources(bounds.weights(witness)),
            )  # fmt: skip
        place += 3 + len(cell.counts) + len(cell.others)


class _Trial:
    """One cell before the bounds of its sums, which begin at a place."""

    def __init__(self, cell: SmallCell, bounds: Bounds, place: int, promise: Anonymity) -> None:
        self.cell, self.bounds, self.promise = cell, bounds, promise
        self.base = place
        self.counts = range(place + 1, place + 1 + len(cell.counts))
        self.others = range(self.counts.stop, self.counts.stop + len(cell.others))
        self.points, self.good = self.others.stop, self.others.stop + 1

    def verdict(self) -> tuple[str, int]:
        """Return why the cell falls and which sum proves it; "" where it stands."""
        # What proves a fall is rare and looked for first, how few people there are only then.
        count, seen = self._count(INFINITE), self.bounds.seen_high[self.base]
        if count is not None and seen < self.promise.counts:
            most = self._most()
            if most < self.promise.counts:
                return ("few" if most < self.promise.minimum else "counts"), count
        few = _HALF < seen < self.promise.minimum
        witness = self._content() if few else None
        if witness is not None and self._most() < self.promise.minimum:
            return "few", witness
        if (witness := self._alike()) is not None:
            return "alike", witness
        if self.cell.people and (witness := self._count(self.promise.minimum)) is not None:
            return "group", witness
        return "", 0

    def _most(self) -> int:
        """Return how many answers there can be at most."""
        return floor(min(self.bounds.high(self.base), _MANY) + TOLERANCE)

    def _content(self) -> int | None:
        """Return a sum that tells how a few people answered, if it is known."""
        if self.cell.points is not None:
            total = self.bounds.known(self.points, self.cell.step)
            if total is not None and (total > 0 or self._some()):
                return self.points
        if self.cell.good is not None:
            good = self.bounds.known(self.good)
            if good is not None and good > 0 and self.bounds.low(self.base) > good + _HALF:
                return self.good
        return None

    def _count(self, below: float) -> int | None:
        """Return an option that is known to have been ticked, but less often than ``below``."""
        for place in self.counts:
            if self.bounds.seen_low[place] > _HALF and self.bounds.seen_low[place] < below:
                count = self.bounds.known(place)
                if count is not None and 0 < count < below:
                    return place
        return None

    def _alike(self) -> int | None:
        """Return the option that all who answered are known to have ticked."""
        if self.bounds.seen_low[self.base] < _HALF:
            return None
        for place in self.others:
            if self.bounds.seen_high[place] < _HALF and self.bounds.high(place) < _HALF:
                return place if self._some() else None
        return None

    def _some(self) -> bool:
        return self.bounds.seen_low[self.base] > _HALF and self.bounds.low(self.base) > _HALF
