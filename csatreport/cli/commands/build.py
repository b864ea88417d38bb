"""``csatreport build``: make the site, the PDFs and the downloads."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csatreport.base.errors import ExitCode, StudyError
from csatreport.base.work.cluster import SCHEME
from csatreport.cli.options import FORM, PATH, OptionValue, langs, option, study_command
from csatreport.cli.progress import showing_progress
from csatreport.cli.terminal import show_fault, show_issues, tell, tell_either
from csatreport.cli.words import word
from csatreport.making.request import PdfMode, Request
from csatreport.making.standing import still_stands
from csatreport.making.tools.watch import changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from csatreport.making.account import BuildAccount
    from csatreport.making.outcome import BuildOutcome
    from csatreport.making.tools.why import FileHistory

_LISTED = 12
"""So many changed answers are listed."""


def _executor(context: click.Context, option: click.Parameter, value: str) -> str:
    """Return the address of a cluster; "" for this machine."""
    if value == "local":
        return ""
    if not value.startswith(SCHEME):
        raise click.BadParameter(word("build.executor", value=value), context, option)
    return value


@study_command
@option("--period", "periods", says="option.build_period", multiple=True, metavar="ID")
@option(
    "--questionnaire",
    "questionnaires",
    says="option.build_questionnaire",
    multiple=True,
    metavar="ID",
)
@option("--unit", "units", says="option.build_unit", multiple=True, metavar="ID")
@langs("option.build_lang")
@option(
    "--pdf",
    says="option.build_pdf",
    type=click.Choice([mode.value for mode in PdfMode]),
    callback=lambda _context, _option, mode: PdfMode(mode),
    usual=PdfMode.LATEST.value,
)
@option("--jobs", says="option.jobs", type=click.IntRange(1, 64), default=os.cpu_count() or 1)
@option("--strict", says="option.build_strict", is_flag=True)
@option("--out", says="option.build_out", type=PATH)
@option(
    "--executor",
    says="option.build_executor",
    metavar="local|dask://HOST:PORT",
    default="local",
    callback=_executor,
)
@option("--watch", says="option.build_watch", is_flag=True)
@option("--explain", says="option.build_explain", metavar="PATH")
@FORM
def command(
    study: Path, /, *, watch: bool, explain: str | None, form: str, **asked: OptionValue
) -> int:
    """Read the options, build, and say what came of it."""
    request = Request(study=study, look=True, **asked)
    if explain:
        return _build_and_explain(request, explain)
    if watch:
        return _build_and_watch(request)
    return _build_if_changed(request, form)


def _build_if_changed(request: Request, form: str = "text") -> int:
    standing = still_stands(request)
    if standing is not None:
        _tell(standing, form, word("build.unchanged"))
        return ExitCode.FINE
    return _build(request, form).exit_code


def _build_and_watch(request: Request) -> int:
    """Build now and after every change, until Ctrl-C, which is the way to end it."""
    try:
        changed = changes(request.study)
        _build_or_say_why_not(request)
        tell(word("build.watching"))
        keep_building(request, changed)
    except KeyboardInterrupt:
        tell("", err=True)
    return ExitCode.FINE


def keep_building(request: Request, changed: Iterable[None]) -> None:
    """Build whenever the study's files have changed; ends with Ctrl-C only."""
    for _ in changed:
        _build_or_say_why_not(request)


def _build_or_say_why_not(request: Request) -> None:
    """Build; a fault in the files is told, and the next change is waited for."""
    try:
        _build_if_changed(request)
    except StudyError as fault:
        show_issues(fault.issues)
    except OSError as fault:
        show_fault(fault)
    except Exception as fault:  # noqa: BLE001 - the next change may mend it
        from csatreport.cli.accident import show_accident  # noqa: PLC0415 - rarely needed

        show_accident(fault, request.study)


def _build(request: Request, form: str) -> BuildOutcome:
    # Deferred: a build reads pandas and SciPy, for which --help must not wait.
    from csatreport.making.execute import build  # noqa: PLC0415

    with showing_progress() as progress:
        outcome = build(request, progress)
    if outcome.exit_code:
        show_issues(outcome.issues)
    show_issues(outcome.pressed)
    _tell(outcome.account, form)
    return outcome


def _build_and_explain(request: Request, path: str) -> int:
    """Build, and say of one file why it was made anew or was not.

    Raises:
        StudyError: B609, the build has no such file.
    """
    from csatreport.making.manifest import read_documents  # noqa: PLC0415 - see _build
    from csatreport.making.tools.why import explain_file  # noqa: PLC0415 - see _build

    before = read_documents(request.folder)
    standing = still_stands(request)
    if standing is not None:
        _tell(standing, "text", word("build.unchanged"))
        made, printed, code = before, frozenset[str](), int(ExitCode.FINE)
    else:
        outcome = _build(request, "text")
        made, printed, code = outcome.documents, outcome.printed, outcome.exit_code
    why = explain_file(path, made, printed, before)
    if why is None and made:
        raise StudyError.at("B609", path)
    if why is not None:
        tell("\n".join(_because(why)))
    return code


def _because(why: FileHistory) -> Iterator[str]:
    yield ""
    yield word("why.kept" if why.kept else "why.anew", path=why.path)
    if why.kept:
        yield word("why.same", needs=why.needs)
    for reason in why.reasons:
        yield "  " + word(f"why.{reason}")
    for need in why.changed[:_LISTED]:
        yield "    " + need.replace("|", " ").strip()
    if len(why.changed) > _LISTED:
        yield "    …"
    yield word("why.about", size=why.size, seconds=f"{why.seconds:.2f}", key=why.key)


def _tell(account: BuildAccount, form: str, *more: str) -> None:
    tell_either(form, account.as_json(), [*_words(account), *more])


def _words(account: BuildAccount) -> list[str]:
    lines = [word("build.answers", **rows) for rows in account.answers]
    lines += [word("build.unfinished", **one) for one in account.unfinished]
    if not account.files:
        return [*lines, word("build.strict")]
    if account.warnings:
        lines.append(word("build.warnings", warnings=account.warnings))
    counts = account.as_json()
    return [
        *lines,
        word("build.done", **counts),
        word("build.anew", **counts),
        word("build.open", entry=account.entry),
    ]
