"""The chapter on the five gaps, in three languages, and what is told as data."""

from __future__ import annotations

import pytest

from csatreport.base.label import LANGUAGES
from csatreport.report.model import Table
from csatreport.report.plots import Ranges
from csatreport.report.scope import Scope
from csatreport.study.policy import Audience
from csatreport.subjects.compose import compose_report
from csatreport.subjects.explain import explain_named
from tests.report.build import chapter
from tests.subjects.five_gaps.build import MANAGERS, asked, check, findings, promise

ENTRIES = (
    *(check(n, "quick", passed=n % 3 > 0) for n in range(1, 9)), check(1, "till", passed=True),
    promise("quick", 400, 380),
)  # fmt: skip


def measured():
    return findings(asked("managers", MANAGERS), entries=ENTRIES)


def told(language: str, found=None):
    made = found if found is not None else measured()
    return compose_report(made, language, audience=Audience.OPEN, sample=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_widest_gap_is_the_heading_and_every_gap_that_is_measured_is_drawn(language: str):
    found = chapter(told(language), "five_gaps")
    assert "1" in found.heading
    assert "−" in found.heading
    drawn = [block for block in found.blocks if isinstance(block, Ranges)]
    assert len(drawn) == 5
    assert [row.value is None for row in drawn[3].rows] == [False, True, False]
    overview, first, levels = (block for block in found.blocks if isinstance(block, Table))
    assert len(overview.rows) == 5
    assert len(first.rows) == 1
    assert len(levels.rows) == 3


def test_what_is_not_measured_says_what_is_missing_and_why():
    found = chapter(told("en", findings()), "five_gaps")
    overview, *_ = (block for block in found.blocks if isinstance(block, Table))
    readings = [row[-1] for row in overview.rows]
    assert readings[0] == "not measured: “Managers believe” is missing (nothing of this time)"
    assert readings[3] == "not measured: “Promises kept” is missing (no source is named or kept)"
    assert found.heading == "The gaps inside the company are not measured yet"
    assert len([block for block in found.blocks if isinstance(block, Ranges)]) == 1


def test_the_page_names_its_sources_and_what_belongs_to_no_dimension():
    found = chapter(told("en"), "five_gaps")
    levels = [block for block in found.blocks if isinstance(block, Table)][-1]
    assert "“Form of managers”, October 2026, 12 answers" in levels.note
    assert "checks 9, of visits 8" in levels.note
    assert "belong to no dimension: 1 row." in levels.note
    assert "Promises that fell due: 400." in levels.note


def test_the_data_hold_every_level_and_gap():
    data = told("en").data["five_gaps"]
    assert data["widest"] == ["knowledge"]
    assert len(data["gaps"]) == 5 * 3
    assert len(data["levels"]) == 6 * 3
    knowledge = next(one for one in data["gaps"] if one["kind"] == "knowledge")
    assert (knowledge["node"], knowledge["verdict"]) == ("quick", "down")
    missing = {one["lacking"] for one in data["levels"] if one["level"] is None}
    assert missing == {"dimension"}


def test_the_workings_list_every_test():
    scope = Scope(findings=measured(), language="en", audience=Audience.OPEN)
    (found,) = (one for names, one in explain_named(scope) if "five_gaps" in names)
    assert len(found.steps[-1].rows) == 15
    assert found.figure.startswith("−")
