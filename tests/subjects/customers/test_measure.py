"""Customers of a list: who is at risk, and how content each group is."""

from __future__ import annotations

from math import sqrt

import pytest

from csatreport.registers.model import Registers
from csatreport.statistics.means import bounded, t_quantile
from csatreport.study.policy import Anonymity, Sampling
from csatreport.study.register_entries import Customer
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
