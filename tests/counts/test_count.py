"""Rows become tallies: what is counted, what is scored, and what is not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csatreport.answers.model import Wave
from csatreport.counts.count import person_scores, tally_wave
from csatreport.statistics.tally import SCORE_UNIT, ItemTally, Moments, total
from csatreport.study.item import Kind, Missing, Role
from tests.counts.build import PLAIN, THREE, edition, frame, item, month, node, questionnaire, units
from tests.frames import frame_of, wave_of

PERIODS = (month("2025-01"), month("2025-02"))
TREE = {"all": None, "a": "all", "b": "all"}


def wave(asked, rows) -> Wave:
    q = questionnaire([asked], units=units(TREE))
    rows = [{"period": "2025-01", **row} for row in rows]
    return wave_of(asked, frame(asked, q, PERIODS, rows))


def score(asked, answers: dict, series: str = "headline") -> float | None:
    value = float(person_scores(wave(asked, [answers]))[series][0])
    return None if np.isnan(value) else value


def test_options_and_the_four_kinds_of_missing_are_counted_apart():
    asked = edition([item("q1")])
    codes = [0, 0, 3, Missing.BLANK, Missing.MULTIPLE, Missing.NOT_APPLICABLE, Missing.INVALID]
    ((unit, period, tally),) = tally_wave(wave(asked, [{"q1": code} for code in codes]), 2)
    assert (unit, period, tally.responses) == (0, 0, 7)
    assert tally.items["q1"] == ItemTally((2, 0, 0, 1), 1, 1, 1, 1)


def test_each_unit_and_period_has_its_own_tally():
    asked = edition([item("q1")])
    rows = [{"unit": "b", "q1": 0}, {"unit": "a", "q1": 1}, {"unit": "b", "period": "2025-02"}]
    found = {(u, p): t.items["q1"].counts for u, p, t in tally_wave(wave(asked, rows), 2)}
    assert found == {(1, 0): (0, 1, 0, 0), (2, 0): (1, 0, 0, 0), (2, 1): (0, 0, 0, 0)}


def test_background_items_are_counted_and_texts_are_not():
    asked = edition(
        [
            item("q1"),
            item("age", PLAIN, role=Role.BACKGROUND),
            item("say", (), kind=Kind.TEXT, role=Role.COMMENT),
        ]
    )
    ((_, _, tally),) = tally_wave(wave(asked, [{"age": 2, "say": "x"}]), 2)
    assert set(tally.items) == {"q1", "age"}
    assert tally.items["age"].counts == (0, 0, 1)


def test_several_choices_count_ticks_and_blank_forms():
    asked = edition([item("why", PLAIN, kind=Kind.SEVERAL, role=Role.BACKGROUND)])
    masks = [0b101, 0b100, Missing.BLANK, Missing.INVALID]
    ((_, _, tally),) = tally_wave(wave(asked, [{"why": mask} for mask in masks]), 2)
    assert tally.items["why"] == ItemTally((1, 0, 2), blank=1, invalid=1)
    assert tally.responses == 4


def test_a_person_scores_the_mean_of_the_items_each_on_its_own_scale():
    asked = edition([item("q1"), item("q2", THREE)])
    # 2 of 3 points and 1.5 of 3 points.
    assert score(asked, {"q1": 1, "q2": 1}) == pytest.approx((200 / 3 + 50) / 2)


@pytest.mark.parametrize(
    ("answered", "want"), [(1, None), (2, 100.0), (3, 100.0)], ids=["third", "half", "more"]
)
def test_half_of_the_items_are_enough_and_less_is_not(answered: int, want: float | None):
    asked = edition([item(f"q{i}") for i in range(4)])
    assert score(asked, {f"q{i}": 0 for i in range(answered)}) == want


@pytest.mark.parametrize(
    ("gave", "want"),
    [((0, "na", "na", "na"), 100.0), ((0, "na", None, "na"), 100.0), ((0, "na", None, None), None),
     (("na",) * 4, None)],
    ids=["one of one", "one of two", "one of three", "nothing concerns"],
)  # fmt: skip
def test_only_half_of_what_concerns_a_person_must_be_answered(gave, want):
    asked = edition([item(f"q{i}") for i in range(4)])
    codes = {"na": Missing.NOT_APPLICABLE, None: Missing.BLANK, 0: 0}
    assert score(asked, {f"q{i}": codes[one] for i, one in enumerate(gave)}) == want


def test_a_dimension_that_does_not_concern_a_person_leaves_the_weighted_mean():
    children = [node("one", ["q0"], weight=3.0), node("two", ["q1", "q2"], weight=1.0)]
    asked = edition([item(f"q{i}") for i in range(3)], node("headline", children=children))
    absent = Missing.NOT_APPLICABLE
    answers = {"q0": 0, "q1": absent, "q2": absent}
    assert score(asked, answers) == 100.0
    assert score(asked, answers, "two") is None


def test_a_blank_answer_is_never_scored():
    asked = edition([item("q1"), item("q2")])
    for missing in Missing:
        assert score(asked, {"q1": 0, "q2": missing}) == 100.0


def test_without_weights_a_parent_is_the_mean_of_all_items_below_it():
    index = node("headline", children=[node("one", ["q1"]), node("two", ["q2", "q3", "q4"])])
    asked = edition([item(f"q{i}") for i in range(1, 5)], index)
    assert score(asked, {"q1": 0, "q2": 3, "q3": 3, "q4": 3}) == pytest.approx(25)


def test_declared_weights_apply_within_the_person():
    index = node(
        "headline",
        children=[node("one", ["q1"], weight=3.0), node("two", ["q2", "q3", "q4"], weight=1.0)],
    )
    asked = edition([item(f"q{i}") for i in range(1, 5)], index)
    assert score(asked, {"q1": 0, "q2": 3, "q3": 3, "q4": 3}) == pytest.approx(75)
    # Without an answer in one branch the other has all the weight.
    assert score(asked, {"q2": 0, "q3": 0, "q4": 3}) == pytest.approx(200 / 3)
    # One of three answers is no score of its branch, and two of four are half of the whole.
    assert score(asked, {"q1": 0, "q2": 3}) == pytest.approx(100)
    assert score(asked, {"q1": 0}) is None


def test_an_option_without_points_is_counted_but_not_scored():
    scale = ((1.0, None), (0.0, None), (None, None))
    asked = edition([item("q1", scale), item("q2")])
    assert score(asked, {"q1": 2, "q2": 1}) == pytest.approx(200 / 3)


rows_of_answers = st.lists(
    st.fixed_dictionaries(
        {
            "unit": st.sampled_from(list(TREE)),
            "period": st.sampled_from([p.id for p in PERIODS]),
            "q1": st.integers(-4, 3),
            "q2": st.integers(-4, 2),
        }
    ),
    max_size=40,
)
ASKED = edition([item("q1"), item("q2", THREE)])


@given(rows_of_answers, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_changes_nothing(rows, random):
    shuffled = rows[:]
    random.shuffle(shuffled)
    assert list(tally_wave(wave(ASKED, rows), 2)) == list(tally_wave(wave(ASKED, shuffled), 2))


@given(rows_of_answers, st.integers(0, 40))
@settings(max_examples=40, deadline=None)
def test_counting_in_parts_and_adding_equals_counting_at_once(rows, cut):
    whole = total(t for _, _, t in tally_wave(wave(ASKED, rows), 2))
    parts = [t for part in (rows[:cut], rows[cut:]) for _, _, t in tally_wave(wave(ASKED, part), 2)]
    assert total(parts) == whole


@given(rows_of_answers)
@settings(max_examples=40, deadline=None)
def test_other_codes_and_labels_change_nothing(rows):
    renamed = edition(
        [
            replace(one, options=tuple(replace(o, code=f"x{o.code}") for o in one.options))
            for one in ASKED.items
        ]
    )
    assert list(tally_wave(wave(ASKED, rows), 2)) == list(tally_wave(wave(renamed, rows), 2))


@given(st.lists(st.integers(0, 3), min_size=1, max_size=30))
@settings(max_examples=40, deadline=None)
def test_moments_are_the_exact_sums_of_quantised_scores(answers: list[int]):
    asked = edition([item("q1")])
    made = wave(asked, [{"q1": code} for code in answers])
    ((_, _, tally),) = tally_wave(made, 2)
    units_of = [round(float(s) * SCORE_UNIT) for s in person_scores(made)["headline"]]
    found = tally.scores["headline"]
    assert found.n == len(units_of)
    assert found.total == sum(units_of)
    assert found.squares == sum(u * u for u in units_of)


def test_sums_of_squares_far_beyond_64_bits_are_exact():
    asked, n = edition([item("q1")]), 300_000
    made = wave(asked, [{"q1": 1}])
    many = frame_of(made).loc[[0] * n].reset_index(drop=True)
    ((_, _, tally),) = tally_wave(wave_of(asked, many), 2)
    unit = round(200 / 3 * SCORE_UNIT)
    assert tally.scores["headline"] == Moments(n, n * unit, n * unit * unit)
    assert tally.scores["headline"].variance == 0
