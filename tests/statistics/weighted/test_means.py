"""Weighted figures equal R's survey package, and weights of one change nothing."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from csatreport.statistics.change import SampleTest, compare_target, one_sample, welch
from csatreport.statistics.means import bounded, t_quantile
from csatreport.statistics.proportions import wilson
from csatreport.statistics.verdict import Verdict
from csatreport.statistics.weighted.calibrated import Fit, columns_of
from csatreport.statistics.weighted.means import (
    collapse,
    equal_counts,
    estimate_weighted_index,
    estimate_weighted_net,
    estimate_weighted_share,
    kish,
    post_stratify,
    rake,
    sample_of_mean,
    stratified_mean,
    weighted_mean,
)

ANSWERS = st.lists(
    st.tuples(st.floats(0, 100, allow_nan=False), st.floats(0.1, 9)), min_size=2, max_size=40
)


def _arrays(answers) -> tuple[np.ndarray, np.ndarray]:
    values, weights = zip(*answers, strict=True)
    return np.array(values), np.array(weights)


@given(ANSWERS)
def test_weights_of_one_change_nothing(answers):
    values, _ = _arrays(answers)
    found = weighted_mean(values, np.ones(len(values)))
    assert found.value == pytest.approx(values.mean())
    assert found.error == pytest.approx(values.std(ddof=1) / sqrt(len(values)), abs=1e-9)
    assert found.effective == pytest.approx(len(values))


@given(ANSWERS, st.floats(0.01, 100))
def test_the_unit_of_weights_does_not_matter(answers, factor):
    values, weights = _arrays(answers)
    one, other = weighted_mean(values, weights), weighted_mean(values, factor * weights)
    assert other.value == pytest.approx(one.value)
    assert other.error == pytest.approx(one.error, abs=1e-9)
    assert other.effective == pytest.approx(one.effective)


@given(ANSWERS)
def test_the_order_of_answers_changes_no_bit(answers):
    one = weighted_mean(*_arrays(answers))
    other = weighted_mean(*_arrays(answers[::-1]))
    assert one == other


@given(ANSWERS)
def test_kish_is_never_more_than_the_answers(answers):
    _, weights = _arrays(answers)
    assert 0 < kish(weights) <= len(weights) * (1 + 1e-12)


def test_a_share_with_error_has_wilsons_interval_on_its_effective_base():
    values, weights = np.array([1, 1, 0, 1, 0.0] * 20), np.array([1, 2, 1, 3, 2.0] * 20)
    mean = weighted_mean(values, weights)
    found = estimate_weighted_share(mean)
    assert found.low < mean.value < found.high
    assert found.base == 100
    certain = estimate_weighted_share(weighted_mean(np.ones(50), np.ones(50)))
    assert (certain.value, certain.high) == (1.0, 1.0)
    assert 0.9 < certain.low < 1


def _sample(rows: int, heavy: float, shift: float = 0.0):
    """Made up for this test: every third answer counts ``heavy`` times."""
    values = np.array([40.0 + 7 * (row % 5) + shift for row in range(rows)])
    return weighted_mean(values, np.array([heavy if row % 3 == 0 else 1.0 for row in range(rows)]))


def test_weighted_means_are_tested_by_t_with_kishs_degrees_of_freedom():
    now, before = _sample(40, 3.0, shift=9.0), _sample(24, 2.0)
    parts = now.error**2, before.error**2
    df = sum(parts) ** 2 / (parts[0] ** 2 / (now.effective - 1)
                            + parts[1] ** 2 / (before.effective - 1))  # fmt: skip
    t = (now.value - before.value) / sqrt(sum(parts))
    found = welch(sample_of_mean(now), sample_of_mean(before))
    assert (found.name, found.error) == ("weighted", pytest.approx(sqrt(sum(parts))))
    assert found.df == pytest.approx(df)
    assert found.p == pytest.approx(2 * stats.t.sf(t, df))


def test_tests_of_equally_weighted_means_are_students_and_welchs():
    one, other = np.array([40.0, 55, 61, 70] * 5), np.array([50.0, 59, 75] * 6)
    now, before = (sample_of_mean(weighted_mean(x, np.full(len(x), 2.5))) for x in (one, other))
    expected = stats.ttest_ind(one, other, equal_var=False)
    assert (welch(now, before).p, welch(now, before).df) == pytest.approx(
        (expected.pvalue, expected.df)
    )
    assert one_sample(now, 50).p == pytest.approx(stats.ttest_1samp(one, 50).pvalue)


def test_intervals_of_weighted_levels_use_t_with_kishs_degrees_of_freedom():
    mean = _sample(24, 4.0)
    t = stats.t.ppf(0.975, mean.effective - 1)
    index = estimate_weighted_index(mean)
    assert (index.low, index.high) == pytest.approx(bounded(mean.value, mean.error, t))
    many = replace(mean, n=60, effective=31.5)
    wide, reach = estimate_weighted_index(many), stats.t.ppf(0.975, 30.5) * mean.error
    assert (wide.low, wide.high) == pytest.approx((mean.value - reach, mean.value + reach))
    share = weighted_mean(np.array([1.0, 0, 1, 1] * 6), np.array([1.0, 2, 3] * 8))
    base = share.value * (1 - share.value) / share.error**2
    t = t_quantile(share.effective - 1)
    found = estimate_weighted_share(share)
    assert (found.low, found.high) == pytest.approx(wilson(share.value * base, base, t))
    net = estimate_weighted_net(share)
    assert net.high - net.value == pytest.approx(t * share.error)


def test_answers_worth_fewer_than_ten_have_neither_an_interval_nor_a_test():
    mean = _sample(30, 40.0)
    assert mean.n == 30
    assert mean.effective == pytest.approx((10 * 40 + 20) ** 2 / (10 * 1600 + 20))
    mean = _sample(24, 40.0)
    assert mean.effective < 10
    for found in (estimate_weighted_index(mean), estimate_weighted_share(mean),
                  estimate_weighted_net(mean)):  # fmt: skip
        assert (found.value, found.base) == (mean.value, 24)
        assert found.low is found.high is None
    few, many = sample_of_mean(mean), sample_of_mean(_sample(90, 2.0, shift=30.0))
    assert equal_counts(mean) == (0.0, 0.0)
    assert welch(few, many) == welch(many, few) == SampleTest(name="weighted")
    assert compare_target(few, 20.0).verdict is Verdict.TOO_FEW
    assert compare_target(few, 20.0).p is None


def test_too_few_answers_have_no_error_and_none_no_mean():
    alone = weighted_mean(np.array([70.0]), np.array([2.0]))
    assert (alone.value, alone.error) == (70.0, None)
    assert estimate_weighted_index(alone).low is None
    assert weighted_mean(np.array([]), np.array([])) is None
    assert estimate_weighted_index(None) is estimate_weighted_share(None) is None


def test_post_stratified_weights_give_each_stratum_its_people():
    codes = np.array([0, 0, 0, 1, -1])
    weights = post_stratify(codes, {0: 60.0, 1: 40.0})
    assert weights[:4].tolist() == [20, 20, 20, 40]
    assert np.isnan(weights[4])


def test_a_stratified_mean_and_its_error_are_kishs():
    values = np.array([60.0, 70, 80, 50, 54])
    codes = np.array([0, 0, 0, 1, 1])
    found = stratified_mean(values, codes, {0: 30.0, 1: 70.0})
    assert found.value == pytest.approx(0.3 * 70 + 0.7 * 52)
    variance = 0.3**2 * (1 - 3 / 30) * 100 / 3 + 0.7**2 * (1 - 2 / 70) * 8 / 2
    assert found.error == pytest.approx(sqrt(variance))
    assert found.value == pytest.approx(
        weighted_mean(values, post_stratify(codes, {0: 30.0, 1: 70.0})).value
    )


def test_a_stratum_asked_completely_adds_no_error():
    found = stratified_mean(np.array([1.0, 2, 5, 9]), np.array([0, 0, 1, 1]), {0: 2.0, 1: 2.0})
    assert found.error == 0


def test_strata_are_joined_in_the_declared_order_until_each_has_two():
    people = dict.fromkeys(range(4), 10.0)
    order = [(0, 1), (2, 3), (1, 3)]
    assert collapse({0: 5, 1: 5, 2: 5, 3: 5}, people, order) == {0: 0, 1: 1, 2: 2, 3: 3}
    assert collapse({0: 1, 1: 5, 2: 5, 3: 5}, people, order) == {0: 1, 1: 1, 2: 2, 3: 3}
    assert collapse({0: 0, 1: 1, 2: 5, 3: 5}, people, order) == {0: 3, 1: 3, 2: 2, 3: 3}


def test_raked_weights_meet_every_margin():
    sex = np.array([0] * 60 + [1] * 40)
    age = np.array(([0] * 30 + [1] * 30) + ([0] * 10 + [1] * 30))
    found = rake([(sex, {0: 50.0, 1: 50.0}), (age, {0: 55.0, 1: 45.0})])
    assert found.open is None
    assert found.capped == 0
    total = found.weights.sum()
    assert found.weights[sex == 0].sum() / total == pytest.approx(0.5, abs=1e-6)
    assert found.weights[age == 0].sum() / total == pytest.approx(0.55, abs=1e-6)
    assert found.weights.mean() == pytest.approx(1)


def test_raking_of_one_margin_is_post_stratification():
    codes = np.array([0] * 70 + [1] * 30)
    raked = rake([(codes, {0: 50.0, 1: 50.0})]).weights
    strata = post_stratify(codes, {0: 50.0, 1: 50.0})
    assert raked == pytest.approx(strata / strata.mean())


def test_margins_that_contradict_the_sample_do_not_close_and_are_named():
    sex = np.array([0] * 50 + [1] * 50)
    age = np.array([0] * 50 + [1] * 50)
    found = rake([(sex, {0: 50.0, 1: 50.0}), (age, {0: 90.0, 1: 10.0})])
    assert found.open is not None
    assert found.rounds == 50


def test_a_category_without_answers_cannot_be_weighted_up():
    assert rake([(np.array([0] * 20), {0: 50.0, 1: 50.0})]).open == 0


def test_weights_are_capped_and_counted():
    codes = np.array([0] * 99 + [1])
    found = rake([(codes, {0: 50.0, 1: 50.0})])
    assert found.capped == 1
    assert found.weights.max() == pytest.approx(5.0)
    assert found.open is not None


def test_rows_without_a_category_get_no_weight():
    codes = np.array([0, 1, -1, 1])
    assert np.isnan(rake([(codes, {0: 1.0, 1: 1.0})]).weights).tolist() == [
        False, False, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("weight", [0.05, 0.2, 0.21, 1 / 3, 0.7, 1.0, 13.0])
def test_ten_equal_weights_are_worth_ten(weight):
    assert kish(np.full(10, weight)) == 10


def test_the_order_of_rows_changes_no_last_bit_of_raked_figures():
    dice = np.random.default_rng(3)
    sex, age = dice.integers(0, 2, 61), dice.integers(0, 3, 61)
    values = dice.normal(70, 20, 61)

    def figures(order):
        margins = [(sex[order], {0: 0.49, 1: 0.51}), (age[order], {0: 0.2, 1: 0.5, 2: 0.3})]
        weights = rake(margins).weights
        columns = columns_of([codes for codes, _ in margins])
        fit = Fit.of(columns, weights)
        return fit.error(values[order], columns, weights), kish(weights), fit.stretch

    assert figures(np.arange(61)) == figures(dice.permutation(61))
