"""A unit's composite: a weighted mean, and none where a part is missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from csatreport.measures.composite import (
    Composite,
    UnitParts,
    measure_composite,
    measure_leaves,
)
from csatreport.measures.inspections import measure_inspections
from csatreport.measures.registered import Registered
from csatreport.measures.volume import complaint_rate
from csatreport.registers.model import Check, Registers
from csatreport.survey.register import Register, RegisterKind
from tests.measures.build import edition, item, questionnaire
from tests.measures.build import units as build_units
from tests.measures.test_registered import OCTOBER, complaint, day, exposed
from tests.measures.test_registered import RULE as COMPLAINTS_RULE

RULE = Register(
    id="i", kind=RegisterKind.INSPECTIONS, questionnaire="q", files="i*",
    composite=(("survey", 60), ("inspections", 25), ("complaints", 15)), worst=5.0,
)  # fmt: skip
CHECKS = tuple(
    Check(id=str(n), unit="a", day=dt.date(2026, 10, 2), check=f"c{n}", passed=n > 0)
    for n in range(4)
)


def _made(complaints: int = 2, survey: float | None = 80.0, exposure=2000) -> Composite:
    heard = Registers(
        rules={RegisterKind.COMPLAINTS: COMPLAINTS_RULE},
        complaints=tuple(complaint(n, day(5)) for n in range(complaints)),
        exposure=(exposed(exposure),) if exposure else (),
    )
    visits = measure_inspections(Registers(inspections=CHECKS), OCTOBER)
    rate = complaint_rate(heard, OCTOBER)
    registered = Registered(inspections=visits, rate=rate.value if rate else None)
    made = measure_composite(RULE, survey, registered.parts)
    assert made is not None
    return made


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
    assert measure_composite(replace(RULE, composite=()), 80.0, Registered().parts) is None
    assert measure_composite(None, 80.0, Registered().parts) is None


def test_units_are_given_their_own_visits_and_complaints():
    own = replace(exposed(500), unit="a")
    heard = (replace(complaint(1, day(5)), unit="a"), replace(complaint(2, day(6)), unit="b"))
    registers = Registers(
        rules={RegisterKind.COMPLAINTS: RULE}, inspections=CHECKS, complaints=heard, exposure=(own,)
    )
    units = questionnaire(
        [edition([item("q1")])], units=build_units({"all": None, "a": "all", "b": "all"})
    ).units
    made = measure_leaves(
        registers, measure_inspections(registers, OCTOBER), units.all[1:], OCTOBER
    )
    assert made == {
        "a": UnitParts(inspections=75.0, rate=2.0), "b": UnitParts(inspections=None, rate=None),
    }  # fmt: skip
