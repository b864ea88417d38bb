"""Control charts: does a series move more than it usually does?

A chart learns from a *baseline*, the first points of a series, and then stays frozen: later points
are judged by limits that they did not help to make, and a chart published once never changes
behind its readers. Only two rules raise a signal, because each further rule adds false alarms: a
point outside the limits, and eight points in a row on one side of the centre.

* XmR: single values. The mean moving range measures the usual movement; limits lie three of its
  standard deviations (mean range / 1.128) from the mean.
* p: shares of changing bases, limits by the binomial. With large bases it cries wolf, so Laney's
  check comes first: the standardised shares vary by ``sigma_z``; above 1.5 the limits are widened
  by it (Laney's p').
* c and u: counts of rare events, with and without exposure; below a mean count of five there is
  no chart.
* t: the days between rare events. Their 1/3.6th powers are nearly normal, so that XmR limits of
  the powers serve, brought back to days. A short gap is the bad sign, a long one the good.

Sources: Shewhart (1931); Wheeler, Understanding Variation (1993); Laney, Improved control charts
for attributes, Quality Engineering 14(4), 2002, 531-537; Nelson, A control chart for
parts-per-million nonconforming items, Journal of Quality Technology 26(3), 1994; Montgomery,
Introduction to Statistical Quality Control.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from math import sqrt

from csatreport.statistics.estimate import percent

BASELINE = 12
"""So many points make a baseline where the questionnaire does not say otherwise."""
LEAST = 6
"""Below so many points there are no limits."""
RUN = 8
"""So many points in a row on one side are a signal."""
SIGMAS = 3.0
OVERDISPERSED = 1.5
"""Above this sigma_z binomial limits are too narrow."""
FEWEST_EVENTS = 5.0
"""Below this mean count a c or u chart says nothing."""

_POWER = 1 / 3.6
"""Nelson: an exponential time to this power is nearly normal."""
_D2 = 1.128
"""The mean range of two normal values, in standard deviations."""


class SignalRule(StrEnum):
    """What makes a point a signal."""

    OUTSIDE = "outside"
    RUN = "run"


class ChartKind(StrEnum):
    """Which chart the limits belong to."""

    XMR = "xmr"
    P = "p"
    P_PRIME = "p_prime"
    C = "c"
    U = "u"
    T = "t"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The usual range: a centre, and a lower and an upper limit for each point.

    ``sigma_z`` is Laney's ratio (shares).
    """

    kind: ChartKind
    centre: float
    low: tuple[float, ...]
    high: tuple[float, ...]
    sigma_z: float | None = None

    @property
    def percent(self) -> "Limits":
        """The same of shares (0-1), in percent."""
        low, high = (tuple(map(percent, ends)) for ends in (self.low, self.high))
        return replace(self, centre=percent(self.centre), low=low, high=high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A point that says something: its place, the rule, and whether it lies above the centre.

    For a run it is the point that completes it, and every further one.
    """

    place: int
    rule: SignalRule
    above: bool


def xmr(values: Sequence[float], baseline: int = BASELINE) -> Limits | None:
    """Return the limits of single values, learnt from the first ``baseline`` of them.

    None below two values, and where the values of the baseline do not vary from one to the next.
    """
    learnt = values[:baseline]
    if len(learnt) < 2:
        return None
    ranges = [abs(b - a) for a, b in pairwise(learnt)]
    mean_range, centre = sum(ranges) / len(ranges), sum(learnt) / len(learnt)
    if mean_range == 0:
        return None
    reach = SIGMAS * mean_range / _D2
    return Limits(
        kind=ChartKind.XMR,
        centre=centre,
        low=(centre - reach,) * len(values),
        high=(centre + reach,) * len(values),
    )


def shares(counts: Sequence[int], bases: Sequence[int], baseline: int = BASELINE) -> Limits | None:
    """Return the limits of shares ``counts / bases``, each base above 0, after Laney's check.

    A p chart where sigma_z is at most 1.5, else Laney's p'. None below two points, and where the
    pooled share of the baseline is 0 or 1.
    """
    pooled = sum(counts[:baseline]) / sum(bases[:baseline]) if bases else 0.0
    sigma_z = laney_sigma(counts[:baseline], bases[:baseline])
    if sigma_z is None:
        return None
    wide = sigma_z > OVERDISPERSED
    reaches = [SIGMAS * sqrt(pooled * (1 - pooled) / n) * (sigma_z if wide else 1.0) for n in bases]
    return Limits(
        kind=ChartKind.P_PRIME if wide else ChartKind.P,
        centre=pooled,
        low=tuple(max(0.0, pooled - reach) for reach in reaches),
        high=tuple(min(1.0, pooled + reach) for reach in reaches),
        sigma_z=sigma_z,
    )


def laney_sigma(counts: Sequence[int], bases: Sequence[int]) -> float | None:
    """Return sigma_z: how much standardised shares vary from one to the next; 1 is binomial.

    None below two points, and where the pooled share is 0 or 1.
    """
    if len(counts) < 2:
        return None
    pooled = sum(counts) / sum(bases)
    if pooled in {0, 1}:
        return None
    z = [
        (k / n - pooled) / sqrt(pooled * (1 - pooled) / n)
        for k, n in zip(counts, bases, strict=True)
    ]
    ranges = [abs(b - a) for a, b in pairwise(z)]
    return sum(ranges) / len(ranges) / _D2


def events(
    counts: Sequence[int], exposures: Sequence[float] | None = None, baseline: int = BASELINE
) -> Limits | None:
    """Return the limits of counts of events (c chart), or of rates per unit of exposure (u chart).

    None without points, and below a mean count of five in the baseline.
    """
    learnt = counts[:baseline]
    if not learnt or sum(learnt) / len(learnt) < FEWEST_EVENTS:
        return None
    sizes = exposures if exposures is not None else (1.0,) * len(counts)
    centre = sum(learnt) / sum(sizes[:baseline])
    reaches = [SIGMAS * sqrt(centre / size) for size in sizes]
    return Limits(
        kind=ChartKind.C if exposures is None else ChartKind.U,
        centre=centre,
        low=tuple(max(0.0, centre - reach) for reach in reaches),
        high=tuple(centre + reach for reach in reaches),
    )


def waits(gaps: Sequence[float], baseline: int = BASELINE) -> Limits | None:
    """Return the limits of the days between events, oldest first (t chart).

    None below six gaps, and where the gaps of the baseline do not vary.
    """
    limits = xmr([gap**_POWER for gap in gaps], baseline) if len(gaps) >= LEAST else None
    if limits is None:
        return None
    low, centre, high = (
        max(0.0, one) ** (1 / _POWER) for one in (limits.low[0], limits.centre, limits.high[0])
    )
    return Limits(kind=ChartKind.T, centre=centre, low=(low,) * len(gaps), high=(high,) * len(gaps))


def find_signals(values: Sequence[float], limits: Limits, run: int = RUN) -> tuple[Signal, ...]:
    """Return the signals of a series by the two rules, in order of place.

    A value on the centre ends a run; a value on a limit is inside.
    """
    found: list[Signal] = []
    length, side = 0, 0
    for place, value in enumerate(values):
        if not limits.low[place] <= value <= limits.high[place]:
            above = value > limits.high[place]
            found.append(Signal(place=place, rule=SignalRule.OUTSIDE, above=above))
        now = (value > limits.centre) - (value < limits.centre)
        length = length + 1 if now == side and now else abs(now)
        side = now
        if length >= run:
            found.append(Signal(place=place, rule=SignalRule.RUN, above=side > 0))
    return tuple(found)
