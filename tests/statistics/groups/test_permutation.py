"""Permutation tests: near the exact p, the same in any order, and no more draws than it takes."""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
import pytest
from scipy import stats

from csatreport.statistics.groups.evenness import evenness
from csatreport.statistics.groups.permutation import (
    ENOUGH_HITS,
    MOST_DRAWS,
    Drawn,
    WeighedGroup,
    _subsets,
    deal_favourable,
    deal_scores,
    deal_weighted,
)
from csatreport.statistics.weighted.means import kish
from csatreport.subjects.segments.divisions import divide
from tests.counts.build import item

SCORES = np.array([12.0, 20, 31, 40, 44, 50, 61, 75, 80, 80, 93, 100])


def gap(places, scores=SCORES, weights=None):
    weights = np.ones(len(scores)) if weights is None else weights
    inside = np.isin(np.arange(len(scores)), places)
    return np.average(scores[inside], weights=weights[inside]) - np.average(
        scores[~inside], weights=weights[~inside]
    )


def exact(seen, side, weights=None):
    """Deal in every way there is."""
    ways = [gap(places, weights=weights) for places in combinations(range(len(SCORES)), side)]
    return np.mean(np.abs(ways) >= abs(seen) - 1e-9)


def near(p: float, drawn: Drawn) -> bool:
    return abs(drawn.p - p) < 4 * np.sqrt(p * (1 - p) / drawn.draws) + 2 / drawn.draws


@pytest.mark.parametrize("places", [(0, 1, 3), (8, 9, 10, 11), (2, 5, 7), (0, 1, 2, 3, 4)])
@pytest.mark.parametrize("weights", [None, np.linspace(0.5, 3, 12)], ids=["plain", "weighted"])
def test_scores_dealt_at_random_give_the_p_of_all_ways_there_are(places, weights):
    seen = gap(places, weights=weights)
    drawn = deal_scores(SCORES, weights, len(places), seen, [1])
    assert near(exact(seen, len(places), weights), drawn)


@pytest.mark.parametrize(
    ("k", "n"), [((9, 290), (12, 300)), ((3, 280), (10, 300)), ((20, 11), (21, 20))]
)
def test_two_shares_have_nearly_the_p_of_fisher(k, n):
    """Fisher orders tables by their probability, which for two groups is nearly that of X²."""
    table = [[a, b - a] for a, b in zip(k, n, strict=True)]
    ways = range(max(0, sum(k) - n[1]), min(n[0], sum(k)) + 1)
    distance = {way: abs(way / n[0] - (sum(k) - way) / n[1]) for way in ways}
    chances = stats.hypergeom.pmf(list(ways), sum(n), sum(k), n[0])
    want = sum(
        p for way, p in zip(ways, chances, strict=True) if distance[way] >= distance[k[0]] - 1e-9
    )
    found = evenness(k, n)
    assert found.test == "permutation"
    assert near(want, Drawn(hits=round(found.p * (1 + found.draws)) - 1, draws=found.draws))
    assert found.statistic == pytest.approx(stats.chi2_contingency(table, correction=False)[0])


def test_where_every_expected_count_is_five_or_more_chi_square_decides():
    k, n = (40, 30, 25), (60, 60, 60)
    want = stats.chi2_contingency([[a, b - a] for a, b in zip(k, n, strict=True)], correction=False)
    found = evenness(k, n)
    assert (found.test, found.draws, found.df) == ("chi_square", 0, 2)
    assert (found.statistic, found.p) == pytest.approx((want[0], want[1]))


@pytest.mark.parametrize(
    ("k", "n"),
    [((3, 8, 150), (3, 8, 200)), ((0, 0), (40, 40)), ((40, 40), (40, 40)), ((5,), (20,)), ((), ())],
    ids=["one group is left", "nobody", "everybody", "one group", "no group"],
)
def test_what_cannot_be_told_apart_is_not_tested(k, n):
    assert evenness(k, n) is None


def test_groups_below_ten_take_no_part():
    assert evenness((0, 40, 30), (9, 60, 60)) == evenness((40, 30), (60, 60))


def test_drawing_stops_at_the_fiftieth_hit_and_not_before():
    drawn = deal_scores(SCORES, None, 4, 0.0, [1])
    assert drawn == Drawn(hits=ENOUGH_HITS, draws=ENOUGH_HITS)
    never = deal_favourable([30, 30], 30, 30.0 * 30 / 30)
    assert (never.hits, never.draws) == (0, MOST_DRAWS)
    assert never.p == 1 / (1 + MOST_DRAWS)


def test_drawing_may_stop_in_the_middle_of_any_batch():
    seen = gap((0, 1, 3))
    whole = deal_scores(SCORES, None, 3, seen, [1])
    assert whole.hits == ENOUGH_HITS
    assert whole.draws > 128
    assert near(exact(seen, 3), whole)


def test_every_way_of_dealing_is_equally_likely():
    """Of twelve people three are on one side in 220 ways; each is a hit as often as the others."""
    drawn = deal_scores(SCORES, None, 3, gap((0, 1, 2)), [5])
    assert abs(drawn.p - 2 / comb(12, 3)) < 0.004


def test_the_same_table_gives_the_same_p():
    assert evenness((9, 290), (12, 300)) == evenness((9, 290), (12, 300))


def test_a_group_whose_weight_few_answers_carry_takes_no_part():
    key, codes = np.repeat([0, 1], [60, 60]), 3 * (np.arange(120) % 2)
    weights = np.ones(120)
    assert divide(item("q1"), key, codes, 2, weights).test is not None
    # Three of sixty answers weigh as much as fifteen each: Kish's number is still above ten.
    weights[:3] = 15.0
    weights[3:13] = 5.0
    found = divide(item("q1"), key, codes, 2, weights)
    assert kish(weights[:60]) > 10
    assert found.test is None
    assert found.shares[0] is not None


def test_many_on_a_side_are_drawn_without_repeating_one():
    found = _subsets(np.random.default_rng(1), 300, 120, 50)
    assert found.shape == (120, 50)
    assert all(len(set(column.tolist())) == 120 for column in found.T)


WEIGHTS = (np.array([0.5, 1, 1, 2, 4, 4]), np.array([1.0, 1, 2, 3, 0.5]))
"""Made up for this test."""


def x2(picked) -> float:
    """Return X² of two weighted groups, each on Kish's number, where these people are favourable."""
    worth = np.array([kish(one) for one in WEIGHTS])
    edge = len(WEIGHTS[0])
    shares = np.array([
        sum(WEIGHTS[0][p] for p in picked if p < edge) / WEIGHTS[0].sum(),
        sum(WEIGHTS[1][p - edge] for p in picked if p >= edge) / WEIGHTS[1].sum(),
    ])  # fmt: skip
    whole = worth @ shares / worth.sum()
    return float(worth @ (shares - whole) ** 2 / (whole * (1 - whole)))


@pytest.mark.parametrize("picked", [(0, 1, 2, 6), (3, 4, 5, 6), (4, 5, 9), (0, 1, 2, 3, 4, 5, 9)])
def test_weighted_answers_dealt_at_random_give_the_p_of_all_ways_there_are(picked):
    everybody = range(sum(map(len, WEIGHTS)))
    seen = x2(picked)
    ways = [x2(some) for some in combinations(everybody, len(picked))]
    inside = sum(place < len(WEIGHTS[0]) for place in picked)
    groups = [WeighedGroup(WEIGHTS[0], inside), WeighedGroup(WEIGHTS[1], len(picked) - inside)]
    drawn = deal_weighted(groups, np.array([kish(one) for one in WEIGHTS]), seen)
    assert near(float(np.mean(np.array(ways) >= seen - 1e-9)), drawn)


def test_equal_weights_are_dealt_as_if_there_were_none():
    sizes, favourable = (40, 300), (30, 285)
    groups = [WeighedGroup(np.full(n, 2.0), k) for k, n in zip(favourable, sizes, strict=True)]
    plain = evenness(favourable, sizes)
    weighed = evenness(favourable, sizes, groups)
    assert plain.test == weighed.test == "permutation"
    assert near(plain.p, Drawn(hits=round(weighed.p * weighed.draws), draws=weighed.draws))


def test_the_formula_decides_only_where_every_cell_expects_ten():
    assert evenness((80, 170), (100, 200)).test == "chi_square"
    assert evenness((50, 170), (55, 200)).test == "permutation"
