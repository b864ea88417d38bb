"""A difference, the test behind it, and the only words there are for it."""

from dataclasses import dataclass
from enum import StrEnum

from csatreport.statistics.estimate import Estimate
from csatreport.study.common import Shared
from csatreport.study.periods import Period


class Against(StrEnum):
    """What a figure is compared with."""

    PREVIOUS = "previous"
    YEAR_AGO = "year_ago"
    TARGET = "target"
    REST = "rest"
    """Everybody who is not in a group."""
    CHOSEN = "chosen"
    """A period that somebody asked for by hand."""


class Verdict(StrEnum):
    """The only words there are for a change.

    ``UP`` and ``DOWN`` are clear. ``SMALL`` is beyond chance, but below the smallest change that
    was declared to matter; the sign of the difference says which way. ``NOT_SHOWN`` is neither
    proof of a change nor of its absence.
    """

    UP = "up"
    DOWN = "down"
    SMALL = "small"
    NOT_SHOWN = "not_shown"
    TOO_FEW = "too_few"

    @property
    def clear(self) -> bool:
        """Whether it is more than chance and large enough to matter."""
        return self in {Verdict.UP, Verdict.DOWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareDifference:
    """The difference of two shares, as a fraction, with its 95 % interval."""

    difference: float
    low: float
    high: float

    @property
    def points(self) -> Estimate:
        """The same in percentage points."""
        return Estimate(value=self.difference, low=self.low, high=self.high).percent


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTest:
    """What Mann and Whitney say: two-sided p, and the probability that the first is better."""

    p: float
    superiority: float

    @property
    def rank_biserial(self) -> float:
        """How much more often the first is better than worse: from -1 (never) to 1 (always)."""
        return 2 * self.superiority - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeTest:
    """Pearson's chi-square of a table: statistic, degrees of freedom, p, Cramer's V.

    ``rough`` says that some expected count is below 5.
    """

    statistic: float
    df: int
    p: float
    v: float
    rough: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """Over which questions a headline is compared across a break; ``index`` and ``n`` now."""

    shared: Shared
    index: float | None
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A difference on the 0-100 index (points), with the test behind its verdict.

    ``reference`` is the earlier index (or the target). ``test`` names what decided: ``welch``,
    ``overlapping`` (part of the respondents are the same), ``paired``, ``fisher``,
    ``one_sample``, ``permutation`` or ``weighted``. ``p`` and ``q`` are None where nothing could be
    tested; ``q`` is p after Benjamini-Hochberg within ``family`` items. ``detectable`` is the
    smallest true change that the verdict would have found with 80 % power
    (`statistics.change.detectable`). ``error`` and ``df`` are the standard error of the difference
    and the degrees of freedom of the test, which takes the error times ``stretch`` where weights
    were fitted; ``n`` and ``reference_n`` are the bases on this side and on the other; None where
    there is none.
    """

    against: Against
    period: Period | None
    reference: float | None
    difference: float | None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    q: float | None = None
    verdict: Verdict
    detectable: float | None = None
    test: str = "welch"
    pairs: int = 0
    draws: int = 0
    """How many ways of dealing the answers a permutation drew."""
    hits: int = 0
    """How many of them differed at least as much."""
    family: int = 1
    error: float | None = None
    stretch: float = 1.0
    df: float | None = None
    n: int | None = None
    reference_n: int | None = None
    effect: float | None = None
    """Cohen's d; None where it would tell how much a few people differ, and of weighted means."""
    share: ShareDifference | None = None
    """The change of the favourable share."""
    order: OrderTest | None = None
    """The ordinal check of an item's change."""
    shape: ShapeTest | None = None
    """Whether the distribution changed, also where its mean did not."""
    common: Common | None = None
    """Over which questions, where they are not all of the figure's; ``reference`` is over them."""
    gap: bool = False
    """Periods without answers lie between: the one before was not answered."""

    @property
    def statistic(self) -> float | None:
        """The difference in errors: what is held against t; None where there is none."""
        if not self.error or self.difference is None:
            return None
        return self.difference / (self.stretch * self.error)
