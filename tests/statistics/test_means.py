"""Means, medians and intervals from counts equal those from rows, R and scipy."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from csatreport.statistics.means import (
    ASKEW,
    Sample,
    estimate_index,
    median_of_counts,
    sample_of_counts,
    sample_of_moments,
    t_quantile,
)
from csatreport.statistics.tally import SCORE_UNIT, Moments
from tests.statistics.oracles import exactly, read_oracle

TALLIES = read_oracle("merge_and_johnson", "tally/")
FIVE = (1.0, 2.0, 3.0, 4.0, 5.0)
counts_of_four = st.tuples(*[st.integers(0, 30)] * 4)
POINTS = (3.0, 1.5, 1.0, 0.0)


@pytest.mark.parametrize("case", TALLIES)
def test_the_airports_yearly_tallies_equal_r(case: str):
    want = TALLIES[case]
    counts = tuple(int(want[f"count_{place}"]) for place in range(1, 6))
    sample = sample_of_counts(FIVE, counts)
    assert sample.n == want["n_valid"]
    assert sample.mean == exactly(want["mean"])
    assert sample.sd == exactly(want["sd"])
    assert median_of_counts(FIVE, counts) == want["median"]


@given(counts_of_four)
@settings(max_examples=80, deadline=None)
def test_counts_give_what_rows_give(counts: tuple[int, ...]):
    rows = np.repeat(POINTS, counts)
    sample = sample_of_counts(POINTS, counts)
    assert sample.n == len(rows)
    if len(rows) == 0:
        assert median_of_counts(POINTS, counts) is None
        return
    assert sample.mean == pytest.approx(rows.mean())
    assert median_of_counts(POINTS, counts) == pytest.approx(float(np.median(rows)))
    if len(rows) > 1:
        assert sample.sd == pytest.approx(rows.std(ddof=1), abs=1e-12)


def test_an_even_split_between_two_options_gives_their_midpoint():
    assert median_of_counts((3.0, 2.0, 1.0, 0.0), (2, 1, 0, 3)) == 1.0


def test_an_option_without_points_is_not_scored():
    assert sample_of_counts((3.0, None, 0.0), (1, 5, 1)).n == 2
    assert median_of_counts((3.0, None, 0.0), (1, 5, 1)) == 1.5


@given(counts_of_four.filter(lambda c: sum(map(bool, c)) > 1))
@settings(max_examples=80, deadline=None)
def test_the_interval_of_an_index_of_thirty_or_more_equals_scipys(counts: tuple[int, ...]):
    counts = (counts[0] + ASKEW, *counts[1:])
    sample = sample_of_counts(POINTS, counts).rescaled(0, 3)
    found = estimate_index(sample)
    rows = np.repeat(POINTS, counts) * 100 / 3
    low, high = stats.t.interval(0.95, len(rows) - 1, rows.mean(), stats.sem(rows))
    assert (found.low, found.high) == pytest.approx((max(low, 0), min(high, 100)))
    assert 0 <= found.low <= found.value <= found.high <= 100


@given(st.tuples(*[st.integers(0, 7)] * 4).filter(lambda c: sum(map(bool, c)) > 1))
def test_the_interval_of_an_index_of_few_is_wilsons_with_students_t(counts: tuple[int, ...]):
    sample = sample_of_counts(POINTS, counts).rescaled(0, 3)
    found = estimate_index(sample)
    t, error = t_quantile(sample.n - 1), sqrt(sample.variance / sample.n) / 100
    share = sample.mean / 100
    factor = error**2 / (share * (1 - share))
    for end in (found.low / 100, found.high / 100):
        # Wilson's ends lie t errors away, as large as the error would be if they were the truth.
        assert (share - end) ** 2 == pytest.approx(t * t * factor * end * (1 - end), abs=1e-9)
    assert 0 <= found.low <= found.value <= found.high <= 100


def test_the_interval_of_few_reaches_farther_to_the_middle_than_to_the_near_end():
    sample = sample_of_counts((3.0, 2.0, 1.0, 0.0), (14, 4, 1, 1)).rescaled(0, 3)
    found = estimate_index(sample)
    assert found.value - found.low > 1.5 * (found.high - found.value)


def test_a_census_and_equal_values_have_no_interval_however_few():
    sample = sample_of_counts((3.0, 0.0), (4, 1)).rescaled(0, 3)
    assert estimate_index(sample, 5).census
    assert estimate_index(sample_of_counts((3.0, 0.0), (5, 0)).rescaled(0, 3)).low is None


def test_a_finite_population_narrows_the_interval_of_a_mean():
    sample = Sample(n=30, mean=50.0, variance=400.0)
    free, bound = estimate_index(sample), estimate_index(sample, 60)
    assert bound.high - bound.low == pytest.approx((free.high - free.low) * 0.5**0.5)
    assert estimate_index(sample, 30).census
    assert estimate_index(sample, 30).low is None


def test_no_spread_no_interval():
    assert estimate_index(Sample(n=0, mean=0.0, variance=0.0)) is None
    assert estimate_index(Sample(n=1, mean=70.0, variance=0.0)).low is None
    assert estimate_index(Sample(n=40, mean=100.0, variance=0.0)).low is None


@given(st.lists(st.integers(0, 100 * SCORE_UNIT), min_size=2, max_size=30))
@settings(max_examples=60, deadline=None)
def test_moments_of_scores_give_what_rows_give(units: list[int]):
    moments = Moments(len(units), sum(units), sum(unit * unit for unit in units))
    rows = np.array(units) / SCORE_UNIT
    sample = sample_of_moments(moments)
    assert sample.mean == pytest.approx(rows.mean())
    assert sample.variance == pytest.approx(rows.var(ddof=1), rel=1e-6, abs=1e-9)
