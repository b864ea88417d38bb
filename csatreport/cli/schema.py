"""``csatreport schema``: JSON Schema, with which an editor completes and checks the YAML."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from csatreport.cli.terminal import tell, tell_json
from csatreport.cli.words import word
from csatreport.errors import ExitCode
from csatreport.survey.schema import (
    mapping_schema,
    questionnaire_schema,
    study_schema,
    units_schema,
)

_SCHEMAS: dict[str, tuple[Callable[[], dict[str, Any]], str, str]] = {
    "study": (study_schema, "config/study.yaml", ".schema"),
    "questionnaire": (questionnaire_schema, "config/questionnaires/*.yaml", "../.schema"),
    "units": (units_schema, "config/units/*.yaml", "../.schema"),
    "mapping": (mapping_schema, "config/mappings/*.yaml", "../.schema"),
}
"""Name: the schema, the files it is for, and the way from these files to it."""


@click.command()
@click.option("--print", "name", type=click.Choice(list(_SCHEMAS)), help=word("option.print"))
@click.pass_obj
def command(study: Path, *, name: str | None) -> int:
    """Write the schemas beside the configuration, or print one."""
    if name is not None:
        tell_json(_SCHEMAS[name][0]())
        return ExitCode.FINE
    folder = study / "config" / ".schema"
    folder.mkdir(exist_ok=True)
    tell(word("schema.done", folder=folder))
    for one, (schema, files, way) in _SCHEMAS.items():
        text = json.dumps(schema(), ensure_ascii=False, indent=2)
        (folder / f"{one}.json").write_text(text + "\n", encoding="utf-8", newline="\n")
        tell(f"{files}\n  # yaml-language-server: $schema={way}/{one}.json")
    return ExitCode.FINE
