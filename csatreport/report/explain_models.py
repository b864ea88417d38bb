"""How the figures of models came about: drivers and gaps.

Shares of drivers and their intervals come from many fits and redraws that no pocket calculator
repeats; there the explanation says what was done, with which answers, and how the parts add up.
Gaps can be worked out again from the counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from csatreport.measures.drivers import Driver, Drivers, Method
from csatreport.measures.gaps import Gap, Gaps
from csatreport.measures.importance import DRAWS
from csatreport.measures.proportions import LEVEL
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.drivers import candidate_name
from csatreport.report.explain_figures import about_target
from csatreport.report.explain_means import EXACT
from csatreport.report.gaps import interval_of, subject
from csatreport.report.model import Explanation, ExplanationStep
from csatreport.report.scope import Scope

DRIVERS, GAPS = "drivers", "gaps"
_METHODS = {
    Method.ORDERS: "report.explain.drivers_lmg",
    Method.WEIGHTS: "report.explain.drivers_weights",
    Method.RANKS: "report.explain.drivers_ranks",
}


def explain_models(scope: Scope) -> Iterator[tuple[str, Explanation]]:
    """Yield what models say with what to ask for; nothing where the form asks for none."""
    findings = scope.findings
    if findings.drivers is not None and findings.drivers.found:
        yield DRIVERS, _drivers(findings.drivers, scope)
    if findings.gaps is not None and findings.gaps.whole.n:
        yield GAPS, _gaps(findings.gaps, scope)


def _drivers(found: Drivers, scope: Scope) -> Explanation:
    language = scope.language
    outcome = wording.item_name(found.outcome, language)
    facts = {
        "outcome": outcome,
        "n": numbers.count(found.n),
        "explained": numbers.optional(found.r2, EXACT),
        "needed": numbers.count(found.needed),
        "draws": numbers.count(DRAWS),
    }
    lines = [say(language, _METHODS[found.method], **facts)]
    if found.method is not Method.RANKS:
        lines.append(say(language, "report.explain.drivers_redrawn", **facts))

    def row(one: Driver) -> tuple[str, ...]:
        name, rank = candidate_name(one.of, scope), numbers.optional(one.rank, 2)
        if one.share is None:
            return (name, numbers.count(one.n), numbers.NOTHING, numbers.NOTHING, rank)
        part = numbers.fixed(one.share * (found.r2 or 0.0), EXACT)
        return (name, numbers.count(one.n), part, numbers.share(one.share, 1), rank)

    table = ExplanationStep(
        title=say(language, "report.explain.step_formula"),
        lines=tuple(lines),
        heads=(
            say(language, "report.items.head_item"),
            "n",
            say(language, "report.explain.head_part"),
            say(language, "report.priorities.head_share"),
            say(language, "report.priorities.head_rank"),
        ),
        rows=tuple(map(row, found.found)),
        numeric=(False, True, True, True, True),
    )
    title = say(language, "report.priorities.importance", outcome=outcome)
    r2 = f"R² = {numbers.fixed(found.r2, 2)}" if found.r2 is not None else ""
    return Explanation(id=about_target(DRIVERS), title=title, figure=r2, steps=(table,))


def _gaps(found: Gaps, scope: Scope) -> Explanation:
    language, whole = scope.language, found.whole

    def row(one: Gap) -> tuple[str, ...]:
        gap = one.gap
        return (
            subject(one.of, scope),
            numbers.count(one.n),
            numbers.optional(one.perception, 2),
            numbers.optional(one.expectation, 2),
            numbers.signed(gap.value, 2) if gap is not None else numbers.NOTHING,
            interval_of(gap) if gap is not None else numbers.NOTHING,
            numbers.probability(one.p),
        )

    table = ExplanationStep(
        title=say(language, "report.explain.step_formula"),
        lines=(say(language, "report.explain.gaps", n=numbers.count(whole.n)),),
        heads=(
            say(language, "report.items.head_item"),
            "n",
            say(language, "report.gaps.head_perception"),
            say(language, "report.gaps.head_expectation"),
            say(language, "report.gaps.head_gap"),
            say(language, "report.interval.head", level=numbers.share(LEVEL)),
            "p",
        ),
        rows=tuple(map(row, (whole, *found.nodes, *found.items))),
        numeric=(False, *(True,) * 6),
    )
    gap = numbers.signed(whole.gap.value, 2) if whole.gap is not None else ""
    title = say(language, "report.gaps.topic")
    return Explanation(id=about_target(GAPS), title=title, figure=gap, steps=(table,))
