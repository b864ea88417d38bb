"""How long things take that are not all over: the curve of Kaplan and Meier against SciPy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from csatreport.measures.durations import curve, percentile

days = st.lists(st.integers(0, 30), min_size=1, max_size=40)


@given(days, st.lists(st.integers(0, 30), max_size=20))
def test_the_curve_and_its_interval_equal_scipy(done, waiting):
    steps = curve(done, waiting)
    found = stats.ecdf(stats.CensoredData(uncensored=done, right=waiting)).sf
    interval = found.confidence_interval(method="log-log")
    for step in steps:
        assert step.open == pytest.approx(float(found.evaluate(step.day)), abs=1e-12)
        if 0 < step.open < 1:
            low = float(interval.low.evaluate(step.day))
            high = float(interval.high.evaluate(step.day))
            assert (step.low, step.high) == pytest.approx((low, high), abs=1e-9)


@given(days)
def test_without_open_cases_the_median_is_the_usual_one(done):
    found = percentile(curve(done, []), 0.5)
    assert found.days == np.sort(done)[(len(done) - 1) // 2]


def test_a_median_that_most_have_not_reached_is_not_told():
    assert percentile(curve([1, 2], [9] * 10), 0.5).days is None


def test_open_cases_move_the_percentiles_up():
    closed = percentile(curve([1, 2, 3, 4], []), 0.5).days
    assert percentile(curve([1, 2, 3, 4], [5, 5, 5]), 0.5).days > closed


def test_nothing_finished_has_no_curve():
    assert curve([], [3]) == ()
    assert percentile((), 0.5).days is None
