"""What is handed on about weighting: what it cost, and the figures without it."""

from dataclasses import dataclass

from csatreport.counts.findings.model import ItemFinding, NodeFinding
from csatreport.counts.findings.recommended import NetFinding
from csatreport.study.weights import WeightKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostics:
    """What weighting did: answers weighted and left out, and what it cost.

    ``effective`` is Kish's number of answers. ``smallest`` and ``largest`` are weights in mean
    weights. ``capped`` and ``rounds`` are those of raking; ``joined`` are pairs of option places, a
    stratum and the one it was joined to.
    """

    kind: WeightKind
    n: int
    left_out: int
    effective: float
    smallest: float | None
    largest: float | None
    capped: int = 0
    rounds: int = 0
    joined: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Unweighted:
    """The figures of a unit and period that counting every answer once would give.

    They stand beside the weighted ones, which are the findings themselves.
    """

    diagnostics: Diagnostics
    headline: NodeFinding | None
    items: tuple[ItemFinding, ...]
    nets: tuple[NetFinding, ...] = ()

    def item(self, series: str) -> ItemFinding | None:
        """Return an item's unweighted figures by its series."""
        return next((found for found in self.items if found.item.series == series), None)

    def net(self, series: str) -> NetFinding | None:
        """Return an unweighted net score by the series of its question."""
        return next((found for found in self.nets if found.item.series == series), None)

    def node(self, series: str) -> NodeFinding | None:
        """Return a branch's unweighted figures by its series."""
        nodes = self.headline.walk() if self.headline is not None else ()
        return next((found for found in nodes if found.node.series == series), None)
