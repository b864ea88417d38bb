"""How far apart two independent levels lie, from their own intervals alone.

A level comes with its interval: Student's t, Wilson's of few answers, a known figure without one.
How far an end lies from its value, in quantiles of its own t, takes the place of the standard
error, on each side apart; errors of independent levels add as squares (√(se² + se²)), and the
degrees of freedom are Satterthwaite's. For symmetric intervals this is Welch's test.

So a difference can be judged where nothing but published figures is known, as between two
questionnaires of which one is anonymous.

Sources: Welch (1947); Zou, Donner, Statistics in Medicine 27, 2008, for the ends of each side.
"""

from dataclasses import dataclass
from math import inf, isinf, sqrt

from csatreport.statistics.change import two_sided
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.means import t_quantile
from csatreport.statistics.proportions import Z

_BELOW, _ABOVE = -1, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A difference with its interval, and its two-sided p; None where chance cannot be told.

    A census on both sides leaves nothing to chance: ``gap`` is one then, and there is no p.
    """

    gap: Estimate
    p: float | None = None


def apart(one: Estimate, other: Estimate) -> Apart:
    """Return one level minus another; ``base`` of an interval tells its degrees of freedom, less 1.

    >>> known = Estimate(value=80, census=True)
    >>> found = apart(Estimate(value=70, low=66, high=74, base=400), known)
    >>> found.gap.value, round(found.gap.low), round(found.gap.high)
    (-10, -14, -6)
    """
    value = one.value - other.value
    if one.census and other.census:
        return Apart(gap=Estimate(value=value, census=True))
    if not all(known.census or _freedom(known) > 0 for known in (one, other)):
        return Apart(gap=Estimate(value=value))
    ends = []
    for side in (_BELOW, _ABOVE):
        error, df = _error((_part(one, side), _part(other, -side)))
        ends.append((error, df))
    low, high = (_quantile(df) * error for error, df in ends)
    towards = ends[0] if value > 0 else ends[1]
    p = two_sided(value / towards[0], towards[1]) if towards[0] else None
    return Apart(gap=Estimate(value=value, low=value - low, high=value + high), p=p)


def _part(one: Estimate, side: int) -> tuple[float, float]:
    """Return the squared error of a level towards a side, and its degrees of freedom."""
    end = one.low if side == _BELOW else one.high
    if one.census or end is None:
        return 0.0, inf
    df = _freedom(one)
    return ((end - one.value) / _quantile(df)) ** 2, df


def _freedom(one: Estimate) -> float:
    """Return the degrees of freedom of an interval; 0 where there is none."""
    worth = one.base if one.worth is None else one.worth
    return 0.0 if one.low is None else worth - 1


def _error(parts: tuple[tuple[float, float], tuple[float, float]]) -> tuple[float, float]:
    squared = sum(part for part, _ in parts)
    freedom = sum(part**2 / df for part, df in parts)
    return sqrt(squared), squared**2 / freedom if freedom else inf


def _quantile(df: float) -> float:
    return Z if isinf(df) else t_quantile(df)
