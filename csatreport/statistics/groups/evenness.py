"""Do several groups answer favourably equally often? One test for all of them together.

Pearson's X² of favourable answers and others by group. Where some expected count is small, its
formula says "different" too often, and a permutation of the same X² takes its place
(`csatreport.statistics.groups.permutation`). The usual limit, five, is meant for one test at 5 %;
among fifty, where p decides around 0.001, it lets 7 % of reports name something (simulated), and
ten keeps the promise. Groups with fewer than ten answers take no part: with groups of 3, 8 and 200
there is nothing left to test.

Weighted answers count as what they are worth: each group's share stands on Kish's number of
unweighted answers. Draws deal the same answers to the same people, who keep group and weight:
so many equal answers would know too little of the tails of a weighted share.

Sources: Pearson (1900); Cochran (1954), Some methods for strengthening the common chi-squared
tests, Biometrics 10; Kish (1965).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from csatreport.statistics.change import SMALLEST_BASE
from csatreport.statistics.groups.permutation import WeighedGroup, deal_favourable, deal_weighted

ENOUGH_EXPECTED = 10.0
"""From so many expected answers in each cell the formula of X² is near enough far out, too."""


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


def evenness(
    favourable: Sequence[float],
    sizes: Sequence[float],
    people: Sequence[WeighedGroup] | None = None,
) -> Evenness | None:
    """Test whether groups answer favourably equally often.

    Args:
        favourable: how many of each group answered favourably.
        sizes: how many answered; those below `SMALLEST_BASE` are left out.
        people: of weighted answers, who stands behind each group; the numbers above are then
            what their answers are worth.

    Returns:
        None where fewer than two groups are left, or all or none answered favourably.
    """
    kept = [place for place, n in enumerate(sizes) if n >= SMALLEST_BASE]
    if len(kept) < 2:
        return None
    k, n = ([float(column[place]) for place in kept] for column in (favourable, sizes))
    share = sum(k) / sum(n)
    if not 0 < share < 1:
        return None
    apart = sum(m * (c / m - share) ** 2 for c, m in zip(k, n, strict=True))
    statistic = apart / (share * (1 - share))
    df = len(kept) - 1
    if min(n) * min(share, 1 - share) >= ENOUGH_EXPECTED:
        return Evenness(statistic=statistic, df=df, p=float(chdtrc(df, statistic)))
    if people is None:
        # Σ k²/n grows with X² and with nothing else while the margins stay.
        seen = sum(c * c / m for c, m in zip(k, n, strict=True))
        drawn = deal_favourable([int(m) for m in n], int(sum(k)), seen)
    else:
        drawn = deal_weighted([people[place] for place in kept], np.array(n), statistic)
    return Evenness(statistic=statistic, df=df, p=drawn.p, test="permutation", draws=drawn.draws)
