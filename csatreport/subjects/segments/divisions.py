"""A question's favourable answers by group: how large each share is, and whether groups differ."""

from collections.abc import Sequence

import numpy as np

from csatreport.statistics.arrays import Floats, Ints
from csatreport.statistics.change import SMALLEST_BASE
from csatreport.statistics.groups.association import newcombe
from csatreport.statistics.groups.evenness import evenness
from csatreport.statistics.groups.permutation import WeighedGroup
from csatreport.statistics.proportions import share_of
from csatreport.statistics.verdict import ShareDifference
from csatreport.study.item import Item
from csatreport.subjects.segments.parts import Division


def divide(item: Item, key: Ints, codes: Ints, size: int, weights: Floats | None) -> Division:
    """Set the answers of groups 0 to ``size`` - 1 to one question beside each other.

    Args:
        item: the question, with favourable options.
        key: the group of each answer.
        codes: the option picked in each answer.
        size: how many groups there are, also empty ones.
        weights: the weight of each answer. A group's answers then count as the number of
            unweighted ones that they are worth (Kish), and a group whose weight is carried by
            fewer than ten of them (`_carried`) takes no part in the test.
    """
    favourable = np.zeros(len(item.options), np.bool_)
    favourable[sorted(item.good)] = True
    good = favourable[codes]
    if weights is not None:
        # Sums of floats depend on their order, and the order of answers must not matter.
        order = np.lexsort((weights, good, key))
        key, good, weights = key[order], good[order], weights[order]
    bases = np.bincount(key, minlength=size)
    counts, sizes = _counted(key, good, size, weights)
    tested = _carried(key, size, weights) >= SMALLEST_BASE
    widest, gap = _widest(counts, sizes, tested)
    judged, worth = (np.where(tested, some, 0.0).tolist() for some in (counts, sizes))
    return Division(
        item=item,
        shares=tuple(
            share_of(count, n, base)
            for count, n, base in zip(counts, sizes, bases.tolist(), strict=True)
        ),
        test=evenness(judged, worth, _people(key, good, size, weights)),
        widest=widest,
        gap=gap,
    )


def _counted(
    key: Ints, good: np.ndarray, size: int, weights: Floats | None
) -> tuple[list[float], list[float]]:
    """Return how many of each group are favourable, and how many there are."""
    if weights is None:
        counts = np.bincount(key[good], minlength=size)
        return counts.tolist(), np.bincount(key, minlength=size).tolist()
    heft = np.bincount(key, weights=weights, minlength=size)
    squares = np.bincount(key, weights=weights * weights, minlength=size)
    mine = np.bincount(key[good], weights=weights[good], minlength=size)
    worth = np.divide(heft, squares, out=np.zeros(size), where=squares > 0)
    return (mine * worth).tolist(), (heft * worth).tolist()


def _people(
    key: Ints, good: np.ndarray, size: int, weights: Floats | None
) -> list[WeighedGroup] | None:
    """Return who stands behind weighted answers, by group."""
    if weights is None:
        return None
    mine = [key == place for place in range(size)]
    return [WeighedGroup(weights[rows], int(good[rows].sum())) for rows in mine]


def _carried(key: Ints, size: int, weights: Floats | None) -> Floats:
    """Return on how many answers the weight of each group rests: (Σw²)³/(Σw³)².

    A weighted share is as skewed as one of so many equal answers. Where a few heavy ones carry
    most of it, this is far below Kish's number, and so few decide nothing. Equal weights give the
    number of answers.
    """
    if weights is None:
        return np.bincount(key, minlength=size).astype(np.float64)
    squares = np.bincount(key, weights=weights**2, minlength=size)
    cubes = np.bincount(key, weights=weights**3, minlength=size)
    found: Floats = np.divide(squares**3, cubes**2, out=np.zeros(size), where=cubes > 0)
    return found.round(9)


def _widest(
    counts: Sequence[float], sizes: Sequence[float], tested: np.ndarray
) -> tuple[int | None, ShareDifference | None]:
    """Return the group furthest from everybody else, of those that chance does not explain."""
    good, whole = sum(counts), sum(sizes)
    found = [
        (abs(gap.difference), -place, gap)
        for place, (count, n) in enumerate(zip(counts, sizes, strict=True))
        if tested[place]
        and min(n, whole - n) >= SMALLEST_BASE
        and (gap := newcombe(count, n, good - count, whole - n)) is not None
        and not gap.low <= 0 <= gap.high
    ]
    if not found:
        return None, None
    _, place, gap = max(found, key=lambda one: one[:2])
    return -place, gap
