"""The gap weighted by importance: a person's dimensions weigh what that person gave them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from csatreport.counts.ledger import Ledger
from csatreport.counts.pairs import paired_items, paired_mean
from csatreport.statistics.arrays import Floats, Ints
from csatreport.statistics.estimate import Estimate
from csatreport.study.edition import Edition, Node
from csatreport.study.item import Kind, Role

ALLOCATED = (95.0, 105.0)
"""Allocations that add up to this count as 100; others leave the weighted gap."""

BothSides: TypeAlias = tuple[Floats, Floats]
"""Perception and expectation of each person in points; NaN on both where either is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """The gap weighted by what each person holds important.

    ``left_out`` allocated far from 100 points, or had no gap in some dimension; ``adjusted``
    allocated nearly 100 and were put right. ``weights`` are the mean allocations by dimension.
    """

    gap: Estimate | None
    n: int
    left_out: int
    adjusted: int
    weights: Mapping[str, float]


def weighted(
    ledger: Ledger, rows: Ints, edition: Edition, root: Node, nodes: Mapping[str, BothSides]
) -> Weighted | None:
    """Weigh each person's gaps by what that person allocated to the dimensions."""
    asked = paired_items(edition, Role.IMPORTANCE)
    dimensions = [node for node in root.children if node.id in asked]
    numeric = all(asked[node.id].kind is Kind.NUMBER for node in dimensions)
    if len(dimensions) < 2 or len(dimensions) < len(root.children) or not numeric:
        return None
    given = np.vstack(
        [ledger.quantities.values(asked[node.id].series, rows) for node in dimensions]
    )
    gaps = np.vstack([nodes[node.id][0] - nodes[node.id][1] for node in dimensions])
    begun = ~np.isnan(given).all(axis=0)
    total = np.nansum(given, axis=0)
    low, high = ALLOCATED
    full = ~np.isnan(given).any(axis=0) & (low <= total) & (total <= high)
    used = full & ~np.isnan(gaps).any(axis=0)
    weights = given[:, used] / total[used]
    scores = np.sort((weights * gaps[:, used]).sum(axis=0))
    return Weighted(
        gap=paired_mean(scores) if len(scores) else None,
        n=len(scores),
        left_out=int((begun & ~used).sum()),
        adjusted=int((used & (total != 100)).sum()),
        weights={
            node.id: float(np.sort(row).mean()) if len(row) else 0.0
            for node, row in zip(dimensions, weights, strict=True)
        },
    )
