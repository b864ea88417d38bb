"""How the figures of registers came about: rates, times, scores, effects, and who is at risk.

Each explanation begins with the rows it is made of, and ends with numbers that can be worked out
again. It names nobody: rows are pointed to by file, and customers are counted.
"""

from __future__ import annotations

from collections.abc import Iterator

from csatreport.measures.composite import Composite
from csatreport.measures.inspections import DefectFindings, InspectionFindings, Marks
from csatreport.messages import say
from csatreport.report import numbers
from csatreport.report.composite import composite_of
from csatreport.report.explain_figures import about_target
from csatreport.report.explain_rows import lines_step, register_rows
from csatreport.report.model import Explanation, ExplanationStep
from csatreport.report.scope import Scope
from csatreport.survey.register import RegisterKind

COMPLAINTS, INSPECTIONS = "complaints", "inspections"
DEFECTS, COMPOSITE = "defects", "composite"


def explain_registers(scope: Scope) -> Iterator[tuple[str, Explanation]]:
    """Yield what registers say with what to ask for; nothing without registers."""
    found = scope.findings.registered
    if found is None:
        return
    if found.inspections is not None:
        yield INSPECTIONS, _inspections(found.inspections, scope)
    composite = composite_of(scope)
    if composite is not None:
        yield COMPOSITE, _composite(composite, scope)
    if found.defects is not None:
        yield DEFECTS, _defects(found.defects, scope)


def _inspections(found: InspectionFindings, scope: Scope) -> Explanation:
    language, whole = scope.language, found.whole

    def row(one: Marks) -> tuple[str, ...]:
        name = scope.coded(RegisterKind.INSPECTIONS, one.name)
        sums = (numbers.plain(one.passed), numbers.plain(one.weight))
        return (name, *sums, numbers.index(one.score))

    worked = say(
        language, "report.explain.inspections",
        passed=numbers.plain(whole.passed), weight=numbers.plain(whole.weight),
        score=numbers.index(whole.score),
    )  # fmt: skip
    score = ExplanationStep(
        title=say(language, "report.inspections.head_score"),
        lines=(worked,),
        heads=(
            say(language, "report.inspections.head_section"),
            say(language, "report.explain.head_passed"),
            say(language, "report.explain.head_weight"),
            say(language, "report.inspections.head_score"),
        ),
        rows=tuple(map(row, found.by_section)),
        numeric=(False, True, True, True),
    )
    return Explanation(
        id=about_target(INSPECTIONS),
        of_answers=False,
        title=say(language, "report.inspections.topic"),
        figure=numbers.index(whole.score),
        steps=(register_rows(scope, RegisterKind.INSPECTIONS), score),
    )


def _composite(found: Composite, scope: Scope) -> Explanation:
    language, registered = scope.language, scope.findings.registered
    total = sum(one.weight for one in found.parts)
    parts = " + ".join(
        f"{numbers.plain(one.weight)}·{numbers.index(one.score)}" for one in found.parts
    )
    score = numbers.index(found.score)
    lines = [f"({parts}) / {numbers.plain(total)} = {score}"]
    rate = registered.parts.rate if registered is not None else None
    rule = registered.rules.get(RegisterKind.INSPECTIONS) if registered is not None else None
    complaints = next((one.score for one in found.parts if one.name == COMPLAINTS), None)
    if rate is not None and rule is not None and complaints is not None:
        lines.append(
            say(
                language, "report.explain.composite_complaints",
                rate=numbers.fixed(rate, 2), worst=numbers.plain(rule.worst),
                score=numbers.index(complaints),
            )
        )  # fmt: skip
    return Explanation(
        id=about_target(COMPOSITE),
        title=say(language, "report.composite.caption"),
        figure=score,
        steps=(lines_step("report.explain.step_formula", *lines, language=language),),
    )


def _defects(found: DefectFindings, scope: Scope) -> Explanation:
    language, lines = scope.language, []
    if found.in_time is not None:
        judged = found.in_time.base
        lines.append(
            say(
                language, "report.explain.in_time",
                k=round(found.in_time.value * judged), judged=judged,
                share=numbers.share(found.in_time.value, 1), rest=found.n - judged,
            )
        )  # fmt: skip
    if found.ratio is not None:
        ratio = numbers.fixed(found.ratio, 2)
        lines.append(f"{found.n} / {found.complaints} = {ratio}")
    return Explanation(
        id=about_target(DEFECTS),
        of_answers=False,
        title=say(language, "report.defects.by_area"),
        figure=numbers.count(found.n),
        steps=(
            register_rows(scope, RegisterKind.DEFECTS),
            lines_step("report.explain.step_formula", *lines, language=language),
        ),
    )
