"""``csatreport init``: a new study from the shipped sample."""

from pathlib import Path

import click

from csatreport.base.errors import ExitCode
from csatreport.cli.options import PATH, option
from csatreport.cli.terminal import tell
from csatreport.cli.words import word
from csatreport.making.starter import start_study


@click.command()
@click.argument("folder", metavar="DIR", type=PATH)
@option(
    "--questionnaire",
    "questionnaires",
    says="option.init_questionnaire",
    metavar="ID",
    multiple=True,
)
@option("--with", "models", says="option.init_with", metavar="NAMES", default="")
@option("--empty", says="option.init_empty", is_flag=True)
def command(*, folder: Path, questionnaires: tuple[str, ...], models: str, empty: bool) -> int:
    """Make the four folders with a small sample in them, or with what was asked for."""
    named = tuple(dict.fromkeys(name.strip() for name in models.split(",") if name.strip()))
    small = not (questionnaires or named or empty)
    started = start_study(folder, questionnaires, named, small=small, empty=empty)
    key = "init.done" if started.written else "init.unchanged"
    tell(word(key, folder=folder.resolve(), files=len(started.written)))
    if started.written and started.present:
        tell(word("init.present", files=len(started.present)))
    tell(word("init.next", folder=folder))
    return ExitCode.FINE
