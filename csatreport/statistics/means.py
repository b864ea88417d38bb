"""Means of points: from counts or moments, never from rows.

A `Sample` is all that a test or an interval needs to know about a group of values: how many, their
mean and their variance. Two sources make one: the counts of an item's options and the exact
moments of person scores. Intervals are Student's t, of fewer than thirty values Wilson's with the
same t; for a known finite group the standard error shrinks by the square root of 1 - n/N. Weighted
values have the degrees of freedom of the answers that they are worth, less one; where they are
worth fewer than ten, chance cannot be told from what was seen: there is no interval. Where weights
were fitted to margins, chance is judged by an error that is a little larger than the standard error
(``stretch``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import sqrt

from scipy.special import stdtrit

from csatreport.statistics.estimate import Estimate, percent
from csatreport.statistics.proportions import LEVEL, wilson
from csatreport.statistics.tally import Moments

WORTH_MINIMUM = 10
"""Weighted answers worth fewer unweighted ones than this have neither an interval nor a test."""
ASKEW = 30
"""Below so many values (Kish's number of weighted ones) Student's t fails where they lie askew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A group of values by number, mean and variance (n - 1); mean 0 where n is 0."""

    n: int
    mean: float
    variance: float
    """0 below two values, where none exists: check ``n``."""
    worth: float | None = None
    """Of weighted values how many unweighted ones they are worth; None where each counts once.
    Their variance is n times the squared linearised error of the mean, so that everything made of
    ``variance / n`` is right."""
    stretch: float = 1.0
    """What the standard error is taken times where chance is judged."""

    @property
    def noise(self) -> float:
        """The squared error of the mean by which chance is judged; needs a value."""
        return self.variance / self.n * self.stretch**2

    @property
    def freedom(self) -> float:
        """The degrees of freedom of its t: n - 1, of weighted values what they are worth less 1."""
        return (self.n if self.worth is None else self.worth) - 1

    @property
    def tells(self) -> bool:
        """Whether chance can be told: two values, or weighted ones that are worth ten."""
        return self.n > 1 and (self.worth is None or self.worth >= WORTH_MINIMUM)

    @property
    def sd(self) -> float | None:
        """The standard deviation; None below two values."""
        return sqrt(self.variance) if self.n > 1 else None

    def rescaled(self, low: float, high: float) -> Sample:
        """Return the same group on 0-100, where ``low`` and ``high`` were the ends."""
        factor = 100 / (high - low)
        return Sample(
            n=self.n,
            mean=(self.mean - low) * factor,
            variance=self.variance * factor * factor,
            worth=self.worth,
            stretch=self.stretch,
        )


@lru_cache(maxsize=2**14)
def sample_of_counts(values: tuple[float | None, ...], counts: tuple[int, ...]) -> Sample:
    """Make a sample from how often each value occurred; a count without a value is left out."""
    pairs = [(v, c) for v, c in zip(values, counts, strict=True) if v is not None and c]
    n = sum(count for _, count in pairs)
    if n == 0:
        return Sample(n=0, mean=0.0, variance=0.0)
    mean = sum(count * value for value, count in pairs) / n
    if n == 1 or len(pairs) == 1:
        return Sample(n=n, mean=mean, variance=0.0)
    spread = sum(count * (value - mean) ** 2 for value, count in pairs)
    return Sample(n=n, mean=mean, variance=spread / (n - 1))


def sample_of_moments(moments: Moments) -> Sample:
    """Make a sample from the exact sums of person scores."""
    return Sample(n=moments.n, mean=moments.mean or 0.0, variance=moments.variance or 0.0)


def median_of_counts(values: Sequence[float | None], counts: Sequence[int]) -> float | None:
    """Return the median; an even split between two values gives their midpoint.

    >>> median_of_counts((3, 2, 1, 0), (2, 1, 0, 3))
    1.0
    """
    pairs = sorted((v, c) for v, c in zip(values, counts, strict=True) if v is not None and c)
    n = sum(count for _, count in pairs)
    if n == 0:
        return None
    return (_at(pairs, (n - 1) // 2) + _at(pairs, n // 2)) / 2


def _at(pairs: Sequence[tuple[float, int]], place: int) -> float:
    """Return the value at a place (from 0) of the values laid out in order."""
    for value, count in pairs:
        if place < count:
            return value
        place -= count
    raise IndexError(place)


@lru_cache(maxsize=2**12)
def t_quantile(df: float) -> float:
    """Return the quantile of t for a two-sided 95 % interval."""
    return float(stdtrit(df, 0.5 + LEVEL / 2))


def error_of_mean(sd: float, n: int, population: float | None = None) -> float:
    """Return the standard error of a mean that is told with its deviation, for its explanation."""
    return sd * sqrt(_left(n, population) / n)


def _left(n: int, population: float | None) -> float:
    """Return which part of a finite group was not asked."""
    return 1.0 if population is None else 1 - n / population


def reach_of(error: float, df: float) -> float:
    """Return how far Student's interval reaches to either side."""
    return t_quantile(df) * error


def standard_error(sample: Sample, population: float | None = None) -> float | None:
    """Return the standard error of the mean; None below two values."""
    if sample.n < 2:
        return None
    return sqrt(sample.variance * _left(sample.n, population) / sample.n)


def estimate_index(sample: Sample, population: float | None = None) -> Estimate | None:
    """Estimate a mean on 0-100 with its interval: Student's t, below `ASKEW` values `bounded`.

    None without values; a census when the whole population answered. No interval below two values,
    where weighted ones are worth fewer than ten, or where all are equal: a spread that was not seen
    says nothing about chance.
    """
    if sample.n == 0:
        return None
    if sample.n == population:
        return Estimate(value=sample.mean, base=sample.n, census=True)
    found = Estimate(value=sample.mean, base=sample.n, worth=sample.worth, stretch=sample.stretch)
    error = standard_error(sample, population)
    if not error or not sample.tells:
        return found
    low, high = interval(sample, error * sample.stretch)
    # Rounding in the last bit must not push an interval past its own estimate.
    return replace(found, low=min(low, sample.mean), high=max(high, sample.mean))


def interval(sample: Sample, error: float) -> tuple[float, float]:
    """Return the interval of a mean on 0-100 whose standard error is above 0."""
    t = t_quantile(sample.freedom)
    if sample.freedom + 1 < ASKEW:
        return bounded(sample.mean, error, t)
    return max(0.0, sample.mean - t * error), min(100.0, sample.mean + t * error)


def bounded(mean: float, error: float, t: float) -> tuple[float, float]:
    """Return Wilson's interval of a mean on 0-100, as of a share that has the same error.

    On a scale with ends the spread goes down where the mean comes near one, and the values lie
    askew. Wilson's interval knows that: it reaches farther to the middle than to the end. The
    share mean/100 has this error at p(1 - p)/error² answers.
    """
    share, base = as_share(mean, error)
    low, high = wilson(share * base, base, t)
    return percent(low), percent(high)


def as_share(mean: float, error: float) -> tuple[float, float]:
    """Return a mean on 0-100 as a share, and of how many answers it would have this error."""
    share = mean / 100
    return share, share * (1 - share) / (error / 100) ** 2
