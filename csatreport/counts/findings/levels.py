"""Where an item or a node stands in one unit and period, without any comparison."""

from collections.abc import Callable

from csatreport.counts.findings.model import ItemFinding, NodeFinding, UnitPoint
from csatreport.counts.ledger import Ledger
from csatreport.counts.samples import Samples, item_tally, samples_of
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.tally import Tally
from csatreport.study.edition import Node
from csatreport.study.item import Item
from csatreport.study.periods import Period
from csatreport.study.units import Unit


def item_level(item: Item, tally: Tally, samples: Samples) -> ItemFinding:
    """Estimate everything about one closed item that needs no other period."""
    points = samples.mean(item)
    judged = any(option.valence is not None for option in item.options)
    return ItemFinding(
        item=item,
        tally=item_tally(item, tally),
        mean=points.mean if points.n else None,
        median=samples.median(item),
        sd=points.sd,
        index=samples.index_level(item),
        favourable=samples.share(item) if judged else None,
        net=samples.net(item) if judged else None,
        spread=samples.spread(item),
        worth=samples.worth(item),
        people=samples.population(item),
    )


def node_level(node: Node, samples: Samples) -> NodeFinding:
    """Estimate a node and everything below it, without comparisons."""
    sample = samples.scores(node)
    return NodeFinding(
        node=node,
        index=samples.score_level(node),
        n=sample.n,
        sd=sample.sd,
        children=tuple(node_level(child, samples) for child in node.children),
    )


def headline(ledger: Ledger, unit: str, period: Period) -> tuple[Estimate | None, float | None]:
    """Estimate the headline of any unit and period, and the spread of the person scores.

    Both None where there is no index or no score; no spread below two scores.
    """
    root = ledger.edition(period).index
    if root is None:
        return None, None
    samples = samples_of(ledger, unit, period)
    return samples.score_level(root), samples.scores(root).sd


def headline_point(ledger: Ledger, unit: Unit, period: Period) -> UnitPoint:
    """Set a unit's headline beside those of other units."""
    (score, sd), root = headline(ledger, unit.id, period), ledger.edition(period).index
    return UnitPoint(
        unit=unit,
        score=score,
        n=ledger.tally(unit.id, period).responses,
        sd=sd,
        weight=samples_of(ledger, unit.id, period).score_weight(root) if root else None,
    )


def kept_beside(
    ledger: Ledger,
    units: tuple[Unit, ...],
    period: Period,
    series: str,
    make: Callable[[Unit], UnitPoint],
) -> tuple[UnitPoint, ...]:
    """Return the points of units side by side, of a net score's series or "" for the headline.

    All of the units see the same, which is therefore made once.
    """
    for one in units:
        ledger.watch.note(one.id, period.id)
    key = (units, period, series)
    if key not in ledger.beside:
        ledger.beside[key] = tuple(make(one) for one in units)
    return ledger.beside[key]


def share_point(ledger: Ledger, unit: Unit, period: Period, item: Item) -> UnitPoint:
    """Set a unit's favourable share of an item beside those of other units."""
    samples = samples_of(ledger, unit.id, period)
    share = samples.share(item)
    return UnitPoint(
        unit=unit,
        score=share,
        n=share.base if share is not None else 0,
        weight=samples.share_weight(item),
    )
