"""``csatreport explain``: the same explanation as on the page, asked for by name."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from csatreport.base.errors import ExitCode
from csatreport.cli import main

AIRPORT = Path(__file__).parents[3] / "examples" / "airport"


def _explain(study, *arguments: str) -> int:
    return main(["-C", str(study), "explain", *arguments])


def test_a_figure_is_told_from_its_rows_to_its_verdict(tiny, capsys):
    assert _explain(tiny, "retail", "2026-10", "staff") == ExitCode.FINE
    told = capsys.readouterr().out
    assert "data/retail/2026-10.csv: 12 rows in this report" in told
    assert "12 answers + 0 without a usable answer = 12 forms" in told
    assert "9 / 12 = 75.0%" in told
    assert "Change against September 2026" in told


def test_a_question_is_found_by_its_number_and_the_index_by_its_name(tiny, capsys):
    assert _explain(tiny, "retail", "2026-10", "1") == ExitCode.FINE
    assert "Manner of the staff" in capsys.readouterr().out
    assert _explain(tiny, "retail", "2026-10", "headline") == ExitCode.FINE
    assert "A person’s score" in capsys.readouterr().out


def test_units_side_by_side_are_explained_by_their_name(tiny, capsys):
    assert _explain(AIRPORT, "airport", "2016", "units") == ExitCode.FINE
    told = capsys.readouterr().out
    assert "Middle m = " in told
    assert re.search(r"Unit +n +Index +95% +99.8%", told)
    assert _explain(tiny, "retail", "2026-10", "units") == ExitCode.USAGE
    assert "B601" in capsys.readouterr().err


def test_a_unit_and_another_language_may_be_chosen(tiny, capsys):
    study = tiny / "config" / "study.yaml"
    study.write_text("name: 小店\nlanguages: [en, zh-Hans]\n", encoding="utf-8")
    code = _explain(tiny, "retail", "2026-10", "staff", "--unit", "S1", "--lang", "zh-Hans")
    assert code == ExitCode.FINE
    told = capsys.readouterr().out
    assert "有效回答 12" in told
    assert "North" in told


def test_any_other_period_can_be_compared_with_and_stands_alone(tiny, capsys):
    assert _explain(tiny, "retail", "2026-10", "staff", "--against", "2026-09") == ExitCode.FINE
    told = capsys.readouterr().out
    assert told.count("Change against") == 1
    assert _explain(tiny, "retail", "2026-10", "staff", "--against", "year-ago") == ExitCode.FINE
    assert "Change against" not in capsys.readouterr().out


def test_programs_get_the_steps_as_json(tiny, capsysbinary):
    assert _explain(tiny, "retail", "2026-10", "staff", "--format", "json") == ExitCode.FINE
    told = json.loads(capsysbinary.readouterr().out)
    assert told["explanation"]["id"] == "explain:staff"
    count = told["explanation"]["steps"][0]
    assert [row[3] for row in count["rows"]] == ["9", "3", "0"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("shop", "2026-10", "staff"),
        ("retail", "2031-01", "staff"),
        ("retail", "2026-10", "stuff"),
        ("retail", "2026-10", "staff", "--unit", "S9"),
        ("retail", "2026-10", "staff", "--against", "tomorrow"),
        ("retail", "2026-10", "staff", "--lang", "zh-Hant"),
    ],
)
def test_a_name_that_is_not_known_is_told_with_the_nearest_ones(tiny, capsys, arguments):
    assert _explain(tiny, *arguments) == ExitCode.USAGE
    assert "B601" in capsys.readouterr().err
