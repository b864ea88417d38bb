"""Suppliers graded: points by thresholds, the weighted score, and the grades chance leaves open.

The intervals are SciPy's (`binomtest`, `chi2`); the rest is worked by hand in the tests.
"""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import pytest
from scipy.stats import binomtest, chi2

from csatreport.subjects.measured import measure
from csatreport.subjects.scorecard.settings import ScorecardRule
from csatreport.subjects.scorecard.subject import SCORECARDS
from tests.registers.build import OCTOBER, ROWS, book, day
from tests.subjects.scorecard.build import ON_TIME, PPM, RULE, SERVICE, counted, given, kept, whole


def found(*entries, rule=RULE):
    filed = book(kept(*entries, rule=rule), ROWS)
    return measure(filed, filed.questionnaire.units.root, OCTOBER).of(SCORECARDS)


def one(*entries, rule=RULE):
    return found(*entries, rule=rule).suppliers[0]


@pytest.mark.parametrize(
    ("figure", "points"),
    [(0, 100), (250, 87.5), (500, 75), (1000, 66.666667), (6000, 25), (10000, 0), (99999, 0)],
)
def test_between_two_thresholds_points_lie_on_a_line_and_beyond_them_stay(figure, points):
    assert PPM.worth(figure) == pytest.approx(points)


@pytest.mark.parametrize(
    ("figure", "points"), [(100, 100), (99.9, 50), (90, 50), (89.9, 0), (80, 0), (10, 0)]
)
def test_in_steps_each_threshold_is_the_worst_figure_that_gets_its_points(figure, points):
    assert replace(ON_TIME, steps=True).worth(figure) == points
    falling = replace(PPM, steps=True)
    assert [falling.worth(x) for x in (0, 1, 500, 501, 10000, 10001)] == [100, 75, 75, 50, 0, 0]


def test_the_score_is_the_weighted_mean_of_the_points():
    # 24 of 24,000 are 1,000 ppm: 66.67 points; 95 of 100 on time: 75; a rating of 4: 75.
    made = one(*whole())
    assert [part.points.value for part in made.parts] == pytest.approx([200 / 3, 75, 75])
    assert made.score.value == pytest.approx((40 * 200 / 3 + 35 * 75 + 25 * 75) / 100)
    assert (made.weight, made.missing) == (100, ())


def test_intervals_are_exact_for_parts_per_million_and_wilsons_for_a_share():
    defects, on_time, service = one(*whole()).parts
    poisson = [chi2.ppf(0.025, 48) / 2, chi2.ppf(0.975, 50) / 2]
    assert (defects.figure.low, defects.figure.high) == pytest.approx(
        [end * 1e6 / 24_000 for end in poisson]
    )
    wilson = binomtest(95, 100).proportion_ci(method="wilson")
    assert (on_time.figure.low, on_time.figure.high) == pytest.approx(
        (100 * wilson.low, 100 * wilson.high)
    )
    assert (service.figure.low, service.points.low) == (None, None)


def test_the_ends_of_the_points_make_those_of_the_score():
    made = one(*whole())
    low = [0.4 * (p.value - p.low) if p.low is not None else 0 for p in (made.parts[0].points,)]
    low += [0.35 * (made.parts[1].points.value - made.parts[1].points.low)]
    assert made.score.low == pytest.approx(made.score.value - sqrt(sum(x * x for x in low)))


def test_a_grade_that_rests_on_few_pieces_says_which_chance_leaves_open():
    few = one(
        counted("acme", "defects", 0, 200), counted("acme", "on_time", 4, 4),
        given("acme", "service", 5),
    )  # fmt: skip
    assert (few.grade, few.score.value) == ("A", 100)
    assert few.open == ("A", "D")
    many = one(
        counted("acme", "defects", 0, 9_000_000), counted("acme", "on_time", 4000, 4000),
        given("acme", "service", 5),
    )  # fmt: skip
    assert many.open == ("A",)


def test_below_the_line_of_a_critical_criterion_the_grade_is_capped():
    # 120 of 24,000 are 5,000 ppm: 31.25 points, below 40.
    made = one(
        counted("acme", "defects", 120, 24_000), counted("acme", "on_time", 100, 100),
        given("acme", "service", 5),
    )  # fmt: skip
    assert made.score.value == pytest.approx(72.5)
    assert [part.criterion.id for part in made.capped] == ["defects"]
    rule = replace(RULE, settings=(ScorecardRule(grades=(("A", 70.0), ("B", 60.0), ("C", 0.0))),))
    assert one(*whole(defects=120, on_time=100), rule=rule).grade == "B"
    worst = replace(rule, settings=(replace(rule.settings[0], caps="C"),))
    assert one(*whole(defects=120, on_time=100), rule=worst).grade == "C"


def test_a_sum_of_floats_that_misses_a_line_by_a_hair_has_reached_it():
    # 33.3, 33.3 and 33.4 of 100, each with 60 points, add up to 59.99999999999999.
    criteria = tuple(
        replace(SERVICE, id=name, weight=weight, critical=60)
        for name, weight in (("x", 33.3), ("y", 33.3), ("z", 33.4))
    )
    rows = [given("acme", one.id, 3.4) for one in criteria]
    made = one(*rows, rule=replace(RULE, criteria=criteria))
    assert made.score.value == pytest.approx(60)
    assert (made.grade, made.capped) == ("C", ())
    assert replace(SERVICE, steps=True, points=((2.4, 0.0), (2.4 + 0.6, 80.0))).worth(3.0) == 80
    assert replace(SERVICE, steps=True, points=((0.3, 80.0), (9.0, 0.0))).worth(0.1 + 0.2) == 80


def test_what_is_missing_shares_its_weight_with_nobody_in_silence():
    made = one(*whole()[:2])
    assert [part.criterion.id for part in made.missing] == ["service"]
    assert made.weight == 75
    assert made.score.value == pytest.approx((40 * 200 / 3 + 35 * 75) / 75)


def test_below_half_of_the_weights_there_is_no_grade():
    made = one(given("acme", "service", 5))
    assert (made.score, made.grade, made.open) == (None, None, ())
    # A criterion that weighs just half is enough.
    half = replace(RULE, criteria=(replace(PPM, weight=50), replace(ON_TIME, weight=50)))
    assert one(counted("acme", "defects", 0, 9_000_000), rule=half).grade == "A"


def test_no_delivery_at_all_is_not_measured_and_neither_good_nor_bad():
    made = one(*whole()[::2], counted("acme", "on_time", 0, 0))
    on_time = made.parts[1]
    assert (on_time.figure, on_time.points, on_time.of) == (None, None, 0)
    assert made.score.value == pytest.approx((40 * 200 / 3 + 25 * 75) / 65)


def test_counts_of_a_period_add_up_and_ratings_are_averaged():
    made = one(
        counted("acme", "on_time", 9, 10), counted("acme", "on_time", 100, 100, day=day(20)),
        given("acme", "service", 3), given("acme", "service", 4, day=day(20)),
        counted("acme", "on_time", 0, 50, day=day(30, 9)),
    )  # fmt: skip
    assert (made.parts[1].count, made.parts[1].of) == (109, 110)
    assert made.parts[2].figure.value == 3.5


def test_suppliers_stand_from_the_best_to_the_last_with_their_share_of_supply():
    made = found(
        *whole("b"), *whole("a", defects=0, on_time=100), given("c", "service", 5),
        given("a", "spend", 600), given("b", "spend", 300), given("b", "spend", 100, day=day(9)),
    )  # fmt: skip
    assert [(s.supplier, s.grade, s.share) for s in made.suppliers] == [
        ("a", "A", 0.6), ("b", "C", 0.4), ("c", None, None),
    ]  # fmt: skip
    assert [(g.grade, g.suppliers, g.share) for g in made.grades] == [
        ("A", 1, 0.6), ("B", 0, 0.0), ("C", 1, 0.4), ("D", 0, 0.0), (None, 1, None),
    ]  # fmt: skip
    assert made.largest == ((1, 0.6),)
    assert made.unknown == 1


def test_a_supplier_is_set_beside_itself_the_period_before():
    made = found(
        *whole(on_time=95), *whole(on_time=90, day=day(5, 9)), *whole("gone", day=day(5, 9))
    )
    (acme,) = made.suppliers
    assert acme.moved.value == pytest.approx(0.35 * 25)
    now, before = acme.score, acme.before.score
    low = sqrt((now.value - now.low) ** 2 + (before.high - before.value) ** 2)
    assert acme.moved.low == pytest.approx(acme.moved.value - low)
    assert made.absent == ("gone",)
    assert [period.id for period, _ in acme.course] == ["2026-09", "2026-10"]


def test_figures_of_other_months_alone_grade_nobody():
    assert found(*whole(day=day(5, 9))) is None
    assert found() is None
