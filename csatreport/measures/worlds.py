"""Another set of answers that would have given the same pages: what makes a hidden count safe.

Sums alone do not show what follows from published figures, because counts are whole and not below
zero: seven answers with an index of 95 can only be six on the best option and one on the next.
So every count that must not be known is tried with *moves*: some answers change their options, in
one group or against each other in several, so that nobody's published figure changes. A count that
no move changes is as good as published, and more is withheld until there is a move for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations_with_replacement, permutations
from typing import TypeAlias

from csatreport.measures.suppression import Amount, Cell, Relation

Step: TypeAlias = tuple[int, ...]
"""How many answers each option gains or loses; the number of answers stays the same."""

NOTHING, INDEX, SHARE, COUNTS = range(4)
"""What a page tells of a cell's answers; each tells what those before it tell too."""


@dataclass(frozen=True, slots=True)
class Move:
    """A step, and the most that a page may tell without noticing it."""

    step: Step
    unseen: int


@lru_cache(maxsize=256)
def moves(points: tuple[float | None, ...], good: frozenset[int]) -> tuple[Move, ...]:
    """Return the moves of one answer, and those of two that keep the sum of points."""
    options = range(len(points))
    pairs = list(combinations_with_replacement(options, 2))
    steps = {_step(len(points), (a,), (b,)) for a, b in permutations(options, 2)}
    steps |= {
        _step(len(points), before, after)
        for before, after in permutations(pairs, 2)
        if _same(points, before, after)
    }
    found = [Move(step, _unseen(step, points, good)) for step in sorted(steps)]
    return tuple(sorted(found, key=lambda move: -move.unseen))


def _step(options: int, before: Sequence[int], after: Sequence[int]) -> Step:
    return tuple(after.count(place) - before.count(place) for place in range(options))


def _same(points: Sequence[float | None], before: Iterable[int], after: Iterable[int]) -> bool:
    return _worth(points, before) == _worth(points, after)


def _worth(points: Sequence[float | None], places: Iterable[int]) -> tuple[int, float]:
    """Return how many answers have points, and their sum."""
    known = [value for place in places if (value := points[place]) is not None]
    return len(known), sum(known)


def _unseen(step: Step, points: Sequence[float | None], good: frozenset[int]) -> int:
    lost = [place for place, change in enumerate(step) for _ in range(-change)]
    gained = [place for place, change in enumerate(step) for _ in range(change)]
    if not _same(points, lost, gained):
        return NOTHING
    return SHARE if sum(p in good for p in lost) == sum(p in good for p in gained) else INDEX


def settled(counts: Amount, possible: Sequence[Move], told: int) -> bool:
    """Tell whether some count of a lone cell is known from what is told of the cell itself."""
    usable = [move.step for move in possible if move.unseen >= told and _fits(counts, move.step, 1)]
    return any(count and not any(s[k] for s in usable) for k, count in enumerate(counts))


def _fits(counts: Amount, step: Step, sign: int) -> bool:
    return all(count + sign * change >= 0 for count, change in zip(counts, step, strict=True))


@dataclass(kw_only=True, eq=False)
class Worlds:
    """The cells of one question: their counts, what they are made of, and what is told of each.

    ``told`` changes while more is withheld.
    """

    amounts: Mapping[Cell, Amount]
    """Counts per option of every cell; a cell's base is not part of it."""
    atoms: Mapping[Cell, tuple[Cell, ...]]
    """The cells that a cell is the sum of: those that no other cell is a part of."""
    relations: Sequence[Relation]
    possible: tuple[Move, ...]
    told: dict[Cell, int]
    _views: dict[Cell, list[Cell]] = field(default_factory=dict)
    _beside: dict[Cell, list[Cell]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for view, atoms in self.atoms.items():
            for atom in atoms:
                self._views.setdefault(atom, []).append(view)
        for atom in self._views:
            self._beside[atom] = [
                other
                for other in self._views
                if other != atom and (other[1] == atom[1] or other[0] == atom[0])
            ]

    def known(self, cell: Cell, options: Iterable[int]) -> bool:
        """Tell whether one of a cell's counts is the same in every world that can be reached."""
        return any(not self._moves_count(self.atoms[cell], place) for place in options)

    def together(self, atoms: Sequence[Cell]) -> bool:
        """Tell whether a count of several atoms together is known."""
        total = [sum(self.amounts[atom][k] for atom in atoms) for k in range(self._options)]
        return any(n and not self._moves_count(atoms, k) for k, n in enumerate(total))

    def left_over(self, total: Cell) -> tuple[Cell, ...]:
        """Return the atoms of a total that are in none of its shown parts, in units or in time."""
        whole = set(self.atoms[total])
        shown = {
            atom
            for view, atoms in self.atoms.items()
            if self.told[view] > NOTHING
            and view != total
            and (view[0] == total[0] or view[1] == total[1])
            and whole.issuperset(atoms)
            for atom in atoms
        }
        return tuple(atom for atom in self.atoms[total] if atom not in shown)

    @property
    def _options(self) -> int:
        return len(next(iter(self.amounts.values())))

    def _moves_count(self, inside: Sequence[Cell], place: int) -> bool:
        """Tell whether a move that nobody sees changes a count of some atoms together."""
        within = set(inside)
        return any(
            sum(sign for atom, sign in change.items() if atom in within) and self._hidden(change, m)
            for m in self.possible
            if m.step[place]
            for atom in inside
            if _fits(self.amounts[atom], m.step, 1)
            for change in self._changes(atom, m.step)
        )

    def _changes(self, atom: Cell, step: Step) -> Iterator[dict[Cell, int]]:
        """Yield the ways to make a step in an atom: alone, against one other, round a square."""
        yield {atom: 1}
        for other in self._beside[atom]:
            if not _fits(self.amounts[other], step, -1):
                continue
            yield {atom: 1, other: -1}
            if other[1] != atom[1]:
                continue
            for far in self._beside[atom]:
                corner = (other[0], far[1])
                if far[0] != atom[0] or corner not in self._views:
                    continue
                if _fits(self.amounts[far], step, -1) and _fits(self.amounts[corner], step, 1):
                    yield {atom: 1, other: -1, far: -1, corner: 1}

    def _hidden(self, change: Mapping[Cell, int], move: Move) -> bool:
        """Tell whether no page would look different."""
        touched: dict[Cell, int] = {}
        for atom, sign in change.items():
            for view in self._views[atom]:
                touched[view] = touched.get(view, 0) + sign
        return all(
            self.told.get(view, NOTHING) <= move.unseen for view, sign in touched.items() if sign
        )

    def near(self, cell: Cell) -> list[Cell]:
        """Return what to withhold next to a cell: itself, its siblings, its totals; small first."""
        found = {cell: None}
        for relation in self.relations:
            if any(part in self._above(cell) for part in relation.parts):
                found |= dict.fromkeys((*relation.parts, relation.total))
        told = [one for one in found if self.told.get(one, NOTHING) > NOTHING]
        # An index is the last thing to take away.
        return sorted(told, key=lambda one: (self.told[one] == INDEX, sum(self.amounts[one])))

    def _above(self, cell: Cell) -> set[Cell]:
        return {view for atom in self.atoms[cell] for view in self._views[atom]}
