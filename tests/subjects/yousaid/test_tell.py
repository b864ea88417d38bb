"""You said, we did: what was done and begun, and what rose since."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from csatreport.counts.ledger import Ledger
from csatreport.registers.model import Registers
from csatreport.report.model import Table
from csatreport.report.scope import Scope
from csatreport.study.policy import Audience
from csatreport.subjects.measured import measure
from csatreport.subjects.yousaid.subject import YOUSAID
from csatreport.subjects.yousaid.tell import compose_yousaid
from tests.counts.build import edition, item, questionnaire, responses, units
from tests.registers.build import ROWS, TREE, planned
from tests.report.build import chapter
from tests.report.registered import report


def test_those_who_answered_are_told_what_was_done_and_what_rose():
    done, begun = planned(action="More tills", told="Two more tills"), planned(
        id="2", action="Wider aisles", done=None, due=dt.date(2027, 1, 1))  # fmt: skip
    found = chapter(report(Registers.holding(begun, done)), "yousaid")
    (table,) = (b for b in found.blocks if isinstance(b, Table))
    first, second = table.rows
    assert first[1] == "Two more tills (a)"
    assert first[2].startswith("It rose from")
    assert second[1:] == ("We are working on it: Wider aisles (a)", "")


def test_what_was_done_elsewhere_is_not_told_as_the_unit_s_own():
    elsewhere = planned(action="Open at night", unit="a")
    found = chapter(report(Registers.holding(elsewhere)), "yousaid")
    (table,) = (b for b in found.blocks if isinstance(b, Table))
    assert table.rows[0][1] == "Open at night (a)"


def test_where_the_number_of_answers_is_hidden_the_sheet_does_not_tell_it():
    survey = questionnaire([edition([item("q1"), item("q2")])], units=units(TREE))
    book = Ledger.of(responses(survey, ROWS), registers=Registers.holding(planned(told="Tills")))
    found = measure(book, survey.units.root, book.base_periods[-1])
    scope = Scope(findings=found, language="en", audience=Audience.OPEN)
    assert "80 answers" in repr(compose_yousaid(scope, found.of(YOUSAID)))
    hidden = replace(scope, findings=replace(found, responses=0))
    assert "answers" not in repr(compose_yousaid(hidden, found.of(YOUSAID)))
    assert "Tills" in repr(compose_yousaid(hidden, found.of(YOUSAID)))


def test_without_an_action_done_or_begun_there_is_nothing_to_tell():
    dropped = planned(state="dropped", done=None)
    assert chapter(report(Registers.holding(dropped)), "yousaid") is None
