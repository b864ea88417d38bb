"""The net score of a recommend question: level, change with a verdict of its own, trend, units."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from scipy.stats import ttest_ind, ttest_rel

from csatreport.counts.findings.net import in_points
from csatreport.counts.findings.recommended import Sides
from csatreport.counts.weighting import weigh
from csatreport.privacy.gate import Gate
from csatreport.statistics.estimate import Hidden, Suppressed
from csatreport.statistics.verdict import Verdict
from csatreport.statistics.weighted.means import estimate_weighted_net
from csatreport.study.item import Missing, Role
from csatreport.study.policy import Anonymity, Ids, SmallestChange
from csatreport.study.weights import Margin, WeightKind, Weights
from csatreport.subjects.measured import measure
from tests.counts.build import CALENDAR, PLAIN, edition, item, ledger, questionnaire, units
from tests.counts.recommending import TREE, recommend, rows


def survey(answers, *editions, **settings):
    asked = editions or (edition([item("q1"), recommend()]),)
    settings.setdefault("units", units(TREE))
    return ledger(questionnaire(asked, **settings), answers)


def found(book, period: str, unit: str = "all"):
    (one,) = measure(book, book.questionnaire.units.by_id[unit], CALENDAR.parse(period)).nets
    return one


def values(*sides: int) -> list[float]:
    return [100.0] * sides[0] + [0.0] * sides[1] + [-100.0] * sides[2]


def test_a_fall_of_nine_points_among_2800_answers_is_clear():
    book = survey(rows("2025-01", 1512, 896, 392) + rows("2025-02", 1344, 980, 476))
    one = found(book, "2025-02")
    (change,) = one.changes
    assert one.score.value == pytest.approx(31)
    assert change.difference == pytest.approx(-9)
    assert change.p == pytest.approx(4.4e-6, rel=0.01)
    reference = ttest_ind(values(1344, 980, 476), values(1512, 896, 392), equal_var=False)
    assert change.p == pytest.approx(reference.pvalue)
    assert (change.low, change.high) == pytest.approx(tuple(reference.confidence_interval()))
    assert (change.verdict, change.family) == (Verdict.DOWN, 1)


def test_the_level_counts_who_recommends_and_who_does_not():
    one = found(survey(rows("2025-01", 50, 30, 20)), "2025-01")
    assert one.score.value == pytest.approx(30)
    assert (one.score.low, one.score.high) == pytest.approx((14, 44), abs=0.5)
    assert one.sides == Sides(promoters=50, passives=30, detractors=20)
    assert one.shares == pytest.approx((0.5, 0.3, 0.2))


def test_below_ten_answers_there_is_no_interval_and_too_few_for_a_change():
    book = survey(rows("2025-01", 30, 10, 10) + rows("2025-02", 5, 2, 2))
    one = found(book, "2025-02")
    assert one.score.value == pytest.approx(100 * 3 / 9)
    assert one.score.low is one.score.high is None
    assert one.changes[0].verdict is Verdict.TOO_FEW


def test_a_change_below_the_smallest_that_matters_is_not_clear():
    answers = rows("2025-01", 5400, 3200, 1400) + rows("2025-02", 5200, 3200, 1600)
    (change,) = found(survey(answers), "2025-02").changes
    assert change.difference == pytest.approx(-4)
    assert change.p < 0.001
    assert change.verdict is Verdict.SMALL
    (declared,) = found(survey(answers, smallest=SmallestChange(net=4.0)), "2025-02").changes
    assert declared.verdict is Verdict.DOWN


def test_the_same_respondents_are_compared_with_themselves():
    before, now = [10, 8, 3, 10, 9, 6] * 3, [8, 8, 2, 3, 10, 7] * 3
    answers = [
        {"unit": "all", "period": month, "recommend": place, "q1": 0, "id": f"p{n}"}
        for month, places in (("2025-01", before), ("2025-02", now))
        for n, place in enumerate(places)
    ]
    (change,) = found(survey(answers, ids=Ids.PERSON), "2025-02").changes

    def sides(places):
        return [100 * ((n > 8) - (n < 7)) for n in places]

    assert (change.test, change.pairs) == ("paired", 18)
    assert change.p == pytest.approx(ttest_rel(sides(now), sides(before)).pvalue)


def test_all_promoters_and_then_all_detractors_are_told_apart_exactly():
    (change,) = found(
        survey(rows("2025-01", 12, 0, 0) + rows("2025-02", 0, 0, 12)), "2025-02"
    ).changes
    assert (change.test, change.verdict, change.difference) == ("fisher", Verdict.DOWN, -200)


def test_weighted_answers_have_a_weighted_score_beside_the_unweighted_one():
    answers = rows("2025-01", 20, 5, 5, weight=1.0) + rows("2025-01", 5, 5, 20, weight=3.0)
    answers += rows("2025-02", 20, 5, 5, weight=2.0) + rows("2025-02", 5, 5, 20, weight=1.0)
    book = survey(answers, weights=Weights(kind=WeightKind.COLUMN, column="w"))
    whole = measure(book, book.questionnaire.units.root, CALENDAR.parse("2025-02"))
    (one,), once = whole.nets, whole.unweighted.net("recommend")
    assert one.score.value == pytest.approx(100 * (45 - 30) / 90)
    assert one.shares == pytest.approx((45 / 90, 15 / 90, 30 / 90))
    assert once.score.value == pytest.approx(0)
    assert one.sides == once.sides == Sides(promoters=25, passives=10, detractors=25)
    assert one.changes[0].difference == pytest.approx(100 * (45 - 30) / 90 - 100 * (35 - 65) / 120)
    assert one.changes[0].test == "weighted"


def test_the_scores_of_groups_of_a_raked_sample_have_the_errors_of_parts_of_it():
    sex = item("sex", PLAIN[:2], role=Role.BACKGROUND)
    margin = Margin(item="sex", people=(("A", 2.0), ("B", 1.0)))
    book = survey(
        [row | {"sex": n % 2} for n, row in enumerate(rows("2025-01", 30, 15, 15))],
        edition([item("q1"), recommend(), sex]),
        weights=Weights(kind=WeightKind.MARGINS, margins=(margin,)),
    )
    (groups,) = found(book, "2025-01").groups
    weighing = weigh(book, CALENDAR.parse("2025-01"))
    sides = np.array(values(30, 15, 15)) / 100
    for place, score in enumerate(groups.scores):
        inside = book.segments.codes("sex", weighing.rows) == place
        part = weighing.mean(np.where(inside, sides, np.nan))
        assert part.stretch > 1
        assert score == in_points(estimate_weighted_net(part))
        assert score.high is not None


def test_the_trend_begins_with_the_question_and_marks_a_new_scale():
    plain = edition([item("q1")], number="1")
    first = edition([item("q1"), recommend()], number="2", begins=CALENDAR.parse("2025-02"))
    second = edition(
        [item("q1"), recommend("recommend-2")], number="3", begins=CALENDAR.parse("2025-04")
    )
    answers = [{"unit": "all", "period": "2025-01", "q1": 0}]
    answers += rows("2025-02", 6, 2, 2) + rows("2025-04", 5, 2, 3)
    one = found(survey(answers, plain, first, second), "2025-04")
    told = [(p.period.id, p.score.value if p.score else None, p.breaks) for p in one.trend]
    assert told == [
        ("2025-02", pytest.approx(40), False),
        ("2025-03", None, False),
        ("2025-04", pytest.approx(20), True),
    ]


def test_units_stand_side_by_side_with_the_spread_that_a_funnel_needs():
    answers = rows("2025-01", 10, 5, 5, unit="a") + rows("2025-01", 4, 4, 2, unit="b")
    one = found(survey(answers), "2025-01")
    told = [(p.unit.id, p.n, p.score.value if p.score else None) for p in one.units]
    assert told == [("a", 20, pytest.approx(25)), ("b", 10, pytest.approx(20)), ("c", 0, None)]
    squares = sum((value - 25) ** 2 for value in values(10, 5, 5))
    assert one.units[0].sd == pytest.approx(sqrt(squares / 19))


def test_groups_of_people_have_scores_of_their_own():
    sex = item("sex", PLAIN[:2], role=Role.BACKGROUND)
    answers = rows("2025-01", 10, 0, 5, sex=0) + rows("2025-01", 3, 3, 6, sex=1)
    one = found(survey(answers, edition([item("q1"), recommend(), sex])), "2025-01")
    (groups,) = one.groups
    assert groups.by.id == "sex"
    assert [score.value for score in groups.scores] == pytest.approx([100 / 3, -25])
    assert [score.base for score in groups.scores] == [15, 12]
    assert groups.scores[1].low < -25 < groups.scores[1].high


def promised(*units: tuple[str, tuple[int, int, int]]):
    answers = [row for unit, sides in units for row in rows("2025-01", *sides, unit=unit)]
    book = survey(answers, anonymity=Anonymity(minimum=5, counts=10, comments=8))
    return lambda unit: (
        Gate.of(book)
        .apply(measure(book, book.questionnaire.units.by_id[unit], CALENDAR.parse("2025-01")))
        .nets[0]
    )


def test_a_net_score_of_anonymous_answers_is_shown_only_where_counts_are():
    shown = promised(("a", (4, 2, 2)), ("b", (9, 6, 5)), ("c", (8, 6, 8)))
    whole, small, large = shown("all"), shown("a"), shown("c")
    assert small.hidden is Hidden.WITHHELD
    assert isinstance(small.score, Suppressed)
    assert (small.n, small.sides, small.shares, small.changes) == (0, None, None, ())
    beside = {point.unit.id: point for point in whole.units}
    # A unit is left over with the small one, or its score would follow from that of the whole.
    closed = [name for name, point in beside.items() if isinstance(point.score, Suppressed)]
    assert "a" in closed
    assert len(closed) > 1 or whole.hidden is not None
    assert all(beside[name].n == 0 and beside[name].sd is None for name in closed)
    assert isinstance(large.trend[-1].score, Suppressed) is (large.hidden is not None)


def test_all_promoters_of_a_unit_are_not_told_by_its_net_score():
    shown = promised(("a", (12, 0, 0)), ("b", (9, 6, 5)), ("c", (8, 6, 8)))
    # All gave the same answer, so that nothing of the question is shown there.
    assert isinstance(shown("a").score, Suppressed)


def test_a_questionnaire_without_a_recommend_question_has_no_net_score():
    book = survey([{"period": "2025-01", "q1": 0}], edition([item("q1")]))
    assert measure(book, book.questionnaire.units.root, CALENDAR.parse("2025-01")).nets == ()


def test_nobody_passive_is_a_share_of_none():
    book = ledger(questionnaire([edition([item("q1"), recommend()])]), rows("2025-01", 7, 0, 3))
    (found,) = measure(book, book.questionnaire.units.root, book.base_periods[0]).nets
    assert found.shares == (0.7, 0.0, 0.3)


@pytest.mark.parametrize("nobody", [Missing.NOT_APPLICABLE, Missing.BLANK])
def test_where_nobody_is_concerned_there_is_no_score(nobody):
    asked = [edition([item("q1"), recommend()])]
    told = [{"period": "2025-01", "q1": 0, "recommend": nobody}] * 12
    book = ledger(questionnaire(asked), told)
    (found,) = measure(book, book.questionnaire.units.root, book.base_periods[0]).nets
    assert (found.n, found.score, found.shares, found.changes) == (0, None, None, ())
