"""How alpha came about: from how much of the variance of the sum the questions explain alone."""

from collections.abc import Iterator

from csatreport.report import numbers, wording
from csatreport.report.model import ExplanationStep
from csatreport.report.scope import Scope
from csatreport.report.workings.means import EXACT
from csatreport.statistics.proportions import LEVEL
from csatreport.study.edition import Node
from csatreport.subjects.quality.soundness import Reliability, Soundness


def explain_alpha(scope: Scope, found: Soundness | None, node: Node) -> Iterator[ExplanationStep]:
    """Work out Cronbach's alpha of a branch; nothing where there is none."""
    for one in found.reliability if found is not None else ():
        if one.node.id == node.id and one.alpha is not None:
            title = scope.say("quality.term.alpha")
            yield ExplanationStep.of(title, *_alpha(one, scope))


def _alpha(one: Reliability, scope: Scope) -> Iterator[str]:
    yield scope.say(
        "quality.explain_alpha",
        k=one.k, less=one.k - 1, n=one.n,
        ratio=numbers.optional(one.apart, EXACT), alpha=numbers.optional(one.alpha, 2),
    )  # fmt: skip
    if one.low is not None and one.high is not None:
        level, interval = wording.level(LEVEL), numbers.interval(one.low, one.high, 2)
        yield scope.say("quality.feldt", level=level, interval=interval)
    if one.omega is not None:
        yield scope.say("quality.omega", omega=numbers.fixed(one.omega, 2))
