"""How the net score of a recommend question came about: sides, interval, each comparison."""

from collections.abc import Iterable, Iterator

from csatreport.counts.findings.net import is_nps
from csatreport.counts.findings.recommended import NetFinding
from csatreport.report import numbers, wording
from csatreport.report.model import Explanation, ExplanationStep
from csatreport.report.notation import NET
from csatreport.report.scope import Scope, estimate
from csatreport.report.workings.breaks import hidden_step
from csatreport.report.workings.figures import explain_change, net_target
from csatreport.report.workings.means import fitted_sentence
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.proportions import NET_MINIMUM, effective_base, with_added
from csatreport.subjects.net.tell import net_name, unweighted_net


def explain_nets(scope: Scope, nets: Iterable[NetFinding]) -> Iterator[tuple[str, Explanation]]:
    """Yield how each net score came about."""
    for found in nets:
        name = "nps" if is_nps(found.item) else "net"
        yield f"{name} net.{found.item.id}", explain_net(found, scope)


def explain_net(found: NetFinding, scope: Scope) -> Explanation:
    """Explain the net score of a question."""
    score, language = estimate(found.score), scope.language
    if found.hidden is not None:
        steps: tuple[ExplanationStep, ...] = (hidden_step(scope),)
    else:
        least = scope.findings.questionnaire.smallest.net
        steps = (
            _level(found, score, scope),
            *(explain_change(change, score, scope, least) for change in found.changes),
        )
    return Explanation(
        id=net_target(found.item),
        title=f"{net_name(found.item, language)} · {scope.name_of(found.item)}",
        figure=numbers.net(score.value) if score is not None else "",
        steps=steps,
    )


def _level(found: NetFinding, score: Estimate | None, scope: Scope) -> ExplanationStep:
    name = net_name(found.item, scope.language)
    if score is None or found.sides is None:
        return ExplanationStep.of(name, scope.say("report.items.no_answers"))
    lines = _weighted(found, score, scope) or (_sum(found, score), _interval(found, score, scope))
    return ExplanationStep.of(name, *lines)


def _sum(found: NetFinding, score: Estimate) -> str:
    good, bad = (found.sides.promoters, found.sides.detractors) if found.sides else (0, 0)
    top = f"{numbers.count(good)} − {numbers.count(bad)}"
    return f"100 · ({top}) / {numbers.count(found.n)} = {numbers.net(score.value)}"


def _weighted(found: NetFinding, score: Estimate, scope: Scope) -> tuple[str, ...]:
    """Work out a weighted score; nothing where every answer counts once."""
    once = estimate(unweighted_net(found, scope))
    if once is None or found.shares is None:
        return ()
    good, _, bad = (numbers.share(share, 1) for share in found.shares)
    language = scope.language
    return (
        f"{good} − {bad} = {numbers.net(score.value)}",
        scope.joined(
            (wording.interval_phrase(score, language, NET), fitted_sentence(score, language))
        ),
        scope.say("report.explain.once", plain=numbers.net(once.value)),
    )


def _interval(found: NetFinding, score: Estimate, scope: Scope) -> str:
    """Work out the adjusted Wald interval with its added answers."""
    language, sides = scope.language, found.sides
    if score.low is None or score.high is None or sides is None:
        told = wording.interval_phrase(score, language, NET)
        few = scope.say("net.explain_few", few=NET_MINIMUM)
        return told if score.census else few
    asked = next(one for one in scope.findings.items if one.item.series == found.item.series)
    sizes = (sides.promoters, sides.passives, sides.detractors)
    parts, base = with_added(sizes, effective_base(found.n, asked.people))
    good, neutral, bad = (numbers.fixed(one, 2) for one in parts)
    return scope.say(
        "net.explain_interval",
        level=wording.level(score.level), good=good, neutral=neutral, bad=bad,
        base=numbers.fixed(base, 2),
        interval=numbers.net_interval(score.low, score.high),
    )  # fmt: skip
