"""Weights: letting a sample stand for the people it was drawn from.

Three kinds. *Design* weights come with the answers. *Post-stratification* gives each stratum, such
as a region, the weight it has among all people. *Raking* fits several margins at once, where only
each margin is known and not how they cross. Weights mend a sample that is out of proportion; they
cost precision, which Kish's effective number of answers tells, and they mend nothing that was not
asked.

Levels and tests use the linearised standard error, with t on Kish's n - 1; a share has Wilson's
interval on the number of answers that would give that error and that t. Fitting weights to margins
uses up degrees of freedom, which the linearised error does not know: chance is then judged by the
error times a ``stretch`` (`csatreport.statistics.weighted.calibrated`). Sums are rounded once
(`math.fsum`), so that the order of rows changes no figure.

Sources: Kish, Survey Sampling (1965); Deming and Stephan (1940); Korn and Graubard (1998),
Confidence intervals for proportions with small expected number of positive counts estimated from
survey data, Survey Methodology 24; Lumley, Complex Surveys (2010).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum, sqrt

import numpy as np
from numpy.typing import NDArray

from csatreport.statistics.arrays import Floats
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.means import WORTH_MINIMUM, Sample, estimate_index, t_quantile
from csatreport.statistics.proportions import Z, share_of

ROUNDS = 50
"""Raking that has not closed after so many rounds never will."""
CAP = 5.0
"""A weight may be so many times the mean weight."""
_CLOSED = 1e-6
_ROUNDING = 1e-12

Codes = NDArray[np.int64]
"""The category of each row; below 0 where it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """A weighted mean with its linearised standard error; ``n`` answers, Kish's ``effective``.

    ``census`` says that all people of all strata answered. ``stretch`` is what the error is taken
    times where chance is judged.
    """

    n: int
    value: float
    error: float | None
    effective: float
    census: bool = False
    stretch: float = 1.0

    @property
    def worth(self) -> float:
        """How many unweighted answers these are worth to chance: Kish's, less what fitting used."""
        return 1 + (self.effective - 1) / self.stretch**2

    @property
    def reach(self) -> float:
        """How far the 95 % interval by t goes to either side; 0 where nothing varies."""
        if self.error is None or self.error <= _ROUNDING:
            return 0.0
        return t_quantile(self.worth - 1) * self.stretch * self.error


def kish(weights: Floats) -> float:
    """Return Kish's effective number of answers, (Σw)²/Σw²; 0 without weights.

    Rounded to nine decimals: ten equal weights are worth ten, whatever their last bits are.
    """
    total, squares = fsum(weights.tolist()), fsum((weights * weights).tolist())
    return round(total * total / squares, 9) if squares else 0.0


def weighted_mean(values: Floats, weights: Floats) -> Mean | None:
    """Return a weighted mean; None without answers, no error below two of them.

    SE = √(n/(n−1) · Σ(w(x − mean)/Σw)²), as in R's survey package with single units.
    """
    n = len(values)
    total = fsum(weights.tolist())
    if not n or total <= 0:
        return None
    mean = fsum((values * weights).tolist()) / total
    error = None
    if n > 1:
        parts = weights * (values - mean) / total
        error = sqrt(n / (n - 1) * fsum((parts * parts).tolist()))
    return Mean(n=n, value=mean, error=error, effective=kish(weights))


def sample_of_mean(mean: Mean | None) -> Sample:
    """Make of a weighted mean what tests need to know about it."""
    if mean is None:
        return Sample(n=0, mean=0.0, variance=0.0, worth=0.0)
    error = mean.error if mean.error is not None and mean.error > _ROUNDING else 0.0
    variance = mean.n * error * error
    return Sample(
        n=mean.n, mean=mean.value, variance=variance, worth=mean.worth, stretch=mean.stretch
    )


def equal_counts(mean: Mean | None) -> tuple[float, float]:
    """Return (count, n) of unweighted answers that would give a share this interval.

    n is p(1 - p)/se², or Kish's number where nothing varies, times (z/(t · stretch))²: Wilson's
    interval knows z and n by z²/n alone, so that it comes out with t. Both 0 below a worth of ten.
    """
    if mean is None or mean.worth < WORTH_MINIMUM:
        return 0.0, 0.0
    share = min(1.0, max(0.0, mean.value))
    # Where nothing varies the error is 0, or what rounding leaves of it.
    varied = mean.error is not None and mean.error > _ROUNDING and 0 < share < 1
    base = share * (1 - share) / mean.error**2 if varied and mean.error else mean.effective
    base *= (Z / (t_quantile(mean.worth - 1) * mean.stretch)) ** 2
    return share * base, base


def estimate_weighted_share(mean: Mean | None) -> Estimate | None:
    """Return a weighted share with Wilson's interval (see `equal_counts`)."""
    if mean is None or mean.census:
        return _level(mean)
    found = share_of(*equal_counts(mean), mean.n)
    if found is None:
        return _level(mean)
    return replace(found, worth=mean.worth, stretch=mean.stretch)


def _level(mean: Mean | None) -> Estimate | None:
    """Return a weighted level without an interval."""
    if mean is None:
        return None
    return Estimate(
        value=mean.value, base=mean.n, census=mean.census, worth=mean.worth, stretch=mean.stretch
    )


def estimate_weighted_index(mean: Mean | None) -> Estimate | None:
    """Return a weighted mean on 0-100 with its t interval, clipped to 0-100."""
    certain = mean is not None and mean.census
    return _level(mean) if certain else estimate_index(sample_of_mean(mean))


def estimate_weighted_net(mean: Mean | None) -> Estimate | None:
    """Return a weighted net share with its t interval, clipped to -1 and 1."""
    found = _level(mean)
    if mean is None or found is None or mean.census or mean.worth < WORTH_MINIMUM:
        return found
    if not mean.reach:
        return found
    low, high = max(-1.0, mean.value - mean.reach), min(1.0, mean.value + mean.reach)
    return replace(found, low=low, high=high)


def collapse(
    counts: Mapping[int, int], population: Mapping[int, float], order: Sequence[tuple[int, int]]
) -> dict[int, int]:
    """Return for each stratum the one it stands in: itself, or what it was joined to.

    A stratum with fewer than two answers is joined to its partner in the declared ``order``; one
    that has no partner stays as it is.
    """
    stands = {stratum: stratum for stratum in population}

    def size(stratum: int) -> int:
        return sum(counts.get(one, 0) for one, place in stands.items() if place == stratum)

    for one, other in order:
        first, second = stands[one], stands[other]
        if first != second and min(size(first), size(second)) < 2:
            stands = {s: second if place == first else place for s, place in stands.items()}
    return stands


def post_stratify(codes: Codes, population: Mapping[int, float]) -> Floats:
    """Return N_h/n_h for the rows of each stratum; NaN for rows of none."""
    weights = np.full(len(codes), np.nan)
    for stratum, people in population.items():
        rows = codes == stratum
        if rows.any():
            weights[rows] = people / int(rows.sum())
    return weights


def stratified_mean(
    values: Floats, codes: Codes, population: Mapping[int, float], *, finite: bool = True
) -> Mean | None:
    """Return Σ(N_h/N)·mean_h with variance Σ(N_h/N)²(1 − n_h/N_h)s_h²/n_h.

    Without ``finite`` the factor 1 − n_h/N_h is left out, as it must be in a test of a change.
    Strata without answers leave the mean. No error where a stratum has one answer only.
    """
    strata = [(values[codes == h], people) for h, people in population.items()]
    strata = [(one, people) for one, people in strata if len(one)]
    if not strata:
        return None
    whole = fsum(people for _, people in strata)
    value = fsum(people / whole * fsum(one.tolist()) / len(one) for one, people in strata)
    n = sum(len(one) for one, _ in strata)
    weights = np.concatenate([np.full(len(one), people / len(one)) for one, people in strata])
    error = None
    if all(len(one) > 1 for one, _ in strata):
        error = sqrt(
            fsum(
                (people / whole) ** 2
                * (max(0.0, 1 - len(one) / people) if finite else 1.0)
                * float(np.var(np.sort(one), ddof=1))
                / len(one)
                for one, people in strata
            )
        )
    everybody = finite and all(len(one) >= people for one, people in strata)
    return Mean(n=n, value=value, error=error, effective=kish(weights), census=everybody)


@dataclass(frozen=True, slots=True, kw_only=True)
class Raked:
    """Weights that fit all margins, scaled to mean 1; how many were capped; rounds it took.

    ``open`` is the first margin that would not close, None where all did.
    """

    weights: Floats
    capped: int
    rounds: int
    open: int | None = None


def rake(margins: Sequence[tuple[Codes, Mapping[int, float]]], cap: float = CAP) -> Raked:
    """Fit weights to margins by iterative proportional fitting.

    Each margin gives every row's category and the share of each category among all people; shares
    need not add up to 1. Rows without a category in some margin get NaN. Weights above ``cap``
    times their mean are cut back in every round.
    """
    known = np.all([codes >= 0 for codes, _ in margins], axis=0)
    if not known.any():
        return Raked(weights=np.full(len(known), np.nan), capped=0, rounds=0)
    # Rows alike in all margins weigh alike: fitted cell by cell, their order changes no last bit.
    cells, place, sizes = np.unique(
        np.column_stack([codes[known] for codes, _ in margins]),
        axis=0, return_inverse=True, return_counts=True,
    )  # fmt: skip
    weights = np.ones(len(cells))
    parts = [(codes, _normed(shares)) for codes, (_, shares) in zip(cells.T, margins, strict=True)]
    used, capped = 0, 0
    while used < ROUNDS and (used == 0 or _gap(parts, weights * sizes) is not None):
        used += 1
        for codes, shares in parts:
            weights = weights * _factors(codes, shares, weights * sizes)[codes]
        weights = weights * (sizes.sum() / (weights * sizes).sum())
        capped = int(sizes[weights > cap * (1 + _CLOSED)].sum())
        weights = np.minimum(weights, cap)
    full = np.full(len(known), np.nan)
    full[known] = weights[place.reshape(-1)]
    return Raked(weights=full, capped=capped, rounds=used, open=_gap(parts, weights * sizes))


def _normed(shares: Mapping[int, float]) -> Floats:
    wide = np.zeros(max(shares) + 1)
    for category, share in shares.items():
        wide[category] = share
    normed: Floats = wide / wide.sum()
    return normed


def _factors(codes: Codes, shares: Floats, weights: Floats) -> Floats:
    """Return what the weight of each category is multiplied by; 0 for one nobody wants."""
    have = np.bincount(codes, weights=weights, minlength=len(shares))
    total = weights.sum()
    factors: Floats = np.divide(shares * total, have, out=np.zeros_like(shares), where=have > 0)
    return factors


def _gap(parts: Sequence[tuple[Codes, Floats]], weights: Floats) -> int | None:
    """Return the place of the first margin that is not met; None if all are."""
    for place, (codes, shares) in enumerate(parts):
        have = np.bincount(codes, weights=weights, minlength=len(shares))
        if len(have) > len(shares) or np.abs(have / weights.sum() - shares).max() > _CLOSED:
            return place
    return None
