"""Is a difference more than chance, and is it large enough to matter?

Everything is tested on the 0-100 index. Two independent groups: Welch's t-test. Where respondents
carry ids and some of them answered both times, the partially overlapping samples t-test uses what
is known about them; it is the paired t-test when all answered twice and Welch's when none did.
Against a fixed target: the one-sample t-test. Weighted means are tested by t on their linearised
errors, as independent ones, with the number that the answers are worth in place of n; where that is
below ten on either side, there is no test. Errors of fitted weights are stretched for the test.
Where neither group varies at all no t exists, and Fisher's exact test on counts decides.

Many items tested at once raise false alarms, so p becomes q (Benjamini-Hochberg) within a family
before it is judged. There are four verdicts and no others: clear (up or down), small but beyond
chance, not shown, and too few answers.

Sources: Welch (1947); Derrick, Russ, Toher and White (2017), Test statistics for the comparison of
means for two samples that include both paired and independent observations, JMASM 16(1), 137-157,
their T_new2; Fisher (1935); Benjamini and Hochberg (1995).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf, isinf, sqrt

import numpy as np
from scipy.special import ndtri, stdtr, stdtrit

from csatreport.statistics.effect import cohens_d
from csatreport.statistics.means import Sample, t_quantile
from csatreport.statistics.verdict import Against, Change, Verdict
from csatreport.study.periods import Period

ALPHA = 0.05
POWER = 0.8
SMALLEST_BASE = 10
"""Fewer answers than this on either side are too few to tell."""
ALONE = 1
"""One person is no group."""

_NORMAL_FROM = 30
"""From so many answers on either side, quantiles of the normal are near enough to Student's."""

_TINY = 1e-12
"""A squared standard error below this part of Welch's is a rounding residue of zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """The respondents found on both sides: how many, and how their two values correlate."""

    pairs: int = 0
    correlation: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleTest:
    """What a test says about a difference; all None where there was nothing to test with."""

    name: str
    error: float | None = None
    stretch: float = 1.0
    """What the error is taken times by the test and the interval."""
    df: float | None = None
    p: float | None = None
    pairs: int = 0
    draws: int = 0
    """How many ways of dealing the answers a permutation drew."""
    hits: int = 0
    """How many of them differed at least as much."""

    def reach(self) -> float | None:
        """Return how far the 95 % interval goes to either side of the difference."""
        if self.error is None or self.df is None:
            return None
        return t_quantile(self.df) * self.stretch * self.error


def two_sided(t: float, df: float) -> float:
    """Return the two-sided p of Student's t."""
    return 2 * float(stdtr(df, -abs(t)))


def welch(now: Sample, before: Sample) -> SampleTest:
    """Test two independent means with unequal variances; needs two values on each side.

    The degrees of freedom are Satterthwaite's, of weighted means from their worth less 1 on each
    side.
    """
    name = "welch" if now.worth is None and before.worth is None else "weighted"
    if not (now.tells and before.tells):
        return SampleTest(name=name)
    squared = now.noise + before.noise
    if squared == 0:
        return SampleTest(name=name)
    df = squared**2 / (now.noise**2 / now.freedom + before.noise**2 / before.freedom)
    judged, error = sqrt(squared), sqrt(now.variance / now.n + before.variance / before.n)
    p = two_sided((now.mean - before.mean) / judged, df)
    return SampleTest(name=name, error=error, stretch=judged / error, df=df, p=p)


def overlapping(now: Sample, before: Sample, overlap: Overlap) -> SampleTest:
    """Test two means when some respondents are on both sides (T_new2: unequal variances).

    Falls back to Welch below two pairs, and where pairs leave no noise at all to test against.
    """
    independent = welch(now, before)
    pairs = overlap.pairs
    if pairs < 2 or independent.error is None or independent.df is None:
        return independent
    shared = 2 * overlap.correlation * pairs * sqrt(now.variance * before.variance)
    squared = independent.error**2 - shared / (now.n * before.n)
    if squared <= _TINY * independent.error**2:
        return independent
    alone = now.n + before.n - 2 * pairs
    df = pairs - 1 + (independent.df - pairs + 1) / (now.n + before.n) * alone
    error = sqrt(squared)
    p = two_sided((now.mean - before.mean) / error, df)
    name = "overlapping" if alone else "paired"
    return SampleTest(name=name, error=error, df=df, p=p, pairs=pairs)


def one_sample(now: Sample, target: float) -> SampleTest:
    """Test a mean against a fixed value; needs two values that differ."""
    name = "one_sample" if now.worth is None else "weighted"
    if not now.tells or now.variance == 0:
        return SampleTest(name=name)
    error, df = sqrt(now.variance / now.n), now.freedom
    p = two_sided((now.mean - target) / (now.stretch * error), df)
    return SampleTest(name=name, error=error, stretch=now.stretch, df=df, p=p)


def fisher(count_now: int, n_now: int, count_before: int, n_before: int) -> SampleTest:
    """Test two shares exactly, where no means vary."""
    # scipy.stats takes over a second to import, and this test is rarely needed.
    from scipy.stats import fisher_exact  # noqa: PLC0415

    table = np.array([[count_now, n_now - count_now], [count_before, n_before - count_before]])
    return SampleTest(name="fisher", p=float(fisher_exact(table).pvalue))


def unvaried(test: SampleTest, now: Sample, before: Sample) -> bool:
    """Tell whether two groups differ although neither varies, so that only counts can decide."""
    return test.p is None and now.tells and before.tells and now.mean != before.mean


def fisher_of_means(now: Sample, before: Sample) -> SampleTest:
    """Test exactly two groups whose values are all alike within each, but not between them."""
    higher = now.mean > before.mean
    return fisher(now.n * higher, now.n, before.n * (not higher), before.n)


def independent(now: Sample, before: Sample) -> SampleTest:
    """Test the means of two groups of different people: Welch, or Fisher where nothing varies."""
    test = welch(now, before)
    return fisher_of_means(now, before) if unvaried(test, now, before) else test


def benjamini_hochberg(ps: Sequence[float]) -> tuple[float, ...]:
    """Return q for each p: the false discovery rate at which it would just be called.

    >>> benjamini_hochberg([0.01, 0.04, 0.02])
    (0.03, 0.04, 0.03)
    """
    order = sorted(range(len(ps)), key=ps.__getitem__, reverse=True)
    qs = [1.0] * len(ps)
    lowest = 1.0
    for rank, place in zip(range(len(ps), 0, -1), order, strict=True):
        lowest = min(lowest, ps[place] * len(ps) / rank)
        qs[place] = lowest
    return tuple(qs)


def compare(
    now: Sample, before: Sample, test: SampleTest, against: Against, period: Period | None
) -> Change:
    """Compose a change that has not been judged yet (`decide` does it for a whole family).

    ``now`` and ``before`` are on 0-100.
    """
    few = min(now.n, before.n) < SMALLEST_BASE or not (now.tells and before.tells)
    difference = now.mean - before.mean if now.n and before.n else None
    reach = None if difference is None else test.reach()
    return Change(
        against=against,
        period=period,
        reference=before.mean if before.n else None,
        difference=difference,
        low=None if difference is None or reach is None else difference - reach,
        high=None if difference is None or reach is None else difference + reach,
        p=test.p,
        verdict=Verdict.TOO_FEW if few else Verdict.NOT_SHOWN,
        test=test.name,
        pairs=test.pairs,
        draws=test.draws,
        hits=test.hits,
        error=test.error,
        stretch=test.stretch,
        df=test.df,
        effect=cohens_d(now, before),
        n=now.n,
        reference_n=before.n,
    )


def compare_target(now: Sample, target: float) -> Change:
    """Compose a comparison with a target, which is known exactly, before it is judged."""
    goal = Sample(n=now.n, mean=target, variance=0.0)
    return compare(now, goal, one_sample(now, target), Against.TARGET, None)


def decide(changes: Sequence[Change | None], smallest: float) -> tuple[Change | None, ...]:
    """Judge one family of changes together; places without a change stay empty.

    Changes with too few answers or without a p leave the family. The others are beyond chance if
    their q is at most 0.05, and then clear if the difference is at least ``smallest`` points. What
    could have been detected depends on the size of the family, so it is known only here.
    """
    ps = {
        place: change.p
        for place, change in enumerate(changes)
        if change and change.p is not None and change.verdict is not Verdict.TOO_FEW
    }
    qs = dict(zip(ps, benjamini_hochberg(tuple(ps.values())), strict=True))
    return tuple(
        None if change is None else _judged(change, qs.get(place), len(ps), smallest)
        for place, change in enumerate(changes)
    )


def _judged(change: Change, q: float | None, family: int, smallest: float) -> Change:
    if q is None or change.difference is None:
        return replace(change, family=family)
    return replace(
        change,
        q=q,
        family=family,
        verdict=verdict_of(q, change.difference, smallest),
        detectable=detectable(change, family, smallest),
    )


def verdict_of(q: float, difference: float, smallest: float) -> Verdict:
    """Return what is said of a difference by its q and the smallest that matters."""
    if q > ALPHA:
        return Verdict.NOT_SHOWN
    # The last bits of a computed difference must not decide: 3.0 is three points.
    if abs(difference) < smallest - 1e-9:
        return Verdict.SMALL
    return Verdict.UP if difference > 0 else Verdict.DOWN


def detectable(change: Change, family: int, smallest: float) -> float | None:
    """Return the smallest true change that would be found with 80 % power; None without an error.

    In a family, found means called clear: the test must hold at the strictest level that
    Benjamini-Hochberg asks of a change that stands alone in it (0.05 / ``family``), and the
    difference must reach ``smallest`` points. A figure that is tested alone is found where it is
    beyond chance. Below 30 answers a side, and for weighted ones, quantiles are Student's.
    """
    if change.error is None or change.df is None:
        return None
    base = min(change.n or 0, change.reference_n or 0)
    df = change.df if base < _NORMAL_FROM or change.test == "weighted" else inf
    error = change.error * change.stretch
    power = _quantile(POWER, df) * error
    beyond = _quantile(1 - ALPHA / (2 * family), df) * error + power
    return beyond if family == 1 else max(beyond, smallest + power)


def _quantile(probability: float, df: float) -> float:
    return float(ndtri(probability) if isinf(df) else stdtrit(df, probability))
