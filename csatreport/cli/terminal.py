"""What every command says and how: issues, refusals, marks and colours on whatever terminal.

Results go to standard output, so that they can be piped; problems and progress to standard error.
A console that cannot show a character shows a question mark instead of failing. Colour is used
only on a terminal and only where ``NO_COLOR`` is not set.
"""

import io
import json
import os
import sys
from collections.abc import Iterable

import click

from csatreport.base.errors import ExitCode, Issue, Severity
from csatreport.base.faults import fault_issue
from csatreport.base.issue_text import format_issue
from csatreport.base.words import reader_language

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def prepare_streams() -> None:
    """Let both streams replace what their encoding cannot hold."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def wants_colour() -> bool | None:
    """Return False where the reader asked for none (``NO_COLOR``), else None: let click see."""
    return False if os.environ.get("NO_COLOR") else None


def tell(text: str, *, err: bool = False) -> None:
    """Print a line of result, or of news beside the result (``err``)."""
    click.echo(text, err=err, color=wants_colour())


def tell_either(form: str, record: object, lines: Iterable[str]) -> None:
    """Print a result in the form that was asked for: as JSON, or in words."""
    if form == "json":
        tell_json(record)
    else:
        tell("\n".join(lines))


def tell_json(value: object) -> None:
    """Print a value as JSON in UTF-8, whatever the console's encoding is."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2).encode())


def show_issues(issues: Iterable[Issue], *, err: bool = True) -> None:
    """Print issues in reading order, each with its place, sentence and remedy."""
    language = reader_language()
    for issue in sorted(issues, key=Issue.sort_key):
        code = click.style(issue.code, fg=_COLOURS[issue.severity], bold=True)
        tell(format_issue(issue, language).replace(issue.code, code, 1), err=err)


def show_fault(error: OSError) -> int:
    """Tell of an operating system's refusal in one coded line; return the exit code."""
    show_issues((fault_issue(error),))
    return ExitCode.USAGE
