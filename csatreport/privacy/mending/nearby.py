"""The nearest other answers: which published figures tell them from the true ones.

A cell falls because in every world that agrees with what is published it holds the same. So some
figures must go, and the true world shows which: a few answers change their options (a step), others
change theirs so that fewer figures notice (an index stays, or a total where another unit does the
same backwards), and what still would look different is what has to be withheld. Step by step the
cheapest is taken; nothing is solved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, takewhile
from typing import TypeAlias, TypeVar

from csatreport.privacy.audit.algebra import Condition, Sum, UnknownName
from csatreport.privacy.audit.public import Atom
from csatreport.privacy.audit.solve import Step

Price: TypeAlias = Callable[[Iterable[int]], int | None]
"""What it costs to withhold the figures of some conditions; None where one cannot be."""

_STARTS = 6
"""Changes of a cell that are followed, the cheapest first."""
_DEPTH = 4
_WAYS = 3000
"""What more steps than these touch (a company's totals) is not mended by another step."""
_NOTHING = 1e-5

_Name = TypeVar("_Name", bound=Hashable)

_Found: TypeAlias = tuple[int, tuple[int, ...]]
"""What steps cost, and which they are."""


@dataclass(frozen=True, eq=False)
class Nearby:
    """Worlds around a known one: the conditions that hold there, and the steps that lead away."""

    rows: Sequence[Condition]
    world: Mapping[UnknownName, float]
    steps: Sequence[Step]
    _effects: dict[int, dict[int, float]] = field(default_factory=dict, repr=False)
    _ways: dict[int, Sequence[tuple[float, int]]] = field(default_factory=dict, repr=False)

    def changes(self, sums: Sequence[Sum], price: Price) -> Iterator[tuple[Step, list[int]]]:
        """Yield changes of some sums, with the conditions that notice them, the cheapest first."""
        first = dict.fromkeys((n,) for terms in sums for name in terms for n in self._with[name])
        starts = sorted(self._priced((), first, sums, price))[:_STARTS]
        for _, some in sorted({self._mended(one, sums, price) for one in starts}):
            yield self._change(some), self._noticing(self._effects_of(some))

    def unseen(self, sums: Sequence[Sum], gone: AbstractSet[int]) -> Iterator[Step]:
        """Yield changes of some sums by a step or two that only conditions ``gone`` notice."""
        first = dict.fromkeys(n for terms in sums for name in terms for n in self._with[name])
        for some in first:
            effect = self._effect(some)
            noticed = [row for row in self._noticing(effect) if row not in gone]
            more = [()] if not noticed else ((n,) for n in self._offsetting(effect, noticed))
            for steps in more:
                change = self._change((some, *steps))
                if self._unnoticed(effect, steps, gone) and self._alters(change, sums):
                    yield change

    def _offsetting(self, effect: Mapping[int, float], noticed: Iterable[int]) -> Sequence[int]:
        """Return the steps after which all conditions that notice an effect may notice nothing.

        Whoever does it offsets each of them, so that those are enough which offset the one that
        the fewest do; where very many steps touch all of them, none are tried.
        """
        few = (self._meeting(row, effect[row]) for row in noticed if self._touching(row))
        return min(few, key=len, default=())

    def _unnoticed(
        self, effect: Mapping[int, float], steps: Iterable[int], gone: AbstractSet[int]
    ) -> bool:
        """Tell whether only conditions ``gone`` notice an effect and those of more steps."""
        room, both = self._room, effect
        for step in steps:
            both = _added((both, self._effect(step)))
        return all(
            room[row][0] <= delta <= room[row][1] or row in gone for row, delta in both.items()
        )

    def _mended(self, found: _Found, sums: Sequence[Sum], price: Price) -> _Found:
        """Add steps as long as less has to be withheld."""
        for _ in range(_DEPTH - 1):
            cost, some = found
            more = (*((n,) for n in self._against(some)), *self._exchanged(some))
            better = min(self._priced(some, more, sums, price), default=found)
            if better[0] >= cost:
                break
            found = better
        return found

    def _priced(
        self,
        some: tuple[int, ...],
        more: Iterable[tuple[int, ...]],
        sums: Sequence[Sum],
        price: Price,
    ) -> Iterator[_Found]:
        """Yield some steps with more, if they can be taken and change a sum, with the cost."""
        before = self._effects_of(some)
        noticing = self._noticing(before)
        for steps in more:
            effect = self._effects_of(steps) if len(steps) > 1 else self._effect(*steps)
            after = {row: before.get(row, 0.0) + delta for row, delta in effect.items()}
            cost = price([*(r for r in noticing if r not in effect), *self._noticing(after)])
            if cost is None:
                continue
            both = (*some, *steps)
            if self._alters(self._change(both), sums):
                yield cost, both

    def _alters(self, change: Step, sums: Sequence[Sum]) -> bool:
        """Tell whether a change can be made and is seen in a sum."""
        if any(self.world[name] + delta < -_NOTHING for name, delta in change.items()):
            return False
        return any(abs(_value(terms, change)) > _NOTHING for terms in sums)

    def _exchanged(self, some: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """Yield the same steps backwards elsewhere: together they leave all totals as they are."""
        back = [self._places_of.get(_pattern(self.steps[n], -1.0), {}) for n in some]
        for place in back[0]:
            if all(place in one for one in back):
                yield tuple(one[place] for one in back)

    def _change(self, some: Iterable[int]) -> dict[UnknownName, float]:
        return _added(self.steps[n] for n in some)

    def _effects_of(self, some: Iterable[int]) -> dict[int, float]:
        return _added(map(self._effect, some))

    def _noticing(self, effect: Mapping[int, float]) -> list[int]:
        """Return the conditions that would be broken."""
        room = self._room
        return [row for row, delta in effect.items() if not room[row][0] <= delta <= room[row][1]]

    def _effect(self, step: int) -> dict[int, float]:
        """Return by how much a step changes each condition."""
        if step not in self._effects:
            self._effects[step] = _added(
                {number: weight * delta}
                for name, delta in self.steps[step].items()
                for number, weight in self.inside[name]
            )
        return self._effects[step]

    def _against(self, some: Iterable[int]) -> Iterable[int]:
        """Return the steps after which a condition that notices some steps notices nothing.

        Where very many touch it, none are tried.
        """
        effect = self._effects_of(some)
        rows = self._noticing(effect)
        return dict.fromkeys(step for row in rows for step in self._meeting(row, effect[row]))

    def _meeting(self, row: int, effect: float) -> list[int]:
        """Return the steps after which a condition does not notice an effect any more."""
        steps, (low, high) = self._touching(row), self._room[row]
        found = islice(steps, bisect_left(steps, (low - effect, -1)), None)
        return [step for _, step in takewhile(lambda one: one[0] + effect <= high, found)]

    def _touching(self, row: int) -> Sequence[tuple[float, int]]:
        """Return the steps that change a condition, by how much; none where they are too many."""
        if row not in self._ways:
            names = self.rows[row].terms
            steps = dict.fromkeys(n for name in names for n in self._with[name])
            few = steps if len(steps) <= _WAYS else ()
            self._ways[row] = sorted((self._effect(n).get(row, 0.0), n) for n in few)
        return self._ways[row]

    @cached_property
    def _room(self) -> list[tuple[float, float]]:
        """By how much each condition may change."""
        return [
            (row.low - value - _NOTHING, row.high - value + _NOTHING)
            for row, value in zip(self.rows, self.told, strict=True)
        ]

    @cached_property
    def told(self) -> list[float]:
        """What the sum of each condition comes to."""
        return [_value(row.terms, self.world) for row in self.rows]

    @cached_property
    def inside(self) -> Mapping[UnknownName, list[tuple[int, float]]]:
        """The conditions that each amount stands in, by number, with its weight."""
        found: dict[UnknownName, list[tuple[int, float]]] = defaultdict(list)
        for number, row in enumerate(self.rows):
            for name, weight in row.terms.items():
                found[name].append((number, weight))
        return found

    @cached_property
    def _places_of(self) -> Mapping[frozenset[tuple[str, int, float]], dict[Atom, int]]:
        """Where each kind of step can be taken."""
        found: dict[frozenset[tuple[str, int, float]], dict[Atom, int]] = defaultdict(dict)
        for number, step in enumerate(self.steps):
            found[_pattern(step)][next(iter(step))[0]] = number
        return found

    @cached_property
    def _with(self) -> Mapping[UnknownName, list[int]]:
        """The steps that change each amount."""
        found: dict[UnknownName, list[int]] = defaultdict(list)
        for number, step in enumerate(self.steps):
            for name in step:
                found[name].append(number)
        return found


def squared(step: Step, world: Mapping[UnknownName, float]) -> Step:
    """Let sums of squares follow where they would be greater than the sums of scores."""
    found = dict(step)
    for (atom, kind, power), delta in step.items():
        square = (atom, kind, 2)
        if power == 1 and square in world:
            over = world[square] - (world[atom, kind, 1] + delta)
            if over > _NOTHING:
                found[square] = -over
    return found


def _pattern(step: Step, sign: float = 1.0) -> frozenset[tuple[str, int, float]]:
    """Return what changes, wherever it is."""
    return frozenset((kind, place, sign * delta) for (_, kind, place), delta in step.items())


def _value(terms: Sum, amounts: Sum) -> float:
    return sum(weight * amounts.get(name, 0.0) for name, weight in terms.items())


def _added(some: Iterable[Mapping[_Name, float]]) -> dict[_Name, float]:
    total: dict[_Name, float] = {}
    for one in some:
        for name, value in one.items():
            total[name] = total.get(name, 0.0) + value
    return total
