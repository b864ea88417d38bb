"""Funnel plots: which places differ from the others by more than their size explains?

A small place is thrown about by chance, a large one is not. Around a common target the limits of
chance are therefore wide on the left, where few answered, and narrow on the right. Within 95 % one
place in twenty lies outside by chance alone; only what lies beyond 99.8 % is worth a name. Places
are never ranked by their raw means; where a rank is shown, it comes with the range in which chance
could have put it.

Shares have exact binomial limits, made continuous by interpolation; means have normal ones, from
the pooled spread within places. Where places differ from each other by more than sampling explains
(phi above 1, from ten places on), a funnel of normal limits is widened by its root: then a place
has to differ from the usual differences too.

Sources: Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in
Medicine 24 (2005), 1185-1202; Goldstein and Spiegelhalter, League tables and their limitations,
JRSS A 159 (1996), 385-443.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

import numpy as np
from scipy.special import bdtr, bdtrik, ndtri

LEVELS = (0.95, 0.998)
"""Inner and outer limits."""
SMALLEST = 10
"""Places with fewer answers are drawn pale and never judged."""
_PLACES = 10
"""From so many places on overdispersion is looked for."""
_TRIMMED = 0.1
"""The z-scores beyond this part at either end are pulled in before phi is taken."""
DRAWS = 2000
_SEED = 20_050_430
"""Any number would do; it must not change, or ranks would."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place: ``n`` answers and their ``value`` (a share 0-1 or a mean)."""

    n: int
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """Limits around a target.

    ``spread`` is the standard deviation of one answer; for shares it follows from the target.
    ``phi`` is the overdispersion, 1 where there is none: the limits are widened by its root.
    """

    target: float
    spread: float
    phi: float = 1.0
    share: bool = False

    def limits(self, n: int, level: float) -> tuple[float, float]:
        """Return the limits for a place with ``n`` answers at a level such as 0.95."""
        if self.share and self.phi == 1.0:
            return binomial_limits(self.target, n, level)
        reach = float(ndtri(0.5 + level / 2)) * self.spread * sqrt(self.phi / n)
        low, high = self.target - reach, self.target + reach
        return (max(0.0, low), min(1.0, high)) if self.share else (low, high)

    def side(self, place: Place, level: float) -> int:
        """Return -1 or 1 where a place lies below or above the limits of a level, else 0."""
        if place.n < SMALLEST:
            return 0
        low, high = self.limits(place.n, level)
        return (place.value > high) - (place.value < low)


def share_funnel(places: Sequence[Place], target: float | None = None) -> Funnel | None:
    """Make the funnel of shares; the target is the pooled share unless one is declared.

    None without answers, and around a target of 0 or 1, which leaves nothing to chance.
    """
    n = sum(place.n for place in places)
    if target is None and n:
        target = sum(place.value * place.n for place in places) / n
    if target is None or not 0 < target < 1:
        return None
    spread = sqrt(target * (1 - target))
    return Funnel(target=target, spread=spread, phi=_phi(places, target, spread), share=True)


def mean_funnel(
    places: Sequence[Place], spread: float | None, target: float | None = None
) -> Funnel | None:
    """Make the funnel of means; ``spread`` is the pooled standard deviation within places.

    None without answers or without a spread.
    """
    n = sum(place.n for place in places)
    if not n or not spread:
        return None
    centre = sum(place.value * place.n for place in places) / n if target is None else target
    return Funnel(target=centre, spread=spread, phi=_phi(places, centre, spread))


def pooled_spread(spreads: Sequence[tuple[int, float]]) -> float | None:
    """Pool standard deviations of groups (n, sd); None below two values in any of them."""
    freedom = sum(n - 1 for n, _ in spreads if n > 1)
    if not freedom:
        return None
    return sqrt(sum((n - 1) * sd * sd for n, sd in spreads if n > 1) / freedom)


def binomial_limits(target: float, n: int, level: float) -> tuple[float, float]:
    """Return exact binomial limits of a share, made continuous by interpolation."""
    tail = (1 - level) / 2
    return _quantile(target, n, tail), _quantile(target, n, 1 - tail)


def _quantile(target: float, n: int, p: float) -> float:
    """Return the share below which a part ``p`` of binomial samples lies, between two counts."""
    count = max(0.0, float(np.ceil(bdtrik(p, n, target) - 1e-9)))
    above = float(bdtr(count, n, target))
    below = float(bdtr(count - 1, n, target)) if count else 0.0
    return min(1.0, max(0.0, (count - (above - p) / (above - below)) / n))


def _phi(places: Sequence[Place], target: float, spread: float) -> float:
    """Return the overdispersion by winsorised z-scores, at least 1; 1 below ten places."""
    judged = [place for place in places if place.n >= SMALLEST]
    if len(judged) < _PLACES:
        return 1.0
    z = np.array([(place.value - target) / (spread / sqrt(place.n)) for place in judged])
    low, high = np.quantile(z, [_TRIMMED, 1 - _TRIMMED])
    return max(1.0, float(np.mean(np.clip(z, low, high) ** 2)))


@lru_cache(maxsize=512)
def rank_intervals(
    means: tuple[float, ...], errors: tuple[float, ...], draws: int = DRAWS
) -> tuple[tuple[int, int], ...]:
    """Return the 95 % interval of each place's rank, 1 for the highest mean.

    A parametric bootstrap: means are drawn anew from normal distributions with the given standard
    errors, ``draws`` times, with a fixed seed, and ranked each time.

    Kept, because the languages and downloads of a report, and all its units, ask for the same.
    """
    if not means:
        return ()
    generator = np.random.Generator(np.random.PCG64(_SEED))
    drawn = generator.normal(np.array(means), np.array(errors), size=(draws, len(means)))
    ranks = (-drawn).argsort(axis=1, kind="stable").argsort(axis=1, kind="stable") + 1
    low, high = np.quantile(ranks, [0.025, 0.975], axis=0, method="inverted_cdf")
    return tuple(zip(low.astype(int).tolist(), high.astype(int).tolist(), strict=True))
