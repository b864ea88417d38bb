"""How long things take that are not all over yet: Kaplan and Meier's curve, median and percentiles.

A case that is still open at the end of the period took at least so long: it is censored, not left
out, because the slow ones are those that are open. A percentile is where the curve crosses it, and
the middle of the stretch where the curve runs just along it. Its interval is where the curve's own
limits (log-log, Greenwood) cross it: an end that a limit never crosses does not exist, and where
nothing is open any more the curve has no limits.

Who was already there when a list began is at risk only from then on (delayed entry): those who left
before were never on it. Curves of groups are compared by the log-rank test: at every end, how many
fell on each group against how many would have by its part of those at risk.

Sources: Kaplan and Meier (1958), Nonparametric estimation from incomplete observations, JASA 53;
Brookmeyer and Crowley (1982), A confidence interval for the median survival time, Biometrics 38;
Mantel (1966), Evaluation of survival data, Cancer Chemotherapy Reports 50; Klein and Moeschberger,
Survival Analysis (2003), sections 4.6 and 7.3.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log, sqrt

import numpy as np
from scipy.special import chdtrc

from csatreport.statistics.proportions import Z

_EVEN = 1e-12
"""A share that is so near to another is equal to it, but for rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveStep:
    """The curve from a day on: the share still open, with its limits; None where none is."""

    day: int
    open: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Percentile:
    """After how many days a share was done; None where that was not reached, nor can be told."""

    days: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One case in days: looked at from after ``entered`` until ``left``, ``over`` if it ended then.

    A case that was looked at from its first day on entered before it.
    """

    left: int
    over: bool
    entered: int = -1

    def at_risk(self, day: int) -> bool:
        """Tell whether it was looked at and open until a day."""
        return self.entered < day <= self.left


def stays_of(done: Sequence[int], still_open: Sequence[int]) -> list[Stay]:
    """Return cases that were looked at from their first day on, by the days that they took."""
    return [Stay(left=d, over=True) for d in done] + [Stay(left=d, over=False) for d in still_open]


def curve(stays: Sequence[Stay]) -> tuple[CurveStep, ...]:
    """Return the curve at every day on which something was over."""
    steps: list[CurveStep] = []
    share, spread = 1.0, 0.0
    for day in sorted({one.left for one in stays if one.over}):
        at_risk = sum(one.at_risk(day) for one in stays)
        events = sum(one.over and one.left == day for one in stays)
        share *= 1 - events / at_risk
        spread += events / (at_risk * (at_risk - events)) if at_risk > events else 0.0
        low, high = _interval(share, spread)
        steps.append(CurveStep(day=day, open=share, low=low, high=high))
    return tuple(steps)


def log_rank(groups: Sequence[Sequence[Stay]]) -> float | None:
    """Return the p of the log-rank test that groups end alike; None where it cannot be told.

    That needs two groups and an end at which more than one of them was at risk.
    """
    excess = np.zeros(len(groups))
    spread = np.zeros((len(groups), len(groups)))
    for day in sorted({one.left for some in groups for one in some if one.over}):
        risk = np.array([sum(one.at_risk(day) for one in some) for some in groups], float)
        ended = [sum(one.over and one.left == day for one in some) for some in groups]
        n, events = risk.sum(), sum(ended)
        part = risk / n
        excess += np.array(ended) - events * part
        if n > 1:
            left = events * (n - events) / (n - 1)
            spread += left * (np.diag(part) - np.outer(part, part))
    kept = np.flatnonzero(np.diag(spread) > _EVEN)
    if len(kept) < 2:
        return None
    free = kept[:-1]
    told = excess[free] @ np.linalg.solve(spread[np.ix_(free, free)], excess[free])
    return float(chdtrc(len(free), told))


def _interval(share: float, spread: float) -> tuple[float, float] | tuple[None, None]:
    """Return the log-log interval of a share; the ends of the curve have none."""
    if not 0 < share < 1:
        return None, None
    reach = Z * sqrt(spread) / abs(log(share))
    return share ** exp(reach), share ** exp(-reach)


def percentile(steps: Sequence[CurveStep], part: float, last: int) -> Percentile:
    """Return after how many days a part (0-1) was done, by the curve, as R's ``survfit`` does.

    ``last`` is the longest time any case, done or open, has been looked at: so far the curve goes.

    >>> percentile(curve(stays_of([1, 2, 3, 4], [])), 0.5, 4).days
    2.5
    """
    days = [float(step.day) for step in steps] + [float(last)]
    left = 1 - part

    def crossing(shares: Sequence[float | None]) -> float | None:
        for share, (day, following) in zip(shares, pairwise(days), strict=True):
            if share is not None and share <= left + _EVEN:
                return (day + following) / 2 if share >= left - _EVEN else day
        return None

    return Percentile(
        days=crossing([step.open for step in steps]),
        low=crossing([step.low for step in steps]),
        high=crossing([step.high for step in steps]),
    )
