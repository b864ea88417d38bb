"""``csatreport build``: make the site, the PDFs and the downloads."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csatreport.cli.options import FORM
from csatreport.cli.progress import showing_progress
from csatreport.cli.terminal import show_issues, tell, tell_json
from csatreport.cli.words import word
from csatreport.label import LANGUAGES

if TYPE_CHECKING:
    from csatreport.build.execute import Account


@click.command()
@click.option("--period", "periods", multiple=True, metavar="ID", help=word("option.build_period"))
@click.option(
    "--questionnaire",
    "questionnaires",
    multiple=True,
    metavar="ID",
    help=word("option.build_questionnaire"),
)
@click.option("--unit", "units", multiple=True, metavar="ID", help=word("option.build_unit"))
@click.option(
    "--lang",
    "languages",
    multiple=True,
    type=click.Choice(LANGUAGES),
    help=word("option.build_lang"),
)
@click.option(
    "--pdf",
    type=click.Choice(["none", "latest", "all"]),
    default="latest",
    show_default=True,
    help=word("option.build_pdf"),
)
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=os.cpu_count() or 1, help=word("option.jobs")
)
@click.option("--strict", is_flag=True, help=word("option.build_strict"))
@click.option("--out", type=click.Path(path_type=Path), help=word("option.build_out"))
@FORM
@click.pass_obj
def command(
    study: Path,
    /,
    *,
    periods: tuple[str, ...],
    questionnaires: tuple[str, ...],
    units: tuple[str, ...],
    languages: tuple[str, ...],
    pdf: str,
    jobs: int,
    strict: bool,
    out: Path | None,
    form: str,
) -> int:
    """Read the options, build, and say what came of it."""
    # Deferred: a build reads pandas and SciPy, for which --help must not wait.
    from csatreport.build.execute import build  # noqa: PLC0415
    from csatreport.build.request import PdfMode, Request  # noqa: PLC0415

    request = Request(
        study=study,
        periods=periods,
        questionnaires=questionnaires,
        units=units,
        languages=languages,
        pdf=PdfMode(pdf),
        jobs=jobs,
        strict=strict,
        out=out,
    )
    with showing_progress() as progress:
        outcome = build(request, progress)
    if outcome.exit_code:
        show_issues(outcome.issues)
    if form == "json":
        tell_json(outcome.account.as_json())
    else:
        tell("\n".join(_words(outcome.account)))
    return outcome.exit_code


def _words(account: Account) -> list[str]:
    lines = [word("build.answers", **rows) for rows in account.answers]
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
