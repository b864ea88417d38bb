"""How the figures of drivers came about.

Shares of drivers and their intervals come from many fits and redraws that no pocket calculator
repeats; so the explanation says what was done, with which answers, and how the parts add up.
"""

from __future__ import annotations

from collections.abc import Iterator

from csatreport.measures.drivers import Driver, Drivers, Method
from csatreport.measures.importance import DRAWS
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.drivers import candidate_name
from csatreport.report.explain_figures import about_target
from csatreport.report.explain_means import EXACT
from csatreport.report.model import Explanation, ExplanationStep
from csatreport.report.scope import Scope

DRIVERS = "drivers"
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
