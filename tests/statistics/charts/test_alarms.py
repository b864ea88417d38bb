"""How often a stable series signals by chance: the table is what simulating gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatreport.statistics.charts.alarms import false_alarms


@pytest.mark.parametrize(("points", "rate"), [(24, 0.227), (36, 0.362), (12, 0.027)])
def test_the_usual_lengths_have_their_simulated_rate(points, rate):
    assert false_alarms(points, 12) == pytest.approx(rate)


@given(st.integers(6, 150), st.integers(6, 40))
def test_a_longer_series_signals_more_often_and_a_longer_baseline_more_rarely(points, baseline):
    rate = false_alarms(points, baseline)
    assert 0 < rate < 1
    assert rate <= false_alarms(points + 1, baseline)
    assert rate >= false_alarms(points, baseline + 1)


def test_where_all_points_are_learnt_from_a_longer_baseline_changes_nothing():
    assert false_alarms(10, 10) == false_alarms(10, 24) == false_alarms(10, 36)
