"""What weighting cost, and what the figures would be without it.

Where a questionnaire declares weights, every figure and test of its report is that of the weighted
sample. Here the ones that count every answer once stand beside them, so that everybody sees what
weights do.
"""

from csatreport.counts.findings.model import ItemFinding, NodeFinding
from csatreport.counts.findings.weighted import Diagnostics, Unweighted
from csatreport.report import numbers, wording
from csatreport.report.inline import Link, Mark
from csatreport.report.model import Chapter, Paragraph, Table
from csatreport.report.scope import Scope, estimate
from csatreport.report.subject import chapter
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.proportions import LEVEL
from csatreport.statistics.verdict import Change
from csatreport.study.weights import WeightKind, Weights
from csatreport.subjects.results.strips import item_link

_KINDS = wording.keyed("weights.{}", WeightKind)


def compose_weights(scope: Scope, found: Unweighted) -> Chapter | None:
    """Make the chapter; None where answers are not weighted."""
    weights = scope.findings.questionnaire.weights
    if weights is None or not found.diagnostics.n:
        return None
    heading = _heading(found.headline, scope)
    blocks = (Paragraph(text=_sentence(found.diagnostics, weights, scope)), _table(scope))
    return chapter(scope, "report.weights.topic", heading, blocks, name="weights")


def _heading(once: NodeFinding | None, scope: Scope) -> str:
    node = scope.findings.headline
    index = estimate(node.index) if node is not None else None
    plain = estimate(once.index) if once is not None else None
    if plain is None or index is None:
        return scope.say("weights.heading_plain")
    return scope.say(
        "weights.heading", weighted=numbers.index(index.value), plain=numbers.index(plain.value)
    )


def _sentence(made: Diagnostics, weights: Weights, scope: Scope) -> str:
    """Say where weights come from, what they cost, and what was capped, joined or left out."""
    texts = [
        scope.say(_KINDS[weights.kind], column=weights.column, items=_items(weights, scope)),
        scope.say(
            "weights.cost",
            answers=scope.answers(made.n),
            effective=round(made.effective),
            smallest=numbers.optional(made.smallest, 2),
            largest=numbers.optional(made.largest, 2),
        ),
    ]
    if weights.kind is WeightKind.MARGINS:
        cap = numbers.plain(weights.cap)
        texts.append(scope.say("weights.capped", number=made.capped, cap=cap, rounds=made.rounds))
    if made.joined:
        texts.append(scope.say("weights.joined", strata=_joined(made, weights, scope)))
    if made.left_out:
        texts.append(scope.say("weights.left_out", answers=scope.answers(made.left_out)))
    return scope.joined(texts)


def _items(weights: Weights, scope: Scope) -> str:
    edition = scope.findings.edition
    names = [m.item for m in weights.margins]
    known = [scope.name_of(edition.by_id[name]) for name in names if name in edition.by_id]
    return scope.listed(known)


def _joined(made: Diagnostics, weights: Weights, scope: Scope) -> str:
    """Name the strata that stand together: "a + b"."""
    item = scope.findings.edition.by_id[weights.margins[0].item]
    labels = [option.label[scope.language] for option in item.options]
    return scope.listed([f"{labels[one]} + {labels[other]}" for one, other in made.joined])


def _table(scope: Scope) -> Table:
    share, index = (scope.say("report.items.head_share"), scope.say("report.items.head_index"))
    heads = [
        scope.say("report.items.head_item"),
        scope.say("weights.head_weighted", figure=share),
        scope.say("weights.head_once", figure=share),
        scope.say("weights.head_weighted", figure=index),
        scope.say("weights.head_once", figure=index),
    ]
    beside = scope.reference_name
    if beside:
        heads += [
            scope.say("weights.head_change", period=beside),
            scope.say("weights.head_change_once", period=beside),
        ]
    nodes = scope.findings.headline.walk() if scope.findings.headline is not None else ()
    rows = [_node_row(node, scope) for node in nodes]
    rows += [_item_row(item, scope) for item in scope.findings.items]
    return Table(
        caption=scope.say("weights.caption"),
        heads=tuple(heads),
        rows=tuple(row[: len(heads)] for row in rows),
        numeric=(False, True, True, True, True, False, False)[: len(heads)],
        note=scope.say("weights.note", level=numbers.share(LEVEL)),
    )


def _node_row(found: NodeFinding, scope: Scope) -> tuple[str | Link | Mark, ...]:
    once = scope.unweighted_node(found.node.series)
    plain = estimate(once.index) if once is not None else None
    return (
        found.node.label[scope.language], "", "",
        _index(estimate(found.index)),
        numbers.index(plain.value if plain else None),
        *_changes(found, once, scope),
    )  # fmt: skip


def _item_row(found: ItemFinding, scope: Scope) -> tuple[str | Link | Mark, ...]:
    once = scope.unweighted_item(found.item.series)
    share = estimate(once.favourable) if once is not None else None
    index = estimate(once.index) if once is not None else None
    return (
        item_link(found, scope),
        _share(estimate(found.favourable)),
        numbers.share(share.value, 1) if share else numbers.NOTHING,
        _index(estimate(found.index)),
        numbers.index(index.value if index else None),
        *_changes(found, once, scope),
    )


def _changes(
    found: ItemFinding | NodeFinding, once: ItemFinding | NodeFinding | None, scope: Scope
) -> tuple[str | Mark, str | Mark]:
    """Mark the change since the period compared with: weighted, then counting each answer once."""

    def mark(one: ItemFinding | NodeFinding | None) -> str | Mark:
        change: Change | None = None
        if one is not None and scope.against is not None:
            change = one.change(scope.against)
        return wording.change_mark(change, scope.language) or ""

    return mark(found), mark(once)


def _share(found: Estimate | None) -> str:
    if found is None:
        return numbers.NOTHING
    if found.low is None or found.high is None:
        return numbers.share(found.value, 1)
    bounds = numbers.share_interval(found.low, found.high, 1)
    return f"{numbers.share(found.value, 1)} ({bounds})"


def _index(found: Estimate | None) -> str:
    if found is None:
        return numbers.NOTHING
    bounds = numbers.index_interval(found.low, found.high)
    return f"{numbers.index(found.value)} ({bounds})" if bounds else numbers.index(found.value)
