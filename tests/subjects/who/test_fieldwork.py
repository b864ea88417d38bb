"""Response rates are those of AAPOR, and are printed only where they are known."""

from __future__ import annotations

import pytest

from csatreport.base.label import LANGUAGES
from csatreport.report.model import Table
from csatreport.report.scope import Scope
from csatreport.study.policy import Audience, Fieldwork
from csatreport.subjects.compose import compose_report
from csatreport.subjects.measured import measure
from csatreport.subjects.who.fieldwork import rates
from tests.counts.build import CALENDAR, edition, item, ledger, node, questionnaire, units
from tests.report.build import chapter

MONTH = CALENDAR.parse("2025-01")
ASKED = Fieldwork(period=MONTH, refused=20, no_contact=30, other=5, unknown=20, eligible=0.5)


def found(work=(ASKED,), unit="all"):
    asked = edition((item("q1"), item("q2"), item("q3")), node("headline", ["q1", "q2", "q3"]))
    survey = questionnaire([asked], units=units({"all": None, "a": "all"}), fieldwork=work)
    whole = [{"unit": "a", "period": "2025-01", "q1": i % 4, "q2": 0, "q3": 1} for i in range(20)]
    part = [{"unit": "a", "period": "2025-01", "q1": 1}] * 5
    made = ledger(survey, whole + part)
    return measure(made, survey.units.by_id[unit], MONTH)


def told(findings, language="en"):
    report = compose_report(findings, language, audience=Audience.OPEN, sample=False)
    return chapter(report, "who")


def scope(findings):
    return Scope(findings=findings, language="en", audience=Audience.OPEN)


def test_an_answer_to_fewer_than_half_is_a_partial_one():
    made = rates(scope(found()))
    assert (made.rr1, made.rr2, made.rr3) == pytest.approx((20 / 100, 25 / 100, 20 / 90))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_outcomes_add_up_and_the_rates_stand_below(language):
    told_in = told(found(), language)
    table = next(block for block in told_in.blocks if isinstance(block, Table))
    assert [row[1] for row in table.rows] == ["20", "5", "20", "30", "5", "20"]
    assert "RR1 20.0%" in table.note
    assert "RR3 22.2%" in table.note
    assert "20%" in told_in.heading


@pytest.mark.parametrize("case", [{"work": ()}, {"unit": "a"}])
def test_where_it_is_not_known_nothing_is_made_up(case):
    findings = found(**case)
    assert rates(scope(findings)) is None
    assert not any(isinstance(block, Table) for block in told(findings).blocks)
    assert "not known" in told(findings).heading
