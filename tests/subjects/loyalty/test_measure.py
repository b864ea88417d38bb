"""Loyalty by hand: what customers do, what they say, groups by satisfaction, and the curve."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from csatreport.counts.ledger import Ledger
from csatreport.registers.model import Registers
from csatreport.report.model import Table
from csatreport.study.item import Role
from csatreport.study.policy import Anonymity, Audience
from csatreport.study.register_entries import Customer
from csatreport.subjects.compose import compose_report
from csatreport.subjects.loyalty.measure import fifteen, objective_of
from csatreport.subjects.loyalty.settings import BehaviourPart, LoyaltyRule, LoyaltySettings
from csatreport.subjects.loyalty.subject import LOYALTY
from csatreport.subjects.measured import measure
from tests.counts.build import PLAIN, edition, item, month, questionnaire, responses
from tests.report.build import chapter

END = dt.date(2026, 10, 31)
OCTOBER = month("2026-10")
ITEMS = (
    item("q"), item("whole", role=Role.OVERALL), item("pay", role=Role.DETAIL),
    item("suggest", role=Role.DETAIL), item("choice", PLAIN[:2], role=Role.BACKGROUND),
)  # fmt: skip
BEHAVIOUR = (("wallet", BehaviourPart(worst=0, best=100)),)


def rule(*behaviour: tuple[str, BehaviourPart], **more) -> LoyaltyRule:
    return LoyaltyRule(attitude=("pay", "suggest"), behaviour=behaviour, **more)


def customer(name: str, **more) -> Customer:
    return Customer(id=name, unit="all", name=f"Firm {name}", **more)


def findings(rows, *customers: Customer, made: LoyaltyRule | None = None, **settings):
    asked = questionnaire(
        [edition(ITEMS)], settings=(LoyaltySettings(loyalty=made or rule(*BEHAVIOUR)),), **settings
    )
    filed = [{"period": "2026-10", **row} for row in rows]
    book = Ledger.of(responses(asked, filed), registers=Registers.holding(*customers))
    return measure(book, asked.units.root, OCTOBER)


def found(*args, **more):
    return findings(*args, **more).of(LOYALTY)


def test_behaviour_lies_on_a_straight_line_between_its_ends_and_not_beyond():
    made = rule(
        ("recency", BehaviourPart(worst=110, best=10)),
        ("tenure", BehaviourPart(worst=0, best=10, weight=3)),
    )
    days = [dt.timedelta(days=n) for n in (60, 1)]
    some = [
        customer("a", last_order=END - days[0], since=END - dt.timedelta(days=1461)),
        customer("b", last_order=END - days[1], since=dt.date(2000, 1, 1)),
    ]
    # 50 points and 4 years (40 points, thrice); beyond both ends.
    assert objective_of(some, made, END) == {"a": pytest.approx(42.5), "b": 100.0}


def test_ranks_give_ties_the_middle_and_few_days_are_better():
    made = rule(("recency", BehaviourPart(ranked=True)))
    some = [customer(name, last_order=END - dt.timedelta(days=n))
            for name, n in (("a", 5), ("b", 9), ("c", 9), ("d", 30))]  # fmt: skip
    assert objective_of(some, made, END) == {"a": 87.5, "b": 50.0, "c": 50.0, "d": 12.5}


def test_a_customer_that_lacks_a_part_has_no_objective_index_and_is_counted():
    made = found(
        [{"id": "a", "pay": 0, "suggest": 0}], customer("a", wallet=80.0), customer("b"),
        customer("after", wallet=10.0, since=dt.date(2026, 11, 1)),
        customer("gone", wallet=10.0, lost=dt.date(2026, 10, 3)),
    )  # fmt: skip
    assert (made.listed, made.incomplete, made.objective.value) == (2, 1, 80.0)


def test_an_order_after_the_period_is_not_known_yet():
    made = rule(("recency", BehaviourPart(worst=100, best=0)))
    later = customer("a", last_order=END + dt.timedelta(days=1))
    assert objective_of([later], made, END) == {}


def test_the_evaluation_value_joins_both_and_words_alone_are_named():
    rows = [
        {"id": "a", "pay": 0, "suggest": 3},  # says 50, does 90: 70
        {"id": "b", "pay": 0, "suggest": 3},  # says 50, does 60: 55
        {"id": "x", "pay": 0},  # half of it answered: says 100, is not in the list
        {"id": "y"},
    ]
    made = found(rows, customer("a", wallet=90.0), customer("b", wallet=60.0))
    assert (made.subjective.value, made.subjective.base) == (pytest.approx(200 / 3), 3)
    assert made.evaluation.value == 62.5
    assert (made.n, made.subjective_only, made.loyal) == (3, 1, 2)
    weighed = found(rows, customer("a", wallet=90.0), made=rule(*BEHAVIOUR, weight=0.25))
    assert weighed.evaluation.value == 80.0


def test_an_evaluation_value_that_misses_the_line_by_a_hair_has_reached_it():
    # 0.3 · 33.33… + 0.7 · 33.33… is less than 33.33… where floats are added.
    line = rule(*BEHAVIOUR, weight=0.3, loyal_from=100 / 3)
    rows = [{"id": "a", "pay": 2, "suggest": 2}]
    assert found(rows, customer("a", wallet=100 / 3), made=line).loyal == 1


def test_people_stand_in_four_quadrants_and_few_have_no_shares():
    says = ((0, 0), (3, 0), (0, 3), (3, 3), (3, 3))
    rows = [{"id": f"c{n}", "whole": w, "pay": p, "suggest": p} for n, (w, p) in enumerate(says)]
    few = found(rows, customer("c1", wallet=100.0))
    assert [(one.id, one.n, one.share) for one in few.quadrants] == [
        ("true", 1, None), ("captive", 1, None), ("disloyal", 1, None), ("lost", 2, None),
    ]  # fmt: skip
    assert few.quadrants[1].names == ("Firm c1",)
    many = found(rows * 8)
    assert [one.share.value for one in many.quadrants] == [0.2, 0.2, 0.2, 0.4]


def test_whoever_ties_across_a_cut_is_in_the_middle():
    scores = np.array([0.0] * 6 + [10.0] * 28 + [100.0] * 6)
    loyal = scores >= 100
    top, middle, bottom = fifteen(scores, loyal)
    assert [(one.n, one.loyal) for one in (top, middle, bottom)] == [(6, 6), (28, 0), (6, 0)]
    scores[6] = 0.0
    assert [one.n for one in fifteen(scores, loyal)] == [6, 34, 0]
    assert fifteen(scores[1:], loyal[1:]) == ()


def test_the_curve_goes_from_the_lowest_level_up_with_newcombes_steps():
    # The third of four levels: 48 of 80 loyal; the second: 56 of 70 (Newcombe 1998, table II a).
    rows = [{"whole": 2, "pay": 0 if n < 48 else 3, "choice": n % 2} for n in range(80)]
    rows += [{"whole": 1, "pay": 0 if n < 56 else 3, "choice": 0} for n in range(70)]
    made = found(rows, made=LoyaltyRule(attitude=("pay",), competition="choice"))
    whole, few, many = made.curves
    assert [(one.id, one.n, one.loyal) for one in whole.points] == [
        ("D", 0, 0), ("C", 80, 48), ("B", 70, 56), ("A", 0, 0),
    ]  # fmt: skip
    assert [step is None for step in whole.slopes] == [True, False, True]
    step = whole.slopes[1]
    assert (round(step.difference, 4), round(step.low, 4), round(step.high, 4)) == (
        0.2, 0.0524, 0.3339,
    )  # fmt: skip
    assert [one.n for one in few.points] == [0, 40, 70, 0]
    assert [one.n for one in many.points] == [0, 40, 0, 0]


def test_anonymous_answers_and_a_study_without_the_key_tell_nothing():
    assert found([{"pay": 0}], anonymity=Anonymity()) is None
    asked = questionnaire([edition(ITEMS)])
    book = Ledger.of(responses(asked, [{"period": "2026-10", "pay": 0}]))
    assert measure(book, asked.units.root, OCTOBER).of(LOYALTY) is None


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_names_stand_in_restricted_reports_alone_and_so_do_means_of_few(language: str):
    rows = [{"id": "a", "whole": 3, "pay": 0}, {"id": "b", "whole": 0, "pay": 3}] * 30
    made = findings(rows, customer("a", wallet=90.0), customer("b", wallet=10.0))

    def cells(audience: Audience) -> str:
        told = compose_report(made, language, audience=audience, sample=False)
        shown = chapter(told, "loyalty")
        tables = (one for one in shown.blocks if isinstance(one, Table))
        return " ".join(str(one.rows) for one in tables) + str(told.data["loyalty"]["objective"])

    assert "Firm a" in cells(Audience.RESTRICTED)
    assert "Firm" not in cells(Audience.OPEN)
    assert cells(Audience.OPEN).endswith("None")
