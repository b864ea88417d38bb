"""Shares of a whole: how large, and how far chance could have moved them.

A share has no symmetric interval near 0 and 1, so everything here is built on Wilson's interval,
which never leaves 0-1 and is right even for 0 of 5. When a known, finite group was asked, part of
the uncertainty is gone, and all of it when everybody answered (a census).

Sources: Wilson (1927); Agresti and Coull (1998) for adding counts before a Wald interval, Rocks
(2016) for the three-way form used with net scores.
"""

from math import sqrt

from scipy.special import ndtri

from csatreport.statistics.estimate import Estimate

LEVEL = 0.95
Z = float(ndtri(0.5 + LEVEL / 2))
"""The normal quantile of the two-sided 95 % interval, 1.95996."""

NET_MINIMUM = 10
"""Below this base a net score is given without an interval."""
_NEAR = 0.05
"""How far a share may be from one in k, as a part of it."""
ADDED = (0.75, 1.5, 0.75)
"""What the adjusted Wald interval adds to good, neutral and bad answers."""


def wilson(count: float, n: float, z: float = Z) -> tuple[float, float]:
    """Return Wilson's interval for ``count`` of ``n``, as fractions; ``n`` above 0.

    >>> tuple(round(end, 4) for end in wilson(0, 5))
    (0.0, 0.4345)
    """
    share = count / n
    centre = share + z * z / (2 * n)
    reach = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    low = 0.0 if count == 0 else (centre - reach) / scale
    high = 1.0 if count == n else (centre + reach) / scale
    return max(0.0, low), min(1.0, high)


def effective_base(n: int, population: float | None) -> float:
    """Return the base with which Wilson's interval accounts for a finite population.

    n_eff = n (N - 1) / (N - n); ``n`` itself where no population is known. ``n`` is below ``N``.
    """
    return float(n) if population is None else n * (population - 1) / (population - n)


def estimate_share(count: int, n: int, population: float | None = None) -> Estimate | None:
    """Estimate a share, a fraction 0-1; None without answers, a census when all answered."""
    if n == 0:
        return None
    share = count / n
    if n == population:
        return Estimate(value=share, base=n, census=True)
    base = effective_base(n, population)
    return share_of(share * base, base, n)


def share_of(count: float, n: float, base: int) -> Estimate | None:
    """Return the share ``count / n`` with Wilson's interval, of ``base`` answers; None for none.

    ``n`` differs from ``base`` where a finite population or weights make answers worth more or
    less than they are.
    """
    if not base or not n:
        return None
    share = count / n
    low, high = wilson(count, n)
    # Rounding in the last bit must not push an interval past its own estimate.
    return Estimate(value=share, low=min(low, share), high=max(high, share), base=base)


def one_in(share: float) -> int | None:
    """Return k of 2 to 10 where a share is about one in k, within a twentieth of it; else None.

    >>> one_in(1 / 3), one_in(0.34), one_in(0.45)
    (3, 3, None)
    """
    return next((k for k in range(2, 11) if abs(share * k - 1) <= _NEAR), None)


def net_error(good: float, bad: float, n: float) -> float:
    """Return the standard error of (good - bad) / n, from the variance of a trinomial."""
    net = (good - bad) / n
    return sqrt(max(0.0, (good + bad) / n - net * net) / n)


def adjusted_wald(good: float, bad: float, n: float) -> tuple[float, float]:
    """Return the adjusted Wald interval of a net score, unclipped (see `ADDED`).

    The counts need not be whole: of a finite population they are those of `effective_base`, so
    that what is added weighs as little as it should beside nearly everybody.
    """
    more, _, less = ADDED
    good, bad, n = good + more, bad + less, n + sum(ADDED)
    centre = (good - bad) / n
    reach = Z * net_error(good, bad, n)
    return centre - reach, centre + reach


def with_added(parts: tuple[int, int, int], base: float) -> tuple[tuple[float, ...], float]:
    """Return good, neutral and bad answers as the adjusted Wald interval counts them, and the sum.

    ``base`` is the `effective_base` of all of them.
    """
    n = sum(parts)
    counted = (count * base / n + added for count, added in zip(parts, ADDED, strict=True))
    return tuple(counted), base + sum(ADDED)


def estimate_net(good: int, bad: int, n: int, population: float | None = None) -> Estimate | None:
    """Estimate good minus bad as a fraction from -1 to 1; no interval below `NET_MINIMUM`.

    The interval is clipped to what is possible and extended to contain the estimate.
    """
    if n == 0:
        return None
    net = (good - bad) / n
    if n == population:
        return Estimate(value=net, base=n, census=True)
    if n < NET_MINIMUM:
        return Estimate(value=net, base=n)
    base = effective_base(n, population)
    low, high = adjusted_wald(good * base / n, bad * base / n, base)
    return Estimate(value=net, low=min(max(low, -1.0), net), high=max(min(high, 1.0), net), base=n)
