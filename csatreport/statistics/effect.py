"""Effect sizes: how large a difference is beside how much people differ, whatever their number.

A p says whether a difference is more than chance; with thousands of answers a tiny one is. Cohen's
d tells it in standard deviations of the people themselves.

Between ranks, the rank-biserial correlation says how much more often an answer of one side is
better than worse than one of the other (`OrderTest.rank_biserial`).

Sources: Cohen, Statistical Power Analysis for the Behavioral Sciences (1988), section 2.2; Kerby,
The simple difference formula (2014), Comprehensive Psychology 3.
"""

from math import sqrt

from csatreport.statistics.means import Sample


def cohens_d(one: Sample, other: Sample) -> float | None:
    """Return the difference of two means in pooled standard deviations.

    None below two values on a side, where nobody differs from anybody, and of weighted values,
    whose variance is not that of people.

    >>> cohens_d(Sample(n=20, mean=75, variance=400), Sample(n=30, mean=70, variance=400))
    0.25
    """
    weighted = one.worth is not None or other.worth is not None
    if weighted or min(one.n, other.n) < 2:
        return None
    freedom = one.n + other.n - 2
    pooled = ((one.n - 1) * one.variance + (other.n - 1) * other.variance) / freedom
    return (one.mean - other.mean) / sqrt(pooled) if pooled > 0 else None
