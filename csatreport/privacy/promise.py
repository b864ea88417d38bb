"""What a promise of anonymity hides: for every figure, in which units and periods, and why.

The promise covers everything that one build publishes, so it is worked out once from the whole
ledger. Tables of cells depend on each other: what is hidden for the responses is hidden for every
figure; an index is the mean of its items, so one hidden item among shown ones would follow from it;
and beside an index or a share, counts may be had although no sum gives them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from csatreport.base.store import Store
from csatreport.counts.ledger import Ledger
from csatreport.privacy.audit.blanks import MOST
from csatreport.privacy.grid import (
    ALONE,
    GridFigure,
    Neighbours,
    PublishedGrid,
    Topic,
    Verdicts,
    judged_apart,
)
from csatreport.privacy.lot import Lot, cheapest
from csatreport.privacy.mending.feedback import withhold_more
from csatreport.privacy.remembered import Remembered
from csatreport.privacy.rules import (
    alike_rule,
    base_rule,
    deviation_rule,
    index_rule,
    people_rule,
    scores_rule,
)
from csatreport.privacy.suppression import Amount, HidingRule, UnitPeriod, suppress
from csatreport.privacy.veil import Veil
from csatreport.statistics.estimate import Hidden
from csatreport.study.edition import Edition, Node
from csatreport.study.periods import Period, PeriodKind
from csatreport.study.policy import Anonymity


@dataclass(frozen=True, kw_only=True)
class Promise:
    """Every hidden figure of one questionnaire with the reason."""

    least: Anonymity
    """What was promised to respondents."""
    hidden: Mapping[GridFigure, Mapping[UnitPeriod, Hidden]]
    kinds: tuple[PeriodKind, ...]
    """The lengths of period that are reported, and that the promise was worked out for."""

    @classmethod
    def of(
        cls,
        ledger: Ledger,
        least: Anonymity,
        store: Store | None = None,
        beside: Neighbours = ALONE,
    ) -> Promise:
        """Work out what the promise hides in all that is reported.

        What it hides in a period that is as it was is kept in a ``store``; ``beside`` is what other
        questionnaires of the same people tell.
        """
        known, hidden = Remembered.of(ledger, least, store, beside), Verdicts()
        for periods in judged_apart(ledger, beside):
            found = known.verdicts(periods, partial(_worked_out, ledger, least, periods, beside))
            for figure, cells in found.items():
                hidden.setdefault(figure, {}).update(cells)
        return cls(least=least, hidden=hidden, kinds=ledger.questionnaire.reporting.periods)

    def why(self, topic: Topic, unit: str, period: Period, series: str = "") -> Hidden | None:
        """Say why a figure is hidden; None if it may be shown.

        Where the responses are hidden, everything is. So is what the promise was not worked out
        for: a period of a length that is not reported could be subtracted from one that is.
        """
        if period.kind not in self.kinds or (topic, series) not in self.hidden:
            return Hidden.WITHHELD
        cell = (unit, period)
        return self.hidden[Topic.RESPONSES, ""].get(cell) or self.hidden[topic, series].get(cell)


def _worked_out(
    ledger: Ledger, least: Anonymity, periods: Sequence[Period], beside: Neighbours
) -> Verdicts:
    """Work out what is hidden in periods that nothing ties to others."""
    grid, lot = PublishedGrid.of(ledger, periods, beside), Lot(ledger.secret)
    hidden = _results(grid, least, lot)
    _close_short(grid, hidden)
    responses, counts = hidden[Topic.RESPONSES, ""], alike_rule(least.counts)
    for series, amounts in grid.spreads.items():
        rule = people_rule(least) if series in grid.people else counts
        figure = Topic.SPREAD, series
        hidden[figure] = _suppressed(grid, figure, amounts, rule, responses, lot=lot)
    for series, amounts in grid.numbers.items():
        figure, rule = (Topic.QUANTITY, series), scores_rule(least.counts)
        hidden[figure] = _suppressed(grid, figure, amounts, rule, responses, lot=lot)
    withhold_more(ledger, grid, least, hidden)
    _close_short(grid, hidden)
    responses, words = hidden[Topic.RESPONSES, ""], (Topic.WORDS, "")
    rule = base_rule(least.comments)
    hidden[words] = _suppressed(grid, words, grid.responses, rule, responses, lot=lot)
    return hidden


def _suppressed(
    grid: PublishedGrid,
    figure: GridFigure,
    amounts: Mapping[UnitPeriod, Amount],
    rule: HidingRule,
    already: Mapping[UnitPeriod, Hidden],
    *,
    lot: Lot,
) -> dict[UnitPeriod, Hidden]:
    """Return where a figure is hidden, so that no sum over units or periods gives it away."""
    seen, known = grid.seen(figure), {**already, **grid.kept(figure)}
    return suppress(amounts, grid.relations, rule, known, seen, drawn=lot.of(*figure))


def _results(grid: PublishedGrid, least: Anonymity, lot: Lot) -> Verdicts:
    """Hide responses, items, nodes, and what counts could be had from, until nothing is had."""
    everybody, rule = (Topic.RESPONSES, ""), base_rule(least.minimum)
    hidden: Verdicts = {}
    hidden[everybody] = _suppressed(grid, everybody, grid.responses, rule, {}, lot=lot)
    closed = -1
    while closed != (closed := _closed_items(grid, hidden)):
        hidden = _figures(grid, least, hidden, lot)
        for series, amounts in grid.items.items():
            figures, figure = hidden[Topic.ITEM, series], (Topic.COUNTS, series)
            counts = _suppressed(grid, figure, amounts, alike_rule(least.counts), figures, lot=lot)
            shares = {**figures, **grid.kept((Topic.SHARE, series))}
            hidden[figure], hidden[Topic.SHARE, series] = counts, shares
            drawn = lot.of("veil", series)
            Veil(grid=grid, series=series, least=least.counts, hidden=hidden, drawn=drawn).draw()
    for series, amounts in grid.nodes.items():
        figure, already = (Topic.DEVIATION, series), hidden[Topic.NODE, series]
        rule = deviation_rule(least)
        hidden[figure] = _suppressed(grid, figure, amounts, rule, already, lot=lot)
    return hidden


def _closed_items(grid: PublishedGrid, hidden: Verdicts) -> int:
    return sum(len(hidden.get((Topic.ITEM, series), ())) for series in grid.items)


def _close_short(grid: PublishedGrid, hidden: Verdicts) -> None:
    """Hide the deviation of a node of few items wherever the counts of one of them are hidden.

    Of a lone item it gives the counts away; of two, how their answers go together.
    """
    for cell, edition in grid.editions.items():
        for node in edition.index.walk() if edition.index else ():
            leaves = [edition.by_id[name].series for name in node.leaves()]
            counts = any(cell in hidden[Topic.COUNTS, series] for series in leaves)
            seen = cell in grid.seen((Topic.DEVIATION, node.series))
            if len(leaves) <= MOST and counts and not seen:
                hidden[Topic.DEVIATION, node.series].setdefault(cell, Hidden.WITHHELD)


def _figures(grid: PublishedGrid, least: Anonymity, known: Verdicts, lot: Lot) -> Verdicts:
    """Hide responses, items and nodes, until no relation of any kind gives one of them away.

    ``known`` is what is hidden already.
    """
    hidden, responses = dict(known), known[Topic.RESPONSES, ""]
    tables = _tables(grid)
    pending = list(tables)
    while pending:
        for figure in pending:
            rule = scores_rule(least.minimum)
            if figure[0] is Topic.ITEM:
                rule = index_rule(least, grid.moves[figure[1]])
            already = hidden.get(figure, responses)
            hidden[figure] = _suppressed(grid, figure, tables[figure], rule, already, lot=lot)
        pending = _cover(grid, tables, hidden, lot, least)
    return hidden


def _tables(grid: PublishedGrid) -> dict[GridFigure, Mapping[UnitPeriod, Amount]]:
    items = {(Topic.ITEM, series): amounts for series, amounts in grid.items.items()}
    return items | {(Topic.NODE, series): amounts for series, amounts in grid.nodes.items()}


def _cover(
    grid: PublishedGrid,
    tables: Mapping[GridFigure, Mapping[UnitPeriod, Amount]],
    hidden: Verdicts,
    lot: Lot,
    least: Anonymity,
) -> list[GridFigure]:
    """Hide another figure wherever an index and its parts give a secret away; return which.

    What is only hidden beside other units is no secret of its own: the audit looks after it.
    """
    rules = {Topic.ITEM: alike_rule(least.minimum), Topic.NODE: scores_rule(least.minimum)}
    grown: dict[GridFigure, None] = {}
    for cell, edition in grid.editions.items():
        for node in edition.index.walk() if edition.index else ():
            whole = (Topic.NODE, node.series)
            for below in _parts(node, edition):
                parts = [figure for figure in below if cell in tables.get(figure, {})]
                if not parts or cell not in tables[whole]:
                    continue
                all_ = (*parts, whole)
                secret = any(rules[figure[0]](tables[figure][cell]) for figure in all_)
                if secret and _exposed(grid, cell, whole, parts, hidden):
                    shown = [figure for figure in all_ if cell not in hidden[figure]]
                    free = [figure for figure in shown if cell not in grid.seen(figure)]
                    others = [figure for figure in free if figure != whole]
                    for figure in [_companion(others, cell, tables, lot)] if others else free:
                        hidden[figure][cell] = Hidden.WITHHELD
                        grown[figure] = None
    return list(grown)


def _companion(
    shown: Sequence[GridFigure],
    cell: UnitPeriod,
    tables: Mapping[GridFigure, Mapping[UnitPeriod, Amount]],
    lot: Lot,
) -> GridFigure:
    """Return what to hide beside a secret: by lot one of those with about the smallest base."""
    return cheapest(
        shown, lambda figure: tables[figure][cell][0], lambda figure: lot.of(*figure)(cell)
    )


def _parts(node: Node, edition: Edition) -> Iterator[list[GridFigure]]:
    """Yield what an index is the mean of: its branches or items, and all items below it."""
    items = [(Topic.ITEM, edition.by_id[name].series) for name in node.leaves()]
    if node.children:
        yield [(Topic.NODE, child.series) for child in node.children]
    if all(child.weight is None for child in node.children):
        yield items


def _exposed(
    grid: PublishedGrid,
    cell: UnitPeriod,
    whole: GridFigure,
    parts: Sequence[GridFigure],
    hidden: Verdicts,
) -> bool:
    """Tell whether a hidden figure follows from an index and its other parts.

    It does where it is the only one, and where all hidden parts lie at one end of the scale: then
    what the index leaves for them is the most, or the least, that there can be.
    """
    covered = [figure for figure in parts if cell in hidden[figure]]
    if cell in hidden[whole]:
        return not covered
    ends = {grid.end(figure, cell) for figure in covered}
    return len(covered) == 1 or (len(ends) == 1 and None not in ends)
