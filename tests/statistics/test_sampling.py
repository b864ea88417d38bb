"""Sample sizes equal the published table, allocations add up, and rates are never invented."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from csatreport.statistics.rates import poisson_rate, rate_ratio
from csatreport.statistics.sampling import Outcomes, allocate, response_rates, sample_size
from tests.statistics.oracles import read_oracle

KREJCIE_MORGAN = {10: 10, 50: 44, 100: 80, 200: 132, 500: 217, 1000: 278, 5000: 357, 100_000: 383}


@pytest.mark.parametrize(("population", "needed"), KREJCIE_MORGAN.items())
def test_sample_sizes_equal_the_table_of_krejcie_and_morgan(population: int, needed: int):
    # Their table uses chi-square of 3.841 and rounds up a few entries.
    assert sample_size(0.05, population) == pytest.approx(needed, abs=1)


def test_two_entries_of_the_table_are_met_exactly():
    assert (sample_size(0.05, 200), sample_size(0.05, 1000)) == (132, 278)


@given(st.integers(1, 100_000), st.floats(0.01, 0.2))
def test_nobody_is_asked_twice_and_the_margin_is_kept(population: int, margin: float):
    n = sample_size(margin, population)
    assert 0 < n <= population
    left = (population - n) / (population - 1) if population > 1 else 0.0
    assert 1.96 * sqrt(0.25 / n * left) <= margin * 1.2 + 1 / n
    assert sample_size(margin) >= n


@given(st.integers(1, 500), st.lists(st.integers(0, 400), min_size=1, max_size=20))
def test_an_allocation_asks_no_unit_for_more_than_it_has_and_two_at_least(n: int, people):
    populations = {f"u{place}": count for place, count in enumerate(people)}
    given_out = allocate(n, populations)
    for unit, count in populations.items():
        assert min(2, count) <= given_out[unit] <= max(count, 0)
    assert sum(given_out.values()) >= min(n, sum(people))
    assert sum(given_out.values()) <= min(n, sum(people)) + 2 * len(people)


def test_remainders_go_to_the_largest():
    assert allocate(10, {"a": 50, "b": 33, "c": 17}) == {"a": 5, "b": 3, "c": 2}
    assert allocate(10, {"a": 1, "b": 99}) == {"a": 1, "b": 10}


def test_response_rates_are_aapors():
    found = response_rates(
        Outcomes(complete=60, partial=10, refused=20, no_contact=5, other=5, unknown=100,
                 eligible=0.4)
    )  # fmt: skip
    assert found.rr1 == pytest.approx(60 / 200)
    assert found.rr2 == pytest.approx(70 / 200)
    assert found.rr3 == pytest.approx(60 / 140)
    assert response_rates(Outcomes(complete=0)) is None


@given(st.integers(0, 300), st.floats(1, 10_000))
def test_the_interval_of_a_rate_is_exact(events: int, exposure: float):
    found = poisson_rate(events, exposure, per=1)
    want = (stats.chi2.ppf(0.025, 2 * events) / 2, stats.chi2.ppf(0.975, 2 * events + 2) / 2)
    assert found.high == pytest.approx(want[1] / exposure)
    if events:
        assert found.low == pytest.approx(want[0] / exposure)
    else:
        assert found.low is None


@pytest.mark.parametrize("exposure", [None, 0, -3])
def test_without_exposure_there_is_no_rate(exposure):
    assert poisson_rate(5, exposure) is None


def test_a_ratio_of_rates_equals_rs_own_example():
    want = read_oracle("period_change", "rate_ratio/")["R_doc"]
    found = rate_ratio(11, 800, 6 + 8 + 7, 1083 + 1050 + 878)
    assert found.value == pytest.approx(want["ratio"], abs=1e-9)
    assert (found.low, found.high) == pytest.approx((want["lower"], want["upper"]), abs=1e-9)
    assert found.p == pytest.approx(want["p_exact"], abs=1e-9)


def test_a_ratio_without_events_on_one_side_has_one_limit():
    assert rate_ratio(0, 10, 5, 10).low == 0
    endless = rate_ratio(5, 10, 0, 10)
    assert (endless.value, endless.high) == (None, None)
    assert rate_ratio(0, 10, 0, 10) is None
