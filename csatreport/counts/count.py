"""Coded rows to tallies: every answer is looked at once.

Rows fall into *cells*, one per unit and base period. An item is counted with one `numpy.bincount`
over cell x code, whatever the number of rows; person scores are whole numbers in units of 2**-32
points, so that their sums are exact and adding cells later gives what pooling the rows would give.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from csatreport.answers.model import Wave
from csatreport.statistics.arrays import Bools, Floats, Ints
from csatreport.statistics.tally import SCORE_UNIT, ItemTally, Moments, Tally
from csatreport.study.edition import Node
from csatreport.study.item import TICKED, Item, Kind, Missing

_KINDS_OF_MISSING = len(Missing)
_SLAB = 100_000
_HALF = 20
"""Scores are split at this bit before squaring, so that sums of products fit 64 bits."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The rows of one wave by cell: ``key`` per row, ``used`` keys in order, rows of each."""

    key: Ints
    """Place in ``used`` of each row's cell."""
    used: Ints
    """Unit place x number of periods + period place, ascending."""
    sizes: Ints
    order: Ints
    """Rows sorted by cell."""
    starts: Ints
    """Where each cell begins in ``order``."""


def cells_of(wave: Wave, periods: int) -> Cells:
    """Group a wave's rows by unit and base period; ``periods`` counts all base periods."""
    units = wave.column("_unit").astype(np.int64)
    combined = units * periods + wave.column("_period").astype(np.int64)
    used, key, sizes = np.unique(combined, return_inverse=True, return_counts=True)
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.int64)
    return Cells(key.astype(np.int64), used, sizes, np.argsort(key, kind="stable"), starts)


def tally_wave(wave: Wave, periods: int) -> Iterator[tuple[int, int, Tally]]:
    """Yield (unit place, base period place, tally) for every cell of a wave that has rows.

    Counted are closed and several-choice items, and the person scores of every node.
    """
    cells = cells_of(wave, periods)
    if not len(cells.used):
        return
    items = {item.series: _tally_item(wave, item, cells) for item in counted_items(wave)}
    scores = {
        series: _add_up(values, cells.order, cells.starts)
        for series, values in person_scores(wave).items()
    }
    for place, (used, size) in enumerate(
        zip(cells.used.tolist(), cells.sizes.tolist(), strict=True)
    ):
        unit, period = divmod(used, periods)
        tally = Tally(
            size,
            {series: tallies[place] for series, tallies in items.items()},
            {series: moments[place] for series, moments in scores.items()},
        )
        yield unit, period, tally


def counted_items(wave: Wave) -> tuple[Item, ...]:
    """Return the closed and several-choice items of a wave; personal ones never come this far."""
    return tuple(item for item in wave.edition.items if item.kind in TICKED and not item.personal)


def _tally_item(wave: Wave, item: Item, cells: Cells) -> list[ItemTally]:
    codes = wave.column(item.id).astype(np.int64)
    if item.kind is Kind.SEVERAL:
        table = _count_several(codes, len(item.options), cells)
    else:
        table = _count(codes, len(item.options), cells)
    missing = {kind: -1 - int(kind) for kind in Missing}
    return [
        ItemTally(
            tuple(row[_KINDS_OF_MISSING:]),
            blank=row[missing[Missing.BLANK]],
            multiple=row[missing[Missing.MULTIPLE]],
            not_applicable=row[missing[Missing.NOT_APPLICABLE]],
            invalid=row[missing[Missing.INVALID]],
        )
        for row in table.tolist()
    ]


def _count(codes: Ints, options: int, cells: Cells) -> Ints:
    """Count codes per cell: columns are the kinds of missing (-1, -2, ...), then the options."""
    width = _KINDS_OF_MISSING + options
    column = np.where(codes < 0, -1 - codes, codes + _KINDS_OF_MISSING)
    table = np.bincount(cells.key * width + column, minlength=len(cells.used) * width)
    return table.reshape(len(cells.used), width)


def _count_several(masks: Ints, options: int, cells: Cells) -> Ints:
    """Count the ticks of bit masks per cell, in the same columns as `_count`."""
    table = _count(np.minimum(masks, 0), 1, cells)[:, :_KINDS_OF_MISSING]
    ticks = [
        np.bincount(cells.key[(masks > 0) & (masks >> place & 1 == 1)], minlength=len(cells.used))
        for place in range(options)
    ]
    return np.column_stack([table, *ticks])


def keyed_points(item: Item) -> tuple[float | None, ...]:
    """Return the keyed points of an item's options, in printed order."""
    return tuple(option.points for option in item.options)


def net_points(item: Item) -> tuple[float, ...]:
    """Return what each option counts in a net score: +100 if good, -100 if bad, else 0."""
    places = range(len(item.options))
    return tuple(100.0 * ((place in item.good) - (place in item.bad)) for place in places)


def looked_up(values: Sequence[float | None], codes: Ints) -> Floats:
    """Return the value of the option that each code stands for; NaN where it has none.

    So it is too where no option was picked.
    """
    # Negative codes count from the end, where the NaN are.
    table = np.array([*values, *[np.nan] * _KINDS_OF_MISSING], dtype=np.float64)
    return np.take(table, codes, mode="wrap")


def rescaled_codes(item: Item, codes: Ints) -> Floats:
    """Return coded answers to a scored item on 0-100; NaN where there is none."""
    low, high = item.bounds
    if low == high:
        return np.full(len(codes), np.nan)
    scale = [
        np.nan if points is None else 100 * (points - low) / (high - low)
        for points in keyed_points(item)
    ]
    return looked_up(scale, codes)


def person_scores(wave: Wave) -> dict[str, Floats]:
    """Return each row's score for every node by the node's series; NaN where it has none."""
    root = wave.edition.index
    if root is None:
        return {}
    # So many rows at a time: laid out as numbers, all answers would take eight times their room.
    starts = range(0, max(wave.size, 1), _SLAB)
    slabs = [_scores_of(wave, root, slice(first, first + _SLAB)) for first in starts]
    return {series: np.concatenate([slab[series] for slab in slabs]) for series in slabs[0]}


def _scores_of(wave: Wave, root: Node, rows: slice) -> dict[str, Floats]:
    items = wave.edition.by_id
    answers = {name: given(items[name], wave.column(name)[rows]) for name in root.leaves()}
    return {node.series: person_score(node, answers) for node in root.walk()}


@dataclass(frozen=True, slots=True)
class Given:
    """What people gave to one item: ``values`` on 0-100 (NaN for none), and whom it concerns."""

    values: Floats
    concerned: Bools


def given(item: Item, codes: NDArray[np.integer]) -> Given:
    """Lay out coded answers for scoring: whoever ticked "not applicable" is not concerned."""
    wide = codes.astype(np.int64)
    return Given(rescaled_codes(item, wide), wide != Missing.NOT_APPLICABLE)


def person_score(node: Node, answers: Mapping[str, Given]) -> Floats:
    """Score one node: the mean of a person's answers below it, NaN where there are too few.

    At least half must be answered of the items that concern the person. Where children declare
    weights, it is the weighted mean of the children's own scores instead, over those the person
    has, by the same rule of half.
    """
    leaves = [answers[name] for name in node.leaves()]
    total, answered = _weighted_sum([leaf.values for leaf in leaves], [1.0] * len(leaves))
    enough = 2 * answered >= sum(leaf.concerned.astype(np.float64) for leaf in leaves)
    if any(child.weight is not None for child in node.children):
        scores = [person_score(child, answers) for child in node.children]
        total, answered = _weighted_sum(scores, node.sizes)
    usable = enough & (answered > 0)
    return np.where(usable, total / np.where(usable, answered, 1.0), np.nan)


def _weighted_sum(columns: Sequence[Floats], weights: Sequence[float]) -> tuple[Floats, Floats]:
    """Add columns up row by row, leaving NaN out; also return the weights that took part."""
    total, present = np.zeros_like(columns[0]), np.zeros_like(columns[0])
    for values, weight in zip(columns, weights, strict=True):
        known = ~np.isnan(values)
        total += np.where(known, values, 0.0) * weight
        present += known * weight
    return total, present


def moments_of(scores: Floats) -> Moments:
    """Sum up some person scores exactly, leaving NaN out."""
    units = np.rint(scores[~np.isnan(scores)] * SCORE_UNIT).astype(np.int64).tolist()
    return Moments(len(units), sum(units), sum(unit * unit for unit in units))


def moments_by_group(values: Floats, key: Ints, size: int) -> list[Moments]:
    """Add up scores (0-100, NaN where none) by group 0 to ``size`` - 1; exact, in any order."""
    order = np.argsort(key, kind="stable")
    used, starts = np.unique(key[order], return_index=True)
    found = [Moments()] * size
    if len(used):
        for group, moments in zip(used.tolist(), _add_up(values, order, starts), strict=True):
            found[group] = moments
    return found


def _add_up(values: Floats, order: Ints, starts: Ints) -> list[Moments]:
    """Add up scores laid out in an order, from each start to the next."""
    known = ~np.isnan(values)
    units = np.rint(np.where(known, values, 0.0) * SCORE_UNIT).astype(np.int64)
    high, low = units >> _HALF, units & ((1 << _HALF) - 1)
    columns = (known.astype(np.int64), units, high * high, high * low, low * low)
    sums = [np.add.reduceat(column[order], starts).tolist() for column in columns]
    return [
        Moments(n, total, (hh << 2 * _HALF) + (hl << _HALF + 1) + ll)
        for n, total, hh, hl, ll in zip(*sums, strict=True)
    ]
