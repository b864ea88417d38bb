"""A unit's composite: a weighted mean, and none where a part is missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from csatreport.registers.model import Registers
from csatreport.study.register import Register, RegisterKind
from csatreport.study.register_entries import Check
from csatreport.subjects.composite.measure import Composite, Composites, UnitParts
from csatreport.subjects.composite.settings import CompositeRule
from csatreport.subjects.composite.subject import COMPOSITE
from csatreport.subjects.measured import measure
from tests.registers.build import OCTOBER, ROWS, book, complaint, day, exposed
from tests.registers.build import RULE as COMPLAINTS_RULE

RULE = Register(
    id="i", kind=RegisterKind.INSPECTIONS, questionnaire="q", files="i*",
    settings=(CompositeRule(weights=(("survey", 60), ("inspections", 25), ("complaints", 15)), worst=5.0),),
)  # fmt: skip
CHECKS = tuple(
    Check(id=str(n), unit="a", day=dt.date(2026, 10, 2), check=f"c{n}", passed=n > 0)
    for n in range(4)
)


def _found(*entries, rule: Register = RULE) -> Composites | None:
    rules = {RegisterKind.INSPECTIONS: rule, RegisterKind.COMPLAINTS: COMPLAINTS_RULE}
    made = book(Registers.holding(*CHECKS, *entries, rules=rules), ROWS)
    return measure(made, made.questionnaire.units.root, OCTOBER).of(COMPOSITE)


def _made(complaints: int = 2, survey: float | None = 80.0, exposure=2000) -> Composite:
    heard = [complaint(n, day(5)) for n in range(complaints)]
    found = _found(*heard, *([exposed(exposure)] if exposure else []))
    assert found is not None
    return found.put_together(survey, found.own)


def test_it_is_the_weighted_mean_of_its_parts():
    made = _made()
    assert [one.score for one in made.parts] == pytest.approx([80, 75, 100 * (1 - 1 / 5)])
    assert made.score == pytest.approx((60 * 80 + 25 * 75 + 15 * 80) / 100)


def test_more_complaints_than_the_worst_rate_are_nought_and_not_less():
    assert _made(complaints=50).parts[2].score == 0
    assert _made(complaints=0).parts[2].score == 100


@pytest.mark.parametrize("without", [{"survey": None}, {"exposure": 0}])
def test_a_missing_part_leaves_no_composite(without: dict[str, float | None]):
    made = _made(**without)
    assert made.score is None
    assert sum(one.score is None for one in made.parts) == 1


def test_without_weights_there_is_none():
    assert _found(rule=replace(RULE, settings=())) is None
    made = book(Registers.holding(*CHECKS), ROWS)
    assert measure(made, made.questionnaire.units.root, OCTOBER).of(COMPOSITE) is None


def test_units_are_given_their_own_visits_and_complaints():
    own = replace(exposed(500), unit="a")
    heard = (replace(complaint(1, day(5)), unit="a"), replace(complaint(2, day(6)), unit="b"))
    found = _found(*heard, own)
    assert found is not None
    nothing = UnitParts(inspections=None, rate=None)
    assert found.leaves == {
        "a": UnitParts(inspections=75.0, rate=2.0), "b": nothing, "c": nothing,
    }  # fmt: skip
