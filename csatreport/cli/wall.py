"""``csatreport wall``: "You said, we did" as sheets for the wall."""

from __future__ import annotations

from pathlib import Path

import click

from csatreport.cli.terminal import tell
from csatreport.cli.words import word
from csatreport.errors import ExitCode
from csatreport.label import LANGUAGES


@click.command()
@click.option("--questionnaire", required=True, metavar="ID", help=word("option.wall_of"))
@click.option("--period", default="", metavar="ID", help=word("option.actions_period"))
@click.option("--unit", "units", multiple=True, metavar="ID", help=word("option.wall_unit"))
@click.option(
    "--lang",
    "languages",
    multiple=True,
    type=click.Choice(LANGUAGES),
    help=word("option.wall_lang"),
)
@click.pass_obj
def command(
    study: Path, /, *, questionnaire: str, period: str, units: tuple[str, ...],
    languages: tuple[str, ...],
) -> int:  # fmt: skip
    """Print a sheet for each unit and language."""
    # Deferred: printing takes a moment to load, for which --help must not wait.
    from csatreport.build.wall import Wanted, make_sheets  # noqa: PLC0415
    from csatreport.cli.progress import showing_progress  # noqa: PLC0415

    wanted = Wanted(questionnaire=questionnaire, period=period, units=units, languages=languages)
    with showing_progress() as progress:
        folder, made = make_sheets(study, wanted, progress)
    tell(word("wall.done", number=made, folder=folder))
    return ExitCode.FINE
