"""Omega equals statsmodels' one-factor solution, and there is none where one factor does not fit."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csatreport.subjects.quality.omega import omega_total
from csatreport.subjects.quality.reliability import alpha_of


def drawn(loadings, n: int = 400, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    loadings = np.array(loadings)
    common = rng.normal(size=(n, 1)) * loadings
    return common + rng.normal(size=(n, len(loadings))) * np.sqrt(1 - loadings**2)


def implied(loadings) -> np.ndarray:
    loadings = np.array(loadings)
    return np.outer(loadings, loadings) + np.diag(1 - loadings**2)


@pytest.mark.parametrize("seed", range(5))
def test_omega_equals_the_factor_analysis_of_statsmodels(seed):
    from statsmodels.multivariate.factor import Factor  # noqa: PLC0415  # slow to import

    data = drawn([0.8, 0.7, 0.6, 0.5, 0.4, 0.7], seed=seed)
    fitted = Factor(data, n_factor=1, method="ml").fit(opt={"gtol": 1e-10}, em_iter=200)
    shared = fitted.loadings.sum() ** 2
    expected = shared / (shared + fitted.uniqueness.sum())
    assert omega_total(np.cov(data.T)) == pytest.approx(expected, abs=1e-5)


def test_of_three_items_the_factor_is_known_exactly():
    r12, r13, r23 = 0.42, 0.35, 0.3
    loadings = [sqrt(r12 * r13 / r23), sqrt(r12 * r23 / r13), sqrt(r13 * r23 / r12)]
    shared = sum(loadings) ** 2
    expected = shared / (shared + 3 - sum(one**2 for one in loadings))
    found = omega_total(np.array([[1, r12, r13], [r12, 1, r23], [r13, r23, 1]]))
    assert found == pytest.approx(expected, abs=1e-7)


@settings(deadline=None)
@given(st.lists(st.floats(0.3, 0.9), min_size=3, max_size=8))
def test_a_factor_that_is_there_is_found(loadings):
    shared = sum(loadings) ** 2
    expected = shared / (shared + sum(1 - one**2 for one in loadings))
    assert omega_total(implied(loadings)) == pytest.approx(expected, abs=1e-5)


def test_items_that_reflect_the_same_equally_have_alpha_for_omega():
    matrix = implied([0.7] * 5)
    assert omega_total(matrix) == pytest.approx(alpha_of(matrix), abs=1e-7)


def test_the_scale_of_an_item_does_not_matter():
    scale = np.array([1.0, 10.0, 0.1, 3.0])
    matrix = implied([0.8, 0.6, 0.5, 0.7])
    assert omega_total(matrix * np.outer(scale, scale)) == pytest.approx(omega_total(matrix))


@pytest.mark.parametrize(
    "matrix",
    [
        implied([0.8, 0.7]),
        np.array([[1, 0.9, 0.9], [0.9, 1, 0.5], [0.9, 0.5, 1.0]]),  # a loading above 1
        np.array([[1.0, 1.0, 0.5], [1.0, 1.0, 0.5], [0.5, 0.5, 1.0]]),  # two that are one
    ],
    ids=["two items", "Heywood", "singular"],
)
def test_where_one_factor_does_not_describe_the_items_there_is_no_omega(matrix):
    assert omega_total(matrix) is None
