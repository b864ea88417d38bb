"""Builders of registers and of a ledger beside them, made up for tests."""

from __future__ import annotations

import datetime as dt

from csatreport.base.label import Label
from csatreport.counts.ledger import Ledger
from csatreport.registers.model import Registers
from csatreport.study.register import HandlingStep, Register, RegisterKind
from csatreport.study.register_entries import Action, Complaint, ExposureMonth
from csatreport.subjects.complaints.settings import ComplaintRule
from tests.counts.build import edition, item, month, questionnaire, responses, units

OCTOBER = month("2026-10")
RULE = Register(
    id="c", kind=RegisterKind.COMPLAINTS, questionnaire="q", files="c*",
    settings=(ComplaintRule(answer_days=2, resolve_days=10, escalations=("appeal",), times=3, window=30, back=20),),
    steps=(HandlingStep(id="heard", label=Label.of("Heard")),),
)  # fmt: skip


def day(number: int, of: int = 10) -> dt.date:
    return dt.date(2026, of, number)


def complaint(number: int, received: dt.date, **more) -> Complaint:
    return Complaint(id=str(number), unit="all", received=received, **more)


def exposed(number: float, of: int = 10, year: int = 2026) -> ExposureMonth:
    return ExposureMonth(id="e", unit="all", month=dt.date(year, of, 1), number=number)


TREE = {"all": None, "a": "all", "b": "all", "c": "all"}


def book(registers: Registers, rows, **settings) -> Ledger:
    survey = questionnaire([edition([item("q1"), item("q2")])], units=units(TREE), **settings)
    return Ledger.of(responses(survey, rows), registers=registers)


def answers(period: str, unit: str, places, **more) -> list[dict]:
    return [{"period": period, "unit": unit, "q1": p, "q2": n % 4, **more}
            for n, p in enumerate(places)]  # fmt: skip


def planned(**more) -> Action:
    return Action(**{"id": "1", "unit": "a", "item": "q1", "done": day(15, 9), **more})


ROWS = [
    *answers("2026-08", "a", [3, 2] * 20), *answers("2026-10", "a", [0, 1] * 20),
    *answers("2026-08", "b", [1, 2] * 20), *answers("2026-10", "b", [1, 2] * 20),
]  # fmt: skip
