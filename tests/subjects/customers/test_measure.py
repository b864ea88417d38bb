"""Customers of a list: who is at risk, and how content each group is."""

from __future__ import annotations

import datetime as dt
from math import sqrt

import numpy as np
import pytest
from scipy import stats

from csatreport.registers.model import Registers
from csatreport.statistics.means import bounded, t_quantile
from csatreport.study.policy import Anonymity, Sampling
from csatreport.study.register_entries import Customer
from csatreport.subjects.customers.measure import for_everybody
from csatreport.subjects.customers.subject import CUSTOMERS
from csatreport.subjects.measured import measure
from tests.registers.build import OCTOBER, book

LISTED = tuple(
    Customer(id=name, unit="a", value=value, key=key, grade="A" if key else "B")
    for name, value, key in (("low", 900.0, True), ("well", 500.0, True), ("gone", 300.0, True),
                             ("small", 10.0, False))
)  # fmt: skip


def customers(**settings):
    rows = [
        {"period": "2026-10", "unit": "a", "id": "low", "q1": 3, "q2": 3},
        {"period": "2026-10", "unit": "a", "id": "well", "q1": 0, "q2": 0},
        {"period": "2026-10", "unit": "a", "id": "small", "q1": 3, "q2": 3},
    ]
    made = book(Registers.holding(*LISTED), rows, **settings)
    return measure(made, made.questionnaire.units.root, OCTOBER).of(CUSTOMERS)


def test_key_accounts_at_risk_are_low_or_silent():
    made = customers()
    assert [one.customer.id for one in made.risky] == ["low"]
    assert [one.customer.id for one in made.silent] == ["gone"]
    assert (made.value, made.silent_value) == (900.0, 300.0)
    assert [(one.name, one.score.value, one.listed, one.value) for one in made.by_grade] == [
        ("A", 50.0, 3, 1700.0), ("B", 0.0, 1, 10.0),
    ]  # fmt: skip


def test_customers_are_parted_by_revenue_the_odd_ones_first():
    made = customers()
    assert [(one.name, one.listed, one.value) for one in made.by_value] == [
        ("high", 2, 1400.0), ("middle", 1, 300.0), ("low", 1, 10.0),
    ]  # fmt: skip
    assert [one.score.value if one.score else None for one in made.by_value] == [50.0, None, 0.0]


def test_a_group_of_customers_all_of_whom_answered_is_a_census_of_the_list():
    bands = customers(sampling=Sampling.CENSUS).by_grade
    assert [(one.name, one.score.census) for one in bands] == [("A", False), ("B", True)]
    # Two of three answered, 0 and 100, and one is left who could change the mean.
    error = sqrt(5000 / 2 * (1 - 2 / 3))
    assert (bands[0].score.low, bands[0].score.high) == bounded(50.0, error, t_quantile(1))
    bands = customers(sampling=Sampling.CONVENIENCE).by_grade
    assert [one.score.census for one in bands] == [False, False]


def test_an_index_weighted_by_revenue_stands_beside_one_of_heads():
    made = customers()
    assert made.once == pytest.approx(100 / 3)
    assert made.weighted == pytest.approx(100 * 500 / 1410)


def test_an_anonymous_survey_joins_nobody():
    assert customers(anonymity=Anonymity()) is None


def valued(count: int, core: int, **more) -> list[Customer]:
    since = [dt.date(2026 - n, 1, 1) for n in (0, 2, 4, 8, 16)]
    return [
        Customer(id=f"c{n}", unit="a", value=float(n + 1), key=n < core, since=since[n % 5], **more)
        for n in range(count)
    ]


def answered(count: int) -> list[dict]:
    return [
        {"period": "2026-10", "unit": "a", "id": f"c{n}", "q1": n % 4, "q2": n % 3}
        for n in range(count)
    ]


def test_the_core_is_set_beside_all_others_by_welchs_test():
    filed = book(Registers.holding(*valued(30, 12)), answered(30))
    made = measure(filed, filed.questionnaire.units.root, OCTOBER).of(CUSTOMERS)
    index = [((3 - n % 4) + (3 - n % 3)) / 6 * 100 for n in range(30)]
    test = stats.ttest_ind(index[:12], index[12:], equal_var=False)
    assert [(one.name, one.listed) for one in made.by_core] == [("core", 12), ("others", 18)]
    assert made.core_change.p == pytest.approx(test.pvalue)
    assert made.core_change.difference == pytest.approx(np.mean(index[:12]) - np.mean(index[12:]))


def test_bands_of_years_begin_where_they_say():
    filed = book(Registers.holding(*valued(20, 4)), answered(20))
    made = measure(filed, filed.questionnaire.units.root, OCTOBER).of(CUSTOMERS)
    assert [(one.name, one.listed) for one in made.by_years] == [
        ("0", 4), ("1", 4), ("3", 4), ("5", 4), ("10", 4),
    ]  # fmt: skip


def test_the_largest_customers_bring_a_part_of_the_revenue_that_only_few_readers_are_told():
    filed = book(Registers.holding(*valued(20, 4)), answered(20))
    made = measure(filed, filed.questionnaire.units.root, OCTOBER).of(CUSTOMERS)
    total = sum(range(1, 21))
    assert made.largest == ((1, pytest.approx(20 / total)), (5, pytest.approx(90 / total)))
    told = for_everybody(made)
    assert told.largest == ()
    assert [one.score for one in told.by_core] == [None, None]
    assert told.core_change is None


def test_who_left_before_the_period_is_not_listed_any_more():
    gone = Customer(id="gone", unit="a", key=True, lost=dt.date(2026, 9, 30))
    filed = book(Registers.holding(*valued(12, 6), gone), answered(12))
    made = measure(filed, filed.questionnaire.units.root, OCTOBER).of(CUSTOMERS)
    assert (made.listed, made.key, made.silent) == (12, 6, ())
