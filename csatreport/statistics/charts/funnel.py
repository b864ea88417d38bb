"""Funnel plots: which places differ from the others by more than their size explains?

A small place is thrown about by chance, a large one is not. Around a common target the limits of
chance are therefore wide on the left, where few answered, and narrow on the right. Within 95 % one
place in twenty lies outside by chance alone; only what lies beyond 99.8 % is worth a name. Places
are never ranked by their raw means; where a rank is shown, it comes with the range in which chance
could have put it.

A share is judged by its exact binomial tails at the middle that is drawn: 20 of 20 are nothing
where the middle is 95 %, whatever a normal limit would say. The limit drawn is the last count that
still lies inside, so that what is seen and what is said agree. Weighted shares have no counts: they
are judged as ``n * share`` of Kish's n answers, with the same tails between whole numbers. Means
have normal limits, from the pooled spread within places. Where places differ from each other by
more than sampling explains (phi above 1, from ten places on), every limit is widened by its root:
then a place has to differ from the usual differences too.

Sources: Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in
Medicine 24 (2005), 1185-1202; Goldstein and Spiegelhalter, League tables and their limitations,
JRSS A 159 (1996), 385-443.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, floor, sqrt

import numpy as np
from scipy.special import betainc, ndtr, ndtri

from csatreport.statistics.estimate import percent

LEVELS = (0.95, 0.998)
"""Inner and outer limits."""
SMALLEST = 10
"""Places with fewer answers are drawn pale and never judged."""
_STEPS = 120
"""A curve is drawn through each number of answers; through so many where there are more."""
_PLACES = 10
"""From so many places on overdispersion is looked for."""
_TRIMMED = 0.1
"""The z-scores beyond this part at either end are pulled in before phi is taken."""
_LEFT = 0.6787
"""So much of the variance of normal scores is left then: 0.8 - 2 c f(c) + 0.2 c², c = 1.2816."""
_CLOSE = 1e-9
"""The limits of weighted shares are found to so many answers."""
_FIGURES = 3
"""So many figures of spread and phi are printed."""
DRAWS = 2000
_SEED = 20_050_430
"""Any number would do; it must not change, or ranks would."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelPlace:
    """One place: ``n`` answers and their ``value`` (a share 0-1 or a mean).

    Where answers are weighted, ``n`` is Kish's number and need not be whole.
    """

    n: float
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelLimits:
    """The limits of a place of ``n`` answers as they are drawn: (low, high) on 0-100."""

    n: float
    inner: tuple[float, float]
    outer: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """Limits around a target.

    ``spread`` is the standard deviation of one answer; for shares it follows from the target.
    ``phi`` is the overdispersion, 1 where there is none: the limits are widened by its root.
    ``counted`` says of shares that they are counts of answers, and not weighted.
    """

    target: float
    spread: float
    phi: float = 1.0
    share: bool = False
    counted: bool = True

    def as_printed(self) -> "Funnel":
        """Round the middle to one decimal, spread and phi to three figures.

        >>> Funnel(target=60.9155, spread=17.2889, phi=22.2603).as_printed().phi
        22.3
        """
        return replace(
            self,
            target=round(self.target, 1),
            spread=float(f"{self.spread:.{_FIGURES}g}"),
            phi=float(f"{self.phi:.{_FIGURES}g}"),
        )

    @property
    def stepped(self) -> bool:
        """Whether limits stand at counts, and so go in steps."""
        return self.share and self.counted

    def limits(self, n: float, level: float) -> tuple[float, float]:
        """Return the outermost values inside, for a place with ``n`` answers at such as 0.95.

        Of a share they are the last counts inside; between counts where answers are weighted.
        """
        if not self.share:
            reach = self._reach(level) * self.spread / sqrt(n)
            return self.target - reach, self.target + reach
        low = _last_inside(1 - self.target, n, self._tail(level), counted=self.counted)
        high = _last_inside(self.target, n, self._tail(level), counted=self.counted)
        return 1 - low / n, high / n

    def axis(self, value: float) -> float:
        """Return a value as it is drawn, on 0-100."""
        return percent(value) if self.share else value

    def curve(self, places: Sequence[FunnelPlace]) -> tuple[FunnelLimits, ...]:
        """Return the limits as they are drawn, from the smallest place to beyond the largest.

        They are exact at each place that is judged, so that a point lies where it is said to lie.
        Around one place alone they reach from half as many answers to twice as many.
        """
        judged = [one.n for one in places if one.n >= SMALLEST]
        smaller, larger = (0.5, 2.0) if len(places) == 1 else (0.8, 1.05)
        first = max(SMALLEST, floor(min(judged, default=SMALLEST) * smaller))
        last = max(ceil(max(one.n for one in places) * larger) + 1, first + 1)
        step = max(1.0, (last - first) / _STEPS)
        even = {float(round(first + step * n)) for n in range(round((last - first) / step) + 1)}
        return tuple(
            FunnelLimits(n=n, inner=self._drawn(n, LEVELS[0]), outer=self._drawn(n, LEVELS[1]))
            for n in sorted(even | set(judged))
        )

    def _drawn(self, n: float, level: float) -> tuple[float, float]:
        low, high = map(self.axis, self.limits(n, level))
        return max(0.0, low), min(100.0, high)

    def side(self, place: FunnelPlace, level: float) -> int:
        """Return -1 or 1 where a place lies below or above the limits of a level, else 0."""
        if place.n < SMALLEST:
            return 0
        if not self.share:
            low, high = self.limits(place.n, level)
            return (place.value > high) - (place.value < low)
        count, tail = min(place.n, place.n * place.value), self._tail(level)
        above = at_least(count, place.n, self.target) < tail
        below = at_least(place.n - count, place.n, 1 - self.target) < tail
        return above - below

    def chance(self, n: float, level: float) -> float:
        """Return how probably a place of ``n`` answers lies outside by chance alone.

        Fewer than one in twenty for a share, since counts leave gaps. Where the funnel is widened
        the usual differences count as chance; they are somewhat larger than phi, which leaves out
        the ends.
        """
        if self.phi > 1:
            return 2 * float(ndtr(-float(ndtri(0.5 + level / 2)) * sqrt(_LEFT)))
        if not self.stepped:
            return 1 - level
        low, high = (round(end * n) for end in self.limits(n, level))
        below = at_least(n - low + 1, n, 1 - self.target) if low > 0 else 0.0
        return below + (at_least(high + 1, n, self.target) if high < n else 0.0)

    def _reach(self, level: float) -> float:
        """Return how many standard deviations are inside: 1.96 or 3.09, times the root of phi."""
        return float(ndtri(0.5 + level / 2)) * sqrt(self.phi)

    def _tail(self, level: float) -> float:
        """Return the smallest tail probability inside: .025 or .001, smaller where widened."""
        return float(ndtr(-self._reach(level)))


def share_funnel(places: Sequence[FunnelPlace], target: float, *, counted: bool) -> Funnel | None:
    """Make the funnel of shares around the share of the whole.

    None around a target of 0 or 1, which leaves nothing to chance.
    """
    if not 0 < target < 1:
        return None
    spread = sqrt(target * (1 - target))
    phi = _phi(places, target, spread)
    return Funnel(target=target, spread=spread, phi=phi, share=True, counted=counted)


def mean_funnel(
    places: Sequence[FunnelPlace], spread: float | None, target: float
) -> Funnel | None:
    """Make the funnel of means; ``spread`` is the pooled standard deviation within places.

    None without a spread.
    """
    if not spread:
        return None
    return Funnel(target=target, spread=spread, phi=_phi(places, target, spread))


def pooled_spread(spreads: Sequence[tuple[int, float]]) -> float | None:
    """Pool standard deviations of groups (n, sd); None below two values in any of them."""
    freedom = sum(n - 1 for n, _ in spreads if n > 1)
    if not freedom:
        return None
    return sqrt(sum((n - 1) * sd * sd for n, sd in spreads if n > 1) / freedom)


def at_least(count: float, n: float, share: float) -> float:
    """Return P(Y >= count) of a binomial Y, continued between whole numbers by the beta function.

    >>> at_least(20, 20, 0.5) == 0.5**20
    True
    """
    if count <= 0:
        return 1.0
    return 0.0 if count > n else float(betainc(count, n - count + 1, share))


@lru_cache(maxsize=2**14)
def _last_inside(share: float, n: float, tail: float, *, counted: bool) -> float:
    """Return the largest count of ``n`` with at least ``tail`` from it on: the last one inside."""
    inside, outside = 0.0, n + 1
    while outside - inside > (1 if counted else _CLOSE * max(1.0, n)):
        middle = (inside + outside) / 2
        middle = floor(middle) if counted else middle
        if at_least(middle, n, share) >= tail:
            inside = middle
        else:
            outside = middle
    return inside


def _phi(places: Sequence[FunnelPlace], target: float, spread: float) -> float:
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
    errors, ``draws`` times, with a fixed seed, and ranked each time. Means that are equal and have
    no error share all the ranks between them: no order of theirs is known.

    Kept, because the languages and downloads of a report, and all its units, ask for the same.
    """
    if not means:
        return ()
    generator = np.random.Generator(np.random.PCG64(_SEED))
    drawn = generator.normal(np.array(means), np.array(errors), size=(draws, len(means)))
    ranks = (-drawn).argsort(axis=1, kind="stable").argsort(axis=1, kind="stable") + 1
    low, high = np.quantile(ranks, [0.025, 0.975], axis=0, method="inverted_cdf")
    found = list(zip(low.astype(int).tolist(), high.astype(int).tolist(), strict=True))
    tied: dict[tuple[float, float | int], list[tuple[int, int]]] = defaultdict(list)
    keys = [(m, e and place + 1) for place, (m, e) in enumerate(zip(means, errors, strict=True))]
    for key, one in zip(keys, found, strict=True):
        tied[key].append(one)
    return tuple((min(tied[key])[0], max(top for _, top in tied[key])) for key in keys)
