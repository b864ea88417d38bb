"""The chapter on features: what stands in its heading, its table, its doubts and its drawing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from csatreport.base.label import LANGUAGES
from csatreport.report.model import Callout, ReportPage, Table
from csatreport.report.plots import Plot
from tests.counts.build import item
from tests.report.build import blocks, chapter
from tests.site.workbook import long_rows
from tests.subjects.kano.build import ABSENT, DISLIKE, FEATURE, LIKE, MUST_BE, NEUTRAL
from tests.subjects.told import ANONYMOUS, report


def features(number: int, absent: int = DISLIKE) -> list[dict]:
    return [{"f": MUST_BE, "nf": absent} for _ in range(number)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_must_stands_in_the_heading(language: str):
    found = chapter(report(features(30), [FEATURE, ABSENT], language), "kano")
    assert "f" in found.heading
    table = next(b for b in found.blocks if isinstance(b, Table))
    assert table.rows[0][2] == "100%"


def test_without_an_index_features_stand_on_the_first_page():
    shown = report(features(30), [FEATURE, ABSENT])
    assert chapter(shown, "kano").page is ReportPage.FRONT
    rated = report([{**row, "q1": 0} for row in features(30)], [FEATURE, ABSENT, item("q1")])
    assert chapter(rated, "kano").page is ReportPage.DETAIL


def test_doubts_about_features_are_said():
    rows = [{"f": LIKE, "nf": LIKE}, {"f": LIKE}, *features(3, NEUTRAL)]
    texts = [b.text for b in blocks(report(rows, [FEATURE, ABSENT]), Callout)]
    assert any("Too few" in text for text in texts)
    assert any("contradict themselves" in text for text in texts)
    assert any("Half a pair" in text for text in texts)


def test_a_feature_that_most_would_rather_not_have_should_be_asked_the_other_way_round():
    rows = [{"f": DISLIKE, "nf": LIKE}] * 20
    assert any("rather not" in b.text for b in blocks(report(rows, [FEATURE, ABSENT]), Callout))


def test_better_and_worse_are_drawn_from_two_features_on():
    other = [replace(FEATURE, id="g", series="g"), replace(ABSENT, id="ng", series="ng", about="g")]
    rows = [{"f": LIKE, "nf": NEUTRAL, "g": MUST_BE, "ng": DISLIKE}] * 20
    (plot,) = blocks(report(rows, [FEATURE, ABSENT, *other]), Plot)
    assert [(spot.x, spot.y) for spot in plot.spots] == [(0.0, 1.0), (1.0, 0.0)]


def test_a_class_of_few_people_hides_the_features_of_an_anonymous_survey():
    def told(rows):
        asked = [FEATURE, ABSENT, item("q")]
        return report([{**row, "period": "r2025"} for row in rows], asked, **ANONYMOUS).data["kano"]

    many = [{**row, "q": n % 4} for n, row in enumerate(features(60))]
    assert told(many)
    assert told([*many, {"f": LIKE, "nf": NEUTRAL, "q": 1}]) == []


def test_the_workbook_has_a_row_for_each_feature():
    (row,) = long_rows(report(features(30), [FEATURE, ABSENT]), "Features")
    assert row["n"] == 30
