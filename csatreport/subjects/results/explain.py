"""How the figures of questions and branches came about: counts, formulas, intervals, changes."""

from collections.abc import Iterator

from csatreport.counts.findings.model import ItemFinding, NodeFinding
from csatreport.report import numbers, wording
from csatreport.report.model import Explanation, ExplanationStep
from csatreport.report.scope import Scope, estimate, hidden
from csatreport.report.subject import subjects_of
from csatreport.report.workings.breaks import explain_break, hidden_step
from csatreport.report.workings.figures import (
    branch_target,
    explain_change,
    explain_index,
    explain_node,
    explain_share,
    explain_worth,
    item_target,
)
from csatreport.study.item import Item


def explain_results(scope: Scope) -> Iterator[tuple[str | Item, Explanation]]:
    """Yield how the headline, its branches and every question came about."""
    root = scope.findings.headline
    for node in root.walk() if root is not None else ():
        yield node.node.id, explain_branch(node, scope)
    for found in scope.findings.items:
        yield found.item, explain_item(found, scope)


def explain_item(found: ItemFinding, scope: Scope) -> Explanation:
    """Explain every figure of one question."""
    share, index = estimate(found.favourable), estimate(found.index)
    reason = hidden(found.favourable) or hidden(found.index)
    if reason is not None:
        steps: tuple[ExplanationStep, ...] = (hidden_step(scope),)
    else:
        steps = (
            _count_step(found, scope),
            *explain_worth(found, scope),
            *explain_share(found, scope),
            *explain_index(found, scope),
            *explain_break([found] if found.breaks else [], None, scope),
            *(explain_change(change, index, scope) for change in found.changes),
        )
    name = scope.name_of(found.item)
    figures = (
        numbers.share(share.value, scope.digits) if share else "",
        scope.say("report.explain.index_is", index=numbers.index(index.value)) if index else "",
    )
    return Explanation(
        id=item_target(found.item),
        title=f"{found.item.number} {name}".strip(),
        figure=scope.say("report.list.between").join(text for text in figures if text),
        steps=steps,
    )


def explain_branch(found: NodeFinding, scope: Scope) -> Explanation:
    """Explain the headline or a branch of it."""
    index, reason = estimate(found.index), hidden(found.index)
    if reason is not None:
        steps: tuple[ExplanationStep, ...] = (hidden_step(scope),)
    else:
        changes = (explain_change(change, index, scope) for change in found.changes)
        broken = [one for one in scope.findings.items if one.breaks] if found.shared else []
        steps = (
            explain_node(found, scope),
            *explain_break(broken, found.shared, scope),
            *changes,
            *(
                step
                for one in subjects_of(scope.findings)
                for step in one.told(one.branch, scope, found.node) or ()
            ),
        )
    return Explanation(
        id=branch_target(found.node),
        title=found.node.label[scope.language],
        figure=numbers.index(index.value) if index else "",
        steps=steps,
    )


def _count_step(found: ItemFinding, scope: Scope) -> ExplanationStep:
    """Lay out the count: each option with its points, what is missing, and the sum of all."""
    language, tally = scope.language, found.tally
    title = scope.say("report.explain.step_count")
    if found.counts_hidden is not None:
        text = wording.hidden_reason(scope.findings.questionnaire, language)
        least = scope.findings.questionnaire.anonymity
        if least is not None and found.n:
            text = scope.say("results.items.counts_hidden", least=least.counts)
        return ExplanationStep.of(title, text)
    rows = [
        (
            option.label[language],
            numbers.plain(option.points) if option.points is not None else numbers.NOTHING,
            scope.say(wording.VALENCES[option.valence]) if option.valence else numbers.NOTHING,
            numbers.count(number),
        )
        for option, number in zip(found.item.options, tally.counts, strict=True)
    ]
    missing = (
        ("report.missing.blank", tally.blank),
        ("report.missing.multiple", tally.multiple),
        ("report.missing.not_applicable", tally.not_applicable),
        ("report.missing.invalid", tally.invalid),
    )
    rows += [(scope.say(key), "", "", numbers.count(number)) for key, number in missing if number]
    reversed_ = (scope.say("results.question.reversed"),) if found.item.reversed else ()
    lines = (_sum_line(found, scope), *reversed_)
    heads = tuple(
        scope.say(key)
        for key in (
            "report.question.head_option",
            "report.question.head_points",
            "report.question.head_valence",
            "report.items.head_answers",
        )
    )
    numeric = (False, True, False, True)
    return ExplanationStep(title=title, lines=lines, heads=heads, rows=tuple(rows), numeric=numeric)


def _sum_line(found: ItemFinding, scope: Scope) -> str:
    """Say that answers and missing ones make up all who were asked."""
    tally = found.tally
    return scope.say("report.explain.sum", n=tally.n, missing=tally.missing, asked=tally.asked)
