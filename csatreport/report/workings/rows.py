"""Steps that explanations of subjects share: files of a register, and lines under a heading.

They name nobody: rows are pointed to by file.
"""

from __future__ import annotations

from csatreport.base.words import say
from csatreport.report.model import ExplanationStep
from csatreport.report.scope import Scope
from csatreport.study.register import RegisterKind


def lines_step(key: str, *lines: str, language: str) -> ExplanationStep:
    """Put lines under a heading; those that are empty are left out."""
    return ExplanationStep(title=say(language, key), lines=tuple(line for line in lines if line))


def register_rows(scope: Scope, *kinds: RegisterKind) -> ExplanationStep:
    """Say which files the figures come from."""
    registered, language = scope.findings.registered, scope.language
    sources = registered.sources if registered is not None else {}
    lines = [
        scope.say(
            "report.explain.source_register",
            file=file, rows=scope.counted("report.count.rows", rows),
        )
        for kind in kinds
        for file, rows in sources.get(kind, ())
        if file
    ]  # fmt: skip
    return lines_step("report.explain.step_rows", *lines, language=language)
