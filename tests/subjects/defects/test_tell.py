"""The part of the chapter that is about defects: who found them."""

from __future__ import annotations

import pytest

from csatreport.base.label import LANGUAGES, Label
from csatreport.registers.model import Registers
from csatreport.report.model import Table
from csatreport.study.register import Register, RegisterKind
from csatreport.study.register_entries import Defect
from tests.registers.build import day
from tests.report.build import chapter
from tests.report.registered import report


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_finds_defects_is_counted_and_told_as_data(language: str):
    finders = ("staff", "audit", "staff", "")
    some = tuple(Defect(id=str(n), unit="a", found=day(2), by=by) for n, by in enumerate(finders))
    rule = Register(
        id="d", kind=RegisterKind.DEFECTS, questionnaire="q", files="d*",
        labels=(("staff", Label.of("Own staff")),),
    )  # fmt: skip
    shown = report(Registers.holding(*some, rules={RegisterKind.DEFECTS: rule}), language)
    tables = [b for b in chapter(shown, "inspections").blocks if isinstance(b, Table)]
    assert tables[1].rows == (
        ("Own staff", "2", "50%"), ("–", "1", "25%"), ("audit", "1", "25%"),
    )  # fmt: skip
    told = shown.data["registers"]["defects"]["by"]
    assert told == [{"id": "staff", "n": 2}, {"id": "", "n": 1}, {"id": "audit", "n": 1}]
