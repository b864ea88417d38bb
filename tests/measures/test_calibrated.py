"""Errors of weights that were fitted to margins equal R's survey package; see oracles/raking.csv."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from csatreport.measures.calibrated import Fit, columns_of
from csatreport.measures.weights import post_stratify, rake, weighted_mean
from tests.measures.oracles import TOLERANCE, read_oracle

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
