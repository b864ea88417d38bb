"""What the audit finds goes back into the verdicts: more is withheld until nothing falls.

The rules of the gate look at one table at a time. All tables together can tell more, so the audit
judges what would be published before anything is made, and for every cell that falls something
more is withheld: first the figure itself where it is shown, else a companion that sets it free, the
least useful first, and by lot among those of about the same use (`csatreport.privacy.lot`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

from csatreport.counts.ledger import Ledger
from csatreport.privacy.audit.algebra import Told
from csatreport.privacy.audit.joint import Component, components
from csatreport.privacy.audit.solve import Step
from csatreport.privacy.audit.verdict import SmallCell
from csatreport.privacy.grid import PublishedGrid, Topic, Verdicts, judged_apart
from csatreport.privacy.lot import Lot
from csatreport.privacy.mending.nearby import Nearby, Price, squared
from csatreport.privacy.mending.standing import CellJudge, Proven
from csatreport.privacy.mending.truth import true_world
from csatreport.privacy.mending.view import public_view
from csatreport.privacy.suppression import UnitPeriod
from csatreport.statistics.estimate import Hidden
from csatreport.study.periods import Period
from csatreport.study.policy import Anonymity

_ROUNDS = 6
_TRIES = 60
"""How often less is tried to be withheld for one cell."""
TOPICS = {
    "responses": Topic.RESPONSES,
    "items.counts": Topic.COUNTS,
    "items.blank": Topic.COUNTS,
    "items.sd": Topic.COUNTS,
    "items.net": Topic.COUNTS,
    "items.favourable": Topic.SHARE,
    "items.n": Topic.ITEM,
    "items.index": Topic.ITEM,
    "nodes.n": Topic.NODE,
    "nodes.index": Topic.NODE,
    "nodes.sd": Topic.DEVIATION,
    "background.counts": Topic.SPREAD,
    "background.blank": Topic.SPREAD,
    "background.asked": Topic.RESPONSES,
    "background_numbers.n": Topic.QUANTITY,
    "background_numbers.mean": Topic.QUANTITY,
}
"""What is withheld so that a figure no longer stands in a report."""

_WITH = {Topic.ITEM: (Topic.COUNTS, Topic.SHARE), Topic.NODE: (Topic.DEVIATION,)}
"""What goes together with something that is withheld."""

_USE = {
    Topic.DEVIATION: 1, Topic.SPREAD: 2, Topic.QUANTITY: 2, Topic.COUNTS: 2, Topic.SHARE: 3,
    Topic.ITEM: 6, Topic.NODE: 60, Topic.RESPONSES: 90,
}  # fmt: skip
"""Of what use figures of a unit are."""


class Withheld(NamedTuple):
    """A figure that may be withheld: what of which series, in which unit and period."""

    topic: Topic
    series: str
    unit: str
    period: str


def withhold_more(ledger: Ledger, grid: PublishedGrid, least: Anonymity, hidden: Verdicts) -> None:
    """Withhold more, until no cell falls or nothing more can be done about it."""

    def why(topic: Topic, unit: str, period: Period, series: str) -> Hidden | None:
        cell = (unit, period)
        closed = hidden[Topic.RESPONSES, ""].get(cell)
        return closed or hidden.get((topic, series), {}).get(cell)

    lot = Lot(ledger.secret)
    bases = dict.fromkeys(base for _, period in grid.responses for base in ledger.bases(period))
    truth = partial(true_world, ledger, tuple(bases))
    proven = Proven()
    for _ in range(_ROUNDS):
        public, found, before = public_view(ledger, grid, least, why), list[Withheld](), proven
        proven = Proven()
        for part in (one.believed() for some in public.slices() for one in components(some, truth)):
            mending = _Mending(before.left(part), ledger, grid, lot)
            found += mending.withheld()
            proven.note(part, mending.fallen)
        for one in found:
            _hide(one, grid, hidden)
        if not found:
            return


def fallen_already(ledger: Ledger, least: Anonymity) -> set[tuple[str, str, str]]:
    """Return what follows from what readers have seen alone, by unit, period and what about."""
    found: set[tuple[str, str, str]] = set()
    for periods in judged_apart(ledger):
        grid = PublishedGrid.of(ledger, periods)
        seen = partial(_unseen, grid)
        parts = public_view(ledger, grid, least, seen).slices() if grid.published else ()
        for one in (one for part in parts for one in components(part)):
            found |= {(cell.unit, cell.period, cell.about) for cell, _ in one.falls()}
    return found


def _unseen(
    grid: PublishedGrid, topic: Topic, unit: str, period: Period, series: str
) -> Hidden | None:
    return None if (unit, period) in grid.seen((topic, series)) else Hidden.WITHHELD


@dataclass(frozen=True)
class _Mending:
    """What more is to be withheld of some figures that hang together."""

    component: Component
    ledger: Ledger
    grid: PublishedGrid
    lot: Lot

    @cached_property
    def fallen(self) -> list[SmallCell]:
        """What falls as long as no more is withheld."""
        return [cell for cell, _ in self.component.falls()] if self.component.cells else []

    def withheld(self) -> list[Withheld]:
        """Return what to withhold so that nothing falls."""
        chosen = list[Withheld]()
        for cell in self.fallen:
            # What is withheld for one cell often sets others free.
            if not chosen or not self._stands(cell, chosen):
                # What nothing sets free is left to the last audit, which stops the build.
                chosen += self._chosen(cell, chosen)
        return chosen

    def _chosen(self, cell: SmallCell, gone: Sequence[Withheld]) -> list[Withheld]:
        """Return what to withhold so that a cell stands.

        That is what tells the nearest other worlds from the true one. Where there are none, of all
        figures in the order of their cost as few of the first as do are taken. What is not needed
        is given back.
        """

        def stands(more: Sequence[Withheld]) -> bool:
            return self._stands(cell, (*gone, *more))

        found = list[Withheld]()
        for change, noticing in self._nearby.changes(list(cell.sums()), self._price(cell, gone)):
            self.component.steps.found.append(change)
            found += [one for row in noticing if (one := self._figures[row]) and one not in gone]
            if stands(found):
                return _needed(list(dict.fromkeys(found)), stands)
        found = sorted(
            self._shown(self.component.near(cell)), key=lambda one: self._cost(one, cell)
        )
        least = _least(len(found), lambda k: stands(found[:k]))
        return [] if least is None else _needed(found[:least], stands)

    def _stands(self, cell: SmallCell, gone: Iterable[Withheld]) -> bool:
        rows = {row for one in gone for row in self._telling[one]}
        return self._judge.stands(cell, rows)

    @cached_property
    def _judge(self) -> CellJudge:
        return CellJudge(self.component, self._nearby)

    @cached_property
    def _nearby(self) -> Nearby:
        """The worlds around the true one; steps stand by lot, because of equals one is first."""
        rows, parse = self.component.rows, self.ledger.calendar.parse
        names = dict.fromkeys(name for row in rows for name in row.terms)
        draws: dict[tuple[str, ...], bytes] = {}

        def drawn(step: Step) -> bytes:
            (unit, base), kind, _ = next(iter(step))
            if (unit, base, kind) not in draws:
                period = parse(base)
                draws[unit, base, kind] = self.lot.draw(period, unit, kind) if period else b""
            return draws[unit, base, kind]

        steps = sorted(self.component.steps.of(names), key=drawn)
        world = self.component.world
        return Nearby(rows, world, [squared(step, world) for step in steps])

    @cached_property
    def _figures(self) -> list[Withheld | None]:
        """What to withhold so that a condition is not told; None where nothing helps."""
        rows = self.component.rows
        found = [self._withheld(row.source) if row.source else None for row in rows]
        return [one if one is not None and not self._seen(one) else None for one in found]

    def _price(self, cell: SmallCell, gone: Iterable[Withheld]) -> Price:
        """Return what it costs to withhold the figures of conditions; those gone cost nothing."""
        paid, costs = set(gone), dict[Withheld | None, int]()

        def price(rows: Iterable[int]) -> int | None:
            figures = {self._figures[row] for row in rows}
            for one in figures - costs.keys():
                if one is None:
                    return None
                costs[one] = 0 if paid.intersection(_implying(one)) else self._worth(one, cell)
            return sum(costs[one] for one in figures)

        return price

    def _shown(self, near: Component) -> dict[Withheld, None]:
        found = (self._withheld(row.source) for row in near.rows if row.source is not None)
        return dict.fromkeys(one for one in found if one is not None and not self._seen(one))

    def _seen(self, one: Withheld) -> bool:
        """Tell whether a figure, or one that goes with it, has been published."""
        cell = self._cells[one.unit, one.period]
        topics = (one.topic, *_WITH.get(one.topic, ()))
        return any(cell in self.grid.seen((topic, one.series)) for topic in topics)

    def _withheld(self, told: Told) -> Withheld | None:
        """Return what would have to be withheld so that a figure is not told."""
        topic, cell = TOPICS.get(told.kind), self._cells.get((told.unit, told.period))
        if topic is None or cell is None:
            return None
        if topic is Topic.RESPONSES:
            return Withheld(topic, "", told.unit, told.period)
        edition = self.ledger.edition(cell[1])
        if topic in {Topic.NODE, Topic.DEVIATION}:
            nodes = edition.index.walk() if edition.index is not None else ()
            series = next(node.series for node in nodes if node.id == told.about)
        else:
            series = edition.by_id[told.about].series
        return Withheld(topic, series, told.unit, told.period)

    @cached_property
    def _cells(self) -> Mapping[tuple[str, str], UnitPeriod]:
        return {(unit, period.id): (unit, period) for unit, period in self.grid.responses}

    @cached_property
    def _telling(self) -> Mapping[Withheld, list[int]]:
        """The conditions that are not told any more when a figure is withheld."""
        found: dict[Withheld, list[int]] = defaultdict(list)
        for number, row in enumerate(self.component.rows):
            one = self._withheld(row.source) if row.source is not None else None
            for other in _implying(one) if one is not None else ():
                found[other].append(number)
        return found

    def _cost(self, one: Withheld, cell: SmallCell) -> tuple[int, int, bytes]:
        """Order figures by what it costs to withhold them, by lot where that is about the same."""
        size = 0 if _mine(one, cell) else self._size(one).bit_length()
        drawn = self.lot.draw(self._cells[one.unit, one.period][1], one.unit, one.topic, one.series)
        return self._worth(one, cell), size, drawn

    def _worth(self, one: Withheld, cell: SmallCell) -> int:
        """Say how much it costs that a figure is withheld because of a cell."""
        tree = self.ledger.units(self._cells[one.unit, one.period][1])
        wide = 4 if tree.children(one.unit) else 1 if _mine(one, cell) else 2
        itself = _mine(one, cell) and one.series == self._series(cell)
        return _USE[one.topic] * (1 if itself else 2 * wide)

    def _series(self, cell: SmallCell) -> str:
        for edition in self.ledger.questionnaire.editions:
            if cell.about in edition.by_id:
                return edition.by_id[cell.about].series
        return cell.about

    def _size(self, one: Withheld) -> int:
        return self.grid.responses[self._cells[one.unit, one.period]][0]


def _mine(one: Withheld, cell: SmallCell) -> bool:
    return one.unit == cell.unit.rstrip("/ −")


def _hide(one: Withheld, grid: PublishedGrid, hidden: Verdicts) -> None:
    cell = next(cell for cell in grid.responses if (cell[0], cell[1].id) == one[2:])
    for topic in (one.topic, *_WITH.get(one.topic, ())):
        hidden.setdefault((topic, one.series), {}).setdefault(cell, Hidden.WITHHELD)


def _needed(chosen: list[Withheld], stands: Callable[[list[Withheld]], bool]) -> list[Withheld]:
    """Give back runs of figures that are not needed, long ones and the most useful first.

    That something is needed is known.
    """
    run, tries = len(chosen) // 2, 0
    while run:
        start = len(chosen)
        while start > 0 and tries < _TRIES:
            start, tries = start - run, tries + 1
            rest = chosen[: max(start, 0)] + chosen[max(start, 0) + run :]
            if 0 < len(rest) < len(chosen) and stands(rest):
                chosen = rest
        run //= 2
    return chosen


def _least(most: int, enough: Callable[[int], bool]) -> int | None:
    """Return the least number from 1 to ``most`` that is enough; None where none is.

    Small numbers are tried first: the less is withheld, the less there is to solve.
    """
    low, high = 1, 1
    while not enough(min(high, most)):
        if high >= most:
            return None
        low, high = high + 1, 2 * high
    high = min(high, most)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    return high


def _implying(one: Withheld) -> Iterator[Withheld]:
    """Yield what takes a figure away when it is withheld: itself, and what it goes with."""
    yield one
    for topic, others in _WITH.items():
        if one.topic in others:
            yield one._replace(topic=topic)
    yield one._replace(topic=Topic.RESPONSES, series="")
