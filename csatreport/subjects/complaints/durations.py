"""How long things take that are not all over yet: Kaplan and Meier's curve, median and percentiles.

A case that is still open at the end of the period took at least so long: it is censored, not left
out, because the slow ones are those that are open. A percentile is where the curve crosses it, and
the middle of the stretch where the curve runs just along it. Its interval is where the curve's own
limits (log-log, Greenwood) cross it: an end that a limit never crosses does not exist, and where
nothing is open any more the curve has no limits.

Sources: Kaplan and Meier (1958), Nonparametric estimation from incomplete observations, JASA 53;
Brookmeyer and Crowley (1982), A confidence interval for the median survival time, Biometrics 38.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log, sqrt

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


def curve(done: Sequence[int], still_open: Sequence[int]) -> tuple[CurveStep, ...]:
    """Return the curve at every day on which something was done.

    Args:
        done: days that finished cases took.
        still_open: days that open cases have taken so far.
    """
    steps: list[CurveStep] = []
    share, spread = 1.0, 0.0
    for day in sorted(set(done)):
        at_risk = sum(d >= day for d in done) + sum(d >= day for d in still_open)
        events = sum(d == day for d in done)
        share *= 1 - events / at_risk
        spread += events / (at_risk * (at_risk - events)) if at_risk > events else 0.0
        low, high = _interval(share, spread)
        steps.append(CurveStep(day=day, open=share, low=low, high=high))
    return tuple(steps)


def _interval(share: float, spread: float) -> tuple[float, float] | tuple[None, None]:
    """Return the log-log interval of a share; the ends of the curve have none."""
    if not 0 < share < 1:
        return None, None
    reach = Z * sqrt(spread) / abs(log(share))
    return share ** exp(reach), share ** exp(-reach)


def percentile(steps: Sequence[CurveStep], part: float, last: int) -> Percentile:
    """Return after how many days a part (0-1) was done, by the curve, as R's ``survfit`` does.

    ``last`` is the longest time any case, done or open, has been looked at: so far the curve goes.

    >>> percentile(curve([1, 2, 3, 4], []), 0.5, 4).days
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
