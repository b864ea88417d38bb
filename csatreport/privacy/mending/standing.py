"""Whether one cell stands when some figures are withheld, told by worlds near the known one.

All figures of several lengths of period are one large programme, too large to be solved again for
every figure that might be withheld for one cell. But whoever looks for a second world need not look
far: everything is left as it is in the known world, but for the forms of the cell, and the same
question in other units of its periods and in other periods of its units. What is found so is a
world of the whole programme. Where nothing is found there may be one further off: small programmes
are solved as a whole then, and in a large one the cell counts as fallen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from csatreport.privacy.audit.algebra import (
    INFINITE,
    Condition,
    ContradictionError,
    Reduced,
    Sum,
    UnknownName,
)
from csatreport.privacy.audit.joint import Component
from csatreport.privacy.audit.public import Atom
from csatreport.privacy.audit.solve import SolvedPart, Step
from csatreport.privacy.audit.verdict import SeenSums, SmallCell, fallen
from csatreport.privacy.mending.nearby import Nearby

_MANY = 2_000
"""Of more conditions than these, none are judged but those near a cell."""


@dataclass(frozen=True, eq=False)
class NearConditions:
    """What is near a cell: conditions by number, with all amounts put in that are not near."""

    rows: Mapping[int, Condition]
    fixed: Reduced


@dataclass(frozen=True, eq=False)
class Proven:
    """Cells that were found to stand, and the conditions under which they do.

    A cell stands because of worlds that fulfil all conditions, and they fulfil wider ones too. So
    when more is withheld only those are judged that are new or fell before.
    """

    cells: dict[tuple[str, str, str], list[SmallCell]] = field(default_factory=dict)
    ends: dict[frozenset[tuple[UnknownName, float]], tuple[float, float]] = field(
        default_factory=dict
    )
    """Between what ends each sum lies."""

    def note(self, part: Component, fell: Sequence[SmallCell]) -> None:
        """Note that all cells of a component stand, but for those that fall."""
        for cell in part.cells:
            if not any(cell is one for one in fell):
                self.cells.setdefault(_label(cell), []).append(cell)
        for row in part.rows:
            terms = frozenset(row.terms.items())
            low, high = self.ends.get(terms, (row.low, row.high))
            self.ends[terms] = max(low, row.low), min(high, row.high)

    def left(self, part: Component) -> Component:
        """Return a component with the cells that are not known to stand."""
        if not all(map(self._told, part.rows)):
            return part
        cells = (one for one in part.cells if one not in self.cells.get(_label(one), ()))
        return replace(part, cells=tuple(cells))

    def _told(self, row: Condition) -> bool:
        """Tell whether worlds that fulfilled all conditions fulfil this one."""
        low, high = self.ends.get(frozenset(row.terms.items()), (-INFINITE, INFINITE))
        return row.low <= low and high <= row.high


def _label(cell: SmallCell) -> tuple[str, str, str]:
    return cell.unit, cell.period, cell.about


@dataclass(frozen=True, eq=False)
class CellJudge:
    """Judges single cells of a component by what is near them."""

    component: Component
    near: Nearby
    _kept: dict[tuple[int, int], NearConditions] = field(default_factory=dict, repr=False)

    def stands(self, cell: SmallCell, gone: AbstractSet[int]) -> bool:
        """Tell whether other worlds are found than the known one, without some conditions."""
        if self._stands_near(cell, gone):
            return True
        rows = self.component.rows
        if len(rows) > _MANY:
            return False
        left = tuple(row for number, row in enumerate(rows) if number not in gone)
        return not replace(self.component, rows=left).falls([cell])

    def _stands_near(self, cell: SmallCell, gone: AbstractSet[int]) -> bool:
        around, component = self._around(cell), self.component
        rows = tuple(row for number, row in around.rows.items() if number not in gone)
        part, sums = SolvedPart(rows, component.fluid, component.world), [*cell.sums()]
        try:
            worlds = SeenSums(part, sums, around.fixed, partial(self._changes, sums, gone))
            return not any(fallen(worlds, [cell], component.promise))
        except ContradictionError:
            return False

    def _changes(self, sums: Sequence[Sum], gone: AbstractSet[int]) -> Iterator[Step]:
        yield from self.component.steps.found
        yield from self.near.unseen(sums, gone)

    def _around(self, cell: SmallCell) -> NearConditions:
        """Return what is near a cell, or was found to change with it."""
        key = id(cell), len(self.component.steps.found)
        if key not in self._kept:
            self._kept[key] = self._put_in(cell, set(self._names(cell)))
        return self._kept[key]

    def _put_in(self, cell: SmallCell, names: set[UnknownName]) -> NearConditions:
        near, world = self.near, self.component.world
        terms: dict[int, dict[UnknownName, float]] = defaultdict(dict)
        for name in names:
            for number, weight in near.inside[name]:
                terms[number][name] = weight
        rows = {}
        for number, some in terms.items():
            row = near.rows[number]
            told = near.told[number] - sum(weight * world[name] for name, weight in some.items())
            rows[number] = replace(row, terms=some, low=row.low - told, high=row.high - told)
        rest = {name for terms in cell.sums() for name in terms} - names
        return NearConditions(rows, Reduced({name: world[name] for name in rest}, ()))

    def _names(self, cell: SmallCell) -> Iterator[UnknownName]:
        """Yield the amounts near a cell."""
        asked = {name for terms in cell.sums() for name in terms}
        own, series = {name[0] for name in asked}, {_series(name) for name in asked}
        units, bases = {unit for unit, _ in own}, {base for _, base in own}
        fluid, found = self.component.fluid, self.component.steps.found
        yield from (name for change in found if not asked.isdisjoint(change) for name in change)
        for atom, names in self._of_atom.items():
            if atom in own:
                yield from names
            elif atom[0] in units or atom[1] in bases:
                yield from (
                    name for name in names
                    if name in fluid or name[1].endswith((".forms", ".rest"))
                    or _series(name) in series
                )  # fmt: skip

    @cached_property
    def _of_atom(self) -> Mapping[Atom, list[UnknownName]]:
        found: dict[Atom, list[UnknownName]] = defaultdict(list)
        for name in self.near.inside:
            found[name[0]].append(name)
        return found


def _series(name: UnknownName) -> str:
    return name[1].removesuffix(".counts")
