"""Figures of registers and models are explained by numbers that can be worked out again."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from csatreport.base.label import LANGUAGES
from csatreport.counts.ledger import Ledger
from csatreport.privacy.gate import Gate
from csatreport.registers.model import Check, Customer, Defect, Registers
from csatreport.report.model import Explanation
from csatreport.report.scope import Scope
from csatreport.study.policy import Audience
from csatreport.study.register import RegisterKind
from csatreport.subjects.composite.settings import CompositeRule
from csatreport.subjects.explain import explain_named
from csatreport.subjects.measured import measure
from tests.counts.build import edition, item, questionnaire, responses, units
from tests.registers.build import ROWS, RULE, TREE, complaint, day, exposed, planned
from tests.report.registered import CHECKLIST

CHECKS = (
    Check(id="1", unit="a", day=day(5), section="safety", check="Exit", weight=5, passed=False),
    Check(id="2", unit="a", day=day(5), section="looks", check="Badge", weight=3, passed=True),
)
COMPOSED = CompositeRule(weights=(("survey", 3), ("inspections", 1), ("complaints", 1)), worst=10.0)
EVERYTHING = Registers(
    rules={RegisterKind.COMPLAINTS: RULE,
           RegisterKind.INSPECTIONS: replace(CHECKLIST, settings=(COMPOSED,))},
    complaints=(replace(complaint(1, day(5), resolved=day(9)), file="c.csv"),
                replace(complaint(2, day(6)), file="c.csv")),
    exposure=(exposed(1000), exposed(1000, 9)),
    actions=(planned(action="More tills"),),
    defects=(Defect(id="1", unit="a", found=day(2), limit=day(8), fixed=day(4)),),
    inspections=CHECKS,
    customers=(Customer(id="x", unit="a", name="Secret Shop", value=900),),
)  # fmt: skip


def explained(language: str = "en") -> dict[str, Explanation]:
    rows = [{**row, "id": "x"} for row in ROWS[:1]] + ROWS[1:]
    survey = questionnaire([edition([item("q1"), item("q2")])], units=units(TREE))
    book = Ledger.of(responses(survey, rows), registers=EVERYTHING)
    found = Gate.of(book).apply(measure(book, survey.units.root, book.base_periods[-1]))
    scope = Scope(findings=found, language=language, audience=Audience.OPEN)
    return {names[0]: one for names, one in explain_named(scope)}


def text(one: Explanation) -> str:
    return "\n".join(line for step in one.steps for line in (step.title, *step.lines))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_register_is_explained_in_each_language(language: str):
    made = explained(language)
    wanted = {"complaints", "actions", "inspections", "composite", "defects", "customers"}
    assert wanted <= set(made)
    assert not any(made[name].of_answers for name in ("complaints", "inspections", "defects"))


def test_a_score_is_the_share_of_the_weights_that_passed():
    made = explained()
    assert "100 · 3 / 8 = 37.5" in text(made["inspections"])
    assert made["inspections"].steps[1].rows == (
        ("safety", "0", "5", "0.0"), ("looks", "3", "3", "100.0"),
    )  # fmt: skip


def test_a_composite_can_be_added_up_again():
    one = explained()["composite"]
    parts, total, score = re.search(r"\((.*)\) / ([\d.]+) = ([\d.]+)", text(one)).groups()
    products = [float(a) * float(b) for a, b in (part.split("·") for part in parts.split(" + "))]
    assert sum(products) / float(total) == pytest.approx(float(score), abs=0.06)
    assert "100 · (1 − 2.00 / 10) = 80.0" in text(one)


def test_customers_are_counted_and_never_named():
    told = text(explained()["customers"])
    assert "Nobody is marked" in told
    assert "Secret Shop" not in told
    assert "900" not in told


def test_the_effect_of_an_action_is_a_difference_beyond_the_others():
    told = text(explained()["actions"])
    sides = re.search(r"Beyond the others: (\S+) − \((\S+)\) = (\S+),", told).groups()
    difference, others, net = (float(side.replace("−", "-")) for side in sides)
    assert difference - others == pytest.approx(net, abs=0.011)
