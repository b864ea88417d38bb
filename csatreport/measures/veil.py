"""Hiding more of an item until its counts cannot be known (see `csatreport.measures.worlds`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from csatreport.measures.grid import Grid, Topic, Verdicts
from csatreport.measures.model import Hidden
from csatreport.measures.suppression import Cell
from csatreport.measures.worlds import COUNTS, INDEX, NOTHING, SHARE, Worlds


@dataclass(frozen=True, kw_only=True, eq=False)
class Veil:
    """Withholds more of one item, until other answers could have given the same pages.

    First counts are hidden, then favourable shares, at last whole items.

    Equations alone do not do: counts are whole numbers, none is below zero, and next to an index
    or a favourable share that is often enough to know them.
    """

    grid: Grid
    series: str
    least: int
    """The base from which counts may be known."""
    hidden: Verdicts

    def draw(self) -> None:
        """Hide counts and shares of one cell after another, the smallest first."""
        worlds = self._worlds()
        while (secret := self._known(worlds)) is not None:
            near = worlds.near(secret)
            if not near:
                return
            self._lower(worlds, next(filter(self._would_help(worlds, secret), near), near[0]))

    def _worlds(self) -> Worlds:
        amounts = self.grid.items[self.series]
        atoms = {cell: tuple(a for a in self.grid.atoms[cell] if a in amounts) for cell in amounts}
        return Worlds(
            amounts={cell: amount[1:] for cell, amount in amounts.items()},
            atoms={cell: found or (cell,) for cell, found in atoms.items()},
            relations=[r for r in self.grid.relations if r.total in amounts],
            possible=self.grid.moves[self.series],
            told={cell: self._told(cell) for cell in amounts},
        )

    def _told(self, cell: Cell) -> int:
        if cell[0].endswith("/") or cell in self.hidden[Topic.ITEM, self.series]:
            return NOTHING
        if cell not in self.hidden[Topic.COUNTS, self.series]:
            return COUNTS
        return INDEX if cell in self.hidden[Topic.SHARE, self.series] else SHARE

    def _known(self, worlds: Worlds) -> Cell | None:
        """Return a cell of which a count is known that must not be."""
        for cell, counts in worlds.amounts.items():
            n = sum(counts)
            if 0 < n < self.least or max(counts) == n:
                used = [place for place, count in enumerate(counts) if count]
                if worlds.known(cell, used):
                    return cell
        return next(self._known_together(worlds), None)

    def _known_together(self, worlds: Worlds) -> Iterator[Cell]:
        """Yield a cell of each small group that a shown total leaves over, if counts are known."""
        for total, told in worlds.told.items():
            left = worlds.left_over(total) if told > NOTHING else ()
            n = sum(sum(worlds.amounts[atom]) for atom in left)
            if len(left) > 1 and 0 < n < self.least and worlds.together(left):
                yield left[0]

    def _would_help(self, worlds: Worlds, secret: Cell) -> Callable[[Cell], bool]:
        used = [place for place, count in enumerate(worlds.amounts[secret]) if count]

        def helps(cell: Cell) -> bool:
            told = worlds.told[cell]
            worlds.told[cell] = told - 1
            known = worlds.known(secret, used)
            worlds.told[cell] = told
            return not known

        return helps

    def _lower(self, worlds: Worlds, cell: Cell) -> None:
        """Tell one thing less of a cell: its counts, or if these are hidden, its share."""
        topic = {COUNTS: Topic.COUNTS, SHARE: Topic.SHARE, INDEX: Topic.ITEM}[worlds.told[cell]]
        worlds.told[cell] -= 1
        self.hidden[topic, self.series][cell] = Hidden.REMAINDER
