"""Do several groups answer favourably equally often? One test for all of them together.

Pearson's X² of favourable answers and others by group. Where some expected count is below five,
its formula says "different" far too often, and a permutation of the same X² takes its place
(`csatreport.statistics.groups.permutation`). Groups with fewer than ten answers take no part: with
groups of 3, 8 and 200 there is nothing left to test.

Weighted answers count as what they are worth: each group's share stands on Kish's number of
unweighted answers, and draws are made of so many.

Sources: Pearson (1900); Cochran (1954), Some methods for strengthening the common chi-squared
tests, Biometrics 10; Kish (1965).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from csatreport.statistics.change import SMALLEST_BASE
from csatreport.statistics.groups.association import FEW_EXPECTED
from csatreport.statistics.groups.permutation import deal_favourable


@dataclass(frozen=True, slots=True, kw_only=True)
class Evenness:
    """Pearson's X² of favourable by group: statistic, degrees of freedom, p.

    ``test`` is ``chi_square``, or ``permutation`` with its number of ``draws``.
    """

    statistic: float
    df: int
    p: float
    test: str = "chi_square"
    draws: int = 0


def evenness(favourable: Sequence[float], sizes: Sequence[float]) -> Evenness | None:
    """Test whether groups answer favourably equally often.

    Args:
        favourable: how many of each group answered favourably.
        sizes: how many answered; those below `SMALLEST_BASE` are left out.

    Returns:
        None where fewer than two groups are left, or all or none answered favourably.
    """
    pairs = zip(favourable, sizes, strict=True)
    kept = [(k, n) for k, n in pairs if n >= SMALLEST_BASE]
    if len(kept) < 2:
        return None
    k, n = (np.array(column, np.float64) for column in zip(*kept, strict=True))
    share = k.sum() / n.sum()
    if not 0 < share < 1:
        return None
    statistic = float((n * (k / n - share) ** 2).sum() / (share * (1 - share)))
    df = len(kept) - 1
    if n.min() * min(share, 1 - share) >= FEW_EXPECTED:
        return Evenness(statistic=statistic, df=df, p=float(chdtrc(df, statistic)))
    return _permuted(statistic, n, share)


def _permuted(statistic: float, n: np.ndarray, share: float) -> Evenness:
    """Deal so many favourable answers, in whole numbers, and compare X² with that of the draws."""
    sizes = [round(one) for one in n.tolist()]
    whole = sum(sizes)
    good = min(whole - 1, max(1, round(share * whole)))
    # X² of a draw is (Σ k²/n − good²/whole) / (p(1 − p)) with p = good/whole.
    p = good / whole
    seen = statistic * p * (1 - p) + good * good / whole
    drawn = deal_favourable(sizes, good, seen)
    return Evenness(
        statistic=statistic, df=len(sizes) - 1, p=drawn.p, test="permutation", draws=drawn.draws
    )
