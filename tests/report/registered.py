"""Reports of registers, made up for tests."""

from __future__ import annotations

from csatreport.counts.ledger import Ledger
from csatreport.privacy.gate import Gate
from csatreport.registers.model import Registers
from csatreport.study.periods import Calendar, PeriodKind
from csatreport.study.policy import Audience
from csatreport.study.register import Register, RegisterKind
from csatreport.subjects.compose import compose_report
from csatreport.subjects.composite.settings import CompositeRule
from csatreport.subjects.measured import measure
from tests.counts.build import edition, item, questionnaire, responses, units
from tests.registers.build import ROWS, RULE, TREE

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
