"""What stands out of a journey, person by person, and which score tracks the whole better."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from csatreport.subjects.touchpoints.measure import FEWEST_PEOPLE, standing_out, track

NAN = float("nan")
RATINGS = st.lists(
    st.lists(st.sampled_from([0.0, 25.0, 50.0, 75.0, 100.0, NAN]), min_size=5, max_size=5),
    min_size=1,
    max_size=20,
)


def _places(*named: int) -> np.ndarray:
    return np.array(named, np.int64)


def _by_hand(ratings: list[float]) -> tuple[float, float]:
    """Work out one person's peak–end score and mean as a person with a pencil does."""
    rated = [one for one in ratings if not np.isnan(one)]
    if len(rated) < 3:
        return NAN, NAN
    peak = rated[0]
    for one in rated:  # of two as far, the later
        if abs(one - 50) >= abs(peak - 50):
            peak = one
    return (peak + rated[-1]) / 2, sum(rated) / len(rated)


@given(RATINGS)
def test_peak_and_end_are_those_of_a_pencil(rows):
    score, mean, unrated = standing_out(np.array(rows), {})
    wanted = np.array([_by_hand(row) for row in rows])
    np.testing.assert_allclose(np.column_stack([score, mean]), wanted)
    assert unrated == 0


def test_a_recorded_moment_takes_the_place_of_the_computed_one():
    ratings = np.array([[75.0, 100.0, 25.0, 50.0]])
    assert standing_out(ratings, {})[0].tolist() == [75.0]  # (100 + 50)/2
    chosen = {"best": _places(0), "worst": _places(2), "last": _places(2)}
    # Best 75 and worst 25 lie as far from the middle: the later one counts. End: 25.
    assert standing_out(ratings, chosen)[0].tolist() == [25.0]


def test_a_recorded_moment_that_was_not_rated_is_counted_and_left():
    ratings = np.array([[75.0, 100.0, NAN, 50.0]])
    score, _, unrated = standing_out(ratings, {"last": _places(2)})
    assert (score.tolist(), unrated) == ([75.0], 1)


def test_two_ratings_are_enough_only_where_all_three_moments_are_recorded():
    ratings = np.array([[100.0, NAN, 0.0], [100.0, NAN, 0.0]])
    chosen = {"best": _places(0, 0), "worst": _places(2, 2), "last": _places(2, -1)}
    score, _, _ = standing_out(ratings, chosen)
    assert score[0] == 0.0
    assert np.isnan(score[1])


def test_errors_and_correlations_are_those_of_scipy():
    dice = np.random.default_rng(7)
    score, mean = dice.uniform(0, 100, 80), dice.uniform(0, 100, 80)
    whole = 0.7 * score + 30 * dice.random(80)
    found = track(whole, score, mean)
    assert found.n == 80
    assert found.peak_end.error == pytest.approx(np.abs(score - whole).mean())
    assert found.peak_end.r == pytest.approx(stats.pearsonr(score, whole).statistic)
    assert found.plain.r == pytest.approx(stats.pearsonr(mean, whole).statistic)
    gains = np.abs(mean - whole) - np.abs(score - whole)
    assert found.gain.value == pytest.approx(gains.mean())
    drawn = stats.bootstrap((gains,), np.mean, method="percentile", rng=np.random.default_rng(1))
    assert found.gain.low == pytest.approx(drawn.confidence_interval.low, abs=0.6)
    assert found.gain.high == pytest.approx(drawn.confidence_interval.high, abs=0.6)
    assert found.better is True


def test_two_scores_that_are_as_near_are_told_apart_as_seldom_as_promised():
    named = 0
    for seed in range(200):
        dice = np.random.default_rng(seed)
        whole = dice.normal(60, 20, 60)
        made = track(whole, whole + dice.normal(0, 10, 60), whole + dice.normal(0, 10, 60))
        named += made.better is not None
    assert named <= 20  # 5 % of 200 are ten


def test_fewer_people_than_fifty_tell_nothing():
    whole = np.arange(FEWEST_PEOPLE - 1.0)
    assert track(whole, whole, whole) is None
    assert track(np.append(whole, NAN), *[np.append(whole, 5.0)] * 2) is None


def test_the_order_of_people_changes_nothing():
    dice = np.random.default_rng(3)
    columns = [dice.uniform(0, 100, 70) for _ in range(3)]
    turned = [column[::-1] for column in columns]
    assert track(*columns) == track(*turned)
