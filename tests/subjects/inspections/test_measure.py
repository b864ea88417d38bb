"""Inspections: a score weighs what applied, and a finding stays open until it is mended."""

from __future__ import annotations

from csatreport.registers.model import Registers
from csatreport.study.register_entries import Check
from csatreport.subjects.inspections.measure import marks
from csatreport.subjects.inspections.subject import INSPECTIONS
from csatreport.subjects.measured import measure
from tests.registers.build import OCTOBER, ROWS, book, day


def check(passed: bool | None, weight: float = 1.0, **more) -> Check:
    return Check(**{"id": "1", "unit": "a", "day": day(5), "check": "x", "passed": passed,
                    "weight": weight, **more})  # fmt: skip


def test_a_score_weighs_what_applied():
    made = marks("all", [check(True, 3), check(False, 1, critical=True), check(None, 9)])
    assert (made.score, made.checks, made.findings, made.failed) == (75.0, 2, 1, ("x",))
    assert marks("none", [check(None)]).score is None


def test_findings_stay_open_until_a_reinspection():
    checks = (check(False), check(False, closed=day(20)), check(False, closed=day(2, 11)))
    filed = book(Registers.holding(*checks), ROWS)
    made = measure(filed, filed.questionnaire.units.root, OCTOBER).of(INSPECTIONS)
    assert len(made.open) == 2
