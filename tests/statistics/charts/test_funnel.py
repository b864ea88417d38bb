"""Funnel limits equal the reference, widen where places differ, and ranks are never sure."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import bdtr, bdtrik, ndtri
from scipy.stats import binom, norm

from csatreport.statistics.charts.funnel import (
    LEVELS,
    Funnel,
    FunnelPlace,
    at_least,
    mean_funnel,
    pooled_spread,
    rank_intervals,
    share_funnel,
)
from tests.statistics.oracles import TOLERANCE, read_oracle

AREAS = {name: area for name, area in read_oracle("funnel", "funnel/2016/").items() if name}
TARGET = read_oracle("funnel", "funnel/2016")[""]["target"]


def _areas() -> list[FunnelPlace]:
    return [FunnelPlace(n=int(area["n"]), value=area["k"] / area["n"]) for area in AREAS.values()]


def _pooled(places: list[FunnelPlace]) -> Funnel | None:
    """Return the funnel of counted shares around the share of all of them."""
    n = sum(place.n for place in places)
    share = sum(place.n * place.value for place in places) / n
    return share_funnel(places, share, counted=True)


def test_the_reference_stands_around_the_pooled_share():
    assert _pooled(_areas()).target == pytest.approx(TARGET, rel=TOLERANCE)


def _interpolated(target: float, n: int, p: float) -> float:
    """Return the binomial quantile as a share, interpolated between two counts (Spiegelhalter)."""
    count = max(0.0, float(np.ceil(bdtrik(p, n, target) - 1e-9)))
    above = float(bdtr(count, n, target))
    below = float(bdtr(count - 1, n, target)) if count else 0.0
    return (count - (above - p) / (above - below)) / n


@pytest.mark.parametrize("name", AREAS)
@pytest.mark.parametrize("level", LEVELS)
def test_limits_lie_within_a_count_of_the_interpolated_reference(name, level):
    area, n = AREAS[name], int(AREAS[name]["n"])
    reference = (area[f"exact_lo_{level}"], area[f"exact_hi_{level}"])
    tail = (1 - level) / 2
    assert reference == pytest.approx(
        (_interpolated(TARGET, n, tail), _interpolated(TARGET, n, 1 - tail)), abs=1e-9
    )
    low, high = share_funnel(_areas(), TARGET, counted=True).limits(n, level)
    assert low - 1 / n <= reference[0] <= low
    assert high - 1 / n <= reference[1] <= high
    reach = float(ndtri(0.5 + level / 2)) * sqrt(TARGET * (1 - TARGET) / n)
    assert area[f"normal_lo_{level}"] == pytest.approx(TARGET - reach, abs=1e-9)


def test_only_a_place_beyond_the_outer_limits_is_far():
    funnel = _pooled(_areas())
    far = [name for name, place in zip(AREAS, _areas(), strict=True) if funnel.side(place, 0.998)]
    assert far == [name for name, area in AREAS.items() if area["binom_p"] < 0.002]
    assert funnel.side(_areas()[1], 0.998) == -1


def test_a_place_of_few_answers_is_never_judged():
    funnel = _pooled([FunnelPlace(n=400, value=0.8), FunnelPlace(n=9, value=0.0)])
    assert funnel.side(FunnelPlace(n=9, value=0.0), 0.95) == 0
    assert funnel.side(FunnelPlace(n=10, value=0.0), 0.998) == -1


def _shares(target: float, *, phi: float = 1.0, counted: bool = True) -> Funnel:
    spread = sqrt(target * (1 - target))
    return Funnel(target=target, spread=spread, phi=phi, share=True, counted=counted)


MIDDLES, SIZES = st.floats(0.02, 0.98), st.integers(10, 3000)


@given(MIDDLES, SIZES, st.sampled_from([1.0, 1.7]))
def test_limits_of_shares_hold_the_target_and_the_outer_hold_the_inner(target, n, phi):
    inner, outer = (_shares(target, phi=phi).limits(n, level) for level in LEVELS)
    assert 0 <= outer[0] <= inner[0] <= target + 1 / n
    assert target - 1 / n <= inner[1] <= outer[1] <= 1


@given(MIDDLES, st.integers(10, 300), st.data())
def test_a_share_is_outside_where_its_exact_tail_is_and_beyond_the_line(target, n, data):
    count, funnel = data.draw(st.integers(0, n)), _shares(target)
    tails = {0.95: 0.025, 0.998: 0.001}
    for level, tail in tails.items():
        above, below = binom.sf(count - 1, n, target) < tail, binom.cdf(count, n, target) < tail
        side = funnel.side(FunnelPlace(n=n, value=count / n), level)
        low, high = funnel.limits(n, level)
        assert side == int(above) - int(below)
        assert side == (count > round(high * n)) - (count < round(low * n))


@given(MIDDLES, st.floats(10, 300), st.floats(0, 1))
def test_a_weighted_share_is_outside_where_it_lies_beyond_the_line(target, n, value):
    funnel = _shares(target, counted=False)
    for level in LEVELS:
        low, high = funnel.limits(n, level)
        if min(abs(value - low), abs(value - high)) * n > 1e-6:
            assert funnel.side(FunnelPlace(n=n, value=value), level) == (value > high) - (
                value < low
            )


@given(MIDDLES, SIZES, st.data())
def test_equal_weights_change_no_judgement(target, n, data):
    place = FunnelPlace(n=n, value=data.draw(st.integers(0, n)) / n)
    for level in LEVELS:
        sides = {_shares(target, counted=counted).side(place, level) for counted in (True, False)}
        assert len(sides) == 1


@given(MIDDLES, st.integers(10, 200), st.floats(1, 3))
def test_where_places_differ_a_tail_counts_by_its_normal_score_over_the_root_of_phi(target, n, phi):
    funnel = _shares(target, phi=phi)
    for count in (0, n // 2, n - 1, n):
        score = -float(ndtri(at_least(count, n, target))) / sqrt(phi)
        if count / n > target and abs(score - 3.0902) > 1e-3:
            assert (funnel.side(FunnelPlace(n=n, value=count / n), 0.998) == 1) == (score > 3.0902)


def test_twenty_of_twenty_are_nothing_where_nearly_everybody_is_content():
    places = [FunnelPlace(n=20, value=1.0)] * 4 + [FunnelPlace(n=20, value=0.9)] * 5
    funnel = _pooled(places)
    assert [funnel.side(place, level) for place in places for level in LEVELS] == [0] * 18


@pytest.mark.parametrize(("target", "n"), [(0.95, 20), (0.5, 11), (0.7, 200)])
@pytest.mark.parametrize("level", LEVELS)
def test_what_chance_puts_outside_is_the_probability_of_the_counts_outside(target, n, level):
    funnel, counts = _shares(target), np.arange(n + 1)
    outside = [funnel.side(FunnelPlace(n=n, value=k / n), level) != 0 for k in counts]
    chance = float(binom.pmf(counts, n, target)[outside].sum())
    assert funnel.chance(n, level) == pytest.approx(chance, abs=1e-12)
    assert chance <= 1 - level
    assert _shares(target, counted=False).chance(n, level) == pytest.approx(1 - level)


@given(st.integers(10, 500), st.floats(1, 40))
def test_four_times_the_answers_halve_a_funnel_of_means(n, spread):
    funnel = Funnel(target=70.0, spread=spread)
    wide, narrow = funnel.limits(n, 0.95), funnel.limits(4 * n, 0.95)
    assert wide[1] - wide[0] == pytest.approx(2 * (narrow[1] - narrow[0]))


def test_places_that_differ_more_than_chance_makes_them_widen_the_funnel():
    values = [60, 80, 62, 78, 64, 76, 66, 74, 68, 72]
    places = [FunnelPlace(n=100, value=float(value)) for value in values]
    funnel = mean_funnel(places, 20.0, 70.0)
    assert funnel.phi > 1
    reach = float(ndtri(0.975)) * 20 / 10 * sqrt(funnel.phi)
    assert funnel.limits(100, 0.95) == pytest.approx((70 - reach, 70 + reach))


def test_where_the_funnel_is_widened_more_of_the_usual_differences_lie_outside():
    ends = ndtri(0.9)
    left = 0.8 - 2 * ends * norm.pdf(ends) + 0.2 * ends**2
    for level, score in ((0.95, 1.959964), (0.998, 3.090232)):
        chance = _shares(0.8, phi=2.0).chance(100, level)
        assert chance == pytest.approx(2 * norm.sf(score * sqrt(left)), rel=1e-3)


def test_below_ten_places_or_with_little_difference_there_is_no_overdispersion():
    wild = [FunnelPlace(n=100, value=value) for value in (50.0, 90.0, 50.0, 90.0)]
    assert mean_funnel(wild, 10.0, 70.0).phi == 1.0
    calm = [FunnelPlace(n=100, value=70.0 + n / 100) for n in range(12)]
    assert mean_funnel(calm, 20.0, 70.0).phi == 1.0


@pytest.mark.parametrize("target", [0.0, 1.0])
def test_shares_of_all_or_none_have_no_funnel(target):
    assert share_funnel([FunnelPlace(n=20, value=target)], target, counted=True) is None


def test_means_without_a_spread_have_no_funnel():
    assert mean_funnel([FunnelPlace(n=20, value=70.0)], None, 70.0) is None


def test_spreads_are_pooled_by_their_degrees_of_freedom():
    assert pooled_spread([(11, 10.0), (21, 20.0)]) == pytest.approx(sqrt((1000 + 8000) / 30))
    assert pooled_spread([(1, 0.0)]) is None


def test_equal_places_may_have_any_rank_and_a_far_one_has_its_own():
    ranks = rank_intervals((70.0,) * 8 + (20.0,), (2.0,) * 9)
    assert ranks[-1] == (9, 9)
    assert ranks[0] == (1, 8)


def test_equal_places_without_error_share_the_ranks_between_them():
    ranks = rank_intervals((90.0, 100.0, 90.0, 90.0, 50.0), (0.0,) * 5)
    assert ranks == ((2, 4), (1, 1), (2, 4), (2, 4), (5, 5))


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
