"""Weighted figures of a company and its units: made together, left out and said."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from csatreport.base.errors import Severity
from csatreport.counts.samples import Weighed, samples_of
from csatreport.counts.weighting import check_weights, weigh
from csatreport.statistics.verdict import Against, Verdict
from csatreport.statistics.weighted.means import estimate_weighted_index, weighted_mean
from csatreport.study.weights import Margin, WeightKind, Weights
from csatreport.subjects.measured import measure
from csatreport.subjects.segments.subject import SEGMENTS
from tests.counts.weighted import COLUMN, ITEMS, book, people, strata


def found(made, unit: str = "all", period: int = 0):
    one = made.questionnaire.units.by_id[unit]
    return measure(made, one, made.base_periods[period])


def test_without_weights_nothing_is_weighted():
    made = found(book(people(4), None))
    assert made.unweighted is None
    assert all(one.spread is None and one.worth is None for one in made.items)


def test_equal_weights_change_no_level():
    made = found(book(people(20, weight=3.0), COLUMN))
    once = made.unweighted
    assert made.headline.index.value == pytest.approx(once.headline.index.value)
    assert once.diagnostics.effective == pytest.approx(20)
    for weighed, plain in zip(made.items, once.items, strict=True):
        assert weighed.index.value == pytest.approx(plain.index.value)
        assert weighed.favourable.value == pytest.approx(plain.favourable.value)
        assert weighed.net.value == pytest.approx(plain.net.value)
        assert weighed.mean == pytest.approx(plain.mean)
        assert weighed.sd == pytest.approx(plain.sd)
        assert weighed.median == plain.median
        assert weighed.spread == pytest.approx([n / 20 for n in plain.tally.counts])
        assert weighed.part(weighed.item.bad) == pytest.approx(plain.part(plain.item.bad))


def test_answers_without_a_weight_are_left_out_and_counted():
    made = found(book([*people(10, weight=1.0), *people(5)], COLUMN)).unweighted
    assert (made.diagnostics.n, made.diagnostics.left_out) == (10, 5)


def test_answers_that_all_lack_a_weight_have_no_figures():
    made = found(book(people(5), COLUMN))
    assert made.headline.index is None
    assert all(one.index is None and one.favourable is None for one in made.items)
    assert made.unweighted.headline.index is not None


def test_strata_count_as_they_do_among_all_people():
    rows = [*({"q1": 0, "q2": 0, "sex": 0} for _ in range(8)),
            *({"q1": 3, "q2": 3, "sex": 1} for _ in range(2))]  # fmt: skip
    made = found(book(rows, strata(("A", 50.0), ("B", 50.0))))
    assert made.headline.index.value == pytest.approx(50.0)
    assert made.unweighted.headline.index.value == pytest.approx(80.0)


def test_when_all_of_every_stratum_answered_there_is_nothing_left_to_chance():
    rows = [*people(8, sex=0), *people(4, sex=1)]
    made = found(book(rows, strata(("A", 8.0), ("B", 4.0))))
    assert made.headline.index.census
    assert all(one.favourable.census and one.index.census for one in made.items)


def test_the_median_of_weights_lies_where_half_of_them_do():
    rows = [{"q1": 0, "weight": 3.0}, {"q1": 2, "weight": 1.0}, {"q1": 3, "weight": 1.0}]
    assert found(book(rows, COLUMN)).items[0].median == 3.0
    rows[1]["weight"] = 2.0
    assert found(book(rows, COLUMN)).items[0].median == 2.0


def test_a_stratum_of_one_is_joined_as_declared_and_said():
    rows = [*people(6, age=0), *people(6, age=1), *people(1, age=2)]
    weights = strata(("A", 10.0), ("B", 10.0), ("C", 10.0), collapse=[("C", "B")], name="age")
    made = found(book(rows, weights)).unweighted
    assert made.diagnostics.joined == ((2, 1),)
    assert check_weights(book(rows, weights)) == ()


def test_a_stratum_left_alone_is_worth_a_warning():
    rows = [*people(6, age=0), *people(1, age=2)]
    (issue,) = check_weights(book(rows, strata(("A", 10.0), ("C", 10.0), name="age")))
    assert (issue.code, issue.severity) == ("A498", Severity.WARNING)
    assert issue.facts["code"] == "C"


def test_margins_that_cannot_be_met_are_an_error_with_their_name():
    rows = people(20, sex=0, age=1)
    margins = (Margin(item="age", people=(("B", 1.0),)),
               Margin(item="sex", people=(("A", 1.0), ("B", 1.0))))  # fmt: skip
    (issue,) = check_weights(book(rows, Weights(kind=WeightKind.MARGINS, margins=margins)))
    assert (issue.code, issue.severity) == ("A497", Severity.ERROR)
    assert issue.facts["item"] == "sex"


def test_raked_answers_meet_their_margins():
    rows = [*people(30, sex=0, age=0), *people(10, sex=1, age=0), *people(20, sex=0, age=1),
            *people(20, sex=1, age=1)]  # fmt: skip
    margins = (Margin(item="sex", people=(("A", 1.0), ("B", 1.0))),
               Margin(item="age", people=(("A", 2.0), ("B", 3.0))))  # fmt: skip
    made = book(rows, Weights(kind=WeightKind.MARGINS, margins=margins))
    weights = weigh(made, made.base_periods[0]).weights
    assert weights[:30].sum() + weights[40:60].sum() == pytest.approx(40, abs=1e-3)
    assert weights[:40].sum() == pytest.approx(32, abs=1e-3)
    assert found(made).unweighted.diagnostics.rounds > 1


ANSWERS = sorted(range(90), key=lambda i: i % 4 == 0)


def raked_by_sex_and_answer():
    """Made up for this test: answers that follow their sex for the most part."""
    rows = [{"q1": 3 * (i % 2) if i % 5 else 1, "q2": 3 * (i % 2), "sex": i % 2, "age": i % 3,
             "unit": "ab"[i % 4 == 0]} for i in ANSWERS]  # fmt: skip
    margins = (Margin(item="sex", people=(("A", 2.0), ("B", 1.0))),
               Margin(item="age", people=(("A", 1.0), ("B", 2.0), ("C", 1.0))))  # fmt: skip
    return book(rows, Weights(kind=WeightKind.MARGINS, margins=margins))


def test_what_raking_to_margins_has_settled_is_no_longer_uncertain():
    made = raked_by_sex_and_answer()
    q1, q2 = found(made).items[:2]
    weighing = weigh(made, made.base_periods[0])
    values = Weighed(ledger=made, weighing=weighing).index(q1.item)
    plain = weighted_mean(100 - 100 / 3 * np.array(
        [3 * (i % 2) if i % 5 else 1 for i in ANSWERS]), weighing.weights)  # fmt: skip
    assert values.mean == pytest.approx(plain.value)
    assert sqrt(values.variance / values.n) < 0.7 * plain.error
    # Who is of which sex says all about the second question, and how many are is known.
    assert q2.index.low is None


def test_a_unit_and_a_group_are_parts_of_the_raked_sample():
    made = raked_by_sex_and_answer()
    weighing = weigh(made, made.base_periods[0])
    sample = samples_of(made, "b", made.base_periods[0]).index(ITEMS[0])
    inside = np.array([i % 4 == 0 for i in ANSWERS])
    values = 100 - 100 / 3 * np.array([3 * (i % 2) if i % 5 else 1 for i in ANSWERS])
    linear = np.where(inside, weighing.weights * (values - sample.mean), 0.0)
    linear /= weighing.weights[inside].sum() * weighing.weights
    dummies = np.array([[i % 2 == 0, i % 2 == 1, i % 3 == 0, i % 3 == 1] for i in ANSWERS])
    fitted = dummies @ np.linalg.lstsq(dummies.astype(float), linear, rcond=None)[0]
    left = weighing.weights * (linear - fitted)
    variance = 90 / 89 * ((left - left.mean()) ** 2).sum()
    assert sample.variance / sample.n == pytest.approx(variance)


def test_groups_of_a_raked_sample_have_the_errors_of_parts_of_it():
    made = raked_by_sex_and_answer()
    weighing = weigh(made, made.base_periods[0])
    scores = made.segments.scores(made.edition(made.base_periods[0]).index.series)[weighing.rows]
    for segment in found(made).of(SEGMENTS):
        codes = made.segments.codes(segment.item.series, weighing.rows)
        for place, group in enumerate(segment.groups):
            part = weighing.mean(np.where(codes == place, scores, np.nan))
            assert group.score == estimate_weighted_index(part)
            assert group.sd == pytest.approx(part.error * sqrt(part.n))
            assert group.score.stretch > 1


def test_a_unit_keeps_the_weights_its_answers_have_in_the_company():
    rows = [*people(8, sex=0), *people(4, sex=1, unit="b"), *people(4, sex=0, unit="b")]
    made = book(rows, strata(("A", 50.0), ("B", 50.0)))
    part = found(made, "b").unweighted
    assert part.diagnostics.n == 8
    assert part.diagnostics.largest == pytest.approx(12.5 / ((12.5 * 4 + 50 / 12 * 4) / 8))


def moved():
    rows = [*({"q1": i % 2, "q2": 0, "weight": 1 + i % 3} for i in range(60)),
            *({"q1": 2 + i % 2, "q2": 3, "weight": 1 + i % 3, "period": "2025-02"}
              for i in range(60))]  # fmt: skip
    return book(rows, COLUMN)


def test_a_change_is_tested_on_weighted_figures():
    made = found(moved(), period=1)
    for one in (made.headline, made.items[0]):
        change = one.change(Against.PREVIOUS)
        assert change.test == "weighted"
        assert change.verdict is Verdict.DOWN
        assert change.low < change.difference < change.high
        assert change.reference + change.difference == pytest.approx(one.index.value)
    assert made.items[0].change(Against.PREVIOUS).share.difference < 0


def test_the_trend_and_the_units_are_weighted_too():
    book = moved()
    made = found(book, period=1)
    assert made.trend[-1].score == made.headline.index
    assert made.trend[0].score == found(book, period=0).headline.index
    assert made.units[0].score == found(book, "a", period=1).headline.index


def test_groups_are_weighted_and_set_against_everybody_else():
    rows = [*({"q1": i % 2, "q2": 0, "sex": 0, "weight": 1 + i % 3} for i in range(40)),
            *({"q1": 2 + i % 2, "q2": 3, "sex": 1, "weight": 2 + i % 3} for i in range(40)),
            *people(3, sex=0)]  # fmt: skip
    segment = found(book(rows, COLUMN)).of(SEGMENTS)[0]
    one, other = segment.groups
    assert (one.n, other.n) == (43, 40)
    assert one.score.base == other.score.base == 40
    assert (one.versus.test, one.versus.p) == ("permutation", other.versus.p)
    assert one.versus.difference == pytest.approx(-other.versus.difference)
    q1 = next(d for d in segment.divisions if d.item.id == "q1")
    assert [share.base for share in q1.shares] == [40, 40]
    assert q1.shares[0].value == 1.0


def test_groups_of_equal_weights_are_those_that_count_once():
    rows = [*people(30, sex=0), *people(20, sex=1)]
    once = found(book(rows, None)).of(SEGMENTS)[0]
    same = found(book([{**row, "weight": 2.0} for row in rows], COLUMN)).of(SEGMENTS)[0]
    for plain, weighed in zip(once.divisions, same.divisions, strict=True):
        assert weighed.test.p == pytest.approx(plain.test.p)
        assert [share.low for share in weighed.shares] == pytest.approx(
            [share.low for share in plain.shares]
        )
    for plain, weighed in zip(once.groups, same.groups, strict=True):
        assert weighed.score.value == pytest.approx(plain.score.value)
        assert weighed.sd == pytest.approx(plain.sd)
        assert weighed.versus.p == plain.versus.p
