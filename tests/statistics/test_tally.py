"""Tallies add in any order, and nothing is lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csatreport.statistics.tally import ItemTally, Moments, Tally, total

counts = st.integers(0, 10**6)
items = st.builds(ItemTally, st.tuples(counts, counts, counts), counts, counts, counts, counts)
moments = st.builds(Moments, counts, st.integers(0, 2**60), st.integers(0, 2**120))
series = st.sampled_from(["q1", "q2", "q1@2"])
tallies = st.builds(
    Tally,
    counts,
    st.dictionaries(series, items, max_size=3),
    st.dictionaries(series, moments, max_size=3),
)


@given(tallies, tallies, tallies)
@settings(max_examples=60, deadline=None)
def test_the_order_of_adding_does_not_matter(a: Tally, b: Tally, c: Tally):
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert total([a, b, c]) == a + b + c


@given(tallies)
@settings(max_examples=30, deadline=None)
def test_nothing_added_changes_nothing(a: Tally):
    assert a + Tally() == a == Tally() + a
    assert total([]) == Tally()


def test_items_with_different_options_do_not_add():
    with pytest.raises(ValueError, match="different options"):
        ItemTally((1, 2)) + ItemTally((1, 2, 3))


def test_the_variance_of_scores_does_not_suffer_from_large_sums():
    unit = 2**32
    near = [99 * unit, 99 * unit + 1]
    found = Moments(2, sum(near), sum(x * x for x in near))
    assert found.variance == pytest.approx(0.5 / unit**2, rel=1e-12)
