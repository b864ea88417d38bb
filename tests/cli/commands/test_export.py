"""Answers handed on and forms handed over, as a person asks for them."""

import json

from csatreport.base.errors import ExitCode
from csatreport.cli import main


def test_answers_are_written_for_a_statistics_program(tiny, capsys):
    assert main(["-C", str(tiny), "export", "retail", "--sav"]) == ExitCode.FINE
    assert "retail.sav: 24 answers" in capsys.readouterr().out
    assert (tiny / "build/private/retail.sav").is_file()
    assert main(["-C", str(tiny), "export", "retail"]) == ExitCode.USAGE
    assert "--sav" in capsys.readouterr().err


def test_a_form_for_tablets_is_written_and_drafted_again(tiny, tmp_path, capsys):
    assert main(["-C", str(tiny), "forms", "retail", "--xlsform"]) == ExitCode.FINE
    file = tiny / "build/forms/retail-1-xlsform.xlsx"
    assert capsys.readouterr().out.strip() == str(file)
    config = tmp_path / "again/config"
    config.mkdir(parents=True)
    (config / "study.yaml").write_text("name: Shop\nlanguages: [en]\n", encoding="utf-8")
    drafting = ["-C", str(tmp_path / "again"), "adopt", str(file), "--draft", "shop", "--yes"]
    assert main([*drafting, "--format", "json"]) == ExitCode.FINE
    told = json.loads(capsys.readouterr().out)
    assert (told["questions"], told["issues"]) == ([], [])
    assert told["written"] == ["config/questionnaires/shop.yaml", "config/units/shop.csv"]
    both = ["forms", "retail", "--xlsform", "--tally"]
    assert main(["-C", str(tiny), *both]) == ExitCode.USAGE
