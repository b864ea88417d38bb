"""``csatreport restate``: change closed figures in the open."""

from pathlib import Path

from csatreport.base.errors import ExitCode
from csatreport.cli.options import argument, option, study_command, wrong_use
from csatreport.cli.terminal import tell
from csatreport.cli.words import word

_LISTED = 6
"""So many figures of a period are listed."""


@study_command
@argument("period", metavar="[PERIOD]", default="")
@option("--all", "everything", says="option.restate_all", is_flag=True)
@option("--reason", says="option.restate_reason", default="", metavar="TEXT")
@option("--questionnaire", says="option.close_of", default="", metavar="ID")
def command(
    study: Path, /, *, period: str, everything: bool, reason: str, questionnaire: str
) -> int:
    """Restate, and say what moved."""
    # Deferred: reading the study takes a moment, for which --help must not wait.
    from csatreport.cli.progress import showing_progress  # noqa: PLC0415
    from csatreport.making.close.restating import RestateRequest, restate  # noqa: PLC0415

    if bool(period) is everything:
        raise wrong_use("restate.either")
    request = RestateRequest(study=study, reason=reason, period=period, questionnaire=questionnaire)
    with showing_progress() as progress:
        records = restate(request, progress)
    for one in records:
        figures = one.last_restated
        tell(
            word(
                "restate.done",
                questionnaire=one.questionnaire, period=one.period, figures=len(figures),
            )
        )  # fmt: skip
        for name, old, new in figures[:_LISTED]:
            tell(f"  {name}: {old} → {new or '–'}")
    tell(word("restate.build"))
    return ExitCode.FINE
