"""Experience against expectation: gaps, ratios and weights by person, and what leaves them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from csatreport.counts.ledger import Ledger
from csatreport.study.item import Missing, Role
from csatreport.subjects.gaps.measure import gap_of, gaps_within, signed_ranks
from csatreport.subjects.gaps.subject import GAPS
from csatreport.subjects.measured import measure
from tests.counts.build import edition, item, ledger, node, questionnaire, units
from tests.frames import frame_of, wave_of
from tests.subjects.gaps.build import SEVEN, TREE, WEIGHTED, book, pair
from tests.subjects.kano.build import found_in


def gaps(made):
    found = gaps_within(made, "all", made.base_periods[0])
    assert found is not None
    return found


def test_a_gap_is_perception_minus_expectation_of_the_same_person():
    # Places 0, 1, ... are 7, 6, ... points.
    found = gaps(book([{"a": 2, "e_a": 0}, {"a": 1, "e_a": 1}, {"a": 4, "e_a": 1}, {"a": 0}]))
    one = found.items[0]
    assert (one.n, one.perception, one.expectation) == (
        3,
        pytest.approx(14 / 3),
        pytest.approx(19 / 3),
    )
    test = stats.ttest_1samp([-2, 0, -3], 0).confidence_interval()
    assert (one.gap.value, one.gap.low, one.gap.high) == pytest.approx(
        (-5 / 3, test.low, test.high)
    )


@given(st.lists(st.integers(-6, 6), min_size=1, max_size=40))
def test_signed_ranks_equal_scipy(differences):
    values = np.array(differences, float)
    found = signed_ranks(values)
    if not values.any():
        assert found is None
        return
    want = stats.wilcoxon(values, zero_method="wilcox", correction=False, method="asymptotic")
    assert found == pytest.approx(want.pvalue)


def test_reversed_statements_are_turned_round_on_both_sides():
    plain = gaps(book([{"a": 2, "e_a": 0}, {"a": 3, "e_a": 1}], names=("a",)))
    asked = [
        item(one.id, tuple(reversed(SEVEN)), role=one.role, about=one.about, reversed=True)
        for one in pair("a")
    ]
    # Keyed points of a turned scale run the other way, so the mirrored places say the same.
    survey = questionnaire([edition(asked)])
    turned = ledger(
        survey, [{"period": "2026-10", "a": 4, "e_a": 6}, {"period": "2026-10", "a": 3, "e_a": 5}]
    )
    assert gaps(turned).items[0].gap.value == plain.items[0].gap.value


def test_the_ratio_is_of_the_totals_and_an_expectation_of_nothing_has_none():
    perceived = np.array([4.0, 2.0, 1.0, 3.0])
    expected = np.array([4.0, 4.0, 0.0, 2.0])
    found = gap_of(item("a"), perceived, expected, 0.05)
    assert found.ratio == pytest.approx(9 / 10)
    assert (found.below, found.near, found.above, found.zero) == (1, 1, 1, 1)


def test_nobody_who_expects_anything_leaves_the_ratio_out():
    found = gap_of(item("a"), np.array([1.0]), np.array([0.0]), 0.05)
    assert (found.ratio, found.zero, found.gap.value) == (None, 1, 1.0)


def test_the_band_around_one_has_its_edges_in():
    found = gap_of(item("a"), np.array([95.0, 105.0, 94.0, 106.0]), np.full(4, 100.0), 0.05)
    assert (found.below, found.near, found.above) == (1, 2, 1)


def test_a_dimension_needs_half_of_its_pairs():
    tree = node("headline", children=[node("d", ["a", "b", "c"]), node("x", ["y"])])
    rows = [{"a": 2, "e_a": 0, "b": 1, "e_b": 0}, {"a": 2, "e_a": 0}]
    made = book(rows, names=("a", "b", "c", "y"), tree=tree)
    found = gaps(made)
    by_id = {one.of.id: one for one in found.nodes}
    assert (by_id["d"].n, by_id["d"].gap.value) == (1, pytest.approx(-1.5))
    assert by_id["x"].n == 0
    assert by_id["x"].gap is None


def test_where_all_expect_the_utmost_it_is_said():
    found = gaps(
        book([{"a": n % 4, "e_a": 0} for n in range(9)] + [{"a": 1, "e_a": 3}], names=("a",))
    )
    assert found.items[0].ceiling == pytest.approx(0.9)


def test_weights_are_each_persons_own_and_far_allocations_leave():
    whole = {"a": 3, "e_a": 1, "b": 1, "e_b": 1}
    rows = [
        {**whole, "w1": 75.0, "w2": 25.0},
        {**whole, "w1": 48.0, "w2": 48.0},
        {**whole, "w1": 60.0, "w2": 60.0},
        {"a": 3, "e_a": 1, "w1": 50.0, "w2": 50.0},
        whole,
    ]
    found = gaps(book(rows, extra=WEIGHTED, tree=TREE)).weighted
    assert found is not None
    assert (found.n, found.left_out, found.adjusted) == (2, 2, 1)
    assert found.gap.value == pytest.approx((-1.5 - 1.0) / 2)
    assert found.weights == pytest.approx({"d1": 0.625, "d2": 0.375})


def test_a_competitor_stands_beside():
    rival = item("r_a", SEVEN, role=Role.COMPETITOR, about="a")
    found = gaps(
        book(
            [{"a": 2, "e_a": 0, "r_a": 0}, {"a": 2, "e_a": 0, "r_a": 1}],
            names=("a",),
            extra=(rival,),
        )
    )
    assert (found.items[0].rival, found.items[0].rival_n) == (6.5, 2)
    assert found.whole.rival == 6.5


def test_other_periods_and_units_stand_beside():
    survey = questionnaire(
        [edition(list(pair("a")))], units=units({"all": None, "n": "all", "s": "all"})
    )
    rows = [
        {"period": period, "unit": unit, "a": a, "e_a": 0}
        for period, unit, a in (("2026-09", "n", 2), ("2026-10", "n", 1), ("2026-10", "s", 3))
    ]
    made = ledger(survey, rows)
    now = made.base_periods[-1]
    found = measure(made, survey.units.root, now).of(GAPS)
    assert [(one.id, one.gap.gap.value) for one in found.trend] == [
        ("2026-09", -2),
        ("2026-10", -2),
    ]
    assert [(one.id, one.gap.gap.value) for one in found.units] == [("n", -1), ("s", -3)]


def test_without_expectations_there_are_no_gaps():
    made = ledger(questionnaire([edition([item("a")])]), [{"period": "2026-10", "a": 1}])
    assert gaps_within(made, "all", made.base_periods[0]) is None


def test_blanks_and_not_applicable_are_no_expectations():
    found = gaps(book([{"a": 1, "e_a": Missing.NOT_APPLICABLE}, {"a": 1}], names=("a",)))
    assert (found.whole.n, found.whole.gap) == (0, None)


@given(st.permutations(range(12)), st.integers(1, 11))
@settings(max_examples=25, deadline=None)
def test_neither_the_order_of_answers_nor_their_files_change_a_gap_or_a_feature(order, cut):
    dice = np.random.default_rng(6)
    rows = [
        {"period": "2026-10", "a": int(a), "e_a": int(b), "b": int(c), "e_b": int(d),
         "w1": float(w), "w2": 100.0 - w, "f": int(f), "nf": int(g)}
        for a, b, c, d, w, f, g in zip(*dice.integers(0, 5, (7, 12)), strict=True)
    ]  # fmt: skip
    features = (item("f", ((None, None),) * 5, role=Role.PRESENT),
                item("nf", ((None, None),) * 5, role=Role.ABSENT, about="f"))  # fmt: skip
    plain = book(rows, extra=(*WEIGHTED, *features), tree=TREE)
    mixed = book([rows[n] for n in order], extra=(*WEIGHTED, *features), tree=TREE)
    (wave,) = mixed.responses.waves
    cut_up = wave_of(wave.edition, frame_of(wave), files=1 + cut % 3)
    apart = Ledger.of(replace(mixed.responses, waves=(cut_up,)), mixed.calendar)
    now = plain.base_periods[0]
    assert gaps_within(apart, "all", now) == gaps_within(plain, "all", now)
    assert found_in(apart) == found_in(plain)
