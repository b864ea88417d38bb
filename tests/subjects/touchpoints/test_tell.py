"""The chapter on the journey: its curve, what is not measured, what is secret."""

from __future__ import annotations

import pytest

from csatreport.base.label import LANGUAGES, Label
from csatreport.report.figures import Trend
from csatreport.report.plots import Ranges
from csatreport.study.item import Role
from csatreport.subjects.touchpoints.settings import (
    Journey,
    JourneySettings,
    JourneyStage,
    UnratedTouchpoint,
)
from tests.counts.build import FOUR, item
from tests.report.build import chapter
from tests.subjects.told import ANONYMOUS, report

STAGES = (
    JourneyStage(id="sale", label=Label.of("Sale"), touchpoints=("a", "b")),
    JourneyStage(
        id="home",
        label=Label.of("Home"),
        touchpoints=("c", UnratedTouchpoint(id="d", label=Label.of("Magazine"))),
    ),
)
OWN = JourneySettings(journey=Journey(stages=STAGES, worst="worst"))
ASKED = [
    item("a"),
    item("b"),
    item("c"),
    item("whole", FOUR, role=Role.OVERALL),
    item("worst", [(None, None)] * 3, role=Role.DETAIL),
]


def _rows(number: int) -> list[dict]:
    return [
        {"a": n % 2, "b": n % 3, "c": 3 - n % 2, "whole": 3 - n % 2, "worst": 2}
        for n in range(number)
    ]


def _told(number: int, language: str = "en", **more):
    return report(_rows(number), ASKED, language, settings=(OWN,), **more)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ends_of_the_curve_lead_and_what_is_not_measured_says_so(language: str):
    found = chapter(_told(60, language), "touchpoints")
    assert "a" in found.heading
    assert "c" in found.heading
    curve = next(block for block in found.blocks if isinstance(block, Trend))
    assert [point.value is None for point in curve.points] == [False, False, False, True]
    table = next(block for block in found.blocks if isinstance(block, Ranges))
    assert [row.label.text for row in table.rows] == ["Sale", "a", "b", "Home", "c", "Magazine"]
    assert table.rows[-1].hidden


def test_which_score_tracks_the_whole_is_told_from_fifty_people_on():
    assert _told(60).data["touchpoints"]["n"] == 60
    few = _told(49)
    assert few.data["touchpoints"]["n"] is None
    texts = " ".join(getattr(one, "text", "") for one in chapter(few, "touchpoints").blocks)
    assert "from 50" in texts


def test_an_anonymous_survey_tells_levels_alone():
    rows = [{**row, "period": "r2025"} for row in _rows(80)]
    told = report(rows, ASKED, settings=(OWN,), **ANONYMOUS)
    data = told.data["touchpoints"]
    assert (data["n"], data["people"], data["gain"]) == (None, None, None)
    assert all(one["worst"] is None for one in data["found"])
    assert data["found"][0]["index"] is not None


def test_a_study_without_a_journey_has_no_such_chapter():
    plain = report(_rows(60), ASKED)
    assert "touchpoints" not in [one.id for one in plain.chapters]
