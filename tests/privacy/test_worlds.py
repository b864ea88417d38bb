"""A count is safe only if other answers would have given the same pages."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatreport.privacy.worlds import COUNTS, INDEX, NOTHING, SHARE, Worlds, moves, settled
from csatreport.study.periods import Calendar

POINTS, GOOD = (3.0, 2.0, 1.0, 0.0), frozenset({0, 1})
MAY = Calendar().parse("2026-05")


def same(a, b, told: int) -> bool:
    """Tell whether two sets of counts give the same page."""
    if sum(a) != sum(b):
        return False
    index = [sum(p * n for p, n in zip(POINTS, c, strict=True)) for c in (a, b)]
    share = [sum(c[place] for place in GOOD) for c in (a, b)]
    return (told < INDEX or index[0] == index[1]) and (told < SHARE or share[0] == share[1])


@given(st.lists(st.integers(0, 4), min_size=4, max_size=4).map(tuple), st.sampled_from([1, 2]))
def test_what_is_not_settled_could_have_been_otherwise(counts, told: int):
    """Against all sets of counts there are: each count that stands has another one beside it."""
    n = sum(counts)
    others = [c for c in product(range(n + 1), repeat=4) if sum(c) == n and same(counts, c, told)]
    free = all(any(c[k] != counts[k] for c in others) for k in range(4) if counts[k])
    if not settled(counts, moves(POINTS, GOOD), told):
        assert free


@pytest.mark.parametrize(
    ("counts", "told", "known"),
    [
        ((6, 1, 0, 0), INDEX, True),
        ((4, 3, 0, 0), INDEX, False),
        ((4, 3, 0, 0), SHARE, True),
        ((4, 2, 1, 0), SHARE, False),
        ((7, 0, 0, 0), NOTHING, False),
    ],
)
def test_an_index_and_a_share_can_tell_every_count(counts, told: int, known: bool):
    assert settled(counts, moves(POINTS, GOOD), told) is known


def test_two_options_have_no_share_below_the_base_of_counts():
    assert settled((5, 2), moves((1.0, 0.0), frozenset({0})), INDEX)


def three(told_b: int) -> Worlds:
    """A company of three departments; the first has seven answers and shows index and share."""
    counts = {
        ("all", MAY): (14, 13, 5, 2), ("a", MAY): (4, 2, 1, 0), ("b", MAY): (4, 6, 2, 2),
        ("c", MAY): (6, 5, 2, 0),
    }  # fmt: skip
    parts = tuple((unit, MAY) for unit in "abc")
    return Worlds(
        counts=counts,
        atoms={("all", MAY): parts, **{part: (part,) for part in parts}},
        possible=moves(POINTS, GOOD),
        told={("all", MAY): COUNTS, ("a", MAY): SHARE, ("b", MAY): told_b, ("c", MAY): COUNTS},
        drawn=lambda cell: cell[0].encode(),
    )


ALL, A, B = 0, 1, 2


def test_counts_need_a_partner_whose_counts_are_hidden_too():
    assert not three(COUNTS).free([A], 0)
    assert three(SHARE).free([A], 0)


def test_the_cheapest_way_to_free_a_count_is_to_hide_those_of_the_smallest_partner():
    assert three(COUNTS).cheapest([A], 0) == {B: SHARE}
    assert three(SHARE).cheapest([A], 0) == {}


def test_what_a_shown_total_leaves_over_are_the_parts_that_show_nothing():
    assert three(NOTHING).left_over(ALL) == (B,)
