"""``csatreport explain``: how one figure came about."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from csatreport.base.issue_text import cells
from csatreport.cli.options import FORM, LANG, OptionValue, argument, option, study_command
from csatreport.cli.progress import showing_progress
from csatreport.cli.terminal import tell_either

if TYPE_CHECKING:
    from csatreport.making.explain import Answer
    from csatreport.report.model import ExplanationStep


@study_command
@argument("questionnaire")
@argument("period")
@argument("item")
@option("--unit", says="option.explain_unit", default="", metavar="ID")
@option("--against", says="option.explain_against", default="", metavar="WHAT")
@LANG
@FORM
def command(study: Path, /, *, form: str, **asked: OptionValue) -> int:
    """Find the figure and print its explanation."""
    # Deferred: reading answers imports pandas, for which --help must not wait.
    from csatreport.making.explain import Enquiry, explain  # noqa: PLC0415

    with showing_progress() as progress:
        answer = explain(Enquiry(study=study, **asked), progress)
    tell_either(form, {"version": 1, **asdict(answer)}, _lines(answer))
    return 0


def _lines(answer: Answer) -> list[str]:
    explanation = answer.explanation
    head = [explanation.title, f"{answer.organisation} · {answer.unit} · {answer.period}"]
    lines = [text for text in (*head, explanation.figure) if text]
    first = (answer.answers,) if answer.answers is not None else ()
    for step in (*first, *explanation.steps):
        lines += ["", *_step(step)]
    return [*lines, "", *answer.promise] if answer.promise else lines


def _step(step: ExplanationStep) -> list[str]:
    """Lay a step out: its lines, and its table in columns of the cells that a terminal gives."""
    lines = [step.title, *(f"  {line}" for line in step.lines)]
    table = (step.heads, *step.rows) if step.rows else ()
    widths = [max(map(cells, column)) for column in zip(*table, strict=True)]
    for row in table:
        padded = map(_padded, row, widths, step.numeric)
        lines.append(f"  {'  '.join(padded)}".rstrip())
    return lines


def _padded(text: str, width: int, number: bool) -> str:  # noqa: FBT001 - one cell of a column
    space = " " * (width - cells(text))
    return f"{space}{text}" if number else f"{text}{space}"
