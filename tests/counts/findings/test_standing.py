"""Units in their funnels: judged at the middle that is drawn, and weighted where answers are."""

from dataclasses import replace

import pytest

from csatreport.counts.findings import standing
from csatreport.counts.findings.levels import share_point
from csatreport.counts.findings.model import UnitPoint
from csatreport.counts.findings.standing import by_unit, far_below, judge_means, judge_shares
from csatreport.statistics.estimate import Estimate
from csatreport.study.weights import WeightKind, Weights
from tests.counts.beside import shares, worthy
from tests.counts.build import edition, item, ledger, node, questionnaire, units
from tests.report.build import unit


def test_nobody_is_named_among_nine_equal_stores():
    # Made up for this test: 171 of 180 favourable, four stores with 20 of 20.
    points = shares(1.0, 1.0, 1.0, 1.0, 0.95, 0.95, 0.9, 0.9, 0.85)
    (group,) = judge_shares(points, 0.95)
    assert [(one.lead, one.far) for one in group.standings] == [(0, 0)] * 9
    assert 0 < group.counts.chance[0] < 0.05 * 9


def test_shares_are_judged_at_the_value_of_the_whole_and_of_their_kind_where_kinds_stand_apart():
    points = shares(0.7, 0.8, 0.9)
    assert judge_shares(points, 0.6)[0].funnel.target == 0.6
    assert judge_shares(points, None)[0].funnel.target == pytest.approx(0.8)
    kinds = (*shares(0.7, 0.8, 0.9, kind="county"), *shares(0.2, 0.3, 0.4, kind="township"))
    assert [group.funnel.target for group in judge_shares(kinds, 0.6)] == pytest.approx([0.8, 0.3])


def test_the_middle_of_a_kind_weighs_its_units_by_the_weights_of_their_answers():
    weights = {"county0": 90.0, "county1": 5.0, "county2": 5.0}
    points = [
        replace(worthy(p, 12.5), weight=weights.get(p.unit.id, 10.0))
        for p in (*shares(0.9, 0.1, 0.1, kind="county"), *shares(0.4, 0.5, 0.6, kind="township"))
    ]
    county, township = judge_shares(points, 0.5)
    assert county.funnel.target == pytest.approx(0.82)
    assert township.funnel.target == pytest.approx(0.5)
    assert [one.place.n for one in county.standings] == [12.5] * 3


def test_a_unit_whose_weights_leave_fewer_than_ten_answers_is_not_judged():
    points = [worthy(p, 9.9) for p in shares(0.0, 1.0, n=500)]
    (group,) = judge_shares(points, 0.5)
    assert [(one.judged, one.far) for one in group.standings] == [(False, 0)] * 2


def _weighted():
    """Return a chain of three units of 40; the first counts four times as much (made up)."""
    good, bad = [0] * 36 + [3] * 4, [0] * 12 + [3] * 28
    rows = [
        {"unit": name, "period": "2020-01", "q1": answer, "weight": weight}
        for name, weight, answers in (("a", 4.0, good), ("b", 1.0, bad), ("c", 1.0, bad))
        for answer in answers
    ]
    asked = edition((item("q1"),), node("headline", ["q1"]))
    tree = units({"all": None, "a": "all", "b": "all", "c": "all"})
    made = ledger(
        questionnaire([asked], units=tree, weights=Weights(kind=WeightKind.COLUMN, column="w")),
        rows,
    )
    return made, asked.items[0], made.base_periods[0]


def test_the_middle_of_a_weighted_funnel_is_the_weighted_share_of_the_whole():
    made, asked, period = _weighted()
    whole, *parts = (share_point(made, one, period, asked) for one in made.questionnaire.units.all)
    assert whole.score.value == pytest.approx(0.7)
    (group,) = judge_shares(parts, whole.score.value)
    assert group.funnel.target == pytest.approx(0.7)
    assert [one.place.n for one in group.standings] == pytest.approx([40.0] * 3)
    # By the beta function at .7: P(Y >= 36) = .0026 is outside the inner limits only.
    assert [(one.lead, one.far) for one in group.standings] == [(1, 0), (-1, -1), (-1, -1)]
    (alone,) = judge_shares(parts, None)
    assert alone.funnel.target == pytest.approx(0.7)


def _means(*values: float) -> tuple[UnitPoint, ...]:
    return tuple(
        UnitPoint(unit=unit(f"s{n}"), score=Estimate(value=value, base=100), n=100, sd=20.0)
        for n, value in enumerate(values)
    )


def test_units_far_below_are_named_the_lowest_first():
    groups = judge_means(_means(50.0, 80.0, 40.0, 80.0, 80.0), 75.0, ranked=True)
    assert [one.unit.id for one in far_below(groups)] == ["s2", "s0"]


def test_places_are_only_worked_out_where_they_are_told(monkeypatch):
    points = _means(70.0, 71.0)
    ranked = by_unit(judge_means(points, 70.5, ranked=True))
    assert ranked["s0"].rank == (1, 2, 2)
    monkeypatch.delattr(standing, "rank_intervals")
    plain = by_unit(judge_means(points, 70.5, ranked=False))
    assert {one.rank for one in plain.values()} == {None}


def test_units_are_judged_once_however_often_they_are_asked_for():
    points = _means(70.0, 72.0)
    first = judge_means(points, 71.0, ranked=True)
    assert judge_means(tuple(points), 71.0, ranked=True) is first
