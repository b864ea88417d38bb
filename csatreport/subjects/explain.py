"""How each figure came about: what is printed for whoever doubts it.

An explanation follows a figure from the rows of the files to the printed number: which answers,
how they were counted, the formula with its numbers filled in, the interval, and every comparison
with its test. It is made from the same gated findings as the page, so it can show nothing that
the page hides. ``csatreport explain`` prints one; a report's last chapter, on the screen only,
holds whatever subjects explain, and the figures lead there.
"""

from collections.abc import Iterator

from csatreport.report import wording
from csatreport.report.model import (
    Chapter,
    Explanation,
    Explanations,
    ExplanationStep,
    Paragraph,
    ReportPage,
)
from csatreport.report.scope import Scope
from csatreport.report.subject import subjects_of
from csatreport.study.item import Item


def compose_explain(scope: Scope) -> Chapter | None:
    """Make the chapter that the figures of a report lead to; None where it has no figures."""
    entries = explain_all(scope)
    if not entries:
        return None
    common = (*explain_answers(scope).lines, *explain_promise(scope))
    return Chapter(
        id="explain",
        page=ReportPage.WORKINGS,
        topic=scope.say("report.explain.topic"),
        heading=scope.say("report.explain.heading"),
        blocks=(Paragraph(text=scope.joined(common)), Explanations(entries=entries)),
        screen_only=True,
    )


def explain_all(scope: Scope) -> tuple[Explanation, ...]:
    """Explain everything, in the order of `explain_named`."""
    return tuple(explained for _, explained in explain_named(scope))


def explain_named(scope: Scope) -> Iterator[tuple[tuple[str, ...], Explanation]]:
    """Yield every explanation in the order of the report, with the names to ask for it by.

    A question is asked for by its id or number.
    """
    for one in subjects_of(scope.findings):
        for asked, explained in one.told(one.explain, scope) or ():
            yield _names(asked), explained


def _names(asked: str | Item) -> tuple[str, ...]:
    if isinstance(asked, str):
        return tuple(asked.split())
    return (asked.id, asked.number) if asked.number else (asked.id,)


def explain_answers(scope: Scope) -> ExplanationStep:
    """Say which answers a report is made of: files, rows read, kept and refused."""
    language, findings = scope.language, scope.findings
    title = scope.say("report.explain.step_answers")
    if scope.hidden is not None:
        reason = wording.hidden_reason(findings.questionnaire, language)
        return ExplanationStep.of(title, reason)
    kept = scope.say(
        "report.explain.answers",
        answers=scope.answers(findings.responses),
        unit=scope.unit,
        period=scope.period,
    )
    read = {name: figures for name, *figures in findings.quality.files}
    lines = [_source(name, rows, read.get(name), scope) for name, rows in findings.sources]
    return ExplanationStep.of(title, kept, *lines)


def _source(name: str, rows: int, figures: list[int] | None, scope: Scope) -> str:
    here = scope.counted("report.count.rows", rows)
    if figures is None:
        return scope.say("report.explain.source", file=name, rows=here)
    read, kept, refused, _ = figures
    return scope.say(
        "report.explain.source_read", file=name, rows=here, read=read, kept=kept, refused=refused
    )


def explain_promise(scope: Scope) -> tuple[str, ...]:
    """Say what a promise of anonymity keeps back; nothing where none was made."""
    least = scope.findings.questionnaire.anonymity
    if least is None:
        return ()
    return (
        scope.say(
            "report.explain.promise",
            minimum=least.minimum, counts=least.counts, comments=least.comments,
        ),
    )  # fmt: skip
