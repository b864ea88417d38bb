"""The cells that one questionnaire publishes: what they hold, and how they add up.

Each figure (an item, a node of the index, a distribution) has its own table of cells, unit x
reported period, because each has its own base. Cells hang together by relations: a unit is the sum
of the units below it and of its own rows, a period of the shorter reported ones inside it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import combinations
from typing import TypeAlias

import numpy as np

from csatreport.counts.closed.record import PublishedFigure
from csatreport.counts.count import keyed_points
from csatreport.counts.findings.findings import judged_items, periods, spread_items
from csatreport.counts.ledger import Ledger
from csatreport.counts.quantities import quantity_items
from csatreport.privacy.suppression import Amount, Relation, UnitPeriod, own
from csatreport.privacy.worlds import Move, moves
from csatreport.statistics.arrays import Ints
from csatreport.statistics.estimate import Hidden
from csatreport.statistics.tally import SCORE_UNIT, ItemTally, Moments, Tally, total
from csatreport.study.edition import Edition
from csatreport.study.item import Item, Kind, Role
from csatreport.study.periods import Period, PeriodKind
from csatreport.study.units import Units


class Topic(StrEnum):
    """What kind of figure is shown or hidden."""

    RESPONSES = "responses"
    ITEM = "item"
    """An item's base and index, and everything else about it."""
    SHARE = "share"
    """An item's favourable share, which may give counts away where its index alone does not."""
    COUNTS = "counts"
    """An item's option counts and all that follows from them."""
    NODE = "node"
    """An index over several items: its mean."""
    DEVIATION = "deviation"
    """A node's deviation and interval, from which the counts of a lone item could be had."""
    SPREAD = "spread"
    """The distribution of a background or several-choice item."""
    QUANTITY = "quantity"
    """The mean of a number about people."""
    WORDS = "words"


GridFigure: TypeAlias = tuple[Topic, str]
"""A topic and the series it is about ("" for responses and words)."""

Verdicts: TypeAlias = dict[GridFigure, dict[UnitPeriod, Hidden]]


@dataclass(frozen=True, kw_only=True)
class Neighbours:
    """What other questionnaires of the same people publish, as far as it is about this one's cells.

    See `csatreport.privacy.same_people`.
    """

    hidden: Verdicts = field(default_factory=dict)
    """What they do not tell, and must not be told here either."""
    seen: frozenset[PublishedFigure] = frozenset()
    """What readers have seen of them."""
    kinds: tuple[PeriodKind, ...] = ()
    """The lengths of period that they report."""


ALONE = Neighbours()


@dataclass(frozen=True, kw_only=True)
class PublishedGrid:
    """All cells of a ledger that are published, what they hold, and how they add up."""

    relations: tuple[Relation, ...]
    editions: Mapping[UnitPeriod, Edition]
    responses: Mapping[UnitPeriod, Amount]
    items: Mapping[str, Mapping[UnitPeriod, Amount]]
    nodes: Mapping[str, Mapping[UnitPeriod, Amount]]
    spreads: Mapping[str, Mapping[UnitPeriod, Amount]]
    numbers: Mapping[str, Mapping[UnitPeriod, Amount]]
    people: frozenset[str]
    """Series of background items, which describe people and not their views."""
    moves: Mapping[str, tuple[Move, ...]]
    """How answers to each judged item can change places."""
    atoms: Mapping[UnitPeriod, tuple[UnitPeriod, ...]]
    """The smallest cells that each cell is the sum of."""
    extremes: Mapping[str, tuple[frozenset[int], frozenset[int]]]
    """The places of each item's best and worst options."""
    published: Mapping[GridFigure, frozenset[UnitPeriod]] = field(default_factory=dict)
    """The cells of each figure that readers have seen: hiding one of them protects nobody."""

    beside: Verdicts = field(default_factory=dict)
    """What is hidden because of other questionnaires."""

    shown: Mapping[GridFigure, frozenset[UnitPeriod]] = field(default_factory=dict)
    """What reports of this questionnaire have shown, of ``published``."""

    def kept(self, figure: GridFigure) -> Mapping[UnitPeriod, Hidden]:
        """Return where a figure stays hidden, whatever rules say today.

        That is so because of other questionnaires, and in reports that readers have seen: what a
        report withheld it never tells later, though less might do, now that the rest is known.
        """
        if figure[0] is Topic.WORDS:
            return {}
        told = self.shown.get(figure, frozenset())
        closed = dict.fromkeys(self._reported - told, Hidden.WITHHELD)
        return {**closed, **self.beside.get(figure, {})}

    @cached_property
    def _reported(self) -> frozenset[UnitPeriod]:
        return frozenset().union(*self.shown.values())

    def seen(self, figure: GridFigure) -> frozenset[UnitPeriod]:
        """Return the cells of a figure that have been published."""
        return self.published.get(figure, frozenset())

    def end(self, figure: GridFigure, cell: UnitPeriod) -> str | None:
        """Say at which end of the scale all answers or scores of a cell are; None elsewhere."""
        topic, series = figure
        if topic is Topic.NODE:
            n, scores, _ = self.nodes[series][cell]
            return {0: "worst", n * 100 * SCORE_UNIT: "best"}.get(scores)
        used = {place for place, count in enumerate(self.items[series][cell][1:]) if count}
        ends = zip(("best", "worst"), self.extremes[series], strict=True)
        return next((name for name, places in ends if used <= places), None)

    @classmethod
    def of(
        cls, ledger: Ledger, among: Sequence[Period], beside: Neighbours = ALONE
    ) -> PublishedGrid:
        """Lay out the cells of every unit in some reported periods, and of units' own rows."""
        spans = {period.kind: tuple(p for p in among if p.kind is period.kind) for period in among}
        tallies = {
            cell: tally for cell, tally in _tallies(ledger, spans.values()) if tally.responses
        }
        editions = {cell: ledger.edition(cell[1]) for cell in tallies}
        shown = _published(ledger.published, tallies)
        judged = [item for one in ledger.questionnaire.editions for item in judged_items(one)]
        return cls(
            relations=(*_unit_relations(ledger, spans), *_period_relations(ledger, spans)),
            editions=editions,
            responses={cell: (tally.responses,) for cell, tally in tallies.items()},
            items=_by_series(tallies, editions, _item_amounts),
            nodes=_by_series(tallies, editions, _node_amounts),
            spreads=_by_series(tallies, editions, _spread_amounts),
            numbers=_number_amounts(ledger, editions),
            people=frozenset(
                item.series
                for edition in ledger.questionnaire.editions
                for item in edition.with_role(Role.BACKGROUND)
            ),
            moves={item.series: moves(keyed_points(item), item.good) for item in judged},
            atoms=_atoms(ledger, tallies),
            extremes={item.series: _extremes(item) for item in judged},
            published=_published(ledger.published | beside.seen, tallies),
            shown=shown,
            beside={
                figure: {c: why for c, why in cells.items() if c not in shown.get(figure, ())}
                for figure, cells in beside.hidden.items()
            },
        )


def judged_apart(ledger: Ledger, beside: Neighbours = ALONE) -> Iterator[tuple[Period, ...]]:
    """Yield the reported periods that are judged together: those that share answers.

    Where one length is reported that is each alone, else the longest with all inside it.
    """
    kinds = dict.fromkeys((*ledger.questionnaire.reporting.periods, *beside.kinds))
    found = tuple(period for kind in kinds for period in periods(ledger, kind))
    parts: list[tuple[set[Period], set[int]]] = []
    for place, period in enumerate(found):
        bases, places = set(ledger.bases(period)), {place}
        for one in [one for one in parts if not bases.isdisjoint(one[0])]:
            parts.remove(one)
            bases, places = bases | one[0], places | one[1]
        parts.append((bases, places))
    for _, places in sorted(parts, key=lambda one: min(one[1])):
        yield tuple(found[place] for place in sorted(places))


def _tallies(
    ledger: Ledger, spans: Iterable[tuple[Period, ...]]
) -> Iterable[tuple[UnitPeriod, Tally]]:
    for period in (period for span in spans for period in span):
        for unit in ledger.units(period).all:
            yield (unit.id, period), ledger.tally(unit.id, period)
            if ledger.units(period).children(unit.id):
                cells = ((unit.id, base) for base in ledger.bases(period))
                rows = total(ledger.cells[cell] for cell in cells if cell in ledger.cells)
                yield (own(unit.id), period), rows


def _unit_relations(
    ledger: Ledger, spans: Mapping[PeriodKind, tuple[Period, ...]]
) -> Iterable[Relation]:
    """Yield: a unit is the sum of the units just below it and of its own rows."""
    trees = {period: ledger.units(period) for span in spans.values() for period in span}
    for unit in dict.fromkeys(unit.id for tree in trees.values() for unit in tree.all):
        for period, units in trees.items():
            below = units.children(unit) if unit in units.by_id else ()
            if below:
                names = (*(child.id for child in below), own(unit))
                yield Relation((unit, period), tuple((name, period) for name in names))


def _period_relations(
    ledger: Ledger, spans: Mapping[PeriodKind, tuple[Period, ...]]
) -> Iterable[Relation]:
    """Yield: a period is the sum of the shorter reported periods inside it."""
    for one, other in combinations(spans, 2):
        for longer, shorter in ((one, other), (other, one)):
            for period in spans[longer]:
                inside = tuple(p for p in spans[shorter] if period.contains(p))
                units = ledger.units(period).all
                names = (*(unit.id for unit in units), *(own(unit.id) for unit in units))
                if inside and inside != (period,):
                    for name in names:
                        yield Relation((name, period), tuple((name, p) for p in inside))


def _atoms(
    ledger: Ledger, cells: Collection[UnitPeriod]
) -> dict[UnitPeriod, tuple[UnitPeriod, ...]]:
    """Take every cell apart: into units' own rows, and periods that no shorter one lies in."""
    spans = {period for _, period in cells}
    grains = [p for p in spans if not any(p is not q and p.contains(q) for q in spans)]
    inside = {span: [grain for grain in grains if span.contains(grain)] for span in spans}
    sources = {span: _sources(ledger.units(span)) for span in spans}
    return {
        (name, span): tuple(
            (source, grain)
            for source in sources[span][name]
            for grain in inside[span]
            if (source, grain) in cells
        )
        for name, span in cells
    }


def _sources(units: Units) -> dict[str, tuple[str, ...]]:
    """Return what each unit, and each unit's own rows, are made of: leaves and own rows."""
    sources: dict[str, tuple[str, ...]] = {own(unit.id): (own(unit.id),) for unit in units.all}
    for unit in units.all:
        sources[unit.id] = tuple(
            own(below.id) if units.children(below.id) else below.id
            for below in units.below(unit.id)
        )
    return sources


def _published(
    told: Iterable[PublishedFigure], cells: Iterable[UnitPeriod]
) -> dict[GridFigure, frozenset[UnitPeriod]]:
    """Sort what has been published by figure."""
    named = {(unit, period.id): (unit, period) for unit, period in cells}
    found: dict[GridFigure, set[UnitPeriod]] = {}
    for topic, series, unit, period in told:
        if (unit, period) in named:
            found.setdefault((Topic(topic), series), set()).add(named[unit, period])
    return {figure: frozenset(some) for figure, some in found.items()}


def _extremes(item: Item) -> tuple[frozenset[int], frozenset[int]]:
    low, high = item.bounds
    points = keyed_points(item)
    return (
        frozenset(place for place, value in enumerate(points) if value == high),
        frozenset(place for place, value in enumerate(points) if value == low),
    )


_Amounts: TypeAlias = Callable[[Tally, Edition], Iterable[tuple[str, Amount]]]


def _by_series(
    tallies: Mapping[UnitPeriod, Tally], editions: Mapping[UnitPeriod, Edition], amounts: _Amounts
) -> dict[str, dict[UnitPeriod, Amount]]:
    """Sort what the cells hold by series; only cells whose report shows the series count."""
    found: dict[str, dict[UnitPeriod, Amount]] = {}
    for cell, tally in tallies.items():
        for series, amount in amounts(tally, editions[cell]):
            table = found.setdefault(series, {})
            if amount[0]:
                table[cell] = amount
    return found


def _item_amounts(tally: Tally, edition: Edition) -> Iterable[tuple[str, Amount]]:
    for item in judged_items(edition):
        counts = tally.items.get(item.series, ItemTally(()))
        yield item.series, (counts.n, *counts.counts)


def _node_amounts(tally: Tally, edition: Edition) -> Iterable[tuple[str, Amount]]:
    for node in edition.index.walk() if edition.index else ():
        moments = tally.scores.get(node.series, Moments())
        yield node.series, (moments.n, moments.total, moments.squares)


def _spread_amounts(tally: Tally, edition: Edition) -> Iterable[tuple[str, Amount]]:
    for item in spread_items(edition):
        counts = tally.items.get(item.series, ItemTally(()))
        several = item.kind is Kind.SEVERAL
        yield item.series, (tally.responses if several else counts.n, *counts.counts)


def _number_amounts(
    ledger: Ledger, editions: Mapping[UnitPeriod, Edition]
) -> dict[str, dict[UnitPeriod, Amount]]:
    """Sort the numbers about people by series, from rows: they are not tallied."""
    found: dict[str, dict[UnitPeriod, Amount]] = {}
    for cell, edition in editions.items():
        for item in quantity_items(edition):
            if item.kind is Kind.NUMBER:
                amount = ledger.quantities.sums(item.series, rows_of(ledger, cell))
                table = found.setdefault(item.series, {})
                if amount[0]:
                    table[cell] = amount
    return found


def rows_of(ledger: Ledger, cell: UnitPeriod) -> Ints:
    """Return the rows of a unit and all below it, or those of a unit's own."""
    name, period = cell
    for place, unit in enumerate(ledger.questionnaire.units.all):
        if name == own(unit.id):
            rows = ledger.row_numbers(unit.id, period)
            return np.extract(ledger.rows.unit[rows] == place, rows)
    return ledger.row_numbers(name, period)
