"""Linear conditions on whole numbers that nobody may know, and the bounds they leave.

A published figure is a condition on hidden amounts, none of which is below zero. Conditions that
share no amount fall apart into small `SolvedPart`s. In each, linear programming finds the least and
the greatest value of any sum of amounts. Most sums are obviously free: a few solutions in random
directions show them at values far enough apart, and only the rest needs to be solved for.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

UnknownName: TypeAlias = Hashable
"""The name of an unknown amount."""

Sum: TypeAlias = Mapping[UnknownName, float]
"""A weighted sum of amounts."""

Vector: TypeAlias = NDArray[np.float64]

INFINITE = float("inf")
TOLERANCE = 1e-5
"""How far from a whole number a bound may be and still mean it."""
_LOOKS = 3
_FENCE = 1e6
_FOUND, _IMPOSSIBLE = 0, 2
"""What the solver answers."""


class ContradictionError(Exception):
    """The conditions of a part cannot all hold."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition: a sum lies between two ends; ``source`` names the figure that says so."""

    terms: Sum
    low: float
    high: float
    source: str


@dataclass(frozen=True, slots=True)
class Solution:
    """What the solver found: how it ended, the amounts, and how hard each condition pulls."""

    status: int
    x: Vector
    pulls: Vector | None


@dataclass
class Program:
    """Conditions as they are collected."""

    rows: list[Condition] = field(default_factory=list)

    def require(self, terms: Sum, low: float, high: float, source: str) -> None:
        """Demand that a sum lies between two ends; amounts with weight 0 take no part."""
        used = {name: weight for name, weight in terms.items() if weight}
        if used:
            self.rows.append(Condition(used, low, high, source))

    def equal(self, terms: Sum, value: float, source: str) -> None:
        """Demand that a sum has a value."""
        self.require(terms, value, value, source)

    def parts(self, ties: Iterable[Iterable[UnknownName]] = ()) -> Iterator[SolvedPart]:
        """Yield groups of conditions that share no amount; amounts tied together stay together."""
        root: dict[UnknownName, UnknownName] = {}

        def find(name: UnknownName) -> UnknownName:
            root.setdefault(name, name)
            while root[name] != name:
                root[name] = root[root[name]]
                name = root[name]
            return name

        for group in (*(row.terms for row in self.rows), *ties):
            first, *others = group
            for other in others:
                root[find(other)] = find(first)
        groups: dict[UnknownName, list[Condition]] = {}
        for row in self.rows:
            groups.setdefault(find(next(iter(row.terms))), []).append(row)
        for rows in groups.values():
            yield SolvedPart(tuple(rows))


@dataclass(frozen=True, eq=False)
class SolvedPart:
    """Conditions that belong together, ready to be solved."""

    rows: tuple[Condition, ...]

    @cached_property
    def places(self) -> dict[UnknownName, int]:
        """Where each amount stands."""
        names = dict.fromkeys(name for row in self.rows for name in row.terms)
        return {name: place for place, name in enumerate(names)}

    def holds(self, terms: Sum) -> bool:
        """Tell whether a sum is about amounts of this part."""
        return not self.places.keys().isdisjoint(terms)

    def table(self, sums: Sequence[Sum]) -> csr_matrix:
        """Return sums as weights, one row each; amounts that no condition speaks of count 0."""
        from scipy.sparse import csr_matrix  # noqa: PLC0415  # see `_solve`

        cells = [
            (row, self.places[name], weight)
            for row, terms in enumerate(sums)
            for name, weight in terms.items()
            if name in self.places
        ]
        rows, columns, weights = zip(*cells, strict=True) if cells else ((), (), ())
        return csr_matrix((weights, (rows, columns)), shape=(len(sums), len(self.places)))

    @cached_property
    def _conditions(self) -> dict[str, Any]:
        even = [row for row in self.rows if row.low == row.high]
        ends = [
            ({name: sign * weight for name, weight in row.terms.items()}, sign * end)
            for row in self.rows
            if row.low != row.high
            for sign, end in ((1.0, row.high), (-1.0, row.low))
            if abs(end) < INFINITE
        ]
        return {
            "A_eq": self.table([row.terms for row in even]) if even else None,
            "b_eq": np.array([row.low for row in even]) if even else None,
            "A_ub": self.table([terms for terms, _ in ends]) if ends else None,
            "b_ub": np.array([end for _, end in ends]) if ends else None,
        }

    def looks(self, table: csr_matrix) -> tuple[Vector, Vector]:
        """Return for each sum the least and the greatest value among a few solutions.

        Raises:
            ContradictionError: no amounts fulfil the conditions.
        """
        random = np.random.default_rng(len(self.places))
        low = np.full(table.shape[0], INFINITE)
        high = -low
        for _ in range(_LOOKS):
            signs = random.choice([-1.0, 1.0], len(self.places))
            way = signs * random.uniform(0.1, 1.0, len(self.places))
            for direction in (way, -way):
                # A far fence round everything, so that every direction has an end.
                values = table @ self._solve(direction, fence=_FENCE).x
                low, high = np.minimum(low, values), np.maximum(high, values)
        return low, high

    def furthest(self, weights: Vector) -> Vector | None:
        """Return amounts that make a sum as great as it can be; None where it has no end."""
        found = self._solve(weights)
        return found.x if found.status == _FOUND else None

    def sources(self, weights: Vector) -> tuple[str, ...]:
        """Name the published figures that the greatest value of a sum rests on."""
        found = self._solve(weights)
        if found.pulls is None:
            return ()
        rows = [row for row in self.rows if row.low == row.high]
        pulls = np.abs(found.pulls)
        used = [rows[place].source for place in np.flatnonzero(pulls > TOLERANCE)]
        return tuple(dict.fromkeys(used))

    def _solve(self, direction: Vector, fence: float | None = None) -> Solution:
        """Find the amounts that go furthest in a direction."""
        # Only anonymous questionnaires need it, and it takes long to import.
        from scipy.optimize import linprog  # noqa: PLC0415

        found = linprog(-direction, **self._conditions, bounds=(0, fence), method="highs")
        if found.status == _IMPOSSIBLE:
            raise ContradictionError
        return Solution(
            status=int(found.status),
            x=np.asarray(found.x, dtype=np.float64),
            pulls=found.eqlin.marginals if found.status == _FOUND else None,
        )
