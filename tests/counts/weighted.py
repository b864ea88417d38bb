"""People who count for more than one, made up for tests of weights."""

from __future__ import annotations

from csatreport.study.item import Role
from csatreport.study.weights import Margin, WeightKind, Weights
from tests.counts.build import PLAIN, edition, item, ledger, node, questionnaire, units

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


def people(number: int, **more) -> list[dict]:
    return [{"q1": i % 4, "q2": (i + 1) % 4, **more} for i in range(number)]
