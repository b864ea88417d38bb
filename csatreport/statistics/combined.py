"""Sums of independent figures, each with an interval of its own kind.

Figures of different kinds (a share with Wilson's interval, a rate with an exact one) have no common
standard error. Their own ends do: how far each lies from its figure takes the place of the error,
below and above apart. For Σ a·x

    low  = Σ a·x − √Σ (a·(x − l))²        the end that lowers the sum, for each
    high = Σ a·x + √Σ (a·(u − x))²

Source: Zou, Donner, Statistics in Medicine 27, 2008 (method of variance estimates recovery).
"""

from collections.abc import Sequence
from math import sqrt

from csatreport.statistics.estimate import Estimate


def combined(parts: Sequence[tuple[float, Estimate]]) -> Estimate:
    """Return Σ a·x of independent figures; what has no interval is taken as it is.

    >>> found = combined([(0.5, Estimate(value=8, low=4, high=9)), (0.5, Estimate(value=6))])
    >>> found.value, found.low, found.high
    (7.0, 5.0, 7.5)
    """
    value = sum(factor * one.value for factor, one in parts)
    ends = [
        sorted((factor * (one.low - one.value), factor * (one.high - one.value)))
        for factor, one in parts
        if one.low is not None and one.high is not None
    ]
    if not ends:
        return Estimate(value=value)
    down, up = (sqrt(sum(pair[side] ** 2 for pair in ends)) for side in (0, 1))
    return Estimate(value=value, low=value - down, high=value + up)
