"""Every comparison of one unit and period: which are made, with which test, in which family.

The headline is tested alone; the nodes below it are one family and the items another, each for
every comparison apart. An item or node is compared only with its own series, so a changed wording
is never mistaken for a changed opinion; across a break the headline is compared over the questions
that are the same (`csatreport.counts.findings.common`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from csatreport.counts.count import keyed_points
from csatreport.counts.course import last_answered
from csatreport.counts.findings.common import compare_common, shared_with
from csatreport.counts.findings.model import ItemFinding, NodeFinding
from csatreport.counts.findings.reference import Present, Reference, set_against
from csatreport.counts.ledger import Ledger
from csatreport.counts.people import overlap
from csatreport.counts.samples import Samples, counted_of, item_tally, samples_of
from csatreport.statistics.change import (
    compare,
    compare_target,
    decide,
    fisher,
    overlapping,
    unvaried,
)
from csatreport.statistics.groups.association import chi_square, mann_whitney, newcombe
from csatreport.statistics.means import Sample
from csatreport.statistics.tally import count_of
from csatreport.statistics.verdict import Against, Change, ShareDifference
from csatreport.study.edition import Node
from csatreport.study.item import Item
from csatreport.study.periods import Period


def references(
    ledger: Ledger, unit: str, period: Period, chosen: Period | None = None
) -> tuple[Reference, ...]:
    """Return the periods to compare with, where the unit has answers there.

    They are the last one before that has answers, the same one last year, and one ``chosen`` by
    hand.
    """
    candidates = (
        (Against.PREVIOUS, last_answered(ledger, unit, period)),
        (Against.YEAR_AGO, ledger.calendar.year_ago(period)),
        (Against.CHOSEN, chosen),
    )
    return tuple(
        _reference(ledger, unit, period, against, earlier)
        for against, earlier in candidates
        if earlier is not None and ledger.tally(unit, earlier).responses
    )


def _reference(
    ledger: Ledger, unit: str, period: Period, against: Against, earlier: Period
) -> Reference:
    pairs = None
    weighted = ledger.questionnaire.weights is not None
    if not weighted and (ledger.people.nodes or ledger.people.items):
        now, before = ledger.row_numbers(unit, period), ledger.row_numbers(unit, earlier)
        pairs = ledger.people.pairs(now, before)
    return Reference(
        against=against,
        period=earlier,
        gap=against is Against.PREVIOUS and earlier != ledger.calendar.previous(period),
        tally=ledger.tally(unit, earlier),
        samples=samples_of(ledger, unit, earlier),
        pairs=pairs,
    )


def unweighted(now: Present) -> Present:
    """Return the same with every answer counted once, on both sides."""
    ledger, unit = now.ledger, now.unit.id
    earlier = (replace(r, samples=counted_of(ledger, unit, r.period)) for r in now.earlier)
    return replace(now, samples=counted_of(ledger, unit, now.period), earlier=tuple(earlier))


def compare_items(now: Present, found: Sequence[ItemFinding]) -> tuple[ItemFinding, ...]:
    """Add to items their changes, judged as one family per comparison."""
    smallest = now.ledger.questionnaire.smallest.index
    columns = [
        decide([_item_change(now, one, reference) for one in found], smallest)
        for reference in now.earlier
    ]
    return tuple(
        replace(
            finding,
            changes=_made(column[place] for column in columns),
            breaks=any(_breaks(finding.item, reference) for reference in now.earlier),
        )
        for place, finding in enumerate(found)
    )


def _breaks(item: Item, reference: Reference) -> bool:
    """Tell whether the previous period was answered, but not on this series."""
    return reference.against is Against.PREVIOUS and item.series not in reference.tally.items


def _item_change(present: Present, found: ItemFinding, reference: Reference) -> Change | None:
    item = found.item
    if item.series not in reference.tally.items:
        return None
    earlier = item_tally(item, reference.tally)
    now, before = present.samples.index(item), reference.samples.index(item)
    if now is None or before is None:
        return None
    same = overlap(present.ledger.people.items.get(item.series), reference.pairs)
    test = overlapping(now, before, same)
    if unvaried(test, now, before):
        good, good_before = count_of(item.good, found.tally), count_of(item.good, earlier)
        test = fisher(good, found.tally.n, good_before, earlier.n)
    change = compare(now, before, test, reference.against, reference.period)
    return replace(
        change,
        gap=reference.gap,
        share=_share_difference(item, present.samples, reference.samples),
        order=mann_whitney(keyed_points(item), found.tally.counts, earlier.counts),
        shape=chi_square((found.tally.counts, earlier.counts)),
    )


def _share_difference(item: Item, now: Samples, before: Samples) -> ShareDifference | None:
    """Return the change of the favourable share; None for an item that has none."""
    return newcombe(*now.favourable(item), *before.favourable(item)) if item.good else None


def compare_nodes(now: Present, root: NodeFinding, target: float | None) -> NodeFinding:
    """Add to the tree its changes: the headline alone, the nodes below it as one family.

    Where a new edition broke the series of the headline, it is compared over the questions that are
    the same.
    """
    nodes = [found.node for found in root.walk()]
    goals = [nodes[0].target if target is None else target, *(n.target for n in nodes[1:])]
    columns = [
        [
            _node_change(now, nodes[0], ref) or compare_common(now, nodes[0], ref),
            *(_node_change(now, node, ref) for node in nodes[1:]),
        ]
        for ref in now.earlier
    ]
    columns.append(
        [
            _target_change(now.samples.scores(node), goal)
            for node, goal in zip(nodes, goals, strict=True)
        ]
    )
    smallest = now.ledger.questionnaire.smallest.index
    judged = [(*decide(column[:1], smallest), *decide(column[1:], smallest)) for column in columns]
    changes = {node.id: _made(column[at] for column in judged) for at, node in enumerate(nodes)}
    shared = shared_with(now, nodes[0], now.previous) if now.previous is not None else None
    return replace(_with_changes(root, changes), shared=shared)


def _node_change(present: Present, node: Node, reference: Reference) -> Change | None:
    if node.series not in reference.tally.scores:
        return None
    now, before = present.samples.scores(node), reference.samples.scores(node)
    return set_against(now, before, present.ledger.people.nodes.get(node.series), reference)


def _target_change(sample: Sample, goal: float | None) -> Change | None:
    return compare_target(sample, goal) if goal is not None and sample.n else None


def _with_changes(found: NodeFinding, changes: dict[str, tuple[Change, ...]]) -> NodeFinding:
    below = tuple(_with_changes(child, changes) for child in found.children)
    return replace(found, changes=changes[found.node.id], children=below)


def _made(changes: Iterable[Change | None]) -> tuple[Change, ...]:
    return tuple(change for change in changes if change is not None)
