"""Errors of weights that were fitted to margins equal R's survey package; see oracles/raking.csv."""

from __future__ import annotations

from dataclasses import replace
from math import inf, sqrt

import numpy as np
import pytest

from csatreport.counts.findings.crowd import Crowd
from csatreport.counts.weighing import Weighing
from csatreport.statistics.change import compare, detectable, one_sample, welch
from csatreport.statistics.means import t_quantile
from csatreport.statistics.verdict import Against
from csatreport.statistics.weighted.calibrated import Fit, columns_of
from csatreport.statistics.weighted.means import (
    estimate_weighted_index,
    estimate_weighted_net,
    kish,
    post_stratify,
    rake,
    sample_of_mean,
    weighted_mean,
)
from tests.statistics.oracles import TOLERANCE, read_oracle

ROW = np.arange(150)
SEX = ((ROW * 7) % 5 < 2).astype(np.int64)
AGE = (ROW * ROW + ROW // 4) % 3
X = 1.0 + (3 * ROW + 2 * SEX + AGE + ROW // 7) % 5
Y = np.where(ROW % 17 == 0, np.nan, 1 + (X + AGE + (ROW * ROW) % 3) % 5)
VALUES = {"x": X, "y": Y, "good": (X >= 4).astype(float), "sex": SEX.astype(float)}
PARTS = {"all": ROW >= 0, "unit1": ROW % 4 == 1, "sex1": SEX == 1}
"""Made up for this test, by the same rule in R."""

CASES = read_oracle("raking")


def _weights(kind: str) -> tuple[np.ndarray, np.ndarray]:
    """Return weights and margins, raked or post-stratified."""
    people = {0: 0.4, 1: 0.35, 2: 0.25}
    if kind == "post":
        return post_stratify(AGE, people), columns_of([AGE])
    weights = np.ones(len(ROW))
    # Raking stops at 1e-6 of a share; the reference went on.
    for _ in range(100):
        for codes, shares in ((SEX, {0: 0.5, 1: 0.5}), (AGE, people)):
            for place, share in shares.items():
                inside = codes == place
                weights[inside] *= share * weights.sum() / weights[inside].sum()
    raked = rake([(SEX, {0: 0.5, 1: 0.5}), (AGE, people)]).weights
    assert weights / weights.mean() == pytest.approx(raked, abs=1e-5)
    return weights, columns_of([SEX, AGE])


@pytest.mark.parametrize("case", CASES)
def test_the_error_equals_rs_survey_package(case: str):
    kind, part, name = case.split("/")
    weights, columns = _weights(kind)
    used = PARTS[part] & ~np.isnan(VALUES[name])
    values, own = VALUES[name][used], weights[used]
    error = Fit.of(columns, weights).error(values, columns[used], own)
    assert weighted_mean(values, own).value == pytest.approx(CASES[case]["mean"], abs=TOLERANCE)
    assert error == pytest.approx(CASES[case]["se"], abs=TOLERANCE)


def test_what_the_margins_explain_wholly_has_no_error_left():
    weights, columns = _weights("rake")
    assert Fit.of(columns, weights).error(VALUES["sex"], columns, weights) == 0.0


def test_margins_that_explain_nothing_leave_the_plain_error():
    one = np.zeros(len(ROW), np.int64)
    found = Fit.of(columns_of([one]), np.ones(len(ROW)))
    assert found.error(X, columns_of([one]), np.ones(len(ROW))) == pytest.approx(
        X.std(ddof=1) / sqrt(len(X))
    )


def test_one_value_has_no_error():
    weights, columns = _weights("rake")
    assert Fit.of(columns, weights).error(X[:1], columns[:1], weights[:1]) is None


def _weighing(kind: str = "rake") -> Weighing:
    weights, columns = _weights(kind)
    return Weighing(rows=ROW, weights=weights, columns=columns, fit=Fit.of(columns, weights))


@pytest.mark.parametrize(
    ("kind", "part"), [(k, p) for k in ("rake", "post") for p in PARTS if f"{k}/{p}/x" in CASES]
)
def test_a_group_of_people_is_a_part_of_the_fitted_sample_like_a_unit(kind: str, part: str):
    case = CASES[f"{kind}/{part}/x"]
    inside = PARTS[part]
    (one, _), (rest, _) = Crowd(scores=X, weighing=_weighing(kind)).sides(~inside * 1, 2)
    assert one.sample.mean == pytest.approx(case["mean"], abs=TOLERANCE)
    assert sqrt(one.sample.variance / one.sample.n) == pytest.approx(case["se"], abs=TOLERANCE)
    assert rest.sample.n == (~inside).sum()


def test_fitting_stretches_the_error_by_what_it_uses_of_the_degrees_of_freedom():
    weights, columns = _weights("rake")
    worth = kish(weights)
    # Two sexes and three ages, of which one follows from the others.
    assert Fit.of(columns, weights).stretch == pytest.approx(sqrt((worth - 1) / (worth - 4)))
    assert _weighing("post").fit.stretch == pytest.approx(
        sqrt((kish(_weighing("post").weights) - 1) / (kish(_weighing("post").weights) - 3))
    )
    one = np.zeros(20, np.int64)
    assert Fit.of(columns_of([one]), np.ones(20)).stretch == 1


def test_more_categories_than_answers_are_never_enough_to_tell():
    three = np.arange(3)
    weighing = Weighing(
        rows=three,
        weights=np.ones(3),
        columns=columns_of([three]),
        fit=Fit.of(columns_of([three]), np.ones(3)),
    )
    mean = weighing.mean(np.array([10.0, 50.0, 90.0]))
    assert (mean.stretch, mean.worth) == (inf, 1)
    assert estimate_weighted_index(mean).low is None
    assert not sample_of_mean(mean).tells


def test_the_reported_error_is_rs_and_chance_is_judged_by_a_larger_one():
    mean = _weighing().mean(20 * X)
    sample, case = sample_of_mean(mean), CASES["rake/all/x"]
    df = (mean.effective - 1) / mean.stretch**2
    reach = t_quantile(df) * mean.stretch * mean.error
    assert mean.error == pytest.approx(20 * case["se"], abs=20 * TOLERANCE)
    level = estimate_weighted_index(mean)
    assert (level.low, level.high) == pytest.approx((mean.value - reach, mean.value + reach))
    target = one_sample(sample, 50.0)
    assert (target.error, target.df) == (pytest.approx(mean.error), pytest.approx(df))
    assert target.reach() == pytest.approx(reach)
    change = welch(sample, sample)
    assert change.error == pytest.approx(sqrt(2) * mean.error)
    assert (change.stretch, change.df) == (pytest.approx(mean.stretch), pytest.approx(2 * df))
    net = _weighing().mean(np.sign(X - 3))
    found = estimate_weighted_net(net)
    assert found.high - found.value == pytest.approx(t_quantile(df) * net.stretch * net.error)


def test_the_smallest_detectable_change_knows_what_fitting_costs():
    sample = sample_of_mean(_weighing().mean(20 * X))
    test = welch(sample, sample)
    change = compare(sample, sample, test, Against.PREVIOUS, None)
    plain = compare(sample, sample, replace(test, stretch=1.0), Against.PREVIOUS, None)
    assert detectable(change, 1, 3.0) == pytest.approx(test.stretch * detectable(plain, 1, 3.0))
