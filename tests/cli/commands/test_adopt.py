"""``csatreport adopt``, as a person and as a script use it."""

import json
from pathlib import Path

import pytest

from csatreport.base.errors import ExitCode
from csatreport.cli import main
from tests.answers.platforms.reading import make_study
from tests.answers.platforms.shapes import all_shapes


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A study, and beside it a file with bare numbers."""
    make_study(tmp_path / "study")
    shape = next(shape for shape in all_shapes() if shape.name == "wjx-scores")
    (tmp_path / shape.file).write_bytes(shape.content)
    return tmp_path / shape.file


def _run(export: Path, *options: str) -> int:
    return main(["-C", str(export.parent / "study"), "adopt", str(export), *options])


def _written(export: Path) -> list[str]:
    study = export.parent / "study"
    files = [*study.glob("data/*/*"), *study.glob("config/mappings/*")]
    return sorted(file.name for file in files)


def test_yes_refuses_where_something_must_be_asked(export, capsys):
    assert _run(export, "--yes") == ExitCode.USAGE
    assert "A500" in capsys.readouterr().err
    assert _written(export) == []


def test_a_script_answers_beforehand(export, capsys):
    assert _run(export, "--yes", "--answer", "numbers=scores", "--format", "json") == ExitCode.FINE
    told = json.loads(capsys.readouterr().out)
    assert told["platform"]["platform"] == "wjx"
    assert told["written"] == ["config/mappings/shop-wjx.yaml", "data/shop/wjx.csv"]
    assert {column["header"]: column["target"] for column in told["columns"]}[
        "6、您的意见和建议"
    ] == "say"
    assert _written(export) == ["shop-wjx.yaml", "wjx.csv"]


def test_a_dry_run_shows_everything_and_writes_nothing(export, capsys):
    assert _run(export, "--dry-run") == ExitCode.FINE
    told = capsys.readouterr().out
    assert "序号 → id    1 | 2 | 3" in told
    assert '--answer "numbers=scores"' in told
    assert _written(export) == []


def test_a_person_is_asked_and_says_yes_or_no(export, capsys, monkeypatch):
    said = iter(["9", "2", "n", "2", "y"])
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: next(said))
    assert _run(export) == ExitCode.FINE
    assert _written(export) == []
    assert _run(export) == ExitCode.FINE
    assert "5 is “非常满意”" in capsys.readouterr().out
    assert _written(export) == ["shop-wjx.yaml", "wjx.csv"]


def test_what_is_no_pair_ends_in_words(export, capsys):
    assert _run(export, "--answer", "scores") == ExitCode.USAGE
    assert "scores" in capsys.readouterr().err


def test_a_questionnaire_is_drafted_by_a_script_and_nothing_is_written_unanswered(export, capsys):
    new = ("--draft", "cafe", "--yes", "--format", "json")
    assert _run(export, *new) == ExitCode.USAGE
    assert "A500" in capsys.readouterr().err
    assert _run(export, *new, "--answer", "rating=high") == ExitCode.FINE
    told = json.loads(capsys.readouterr().out)
    assert told["written"] == ["config/questionnaires/cafe.yaml", "config/units/cafe.csv"]
    assert _run(export, "--draft", "bar", "--dry-run") == ExitCode.FINE
    assert '--answer "rating=low"' in capsys.readouterr().out
    assert not (export.parent / "study" / "config" / "questionnaires" / "bar.yaml").exists()
