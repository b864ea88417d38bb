"""Families of tests, judged anew once some of their tests are withheld.

Within a family every q and verdict is made of all its p (Benjamini-Hochberg). Were a figure's q
left as it was before the gate, it would tell of tests that are withheld beside it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from csatreport.counts.findings.model import ItemFinding, NodeFinding
from csatreport.statistics.change import decide
from csatreport.statistics.verdict import Against, Change, Verdict


def judged_items(found: Sequence[ItemFinding], smallest: float) -> tuple[ItemFinding, ...]:
    """Judge the changes that are left of all items, each comparison a family."""
    judged = judged_anew([one.changes for one in found], smallest)
    return tuple(replace(one, changes=new) for one, new in zip(found, judged, strict=True))


def judged_tree(root: NodeFinding, smallest: float) -> NodeFinding:
    """Judge the changes that are left of an index: the headline alone, the others together."""
    told = [one.changes for one in root.walk()]
    judged = iter([*judged_anew(told[:1], smallest), *judged_anew(told[1:], smallest)])
    return _with_changes(root, judged)


def _with_changes(found: NodeFinding, judged: Iterator[tuple[Change, ...]]) -> NodeFinding:
    mine = next(judged)
    below = tuple(_with_changes(child, judged) for child in found.children)
    return replace(found, changes=mine, children=below)


def judged_anew(told: Sequence[Iterable[Change]], smallest: float) -> list[tuple[Change, ...]]:
    """Return the changes of several figures with q and verdict made of these tests alone."""
    judged: list[list[Change]] = [list(some) for some in told]
    for against in Against:
        places = [
            (figure, place)
            for figure, some in enumerate(judged)
            for place, change in enumerate(some)
            if change.against is against
        ]
        family = decide([judged[figure][place] for figure, place in places], smallest)
        for (figure, place), change in zip(places, family, strict=True):
            judged[figure][place] = change or judged[figure][place]
    return [tuple(some) for some in judged]


def untested(change: Change) -> Change:
    """Keep the difference alone: with the spread of a few answers, every count can be had.

    Whether a difference is beyond chance tells how much the answers spread, so that is withheld
    as well.
    """
    few = change.verdict is Verdict.TOO_FEW
    return Change(
        against=change.against,
        period=change.period,
        reference=change.reference,
        difference=change.difference,
        verdict=Verdict.TOO_FEW if few else Verdict.NOT_SHOWN,
        test=change.test,
        pairs=change.pairs,
        reference_n=change.reference_n,
    )
