"""The chapter on actions: what is late, what worked, and nothing of it made of secret answers."""

from __future__ import annotations

import datetime as dt

from csatreport.base.label import Label
from csatreport.registers.model import Registers
from csatreport.report.model import Table
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Anonymity, Reporting
from csatreport.study.register import Register, RegisterKind
from tests.registers.build import ROWS, complaint, day, planned
from tests.report.build import chapter
from tests.report.registered import RULES, report


def test_an_action_that_worked_is_told_with_what_others_did():
    found = chapter(report(Registers.holding(planned(action="More tills"))), "actions")
    (row,) = next(b for b in found.blocks if isinstance(b, Table)).rows
    assert row[0] == "More tills"
    assert row[5].word == "clearly up" or "up" in row[5].word
    assert row[6].text.startswith("+")
    assert "because" in next(b for b in found.blocks if isinstance(b, Table)).note


def test_evidence_stands_beside_the_action_as_plain_text():
    wild = "javascript:alert(1) <b>see</b> https://wiki/x 13812345678 王芳"
    noted = planned(action="More tills", evidence=wild)
    named = (complaint(1, day(5), customer="王芳"),)
    found = chapter(report(Registers.holding(noted, *named, rules=RULES)), "actions")
    (table,) = (b for b in found.blocks if isinstance(b, Table))
    assert table.heads[1] == "Evidence"
    # A cell that is a string is escaped by the template; a link would be an object of its own.
    assert table.rows[0][1] == "javascript:alert(1) <b>see</b> https://wiki/x *** ***"
    bare = chapter(report(Registers.holding(planned())), "actions")
    (table,) = (b for b in bare.blocks if isinstance(b, Table))
    assert "Evidence" not in table.heads


def test_types_of_actions_are_counted_with_what_moved_after_them():
    late = planned(id="2", type="training", done=None, due=day(1))
    plan = (planned(type="training"), late, planned(id="3", type="people"), planned(id="4"))
    rule = Register(
        id="plan", kind=RegisterKind.ACTIONS, questionnaire="q",
        labels=(("training", Label.of("Training")),),
    )  # fmt: skip
    made = report(Registers.holding(*plan, rules={RegisterKind.ACTIONS: rule}))
    found = chapter(made, "actions")
    _, types = (one for one in found.blocks if isinstance(one, Table))
    assert types.heads == ("Type", "Actions", "Finished", "Judged", "Clearly rose", "Clearly fell")
    assert types.rows == (
        ("people", "1", "1", "1", "1", "0"),
        ("Training", "2", "1", "1", "1", "0"),
    )


def test_what_is_late_and_what_worked_stand_before_all_actions():
    late = planned(id="2", action="Wider aisles", owner="Ms Lin", done=None, due=day(1))
    shown = report(Registers.holding(planned(action="More tills"), late))
    found = chapter(shown, "actions")
    assert found.heading == "1 action is overdue"
    assert found.blocks[0].text == (
        "Overdue: Wider aisles (Ms Lin). Clearly up after it was finished: More tills (q1)."
    )


def test_of_many_actions_some_are_listed_and_the_rest_counted():
    many = tuple(planned(id=str(n), action=f"Action {n}") for n in range(43))
    found = chapter(report(Registers.holding(*many)), "actions")
    (table,) = (b for b in found.blocks if isinstance(b, Table))
    assert len(table.rows) == 40
    assert "3 more are not listed here." in table.note


def test_an_anonymous_survey_never_tells_the_effect_of_an_action():
    rows = [{**row, "period": "r2024" if row["period"] == "2026-08" else "r2025"} for row in ROWS]
    told = report(
        Registers.holding(planned(done=dt.date(2024, 9, 1))), rows=rows, anonymity=Anonymity(),
        every=PeriodKind.ROUND, reporting=Reporting(periods=(PeriodKind.ROUND,)),
    ).data["registers"]  # fmt: skip
    assert told["actions"][0]["difference"] is None
