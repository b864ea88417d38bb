"""The chapters from registers: what is overdue, what keeps coming back, what worked; names hidden."""

from __future__ import annotations

from csatreport.registers.model import Registers
from tests.report.build import chapter
from tests.report.registered import report


def test_without_registers_there_is_no_chapter():
    shown = report(Registers())
    assert [chapter(shown, name) for name in ("complaints", "actions", "inspections")] == [None] * 3
    assert shown.data["registers"] is None
