"""The chapters from registers: what is overdue, what keeps coming back, what worked; names hidden."""

from __future__ import annotations

import pytest

from csatreport.label import LANGUAGES, Label
from csatreport.measures.ledger import Ledger
from csatreport.registers.model import Check, Defect, Registers
from csatreport.report.compose import compose_report
from csatreport.report.gate import Gate
from csatreport.report.model import Table
from csatreport.subjects.measured import measure
from csatreport.survey.periods import Calendar, PeriodKind
from csatreport.survey.policy import Audience
from csatreport.survey.register import Register, RegisterKind
from tests.measures.build import edition, item, questionnaire, responses, units
from tests.measures.test_registered import ROWS, RULE, TREE, day
from tests.report.build import chapter

RULES = {RegisterKind.COMPLAINTS: RULE}


def report(registers: Registers, language="en", audience=Audience.OPEN, rows=ROWS, **settings):
    survey = questionnaire([edition([item("q1"), item("q2")])], units=units(TREE), **settings)
    made = responses(survey, rows)
    rounds = tuple(p for p in made.periods if p.kind is PeriodKind.ROUND)
    book = Ledger.of(made, Calendar(rounds=rounds), registers)
    found = measure(book, survey.units.root, book.base_periods[-1])
    return compose_report(Gate.of(book).apply(found), language, audience=audience, sample=False)


def test_inspections_and_defects_have_a_chapter():
    checks = (Check(id="1", unit="a", day=day(5), check="Fire exit", passed=False, critical=True),)
    defects = (Defect(id="1", unit="a", found=day(2), area="Shelf"),)
    found = chapter(report(Registers(inspections=checks, defects=defects)), "inspections")
    text = repr(found)
    assert "Fire exit" in text
    assert "Shelf" in text
    assert found.heading == "Inspection score 0.0"


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_finds_defects_is_counted_and_told_as_data(language: str):
    finders = ("staff", "audit", "staff", "")
    some = tuple(Defect(id=str(n), unit="a", found=day(2), by=by) for n, by in enumerate(finders))
    rule = Register(
        id="d", kind=RegisterKind.DEFECTS, questionnaire="q", files="d*",
        labels=(("staff", Label.of("Own staff")),),
    )  # fmt: skip
    shown = report(Registers(rules={RegisterKind.DEFECTS: rule}, defects=some), language)
    tables = [b for b in chapter(shown, "inspections").blocks if isinstance(b, Table)]
    assert tables[1].rows == (
        ("Own staff", "2", "50%"), ("–", "1", "25%"), ("audit", "1", "25%"),
    )  # fmt: skip
    told = shown.data["registers"]["defects"]["by"]
    assert told == [{"id": "staff", "n": 2}, {"id": "", "n": 1}, {"id": "audit", "n": 1}]


def test_a_photo_stands_beside_its_finding_in_restricted_reports_only():
    checks = (
        Check(id="1", unit="a", day=day(5), check="Exit", passed=False, photo="exit-0932.jpg"),
        Check(id="2", unit="a", day=day(5), check="Bins", passed=False, photo="bins.jpg",
              closed=day(9)),
    )  # fmt: skip
    visits = Registers(inspections=checks)
    shown = report(visits, audience=Audience.RESTRICTED)
    tables = [b for b in chapter(shown, "inspections").blocks if isinstance(b, Table)]
    assert tables[-1].rows == (("a", "2026-10-05", "–", "Exit", "exit-0932.jpg"),)
    assert "jpg" not in repr(report(visits))
    assert "jpg" not in repr(shown.data)


CHECKLIST = Register(
    id="i", kind=RegisterKind.INSPECTIONS, questionnaire="q", files="i*",
    composite=(("survey", 3), ("inspections", 1)),
)  # fmt: skip


def test_a_composite_stands_beside_its_parts():
    checks = (Check(id="1", unit="a", day=day(5), check="Fire exit", passed=True),)
    rules = {RegisterKind.INSPECTIONS: CHECKLIST}
    shown = report(Registers(rules=rules, inspections=checks))
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
    shown = report(Registers(rules={RegisterKind.INSPECTIONS: CHECKLIST}, inspections=checks))
    tables = [b for b in chapter(shown, "inspections").blocks if isinstance(b, Table)]
    table = next(one for one in tables if one.caption == "Composite by unit")
    assert [row[0] for row in table.rows] == ["b", "a"]
    assert table.note.endswith("1 unit lacks a part and is left out.")
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


def test_without_registers_there_is_no_chapter():
    shown = report(Registers())
    assert [chapter(shown, name) for name in ("complaints", "actions", "inspections")] == [None] * 3
    assert shown.data["registers"] is None
