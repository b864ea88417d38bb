"""How long things take that are not all over: the curve of Kaplan and Meier against SciPy."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from csatreport.statistics.survival import Percentile, Stay, curve, log_rank, percentile, stays_of

days = st.lists(st.integers(0, 30), min_size=1, max_size=40)


@given(days, st.lists(st.integers(0, 30), max_size=20))
def test_the_curve_and_its_interval_equal_scipy(done, waiting):
    steps = curve(stays_of(done, waiting))
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
    found = percentile(curve(stays_of(done, waiting)), part, max(done + waiting))
    assert found == Percentile(days=days, low=low, high=high)


@given(days, st.lists(st.integers(0, 30), max_size=20), st.sampled_from([0.25, 0.5, 0.9]))
def test_an_end_exists_only_where_scipys_limit_comes_down_to_the_share(done, waiting, part):
    found = percentile(curve(stays_of(done, waiting)), part, max(done + waiting))
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
    assert percentile(curve(stays_of(done, [])), 0.5, max(done)).days == np.median(done)


def test_a_median_that_most_have_not_reached_is_not_told():
    assert percentile(curve(stays_of([1, 2], [9] * 10)), 0.5, 9).days is None


def test_open_cases_move_the_percentiles_up():
    closed = percentile(curve(stays_of([1, 2, 3, 4], [])), 0.5, 4).days
    assert percentile(curve(stays_of([1, 2, 3, 4], [5, 5, 5])), 0.5, 5).days > closed


def test_nothing_finished_has_no_curve():
    assert curve(stays_of([], [3])) == ()
    assert percentile((), 0.5, 3).days is None


late = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 20), st.booleans()), min_size=1, max_size=30
)


@given(late)
def test_who_enters_late_is_at_risk_only_from_then_on(cases):
    stays = [Stay(left=begun + took, over=over, entered=begun) for begun, took, over in cases]
    share = 1.0
    for step in curve(stays):
        seen = sum(begun < step.day <= begun + took for begun, took, _ in cases)
        ended = sum(over and begun + took == step.day for begun, took, over in cases)
        share *= 1 - ended / seen
        assert step.open == pytest.approx(share)


@given(
    st.lists(
        st.tuples(st.integers(0, 1), st.integers(0, 15), st.booleans()), min_size=4, max_size=40
    )
)
def test_the_log_rank_test_equals_scipy(cases):
    groups = [[Stay(left=d, over=over) for g, d, over in cases if g == which] for which in (0, 1)]
    told = log_rank(groups)
    if told is None:
        return
    data = [
        stats.CensoredData(
            uncensored=[one.left for one in some if one.over],
            right=[one.left for one in some if not one.over],
        )
        for some in groups
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        assert told == pytest.approx(float(stats.logrank(*data).pvalue), abs=1e-9)


def test_groups_that_cannot_be_compared_have_no_p():
    assert log_rank([[Stay(left=3, over=True)], []]) is None
    assert log_rank([]) is None
