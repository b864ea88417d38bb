"""The scorecard in words: the chapter in three languages, its data, and the page for a supplier."""

from __future__ import annotations

from dataclasses import replace

import pytest

from csatreport.base.label import LANGUAGES
from csatreport.report.figures import Trend
from csatreport.report.model import Paragraph, Table
from csatreport.report.plots import Ranges
from csatreport.report.scope import Scope
from csatreport.study.policy import Audience
from csatreport.subjects.measured import measure
from csatreport.subjects.scorecard.subject import SCORECARDS
from tests.registers.build import OCTOBER, ROWS, book, day
from tests.report.build import chapter
from tests.report.registered import report
from tests.subjects.scorecard.build import RULE, SERVICE, counted, given, kept, whole

ENTRIES = (
    *whole(), *whole(day=day(5, 9), on_time=90), *whole("other", defects=120, on_time=100),
    given("acme", "spend", 75), given("other", "spend", 25), given("new", "service", 2),
)  # fmt: skip


def scope(language: str, *entries, rule=RULE) -> Scope:
    filed = book(kept(*(entries or ENTRIES), rule=rule), ROWS)
    found = measure(filed, filed.questionnaire.units.root, OCTOBER)
    return Scope(findings=found, language=language, audience=Audience.RESTRICTED)


def pages(language: str, *entries, rule=RULE):
    return dict(SCORECARDS.told(SCORECARDS.handouts, scope(language, *entries, rule=rule)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_suppliers_stand_with_grade_score_and_what_they_rest_on(language: str):
    made = report(kept(*ENTRIES), language)
    found = chapter(made, "scorecard")
    suppliers, grades, points, course = (b for b in found.blocks if isinstance(b, Table))
    assert [row[0] for row in suppliers.rows] == ["Acme Works", "other", "new"]
    assert suppliers.rows[0][1].startswith("C")
    assert [row[-1] for row in grades.rows] == ["0%", "0%", "100%", "0%", "–"]
    assert points.rows[1][1:] == ("31", "100", "75")
    assert course.rows[0][1:] == ("C 62.9", "C 71.7")
    lead = found.blocks[0].text
    assert "Defects" in lead
    assert "new" in lead


@pytest.mark.parametrize("language", LANGUAGES)
def test_data_says_what_a_score_is_made_of(language: str):
    told = report(kept(*ENTRIES), language).data["registers"]["scorecard"]
    acme = next(one for one in told["suppliers"] if one["id"] == "acme")
    assert (acme["grade"], acme["weight"], acme["supply"]) == ("C", 100, 0.75)
    defects, _, service = acme["criteria"]
    assert (defects["count"], defects["of"], defects["figure"]) == (24, 24_000, 1000)
    assert service["points_low"] is None
    assert acme["score_low"] < acme["score"] < acme["score_high"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_supplier_names_nobody_else(language: str):
    page = pages(language)["acme"]
    assert "Acme Works" in page.topic
    assert "C" in page.heading
    assert "71.7" in page.heading
    assert "other" not in repr(page)
    ranges = next(block for block in page.blocks if isinstance(block, Ranges))
    assert ranges.rows[0].cells[1].startswith("1,000 ppm")
    assert any(isinstance(block, Trend) for block in page.blocks)
    # 35 · 25 / 100: what on-time delivery would add with all its points.
    assert "+8.8" in next(block for block in page.blocks if isinstance(block, Paragraph)).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_supplier_without_a_grade_is_told_what_was_not_measured(language: str):
    page = pages(language)["new"]
    ranges = next(block for block in page.blocks if isinstance(block, Ranges))
    assert [bool(row.hidden) for row in ranges.rows] == [True, True, False]
    assert "+" not in page.blocks[0].text
    assert not any(isinstance(block, Trend) for block in page.blocks)


def test_nothing_delivered_is_said_otherwise_than_not_measured():
    page = pages("en", counted("acme", "on_time", 0, 0), given("acme", "service", 3))["acme"]
    hidden = [row.hidden for row in page.blocks[1].rows]
    assert hidden == ["not measured", "nothing delivered or counted", ""]


def test_rates_of_other_sizes_are_said_with_their_size():
    rule = replace(RULE, criteria=(replace(RULE.criteria[0], per=1000.0, weight=75), SERVICE))
    page = pages("en", counted("acme", "defects", 3, 1500), rule=rule)["acme"]
    assert page.blocks[1].rows[0].cells[1] == "2.00 per 1,000 (3 of 1,500)"


def test_how_each_score_came_about_is_explained():
    told = dict(SCORECARDS.told(SCORECARDS.explain, scope("en")))["scorecard"]
    acme = next(step for step in told.steps if step.title == "Acme Works")
    assert acme.lines[0].startswith("(40·66.7 + 35·75.0 + 25·75.0) / 100 = 71.7 → C")
    assert acme.rows[0][:4] == ("Defects", "40", "1,000 ppm (24 of 24,000)", "66.7")
