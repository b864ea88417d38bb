"""The chapter on customers by grade, in three languages, its service menus, and what is refused."""

from __future__ import annotations

import pytest

from csatreport.base.label import LANGUAGES, Label
from csatreport.registers.model import Registers
from csatreport.report.model import Cards, Paragraph, Table
from csatreport.report.scope import Scope
from csatreport.study.policy import Audience
from csatreport.study.register import Register, RegisterKind
from csatreport.study.register_entries import Customer
from csatreport.subjects.grades.handout import compose_menus
from csatreport.subjects.grades.settings import Grade, GradeRule
from csatreport.subjects.grades.subject import GRADES
from csatreport.subjects.measured import measure
from tests.registers.build import OCTOBER, ROWS, book
from tests.report.build import chapter
from tests.report.registered import report
from tests.subjects.grades.build import even

RULE = GradeRule(
    grades=(
        Grade(id="gold", label=Label.of("Gold"), type="core", least=70, services=(Label.of("Own manager"),)),
        Grade(id="plain", label=Label.of("Plain"), type="basic", least=40, services=()),
        Grade(id="new", label=Label.of("New"), type="basic", services=(Label.of("Delivery"),)),
    )
)  # fmt: skip
REGISTER = Register(
    id="g", kind=RegisterKind.GRADES, questionnaire="q", files="g*", settings=(RULE,)
)
FALLEN = [even(f"c{n}", month, score) for n in range(9) for month, score in ((9, 80), (10, 50))]
LISTED = [Customer(id=f"c{n}", unit="a", name=f"Shop {n}") for n in range(9)]
KEPT = Registers.holding(*FALLEN, *LISTED, rules={RegisterKind.GRADES: REGISTER})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chapter_says_who_moved_and_what_each_grade_is_owed(language: str):
    made = chapter(report(KEPT, language), "grades")
    levels, *others = (block for block in made.blocks if isinstance(block, Table))
    assert [row[2] for row in levels.rows] == ["0", "9", "0"]
    assert [row[4] for row in levels.rows] == ["−9", "+9", "0"]
    matrix, menu = others[-2:]
    assert matrix.rows[0][2] == "9"
    assert [row[-1] for row in menu.rows] == ["Own manager", "–", "Delivery"]


def test_the_finding_is_the_heading_and_says_how_sure_it_is():
    made = chapter(report(KEPT), "grades")
    assert made.heading == "More customers moved down a grade (9) than up (0)"
    texts = [block.text for block in made.blocks if isinstance(block, Paragraph)]
    assert any("beyond chance (p = 0.004)" in text for text in texts)


def test_where_nobody_moved_no_chance_is_spoken_of():
    still = [even("c1", month, 80) for month in (9, 10)]
    kept = Registers.holding(*still, rules={RegisterKind.GRADES: REGISTER})
    assert chapter(report(kept), "grades").heading == "No customer moved to another grade"


def test_names_stand_in_restricted_reports_only():
    told = {
        audience: any("Shop" in str(block) for block in chapter(made, "grades").blocks)
        for audience in Audience
        for made in (report(KEPT, audience=audience),)
    }
    assert told == {Audience.OPEN: False, Audience.RESTRICTED: True}


def test_the_menu_of_a_grade_holds_what_lower_grades_are_owed():
    filed = book(KEPT, ROWS)
    scope = Scope(
        findings=measure(filed, filed.questionnaire.units.root, OCTOBER),
        language="en", audience=Audience.RESTRICTED,
    )  # fmt: skip
    pages = dict(compose_menus(scope, scope.findings.of(GRADES)))
    assert list(pages) == ["gold", "plain", "new"]
    cards = [
        [row.head.text for card in block.cards for row in card.rows]
        for page in pages.values() for block in page.blocks if isinstance(block, Cards)
    ]  # fmt: skip
    assert cards == [["Own manager"], ["Delivery"], ["Delivery"], ["Delivery"]]
