"""Steps that explanations of subjects share: files of a register, and lines under a heading.

They name nobody: rows are pointed to by file.
"""

from csatreport.report.model import Explanation, ExplanationStep
from csatreport.report.scope import Scope
from csatreport.report.workings.figures import about_target
from csatreport.study.register import RegisterKind


def explained(
    name: str, title: str, *steps: ExplanationStep, figure: str = "", of_answers: bool = True
) -> tuple[str, Explanation]:
    """Explain a register or a model, with the name under which it can be asked for."""
    target = about_target(name)
    return name, Explanation(
        id=target, title=title, figure=figure, steps=steps, of_answers=of_answers
    )


def lines_step(scope: Scope, key: str, *lines: str) -> ExplanationStep:
    """Put lines under a heading; those that are empty are left out."""
    return ExplanationStep.of(scope.say(key), *lines)


def register_rows(scope: Scope, *kinds: RegisterKind) -> ExplanationStep:
    """Say which files the figures come from."""
    sources = scope.findings.registered.sources
    lines = [
        scope.say(
            "report.explain.source_register",
            file=file, rows=scope.counted("report.count.rows", rows),
        )
        for kind in kinds
        for file, rows in sources.get(kind, ())
        if file
    ]  # fmt: skip
    return lines_step(scope, "report.explain.step_rows", *lines)
