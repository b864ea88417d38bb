"""Effect sizes equal R and SciPy, and say nothing where people's spread is not known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from csatreport.statistics.effect import cohens_d
from csatreport.statistics.groups.association import mann_whitney
from csatreport.statistics.means import Sample

# Student's sleep data (1908), in the public domain; d of R 4.4 and its package effsize 0.8.1:
# cohen.d(sleep$extra, sleep$group).
ONE = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
OTHER = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def _sample(values: list[float], worth: float | None = None) -> Sample:
    mean, variance = float(np.mean(values)), float(np.var(values, ddof=1))
    return Sample(n=len(values), mean=mean, variance=variance, worth=worth)


def test_cohens_d_equals_r():
    assert cohens_d(_sample(ONE), _sample(OTHER)) == pytest.approx(-0.8321811, abs=1e-7)


def test_one_value_equal_values_and_weights_have_no_effect_size():
    alone = Sample(n=1, mean=5, variance=0)
    assert cohens_d(alone, _sample(ONE)) is None
    assert cohens_d(_sample([2, 2]), _sample([3, 3])) is None
    assert cohens_d(_sample(ONE, worth=8.5), _sample(OTHER)) is None


def test_the_rank_biserial_correlation_is_that_of_u():
    now, then = (5, 9, 2, 4), (7, 3, 8, 2)
    points = (3.0, 2.0, 1.0, 0.0)
    rows = [np.repeat(points, counts) for counts in (now, then)]
    u = stats.mannwhitneyu(*rows).statistic
    found = mann_whitney(points, now, then)
    assert found.rank_biserial == pytest.approx(2 * u / (20 * 20) - 1)
