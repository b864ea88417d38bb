"""Funnel limits equal the reference, widen where places differ, and ranks are never sure."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri

from csatreport.measures.funnel import (
    Funnel,
    Place,
    binomial_limits,
    mean_funnel,
    pooled_spread,
    rank_intervals,
    share_funnel,
)
from tests.measures.oracles import TOLERANCE, read_oracle

AREAS = {name: area for name, area in read_oracle("funnel", "funnel/2016/").items() if name}
TARGET = read_oracle("funnel", "funnel/2016")[""]["target"]


def _areas() -> list[Place]:
    return [Place(n=int(area["n"]), value=area["k"] / area["n"]) for area in AREAS.values()]


def test_the_target_is_the_pooled_share():
    assert share_funnel(_areas()).target == pytest.approx(TARGET, rel=TOLERANCE)


@pytest.mark.parametrize("name", AREAS)
@pytest.mark.parametrize("level", [0.95, 0.998])
def test_limits_equal_the_reference(name, level):
    area, n = AREAS[name], int(AREAS[name]["n"])
    low, high = binomial_limits(TARGET, n, level)
    assert (low, high) == pytest.approx(
        (area[f"exact_lo_{level}"], area[f"exact_hi_{level}"]), abs=1e-9
    )
    reach = float(ndtri(0.5 + level / 2)) * sqrt(TARGET * (1 - TARGET) / n)
    assert area[f"normal_lo_{level}"] == pytest.approx(TARGET - reach, abs=1e-9)


def test_only_a_place_beyond_the_outer_limits_is_far():
    funnel = share_funnel(_areas())
    far = [name for name, place in zip(AREAS, _areas(), strict=True) if funnel.side(place, 0.998)]
    assert far == [name for name, area in AREAS.items() if area["binom_p"] < 0.002]
    assert funnel.side(_areas()[1], 0.998) == -1


def test_a_place_of_few_answers_is_never_judged():
    funnel = share_funnel([Place(n=400, value=0.8), Place(n=9, value=0.0)])
    assert funnel.side(Place(n=9, value=0.0), 0.95) == 0
    assert funnel.side(Place(n=10, value=0.0), 0.998) == -1


@given(st.floats(0.02, 0.98), st.integers(10, 3000))
def test_limits_of_shares_hold_the_target_and_the_outer_hold_the_inner(target, n):
    inner, outer = binomial_limits(target, n, 0.95), binomial_limits(target, n, 0.998)
    assert 0 <= outer[0] <= inner[0] <= target + 1 / n
    assert target - 1 / n <= inner[1] <= outer[1] <= 1


@given(st.integers(10, 500), st.floats(1, 40))
def test_four_times_the_answers_halve_a_funnel_of_means(n, spread):
    funnel = Funnel(target=70.0, spread=spread)
    wide, narrow = funnel.limits(n, 0.95), funnel.limits(4 * n, 0.95)
    assert wide[1] - wide[0] == pytest.approx(2 * (narrow[1] - narrow[0]))


def test_places_that_differ_more_than_chance_makes_them_widen_the_funnel():
    values = [60, 80, 62, 78, 64, 76, 66, 74, 68, 72]
    places = [Place(n=100, value=float(value)) for value in values]
    funnel = mean_funnel(places, 20.0)
    assert funnel.phi > 1
    reach = float(ndtri(0.975)) * 20 / 10 * sqrt(funnel.phi)
    assert funnel.limits(100, 0.95) == pytest.approx((70 - reach, 70 + reach))


def test_below_ten_places_or_with_little_difference_there_is_no_overdispersion():
    wild = [Place(n=100, value=value) for value in (50.0, 90.0, 50.0, 90.0)]
    assert mean_funnel(wild, 10.0).phi == 1.0
    calm = [Place(n=100, value=70.0 + n / 100) for n in range(12)]
    assert mean_funnel(calm, 20.0).phi == 1.0


def test_a_declared_target_takes_the_place_of_the_pooled_one():
    assert share_funnel(_areas(), 0.9).target == 0.9
    assert mean_funnel([Place(n=20, value=70.0)], 10.0, 80.0).target == 80.0


@pytest.mark.parametrize("places", [[], [Place(n=20, value=1.0)], [Place(n=20, value=0.0)]])
def test_shares_of_all_or_none_have_no_funnel(places):
    assert share_funnel(places) is None


def test_means_without_a_spread_have_no_funnel():
    assert mean_funnel([Place(n=20, value=70.0)], None) is None
    assert mean_funnel([], 10.0) is None


def test_spreads_are_pooled_by_their_degrees_of_freedom():
    assert pooled_spread([(11, 10.0), (21, 20.0)]) == pytest.approx(sqrt((1000 + 8000) / 30))
    assert pooled_spread([(1, 0.0)]) is None


def test_equal_places_may_have_any_rank_and_a_far_one_has_its_own():
    ranks = rank_intervals((70.0,) * 8 + (20.0,), (2.0,) * 9)
    assert ranks[-1] == (9, 9)
    assert ranks[0] == (1, 8)


def test_ranks_are_the_same_every_time():
    means, errors = (70.0, 71.0, 69.0, 75.0), (2.0, 1.0, 3.0, 2.0)
    first = rank_intervals(means, errors)
    rank_intervals.cache_clear()
    assert rank_intervals(means, errors) == first
    assert rank_intervals((), ()) == ()


@given(st.lists(st.floats(0, 100), min_size=2, max_size=12, unique=True))
def test_without_error_a_rank_is_sure(means):
    ranks = rank_intervals(tuple(means), (0.0,) * len(means), draws=20)
    order = sorted(means, reverse=True)
    assert [low for low, _ in ranks] == [order.index(mean) + 1 for mean in means]
    assert all(low == high for low, high in ranks)
