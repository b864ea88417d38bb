"""How each figure came about: what is printed for whoever doubts it.

An explanation follows a figure from the rows of the files to the printed number: which answers,
how they were counted, the formula with its numbers filled in, the interval, and every comparison
with its test. It is made from the same gated findings as the page, so it can show nothing that
the page hides. ``csatreport explain`` prints one; a report's last chapter, on the screen only,
holds one for the headline, each branch, each question, each net score, the units side by side and
whatever subjects explain, and the figures lead there.
"""

from __future__ import annotations

from collections.abc import Iterator

from csatreport.counts.findings.model import ItemFinding, NodeFinding
from csatreport.report import numbers, wording
from csatreport.report.model import Chapter, Explanation, Explanations, ExplanationStep, Paragraph
from csatreport.report.scope import Scope, estimate, hidden
from csatreport.report.subject import subjects_of
from csatreport.report.workings.breaks import explain_break
from csatreport.report.workings.figures import (
    branch_target,
    explain_change,
    explain_index,
    explain_node,
    explain_share,
    explain_worth,
    item_target,
)
from csatreport.study.item import Item, Valence
from csatreport.subjects.net.explain import explain_net, net_names
from csatreport.subjects.units.explain import UNITS, explain_units, hidden_step

_VALENCES = {
    Valence.GOOD: "report.question.good",
    Valence.NEUTRAL: "report.question.neutral",
    Valence.BAD: "report.question.bad",
}


def compose_explain(scope: Scope) -> Chapter | None:
    """Make the chapter that the figures of a report lead to; None where it has no figures."""
    entries = explain_all(scope)
    if not entries:
        return None
    common = (*explain_answers(scope).lines, *explain_promise(scope))
    return Chapter(
        id="explain",
        number="",
        topic=scope.say("report.explain.topic"),
        heading=scope.say("report.explain.heading"),
        blocks=(
            Paragraph(text=wording.joined(scope.language, common)),
            Explanations(entries=entries),
        ),
        screen_only=True,
    )


def explain_all(scope: Scope) -> tuple[Explanation, ...]:
    """Explain everything, in the order of `explain_named`."""
    return tuple(explained for _, explained in explain_named(scope))


def explain_named(scope: Scope) -> Iterator[tuple[tuple[str, ...], Explanation]]:
    """Yield every explanation, with the names under which it can be asked for.

    First come branches and questions, by id and number; then net scores (`nps`), the units side by
    side, and what subjects explain, in the order of the report: groups of people by their
    background question, all else by a name of its own.
    """
    root = scope.findings.headline
    for node in root.walk() if root is not None else ():
        yield (node.node.id,), explain_branch(node, scope)
    for found in scope.findings.items:
        yield _names(found.item), explain_item(found, scope)
    for net in scope.findings.nets:
        yield net_names(net.item), explain_net(net, scope)
    units = explain_units(scope)
    if units is not None:
        yield (UNITS,), units
    told = (
        entry for one in subjects_of(scope.findings) for entry in one.told(one.explain, scope) or ()
    )
    for name, explained in told:
        item = scope.findings.edition.by_id.get(name)
        yield _names(item) if item is not None else (name,), explained


def _names(item: Item) -> tuple[str, ...]:
    return (item.id, item.number) if item.number else (item.id,)


def explain_answers(scope: Scope) -> ExplanationStep:
    """Say which answers a report is made of: files, rows read, kept and refused."""
    language, findings = scope.language, scope.findings
    title = scope.say("report.explain.step_answers")
    if scope.hidden is not None:
        reason = wording.hidden_reason(scope.hidden, findings.questionnaire, language)
        return ExplanationStep(title=title, lines=(reason,))
    kept = scope.say(
        "report.explain.answers",
        answers=wording.answers(language, findings.responses),
        unit=scope.unit,
        period=scope.period,
    )  # fmt: skip
    read = {name: figures for name, *figures in findings.quality.files}
    lines = [_source(name, rows, read.get(name), scope) for name, rows in findings.sources]
    return ExplanationStep(title=title, lines=(kept, *lines))


def _source(name: str, rows: int, figures: list[int] | None, scope: Scope) -> str:
    here = wording.counted(scope.language, "report.count.rows", rows)
    if figures is None:
        return scope.say("report.explain.source", file=name, rows=here)
    read, kept, refused, _ = figures
    return scope.say(
        "report.explain.source_read",
        file=name, rows=here,
        read=numbers.count(read), kept=numbers.count(kept), refused=numbers.count(refused),
    )  # fmt: skip


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


def explain_item(found: ItemFinding, scope: Scope) -> Explanation:
    """Explain every figure of one question."""
    language = scope.language
    share, index = estimate(found.favourable), estimate(found.index)
    reason = hidden(found.favourable) or hidden(found.index)
    if reason is not None:
        steps: tuple[ExplanationStep, ...] = (hidden_step(reason, scope),)
    else:
        steps = (
            _count_step(found, scope),
            *explain_worth(found, scope),
            *explain_share(found, scope),
            *explain_index(found, scope),
            *explain_break([found] if found.breaks else [], None, scope),
            *(explain_change(change, index, scope) for change in found.changes),
        )
    name = wording.item_name(found.item, language)
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
        steps: tuple[ExplanationStep, ...] = (hidden_step(reason, scope),)
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
        text = wording.hidden_reason(found.counts_hidden, scope.findings.questionnaire, language)
        least = scope.findings.questionnaire.anonymity
        if least is not None and found.n:
            text = scope.say("report.items.counts_hidden", least=least.counts)
        return ExplanationStep(title=title, lines=(text,))
    rows = [
        (
            option.label[language],
            numbers.plain(option.points) if option.points is not None else numbers.NOTHING,
            scope.say(_VALENCES[option.valence]) if option.valence else numbers.NOTHING,
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
    reversed_ = (scope.say("report.question.reversed"),) if found.item.reversed else ()
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
    return scope.say(
        "report.explain.sum",
        n=numbers.count(tally.n),
        missing=numbers.count(tally.missing),
        asked=numbers.count(tally.n + tally.missing),
    )  # fmt: skip
