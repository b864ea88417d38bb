"""Customers who left: how many, why, how content they had been, and how long customers stay.

    rate      lost in the period / customers at its start, with Wilson's interval
    content   the last index before leaving against that of those who stayed: Welch, Cohen's d
    staying   Kaplan and Meier from a customer's first day on; who was already a customer when the
              list was begun is looked at only from then on (`csatreport.statistics.survival`)

Who had left before the period began is not in its base; a customer won back is one again from that
day on. Where the list does not know a first day, the customer counts as one at the start, and how
many these are is told.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from csatreport.counts.count import moments_of
from csatreport.counts.findings.asked import Asked
from csatreport.statistics.change import SMALLEST_BASE, compare, decide, welch
from csatreport.statistics.effect import cohens_d
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.means import Sample, sample_of_moments
from csatreport.statistics.proportions import estimate_share
from csatreport.statistics.survival import CurveStep, Percentile, Stay, curve, log_rank, percentile
from csatreport.statistics.verdict import Against, Change
from csatreport.study.register import RegisterKind
from csatreport.study.register_entries import Customer
from csatreport.subjects.customers.bands import DAYS_A_YEAR
from csatreport.subjects.customers.measure import index_by_customer
from csatreport.subjects.lost.settings import LostRule

YEARS = (1, 3, 5)
"""After so many years it is told how many are still customers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StayOfGrade:
    """How long the customers of a grade stay; ``after`` is the curve after each of `YEARS`."""

    name: str
    n: int
    lost: int
    median: Percentile
    """In days."""
    after: tuple[CurveStep | None, ...]
    """None where not ten or more were looked at on every day until then."""

    @property
    def years(self) -> float | None:
        """The median in years."""
        return None if self.median.days is None else self.median.days / DAYS_A_YEAR


@dataclass(frozen=True, kw_only=True)
class LeftContent:
    """The last index of those who left beside that of those who stayed."""

    left: Sample
    stayed: Sample
    change: Change
    effect: float | None
    """Cohen's d."""


@dataclass(frozen=True, kw_only=True)
class LostFindings:
    """The customers who left in a period, of those there were at its start."""

    base: int
    lost: int
    back: int
    """Won back in the period, whenever they had left."""
    undated: int
    """How many of the base have no first day in the list."""
    reasons: tuple[tuple[str, int], ...]
    """The most frequent first; "" for none given."""
    content: LeftContent | None
    grades: tuple[StayOfGrade, ...]
    alike: float | None
    """The p of the log-rank test that customers of all grades stay alike."""

    @property
    def rate(self) -> Estimate | None:
        """The share of the customers at the start who left; None where there were none."""
        return estimate_share(self.lost, self.base, None) if self.base else None


def for_all(found: LostFindings) -> LostFindings:
    """Return what may be told to an open audience: nothing on how content fewer than ten were."""
    content = found.content
    few = content is not None and min(content.left.n, content.stayed.n) < SMALLEST_BASE
    return replace(found, content=None) if few else found


def measure_lost(asked: Asked) -> LostFindings | None:
    """Measure who left; None where the list tells of nobody, or answers are anonymous."""
    registers = asked.ledger.registers_of(asked.unit.id)
    customers, rule = registers.of(Customer), registers.rules.get(RegisterKind.CUSTOMERS)
    if asked.ledger.questionnaire.anonymity is not None or not any(one.lost for one in customers):
        return None
    start, end = asked.period.start, asked.period.end
    base = [one for one in customers if _there(one, start)]
    left = [one for one in base if one.lost is not None and start <= one.lost <= end]
    begun = rule.settings_of(LostRule).listed_since if rule is not None else None
    stays = {one.id: stay for one in customers if (stay := _stay(one, end, begun)) is not None}
    grades = tuple(_by_grade(customers, stays))
    return LostFindings(
        base=len(base),
        lost=len(left),
        back=sum(one.returned is not None and start <= one.returned <= end for one in customers),
        undated=sum(one.since is None for one in base),
        reasons=_counted(one.lost_why for one in left),
        content=_content(asked, customers),
        grades=tuple(_stay_of(name, some) for name, some in grades),
        alike=log_rank([some for name, some in grades if name]),
    )


def _there(one: Customer, day: dt.date) -> bool:
    """Tell whether somebody was a customer when a day began."""
    return (one.since is None or one.since < day) and not one.gone(day)


def _counted(reasons: Iterator[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(reasons).items(), key=lambda pair: (-pair[1], pair[0])))


def _content(asked: Asked, customers: Sequence[Customer]) -> LeftContent | None:
    """Compare those who have left by the end of the period with the others."""
    last = _last_scores(asked)
    after = asked.period.end + dt.timedelta(days=1)
    gone = {one.id for one in customers if one.gone(after)}
    listed = {one.id for one in customers}
    left = _sample(score for name, score in last.items() if name in gone)
    stayed = _sample(score for name, score in last.items() if name in listed - gone)
    if not left.n or not stayed.n:
        return None
    made = compare(left, stayed, welch(left, stayed), Against.REST, None)
    (change,) = decide([made], asked.ledger.questionnaire.smallest.index)
    effect = cohens_d(left, stayed)
    return LeftContent(left=left, stayed=stayed, change=change or made, effect=effect)


def _last_scores(asked: Asked) -> dict[str, float]:
    """Return the newest index of every customer who ever answered, up to the period."""
    found: dict[str, float] = {}
    for period in asked.answered:
        found |= index_by_customer(asked.ledger, asked.unit.id, period)
    return found


def _sample(scores: Iterator[float]) -> Sample:
    return sample_of_moments(moments_of(np.array(list(scores), np.float64)))


def _stay(one: Customer, end: dt.date, begun: dt.date | None) -> Stay | None:
    """Return how long somebody has been a customer; None where that is not known, or before it."""
    over = one.lost is not None and one.lost <= end
    last = one.lost if over and one.lost is not None else end
    if one.since is None or one.since > end or (begun is not None and last <= begun):
        return None
    entered = (begun - one.since).days if begun is not None and one.since < begun else -1
    return Stay(left=(last - one.since).days, over=over, entered=entered)


def _by_grade(
    customers: Sequence[Customer], stays: dict[str, Stay]
) -> Iterator[tuple[str, list[Stay]]]:
    """Yield the stays of all under "", then of each grade, where there are several."""
    grades: dict[str, list[Stay]] = defaultdict(list)
    for one in customers:
        if one.grade and one.id in stays:
            grades[one.grade].append(stays[one.id])
    if stays:
        yield "", list(stays.values())
    if len(grades) > 1:
        yield from sorted(grades.items())


def _stay_of(name: str, some: list[Stay]) -> StayOfGrade:
    steps = curve(some)
    half = percentile(steps, 0.5, max(one.left for one in some))
    days = [round(years * DAYS_A_YEAR) for years in YEARS]
    unknown = Percentile(days=None, low=None, high=None)
    return StayOfGrade(
        name=name,
        n=len(some),
        lost=sum(one.over for one in some),
        median=half if half.days is not None and _seen(some, int(half.days)) else unknown,
        after=tuple(_at(steps, day) if _seen(some, day) else None for day in days),
    )


def _seen(some: list[Stay], day: int) -> bool:
    """Tell whether ten or more were looked at on every day up to one.

    Where all came late to the list, a curve would only say what became of them from then on.
    """
    turns = {1, day, *(one.left + 1 for one in some if one.left < day)}
    return all(sum(one.at_risk(turn) for one in some) >= SMALLEST_BASE for turn in turns)


def _at(steps: Sequence[CurveStep], day: int) -> CurveStep:
    """Return the curve on a day; all are still there before its first step."""
    reached = [step for step in steps if step.day <= day]
    return reached[-1] if reached else CurveStep(day=0, open=1.0, low=None, high=None)
