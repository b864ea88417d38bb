"""Hiding more of an item until its counts cannot be known (see `csatreport.privacy.worlds`)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from csatreport.privacy.grid import PublishedGrid, Topic, Verdicts
from csatreport.privacy.lot import CellLot
from csatreport.privacy.suppression import UnitPeriod
from csatreport.privacy.worlds import COUNTS, INDEX, NOTHING, SHARE, Worlds
from csatreport.statistics.estimate import Hidden


@dataclass(frozen=True, kw_only=True, eq=False)
class Veil:
    """Withholds more of one item, until other answers could have given the same pages.

    First counts are hidden, then favourable shares, at last whole items.

    Equations alone do not do: counts are whole numbers, none is below zero, and next to an index
    or a favourable share that is often enough to know them.
    """

    grid: PublishedGrid
    series: str
    least: int
    """The base from which counts may be known."""
    hidden: Verdicts
    drawn: CellLot

    def draw(self) -> None:
        """Set free the counts of small and of unanimous cells, then those of groups left over."""
        worlds = self._worlds()
        for place in sorted(range(len(worlds.cells)), key=lambda one: sum(worlds.counts[one])):
            counts = worlds.counts[place]
            n = sum(counts)
            if 0 < n < self.least or max(counts) == n > 0:
                self._set_free(worlds, worlds.atoms[place])
        closed = -1
        while closed != (closed := worlds.told.count(NOTHING)):
            for left in self._left_over(worlds):
                self._set_free(worlds, left)

    def _worlds(self) -> Worlds:
        amounts = self.grid.items[self.series]
        atoms = {cell: tuple(a for a in self.grid.atoms[cell] if a in amounts) for cell in amounts}
        return Worlds(
            counts={cell: amount[1:] for cell, amount in amounts.items()},
            atoms={cell: found or (cell,) for cell, found in atoms.items()},
            possible=self.grid.moves[self.series],
            told={cell: self._told(cell) for cell in amounts},
            seen={cell: self._seen(cell) for cell in amounts},
            drawn=self.drawn,
        )

    def _told(self, cell: UnitPeriod) -> int:
        if cell[0].endswith("/") or cell in self.hidden[Topic.ITEM, self.series]:
            return NOTHING
        if cell not in self.hidden[Topic.COUNTS, self.series]:
            return COUNTS
        return INDEX if cell in self.hidden[Topic.SHARE, self.series] else SHARE

    def _seen(self, cell: UnitPeriod) -> int:
        """Return how much of a cell has been published."""
        levels = ((Topic.COUNTS, COUNTS), (Topic.SHARE, SHARE), (Topic.ITEM, INDEX))
        return next(
            (level for topic, level in levels if cell in self.grid.seen((topic, self.series))),
            NOTHING,
        )

    def _left_over(self, worlds: Worlds) -> Iterator[tuple[int, ...]]:
        """Yield the small groups that shown totals leave over."""
        for total, told in enumerate(worlds.told):
            several = told > NOTHING and len(worlds.atoms[total]) > 1
            left = worlds.left_over(total) if several else ()
            if len(left) > 1 and 0 < sum(sum(worlds.counts[a]) for a in left) < self.least:
                yield left

    def _set_free(self, worlds: Worlds, atoms: Sequence[int]) -> None:
        """Withhold as little as possible, so that no count of some atoms together is known."""
        for place in range(len(worlds.counts[0])):
            if not any(worlds.counts[atom][place] for atom in atoms) or worlds.free(atoms, place):
                continue
            # Without any move the audit of what is published has the last word.
            for view, level in (worlds.cheapest(atoms, place) or {}).items():
                self._lower(worlds, view, level)

    def _lower(self, worlds: Worlds, view: int, level: int) -> None:
        """Tell less of a cell: not its counts, nor perhaps its share, nor perhaps anything."""
        for topic, least in ((Topic.COUNTS, COUNTS), (Topic.SHARE, SHARE), (Topic.ITEM, INDEX)):
            if level < least <= worlds.told[view]:
                self.hidden[topic, self.series][worlds.cells[view]] = Hidden.WITHHELD
        worlds.told[view] = min(worlds.told[view], level)
