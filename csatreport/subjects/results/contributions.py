"""What the branches of the index add to its change.

A branch contributes to the change of the whole its own change times its share of the index: its
weight where weights are set, else its share of the questions. Because not everybody answers every
question, the parts add up to the whole only nearly; the rest is printed.
"""

from collections.abc import Iterator

from csatreport.counts.findings.model import NodeFinding
from csatreport.statistics.verdict import Against, Change, Verdict


def contributions(whole: NodeFinding, against: Against | None) -> dict[str, float]:
    """Return what each branch adds to the change of the whole, in points, by node id.

    Empty where the whole, or a branch just below it, was not compared, or by too few answers, or
    over a part of the questions only.
    """
    change = change_of(whole, against)
    if change is None or change.verdict is Verdict.TOO_FEW or change.common is not None:
        return {}
    if any(difference(one, against) is None for one in (whole, *whole.children)):
        return {}
    return dict(_contributions(whole, 1.0, against))


def _contributions(
    node: NodeFinding, share: float, against: Against | None
) -> Iterator[tuple[str, float]]:
    sizes = _sizes(node)
    for child, size in zip(node.children, sizes, strict=True):
        part = share * size / sum(sizes)
        moved = difference(child, against)
        if moved is not None:
            yield child.node.id, part * moved
        yield from _contributions(child, part, against)


def _sizes(node: NodeFinding) -> list[float]:
    """Return the weights of a node's branches; how many questions each has if none is weighted."""
    if is_weighted(node):
        return list(node.node.sizes)
    return [float(len(child.node.leaves())) for child in node.children]


def is_weighted(node: NodeFinding) -> bool:
    """Tell whether branches have weights."""
    return any(child.node.weight is not None for child in node.children)


def change_of(node: NodeFinding, against: Against | None) -> Change | None:
    """Return the comparison of a branch, if it was made."""
    return node.change(against) if against is not None else None


def difference(node: NodeFinding, against: Against | None) -> float | None:
    """Return by how many points a branch moved; None where it was not compared."""
    change = change_of(node, against)
    return change.difference if change is not None else None
