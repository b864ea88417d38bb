"""Weighted figures of a company and its units: made together, left out and said."""

from __future__ import annotations

import pytest

from csatreport.errors import Severity
from csatreport.measures.findings import measure
from csatreport.measures.model import Verdict
from csatreport.measures.weighting import check_weights, weigh
from csatreport.survey.model import Role
from csatreport.survey.policy import Margin, WeightKind, Weights
from tests.measures.build import PLAIN, edition, item, ledger, node, questionnaire, units

SEX = item("sex", PLAIN[:2], role=Role.BACKGROUND)
AGE = item("age", PLAIN, role=Role.BACKGROUND)
ITEMS = (item("q1"), item("q2"), SEX, AGE)
TREE = {"all": None, "a": "all", "b": "all"}
COLUMN = Weights(kind=WeightKind.COLUMN, column="w")


def strata(*people: tuple[str, float], collapse=(), name: str = "sex") -> Weights:
    margin = Margin(item=name, people=people)
    return Weights(kind=WeightKind.STRATA, margins=(margin,), collapse=tuple(collapse))


def book(rows, weights: Weights | None):
    asked = edition(ITEMS, node("headline", ["q1", "q2"]))
    survey = questionnaire([asked], units=units(TREE), weights=weights)
    return ledger(survey, [{"unit": "a", "period": "2025-01", **row} for row in rows])


def found(made, unit: str = "all", period: int = 0):
    one = made.questionnaire.units.by_id[unit]
    return measure(made, one, made.base_periods[period])


def people(number: int, **more) -> list[dict]:
    return [{"q1": i % 4, "q2": (i + 1) % 4, **more} for i in range(number)]


def test_without_weights_nothing_is_weighted():
    assert found(book(people(4), None)).weighted is None


def test_equal_weights_change_no_figure():
    plain = found(book(people(20, weight=3.0), COLUMN))
    assert plain.weighted.headline.index.value == pytest.approx(plain.headline.index.value)
    assert plain.weighted.diagnostics.effective == pytest.approx(20)
    for figure, one in zip(plain.weighted.items, plain.items, strict=True):
        assert figure.index.value == pytest.approx(one.index.value)
        assert figure.share.value == pytest.approx(one.favourable.value)


def test_answers_without_a_weight_are_left_out_and_counted():
    made = found(book([*people(10, weight=1.0), *people(5)], COLUMN)).weighted
    assert (made.diagnostics.n, made.diagnostics.left_out) == (10, 5)


def test_strata_count_as_they_do_among_all_people():
    rows = [*({"q1": 0, "q2": 0, "sex": 0} for _ in range(8)),
            *({"q1": 3, "q2": 3, "sex": 1} for _ in range(2))]  # fmt: skip
    made = found(book(rows, strata(("A", 50.0), ("B", 50.0)))).weighted
    assert made.headline.index.value == pytest.approx(50.0)
    assert found(book(rows, None)).headline.index.value == pytest.approx(80.0)


def test_a_stratum_of_one_is_joined_as_declared_and_said():
    rows = [*people(6, age=0), *people(6, age=1), *people(1, age=2)]
    weights = strata(("A", 10.0), ("B", 10.0), ("C", 10.0), collapse=[("C", "B")], name="age")
    made = found(book(rows, weights)).weighted
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
    assert found(made).weighted.diagnostics.rounds > 1


def test_a_unit_keeps_the_weights_its_answers_have_in_the_company():
    rows = [*people(8, sex=0), *people(4, sex=1, unit="b"), *people(4, sex=0, unit="b")]
    made = book(rows, strata(("A", 50.0), ("B", 50.0)))
    part = found(made, "b").weighted
    assert part.diagnostics.n == 8
    assert part.diagnostics.largest == pytest.approx(12.5 / ((12.5 * 4 + 50 / 12 * 4) / 8))


def test_a_change_is_tested_on_weighted_figures():
    rows = [*({"q1": i % 2, "q2": 0, "weight": 1 + i % 3} for i in range(60)),
            *({"q1": 2 + i % 2, "q2": 3, "weight": 1 + i % 3, "period": "2025-02"}
              for i in range(60))]  # fmt: skip
    change = found(book(rows, COLUMN), period=1).weighted.headline.change
    assert change.test == "weighted"
    assert change.verdict is Verdict.DOWN
    assert change.low < change.difference < change.high
