"""Registers are read row by row: what cannot be used is refused with its place and reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from csatreport.base.label import Label
from csatreport.registers.model import Registers
from csatreport.registers.read import read_registers_of
from csatreport.study.register import (
    Cause,
    ChecklistItem,
    Criterion,
    HandlingStep,
    Register,
    RegisterKind,
)
from csatreport.study.register_entries import (
    Action,
    Check,
    Complaint,
    CustomerPoints,
    ExposureMonth,
    PromiseCount,
    StageCount,
    SupplierFigure,
)
from tests.counts.build import edition, item, questionnaire, units

ASKED = questionnaire([edition([item("q1")])], units=units({"all": None, "north": "all"}))
HEAD = "id,received,unit,cause,owner,answered,resolved,reopened,satisfied,listened\n"
AGAIN = "id,received,resolved,followed,reopened,resolved_again\n"


def rule(kind: RegisterKind = RegisterKind.COMPLAINTS, **more) -> Register:
    return Register(id="r", kind=kind, questionnaire="q", files="r*", **more)


def read(folder: Path, content: str, register: Register | None = None) -> Registers:
    file = folder / "data" / "registers" / "r.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, "utf-8")
    found = read_registers_of([register or rule()], ASKED, folder)
    for one in found.intake.files:
        assert one.read == one.kept + one.refused
        assert one.refused == len(found.intake.refusals)
    return found


def test_a_complaint_is_read_with_its_days_and_unit(tmp_path: Path):
    steps = (HandlingStep(id="listened", label=Label.of("Listened")),)
    found = read(tmp_path, HEAD + "1,2026-10-05,North,x,me,,2026年10月9日,,yes,2026-10-06\n",
                 rule(steps=steps))  # fmt: skip
    (one,) = found.of(Complaint)
    assert (one.id, one.unit, one.received) == ("1", "north", dt.date(2026, 10, 5))
    assert (one.resolved, one.satisfied) == (dt.date(2026, 10, 9), True)
    assert one.answered == dt.date(2026, 10, 6)


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (",2026-10-05,,,,,,,,", "G501", "id"),
        ("1,,,,,,,,,", "G501", "received"),
        ("1,soon,,,,,,,,", "G503", "received"),
        ("1,2026-10-05,moon,,,,,,,", "G505", "unit"),
        ("1,2026-10-05,,nonsense,,,,,,", "G506", "cause"),
        ("1,2026-10-05,,,nobody,,,,,", "G506", "owner"),
        ("1,2026-10-05,,,,,,,perhaps,", "G506", "satisfied"),
        ("1,2026-10-05,,,,,2026-10-01,,,", "G507", "resolved"),
        ("1,2026-10-05,,,,2026-10-04,,,,", "G507", "answered"),
        ("1,2026-10-05,,,,,,2026-10-09,,", "G508", "reopened"),
        ("1,2026-10-05,,,,,2026-10-09,2026-10-07,,", "G507", "reopened"),
    ],
)
def test_what_cannot_be_used_is_refused_by_row_and_column(tmp_path, row, code, column):
    causes = (Cause(id="price", label=Label.of("Price")),)
    found = read(tmp_path, HEAD + row + "\n2,2026-10-05,,,,,,,,\n",
                 rule(causes=causes, owners=("me",)))  # fmt: skip
    (refusal,) = found.intake.refusals
    assert (refusal.row, refusal.code, refusal.column) == (2, code, column)
    assert [one.id for one in found.of(Complaint)] == ["2"]
    assert [issue.code for issue in found.intake.issues] == [code]


def test_a_case_is_resolved_again_after_it_was_reopened_or_refused(tmp_path: Path):
    rows = (
        "1,2026-10-01,2026-10-05,2026-10-08,2026-10-09,2026-10-12\n"
        "2,2026-10-01,2026-10-05,,2026-10-09,2026-10-07\n"
        "3,2026-10-01,2026-10-05,,,2026-10-07\n"
    )
    found = read(tmp_path, AGAIN + rows)
    assert [one.resolved_again for one in found.of(Complaint)] == [dt.date(2026, 10, 12)]
    refused = [(one.row, one.code, one.column) for one in found.intake.refusals]
    assert refused == [(3, "G507", "resolved_again"), (4, "G507", "resolved_again")]


def test_the_second_of_two_rows_with_one_id_is_refused(tmp_path: Path):
    found = read(tmp_path, HEAD + "A1,2026-10-05,,,,,,,,\na1,2026-10-06,,,,,,,,\n")
    assert [one.received.day for one in found.of(Complaint)] == [5]
    assert [one.code for one in found.intake.refusals] == ["G502"]


def test_a_missing_column_refuses_the_file_and_says_what_there_is(tmp_path: Path):
    found = read(tmp_path, "id,when\n1,2026-10-05\n")
    assert found.of(Complaint) == ()
    (issue,) = found.intake.issues
    assert (issue.code, issue.facts["columns"]) == ("G510", "received")


def test_codes_are_translated_and_others_refused(tmp_path: Path):
    register = rule(codes=(("channel", (("电话", "phone"),)),), columns=(("channel", "渠道"),))
    found = read(tmp_path, "id,received,渠道\n1,2026-10-05,电话\n2,2026-10-05,鸽子\n", register)
    assert [one.channel for one in found.of(Complaint)] == ["phone"]
    assert [(one.code, one.column) for one in found.intake.refusals] == [("G506", "渠道")]


def test_an_action_must_be_about_an_item_of_the_questionnaire(tmp_path: Path):
    found = read(
        tmp_path, "id,item,target\n1,q1,80\n2,q9,\n3,q1,high\n", rule(RegisterKind.ACTIONS)
    )
    assert [(one.id, one.target) for one in found.of(Action)] == [("1", 80.0)]
    assert [one.code for one in found.intake.refusals] == ["G509", "G504"]


def test_a_month_is_its_first_day(tmp_path: Path):
    found = read(
        tmp_path, 'unit,month,number\nnorth,2026-10,"1,200"\n', rule(RegisterKind.EXPOSURE)
    )
    assert [(one.month, one.number) for one in found.of(ExposureMonth)] == [
        (dt.date(2026, 10, 1), 1200.0)
    ]


def test_a_check_that_does_not_apply_is_neither_passed_nor_failed(tmp_path: Path):
    text = "unit,day,check,passed\nnorth,2026-10-05,tidy,不适用\nnorth,2026-10-05,clean,否\n"
    found = read(tmp_path, text, rule(RegisterKind.INSPECTIONS))
    assert [one.passed for one in found.of(Check)] == [None, False]


def test_a_register_without_a_file_is_said(tmp_path: Path):
    found = read_registers_of([rule()], ASKED, tmp_path)
    assert [issue.code for issue in found.intake.issues] == ["G511"]


def test_a_step_of_handling_before_receipt_is_refused(tmp_path):
    steps = (HandlingStep(id="listened", label=Label.of("Listened")),)
    found = read(tmp_path, HEAD + "1,2026-10-05,,,,,,,,2026-01-01\n", rule(steps=steps))
    (refusal,) = found.intake.refusals
    assert (refusal.code, refusal.column) == ("G507", "listened")


@pytest.mark.parametrize("number", ["1e308", "1e-300", "-1", "nan", "inf", "many"])
def test_numbers_that_cannot_be_are_refused(tmp_path, number):
    found = read(tmp_path, f"month,number\n2026-10,{number}\n2026-10,0\n",
                 rule(RegisterKind.EXPOSURE))  # fmt: skip
    (refusal,) = found.intake.refusals
    assert (refusal.code, refusal.column) == ("G504", "number")
    assert [one.number for one in found.of(ExposureMonth)] == [0]


def test_a_column_that_is_described_and_not_there_is_said(tmp_path):
    found = read(tmp_path, HEAD + "1,2026-10-05,,,,,,,,\n",
                 rule(columns=(("resolved", "closed"), ("text", "words"))))  # fmt: skip
    (issue,) = found.intake.issues
    assert issue.code == "G512"
    assert issue.facts["columns"] == "closed, words"


def test_months_with_complaints_and_no_exposure_are_named(tmp_path):
    folder = tmp_path / "data" / "registers"
    folder.mkdir(parents=True)
    (folder / "r.csv").write_text(
        HEAD + "1,2026-09-05,North,,,,,,,\n2,2026-10-05,North,,,,,,,\n3,2026-10-06,,,,,,,,\n",
        "utf-8",
    )
    (folder / "e.csv").write_text("unit,month,number\nnorth,2026-09,100\n", "utf-8")
    receipts = Register(id="e", kind=RegisterKind.EXPOSURE, questionnaire="q", files="e*")
    found = read_registers_of([rule(), receipts], ASKED, tmp_path)
    (issue,) = found.intake.issues
    assert (issue.code, issue.severity.value) == ("G514", "warning")
    assert issue.facts == {"months": "2026-10 all, 2026-10 north", "count": 2}


CHECKS = (
    ChecklistItem(id="exit", text=Label.of("Fire exit"), section="safety", weight=5, critical=True),
    ChecklistItem(id="badge", text=Label.of("Badge worn")),
)


def test_a_visit_takes_from_the_checklist_what_its_rows_leave_blank(tmp_path):
    found = read(tmp_path, "unit,day,check,passed,weight\nnorth,2026-10-05,fire exit,no,\n"
                 "north,2026-10-05,badge,yes,2\nnorth,2026-10-05,Coffee,yes,\n",
                 rule(RegisterKind.INSPECTIONS, checklist=CHECKS))  # fmt: skip
    exit_, badge = found.of(Check)
    assert (exit_.check, exit_.section, exit_.weight, exit_.critical) == ("exit", "safety", 5, True)
    assert (badge.check, badge.section, badge.weight, badge.critical) == ("badge", "", 2, False)
    (refusal,) = found.intake.refusals
    assert (refusal.code, refusal.column, refusal.value) == ("G506", "check", "Coffee")


@pytest.mark.parametrize("name", ["~$r.csv", ".r.csv"])
def test_traces_of_programs_are_no_registers(tmp_path: Path, name: str):
    (tmp_path / "data" / "registers").mkdir(parents=True)
    (tmp_path / "data" / "registers" / name).write_text("damaged", "utf-8")
    found = read(tmp_path, HEAD, replace(rule(), files="*"))
    assert [one.file for one in found.intake.files] == ["data/registers/r.csv"]


@pytest.mark.parametrize("files", ["R[1]*", "r[1] ?"])
def test_brackets_in_a_pattern_stand_for_themselves_as_in_those_of_mappings(tmp_path: Path, files):
    (tmp_path / "data" / "registers").mkdir(parents=True)
    (tmp_path / "data" / "registers" / "r[1] x.csv").write_text(HEAD, "utf-8")
    found = read(tmp_path, HEAD, replace(rule(), files=files))
    assert [one.file for one in found.intake.files] == ["data/registers/r[1] x.csv"]


def test_more_passed_than_was_inspected_cannot_be(tmp_path: Path):
    found = read(
        tmp_path,
        "day,stage,inspected,passed,escaped\n"
        "2026-10-01,test,10,9,1\n2026-10-01,test,10,11,\n2026-10-01,test,10,5,6\n",
        rule(RegisterKind.STAGES),
    )
    assert [(one.inspected, one.passed) for one in found.of(StageCount)] == [(10, 9)]
    assert [one.code for one in found.intake.refusals] == ["G507", "G507"]


def test_more_kept_than_was_promised_cannot_be(tmp_path: Path):
    found = read(
        tmp_path,
        "day,promise,made,kept\n2026-10-01,call,10,9\n2026-10-02,call,1,2\n2026-10-03,,1,1\n",
        rule(RegisterKind.PROMISES),
    )
    assert [(one.promise, one.made, one.kept) for one in found.of(PromiseCount)] == [
        ("call", 10, 9)
    ]
    assert [one.code for one in found.intake.refusals] == ["G507", "G501"]


CRITERIA = (
    Criterion(id="late", label=Label.of({"en": "Late", "zh-Hans": "晚到"}), per=100),
    Criterion(id="service", label=Label.of("Service"), low=1, high=5),
)
SUPPLIERS = replace(
    rule(RegisterKind.SUPPLIERS), criteria=CRITERIA, codes=(("supplier", (("恒达", "hengda"),)),)
)


def test_a_figure_is_kept_by_the_criterion_its_row_names_in_any_language(tmp_path):
    found = read(tmp_path, "day,supplier,criterion,value,count,of\n2026-10,恒达,晚到,,2,40\n"
                 "2026-10-05,hengda,SERVICE,4.5,,\n2026-10,hengda,late,,0,0\n", SUPPLIERS)  # fmt: skip
    assert [(one.supplier, one.criterion, one.value, one.count, one.of)
            for one in found.of(SupplierFigure)] == [
        ("hengda", "late", None, 2, 40), ("hengda", "service", 4.5, None, None),
        ("hengda", "late", None, 0, 0),
    ]  # fmt: skip
    assert found.intake.refusals == ()


def test_rows_that_do_not_fit_are_refused_with_their_reason_and_cell(tmp_path):
    found = read(tmp_path, "day,supplier,criterion,value,count,of\n"
                 "2026-10,Nobody,late,,2,40\n2026-10,hengda,Early,,2,40\n2026-10,hengda,late,5,,\n"
                 "2026-10,hengda,service,,1,2\n2026-10,hengda,service,6,,\n"
                 "2026-10,hengda,service,0.5,,\n2026-10,hengda,late,,41,40\n"
                 "2026-10,hengda,late,,4,\n2026-10,hengda,service,,,\n2026-10,hengda,late,,-1,4\n"
                 "2026-10,hengda,late,,1,4\n", SUPPLIERS)  # fmt: skip
    assert [(one.code, one.column, one.value) for one in found.intake.refusals] == [
        ("G506", "supplier", "Nobody"), ("G506", "criterion", "Early"), ("G516", "value", "5"),
        ("G516", "count", "1"), ("G515", "value", "6"), ("G515", "value", "0.5"),
        ("G507", "of", "40"), ("G501", "of", ""), ("G501", "value", ""), ("G504", "count", "-1"),
    ]  # fmt: skip
    (file,) = found.intake.files
    assert (file.read, file.kept, file.refused) == (11, 1, 10)


def test_points_of_a_customer_are_from_0_to_100_and_stand_once_for_a_day(tmp_path: Path):
    found = read(
        tmp_path,
        "customer,month,contribution,compliance,capability\n"
        "k1,2026-10,100,0,\nk1,2026-09,7,8,9\nK1,2026-10,1,2,3\nk2,2026-10,100.5,1,1\n"
        "k3,2026-10,-1,1,1\n,2026-10,1,1,1\n",
        rule(RegisterKind.GRADES),
    )
    assert [(one.contribution, one.capability) for one in found.of(CustomerPoints)] == [
        (100, None), (7, 9),
    ]  # fmt: skip
    assert [one.code for one in found.intake.refusals] == ["G502", "G517", "G504", "G501"]
