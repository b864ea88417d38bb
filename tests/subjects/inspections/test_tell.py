"""The chapter on inspections, which defects share; photos are not for everybody."""

from __future__ import annotations

from csatreport.registers.model import Registers
from csatreport.report.model import Table
from csatreport.study.policy import Audience
from csatreport.study.register_entries import Check, Defect
from tests.registers.build import day
from tests.report.build import chapter
from tests.report.registered import report


def test_inspections_and_defects_have_a_chapter():
    checks = (Check(id="1", unit="a", day=day(5), check="Fire exit", passed=False, critical=True),)
    defects = (Defect(id="1", unit="a", found=day(2), area="Shelf"),)
    found = chapter(report(Registers.holding(*checks, *defects)), "inspections")
    text = repr(found)
    assert "Fire exit" in text
    assert "Shelf" in text
    assert found.heading == "Inspection score 0.0"


def test_a_photo_stands_beside_its_finding_in_restricted_reports_only():
    checks = (
        Check(id="1", unit="a", day=day(5), check="Exit", passed=False, photo="exit-0932.jpg"),
        Check(id="2", unit="a", day=day(5), check="Bins", passed=False, photo="bins.jpg",
              closed=day(9)),
    )  # fmt: skip
    visits = Registers.holding(*checks)
    shown = report(visits, audience=Audience.RESTRICTED)
    tables = [b for b in chapter(shown, "inspections").blocks if isinstance(b, Table)]
    assert tables[-1].rows == (("a", "2026-10-05", "–", "Exit", "exit-0932.jpg"),)
    assert "jpg" not in repr(report(visits))
    assert "jpg" not in repr(shown.data)
