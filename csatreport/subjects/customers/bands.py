"""Customers in bands: by grade, revenue and years, and the core of them beside the others."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from math import fsum

import numpy as np

from csatreport.counts.count import moments_of
from csatreport.statistics.change import SMALLEST_BASE, compare, decide, welch
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.means import estimate_index, sample_of_moments
from csatreport.statistics.verdict import Against, Change
from csatreport.study.register_entries import Customer

THIRDS = ("high", "middle", "low")
"""Customers by revenue, as near to thirds as whole customers go; the odd ones come first."""
DAYS_A_YEAR = 365.25
YEARS = (1.0, 3.0, 5.0, 10.0)
"""Where bands of years end; the last one has no end."""
CORE, OTHERS = "core", "others"
LARGEST = (1, 5, 20)
"""Of so many of the largest customers it is told which part of the revenue they bring."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCustomer:
    """A customer with its score of the period and of the one before, None where there is none."""

    customer: Customer
    score: float | None
    before: float | None
    low: bool
    fell: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The customers of a grade or size: how many there are, their revenue, and their mean score."""

    name: str
    listed: int
    answered: int
    value: float
    score: Estimate | None


def by_grade(accounts: list[ListedCustomer], *, known: bool) -> tuple[Band, ...]:
    """Part customers by the grades that the list gives them."""
    grades: dict[str, list[ListedCustomer]] = defaultdict(list)
    for one in accounts:
        if one.customer.grade:
            grades[one.customer.grade].append(one)
    return tuple(_band(grade, some, known=known) for grade, some in sorted(grades.items()))


def by_value(accounts: list[ListedCustomer], *, known: bool) -> tuple[Band, ...]:
    """Part customers with revenue into thirds by it; empty below three."""
    valued = sorted(
        (one for one in accounts if one.customer.value),
        key=lambda one: (-(one.customer.value or 0.0), one.customer.id),
    )
    if len(valued) < len(THIRDS):
        return ()
    thirds = np.array_split(np.arange(len(valued)), len(THIRDS))
    return tuple(
        _band(name, [valued[place] for place in places], known=known)
        for name, places in zip(THIRDS, thirds, strict=True)
    )


def _band(name: str, some: list[ListedCustomer], *, known: bool) -> Band:
    """Sum up a group; ``known`` says that all listed, or a random part of them, were asked."""
    sample = sample_of_moments(moments_of(_scores(some)))
    return Band(
        name=name,
        listed=len(some),
        answered=sample.n,
        value=fsum(one.customer.value or 0.0 for one in some),
        score=estimate_index(sample, len(some) if known else None),
    )


def large(bands: tuple[Band, ...]) -> tuple[Band, ...]:
    """Return groups without the index of fewer than ten, nor one that follows by subtraction."""
    few = [one.answered for one in bands if 0 < one.answered < SMALLEST_BASE]
    alone = 0 < sum(few) < SMALLEST_BASE
    return tuple(
        replace(one, score=None) if alone or one.answered < SMALLEST_BASE else one for one in bands
    )


def by_years(accounts: Sequence[ListedCustomer], end: dt.date, *, known: bool) -> tuple[Band, ...]:
    """Part customers by how long they have been some; each band is named by where it begins.

    Empty where the list knows nobody's first day.
    """
    bands: dict[float, list[ListedCustomer]] = {start: [] for start in (0.0, *YEARS)}
    for one in accounts:
        since = one.customer.since
        if since is not None and since <= end:
            years = (end - since).days / DAYS_A_YEAR
            bands[max(start for start in bands if start <= years)].append(one)
    return tuple(_band(f"{start:g}", some, known=known) for start, some in bands.items() if some)


def core_and_others(
    accounts: Sequence[ListedCustomer], core: Collection[str], smallest: float, *, known: bool
) -> tuple[tuple[Band, ...], Change | None]:
    """Set the key accounts beside all others, with the difference of their indices.

    Welch's test, judged alone; ``smallest`` is the smallest difference that matters. Nothing where
    either side is empty.
    """
    sides = [
        [one for one in accounts if (one.customer.id in core) is side] for side in (True, False)
    ]
    if not all(sides):
        return (), None
    bands = tuple(
        _band(name, some, known=known) for name, some in zip((CORE, OTHERS), sides, strict=True)
    )
    inside, outside = (sample_of_moments(moments_of(_scores(some))) for some in sides)
    if not (inside.n and outside.n):
        return bands, None
    made = compare(inside, outside, welch(inside, outside), Against.REST, None)
    return bands, decide([made], smallest)[0]


def revenue_shares(customers: Sequence[Customer]) -> tuple[tuple[int, float], ...]:
    """Return which part (0-1) of the stated revenue the largest customers bring, by their number.

    Only numbers below that of the customers with revenue; empty where none is stated.
    """
    values = sorted((one.value for one in customers if one.value), reverse=True)
    total = fsum(values)
    return tuple((n, fsum(values[:n]) / total) for n in LARGEST if n < len(values))


def _scores(some: Sequence[ListedCustomer]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([one.score for one in some if one.score is not None], np.float64)
