"""Effect sizes: how large a difference is beside how much people differ, whatever their number.

A p says whether a difference is more than chance; with thousands of answers a tiny one is. Cohen's
d tells it in standard deviations of the people themselves.

Source: Cohen, Statistical Power Analysis for the Behavioral Sciences (1988), section 2.2.
"""

from math import sqrt

from csatreport.statistics.means import Sample


def cohens_d(one: Sample, other: Sample) -> float | None:
    """Return the difference of two means in pooled standard deviations.

    None below two values on a side, and where nobody differs from anybody.
    """
    freedom = one.n + other.n - 2
    if min(one.n, other.n) < 2:
        return None
    pooled = ((one.n - 1) * one.variance + (other.n - 1) * other.variance) / freedom
    return (one.mean - other.mean) / sqrt(pooled) if pooled > 0 else None
