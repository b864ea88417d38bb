"""``csatreport actions``: entries of the improvement plan proposed, opened, assigned and closed."""

from pathlib import Path

import click

from csatreport.base.errors import ExitCode
from csatreport.base.words import reader_language
from csatreport.cli.commands.registering.entries import STEPS, entry_options, write_entry
from csatreport.cli.options import PATH, OptionValue, argument, option, study_command
from csatreport.cli.terminal import tell
from csatreport.cli.words import word


@study_command
@argument("what", type=click.Choice(["suggest", *STEPS]))
@entry_options
@option("--questionnaire", says="option.actions_of", default="", metavar="ID")
@option("--period", says="option.actions_period", default="", metavar="ID")
@option("--out", says="option.actions_out", type=PATH)
def command(
    study: Path, /, *, what: str, questionnaire: str, period: str, out: Path | None,
    **given: OptionValue,
) -> int:  # fmt: skip
    """Propose actions for the questions that matter most, or write the entry of one."""
    if what != "suggest":
        return write_entry(study, "actions", what, questionnaire, **given)
    if not questionnaire:
        raise click.UsageError(word("suggest.needs_questionnaire"))
    # Deferred: reading the study takes a moment, for which --help must not wait.
    from csatreport.cli.progress import showing_progress  # noqa: PLC0415
    from csatreport.making.tools.suggest import suggest_actions  # noqa: PLC0415

    with showing_progress() as progress:
        file, number = suggest_actions(
            study, questionnaire, period, out, language=reader_language(), progress=progress
        )
    tell(word("suggest.suggested", number=number, file=file))
    return ExitCode.FINE
