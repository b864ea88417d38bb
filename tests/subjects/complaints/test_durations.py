"""How long things take that are not all over: the curve of Kaplan and Meier against SciPy."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from csatreport.subjects.complaints.durations import Percentile, curve, percentile

days = st.lists(st.integers(0, 30), min_size=1, max_size=40)


@given(days, st.lists(st.integers(0, 30), max_size=20))
def test_the_curve_and_its_interval_equal_scipy(done, waiting):
    steps = curve(done, waiting)
    found = stats.ecdf(stats.CensoredData(uncensored=done, right=waiting)).sf
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        interval = found.confidence_interval(method="log-log")
    for step in steps:
        assert step.open == pytest.approx(float(found.evaluate(step.day)), abs=1e-12)
        assert (step.low is None) == (step.high is None) == (step.open == 0)
        if step.low is not None:
            low = float(interval.low.evaluate(step.day))
            high = float(interval.high.evaluate(step.day))
            assert (step.low, step.high) == pytest.approx((low, high), abs=1e-9)


# Computed by R (survival 3.5, `quantile` of `survfit` with `conf.type = "log-log"`) from cases that
# were made up for this test: part, days, low, high.
SURVFIT = [
    ([1, 2, 2, 3, 4, 5, 6, 8, 11, 20], [], 0.9, 15.5, 6, None),
    ([1, 2, 2, 3, 4, 5, 6, 8, 11, 20], [], 0.5, 4.5, 1, 8),
    ([1, 2, 2, 3, 4, 5, 6, 8, 11, 20], [], 0.75, 8, 4, None),
    ([1, 2, 3, 4], [], 0.25, 1.5, 1, 3),
    ([1, 2], [3, 4], 0.25, 1.5, 1, None),
    ([1, 2], [3, 4], 0.5, 3, 1, None),
    ([1, 2], [3, 4], 0.75, None, 1, None),
    ([1, 2, 3, 4], [9] * 4, 0.5, 6.5, 1, None),
    ([1, 2, 3, 4], [9] * 4, 0.9, None, None, None),
    ([5] * 4, [], 0.5, 5, None, None),
    ([0, 0, 1, 3, 3, 7, 7, 12], [2, 4, 9, 15], 0.75, 12, 3, None),
    ([0, 0, 1, 3, 3, 7, 7, 12], [2, 4, 9, 15], 0.25, 2, 0, 7),
]


@pytest.mark.parametrize("case", SURVFIT)
def test_percentiles_and_their_ends_equal_rs_survfit(case):
    done, waiting, part, days, low, high = case
    found = percentile(curve(done, waiting), part, max(done + waiting))
    assert found == Percentile(days=days, low=low, high=high)


@given(days, st.lists(st.integers(0, 30), max_size=20), st.sampled_from([0.25, 0.5, 0.9]))
def test_an_end_exists_only_where_scipys_limit_comes_down_to_the_share(done, waiting, part):
    found = percentile(curve(done, waiting), part, max(done + waiting))
    sf = stats.ecdf(stats.CensoredData(uncensored=done, right=waiting)).sf
    with warnings.catch_warnings():
        # SciPy warns that the limits are undefined where nothing is open any more.
        warnings.simplefilter("ignore", RuntimeWarning)
        limits = sf.confidence_interval(method="log-log")
    for end, limit in ((found.low, limits.low), (found.high, limits.high)):
        reached = limit.probabilities[sf.probabilities > 0] <= 1 - part + 1e-12
        assert (end is not None) == bool(reached.any())


@given(days)
def test_without_open_cases_the_median_is_the_usual_one(done):
    assert percentile(curve(done, []), 0.5, max(done)).days == np.median(done)


def test_a_median_that_most_have_not_reached_is_not_told():
    assert percentile(curve([1, 2], [9] * 10), 0.5, 9).days is None


def test_open_cases_move_the_percentiles_up():
    closed = percentile(curve([1, 2, 3, 4], []), 0.5, 4).days
    assert percentile(curve([1, 2, 3, 4], [5, 5, 5]), 0.5, 5).days > closed


def test_nothing_finished_has_no_curve():
    assert curve([], [3]) == ()
    assert percentile((), 0.5, 3).days is None
