"""Which figures must be hidden so that a promise of anonymity holds against arithmetic.

A figure on too few answers is hidden; but that is worthless if it follows from what is shown, as
a total minus the shown parts. So figures are *cells* tied together by *relations* (a department is
the sum of its teams, a year the sum of its rounds), and hiding goes on until

* in a relation with a hidden member at least one more is hidden, so that no subtraction ends in a
  single cell;
* what a shown total leaves over, the hidden parts taken together, is itself fit to be shown; of a
  hidden part that has shown parts of its own, only the hidden ones are left over;
* no cell that must be hidden follows from all relations together (linear algebra).

The next cell to hide is one of about the smallest that are shown, so that little information is
lost, and by lot (`csatreport.privacy.lot`), so that it tells nothing; but never one that has been
published: whoever kept it has it, so hiding it later protects nobody.

Source: complementary cell suppression, as in Hundepool et al. (2012), Statistical Disclosure
Control, chapter 4.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from csatreport.privacy.lot import CellLot, cheapest
from csatreport.statistics.estimate import Hidden
from csatreport.study.periods import Period

UnitPeriod: TypeAlias = tuple[str, Period]
"""A unit's id and a period. Rows given at a unit that has units below have a cell `own` to it."""

Amount: TypeAlias = tuple[int, ...]
"""What a cell holds: its base, then whatever else adds up (counts of options, sums of scores)."""

HidingRule: TypeAlias = Callable[[Amount], Hidden | None]
"""Says why an amount may not be shown; None if it may."""

_ZERO = 1e-9


@dataclass(frozen=True, slots=True)
class Relation:
    """A total and the parts that add up to it."""

    total: UnitPeriod
    parts: tuple[UnitPeriod, ...]

    @property
    def across_units(self) -> bool:
        """Whether the parts are other units in the same period."""
        return self.parts[0][0] != self.total[0]


def own(unit: str) -> str:
    """Return the name under which a unit's own rows, those of no unit below, are a part of it."""
    return f"{unit}/"


def suppress(
    amounts: Mapping[UnitPeriod, Amount],
    relations: Sequence[Relation],
    rule: HidingRule,
    already: Mapping[UnitPeriod, Hidden],
    known_for_good: Collection[UnitPeriod] = (),
    *,
    drawn: CellLot,
) -> dict[UnitPeriod, Hidden]:
    """Return every cell to hide, with the reason.

    ``amounts`` holds the cells that have answers; ``already`` what is hidden for other reasons;
    ``known_for_good`` what has been published and cannot protect another cell any more; ``drawn``
    chooses among cells of about the same size.
    """
    free = {cell: amount for cell, amount in amounts.items() if cell not in known_for_good}
    known = [r for r in relations if r.total in amounts]
    secret = {cell: reason for cell in amounts if (reason := rule(amounts[cell])) is not None}
    # The older reason stays: why a unit is hidden must not say how alike its answers are.
    hidden = {**secret, **{cell: why for cell, why in already.items() if cell in amounts}}
    below = {(r.total, r.across_units): r for r in known}
    grown = bool(hidden)
    while grown:
        grown = False
        for relation in known:
            while (
                cell := _exposing(relation, below, amounts, rule, hidden, free=free, drawn=drawn)
            ) is not None:
                hidden[cell] = Hidden.WITHHELD
                grown = True
        if not grown:
            cell = _exposing_together(known, free, secret, hidden, drawn)
            if cell is not None:
                hidden[cell] = Hidden.WITHHELD
                grown = True
    return hidden


def _exposing(
    relation: Relation,
    below: Mapping[tuple[UnitPeriod, bool], Relation],
    amounts: Mapping[UnitPeriod, Amount],
    rule: HidingRule,
    hidden: Mapping[UnitPeriod, Hidden],
    *,
    free: Mapping[UnitPeriod, Amount],
    drawn: CellLot,
) -> UnitPeriod | None:
    """Return the cell to hide because one relation gives something away; None if it does not.

    ``free`` are the cells that may be hidden.
    """
    if relation.total in hidden:
        parts = [part for part in relation.parts if part in amounts]
        covered = [part for part in parts if part in hidden]
        return None if covered else _smallest(parts, free, drawn)
    parts = [part for part in _taken_apart(relation, below, hidden) if part in amounts]
    covered = [part for part in parts if part in hidden]
    if not covered or (len(covered) > 1 and rule(_sum(amounts[c] for c in covered)) is None):
        return None
    shown = [part for part in parts if part not in hidden]
    found = _smallest(shown, free, drawn)
    return found if found is not None else relation.total if relation.total in free else None


def _taken_apart(
    relation: Relation,
    below: Mapping[tuple[UnitPeriod, bool], Relation],
    hidden: Mapping[UnitPeriod, Hidden],
) -> Iterator[UnitPeriod]:
    """Yield the parts of a total; of hidden ones their own parts, as far as these are shown."""
    for part in relation.parts:
        inner = below.get((part, relation.across_units))
        if part in hidden and inner is not None:
            yield from _taken_apart(inner, below, hidden)
        else:
            yield part


def _smallest(
    cells: Iterable[UnitPeriod], amounts: Mapping[UnitPeriod, Amount], drawn: CellLot
) -> UnitPeriod | None:
    """Return a cell of about the smallest base; a unit's own rows first, as nobody misses them."""
    cells = [cell for cell in cells if cell in amounts]
    cells = [cell for cell in cells if cell[0].endswith("/")] or cells
    return cheapest(cells, lambda cell: amounts[cell][0], drawn) if cells else None


def _sum(amounts: Iterable[Amount]) -> Amount:
    return tuple(map(sum, zip(*amounts, strict=True)))


def _exposing_together(
    relations: Sequence[Relation],
    free: Mapping[UnitPeriod, Amount],
    secret: Mapping[UnitPeriod, Hidden],
    hidden: Mapping[UnitPeriod, Hidden],
    drawn: CellLot,
) -> UnitPeriod | None:
    """Return a cell to hide because relations combined give a secret away; None if none do."""
    known = next((cell for cell in recoverable(relations, hidden) if cell in secret), None)
    if known is None:
        return None
    members = [(*r.parts, r.total) for r in relations]
    near = _shown((m for m in members if known in m), free, hidden)
    far = _shown((m for m in members if not hidden.keys().isdisjoint(m)), free, hidden)
    return _smallest(near or far, free, drawn)


def _shown(
    groups: Iterable[tuple[UnitPeriod, ...]],
    amounts: Mapping[UnitPeriod, Amount],
    hidden: Mapping[UnitPeriod, Hidden],
) -> list[UnitPeriod]:
    return [cell for group in groups for cell in group if cell in amounts and cell not in hidden]


def recoverable(
    relations: Iterable[Relation], hidden: Iterable[UnitPeriod]
) -> tuple[UnitPeriod, ...]:
    """Return the hidden cells whose amounts follow from the relations and everything shown.

    With the shown amounts known, relations are linear equations in the hidden ones. A hidden
    cell is determined if no solution of the homogeneous equations changes it.
    """
    found: list[UnitPeriod] = []
    for group in _connected(relations, set(hidden)):
        cells = list(dict.fromkeys(cell for equation in group for cell in equation))
        place = {cell: i for i, cell in enumerate(cells)}
        matrix = np.zeros((len(group), len(cells)))
        for row, equation in enumerate(group):
            for cell, sign in equation.items():
                matrix[row, place[cell]] = sign
        _, sizes, directions = np.linalg.svd(matrix)
        free = directions[int((sizes > _ZERO).sum()) :]
        found += [cell for cell in cells if np.abs(free[:, place[cell]]).sum() < _ZERO]
    return tuple(found)


def _connected(
    relations: Iterable[Relation], hidden: set[UnitPeriod]
) -> Iterable[list[dict[UnitPeriod, float]]]:
    """Split the equations in hidden cells into groups that share no cell."""
    equations = [
        {c: -1.0 if c == r.total else 1.0 for c in (*r.parts, r.total) if c in hidden}
        for r in relations
    ]
    by_cell: dict[UnitPeriod, list[int]] = defaultdict(list)
    for place, equation in enumerate(equations):
        for cell in equation:
            by_cell[cell].append(place)
    left = {place for place, equation in enumerate(equations) if equation}
    while left:
        group, queue = [], [left.pop()]
        while queue:
            place = queue.pop()
            group.append(equations[place])
            near = {p for cell in equations[place] for p in by_cell[cell]} & left
            left -= near
            queue += near
        yield group
