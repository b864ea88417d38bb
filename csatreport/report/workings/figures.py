"""The formulas behind the figures, with their numbers filled in.

Each line can be worked out again with a pocket calculator. Intermediate numbers are printed to
three decimals, results as they stand on the page; the computing itself never rounds.
"""

from csatreport.base.words import say
from csatreport.counts.findings.crowd import MANY
from csatreport.counts.findings.model import ItemFinding, NodeFinding
from csatreport.report import numbers, wording
from csatreport.report.model import ExplanationStep
from csatreport.report.scope import Scope, estimate
from csatreport.report.workings.breaks import common_text
from csatreport.report.workings.means import (
    EXACT,
    as_weighted,
    fitted_sentence,
    mean_interval,
    weighted_index,
)
from csatreport.statistics.change import ALPHA, SMALLEST_BASE
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.groups.association import top_two
from csatreport.statistics.proportions import Z, effective_base
from csatreport.statistics.verdict import Against, Change, Verdict
from csatreport.study.edition import Node
from csatreport.study.item import Item
from csatreport.study.policy import Sampling

_TESTS = {
    "welch": "report.explain.test_welch",
    "overlapping": "report.explain.test_overlapping",
    "paired": "report.explain.test_paired",
    "one_sample": "report.explain.test_one_sample",
    "fisher": "report.explain.test_fisher",
    "permutation": "report.explain.test_permutation",
    "weighted": "report.explain.test_weighted",
}


def item_target(item: Item) -> str:
    """Return what leads to the explanation of a question's figures."""
    return f"explain:{item.id}"


def report_target(period: str, item: Item) -> str:
    """Return what leads from elsewhere to that explanation in the company report of a period."""
    return f"explained:{period}/{item.id}"


def branch_target(node: Node) -> str:
    """Return what leads to the explanation of the headline or a branch.

    An id has no full stop, so that a branch and a question of the same name stay apart.
    """
    return f"explain:index.{node.id}"


def net_target(item: Item) -> str:
    """Return what leads to the explanation of a question's net score."""
    return f"explain:net.{item.id}"


def about_target(name: str) -> str:
    """Return what leads to the explanation of a register or a model, by the name to ask for."""
    return f"explain:about.{name}"


def explain_share(found: ItemFinding, scope: Scope) -> tuple[ExplanationStep, ...]:
    """Work out the favourable share and its interval; nothing where there is none."""
    share = estimate(found.favourable)
    if share is None:
        return ()
    title = scope.say("report.items.head_share")
    if found.spread is not None:
        once = scope.unweighted_item(found.item.series)
        plain = estimate(once.favourable) if once is not None else None
        return (ExplanationStep.of(title, _weighted_share(share, plain, scope)),)
    line = f"{_good_sum(found)} / {numbers.count(found.n)} = {numbers.share(share.value, 1)}"
    if found.counts_hidden is not None:
        line = f"k / {numbers.count(found.n)} = {numbers.share(share.value, scope.digits)}"
    rest = (_share_interval(share, found, scope), _top_two_line(found, scope))
    return (ExplanationStep.of(title, line, *rest),)


def _weighted_share(share: Estimate, plain: Estimate | None, scope: Scope) -> str:
    """Work out a weighted share, with what counting every answer once would give."""
    bounds = numbers.NOTHING
    if share.low is not None and share.high is not None:
        bounds = f"{numbers.share_interval(share.low, share.high, 1)}%"
    worked = scope.say(
        "report.explain.weighted_share",
        share=numbers.share(share.value, 1), level=wording.level(share.level),
        interval=bounds,
    )  # fmt: skip
    once = numbers.share(plain.value, 1) if plain is not None else None
    return as_weighted(worked, share, once, scope.language)


def _top_two_line(found: ItemFinding, scope: Scope) -> str:
    """Say the top-2 box of an ordered scale of five or more; "" elsewhere."""
    count = top_two(found.item, found.tally) if found.counts_hidden is None else None
    if count is None or not found.n:
        return ""
    return scope.say(
        "report.explain.top_two", count=count, n=found.n, share=numbers.part(count, found.n, 1)
    )


def _good_sum(found: ItemFinding) -> str:
    """Write the favourable answers as a sum over options."""
    counts = [numbers.count(found.tally.counts[place]) for place in sorted(found.item.good)]
    return counts[0] if len(counts) == 1 else f"({' + '.join(counts)})"


def _share_interval(share: Estimate, found: ItemFinding, scope: Scope) -> str:
    language = scope.language
    if share.census or share.low is None or share.high is None:
        return wording.interval_phrase(share, language)
    base = numbers.count(share.base)
    if found.people is not None:
        shrunk = numbers.fixed(effective_base(share.base, found.people))
        n, whole = numbers.count(share.base), numbers.plain(found.people)
        base = f"{n}·({whole} − 1)/({whole} − {n}) = {shrunk}"
    return scope.say(
        "report.explain.wilson",
        level=wording.level(share.level),
        p=numbers.fixed(share.value, EXACT),
        n=base,
        z=numbers.fixed(Z, EXACT),
        interval=numbers.share_interval(share.low, share.high, 1),
    )


def _people(scope: Scope) -> int | None:
    """Return the population that shrinks intervals; None where answers are no sample of it."""
    findings = scope.findings
    sampled = findings.questionnaire.sampling is not Sampling.CONVENIENCE
    return findings.population if sampled else None


def explain_index(found: ItemFinding, scope: Scope) -> tuple[ExplanationStep, ...]:
    """Work out an item's mean, its index and the interval; nothing where it has no index."""
    index = estimate(found.index)
    if index is None or found.mean is None:
        return ()
    low, high = found.item.bounds
    mean = numbers.fixed(found.mean, EXACT)
    least, most = numbers.plain(low), numbers.plain(high)
    title = scope.say("report.items.head_index")
    if found.spread is not None:
        once = scope.unweighted_item(found.item.series)
        plain = estimate(once.index) if once is not None else None
        return (ExplanationStep.of(title, weighted_index(index, found.deviation, plain, scope)),)
    step = ExplanationStep.of(
        title,
        _mean_line(found),
        f"100 · ({mean} − {least}) / ({most} − {least}) = {numbers.index(index.value)}",
        mean_interval(index, found.deviation, found.people, scope),
    )
    return (step,)


def _mean_line(found: ItemFinding) -> str:
    """Write the mean of points as a sum over options; "" where counts are hidden."""
    if found.counts_hidden is not None or found.mean is None:
        return ""
    products = [
        f"{numbers.count(number)}·{numbers.plain(option.points)}"
        for option, number in zip(found.item.options, found.tally.counts, strict=True)
        if option.points is not None and number
    ]
    total = numbers.count(found.n)
    return f"m = ({' + '.join(products)}) / {total} = {numbers.fixed(found.mean, EXACT)}"


def explain_node(found: NodeFinding, scope: Scope) -> ExplanationStep:
    """Work out the headline or a branch: a mean of people's scores."""
    index = estimate(found.index)
    title = scope.say("report.items.head_index")
    if index is None:
        return ExplanationStep.of(title, scope.say("report.items.no_answers"))
    questions = scope.counted("report.count.items", len(found.node.leaves()))
    facts = {"people": found.n, "responses": scope.findings.responses}
    scores = scope.say("report.explain.scores", questions=questions, **facts)
    rest = _score_lines(found, index, scope)
    return ExplanationStep.of(title, scores, _weights(found, scope), *rest)


def _score_lines(found: NodeFinding, index: Estimate, scope: Scope) -> tuple[str, ...]:
    """Work out the mean of people's scores and its interval."""
    if scope.findings.unweighted is not None:
        once = scope.unweighted_node(found.node.series)
        plain = estimate(once.index) if once is not None else None
        return (weighted_index(index, found.sd, plain, scope),)
    mean = scope.say("report.explain.score_mean", n=found.n, value=numbers.index(index.value))
    return mean, mean_interval(index, found.sd, _people(scope), scope)


def _weights(found: NodeFinding, scope: Scope) -> str:
    """Say how the branches weigh inside a person; "" where no weights are set."""
    below = found.node.children
    if all(child.weight is None for child in below):
        return ""
    parts = [
        f"{child.label[scope.language]} ×{numbers.plain(size)}"
        for child, size in zip(below, found.node.sizes, strict=True)
    ]
    return scope.say("report.explain.weights", parts=scope.listed(parts))


def explain_worth(found: ItemFinding, scope: Scope) -> tuple[ExplanationStep, ...]:
    """Say what weighted answers are worth; nothing where every answer counts once."""
    if found.worth is None:
        return ()
    line = scope.say("report.explain.weighted", effective=round(found.worth))
    return (ExplanationStep.of(scope.say("report.weights.topic"), line),)


def explain_change(
    change: Change, now: Estimate | None, scope: Scope, smallest: float | None = None
) -> ExplanationStep:
    """Work out one comparison: difference, test, correction for looking often, verdict.

    ``smallest`` is the least change that matters where it is not that of an index.
    """
    language = scope.language
    lines = [common_text(change, language), _difference_line(change, now, scope)]
    if change.verdict is Verdict.TOO_FEW:
        lines.append(scope.say("report.explain.few", few=SMALLEST_BASE))
    elif change.p is None:
        lines.append(scope.say("report.explain.untested"))
    else:
        lines += [_test_line(change, scope), _verdict_line(change, scope, smallest)]
        lines += _beside_lines(change, scope)
    return ExplanationStep.of(_change_title(change, scope), *lines)


def _beside_lines(change: Change, scope: Scope) -> list[str]:
    """Say what other tests make of the same counts: shares, order and shape."""
    language, lines = scope.language, []
    if change.effect is not None:
        lines.append(scope.say("report.explain.effect", d=numbers.signed(change.effect, 2)))
    if change.share is not None:
        share = change.share.points
        bounds = numbers.difference_interval(share.low, share.high)
        points = numbers.signed(share.value)
        lines.append(scope.say("report.explain.newcombe", points=points, interval=bounds))
    if change.order is not None:
        better = numbers.share(change.order.superiority)
        rank = numbers.signed(change.order.rank_biserial, 2)
        p = numbers.stated(change.order.p)
        lines.append(scope.say("report.explain.order", better=better, rank=rank, p=p))
    if change.shape is not None:
        shape = change.shape
        lines.append(
            scope.say(
                "report.explain.shape",
                statistic=scope.told(numbers.fixed(shape.statistic, 2)), df=shape.df,
                p=numbers.stated(shape.p),
            )
        )  # fmt: skip
        if shape.rough:
            lines.append(scope.say("report.explain.rough"))
    return [*lines, *_disagreement(change, language)]


def _disagreement(change: Change, language: str) -> list[str]:
    """Say where order or shape tell something else than the mean, each test looked at alone."""
    if change.p is None or change.order is None:
        return []
    moved, found = change.p <= ALPHA, []
    if moved is not (change.order.p <= ALPHA):
        found.append(say(language, "report.explain.order_differs", alpha=ALPHA))
    if not moved and change.shape is not None and change.shape.p <= ALPHA:
        found.append(say(language, "report.explain.shape_only", alpha=ALPHA))
    return found


def _change_title(change: Change, scope: Scope) -> str:
    if change.against is Against.REST:
        return scope.say("report.segments.head_versus")
    if change.period is None:
        return scope.say("report.explain.step_target")
    then = scope.period_name(change.period)
    return scope.say("report.explain.step_change", period=then)


def _difference_line(change: Change, now: Estimate | None, scope: Scope) -> str:
    if now is None or change.reference is None or change.difference is None:
        return ""
    value = now.value if change.common is None else change.common.index or 0.0
    aimed = change.against is Against.TARGET
    then = numbers.plain(change.reference) if aimed else numbers.index(change.reference, 2)
    told = (numbers.index(value, 2), then, numbers.signed(change.difference, 2))
    line = "{} − {} = {}".format(*map(scope.told, told))
    if change.low is None or change.high is None:
        return line
    bounds = numbers.difference_interval(change.low, change.high)
    level = wording.level(now.level)
    return scope.say("report.explain.difference", sum=line, level=level, interval=bounds)


def _test_line(change: Change, scope: Scope) -> str:
    """Name the test with its numbers."""
    told = scope.say(
        _TESTS[change.test],
        error=scope.told(numbers.optional(change.error, EXACT)),
        t=numbers.optional(change.statistic, 2),
        df=numbers.optional(change.df),
        p=numbers.stated(change.p),
        pairs=change.pairs,
        base=change.reference_n or 0,
        many=MANY,
        draws=change.draws,
        hits=change.hits,
    )
    weighted = change.test == "weighted"
    fitted = fitted_sentence(change, scope.language) if weighted else ""
    return scope.joined((told, fitted))


def _verdict_line(change: Change, scope: Scope, smallest: float | None) -> str:
    language = scope.language
    if smallest is None:
        smallest = scope.findings.questionnaire.smallest.index
    q = numbers.stated(change.q)
    family = scope.say("report.explain.family", q=q, family=change.family)
    alone = scope.say("report.explain.alone", q=q)
    return scope.say(
        "report.explain.verdict",
        family=family if change.family > 1 else alone,
        alpha=ALPHA,
        smallest=numbers.plain(smallest),
        verdict=wording.verdict_word(change.verdict, language),
    )
