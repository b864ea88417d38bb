"""What a promise of anonymity hides: for every figure, in which units and periods, and why.

The promise covers everything that one build publishes, so it is worked out once from the whole
ledger. Each figure (an item, a node of the index, a distribution) has its own table of cells, unit
x reported period, because each has its own base. Tables depend on each other in two ways: what is
hidden for the responses is hidden for every figure, and an index is the mean of its items, so one
hidden item among shown ones would follow from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TypeAlias

import numpy as np

from csatreport.measures.count import Ints
from csatreport.measures.findings import judged_items, periods, spread_items
from csatreport.measures.ledger import Ledger
from csatreport.measures.model import Hidden
from csatreport.measures.quantities import quantity_items
from csatreport.measures.suppression import Amount, Cell, Relation, Rule, own, suppress
from csatreport.measures.tally import ItemTally, Moments, Tally, total
from csatreport.survey.model import Anonymity, Edition, Kind, Node, Role
from csatreport.survey.periods import Period, PeriodKind


class Topic(StrEnum):
    """What kind of figure is shown or hidden."""

    RESPONSES = "responses"
    ITEM = "item"
    """An item's index and favourable share."""
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


Figure: TypeAlias = tuple[Topic, str]
"""A topic and the series it is about ("" for responses and words)."""

Verdicts: TypeAlias = dict[Figure, dict[Cell, Hidden]]


@dataclass(frozen=True, kw_only=True)
class Promise:
    """Every hidden figure of one questionnaire with the reason."""

    least: Anonymity
    """What was promised to respondents."""
    hidden: Mapping[Figure, Mapping[Cell, Hidden]]
    kinds: tuple[PeriodKind, ...]
    """The lengths of period that are reported, and that the promise was worked out for."""

    @classmethod
    def of(cls, ledger: Ledger, least: Anonymity) -> Promise:
        """Work out what the promise hides in all that is reported."""
        grid = Grid.of(ledger)
        hidden = _figures(grid, least)
        responses = hidden[Topic.RESPONSES, ""]
        counts = _alike_rule(least.counts)
        for series, amounts in grid.items.items():
            figures = hidden[Topic.ITEM, series]
            hidden[Topic.COUNTS, series] = suppress(amounts, grid.relations, counts, figures)
        for series, amounts in grid.nodes.items():
            scores, figures = _scores_rule(least.counts), hidden[Topic.NODE, series]
            hidden[Topic.DEVIATION, series] = suppress(amounts, grid.relations, scores, figures)
        for series, amounts in grid.spreads.items():
            rule = _people_rule(least) if series in grid.people else counts
            hidden[Topic.SPREAD, series] = suppress(amounts, grid.relations, rule, responses)
        for series, amounts in grid.numbers.items():
            rule = _scores_rule(least.counts)
            hidden[Topic.QUANTITY, series] = suppress(amounts, grid.relations, rule, responses)
        words = suppress(grid.responses, grid.relations, _base_rule(least.comments), responses)
        hidden[Topic.WORDS, ""] = words
        return cls(least=least, hidden=hidden, kinds=ledger.questionnaire.reporting.periods)

    def why(self, topic: Topic, unit: str, period: Period, series: str = "") -> Hidden | None:
        """Say why a figure is hidden; None if it may be shown.

        Where the responses are hidden, everything is. So is what the promise was not worked out
        for: a period of a length that is not reported could be subtracted from one that is.
        """
        if period.kind not in self.kinds or (topic, series) not in self.hidden:
            return Hidden.REMAINDER
        cell = (unit, period)
        return self.hidden[Topic.RESPONSES, ""].get(cell) or self.hidden[topic, series].get(cell)


@dataclass(frozen=True, kw_only=True)
class Grid:
    """All cells of a ledger that are published, what they hold, and how they add up."""

    relations: tuple[Relation, ...]
    editions: Mapping[Cell, Edition]
    responses: Mapping[Cell, Amount]
    items: Mapping[str, Mapping[Cell, Amount]]
    nodes: Mapping[str, Mapping[Cell, Amount]]
    spreads: Mapping[str, Mapping[Cell, Amount]]
    numbers: Mapping[str, Mapping[Cell, Amount]]
    people: frozenset[str]
    """Series of background items, which describe people and not their views."""

    @classmethod
    def of(cls, ledger: Ledger) -> Grid:
        """Lay out the cells of every unit and reported period, and of units' own rows."""
        kinds = ledger.questionnaire.reporting.periods
        spans = {kind: periods(ledger, kind) for kind in kinds}
        tallies = {
            cell: tally for cell, tally in _tallies(ledger, spans.values()) if tally.responses
        }
        editions = {cell: ledger.edition(cell[1]) for cell in tallies}
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
        )


def _tallies(ledger: Ledger, spans: Iterable[tuple[Period, ...]]) -> Iterable[tuple[Cell, Tally]]:
    for period in (period for span in spans for period in span):
        for unit in ledger.questionnaire.units.all:
            yield (unit.id, period), ledger.tally(unit.id, period)
            if ledger.questionnaire.units.children(unit.id):
                cells = ((unit.id, base) for base in ledger.bases(period))
                rows = total(ledger.cells[cell] for cell in cells if cell in ledger.cells)
                yield (own(unit.id), period), rows


def _unit_relations(
    ledger: Ledger, spans: Mapping[PeriodKind, tuple[Period, ...]]
) -> Iterable[Relation]:
    """Yield: a unit is the sum of the units just below it and of its own rows."""
    units = ledger.questionnaire.units
    for unit in units.all:
        names = (*(child.id for child in units.children(unit.id)), own(unit.id))
        if len(names) > 1:
            for period in (period for span in spans.values() for period in span):
                yield Relation((unit.id, period), tuple((name, period) for name in names))


def _period_relations(
    ledger: Ledger, spans: Mapping[PeriodKind, tuple[Period, ...]]
) -> Iterable[Relation]:
    """Yield: a period is the sum of the shorter reported periods inside it."""
    units = ledger.questionnaire.units.all
    names = (*(unit.id for unit in units), *(own(unit.id) for unit in units))
    for one, other in combinations(spans, 2):
        for longer, shorter in ((one, other), (other, one)):
            for period in spans[longer]:
                inside = tuple(p for p in spans[shorter] if period.contains(p))
                if inside and inside != (period,):
                    for name in names:
                        yield Relation((name, period), tuple((name, p) for p in inside))


_Amounts: TypeAlias = Callable[[Tally, Edition], Iterable[tuple[str, Amount]]]


def _by_series(
    tallies: Mapping[Cell, Tally], editions: Mapping[Cell, Edition], amounts: _Amounts
) -> dict[str, dict[Cell, Amount]]:
    """Sort what the cells hold by series; only cells whose report shows the series count."""
    found: dict[str, dict[Cell, Amount]] = {}
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
    ledger: Ledger, editions: Mapping[Cell, Edition]
) -> dict[str, dict[Cell, Amount]]:
    """Sort the numbers about people by series, from rows: they are not tallied."""
    found: dict[str, dict[Cell, Amount]] = {}
    for cell, edition in editions.items():
        for item in quantity_items(edition):
            if item.kind is Kind.NUMBER:
                amount = ledger.quantities.sums(item.series, _rows(ledger, cell))
                table = found.setdefault(item.series, {})
                if amount[0]:
                    table[cell] = amount
    return found


def _rows(ledger: Ledger, cell: Cell) -> Ints:
    """Return the rows of a unit and all below it, or those of a unit's own."""
    name, period = cell
    for place, unit in enumerate(ledger.questionnaire.units.all):
        if name == own(unit.id):
            rows = ledger.row_numbers(unit.id, period)
            return np.extract(ledger.rows.unit[rows] == place, rows)
    return ledger.row_numbers(name, period)


def _base_rule(least: int) -> Rule:
    return lambda amount: Hidden.FEW if amount[0] < least else None


def _alike_rule(least: int) -> Rule:
    """Hide counts (base, then one per option) on few answers or all on one option."""

    def rule(amount: Amount) -> Hidden | None:
        if amount[0] < least:
            return Hidden.FEW
        return Hidden.UNANIMOUS if max(amount[1:]) == amount[0] else None

    return rule


def _people_rule(least: Anonymity) -> Rule:
    """Hide how people spread over groups where one group has fewer than may be told apart."""
    alike = _alike_rule(least.counts)

    def rule(amount: Amount) -> Hidden | None:
        few = any(0 < count < least.minimum for count in amount[1:])
        return Hidden.FEW if few else alike(amount)

    return rule


def _scores_rule(least: int) -> Rule:
    """Hide scores (base, sum, sum of squares) on few people or all the same."""

    def rule(amount: Amount) -> Hidden | None:
        n, scores, squares = amount
        if n < least:
            return Hidden.FEW
        return Hidden.UNANIMOUS if n * squares == scores * scores else None

    return rule


def _figures(grid: Grid, least: Anonymity) -> Verdicts:
    """Hide responses, items and nodes, until no relation of any kind gives one of them away."""
    responses = suppress(grid.responses, grid.relations, _base_rule(least.minimum), {})
    hidden: Verdicts = {(Topic.RESPONSES, ""): responses}
    tables = _tables(grid)
    pending = list(tables)
    while pending:
        for figure in pending:
            alike = figure[0] is Topic.ITEM
            rule = _alike_rule(least.minimum) if alike else _scores_rule(least.minimum)
            already = hidden.get(figure, responses)
            hidden[figure] = suppress(tables[figure], grid.relations, rule, already)
        pending = _cover(grid, tables, hidden)
    return hidden


def _tables(grid: Grid) -> dict[Figure, Mapping[Cell, Amount]]:
    items = {(Topic.ITEM, series): amounts for series, amounts in grid.items.items()}
    return items | {(Topic.NODE, series): amounts for series, amounts in grid.nodes.items()}


def _cover(
    grid: Grid, tables: Mapping[Figure, Mapping[Cell, Amount]], hidden: Verdicts
) -> list[Figure]:
    """Hide a second figure wherever an index and its parts have just one; return which."""
    grown: dict[Figure, None] = {}
    for cell, edition in grid.editions.items():
        for node in edition.index.walk() if edition.index else ():
            figure = _lone(node, edition, cell, tables, hidden)
            if figure is not None:
                hidden[figure][cell] = Hidden.REMAINDER
                grown[figure] = None
    return list(grown)


def _lone(
    node: Node,
    edition: Edition,
    cell: Cell,
    tables: Mapping[Figure, Mapping[Cell, Amount]],
    hidden: Verdicts,
) -> Figure | None:
    """Return what to hide because one hidden figure follows from an index and its other parts."""
    below = [(Topic.ITEM, edition.by_id[name].series) for name in node.items]
    below += [(Topic.NODE, child.series) for child in node.children]
    whole = (Topic.NODE, node.series)
    parts = [figure for figure in below if cell in tables.get(figure, {})]
    if cell not in tables[whole] or not parts:
        return None
    covered = [figure for figure in (*parts, whole) if cell in hidden[figure]]
    if len(covered) != 1:
        return None
    shown = [figure for figure in parts if cell not in hidden[figure]]
    return min(shown, key=lambda figure: tables[figure][cell][0], default=whole)
