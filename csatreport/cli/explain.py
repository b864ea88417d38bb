"""``csatreport explain``: how one figure came about."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csatreport.cli.options import FORM, LANG
from csatreport.cli.progress import showing_progress
from csatreport.cli.terminal import tell, tell_json
from csatreport.cli.words import word

if TYPE_CHECKING:
    from csatreport.build.explain import Answer
    from csatreport.report.model import ExplanationStep


@click.command()
@click.argument("questionnaire")
@click.argument("period")
@click.argument("item")
@click.option("--unit", default="", metavar="ID", help=word("option.explain_unit"))
@click.option("--against", default="", metavar="WHAT", help=word("option.explain_against"))
@LANG
@FORM
@click.pass_obj
def command(
    study: Path,
    /,
    *,
    questionnaire: str,
    period: str,
    item: str,
    unit: str,
    against: str,
    language: str | None,
    form: str,
) -> int:
    """Find the figure and print its explanation."""
    # Deferred: reading answers imports pandas, for which --help must not wait.
    from csatreport.build.explain import Enquiry, explain  # noqa: PLC0415

    enquiry = Enquiry(
        study=study,
        questionnaire=questionnaire,
        period=period,
        item=item,
        unit=unit,
        against=against,
        language=language or "",
    )
    with showing_progress() as progress:
        answer = explain(enquiry, progress)
    if form == "json":
        tell_json({"version": 1, **asdict(answer)})
    else:
        tell("\n".join(_lines(answer)))
    return 0


def _lines(answer: Answer) -> list[str]:
    explanation = answer.explanation
    head = [explanation.title, f"{answer.organisation} · {answer.unit} · {answer.period}"]
    lines = [text for text in (*head, explanation.figure) if text]
    for step in (answer.answers, *explanation.steps):
        lines += ["", *_step(step)]
    return [*lines, "", *answer.promise] if answer.promise else lines


def _step(step: ExplanationStep) -> list[str]:
    """Lay a step out: the last number of a row stands first, so that they line up in any script."""
    lines = [step.title, *(f"  {line}" for line in step.lines)]
    if len(step.heads) > 1:
        lines.append(f"  {step.heads[-1]} · {' · '.join(step.heads[:-1])}")
    width = max((len(row[-1]) for row in step.rows), default=0)
    for name, *cells, number in step.rows:
        told = ", ".join(text for text in cells if text)
        tail = f"{name} ({told})" if told else name
        lines.append(f"  {number:>{width}}  {tail}")
    return lines
