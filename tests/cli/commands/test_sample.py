"""``csatreport sample``: the answers a survey needs, in words and for programs."""

from __future__ import annotations

import json

from csatreport.base.errors import ExitCode
from csatreport.cli import main
from tests.cli.conftest import TWO_UNITS, make_study


def _sample(study, *arguments: str) -> int:
    return main(["-C", str(study), "sample", *arguments])


def test_a_known_company_is_told_its_sample_by_unit(tmp_path, capsys):
    assert _sample(make_study(tmp_path, units=TWO_UNITS), "retail") == ExitCode.FINE
    told = capsys.readouterr().out
    assert "132 answers are needed of 200 people" in told
    assert "99  of     150  North" in told
    assert "33  of      50  South" in told
    assert "108  of     150  North" in told


def test_an_unknown_population_is_said(tiny, capsys):
    assert _sample(tiny, "retail", "--margin", "3") == ExitCode.FINE
    told = capsys.readouterr().out
    assert "1068 answers are needed; how many people there are is not known." in told


def test_programs_get_json(tmp_path, capsysbinary):
    assert _sample(make_study(tmp_path, units=TWO_UNITS), "retail", "--format", "json") == 0
    told = json.loads(capsysbinary.readouterr().out)
    assert (told["needed"], [unit["allocated"] for unit in told["units"]]) == (132, [99, 33])


def test_an_unknown_questionnaire_is_refused(tiny, capsys):
    assert _sample(tiny, "retial") == ExitCode.USAGE
    assert "B601" in capsys.readouterr().err
