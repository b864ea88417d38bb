"""Two distributions set side by side: their shares, their order, their shape.

Beside Welch's test of means stand three that ask other questions of the same counts. Newcombe's
interval gives the difference of two shares, and works at 0 and 1. Mann and Whitney ask only which
answers are better, not by how many points: their effect is the probability that an answer of one
group is better than one of the other. Chi-square asks whether the shapes differ at all, also where
the means do not.

Sources: Newcombe, Interval estimation for the difference between independent proportions,
Statistics in Medicine 17 (1998), 873-890, method 10; Mann and Whitney (1947), with correction for
ties and continuity; Pearson (1900); Cramer (1946).
"""

from collections.abc import Sequence
from math import hypot, sqrt

import numpy as np
from scipy.special import chdtrc, ndtr

from csatreport.statistics.proportions import wilson
from csatreport.statistics.tally import ItemTally
from csatreport.statistics.verdict import OrderTest, ShapeTest, ShareDifference
from csatreport.study.item import Item

FEW_EXPECTED = 5.0
"""Below this expected count somewhere, the p of a chi-square test is rough."""
TOP_TWO_FROM = 5
"""Two options are a top-2 box on an ordered scale of so many at least."""


def newcombe(
    count: float, n: float, count_before: float, n_before: float
) -> ShareDifference | None:
    """Return the first share minus the second with Newcombe's hybrid interval; None if a base is 0.

    >>> found = newcombe(56, 70, 48, 80)
    >>> round(found.low, 4), round(found.high, 4)
    (0.0524, 0.3339)
    """
    if not n or not n_before:
        return None
    p, q = count / n, count_before / n_before
    (low, high), (low_before, high_before) = wilson(count, n), wilson(count_before, n_before)
    difference = p - q
    return ShareDifference(
        difference=difference,
        low=difference - hypot(p - low, high_before - q),
        high=difference + hypot(high - p, q - low_before),
    )


def mann_whitney(
    values: Sequence[float | None], counts: Sequence[int], before: Sequence[int]
) -> OrderTest | None:
    """Compare two groups by how often each value occurred; None where one of them is empty.

    The normal approximation with corrections for ties and continuity; p is 1 where all are tied.
    Counts without a value are left out. ``superiority`` counts ties as half.
    """
    pairs = sorted(
        (v, a, b) for v, a, b in zip(values, counts, before, strict=True) if v is not None and a + b
    )
    merged = _merged_values(pairs)
    n, m = sum(a for a, _ in merged), sum(b for _, b in merged)
    if not n or not m:
        return None
    u, below = 0.0, 0
    for a, b in merged:
        u += a * (below + b / 2)
        below += b
    total = n + m
    ties = sum((a + b) ** 3 - (a + b) for a, b in merged)
    spread = sqrt(n * m / 12 * ((total + 1) - ties / (total * (total - 1)))) if total > 1 else 0.0
    if spread == 0:
        return OrderTest(p=1.0, superiority=0.5)
    z = (abs(u - n * m / 2) - 0.5) / spread
    return OrderTest(p=min(1.0, 2 * float(ndtr(-z))), superiority=u / (n * m))


def _merged_values(pairs: Sequence[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """Add up options that have the same points: they are ties."""
    merged: dict[float, tuple[int, int]] = {}
    for value, a, b in pairs:
        one, two = merged.get(value, (0, 0))
        merged[value] = (one + a, two + b)
    return [merged[value] for value in sorted(merged)]


def chi_square(table: Sequence[Sequence[float]]) -> ShapeTest | None:
    """Test whether the rows of a table of counts differ in shape.

    Rows and columns without a count are dropped first; None if fewer than two of either are left.
    """
    counts = np.array(table, dtype=float)
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    rows, columns = counts.shape
    if min(rows, columns) < 2:
        return None
    n = counts.sum()
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / n
    statistic = float(((counts - expected) ** 2 / expected).sum())
    df = (rows - 1) * (columns - 1)
    return ShapeTest(
        statistic=statistic,
        df=df,
        p=float(chdtrc(df, statistic)),
        v=sqrt(statistic / (n * (min(rows, columns) - 1))),
        rough=bool(expected.min() < FEW_EXPECTED),
    )


def has_top_two(item: Item) -> bool:
    """Tell whether the options stand in order on five steps or more, by their points.

    A four-point scale has no top-2 box: its second option may already be bad news.
    """
    points = [option.points for option in item.options]
    return None not in points and len(set(points)) >= TOP_TWO_FROM


def top_two(item: Item, tally: ItemTally) -> int | None:
    """Count the answers on the two best options; None where a scale has no top-2 box."""
    if not has_top_two(item):
        return None
    points = [option.points for option in item.options]
    best = sorted({value for value in points if value is not None})[-2:]
    return sum(n for value, n in zip(points, tally.counts, strict=True) if value in best)
