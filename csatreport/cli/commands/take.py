"""``csatreport import``: answers from PDF forms that were filled in on a screen."""

from pathlib import Path

import click

from csatreport.base.errors import ExitCode
from csatreport.cli.options import FORM, PATH, argument, option, study_command
from csatreport.cli.terminal import show_issues, tell, tell_json
from csatreport.cli.words import word


@study_command
@argument("files", nargs=-1, required=True, type=PATH)
@option("--period", says="option.import_period", default="", metavar="ID")
@option("--correct", says="option.import_correct", multiple=True, metavar="NUMBER")
@FORM
def command(
    study: Path, /, *, files: tuple[Path, ...], period: str, correct: tuple[str, ...], form: str
) -> int:
    """Take the answers and say what became of each file."""
    # Deferred: reading the study takes a moment, for which --help must not wait.
    from csatreport.making.tools.returns import take_returns  # noqa: PLC0415

    account = take_returns(study, files, period, frozenset(map(_serial, correct)))
    if form == "json":
        tell_json(
            {
                "version": 1,
                "taken": dict(account.taken),
                "blank": account.blank,
                "refused": [{"file": i.source.file, "code": i.code} for i in account.refused],
            }
        )
    else:
        lines = [word("import.taken", questionnaire=name, forms=n) for name, n in account.taken]
        lines += [word("import.blank", forms=account.blank)] if account.blank else []
        tell("\n".join(lines or [word("import.nothing")]))
        show_issues(account.refused)
    return ExitCode.FINDINGS if account.refused else ExitCode.FINE


def _serial(text: str) -> int:
    # Deferred with the rest: the check letter belongs to the room of paper.
    from csatreport.paper.payload import parse_serial  # noqa: PLC0415

    serial = parse_serial(text)
    if serial is None:
        raise click.UsageError(word("import.number", value=text))
    return serial
