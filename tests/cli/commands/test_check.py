"""``csatreport check``: every problem at once, for people and for programs."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from csatreport.answers.model import Why
from csatreport.base.errors import ExitCode
from csatreport.base.label import LANGUAGES
from csatreport.cli import main
from csatreport.cli.words import word
from tests.cli.conftest import QUESTIONNAIRE, make_study

GAP = Path(__file__).parents[2] / "studies" / "gap-in-the-months"
DOCS = Path(__file__).parents[3] / "docs"


def _check(study: Path, *arguments: str) -> int:
    return main(["-C", str(study), "check", *arguments])


def test_a_sound_study_has_no_problems_and_its_rows_are_counted(tiny, capsys):
    assert _check(tiny) == ExitCode.FINE
    told = capsys.readouterr().out
    assert "24 rows read in 2 files, 24 kept, 0 refused" in told
    assert "No problems found" in told


def test_strict_changes_nothing_where_there_is_no_problem(tiny):
    assert _check(tiny, "--strict") == ExitCode.FINE


def test_a_warning_counts_under_strict_only(tmp_path, capsys):
    double = QUESTIONNAIRE.replace("Manner of the staff", "Manner and speed of the staff")
    study = make_study(tmp_path, retail=double)
    assert _check(study) == ExitCode.FINE
    assert "Warnings: 1" in capsys.readouterr().out
    assert _check(study, "--strict") == ExitCode.FINDINGS


def test_errors_in_the_configuration_end_with_2_and_are_all_told(tmp_path, capsys):
    wrong = QUESTIONNAIRE.replace("every:", "evry:").replace("valence: bad", "valence: awful")
    assert _check(make_study(tmp_path, retail=wrong)) == ExitCode.USAGE
    told = capsys.readouterr().out
    assert "config/questionnaires/retail.yaml:3" in told
    assert "evry" in told
    assert "awful" in told


def test_a_folder_that_is_no_study_is_told_so(tmp_path, capsys):
    assert _check(tmp_path) == ExitCode.USAGE
    assert "study.yaml" in capsys.readouterr().out


def test_answers_are_left_unread_where_only_the_configuration_is_wanted(tiny, capsys):
    (tiny / "data" / "retail" / "2026-10.csv").write_bytes(b"\xff\xfe\x00\xd8")
    assert _check(tiny, "--config-only") == ExitCode.FINE
    assert "rows" not in capsys.readouterr().out


def test_programs_get_json_with_the_same_content(tmp_path, capsysbinary):
    wrong = QUESTIONNAIRE.replace("every:", "evry:")
    code = _check(make_study(tmp_path, retail=wrong), "--format", "json")
    told = json.loads(capsysbinary.readouterr().out)
    assert code == ExitCode.USAGE
    assert told["version"] == 1
    assert told["counts"]["errors"] == len(told["issues"]) >= 1
    assert told["issues"][0]["code"]


def test_an_item_against_the_rest_and_forms_sent_twice_are_told_with_their_places(tmp_path, capsys):
    timed = QUESTIONNAIRE.replace("scales:", "columns: {end: sent}\nscales:")
    rows = "unit,staff,range,sent\n" + "".join(
        f"S1,{'AC'[i % 2]},{'CA'[i % 2]},2026-10-05 10:{i:02}:30\n" for i in range(12)
    )
    copies = "S1,A,C,2026-10-05 10:00:59\n"
    study = make_study(tmp_path, retail=timed, **{"2026-10": rows + copies})
    assert _check(study) == ExitCode.FINE
    told = capsys.readouterr().out
    assert "config/questionnaires/retail.yaml:17:9 A495 the item staff runs against" in told
    assert "data/retail/2026-10.csv:14 A496 rows that repeat an earlier row" in told
    assert "1 (rows 14)" in told


def test_columns_that_are_not_read_are_named_with_the_reason(tmp_path, capsys):
    rows = "unit,staff,range,Phone,IP\nS1,A,B,1,2\n"
    study = make_study(tmp_path, **{"2026-10": rows, "2026-09": rows})
    assert _check(study) == ExitCode.FINE
    told = capsys.readouterr().out
    assert "2026-09.csv (+1): columns not read:\n  Phone, IP: no item, setting" in told
    _check(study, "--format", "json")
    files = json.loads(capsys.readouterr().out)["files"]
    reasons = [{"header": name, "why": "unknown"} for name in ("Phone", "IP")]
    assert [one["unread_columns"] for one in files] == [reasons] * 2
    assert all(one["read"] == one["kept"] + one["refused"] for one in files)


def test_everything_that_programs_are_told_is_documented(tmp_path, capsys):
    shutil.copytree(GAP, tmp_path / "gap")
    _check(tmp_path / "gap", "--format", "json")
    told = json.loads(capsys.readouterr().out)
    inner = (told["counts"], told["files"][0], told["unfinished"][0])
    section = (DOCS / "commands.md").read_text("utf-8").split("\n## check\n")[1].split("\n## ")[0]
    known = {*(key for part in (told, *inner) for key in part), "header", "why", *Why}
    assert known <= set(re.findall(r"`(\w+)`", section))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_why_a_column_is_not_read_has_its_words(language, monkeypatch):
    monkeypatch.setenv("CSATREPORT_LANG", language)
    assert all("Phone" in word(f"check.unread_{why}", columns="Phone") for why in Why)


def test_a_year_that_is_still_running_is_named(tmp_path, capsys):
    shutil.copytree(GAP, tmp_path / "gap")
    assert _check(tmp_path / "gap") == ExitCode.FINE
    assert (
        "t: 2021 unfinished (answers up to 2021-03), hence not reported" in capsys.readouterr().out
    )
