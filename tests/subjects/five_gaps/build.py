"""Customers, managers, staff, visits and promises, made up for tests of the five gaps."""

from __future__ import annotations

from dataclasses import replace

from csatreport.base.label import Label
from csatreport.counts.ledger import Ledger
from csatreport.privacy.gate import Gate
from csatreport.registers.model import Registers
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Reporting
from csatreport.study.register_entries import Check, PromiseCount
from csatreport.subjects.five_gaps.settings import FiveGapsRule, FiveGapsSettings
from csatreport.subjects.measured import beside, measure
from tests.counts.build import edition, item, node, questionnaire, responses
from tests.registers.build import OCTOBER, day
from tests.subjects.gaps.build import SEVEN, pair

NAMES = {"quick": "a", "kind": "b"}
TREE = node("headline", children=[node(name, [one]) for name, one in NAMES.items()])
CUSTOMERS = [{"a": 3 + n % 3, "e_a": n % 2, "b": 2 + n % 3, "e_b": 2 + (n + 1) % 3}
             for n in range(60)]  # fmt: skip
"""Places on the scale of seven, the best first: of quick they expect 6.5 and get 3 points, of kind as
much as they expect."""
MANAGERS = [{"a": 2 + n % 2, "b": 3} for n in range(12)]
RULE = FiveGapsRule(managers="managers", standards=(("quick", 80.0), ("kind", 50.0)))


def asked(name: str, rows, period: str = "2026-10", tree=TREE, **settings) -> Ledger:
    """Count one of the forms inside the firm."""
    survey = questionnaire([edition([item("a", SEVEN), item("b", SEVEN)], tree)], **settings)
    survey = replace(survey, id=name, title=Label.of(f"Form of {name}"))
    return Ledger.of(responses(survey, [{"period": period, **row} for row in rows]))


def findings(*others: Ledger, rule: FiveGapsRule = RULE, entries=(), rows=CUSTOMERS, **settings):
    """Measure October of the customers, beside other questionnaires."""
    settings = {"reporting": Reporting(periods=(PeriodKind.MONTH,)), **settings}
    form = edition([*pair("a"), *pair("b")], TREE)
    survey = questionnaire([form], settings=(FiveGapsSettings(five_gaps=rule),), **settings)
    book = Ledger.of(
        responses(survey, [{"period": "2026-10", **row} for row in rows]),
        registers=Registers.holding(*entries),
    )
    ledgers = {one.questionnaire.id: one for one in others}
    known = beside(ledgers, lambda name: Gate.of(ledgers[name]))
    return measure(book, survey.units.root, OCTOBER, elsewhere=known)


def check(visit: int, section: str, *, passed: bool | None, **more) -> Check:
    return Check(
        id="", unit="all", day=day(visit), section=section, check="c", passed=passed, **more
    )


def promise(kind: str, made: int, kept: int) -> PromiseCount:
    return PromiseCount(id="", unit="all", day=day(3), promise=kind, made=made, kept=kept)
