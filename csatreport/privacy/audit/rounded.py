"""Published figures are rounded: as conditions they are intervals, never equations.

The true figure lies within half a unit of the last decimal that is told (see
`csatreport.base.coarse`). Means run from 0 to 1 here.
"""

from math import sqrt

from scipy.special import stdtrit

from csatreport.base.coarse import INDEX_STEP, behind
from csatreport.privacy.audit.algebra import INFINITE, Program, Sum, Told, minus
from csatreport.privacy.audit.public import Public
from csatreport.privacy.audit.published import PublishedReport
from csatreport.study.policy import Sampling

_LEVEL = 0.975


def index_ends(mean: float, *, exact: bool = False) -> tuple[float, float]:
    """Return between what means on 0-1 lies an index that is told as one, rounded or not."""
    if exact:
        return mean, mean
    low, high = behind(round(100 * mean, 6), INDEX_STEP, 0, 100)
    return low / 100, high / 100


def mean_of(
    program: Program,
    parts: tuple[Sum, Sum],
    n: float | None,
    ends: tuple[float, float],
    source: Told,
) -> None:
    """Demand that the mean of a sum (the first part) over people (the second) lies between ends.

    ``n`` is how many people there are, where that is told.
    """
    (whole, people), (low, high) = parts, ends
    if n is not None:
        program.require(whole, n * low, n * high, source)
    elif low == high:
        program.equal(minus(whole, low, people), 0.0, source)
    else:
        program.require(minus(whole, low, people), 0.0, INFINITE, source)
        program.require(minus(whole, high, people), -INFINITE, 0.0, source)


def squares_of(
    n: float, ends: tuple[float, float], spread: float, *, exact: bool = False
) -> tuple[float, float]:
    """Return between what ends lies the sum of squares of scores with a deviation that is told."""
    (low, high), half = ends, 0.0 if exact else INDEX_STEP / 200
    least = max(spread - half, 0.0) ** 2 * (n - 1) + n * low**2
    return least, (spread + half) ** 2 * (n - 1) + n * high**2


def inverted(
    public: Public, sheet: PublishedReport, about: tuple[str, str], n: float, mean: float
) -> float | None:
    """Work a deviation on 0-1 out of an interval that is not cut off at the ends of the scale."""
    level, name = about
    low, high = (sheet.number(f"{level}.index_{end}", name) for end in ("low", "high"))
    if high is not None and high < 100:
        reach = high / 100 - mean
    elif low is not None and low > 0:
        reach = mean - low / 100
    else:
        return None
    population = sheet.number("population")
    known = population is not None and public.questionnaire.sampling is not Sampling.CONVENIENCE
    left = 1 - n / population if known and population else 1.0
    if n < 2 or left <= 0:
        return None
    return float(reach * sqrt(n / left) / stdtrit(n - 1, _LEVEL))
