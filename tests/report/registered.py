"""Reports of registers, made up for tests."""

from __future__ import annotations

from dataclasses import replace

from csatreport.counts.ledger import Ledger
from csatreport.privacy.gate import Gate
from csatreport.registers.model import Registers
from csatreport.report.model import Explanation
from csatreport.report.scope import Scope
from csatreport.study.periods import Calendar, PeriodKind
from csatreport.study.policy import Audience
from csatreport.study.register import Register, RegisterKind
from csatreport.study.register_entries import Check, Customer, Defect
from csatreport.subjects.compose import compose_report
from csatreport.subjects.composite.settings import CompositeRule
from csatreport.subjects.explain import explain_named
from csatreport.subjects.measured import measure
from tests.counts.build import edition, item, questionnaire, responses, units
from tests.registers.build import ROWS, RULE, TREE, complaint, day, exposed, planned

RULES = {RegisterKind.COMPLAINTS: RULE}


def report(registers: Registers, language="en", audience=Audience.OPEN, rows=ROWS, **settings):
    survey = questionnaire([edition([item("q1"), item("q2")])], units=units(TREE), **settings)
    made = responses(survey, rows)
    rounds = tuple(p for p in made.periods if p.kind is PeriodKind.ROUND)
    book = Ledger.of(made, Calendar(rounds=rounds), registers)
    found = measure(book, survey.units.root, book.base_periods[-1])
    return compose_report(Gate.of(book).apply(found), language, audience=audience, sample=False)


CHECKLIST = Register(
    id="i", kind=RegisterKind.INSPECTIONS, questionnaire="q", files="i*",
    settings=(CompositeRule(weights=(("survey", 3), ("inspections", 1))),),
)  # fmt: skip


CHECKS = (
    Check(id="1", unit="a", day=day(5), section="safety", check="Exit", weight=5, passed=False),
    Check(id="2", unit="a", day=day(5), section="looks", check="Badge", weight=3, passed=True),
)

COMPOSED = CompositeRule(weights=(("survey", 3), ("inspections", 1), ("complaints", 1)), worst=10.0)
EVERYTHING = Registers.holding(replace(complaint(1, day(5), resolved=day(9)), file="c.csv"), replace(complaint(2, day(6)), file="c.csv"), exposed(1000), exposed(1000, 9), planned(action="More tills"), Defect(id="1", unit="a", found=day(2), limit=day(8), fixed=day(4)), *CHECKS, Customer(id="x", unit="a", name="Secret Shop", value=900), rules={RegisterKind.COMPLAINTS: RULE,
           RegisterKind.INSPECTIONS: replace(CHECKLIST, settings=(COMPOSED,))})  # fmt: skip


def explained(language: str = "en") -> dict[str, Explanation]:
    rows = [{**row, "id": "x"} for row in ROWS[:1]] + ROWS[1:]
    survey = questionnaire([edition([item("q1"), item("q2")])], units=units(TREE))
    book = Ledger.of(responses(survey, rows), registers=EVERYTHING)
    found = Gate.of(book).apply(measure(book, survey.units.root, book.base_periods[-1]))
    scope = Scope(findings=found, language=language, audience=Audience.OPEN)
    return {names[0]: one for names, one in explain_named(scope)}


def text(one: Explanation) -> str:
    return "\n".join(line for step in one.steps for line in (step.title, *step.lines))
