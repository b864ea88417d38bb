"""``csatreport doctor``: what the machine lacks, and what to do about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from csatreport.base.errors import ExitCode, Issue, Severity
from csatreport.base.words import issue_message, issue_remedy, reader_language
from csatreport.cli.options import option, study_command
from csatreport.cli.terminal import tell
from csatreport.cli.words import word

if TYPE_CHECKING:
    from csatreport.base.work.doctor import Finding

_MARKS = {Severity.ERROR: ("✗", "red"), Severity.WARNING: ("!", "yellow")}


@study_command
@option("--developer", says="option.developer", is_flag=True)
def command(study: Path, *, developer: bool) -> int:
    """Examine the machine."""
    # Deferred: it imports the metadata of packages, for which --help must not wait.
    from csatreport.base.work.doctor import examine  # noqa: PLC0415

    errors = 0
    for finding in examine(study, developer=developer):
        tell(_line(finding))
        errors += finding.issue is not None and finding.issue.severity is Severity.ERROR
    tell(word("doctor.ill", errors=errors) if errors else word("doctor.well"))
    return ExitCode.USAGE if errors else ExitCode.FINE


def _line(finding: Finding) -> str:
    if finding.issue is None:
        mark = click.style("✓", fg="green")
        return f"{mark} {word(f'doctor.{finding.need}', **finding.facts)}"
    return _complaint(finding.issue)


def _complaint(issue: Issue) -> str:
    sign, colour = _MARKS[issue.severity]
    language = reader_language()
    first = f"{click.style(sign, fg=colour)} {issue.code} {issue_message(issue, language)}"
    return f"{first}\n  → {issue_remedy(issue, language)}"
