"""Groups of people: counted exactly, each against everybody else, and tested together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from csatreport.statistics.change import benjamini_hochberg
from csatreport.statistics.groups import permutation
from csatreport.statistics.verdict import Verdict
from csatreport.study.item import Kind, Role
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Reporting
from csatreport.subjects.crosstabs.settings import CrosstabSettings
from csatreport.subjects.crosstabs.subject import CROSSTABS
from csatreport.subjects.measured import measure
from csatreport.subjects.segments.subject import SEGMENTS
from tests.counts.build import PLAIN, edition, item, ledger, node, questionnaire

SEX = item("sex", PLAIN[:2], role=Role.BACKGROUND)
AGE = item("age", PLAIN, role=Role.BACKGROUND)
ITEMS = (
    item("q1"),
    item("q2"),
    SEX,
    AGE,
    item("secret", PLAIN, role=Role.BACKGROUND, personal=True),
    item("where", PLAIN, role=Role.BACKGROUND, kind=Kind.SEVERAL),
)


def found(rows, crosstabs=(), **reports):
    asked = edition(ITEMS, node("headline", ["q1", "q2"]))
    reporting = Reporting(periods=(PeriodKind.MONTH,), **reports)
    book = ledger(
        questionnaire(
            [asked], reporting=reporting, settings=(CrosstabSettings(crosstabs=crosstabs),)
        ),
        [{"unit": "all", "period": "2025-01", **row} for row in rows],
    )
    return measure(book, book.questionnaire.units.root, book.base_periods[0])


def people(number: int, **answers) -> list[dict]:
    return [{"q1": i % 4, "q2": (i + i // 4) % 4, **answers} for i in range(number)]


@pytest.fixture
def few_draws(monkeypatch) -> None:
    """Deal less often: what is asserted does not hang on the last digits of a p."""
    monkeypatch.setattr(permutation, "MOST_DRAWS", 3_999)


def test_closed_background_questions_part_people_and_no_others():
    assert [one.id for one in edition(ITEMS).background] == ["sex", "age"]


def test_each_group_is_compared_with_everybody_else():
    rows = [*({"q1": i % 2, "q2": 0, "sex": 0} for i in range(150)),
            *({"q1": 2 + i % 2, "q2": 3, "sex": 1} for i in range(150))]  # fmt: skip
    segment = found(rows).of(SEGMENTS)[0]
    women, men = segment.groups
    assert (women.n, men.n) == (150, 150)
    points = [100 * (3 - place) / 3 for place in range(4)]
    one = [(points[i % 2] + points[0]) / 2 for i in range(150)]
    other = [(points[2 + i % 2] + points[3]) / 2 for i in range(150)]
    want = stats.ttest_ind(one, other, equal_var=False)
    assert women.score.value == pytest.approx(np.mean(one))
    assert women.versus.difference == pytest.approx(np.mean(one) - np.mean(other))
    assert women.versus.test == "welch"
    assert women.versus.p == pytest.approx(want.pvalue)
    assert (women.versus.verdict, men.versus.verdict) == (Verdict.UP, Verdict.DOWN)


def small_group(number: int = 149) -> list[dict]:
    return [
        *({"q1": i % 2, "q2": i % 3, "sex": 0} for i in range(number)),
        *({"q1": i % 4, "q2": i % 3, "sex": 1} for i in range(300)),
    ]


@pytest.mark.usefixtures("few_draws")
def test_below_150_scores_on_a_side_a_permutation_decides():
    one, rest = found(small_group()).of(SEGMENTS)[0].groups
    assert (one.versus.test, one.versus.p, one.versus.draws) == (
        "permutation", rest.versus.p, rest.versus.draws,
    )  # fmt: skip
    assert one.versus.verdict is Verdict.UP
    assert {group.versus.test for group in found(small_group(150)).of(SEGMENTS)[0].groups} == {
        "welch"
    }


def test_a_permutation_is_near_that_of_scipy():
    points = [100 * (3 - place) / 3 for place in range(4)]
    rows = [*people(20, sex=0), *({"q1": i % 3, "q2": i % 4, "sex": 1} for i in range(60))]
    sides = [
        [(points[r["q1"]] + points[r["q2"]]) / 2 for r in rows if r["sex"] == s] for s in (0, 1)
    ]
    want = stats.permutation_test(
        sides, lambda a, b, axis: np.mean(a, axis=axis) - np.mean(b, axis=axis),
        vectorized=True, n_resamples=9999, rng=np.random.default_rng(1),
    )  # fmt: skip
    versus = found(rows).of(SEGMENTS)[0].groups[0].versus
    assert versus.p == pytest.approx(want.pvalue, rel=0.3)


def test_groups_of_people_below_ten_are_never_named():
    """Three and eight people who all say the opposite of two hundred others."""
    rows = [*({"q1": 0, "q2": 0, "age": 0} for _ in range(3)),
            *({"q1": 0, "q2": i % 2, "age": 1} for i in range(8)),
            *({"q1": 3, "q2": 2 + i % 2, "age": 2} for i in range(200))]  # fmt: skip
    segment = next(one for one in found(rows).of(SEGMENTS) if one.item.id == "age")
    assert {group.versus.verdict for group in segment.groups[:2]} == {Verdict.TOO_FEW}
    assert [group.versus.p for group in segment.groups[:2]] == [None, None]
    for division in segment.divisions:
        assert (division.test, division.q, division.shown) == (None, None, None)


@pytest.mark.usefixtures("few_draws")
def test_all_groups_of_all_background_questions_are_one_family():
    rows = [{**row, "age": place % 3} for place, row in enumerate(small_group(60))]
    segments = found(rows).of(SEGMENTS)
    changes = [group.versus for segment in segments for group in segment.groups if group.versus]
    assert {change.family for change in changes} == {5}
    assert [change.q for change in changes] == list(benjamini_hochberg([c.p for c in changes]))


@pytest.mark.usefixtures("few_draws")
def test_all_questions_by_all_background_questions_are_one_family():
    rows = [{**row, "age": place % 3} for place, row in enumerate(small_group(60))]
    divisions = [one for segment in found(rows).of(SEGMENTS) for one in segment.divisions]
    assert {division.family for division in divisions} == {4}
    assert [one.q for one in divisions] == list(benjamini_hochberg([d.test.p for d in divisions]))


def test_no_group_is_furthest_where_chance_explains_it():
    """Nineteen people with two thirds favourable, against half of the others."""
    rows = [*({"q1": 0 if i < 13 else 3, "q2": 0, "sex": 0} for i in range(19)),
            *({"q1": 3 * (i % 2), "q2": 0, "sex": 1} for i in range(100))]  # fmt: skip
    first = found(rows).of(SEGMENTS)[0].divisions[0]
    assert first.q > 0.05
    assert (first.widest, first.shown) == (None, None)


def test_groups_that_do_not_vary_are_told_apart_by_counts():
    """All of one group gave the best answers and all others the worst: no t exists."""
    rows = [*({"q1": 0, "q2": 0, "sex": 0} for _ in range(30)),
            *({"q1": 3, "q2": 3, "sex": 1} for _ in range(30))]  # fmt: skip
    best, worst = found(rows).of(SEGMENTS)[0].groups
    want = stats.fisher_exact([[30, 0], [0, 30]]).pvalue
    assert best.versus.test == "fisher"
    assert best.versus.p == pytest.approx(want)
    assert (best.versus.verdict, worst.versus.verdict) == (Verdict.UP, Verdict.DOWN)


def test_groups_that_all_score_alike_do_not_differ():
    rows = [{"q1": 1, "q2": 1, "sex": i % 2} for i in range(40)]
    assert {g.versus.verdict for g in found(rows).of(SEGMENTS)[0].groups} == {Verdict.NOT_SHOWN}


def test_those_who_did_not_say_are_a_group_of_their_own():
    segment = found([*people(12, sex=0), *people(8)]).of(SEGMENTS)[0]
    assert [(group.option, group.n) for group in segment.groups] == [(0, 12), (1, 0), (None, 8)]
    assert segment.groups[1].score is None
    assert segment.groups[1].versus is None


def test_few_answers_are_too_few_to_tell():
    segment = found([*people(30, sex=0), *people(9, sex=1)]).of(SEGMENTS)[0]
    assert segment.groups[1].versus.verdict is Verdict.TOO_FEW


def test_only_the_questions_that_are_wanted_part_people():
    assert [s.item.id for s in found(people(4, age=1), segments=("age",)).of(SEGMENTS)] == ["age"]


def test_questions_are_tested_together_and_the_widest_gap_is_named():
    rows = [*({"q1": 0, "q2": i % 4, "sex": 0} for i in range(30)),
            *({"q1": 3, "q2": i % 4, "sex": 1} for i in range(30))]  # fmt: skip
    first, second = found(rows).of(SEGMENTS)[0].divisions
    ps = [division.test.p for division in (first, second)]
    assert [first.q, second.q] == list(benjamini_hochberg(ps))
    assert first.family == 2
    assert first.shown.difference in {1.0, -1.0}
    assert second.shown is None
    assert [share.value for share in first.shares] == [1.0, 0.0]


def test_two_questions_crossed_count_every_form_once():
    rows = [*people(5, sex=0, age=2), *people(3, sex=1), *people(2)]
    (table,) = found(rows, crosstabs=(("sex", "age"),)).of(CROSSTABS)
    assert table.counts == ((0, 0, 5, 0), (0, 0, 0, 3), (0, 0, 0, 2))
    assert table.shape is None
    assert table.scores[0][2].base == 5


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(*[st.integers(-1, 3)] * 2, st.integers(-1, 1)), max_size=60))
def test_groups_add_up_to_everybody_in_any_order(answers):
    rows = [{"q1": a, "q2": b, "sex": sex} for a, b, sex in answers]
    if not rows:
        return
    one, other = found(rows), found(rows[::-1])
    assert one.of(SEGMENTS) == other.of(SEGMENTS)
    groups = one.of(SEGMENTS)[0].groups
    assert sum(group.n for group in groups) == one.responses
    scored = [group.score for group in groups if group.score is not None]
    assert sum(score.base for score in scored) == one.headline.n
    if scored:
        mean = sum(score.value * score.base for score in scored) / one.headline.n
        assert mean == pytest.approx(one.headline.index.value)


def test_two_people_with_one_score_between_them_are_no_group():
    rows = [*people(20, sex=0), {"q1": 0, "q2": 0, "sex": 1}, {"q1": -1, "q2": -1, "sex": 1}]
    men, women, *_ = found(rows).of(SEGMENTS)[0].groups
    assert (women.n, women.score.base) == (2, 1)
    assert (men.listed, women.listed) == (True, False)
