"""How long things take that are not all over yet: Kaplan and Meier's curve, median and percentiles.

A case that is still open at the end of the period took at least so long: it is censored, not left
out, because the slow ones are those that are open. The interval of a percentile is where the
curve's own interval (log-log, Greenwood) crosses it.

Sources: Kaplan and Meier (1958), Nonparametric estimation from incomplete observations, JASA 53;
Brookmeyer and Crowley (1982), A confidence interval for the median survival time, Biometrics 38.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

from csatreport.measures.proportions import Z


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The curve from a day on: the share still open, with its interval."""

    day: int
    open: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Percentile:
    """After how many days a share was done; None where that was not reached, nor can be told."""

    days: int | None
    low: int | None
    high: int | None


def curve(done: Sequence[int], still_open: Sequence[int]) -> tuple[Step, ...]:
    """Return the curve at every day on which something was done.

    Args:
        done: days that finished cases took.
        still_open: days that open cases have taken so far.
    """
    steps: list[Step] = []
    share, spread = 1.0, 0.0
    for day in sorted(set(done)):
        at_risk = sum(d >= day for d in done) + sum(d >= day for d in still_open)
        events = sum(d == day for d in done)
        share *= 1 - events / at_risk
        spread += events / (at_risk * (at_risk - events)) if at_risk > events else 0.0
        low, high = _interval(share, spread)
        steps.append(Step(day=day, open=share, low=low, high=high))
    return tuple(steps)


def _interval(share: float, spread: float) -> tuple[float, float]:
    """Return the log-log interval of a share; the ends of the curve have none."""
    if not 0 < share < 1:
        return share, share
    reach = Z * sqrt(spread) / abs(log(share))
    return share ** exp(reach), share ** exp(-reach)


def percentile(steps: Sequence[Step], part: float) -> Percentile:
    """Return after how many days a part (0-1) was done, by the curve.

    >>> percentile(curve([1, 2, 3, 4], []), 0.5).days
    2
    """
    left = 1 - part + 1e-12

    def first(shares: Sequence[float]) -> int | None:
        pairs = zip(steps, shares, strict=True)
        return next((step.day for step, share in pairs if share <= left), None)

    return Percentile(
        days=first([s.open for s in steps]),
        low=first([s.low for s in steps]),
        high=first([s.high for s in steps]),
    )
