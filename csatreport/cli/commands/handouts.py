"""``csatreport handouts``: single pages to hand out or send, such as a supplier's scorecard."""

from pathlib import Path

from csatreport.base.errors import ExitCode
from csatreport.cli.options import langs, option, study_command
from csatreport.cli.terminal import tell
from csatreport.cli.words import word


@study_command
@option("--questionnaire", says="option.weekly_of", required=True, metavar="ID")
@option("--period", says="option.actions_period", metavar="ID", default="")
@langs("option.weekly_lang")
def command(study: Path, /, *, questionnaire: str, period: str, languages: tuple[str, ...]) -> int:
    """Print the pages in each language."""
    # Deferred: printing takes a moment to load, for which --help must not wait.
    from csatreport.cli.progress import showing_progress  # noqa: PLC0415
    from csatreport.making.request import Request  # noqa: PLC0415
    from csatreport.making.tools.sheets import make_handouts  # noqa: PLC0415

    periods = (period,) if period else ()
    request = Request(
        study=study, questionnaires=(questionnaire,), periods=periods, languages=languages
    )
    with showing_progress() as progress:
        made = list(make_handouts(request, progress))
    for file in made:
        tell(word("weekly.done", file=file))
    return ExitCode.FINE
