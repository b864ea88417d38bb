"""``csatreport import``: answers from PDF forms that were filled in on a screen."""

from __future__ import annotations

from pathlib import Path

import click

from csatreport.cli.options import FORM
from csatreport.cli.terminal import show_issues, tell, tell_json
from csatreport.cli.words import word
from csatreport.errors import ExitCode


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@FORM
@click.pass_obj
def command(study: Path, /, *, files: tuple[Path, ...], form: str) -> int:
    """Take the answers and say what became of each file."""
    # Deferred: reading the study takes a moment, for which --help must not wait.
    from csatreport.build.returns import take_returns  # noqa: PLC0415

    account = take_returns(study, files)
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
