"""``csatreport sample``: the answers a survey needs, in words and for programs."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from csatreport.base.errors import ExitCode
from csatreport.cli import main
from tests.cli.conftest import TWO_UNITS, make_study
from tests.folders import lay

POINTS = "customer,month,contribution,compliance,capability\n" + "".join(
    f"k{number},{month},{score},{score},{score}\n"
    for month, scores in (("2026-08", [95] * 200), ("2026-10", [95] * 2 + [65] * 99 + [25] * 99))
    for number, score in enumerate(scores)
)
GRADES = {
    "config/registers/retail-grades.yaml": "kind: grades\nquestionnaire: retail\n",
    "data/registers/retail-grades.csv": POINTS,
}


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


def test_the_sample_of_customers_goes_by_their_newest_grades(tmp_path: Path, capsys):
    study, plan = lay(make_study(tmp_path / "s"), GRADES), tmp_path / "plan.csv"
    assert _sample(study, "retail", "--by", "grade", "--out", str(plan)) == ExitCode.FINE
    told = capsys.readouterr().out
    assert "66  of      99  B1" in told
    assert "79  of      99  B1" in told
    # 132 of 200 (Krejcie and Morgan); in proportion 1.32, 65.34 and 65.34, two at least.
    with plan.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [(row["unit"], row["name"], row["forms"]) for row in rows] == [
        ("all", "A1", "2"), ("all", "B1", "66"), ("all", "C2", "65"),
    ]  # fmt: skip


def test_a_plan_by_grade_of_which_there_are_none_is_refused(tiny: Path, capsys):
    assert _sample(tiny, "retail", "--by", "grade") == ExitCode.USAGE
    assert "B621" in capsys.readouterr().err
    kept = lay(tiny, GRADES | {"data/registers/retail-grades.csv": POINTS.split("\n")[0] + "\n"})
    assert _sample(kept, "retail") == ExitCode.FINE
    assert _sample(kept, "retail", "--by", "grade") == ExitCode.USAGE


def test_points_that_cannot_be_read_stop_the_plan(tiny: Path, capsys):
    broken = lay(tiny, GRADES | {"data/registers/retail-grades.csv": "customer,month\n"})
    assert _sample(broken, "retail") == ExitCode.FINE
    broken = lay(tiny, GRADES | {"data/registers/retail-grades.csv": "customer\nx\n"})
    assert _sample(broken, "retail") == ExitCode.UNREADABLE
    assert "G510" in capsys.readouterr().err
