"""Rates of rare events, such as complaints: how often, per so much exposure.

A count of events is Poisson; its interval is exact. Two rates are compared by their ratio, with the
exact interval that follows from how their events divide.

Sources: Garwood (1936); Przyborowski and Wilenski (1940), two Poisson means.
"""

from dataclasses import dataclass
from math import log, log1p

import numpy as np
from scipy.special import betaincinv, chdtri, gammaln


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Events per ``per`` of exposure, with the exact 95 % interval.

    ``low`` is None without events: then there is an upper limit only.
    """

    value: float
    low: float | None
    high: float


def poisson_rate(events: int, exposure: float | None, per: float = 1000.0) -> Rate | None:
    """Return a rate; None where the exposure is not known, and only counts can be told.

    >>> found = poisson_rate(0, 1000)
    >>> found.value, found.low, round(found.high, 4)
    (0.0, None, 3.6889)
    """
    if not exposure or exposure <= 0:
        return None
    low = float(chdtri(2 * events, 0.975)) / 2 if events else None
    high = float(chdtri(2 * events + 2, 0.025)) / 2
    return Rate(
        value=per * events / exposure,
        low=None if low is None else per * low / exposure,
        high=per * high / exposure,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """One rate over another, with its conditional exact 95 % interval; ``high`` None if endless."""

    value: float | None
    low: float
    high: float | None
    p: float
    events: int
    """Of both together."""


def rate_ratio(events: int, exposure: float, before: int, exposure_before: float) -> Ratio | None:
    """Compare two rates; None without any event or exposure."""
    total = events + before
    if not total or exposure <= 0 or exposure_before <= 0:
        return None
    scale = exposure_before / exposure
    low = float(betaincinv(events, before + 1, 0.025)) if events else 0.0
    high = float(betaincinv(events + 1, before, 0.975)) if before else None
    return Ratio(
        value=events / before * scale if before else None,
        low=low / (1 - low) * scale,
        high=None if high is None else high / (1 - high) * scale,
        events=total,
        p=_binomial_p(events, total, exposure / (exposure + exposure_before)),
    )


def _binomial_p(events: int, total: int, share: float) -> float:
    """Return the exact two-sided p: all splits that are no likelier than the one seen."""
    counts = np.arange(total + 1)
    logs = gammaln(total + 1) - gammaln(counts + 1) - gammaln(total - counts + 1)
    chances = np.exp(logs + counts * log(share) + (total - counts) * log1p(-share))
    # The last bits must not part splits that are equally likely.
    return min(1.0, float(chances[chances <= chances[events] * (1 + 1e-7)].sum()))
