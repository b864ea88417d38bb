"""Grades from points, who moved, how content each grade is; made up for these tests."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import numpy as np
import pytest
from scipy import stats

from csatreport.base.label import Label
from csatreport.registers.model import Registers
from csatreport.study.policy import Anonymity
from csatreport.study.register import Register, RegisterKind
from csatreport.study.register_entries import Customer
from csatreport.subjects.grades.grading import grade_all, points_of, round_of
from csatreport.subjects.grades.measure import for_everyone, forms_for, leaning_of
from csatreport.subjects.grades.settings import Grade, GradeRule, nine
from csatreport.subjects.grades.subject import GRADES
from csatreport.subjects.measured import measure
from tests.registers.build import OCTOBER, ROWS, book
from tests.subjects.grades.build import even, points


def found(*entries, rows=ROWS, rule: GradeRule | None = None, unit: str = "all", **settings):
    told = Register(
        id="g", kind=RegisterKind.GRADES, questionnaire="q", files="g*",
        settings=(rule or GradeRule(),),
    )  # fmt: skip
    filed = book(Registers.holding(*entries, rules={RegisterKind.GRADES: told}), rows, **settings)
    at = filed.questionnaire.units.by_id[unit]
    return measure(filed, at, OCTOBER).of(GRADES)


def test_the_usual_grades_are_nine_of_three_types_from_ninety_down():
    assert [(one.id, one.type, one.least) for one in nine()] == [
        ("a1", "a", 90), ("a2", "a", 80), ("a3", "a", 70), ("b1", "b", 60), ("b2", "b", 50),
        ("b3", "b", 40), ("c1", "c", 30), ("c2", "c", 20), ("c3", "c", 0),
    ]  # fmt: skip


def test_points_are_the_weighted_mean_and_none_where_a_part_that_counts_is_missing():
    rule = GradeRule(point_weights=(("contribution", 50), ("compliance", 20), ("capability", 30)))
    # By hand: (50·80 + 20·60 + 30·40) / 100 = 64.
    assert points_of(points("x", 10, 80, 60, 40), rule) == pytest.approx(64)
    assert points_of(points("x", 10, 80, None, 40), rule) is None
    alone = GradeRule(point_weights=(("contribution", 1.0),))
    assert points_of(points("x", 10, 80, None, None), alone) == 80


def test_a_grade_is_the_first_whose_line_is_reached():
    assert grade_all({"a": 90, "b": 89.9, "c": 20, "d": 0}, GradeRule()) == {
        "a": 0, "b": 1, "c": 7, "d": 8,
    }  # fmt: skip


def test_by_shares_equal_points_stand_together_in_the_better_grade():
    shares = {"x": 25, "y": 25, "z": 50}
    grades = (Grade(id=name, label=Label.of(name), share=s) for name, s in shares.items())
    rule = GradeRule(grades=tuple(grades))
    apart = grade_all({str(n): n for n in range(8)}, rule)
    assert Counter(apart.values()) == {0: 2, 1: 2, 2: 4}
    assert grade_all(dict.fromkeys("abcd", 50.0), rule) == dict.fromkeys("abcd", 0)
    tied = grade_all({"a": 9, "b": 8, "c": 8, "d": 8, "e": 1, "f": 1, "g": 1, "h": 1}, rule)
    assert tied == {"a": 0, "b": 0, "c": 0, "d": 0, "e": 2, "f": 2, "g": 2, "h": 2}


def test_rounds_of_two_months_begin_in_january():
    two = GradeRule(regrade=2)
    first, second, third = (round_of(dt.date(2026, month, 5), two) for month in (1, 2, 3))
    assert first == second == third - 1


def test_who_has_no_points_keeps_its_grade_for_so_many_rounds_and_is_marked():
    entries = [even("x", 10, 95), even("y", 9, 85), even("z", 7, 75), points("x2", 10, 9, None, 9)]
    made = found(*entries, rule=GradeRule(keep=2))
    assert [(one.n, one.kept) for one in made.levels[:3]] == [(1, 0), (1, 1), (0, 0)]
    assert (made.graded, made.kept, made.ungraded, made.incomplete) == (2, 1, 2, 1)
    assert found(*entries, rule=GradeRule(keep=3)).levels[2].kept == 1


def test_who_moved_is_counted_from_the_round_before_the_period():
    entries = [
        even("up", 9, 75), even("up", 10, 95), even("down", 9, 75), even("down", 10, 65),
        even("same", 9, 75), even("same", 10, 72), even("new", 10, 95), even("gone", 8, 50),
    ]  # fmt: skip
    made = found(*entries, rule=GradeRule(keep=1))
    assert (made.moved(1), made.moved(-1), made.moved(0)) == (1, 1, 1)
    assert (made.entered, made.left) == (1, 1)
    size = len(made.levels)
    assert made.matrix[2][0] == made.matrix[2][3] == made.matrix[2][2] == 1
    assert made.matrix[size][0] == made.matrix[4][size] == 1
    assert sum(map(sum, made.matrix)) == 5
    assert [one.n - (one.before or 0) for one in made.levels[:4]] == [2, 0, -2, 1]


def test_more_down_than_up_is_judged_by_the_exact_sign_test_of_scipy():
    entries = []
    for number in range(14):
        before, now = (75, 95) if number < 2 else (75, 65)
        entries += [even(f"c{number}", 9, before), even(f"c{number}", 10, now)]
    made = found(*entries)
    assert made.p == pytest.approx(stats.binomtest(2, 14).pvalue)
    assert made.clear == -1
    assert found(*entries[:8]).clear == 0


def test_with_a_customer_list_only_its_customers_are_graded_while_they_are_some():
    entries = [even(name, 10, 95) for name in ("here", "left", "late", "unknown")]
    customers = [
        Customer(id="here", unit="a"),
        Customer(id="left", unit="a", lost=dt.date(2026, 10, 9)),
        Customer(id="late", unit="a", since=dt.date(2026, 11, 5)),
        Customer(id="nothing", unit="b"),
    ]
    made = found(*entries, *customers)
    assert (made.graded, made.ungraded, made.unlisted) == (1, 1, 1)
    assert found(*entries, *customers, unit="b").graded == 0


def test_without_a_list_who_has_points_is_a_customer_from_the_first_of_them_on():
    made = found(even("x", 10, 95), even("lapsed", 2, 95), even("later", 11, 95))
    assert (made.graded, made.ungraded, made.unlisted) == (1, 1, 0)


def test_who_is_not_on_the_list_is_counted_in_the_round_and_unit_of_the_points():
    entries = [even("here", 10, 95), even("unknown", 9, 95), Customer(id="here", unit="a")]
    assert found(*entries).unlisted == 0
    entries.append(even("stranger", 10, 95))
    assert (found(*entries).unlisted, found(*entries, unit="a").unlisted) == (1, 0)


def test_no_round_that_ended_in_the_period_is_said():
    assert found(even("x", 8, 95), rule=GradeRule(regrade=3)).anew is False
    assert found(even("x", 10, 95)).anew is True


def test_without_points_up_to_the_period_or_with_anonymous_answers_nothing_is_told():
    assert found(even("x", 11, 95)) is None
    assert found(even("x", 10, 95), anonymity=Anonymity()) is None


def test_grade_and_index_correlate_as_scipy_says():
    dice = np.random.default_rng(1)
    pairs = list(zip(dice.integers(0, 9, 60), dice.normal(size=60).round(1), strict=True))
    known = stats.spearmanr(*zip(*pairs, strict=True))
    made = leaning_of(pairs)
    assert (made.rho, made.p, made.n) == pytest.approx((known.statistic, known.pvalue, 60))
    assert leaning_of(pairs[:3]) is None
    assert leaning_of([(1, 5), (1, 6), (1, 7), (1, 8)]) is None


@pytest.mark.parametrize("size", [10, 60])
def test_content_without_a_tie_to_the_grade_is_claimed_to_have_one_in_about_a_twentieth(size: int):
    dice = np.random.default_rng(size)
    wrong = 0
    for _ in range(2000):
        grades, index = dice.integers(0, 9, size), dice.integers(0, 16, size) / 15 * 100
        one = leaning_of(zip(-grades, index, strict=True))
        wrong += one is not None and one.p <= 0.05
    # Two in a thousand would lie outside by chance alone.
    assert 0.035 <= wrong / 2000 <= 0.066


def test_forms_follow_the_largest_remainder_with_two_a_grade_at_least():
    # 132 of 200 (Krejcie and Morgan); in proportion 1.32, 65.34 and 65.34.
    assert forms_for({0: 2, 1: 99, 2: 99}) == {0: 2, 1: 66, 2: 65}
    assert forms_for({}) == {}


def answered(levels: dict[float, int]):
    """Give so many customers points, each of whom answers."""
    rows, entries = [], []
    for score, number in levels.items():
        for place in range(number):
            name = f"c{score}-{place}"
            rows.append({"period": "2026-10", "unit": "a", "id": name, "q1": place % 4, "q2": 1})
            entries.append(even(name, 10, score))
    return found(*entries, rows=rows)


def shown(made) -> dict[str, bool]:
    told = for_everyone(made)
    bands = (*(one.band for one in told.levels), *told.types)
    return {band.name: band.score is not None for band in bands if band.answered}


def test_an_open_audience_learns_the_index_of_ten_or_more_and_none_that_follows():
    made = answered({95: 20, 85: 6, 75: 5, 65: 30})
    assert [one.band.score is not None for one in made.levels[:4]] == [True] * 4
    assert shown(made) == {"a1": True, "a2": False, "a3": False, "b1": True, "a": True, "b": True}


def test_where_fewer_than_ten_are_left_out_no_grade_of_the_type_keeps_its_index():
    made = answered({95: 20, 85: 6, 65: 30})
    assert shown(made) == {"a1": False, "a2": False, "b1": True, "a": True, "b": True}


def test_a_type_of_few_hides_all_that_it_would_follow_from():
    made = answered({95: 6, 65: 30})
    assert shown(made) == {"a1": False, "b1": False, "a": False, "b": False}
