"""Shares and their intervals equal R, statsmodels and the published tables."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from csatreport.statistics.proportions import (
    adjusted_wald,
    effective_base,
    estimate_net,
    estimate_share,
    net_error,
    wilson,
)
from tests.statistics.oracles import exactly, read_oracle

near = pytest.approx


WILSON = read_oracle("proportions", "wilson/")
TOP_TWO = read_oracle("proportions", "t2b/")
NET = read_oracle("nps", "nps/")


@pytest.mark.parametrize("case", WILSON)
def test_wilson_equals_r(case: str):
    count, n = (int(part) for part in case.split("_of_"))
    want = WILSON[case]
    assert wilson(count, n) == exactly((want["wilson_lower"], want["wilson_upper"]))
    assert estimate_share(count, n).value == exactly(want["p"])


@pytest.mark.parametrize("case", TOP_TWO)
def test_the_airports_top_two_shares_equal_r(case: str):
    want = TOP_TWO[case]
    share = estimate_share(int(want["top2"]), int(want["n"]))
    assert share.value == exactly(want["p"])
    assert (share.low, share.high) == exactly((want["wilson_lower"], want["wilson_upper"]))


@pytest.mark.parametrize("case", NET)
def test_the_net_scores_equal_the_reference(case: str):
    want = NET[case]
    good, bad, n = (int(want[key]) for key in ("promoters", "detractors", "n"))
    bounds = [100 * end for end in adjusted_wald(good, bad, n)]
    assert bounds == exactly([want["adjwald_lower"], want["adjwald_upper"]])
    assert 100 * estimate_net(good, bad, n).value == exactly(want["nps"])
    assert 100 * net_error(good, bad, n) == exactly(want["se_mle"])


@given(st.integers(1, 3000), st.data())
@settings(max_examples=60, deadline=None)
def test_wilson_equals_statsmodels_and_holds_the_share(n: int, data):
    count = data.draw(st.integers(0, n))
    low, high = proportion_confint(count, n, method="wilson")
    share = estimate_share(count, n)
    assert (share.low, share.high) == near((low, high), abs=1e-12)
    assert 0 <= share.low <= share.value <= share.high <= 1


def test_no_answers_have_no_share_and_no_net_score():
    assert estimate_share(0, 0) is None
    assert estimate_net(0, 0, 0) is None


def test_a_census_has_no_interval():
    share, net = estimate_share(30, 60, 60), estimate_net(30, 10, 60, 60)
    assert share.census
    assert net.census
    assert share.low is share.high is net.low is net.high is None


def test_a_finite_population_narrows_the_interval():
    assert effective_base(30, 60) == near(59)
    assert effective_base(30, None) == 30
    free, bound = estimate_share(20, 30), estimate_share(20, 30, 60)
    assert free.low < bound.low < bound.value < bound.high < free.high
    # The variance shrinks by (N - n) / (N - 1): Wilson with 59 answers instead of 30.
    assert (bound.low, bound.high) == near(wilson(20 / 30 * 59, 59))


def test_a_net_score_of_29_of_30_people_is_nearly_certain():
    net = estimate_net(26, 1, 29, 30)
    assert (net.low, net.high) == near((0.829, 0.889), abs=0.0005)
    # The likeliest score of all thirty lies inside: the one who is silent is a promoter.
    assert net.low < (27 - 1) / 30 < net.high


def covered(good: int, neutral: int, bad: int, n: int) -> float:
    """Return how often the interval of n answers holds the net score of everybody, exactly."""
    people, held = good + neutral + bad, 0
    for a in range(max(0, n - neutral - bad), min(good, n) + 1):
        for b in range(max(0, n - a - neutral), min(bad, n - a) + 1):
            net = estimate_net(a, b, n, people)
            if net.low - 1e-12 <= (good - bad) / people <= net.high + 1e-12:
                held += comb(good, a) * comb(bad, b) * comb(neutral, n - a - b)
    return held / comb(people, n)


def compositions(people: int):
    return [(a, people - a - b, b) for a in range(people + 1) for b in range(people + 1 - a)]


@pytest.mark.parametrize("n", [25, 28, 29])
def test_near_a_census_a_net_interval_holds_the_score_of_everybody(n: int):
    # Of 29 of 30 only three results are possible, so a single composition can be less lucky.
    every = [covered(*parts, n) for parts in compositions(30)]
    assert 0.94 <= sum(every) / len(every) <= 0.97
    assert sorted(every)[len(every) // 20] >= 0.83
    assert covered(26, 3, 1, n) >= 0.89


def test_a_net_score_of_nine_answers_has_no_interval():
    assert estimate_net(5, 2, 9).low is None
    assert estimate_net(5, 2, 10).low is not None


@given(st.integers(10, 200), st.data())
@settings(max_examples=60, deadline=None)
def test_a_net_interval_holds_its_score_and_stays_possible(n: int, data):
    good = data.draw(st.integers(0, n))
    bad = data.draw(st.integers(0, n - good))
    net = estimate_net(good, bad, n)
    assert -1 <= net.low <= net.value <= net.high <= 1
