"""Sums of independent figures: the ends are those of Zou and Donner, and cover what they promise."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from csatreport.statistics.combined import combined
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.proportions import estimate_share
from csatreport.statistics.rates import poisson_rate


def test_a_difference_of_two_shares_has_newcombes_interval():
    # Newcombe's hybrid score interval, method 10: 56/70 against 48/80 is 0.0524 … 0.3339
    # (Statistics in Medicine 17, 1998, table II, a), which this method holds as a special case.
    found = combined([(1, estimate_share(56, 70)), (-1, estimate_share(48, 80))])
    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_a_factor_below_zero_turns_the_ends_round():
    found = combined(
        [(-2, Estimate(value=1, low=0, high=4)), (1, Estimate(value=5, low=2, high=6))]
    )
    assert found.value == 3
    assert (found.low, found.high) == pytest.approx((3 - sqrt(36 + 9), 3 + sqrt(4 + 1)))


def test_what_has_no_interval_adds_no_chance():
    assert combined([(1, Estimate(value=2)), (3, Estimate(value=1))]) == Estimate(value=5)


def test_the_interval_of_a_weighted_sum_holds_the_truth_as_often_as_it_promises():
    dice = np.random.default_rng(7)
    truth = 0.5 * 0.95 + 0.3 * 0.9 + 0.2 * 2.0
    inside = 0
    for late, absent, events in zip(
        dice.binomial(60, 0.95, 2000), dice.binomial(40, 0.9, 2000), dice.poisson(8, 2000),
        strict=True,
    ):  # fmt: skip
        rate = poisson_rate(int(events), 4, 1)
        ends = Estimate(value=rate.value, low=rate.low or 0.0, high=rate.high)
        found = combined([
            (0.5, estimate_share(int(late), 60)), (0.3, estimate_share(int(absent), 40)),
            (0.2, ends),
        ])  # fmt: skip
        inside += found.low <= truth <= found.high
    assert 0.94 <= inside / 2000 <= 0.985
