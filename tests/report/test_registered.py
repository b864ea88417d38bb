"""The chapters from registers: what is overdue, what keeps coming back, what worked; names hidden."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from csatreport.label import LANGUAGES, Label
from csatreport.measures.ledger import Ledger
from csatreport.messages import say
from csatreport.registers.model import Check, Customer, Defect, Registers
from csatreport.report.compose import compose_report
from csatreport.report.gate import Gate
from csatreport.report.model import Callout, Table
from csatreport.report.scope import Scope
from csatreport.report.yousaid import compose_yousaid
from csatreport.subjects.measured import measure
from csatreport.survey.model import Sampling
from csatreport.survey.periods import Calendar, PeriodKind
from csatreport.survey.policy import Anonymity, Audience, Columns, Reporting
from csatreport.survey.register import Register, RegisterKind
from tests.measures.build import edition, item, questionnaire, responses, units
from tests.measures.test_registered import ROWS, RULE, TREE, complaint, day, planned
from tests.report.build import blocks, chapter

RULES = {RegisterKind.COMPLAINTS: RULE}


def report(registers: Registers, language="en", audience=Audience.OPEN, rows=ROWS, **settings):
    survey = questionnaire([edition([item("q1"), item("q2")])], units=units(TREE), **settings)
    made = responses(survey, rows)
    rounds = tuple(p for p in made.periods if p.kind is PeriodKind.ROUND)
    book = Ledger.of(made, Calendar(rounds=rounds), registers)
    found = measure(book, survey.units.root, book.base_periods[-1])
    return compose_report(Gate.of(book).apply(found), language, audience=audience, sample=False)


def test_an_action_that_worked_is_told_with_what_others_did():
    found = chapter(report(Registers(actions=(planned(action="More tills"),))), "actions")
    (row,) = next(b for b in found.blocks if isinstance(b, Table)).rows
    assert row[0] == "More tills"
    assert row[5].word == "clearly up" or "up" in row[5].word
    assert row[6].text.startswith("+")
    assert "because" in next(b for b in found.blocks if isinstance(b, Table)).note


def test_those_who_answered_are_told_what_was_done_and_what_rose():
    done, begun = planned(action="More tills", told="Two more tills"), planned(
        id="2", action="Wider aisles", done=None, due=dt.date(2027, 1, 1))  # fmt: skip
    found = chapter(report(Registers(actions=(begun, done))), "yousaid")
    (table,) = (b for b in found.blocks if isinstance(b, Table))
    first, second = table.rows
    assert first[1] == "Two more tills (a)"
    assert first[2].startswith("It rose from")
    assert second[1:] == ("We are working on it: Wider aisles (a)", "")


def test_evidence_stands_beside_the_action_as_plain_text():
    wild = "javascript:alert(1) <b>see</b> https://wiki/x 13812345678 王芳"
    noted = planned(action="More tills", evidence=wild)
    named = (complaint(1, day(5), customer="王芳"),)
    found = chapter(report(Registers(actions=(noted,), rules=RULES, complaints=named)), "actions")
    (table,) = (b for b in found.blocks if isinstance(b, Table))
    assert table.heads[1] == "Evidence"
    # A cell that is a string is escaped by the template; a link would be an object of its own.
    assert table.rows[0][1] == "javascript:alert(1) <b>see</b> https://wiki/x *** ***"
    bare = chapter(report(Registers(actions=(planned(),))), "actions")
    (table,) = (b for b in bare.blocks if isinstance(b, Table))
    assert "Evidence" not in table.heads


def test_what_is_late_and_what_worked_stand_before_all_actions():
    late = planned(id="2", action="Wider aisles", owner="Ms Lin", done=None, due=day(1))
    shown = report(Registers(actions=(planned(action="More tills"), late)))
    found = chapter(shown, "actions")
    assert found.heading == "1 action is overdue"
    assert found.blocks[0].text == (
        "Overdue: Wider aisles (Ms Lin). Clearly up after it was finished: More tills (q1)."
    )


def test_what_was_done_elsewhere_is_not_told_as_the_unit_s_own():
    elsewhere = planned(action="Open at night", unit="a")
    found = chapter(report(Registers(actions=(elsewhere,))), "yousaid")
    (table,) = (b for b in found.blocks if isinstance(b, Table))
    assert table.rows[0][1] == "Open at night (a)"


def test_of_many_actions_some_are_listed_and_the_rest_counted():
    many = tuple(planned(id=str(n), action=f"Action {n}") for n in range(43))
    found = chapter(report(Registers(actions=many)), "actions")
    (table,) = (b for b in found.blocks if isinstance(b, Table))
    assert len(table.rows) == 40
    assert "3 more are not listed here." in table.note


def test_where_the_number_of_answers_is_hidden_the_sheet_does_not_tell_it():
    survey = questionnaire([edition([item("q1"), item("q2")])], units=units(TREE))
    book = Ledger.of(responses(survey, ROWS), registers=Registers(actions=(planned(told="Tills"),)))
    found = measure(book, survey.units.root, book.base_periods[-1])
    scope = Scope(findings=found, language="en", audience=Audience.OPEN)
    assert "80 answers" in repr(compose_yousaid(scope))
    hidden = replace(scope, findings=replace(found, responses=0))
    assert "answers" not in repr(compose_yousaid(hidden))
    assert "Tills" in repr(compose_yousaid(hidden))


def test_without_an_action_done_or_begun_there_is_nothing_to_tell():
    dropped = planned(state="dropped", done=None)
    assert chapter(report(Registers(actions=(dropped,))), "yousaid") is None


def test_an_anonymous_survey_never_tells_the_effect_of_an_action():
    rows = [{**row, "period": "r2024" if row["period"] == "2026-08" else "r2025"} for row in ROWS]
    told = report(
        Registers(actions=(planned(done=dt.date(2024, 9, 1)),)), rows=rows, anonymity=Anonymity(),
        every=PeriodKind.ROUND, reporting=Reporting(periods=(PeriodKind.ROUND,)),
    ).data["registers"]  # fmt: skip
    assert told["actions"][0]["difference"] is None


CUSTOMERS = (Customer(id="low", unit="a", name="Secret Shop", value=900, key=True),)
NAMED = [{"period": "2026-10", "unit": "a", "id": "low", "q1": 3, "q2": 3}]


def test_customers_are_named_for_a_limited_audience_only():
    settings = {"rows": NAMED, "columns": Columns(name="name")}
    shown = report(Registers(customers=CUSTOMERS), audience=Audience.RESTRICTED, **settings)
    assert "Secret Shop" in repr(chapter(shown, "customers"))
    assert any("900" in b.text for b in blocks(shown, Callout))
    text = repr(chapter(report(Registers(customers=CUSTOMERS), **settings), "customers"))
    assert "Of 1 key accounts, 1 answered" in text
    assert "Secret Shop" not in text
    assert "900" not in text


def test_an_open_report_shows_the_index_of_customers_from_ten_answers_on():
    many = tuple(
        Customer(id=str(n), unit="a", grade="ABC"[min(n // 10, 1) + (n >= 16)], value=5.0)
        for n in range(21)
    )
    rows = [{"period": "2026-10", "unit": "a", "id": one.id, "q1": 0, "q2": 0} for one in many]
    found = chapter(report(Registers(customers=many), rows=rows), "customers")
    by_grade = next(b for b in found.blocks if isinstance(b, Table))
    assert [row[:4] for row in by_grade.rows] == [
        ("A", "10", "10", "100.0"), ("B", "6", "6", "–"), ("C", "5", "5", "–"),
    ]  # fmt: skip


def test_grades_have_the_names_that_the_description_gives_them():
    rule = Register(
        id="k", kind=RegisterKind.CUSTOMERS, questionnaire="q", files="k*",
        labels=(("A", Label.of("Gold")),),
    )  # fmt: skip
    graded = (replace(CUSTOMERS[0], grade="A"),)
    listed = Registers(rules={RegisterKind.CUSTOMERS: rule}, customers=graded)
    tables = [b for b in chapter(report(listed, rows=NAMED), "customers").blocks
              if isinstance(b, Table)]  # fmt: skip
    assert tables[0].rows[0][0] == "Gold"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_interval_that_all_listed_customers_leave_no_room_for_has_its_word(language: str):
    many = tuple(Customer(id=str(n), unit="a", grade="A") for n in range(12))
    rows = [{"period": "2026-10", "unit": "a", "id": one.id, "q1": n % 3, "q2": 0}
            for n, one in enumerate(many)]  # fmt: skip
    shown = report(Registers(customers=many), language, rows=rows, sampling=Sampling.CENSUS)
    by_grade = next(b for b in chapter(shown, "customers").blocks if isinstance(b, Table))
    assert by_grade.rows[0][-1] == say(language, "report.interval.all")
    (told,) = shown.data["registers"]["accounts"]["by_grade"]
    assert (told["census"], told["index_low"]) == (True, None)


def test_no_index_of_few_customers_follows_by_subtraction():
    many = tuple(Customer(id=str(n), unit="a", grade="A" if n < 10 else "B") for n in range(12))
    rows = [{"period": "2026-10", "unit": "a", "id": one.id, "q1": 0, "q2": 0} for one in many]
    shown = report(Registers(customers=many), rows=rows)
    by_grade = next(b for b in chapter(shown, "customers").blocks if isinstance(b, Table))
    assert [row[3] for row in by_grade.rows] == ["–", "–"]
    told = shown.data["registers"]["accounts"]["by_grade"]
    assert [(one["answered"], one["index"]) for one in told] == [(10, None), (2, None)]


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


def test_key_accounts_have_their_age_and_orders_by_grade():
    since = dt.date(2016, 10, 31)
    key = tuple(
        Customer(id=str(n), unit="a", grade="A" if n else "B", key=True, since=since, orders=4 + n)
        for n in range(11)
    )
    rest = (Customer(id="x", unit="a", grade="A", key=False, since=day(1), orders=99),)
    listed = Registers(customers=(*key, *rest))
    rows = [{"period": "2026-10", "unit": "a", "id": "1", "q1": 0, "q2": 0}]
    columns = Columns(name="name")
    shown = report(listed, rows=rows, columns=columns, audience=Audience.RESTRICTED)
    table = [b for b in chapter(shown, "customers").blocks if isinstance(b, Table)][-1]
    assert table.rows == (
        ("A", "10", "10.0 (n = 10)", "9.5 (n = 10)"), ("B", "1", "10.0 (n = 1)", "4.0 (n = 1)"),
    )  # fmt: skip
    shown = report(listed, rows=rows, columns=columns)
    table = [b for b in chapter(shown, "customers").blocks if isinstance(b, Table)][-1]
    assert table.rows[1] == ("B", "1", "–", "–")
    told = shown.data["registers"]["accounts"]["key_by_grade"]
    assert [(one["id"], one["orders"]) for one in told] == [("A", 9.5), ("B", None)]
    few = chapter(report(Registers(customers=key[:5]), rows=rows), "customers")
    assert "age and orders" not in repr(few)


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
