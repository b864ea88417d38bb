"""``csatreport schema``: what an editor needs, where it looks for it."""

from __future__ import annotations

import json

import jsonschema
import yaml

from csatreport.base.errors import ExitCode
from csatreport.cli import main

NAMES = ("mapping", "questionnaire", "register", "study", "units")


def test_all_schemas_are_written_beside_the_configuration(tiny, capsys):
    assert main(["-C", str(tiny), "schema"]) == ExitCode.FINE
    folder = tiny / "config" / ".schema"
    assert sorted(file.name for file in folder.iterdir()) == [f"{name}.json" for name in NAMES]
    told = capsys.readouterr().out
    assert "# yaml-language-server: $schema=../.schema/questionnaire.json" in told
    assert "# yaml-language-server: $schema=.schema/study.json" in told


def test_the_way_that_is_told_leads_from_the_files_to_the_schema(tiny):
    main(["-C", str(tiny), "schema"])
    questionnaires = tiny / "config" / "questionnaires"
    schema = json.loads((questionnaires / "../.schema/questionnaire.json").read_text("utf-8"))
    content = yaml.safe_load((questionnaires / "retail.yaml").read_text("utf-8"))
    jsonschema.Draft7Validator(schema).validate(content)


def test_one_schema_can_be_printed_without_writing_any(tiny, capsysbinary):
    assert main(["-C", str(tiny), "schema", "--print", "study"]) == ExitCode.FINE
    assert "properties" in json.loads(capsysbinary.readouterr().out)
    assert not (tiny / "config" / ".schema").exists()


def test_a_folder_without_configuration_gets_none(tmp_path, capsys):
    assert main(["-C", str(tmp_path), "schema"]) == ExitCode.USAGE
    assert "D870" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
