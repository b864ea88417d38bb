"""``csatreport close``: freeze a period of a named survey."""

from pathlib import Path

from csatreport.base.errors import ExitCode
from csatreport.cli.options import argument, option, study_command
from csatreport.cli.terminal import tell
from csatreport.cli.words import word


@study_command
@argument("period", metavar="PERIOD")
@option("--questionnaire", says="option.close_of", default="", metavar="ID")
def command(study: Path, /, *, period: str, questionnaire: str) -> int:
    """Close, and say what was closed."""
    # Deferred: reading the study takes a moment, for which --help must not wait.
    from csatreport.cli.progress import showing_progress  # noqa: PLC0415
    from csatreport.making.close.closing import CloseRequest, close  # noqa: PLC0415

    request = CloseRequest(study=study, period=period, questionnaire=questionnaire)
    with showing_progress() as progress:
        records = close(request, progress)
    for one in records:
        tell(word("close.done", questionnaire=one.questionnaire, period=one.period, rows=one.rows))
    tell(word("close.keep"))
    return ExitCode.FINE
