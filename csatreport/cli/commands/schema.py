"""``csatreport schema``: JSON Schema, with which an editor completes and checks the YAML."""

import json
from pathlib import Path

import click

from csatreport.base.errors import ExitCode
from csatreport.base.files.atomic import write_whole
from csatreport.cli.options import option, study_command
from csatreport.cli.terminal import tell, tell_json
from csatreport.cli.words import word

_PLACES = {
    "study": ("config/study.yaml", ".schema"),
    "questionnaire": ("config/questionnaires/*.yaml", "../.schema"),
    "units": ("config/units/*.yaml", "../.schema"),
    "mapping": ("config/mappings/*.yaml", "../.schema"),
    "register": ("config/registers/*.yaml", "../.schema"),
}
"""Name of a schema: the files it is for, and the way from these files to it."""


@study_command
@option("--print", "name", says="option.print", type=click.Choice(list(_PLACES)))
def command(study: Path, *, name: str | None) -> int:
    """Write the schemas beside the configuration, or print one."""
    if name is not None:
        tell_json(_schema(name))
        return ExitCode.FINE
    folder = study / "config" / ".schema"
    folder.mkdir(exist_ok=True)  # where there is no configuration, none is made
    tell(word("schema.done", folder=folder))
    for one, (files, way) in _PLACES.items():
        text = json.dumps(_schema(one), ensure_ascii=False, indent=2)
        write_whole(folder / f"{one}.json", f"{text}\n".encode())
        tell(f"{files}\n  # yaml-language-server: $schema={way}/{one}.json")
    return ExitCode.FINE


def _schema(name: str) -> dict[str, object]:
    # Deferred: it imports the whole format of the configuration, for which --help must not wait.
    from csatreport.study.format.schema import formats, schema_of  # noqa: PLC0415
    from csatreport.subjects.study import own_settings  # noqa: PLC0415

    return schema_of(formats(own_settings())[name])
