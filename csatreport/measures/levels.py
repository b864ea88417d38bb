"""Where an item or a node stands in one unit and period: estimates from tallies.

A finite population is taken into account only where that is honest: everybody or a random part
of a known group was asked, and each person counts once, which is so in a base period (a respondent
has one row there) and not in a quarter of three monthly rounds.
"""

from __future__ import annotations

from csatreport.measures.count import keyed_points
from csatreport.measures.ledger import Ledger
from csatreport.measures.means import (
    Sample,
    estimate_index,
    median_of_counts,
    sample_of_counts,
    sample_of_moments,
)
from csatreport.measures.model import Estimate, ItemFinding, NodeFinding
from csatreport.measures.proportions import estimate_net, estimate_share
from csatreport.measures.tally import ItemTally, Moments, Tally, count_of
from csatreport.survey.model import Item, Node, Sampling
from csatreport.survey.periods import Period

NO_SCORES = Moments()


def population(ledger: Ledger, unit: str, period: Period) -> int | None:
    """Return how many people could answer in a unit, where that can be set against answers.

    None where it is not known, where more answered than there are (see `check_population`), and
    for sums of several base periods, in which a person may answer more than once.
    """
    if period.kind is not ledger.questionnaire.every:
        return None
    known = ledger.questionnaire.units.population(unit)
    if known is None or ledger.tally(unit, period).responses > known:
        return None
    return known


def finite(ledger: Ledger, unit: str, period: Period) -> int | None:
    """Return the population that shrinks intervals: none for convenience samples."""
    if ledger.questionnaire.sampling is Sampling.CONVENIENCE:
        return None
    return population(ledger, unit, period)


def item_tally(item: Item, tally: Tally) -> ItemTally:
    """Return an item's counts of its own series; all zero where it was not asked."""
    return tally.items.get(item.series) or ItemTally((0,) * len(item.options))


def item_sample(item: Item, counts: ItemTally) -> Sample:
    """Return an item's answers in keyed points."""
    return sample_of_counts(keyed_points(item), counts.counts)


def index_sample(item: Item, counts: ItemTally) -> Sample | None:
    """Return an item's answers on 0-100; None for an item that has no index."""
    low, high = item.bounds
    return item_sample(item, counts).rescaled(low, high) if low < high else None


def item_level(item: Item, tally: Tally, people: int | None) -> ItemFinding:
    """Estimate everything about one closed item that needs no other period."""
    counts = item_tally(item, tally)
    points, index = item_sample(item, counts), index_sample(item, counts)
    judged = any(option.valence is not None for option in item.options)
    good, bad = count_of(item.good, counts), count_of(item.bad, counts)
    return ItemFinding(
        item=item,
        tally=counts,
        mean=points.mean if points.n else None,
        median=median_of_counts(keyed_points(item), counts.counts),
        sd=points.sd,
        index=estimate_index(index, people) if index else None,
        favourable=estimate_share(good, counts.n, people) if judged else None,
        net=estimate_net(good, bad, counts.n, people) if judged else None,
    )


def node_sample(node: Node, tally: Tally) -> Sample:
    """Return the person scores of a node."""
    return sample_of_moments(tally.scores.get(node.series, NO_SCORES))


def node_level(node: Node, tally: Tally, people: int | None) -> NodeFinding:
    """Estimate a node and everything below it, without comparisons."""
    sample = node_sample(node, tally)
    return NodeFinding(
        node=node,
        index=estimate_index(sample, people),
        n=sample.n,
        sd=sample.sd,
        children=tuple(node_level(child, tally, people) for child in node.children),
    )


def headline(ledger: Ledger, unit: str, period: Period) -> Estimate | None:
    """Estimate the headline of any unit and period; None where there is no index or no score."""
    root = ledger.edition(period).index
    if root is None:
        return None
    sample = node_sample(root, ledger.tally(unit, period))
    return estimate_index(sample, finite(ledger, unit, period))


def headline_sd(ledger: Ledger, unit: str, period: Period) -> float | None:
    """Return the standard deviation of the person scores of the whole; None below two of them."""
    root = ledger.edition(period).index
    return node_sample(root, ledger.tally(unit, period)).sd if root is not None else None
