"""Defects: how many were fixed in time, and how many there are for each complaint."""

from __future__ import annotations

from csatreport.registers.model import Registers
from csatreport.study.register_entries import Defect
from csatreport.subjects.defects.subject import DEFECTS
from csatreport.subjects.measured import measure
from tests.registers.build import OCTOBER, ROWS, book, complaint, day


def test_defects_are_set_against_complaints():
    defects = tuple(
        Defect(id=str(n), unit="a", found=day(1), limit=day(8), fixed=fixed)
        for n, fixed in enumerate((day(5), day(20), None, day(2, 11)))
    )
    filed = book(Registers.holding(*defects, complaint(1, day(3))), ROWS)
    made = measure(filed, filed.questionnaire.units.root, OCTOBER).of(DEFECTS)
    assert (made.n, made.open, made.ratio) == (4, 2, 4.0)
    assert (made.in_time.value, made.in_time.base, made.timely, made.unjudged) == (0.25, 4, 1, 0)
