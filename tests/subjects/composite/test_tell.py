"""The composite on the page: its parts beside it, and units side by side."""

from __future__ import annotations

import pytest

from csatreport.registers.model import Registers
from csatreport.report.model import Table
from csatreport.study.register import RegisterKind
from csatreport.study.register_entries import Check
from tests.registers.build import day
from tests.report.build import chapter
from tests.report.registered import CHECKLIST, report


def test_a_composite_stands_beside_its_parts():
    checks = (Check(id="1", unit="a", day=day(5), check="Fire exit", passed=True),)
    rules = {RegisterKind.INSPECTIONS: CHECKLIST}
    shown = report(Registers.holding(*checks, rules=rules))
    table = next(b for b in chapter(shown, "inspections").blocks if isinstance(b, Table))
    index = shown.data["nodes"][0]["index"]
    assert [row[:2] for row in table.rows] == [
        ("Survey index", "75%"), ("Inspections", "25%"), ("Composite", "100%"),
    ]  # fmt: skip
    assert shown.data["registers"]["composite"]["score"] == pytest.approx((3 * index + 100) / 4)


def test_composites_stand_side_by_side_the_highest_first():
    checks = tuple(
        Check(id=name, unit=name, day=day(5), check="Fire exit", passed=name == "b")
        for name in "ab"
    )
    shown = report(Registers.holding(*checks, rules={RegisterKind.INSPECTIONS: CHECKLIST}))
    tables = [b for b in chapter(shown, "inspections").blocks if isinstance(b, Table)]
    table = next(one for one in tables if one.caption == "Composite by unit")
    assert [row[0] for row in table.rows] == ["b", "a"]
    assert table.note.endswith("Left out, because a part is lacking: 1 unit.")
    told = shown.data["registers"]["composite"]["units"]
    assert [one["inspections"] for one in told] == [100.0, 0.0, None]
    scores = {one["id"]: one["index"] for one in shown.data["units"]}
    assert [one["survey"] for one in told] == [scores[name] for name in "bac"]


def test_a_missing_part_of_the_composite_is_named():
    shown = report(Registers(rules={RegisterKind.INSPECTIONS: CHECKLIST}))
    found = chapter(shown, "inspections")
    assert found.heading == "Composite score –"
    assert "Inspections" in found.blocks[0].note
    assert shown.data["registers"]["composite"]["score"] is None
