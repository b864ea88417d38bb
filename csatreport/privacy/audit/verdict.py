"""Which cells fall: what an outsider can prove although it was promised not to be shown.

A *cell* is a unit and period, or what a total leaves over when its shown parts are taken away. It
falls

* ``few``: surely somebody but fewer than the minimum answered, and how many is known, or how they
  answered: the number that ticked some option, the sum of their points, or how many (not none, not
  all) were favourable;
* ``counts``: surely fewer answered than counts are shown from, and how many ticked some option is
  known all the same;
* ``alike``: surely all who answered ticked the same option;
* ``group``: of a question about people, a group has surely someone in it but fewer than the
  minimum.

An amount is *known* unless two worlds are found that differ on it: what is not shown to be safe
counts as fallen.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from csatreport.privacy.audit.algebra import Reduced, Sum, UnknownName
from csatreport.privacy.audit.solve import SolvedPart, Step, Vector
from csatreport.study.policy import Anonymity

_HALF = 0.5
_SLACK = 1e-4
_NEAR = 300.0
"""How far amounts are looked for at least, when worlds far apart are."""
_FEW_SUMS = 40

Fall: TypeAlias = tuple["SmallCell", str]


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
    about people, ``least`` the base below which how they answered may not be known, ``sized`` that
    their number may not be known either.
    """

    unit: str
    period: str
    about: str
    base: Sum
    least: int
    counts: tuple[Sum, ...] = ()
    ends: tuple[Sum, ...] = ()
    """Of scores: how far they are from each end of the scale, together."""
    points: Sum | None = None
    step: float = 1.0
    good: Sum | None = None
    people: bool = False
    sized: bool = False
    asked: int | None = None
    """How many there are at all: that all of them answered is no secret where they are counted."""

    def sums(self) -> Iterator[Sum]:
        """Yield everything that is asked, in a fixed order."""
        yield self.base
        yield from self.counts
        yield from self.ends
        yield self.points or {}
        yield self.good or {}


class SeenSums:
    """What many sums come to in the worlds found so far; more are only looked for when asked."""

    def __init__(
        self,
        part: SolvedPart,
        sums: Sequence[Sum],
        settled: Reduced,
        steps: Callable[[], Iterable[Step]],
    ) -> None:
        self.part = part
        rests = [settled.rest(terms) for terms in sums]
        self.table = part.table([terms for terms, _ in rests])
        self.given = np.array([given for _, given in rests])
        self.low = np.full(len(rests), np.inf)
        self.high = -self.low
        self._worlds: list[Vector] = []
        self._steps = steps
        self._looked = 0
        if (first := part.world()) is not None:
            self._see(first)

    @property
    def any(self) -> bool:
        """Whether a world was found at all."""
        return bool(self._worlds)

    def first(self, settled: Reduced) -> Iterator[tuple[UnknownName, float]]:
        """Yield the amounts of the world that was found first, and those that are settled."""
        for world in self._worlds[:1]:
            yield from zip(self.part.places, world.tolist(), strict=True)
            yield from settled.values.items()

    def _see(self, world: Vector) -> None:
        self._worlds.append(world)
        values = self.table @ world + self.given
        self.low, self.high = np.minimum(self.low, values), np.maximum(self.high, values)

    def look_further(self) -> bool:
        """Look at worlds that moves lead to, then at a few far apart; tell whether any were left.

        Few sums are asked for straight: in a large part a world far away takes a minute.
        """
        if not self._worlds or self._looked == 2:
            return False
        self._looked += 1
        if self._looked == 1:
            self._move(self._worlds)
        elif len(self.given) > _FEW_SUMS:
            self._move([*self._far()])
        return True

    def _far(self) -> Iterator[Vector]:
        random = np.random.default_rng(len(self.part.places))
        way = random.uniform(-1.0, 1.0, len(self.part.places))
        fence = max(_NEAR, *(2 * world.max(initial=0) for world in self._worlds))
        for direction in (way, -way):
            if (found := self.part.far(direction, fence)) is not None:
                self._see(found)
                yield found

    def _move(self, worlds: Iterable[Vector]) -> None:
        steps, columns = list(self._steps()), self.table.tocsc()
        for world in worlds:
            values = self.table @ world + self.given
            for change in self.part.moves(world, steps):
                self._note(values, change, columns)

    def _note(self, values: Vector, change: dict[int, float], columns: object) -> None:
        """See the world that a change leads to, for the sums that it touches."""
        moved: dict[int, float] = {}
        for place, delta in change.items():
            start, stop = columns.indptr[place : place + 2]  # type: ignore[attr-defined]
            for row, weight in zip(
                columns.indices[start:stop].tolist(),  # type: ignore[attr-defined]
                columns.data[start:stop].tolist(),  # type: ignore[attr-defined]
                strict=True,
            ):
                moved[row] = moved.get(row, 0.0) + weight * delta
        for row, delta in moved.items():
            self.low[row] = min(self.low[row], values[row] + delta)
            self.high[row] = max(self.high[row], values[row] + delta)

    def reaches(self, place: int, value: float) -> bool:
        """Tell whether some world is found in which a sum is so great."""
        return self.high[place] >= value - _SLACK or self._goes(place, value, np.inf)

    def falls_to(self, place: int, value: float) -> bool:
        """Tell whether some world is found in which a sum is so small."""
        return self.low[place] <= value + _SLACK or self._goes(place, -np.inf, value)

    def _goes(self, place: int, low: float, high: float) -> bool:
        weights = np.asarray(self.table[place].toarray()[0])
        if not weights.any():
            return False
        while self.look_further():
            if self.high[place] >= low - _SLACK and self.low[place] <= high + _SLACK:
                return True
        given = self.given[place]
        found = self.part.other(weights, low - given - _SLACK, high - given + _SLACK)
        if found is None:
            return False
        self._see(found)
        return True

    def known(self, place: int, step: float = 1.0) -> float | None:
        """Return the only value of a sum that is found; None where there are more."""
        looking = True
        while looking:
            if self.high[place] - self.low[place] >= step - _SLACK:
                return None
            looking = self.look_further()
        value = float(self.low[place])
        if self._goes(place, value + step, np.inf) or self._goes(place, -np.inf, value - step):
            return None
        return value


class _Trial:
    """One cell before what is found of its sums, which begin at a place."""

    def __init__(self, cell: SmallCell, worlds: SeenSums, place: int, promise: Anonymity) -> None:
        self.cell, self.worlds, self.promise = cell, worlds, promise
        self.base = place
        self.counts = range(place + 1, place + 1 + len(cell.counts))
        self.ends = range(self.counts.stop, self.counts.stop + len(cell.ends))
        self.points, self.good = self.ends.stop, self.ends.stop + 1

    def verdict(self) -> str:
        """Return why the cell falls; "" where it stands."""
        worlds = self.worlds
        if not worlds.any:
            return "counts"
        # What proves a fall is rare and looked for first, how few people there are only then.
        seen = worlds.high[self.base]
        known = seen < self.promise.counts - _HALF and self._count(np.inf)
        if known and self._small(self.promise.counts):
            return "few" if self._small(self.cell.least) else "counts"
        if seen < self.cell.least - _HALF and self._content() and self._small(self.cell.least):
            return "few"
        if self._alike():
            return "alike"
        return "group" if self.cell.people and self._count(self.promise.minimum) else ""

    def _small(self, least: int) -> bool:
        """Tell whether no world is found in which so many answered."""
        return self.worlds.high[self.base] < least - _HALF and not self.worlds.reaches(
            self.base, least
        )

    def _some(self) -> bool:
        """Tell whether surely somebody answered."""
        return not self.worlds.falls_to(self.base, 0)

    def _content(self) -> bool:
        """Tell whether it is known how many there are, or how they answered."""
        worlds = self.worlds
        size = worlds.known(self.base) if self.cell.sized else None
        if size is not None and size != self.cell.asked and self._some():
            return True
        if self.cell.points is not None:
            total = worlds.known(self.points, self.cell.step)
            if total is not None and (total > _SLACK or self._some()):
                return True
        good = worlds.known(self.good) if self.cell.good is not None else None
        return good is not None and good > _HALF and not worlds.falls_to(self.base, good)

    def _count(self, below: float) -> bool:
        """Tell whether some option is known to have been ticked, but less often than ``below``."""
        for place in self.counts:
            if self.worlds.low[place] > _HALF and self.worlds.low[place] < below:
                count = self.worlds.known(place)
                if count is not None and _HALF < count < below:
                    return True
        return False

    def _alike(self) -> bool:
        """Tell whether all who answered are known to have ticked the same option."""
        worlds = self.worlds
        if worlds.low[self.base] < _HALF:
            return False
        if any(worlds.high[end] < _HALF and not worlds.reaches(end, 1) for end in self.ends):
            return self._some()
        return bool(self.cell.counts) and not self.ends and self._one_option()

    def _one_option(self) -> bool:
        """Tell whether all answers are on one option in every world that is found."""
        worlds = self.worlds
        used = [place for place in self.counts if worlds.high[place] > _HALF]
        if len(used) != 1:
            return False
        others = [place for place in self.counts if place not in used]
        return not any(worlds.reaches(place, 1) for place in others) and self._some()


def fallen(worlds: SeenSums, cells: Sequence[SmallCell], promise: Anonymity) -> Iterator[Fall]:
    """Yield every cell that falls, with the reason; ``worlds`` are of all their sums in turn."""
    place = 0
    for cell in cells:
        reason = _Trial(cell, worlds, place, promise).verdict()
        if reason:
            yield cell, reason
        place += 3 + len(cell.counts) + len(cell.ends)
