"""How far apart two independent levels lie, held against SciPy where a level is symmetric."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from csatreport.statistics.apart import apart
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.means import Sample, estimate_index
from csatreport.statistics.proportions import estimate_share

DICE = np.random.default_rng(4)
ONE, OTHER = DICE.normal(60, 12, 40), DICE.normal(55, 20, 90)


def level(values) -> Estimate:
    return estimate_index(Sample(n=len(values), mean=values.mean(), variance=values.var(ddof=1)))


def test_of_levels_with_students_interval_it_is_welchs_test():
    found, wanted = apart(level(ONE), level(OTHER)), stats.ttest_ind(ONE, OTHER, equal_var=False)
    ends = wanted.confidence_interval(0.95)
    assert found.p == pytest.approx(wanted.pvalue)
    assert (found.gap.low, found.gap.high) == pytest.approx((ends.low, ends.high))


def test_against_a_known_level_it_is_the_test_of_one_sample():
    found, wanted = apart(level(ONE), Estimate(value=57, census=True)), stats.ttest_1samp(ONE, 57)
    assert found.p == pytest.approx(wanted.pvalue)


def test_the_end_towards_the_other_level_decides():
    share = estimate_share(57, 60).percent
    found = apart(share, Estimate(value=100.0, census=True))
    assert (found.gap.low, found.gap.high) == pytest.approx((share.low - 100, share.high - 100))
    few = Estimate(value=95, low=80, high=96, base=10)
    below = apart(few, Estimate(value=96, census=True))
    assert below.p == pytest.approx(0.05)
    assert below.gap.high == pytest.approx(0.0)


def test_where_an_interval_is_missing_chance_is_not_told():
    for lone in (Estimate(value=50, base=3), Estimate(value=50, low=0, high=100, base=1)):
        found = apart(lone, level(ONE))
        assert (found.gap.low, found.p) == (None, None)
    same = apart(Estimate(value=90, census=True), Estimate(value=95, census=True))
    assert (same.gap.value, same.gap.census, same.p) == (-5, True, None)
