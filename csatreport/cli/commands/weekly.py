"""``csatreport weekly``: one sheet of what is open, due and coming back."""

import datetime as dt
from pathlib import Path

import click

from csatreport.base.errors import ExitCode
from csatreport.cli.options import langs, option, study_command
from csatreport.cli.terminal import tell
from csatreport.cli.words import word

_YEARS = range(1990, 2200)


def _plausible(
    _: click.Context, option: click.Parameter, day: dt.datetime | None
) -> dt.datetime | None:
    if day is not None and day.year not in _YEARS:
        raise click.BadParameter(day.date().isoformat(), param=option)
    return day


@study_command
@option("--questionnaire", says="option.weekly_of", required=True, metavar="ID")
@option("--day", says="option.weekly_day", type=click.DateTime(["%Y-%m-%d"]), callback=_plausible)
@langs("option.weekly_lang")
def command(
    study: Path, /, *, questionnaire: str, day: dt.datetime | None, languages: tuple[str, ...]
) -> int:
    """Print the extract for each language."""
    # Deferred: printing takes a moment to load, for which --help must not wait.
    from csatreport.cli.progress import showing_progress  # noqa: PLC0415
    from csatreport.making.tools.sheets import make_weekly  # noqa: PLC0415

    # A person asks on a certain day what is open; no build depends on it.
    last = day.date() if day is not None else dt.date.today()  # noqa: DTZ011
    with showing_progress() as progress:
        made = list(make_weekly(study, questionnaire, last, languages, progress))
    for file in made:
        tell(word("weekly.done", file=file))
    return ExitCode.FINE
