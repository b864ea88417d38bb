"""Letters for means that cannot be told apart: the fewest columns, and no false difference."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from csatreport.statistics.groups.letters import letters, told_apart
from csatreport.statistics.means import Sample


@pytest.mark.parametrize(
    ("number", "apart", "expected"),
    [
        (3, [], ("a", "a", "a")),
        # multcompView's own example: multcompLetters(c("A-B"=FALSE, "A-C"=FALSE, "B-C"=TRUE)).
        (3, [(1, 2)], ("ab", "a", "b")),
        (3, [(0, 1), (0, 2), (1, 2)], ("a", "b", "c")),
        # Worked by hand: the first differs from the last two, the second from the last.
        (4, [(0, 2), (0, 3), (1, 3)], ("a", "ab", "bc", "c")),
    ],
)
def test_places_share_a_letter_where_they_were_not_told_apart(number, apart, expected):
    assert letters(number, apart) == expected


@given(st.data())
def test_two_places_share_a_letter_if_and_only_if_they_do_not_differ(data):
    number = data.draw(st.integers(1, 7))
    pairs = list(combinations(range(number), 2))
    apart = data.draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    found = letters(number, apart)
    assert all(found)
    for one, other in pairs:
        assert bool(set(found[one]) & set(found[other])) is ((one, other) not in apart)


def test_without_any_difference_at_most_one_league_in_twenty_names_a_pair():
    # Eight branches of ten to thirty dealers, six questions of ten points, skewed to the top.
    dice = np.random.default_rng(20261130)
    named = 0
    for _ in range(1500):
        samples = []
        for n in dice.integers(10, 31, 8).tolist():
            own = dice.normal(7.6, 1.2, (n, 1))
            points = np.clip(np.rint(dice.normal(own, 1.3, (n, 6))), 1, 10)
            scores = (points.mean(axis=1) - 1) / 9 * 100
            samples.append(
                Sample(n=n, mean=float(scores.mean()), variance=float(scores.var(ddof=1)))
            )
        named += bool(told_apart(samples))
    assert named / 1500 <= 0.06


def test_pairs_are_told_apart_as_scipy_does():
    dice = np.random.default_rng(20261201)
    groups = [dice.normal(mean, 15, n) for mean, n in ((80, 60), (74, 55), (70, 80), (58, 70))]
    pairs = list(combinations(range(4), 2))
    welch = [stats.ttest_ind(groups[a], groups[b], equal_var=False).pvalue for a, b in pairs]
    qs = dict(zip(pairs, stats.false_discovery_control(welch), strict=True))
    made = told_apart(
        [Sample(n=len(g), mean=float(g.mean()), variance=float(g.var(ddof=1))) for g in groups]
    )
    assert made == pytest.approx({pair: q for pair, q in qs.items() if q <= 0.05})
    assert 0 < len(made) < len(pairs)


def test_a_large_difference_is_seen():
    samples = [Sample(n=25, mean=mean, variance=100.0) for mean in (80.0, 79.0, 60.0)]
    assert set(told_apart(samples)) == {(0, 2), (1, 2)}
    assert letters(3, list(told_apart(samples))) == ("a", "a", "b")
