"""Weighted and unweighted figures stand side by side, with what weighting cost."""

from __future__ import annotations

from math import sqrt

import pytest

from csatreport.base.label import LANGUAGES
from csatreport.base.words import say
from csatreport.report import numbers
from csatreport.report.model import Explanations, Table
from csatreport.study.policy import Audience
from csatreport.study.weights import Margin, WeightKind, Weights
from csatreport.subjects.compose import compose_report
from csatreport.subjects.measured import measure
from tests.counts.weighted import COLUMN, book, people, strata
from tests.report.build import chapter

RAKED = Weights(kind=WeightKind.MARGINS, margins=(Margin(item="sex", people=(("A", 1), ("B", 1))),))


def told(rows, weights, language="en"):
    made = book(rows, weights)
    found = measure(made, made.questionnaire.units.root, made.base_periods[0])
    return compose_report(found, language, audience=Audience.OPEN, sample=False)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("weights", [COLUMN, strata(("A", 1.0), ("B", 3.0)), RAKED])
def test_every_kind_of_weight_is_explained_in_every_language(weights, language):
    rows = [*people(20, sex=0, weight=1.0), *people(10, sex=1, weight=2.0)]
    found = chapter(told(rows, weights, language), "weights")
    text = found.blocks[0].text
    assert found.heading
    assert "{" not in found.heading + text


def test_weighted_and_unweighted_stand_in_one_row():
    rows = [*({"q1": 0, "q2": 0, "sex": 0} for _ in range(8)),
            *({"q1": 3, "q2": 3, "sex": 1} for _ in range(2))]  # fmt: skip
    found = chapter(told(rows, strata(("A", 50.0), ("B", 50.0))), "weights")
    assert found.heading == "Weighted, the index is 50.0; counting every answer once it is 80.0"
    table = next(block for block in found.blocks if isinstance(block, Table))
    assert table.rows[1][1].startswith("50.0%")
    assert table.rows[1][2] == "80.0%"


def test_what_was_left_out_is_said():
    text = chapter(told([*people(10, weight=1.0), *people(5)], COLUMN), "weights").blocks[0].text
    assert "Left out, for want of a weight: 5 answers." in text
    assert "worth 10 unweighted ones" in text


def test_without_weights_there_is_no_chapter():
    assert chapter(told(people(10), None), "weights") is None


def test_an_explanation_says_what_weights_make_of_a_figure():
    rows = [*people(20, sex=0, weight=1.0), *people(10, sex=1, weight=2.0)]
    entries = next(
        block
        for block in chapter(told(rows, COLUMN), "explain").blocks
        if isinstance(block, Explanations)
    ).entries
    for entry in entries:
        lines = " ".join(line for step in entry.steps for line in step.lines)
        assert "Σw·x / Σw" in lines
        groups = ".sex" in entry.id or ".age" in entry.id
        assert groups or "Counting every answer once" in lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_explanation_says_what_fitting_to_margins_adds_to_the_error(language):
    rows = [*people(40, sex=0), *people(20, sex=1)]

    def lines(weights) -> str:
        entries = next(
            block
            for block in chapter(told(rows, weights, language), "explain").blocks
            if isinstance(block, Explanations)
        ).entries
        return " ".join(line for one in entries for step in one.steps for line in step.lines)

    # Kish's number of 40 answers that weigh 0.75 and 20 that weigh 1.5, less two categories.
    worth = 60**2 / (40 * 0.75**2 + 20 * 1.5**2)
    stretch = numbers.fixed(sqrt((worth - 1) / (worth - 2)), 3)
    told_once = say(language, "report.explain.fitted", stretch=stretch)
    assert told_once in lines(RAKED)
    assert told_once not in lines(COLUMN)
