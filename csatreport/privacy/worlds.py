"""Another set of answers that would have given the same pages: what makes a hidden count safe.

Sums alone do not show what follows from published figures, because counts are whole and not below
zero: seven answers with an index of 95 can only be six on the best option and one on the next.
So every count that must not be known is tried with *moves*: some answers change their options, in
one group or against each other in several, so that nobody's published figure changes. A count that
no move changes is as good as published, and more is withheld until there is a move for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations_with_replacement, permutations
from typing import TypeAlias

from csatreport.privacy.lot import CellLot, cheapest
from csatreport.privacy.suppression import Amount, UnitPeriod
from csatreport.study.periods import Period

CountChange: TypeAlias = tuple[int, ...]
"""How many answers each option gains or loses; the number of answers stays the same."""

NOTHING, INDEX, SHARE, COUNTS = range(4)
"""What a page tells of a cell's answers; each tells what those before it tell too."""


@dataclass(frozen=True, slots=True)
class Move:
    """A step, and the most that a page may tell without noticing it."""

    step: CountChange
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


def _step(options: int, before: Sequence[int], after: Sequence[int]) -> CountChange:
    return tuple(after.count(place) - before.count(place) for place in range(options))


def _same(points: Sequence[float | None], before: Iterable[int], after: Iterable[int]) -> bool:
    return _worth(points, before) == _worth(points, after)


def _worth(points: Sequence[float | None], places: Iterable[int]) -> tuple[int, float]:
    """Return how many answers have points, and their sum."""
    known = [value for place in places if (value := points[place]) is not None]
    return len(known), sum(known)


def _unseen(step: CountChange, points: Sequence[float | None], good: frozenset[int]) -> int:
    lost = [place for place, change in enumerate(step) for _ in range(-change)]
    gained = [place for place, change in enumerate(step) for _ in range(change)]
    if not _same(points, lost, gained):
        return NOTHING
    return SHARE if sum(p in good for p in lost) == sum(p in good for p in gained) else INDEX


def settled(counts: Amount, possible: Sequence[Move], told: int) -> bool:
    """Tell whether some count of a lone cell is known from what is told of the cell itself."""
    usable = [move.step for move in possible if move.unseen >= told and _fits(counts, move.step, 1)]
    return any(count and not any(s[k] for s in usable) for k, count in enumerate(counts))


def _fits(counts: Amount, step: CountChange, sign: int) -> bool:
    return all(count + sign * change >= 0 for count, change in zip(counts, step, strict=True))


AtomChange: TypeAlias = tuple[tuple[int, int], ...]
"""Atoms, by number, that make a step once forwards (1) or backwards (-1)."""


class Worlds:
    """The cells of one question: their counts, what they are made of, and what is told of each.

    What is told only ever gets less, so a count that has once been free stays free.
    """

    def __init__(
        self,
        counts: Mapping[UnitPeriod, Amount],
        atoms: Mapping[UnitPeriod, Sequence[UnitPeriod]],
        possible: Sequence[Move],
        told: Mapping[UnitPeriod, int],
        seen: Mapping[UnitPeriod, int] | None = None,
        *,
        drawn: CellLot,
    ) -> None:
        """Lay out the cells.

        Args:
            counts: counts per option of every cell.
            atoms: the cells that each cell is the sum of: those that no other is a part of.
            possible: the moves of answers.
            told: how much a page tells of each cell.
            seen: how much of each cell has been published: no less than this can be told.
            drawn: by what lots are drawn among what costs about the same.
        """
        self.cells = tuple(counts)
        number = {cell: place for place, cell in enumerate(self.cells)}  # periods hash slowly
        self.counts = [counts[cell] for cell in self.cells]
        self.told = [told[cell] for cell in self.cells]
        self._seen = [(seen or {}).get(cell, NOTHING) for cell in self.cells]
        self.atoms = [tuple(number[atom] for atom in atoms[cell]) for cell in self.cells]
        self.possible = possible
        self._drawn = drawn
        self._views: dict[int, list[int]] = {}
        for view, inside in enumerate(self.atoms):
            for atom in inside:
                self._views.setdefault(atom, []).append(view)
        self._of_unit: dict[str, list[int]] = defaultdict(list)
        self._in_period: dict[Period, list[int]] = defaultdict(list)
        for view, (unit, period) in enumerate(self.cells):
            self._of_unit[unit].append(view)
            self._in_period[period].append(view)
        self._at = {self.cells[atom]: atom for atom in self._views}
        self._beside = _neighbours(self.cells, self._views, 1)
        self._before = _neighbours(self.cells, self._views, 0)

    def free(self, atoms: Sequence[int], place: int) -> bool:
        """Tell whether a move that no page notices changes a count of some atoms together."""
        return any(
            not self._noticed(change, move)
            for move, change in self._changes(atoms, place, hidden=True)
        )

    def cheapest(self, atoms: Sequence[int], place: int) -> dict[int, int] | None:
        """Return what may be told at most, and of which cells, to set a count free at least cost.

        As few items as can be are taken away altogether, and few answers are concerned. None where
        no move changes it.
        """
        found: dict[int, list[dict[int, int]]] = defaultdict(list)
        for move, change in self._changes(atoms, place, hidden=False):
            lower = dict.fromkeys(self._noticed(change, move), move.unseen)
            if any(self._seen[view] > level for view, level in lower.items()):
                continue
            found[sum(level == NOTHING for level in lower.values())].append(lower)
        return cheapest(found[min(found)], self._answers, self._lot) if found else None

    def _answers(self, lower: Iterable[int]) -> int:
        return sum(sum(self.counts[view]) for view in lower)

    def _lot(self, lower: Iterable[int]) -> bytes:
        return b"".join(sorted(self._drawn(self.cells[view]) for view in lower))

    def left_over(self, total: int) -> tuple[int, ...]:
        """Return the atoms of a total that are in none of its shown parts, in units or in time."""
        whole, (name, period) = set(self.atoms[total]), self.cells[total]
        shown: set[int] = set()
        for view in (*self._of_unit[name], *self._in_period[period]):
            if self.told[view] > NOTHING and view != total and whole.issuperset(self.atoms[view]):
                shown.update(self.atoms[view])
        return tuple(atom for atom in self.atoms[total] if atom not in shown)

    def _noticed(self, change: AtomChange, move: Move) -> list[int]:
        """Return the cells whose pages would look different."""
        touched: dict[int, int] = {}
        for atom, sign in change:
            for view in self._views[atom]:
                touched[view] = touched.get(view, 0) + sign
        return [v for v, sign in touched.items() if sign and self.told[v] > move.unseen]

    def _changes(
        self, inside: Sequence[int], place: int, *, hidden: bool
    ) -> Iterator[tuple[Move, AtomChange]]:
        """Yield all ways to change one count of some atoms together.

        ``hidden`` leaves out atoms whose own page would look different.
        """
        within = set(inside)
        for move in self.possible:
            if not move.step[place]:
                continue
            for atom in inside:
                if hidden and self.told[atom] > move.unseen:
                    continue
                if _fits(self.counts[atom], move.step, 1):
                    yield move, ((atom, 1),)
                    for change in self._against(atom, move, hidden=hidden):
                        if sum(sign for one, sign in change if one in within):
                            yield move, change

    def _against(self, atom: int, move: Move, *, hidden: bool) -> Iterator[AtomChange]:
        """Yield a step in an atom set off by others: by one, or round a square of four."""
        for other in self._usable(self._beside[atom], move, -1, hidden=hidden):
            yield (atom, 1), (other, -1)
            for far in self._usable(self._before[atom], move, -1, hidden=True):
                corner = self._at.get((self.cells[other][0], self.cells[far][1]))
                if corner is not None and [*self._usable([corner], move, 1, hidden=True)]:
                    yield (atom, 1), (other, -1), (far, -1), (corner, 1)
        for far in self._usable(self._before[atom], move, -1, hidden=hidden):
            yield (atom, 1), (far, -1)

    def _usable(
        self, atoms: Iterable[int], move: Move, sign: int, *, hidden: bool
    ) -> Iterator[int]:
        for atom in atoms:
            told = hidden and self.told[atom] > move.unseen
            if not told and _fits(self.counts[atom], move.step, sign):
                yield atom


def _neighbours(
    cells: Sequence[UnitPeriod], atoms: Iterable[int], part: int
) -> dict[int, list[int]]:
    """Return for each atom the others of the same unit (part 0) or in the same period (1)."""
    groups: dict[object, list[int]] = {}
    for atom in atoms:
        groups.setdefault(cells[atom][part], []).append(atom)
    return {atom: [o for o in group if o != atom] for group in groups.values() for atom in group}
