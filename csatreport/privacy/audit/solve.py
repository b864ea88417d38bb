"""Worlds: whole amounts that fulfil all conditions, found by an integer programme and by moves.

What is published leaves an amount open if two worlds differ on it. One world is solved for; many
more follow from it by *moves*: a few answers change their options so that nobody's published figure
changes. Only where no move is found is the programme solved once more, with the wish that the
amount be another; and a solve that comes to no end counts as if there were no such world.

Source of the programme: HiGHS, through `scipy.optimize.milp`. The search is bounded by nodes and
not by seconds, so that every machine finds the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from csatreport.privacy.audit.algebra import Condition, ContradictionError, Sum, UnknownName

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Vector: TypeAlias = NDArray[np.float64]

_NODES = 500
_WORK = 200_000
"""Nodes times amounts: the larger a part, the fewer nodes are looked at."""
_FEW_NODES = 20
_FENCE = 1e5
_IMPOSSIBLE = 2
_TIGHT = 1.0
"""Ends closer than this leave a condition no room for one answer more or less."""
_EPSILON = 1e-6
_NEAR = 1e-5
_TRIES = 12

Step: TypeAlias = Mapping[UnknownName, float]
"""By how much each amount changes."""


@dataclass(frozen=True, eq=False)
class SolvedPart:
    """Conditions that belong together, ready to be solved."""

    rows: tuple[Condition, ...]
    fluid: frozenset[UnknownName]
    start: Mapping[UnknownName, float] = field(default_factory=dict)
    """Amounts of a world under more conditions, if one is known: it is one of these too."""

    @cached_property
    def places(self) -> dict[UnknownName, int]:
        """Where each amount stands."""
        names = dict.fromkeys(name for row in self.rows for name in row.terms)
        return {name: place for place, name in enumerate(names)}

    def table(self, sums: Sequence[Sum]) -> csr_matrix:
        """Return sums as weights, one row each; all their amounts must be of this part."""
        from scipy.sparse import csr_matrix  # noqa: PLC0415  # see `_solve`

        places = self.places
        cells = [
            (row, places[name], w)
            for row, s in enumerate(sums)
            for name, w in s.items()
            if name in places
        ]
        rows, columns, weights = zip(*cells, strict=True) if cells else ((), (), ())
        return csr_matrix((weights, (rows, columns)), shape=(len(sums), len(places)))

    @cached_property
    def _conditions(self) -> csr_matrix:
        return self.table([row.terms for row in self.rows])

    @cached_property
    def _wholes(self) -> NDArray[np.int64]:
        return np.array([int(name not in self.fluid) for name in self.places])

    @cached_property
    def _low(self) -> Vector:
        return np.array([row.low for row in self.rows])

    @cached_property
    def _high(self) -> Vector:
        return np.array([row.high for row in self.rows])

    def world(self) -> Vector | None:
        """Return some world; None if none is found.

        Raises:
            ContradictionError: there is none.
        """
        if self.start.keys() >= self.places.keys():
            known = np.array([self.start[name] for name in self.places])
            told = self._conditions @ known if self.places else known
            if (told >= self._low - _NEAR).all() and (told <= self._high + _NEAR).all():
                return known
        found, possible = self._solve(None, None)
        if not possible:
            raise ContradictionError
        return found

    def far(self, way: Vector, fence: float) -> Vector | None:
        """Return a world far in a direction, no amount beyond a fence; None if none is found.

        Without a near fence, amounts that hardly anything is told of lead the search astray for
        minutes.
        """
        return self._solve(None, way, fence)[0]

    def other(self, weights: Vector, low: float, high: float) -> Vector | None:
        """Return a world in which a sum lies between two ends, or None if none is found."""
        return self._solve((weights, low, high), None)[0]

    def _solve(
        self, wish: tuple[Vector, float, float] | None, way: Vector | None, fence: float = _FENCE
    ) -> tuple[Vector | None, bool]:
        if not self.places:
            return np.zeros(0), True
        # Only anonymous questionnaires need it, and it takes long to import.
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415

        limits = [LinearConstraint(self._conditions, self._low - 1e-9, self._high + 1e-9)]
        if wish is not None:
            weights, low, high = wish
            limits.append(LinearConstraint(weights[None, :], low, high))
        found = milp(
            np.zeros(len(self.places)) if way is None else -way,
            integrality=self._wholes,
            bounds=Bounds(0, fence),
            constraints=limits,
            options={
                "node_limit": max(_FEW_NODES, min(_NODES, _WORK // len(self.places))),
                "mip_rel_gap": 0.05,
            },
        )
        if found.x is None:
            return None, found.status != _IMPOSSIBLE
        return np.where(self._wholes == 1, np.round(found.x), found.x), True

    # --- moves

    @cached_property
    def _at(self) -> tuple[list[list[tuple[int, float]]], list[bool]]:
        """For each amount the conditions it stands in; of each condition whether it is tight."""
        inside: list[list[tuple[int, float]]] = [[] for _ in self.places]
        for number, row in enumerate(self.rows):
            for name, weight in row.terms.items():
                inside[self.places[name]].append((number, weight))
        return inside, [row.high - row.low < _TIGHT for row in self.rows]

    def moves(self, world: Vector, steps: Iterable[Step]) -> Iterable[dict[int, float]]:
        """Yield changes, by the place of amounts, that lead from a world to another one.

        Each is one of the steps, or two whose effects on published figures cancel.
        """
        inside, tight = self._at
        sides: dict[tuple[tuple[int, float], ...], list[dict[int, float]]] = {}
        for step in steps:
            change = {self.places[name]: d for name, d in step.items() if name in self.places}
            if not change or any(world[p] + d < -_EPSILON for p, d in change.items()):
                continue
            effect: dict[int, float] = {}
            for place, delta in change.items():
                for number, weight in inside[place]:
                    effect[number] = effect.get(number, 0.0) + weight * delta
            seen = tuple(
                sorted(
                    (number, round(value, 6))
                    for number, value in effect.items()
                    if tight[number] and abs(value) > _EPSILON
                )
            )
            sides.setdefault(seen, []).append(change)
        for seen, changes in sides.items():
            if not seen:
                yield from (one for one in changes if self._holds(world, one))
                continue
            others = sides.get(tuple((number, -value) for number, value in seen), [])
            for turn, one in enumerate(changes):
                for shift in range(min(_TRIES, len(others))):
                    # Partners in turn, so that not all moves meet the same one.
                    both = _together(one, others[(turn + shift) % len(others)])
                    if both and self._holds(world, both):
                        yield both
                        break

    def _holds(self, world: Vector, change: Mapping[int, float]) -> bool:
        """Tell whether a changed world fulfils all conditions."""
        if any(world[place] + delta < -_EPSILON for place, delta in change.items()):
            return False
        touched: dict[int, float] = {}
        for place, delta in change.items():
            for number, weight in self._at[0][place]:
                touched[number] = touched.get(number, 0.0) + weight * delta
        for number, delta in touched.items():
            if abs(delta) > _EPSILON:
                value = self._activity(world)[number] + delta
                if not self._low[number] - _EPSILON <= value <= self._high[number] + _EPSILON:
                    return False
        return True

    def _activity(self, world: Vector) -> Vector:
        kept = self.__dict__.get("_kept")
        if kept is None or kept[0] is not world:
            kept = (world, self._conditions @ world)
            self.__dict__["_kept"] = kept
        return np.asarray(kept[1])


def _together(one: Mapping[int, float], other: Mapping[int, float]) -> dict[int, float]:
    both = dict(one)
    for place, delta in other.items():
        both[place] = both.get(place, 0.0) + delta
    return {place: delta for place, delta in both.items() if delta}
