"""Shares, order and shape of two groups equal the references, also where nothing varies."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from csatreport.statistics.groups.association import chi_square, mann_whitney, newcombe, top_two
from csatreport.statistics.tally import ItemTally
from csatreport.subjects.measured import measure
from tests.counts.build import FOUR, edition, item, ledger, node, questionnaire
from tests.statistics.oracles import TOLERANCE, read_oracle

PAIRS = read_oracle("proportions", "newcombe_diff/")
COUNTS = st.lists(st.integers(0, 30), min_size=4, max_size=4)


@pytest.mark.parametrize("case", PAIRS)
def test_the_difference_of_two_shares_equals_the_published_pairs(case):
    k, n, k_before, n_before = map(int, re.findall(r"\d+", case))
    found, want = newcombe(k, n, k_before, n_before), PAIRS[case]
    assert (found.difference, found.low, found.high) == pytest.approx(
        (want["diff"], want["lower"], want["upper"]), abs=TOLERANCE
    )


def test_without_a_base_there_is_no_difference():
    assert newcombe(0, 0, 3, 5) is None


@given(st.integers(0, 40), st.integers(0, 40))
def test_an_interval_of_a_difference_turns_round_with_its_sides(k, j):
    one, other = newcombe(k, 40, j, 40), newcombe(j, 40, k, 40)
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low))
    assert -1 <= one.low <= one.difference <= one.high <= 1


@given(COUNTS, COUNTS)
def test_mann_whitney_equals_scipy(now, before):
    found = mann_whitney((3, 2, 1, 0), now, before)
    one = [v for v, n in zip((3, 2, 1, 0), now, strict=True) for _ in range(n)]
    two = [v for v, n in zip((3, 2, 1, 0), before, strict=True) for _ in range(n)]
    if not one or not two:
        assert found is None
        return
    want = stats.mannwhitneyu(one, two, method="asymptotic")
    if len(set(one + two)) == 1:
        assert (found.p, found.superiority) == (1.0, 0.5)
    else:
        assert found.p == pytest.approx(want.pvalue, abs=1e-9)
        assert found.superiority == pytest.approx(want.statistic / (len(one) * len(two)))


def test_options_with_the_same_points_are_ties_and_one_without_points_is_left_out():
    assert mann_whitney((1, 1, None), (5, 0, 9), (0, 5, 0)).p == 1.0


@given(COUNTS, COUNTS)
def test_chi_square_equals_scipy_after_empty_options_are_dropped(now, before):
    found = chi_square((now, before))
    used = [(a, b) for a, b in zip(now, before, strict=True) if a + b]
    if len(used) < 2 or not sum(now) or not sum(before):
        assert found is None
        return
    want = stats.chi2_contingency(list(zip(*used, strict=True)), correction=False)
    assert (found.statistic, found.df) == (pytest.approx(want.statistic), want.dof)
    assert found.p == pytest.approx(want.pvalue, abs=1e-12)
    assert found.rough == bool(want.expected_freq.min() < 5)


def test_a_top_2_box_needs_five_points_in_order():
    five = item("q", tuple((float(n), None) for n in range(1, 6)))
    assert top_two(five, ItemTally((1, 2, 3, 4, 5))) == 9
    assert top_two(item("q", FOUR), ItemTally((5, 4, 3, 2))) is None


def test_a_branch_of_three_ten_point_items_is_an_acsi_type_index():
    ten = tuple((float(n), None) for n in range(1, 11))
    marks = ((7, 9, 4), (10, 8, 8))
    items = [item(name, ten) for name in ("overall", "expected", "ideal")]
    book = ledger(
        questionnaire([edition(items, node("acsi", [i.id for i in items]))]),
        [dict(zip(("overall", "expected", "ideal"), [m - 1 for m in row], strict=True))
         | {"unit": "all", "period": "2025-01"} for row in marks],
    )  # fmt: skip
    found = measure(book, book.questionnaire.units.root, book.base_periods[0])
    means = [sum(row[place] for row in marks) / 2 for place in range(3)]
    want = sum(100 * (mean - 1) / 9 for mean in means) / 3
    assert found.headline.index.value == pytest.approx(want)
