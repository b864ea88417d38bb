"""Customers of a list: key accounts at risk, who kept silent, satisfaction by grade and revenue.

Only questionnaires whose answers carry ids and promise no anonymity come here, and only reports for
a limited audience show a name or revenue. Revenue at risk is a sum of stated revenue, never a
forecast. Weighted by revenue, the index says how content the customers are who pay the bills.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from math import fsum
from statistics import median

import numpy as np

from csatreport.counts.course import last_answered
from csatreport.counts.findings.asked import Asked
from csatreport.counts.ledger import Ledger
from csatreport.statistics.change import SMALLEST_BASE
from csatreport.statistics.verdict import Change
from csatreport.study.periods import Period
from csatreport.study.policy import Sampling
from csatreport.study.register_entries import Customer
from csatreport.subjects.customers.bands import (
    DAYS_A_YEAR,
    Band,
    ListedCustomer,
    by_grade,
    by_value,
    by_years,
    core_and_others,
    large,
    revenue_shares,
)

LINE = 60.0
"""A score below this is low, where no target says otherwise."""
TOP = 0.2
"""The part of customers with the highest value that are key accounts, where none is marked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyGrade:
    """The key accounts of a grade: how long they have been customers, and how often they order."""

    name: str
    n: int
    years: float | None
    """The median of the years from the first day to the end of the period."""
    dated: int
    """How many of them have a first day by then."""
    orders: float | None
    """The median of the orders that the list states."""
    counted: int
    """How many of them have orders stated."""


@dataclass(frozen=True, kw_only=True)
class CustomerFindings:
    """The customers of a unit: how many are listed, which key accounts are at risk or silent."""

    listed: int
    answered: int
    key: int
    """How many of them are key accounts."""
    marked: bool
    """Whether the list says which they are; else they are those with the highest revenue."""
    line: float
    """A score below this is low."""
    fall: float
    """A score that is so many points below the one before has clearly fallen."""
    risky: tuple[ListedCustomer, ...]
    silent: tuple[ListedCustomer, ...]
    by_grade: tuple[Band, ...]
    by_value: tuple[Band, ...]
    """Thirds of the customers whose revenue is known; empty below three."""
    by_years: tuple[Band, ...]
    by_core: tuple[Band, ...]
    """Key accounts and all others."""
    core_change: Change | None
    """The index of key accounts against that of all others."""
    largest: tuple[tuple[int, float], ...]
    """Which part (0-1) of the stated revenue so many of the largest customers bring."""
    key_by_grade: tuple[KeyGrade, ...]
    """Empty where the list states neither first days nor orders of key accounts."""
    once: float | None
    """The mean score of those whose revenue is known, each counted once."""
    weighted: float | None
    """The same, each counted by its revenue."""

    @property
    def value(self) -> float:
        """The stated revenue of the key accounts at risk."""
        return fsum(one.customer.value or 0.0 for one in self.risky)

    @property
    def silent_value(self) -> float:
        """The stated revenue of the key accounts that did not answer."""
        return fsum(one.customer.value or 0.0 for one in self.silent)


def for_everybody(found: CustomerFindings) -> CustomerFindings:
    """Return what may be told to an open audience: no index of fewer than ten customers.

    Nor one that follows by subtraction: where the groups left out make up fewer than ten together,
    no group of that kind keeps its index. Nor is told for how long fewer than ten key accounts have
    been customers, and how often they order.
    """
    many = found.answered >= SMALLEST_BASE
    by_core = large(found.by_core)
    return replace(
        found,
        by_years=large(found.by_years),
        by_core=by_core,
        core_change=found.core_change if all(one.score for one in by_core) else None,
        largest=(),
        by_grade=large(found.by_grade),
        by_value=large(found.by_value),
        key_by_grade=_many_enough(found.key_by_grade),
        once=found.once if many else None,
        weighted=found.weighted if many else None,
    )


def _many_enough(grades: tuple[KeyGrade, ...]) -> tuple[KeyGrade, ...]:
    """Leave out medians of few; nothing is left where all are."""
    told = tuple(
        replace(
            one,
            years=one.years if one.dated >= SMALLEST_BASE else None,
            orders=one.orders if one.counted >= SMALLEST_BASE else None,
        )
        for one in grades
    )
    return told if any(one.years is not None or one.orders is not None for one in told) else ()


def measure_customers(asked: Asked) -> CustomerFindings | None:
    """Join customers with their answers; None without customers, or where answers have no ids."""
    ledger, unit, period = asked.ledger, asked.unit.id, asked.period
    listed = ledger.registers_of(unit).of(Customer)
    customers = tuple(one for one in listed if not one.gone(period.start))
    if not customers or ledger.questionnaire.anonymity is not None:
        return None
    before = last_answered(ledger, unit, period) if asked.earlier else None
    now = index_by_customer(ledger, unit, period)
    then = index_by_customer(ledger, unit, before) if before is not None else {}
    if not now and not then:
        return None
    line = ledger.questionnaire.target(unit, period) or LINE
    key = {one.id for one in _key_accounts(customers)}
    known = ledger.questionnaire.sampling is not Sampling.CONVENIENCE
    smallest = ledger.questionnaire.smallest.index
    fall = 2 * smallest
    accounts = [_account(one, now, then, line, fall) for one in customers]
    mine = [one for one in accounts if one.customer.id in key]
    by_core, core_change = core_and_others(accounts, key, smallest, known=known)
    mine.sort(key=lambda one: (-(one.customer.value or 0.0), one.customer.id))
    return CustomerFindings(
        listed=len(customers),
        answered=sum(one.score is not None for one in accounts),
        key=len(key),
        marked=any(one.key is not None for one in customers),
        line=line,
        fall=fall,
        risky=tuple(one for one in mine if one.low or one.fell),
        silent=tuple(one for one in mine if one.score is None),
        by_grade=by_grade(accounts, known=known),
        by_value=by_value(accounts, known=known),
        by_years=by_years(accounts, period.end, known=known),
        by_core=by_core,
        core_change=core_change,
        largest=revenue_shares(customers),
        key_by_grade=_key_by_grade([one.customer for one in mine], period.end),
        once=_mean(accounts, lambda _: 1.0),
        weighted=_mean(accounts, lambda value: value),
    )


def index_by_customer(ledger: Ledger, unit: str, period: Period) -> dict[str, float]:
    """Return the mean score of each respondent id in a unit and period."""
    root = ledger.edition(period).index
    rows = ledger.row_numbers(unit, period)
    if root is None or not len(rows):
        return {}
    ids = ledger.rows.column("_id")[rows].tolist()
    scores = ledger.segments.scores(root.series)[rows].tolist()
    found: dict[str, list[float]] = defaultdict(list)
    for name, score in zip(ids, scores, strict=True):
        if name and not np.isnan(score):
            found[name].append(score)
    return {name: sum(sorted(some)) / len(some) for name, some in found.items()}


def _key_accounts(customers: tuple[Customer, ...]) -> Iterable[Customer]:
    """Return the customers marked as key accounts, else the fifth with the highest value."""
    marked = [one for one in customers if one.key]
    if marked or any(one.key is not None for one in customers):
        return marked
    valued = sorted((one for one in customers if one.value), key=lambda one: -(one.value or 0.0))
    return valued[: round(TOP * len(customers))]


def _account(
    one: Customer, now: dict[str, float], then: dict[str, float], line: float, fall: float
) -> ListedCustomer:
    score, before = now.get(one.id), then.get(one.id)
    return ListedCustomer(
        customer=one,
        score=score,
        before=before,
        low=score is not None and score < line,
        fell=score is not None and before is not None and before - score >= fall,
    )


def _key_by_grade(key: list[Customer], end: dt.date) -> tuple[KeyGrade, ...]:
    """Return the age and the orders of key accounts by grade, those without a grade last."""
    if not any(one.since or one.orders is not None for one in key):
        return ()
    grades: dict[str, list[Customer]] = defaultdict(list)
    for one in key:
        grades[one.grade].append(one)
    names = sorted(grades, key=lambda name: (not name, name))
    return tuple(_key_grade(name, grades[name], end) for name in names)


def _key_grade(name: str, some: list[Customer], end: dt.date) -> KeyGrade:
    ages = [(end - one.since).days / DAYS_A_YEAR for one in some if one.since and one.since <= end]
    orders = [one.orders for one in some if one.orders is not None]
    return KeyGrade(
        name=name,
        n=len(some),
        years=median(ages) if ages else None,
        dated=len(ages),
        orders=median(orders) if orders else None,
        counted=len(orders),
    )


def _mean(accounts: list[ListedCustomer], weight: Callable[[float], float]) -> float | None:
    """Return the mean score of customers with revenue; None where none of them answered."""
    pairs = [
        (weight(one.customer.value), one.score)
        for one in accounts
        if one.customer.value and one.score is not None
    ]
    total = fsum(w for w, _ in pairs)
    return fsum(w * score for w, score in pairs) / total if total else None
