"""The answers of one unit and period, as what estimates and tests are made of.

There are two kinds. `Counted`: every answer counts once, and all follows from tallies. `Weighed`:
the questionnaire declares weights, and levels and tests are those of the weighted sample. Whoever
estimates or compares asks either by the same names and need not know which one it is.

A finite population is taken into account only where that is honest: everybody or a random part
of a known group was asked, and each person counts once, which is so in a base period (a respondent
has one row there) and not in a quarter of three monthly rounds. Strata bring populations of their
own; they shrink the errors of levels, and never those of a change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from csatreport.counts.count import keyed_points, looked_up, net_points
from csatreport.counts.ledger import Ledger
from csatreport.counts.weighing import Weighing
from csatreport.counts.weighting import part_of, weigh
from csatreport.statistics.arrays import Floats
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.means import (
    Sample,
    estimate_index,
    median_of_counts,
    sample_of_counts,
    sample_of_moments,
)
from csatreport.statistics.proportions import estimate_net, estimate_share
from csatreport.statistics.tally import ItemTally, Moments, Tally, count_of
from csatreport.statistics.weighted.means import (
    equal_counts,
    estimate_weighted_index,
    estimate_weighted_net,
    estimate_weighted_share,
    sample_of_mean,
)
from csatreport.study.edition import Node
from csatreport.study.item import Item
from csatreport.study.periods import Period
from csatreport.study.policy import Sampling

NO_SCORES = Moments()


def population(ledger: Ledger, unit: str, period: Period) -> int | None:
    """Return how many people could answer in a unit, where that can be set against answers.

    None where it is not known, where more answered than there are (see `check_population`), and
    for sums of several base periods, in which a person may answer more than once.
    """
    if period.kind is not ledger.questionnaire.every:
        return None
    known = ledger.units(period).population(unit)
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


def concerned(people: float, counts: ItemTally) -> float:
    """Return how many of a known number of people an item concerns.

    As large a part as of the answers: those who ticked "not applicable" are no part of the item's
    population. Who left it blank is: what that person thinks is missing.
    """
    asked = counts.n + counts.missing
    # Multiplied first: exact where all were asked, so that a census is known as one.
    part = people * (asked - counts.not_applicable) / asked if asked else people
    return max(counts.n, part)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Answers that count once each; ``people`` is the finite population, if one is known.

    Where answers are ``anonymous``, the population of all stands for that of an item: the interval
    would tell how many ticked "not applicable", which may have to stay hidden.
    """

    tally: Tally
    people: int | None = None
    anonymous: bool = False

    def index(self, item: Item) -> Sample | None:
        """Return an item's answers on 0-100; None for an item that has no index."""
        low, high = item.bounds
        return self._points(item).rescaled(low, high) if low < high else None

    def scores(self, node: Node) -> Sample:
        """Return the person scores of a node."""
        return sample_of_moments(self.tally.scores.get(node.series, NO_SCORES))

    def index_level(self, item: Item) -> Estimate | None:
        """Estimate an item's index; None for an item that has none."""
        sample = self.index(item)
        return estimate_index(sample, self.population(item)) if sample is not None else None

    def score_level(self, node: Node) -> Estimate | None:
        """Estimate a node's index."""
        return estimate_index(self.scores(node), self.people)

    def mean(self, item: Item) -> Sample:
        """Return an item's answers in keyed points."""
        return self._points(item)

    def median(self, item: Item) -> float | None:
        """Return the median in keyed points."""
        return median_of_counts(keyed_points(item), item_tally(item, self.tally).counts)

    def share(self, item: Item) -> Estimate | None:
        """Estimate an item's favourable share."""
        count, n = self.favourable(item)
        return estimate_share(int(count), int(n), self.population(item))

    def net(self, item: Item) -> Estimate | None:
        """Estimate an item's favourable minus unfavourable share."""
        counts = item_tally(item, self.tally)
        good, bad = count_of(item.good, counts), count_of(item.bad, counts)
        return estimate_net(good, bad, counts.n, self.population(item))

    def sides(self, item: Item) -> Sample:
        """Return the answers as +100, 0 and -100: favourable, neither, unfavourable."""
        return sample_of_counts(net_points(item), item_tally(item, self.tally).counts)

    def favourable(self, item: Item) -> tuple[float, float]:
        """Return how many of how many answers are favourable, for the difference of two shares."""
        counts = item_tally(item, self.tally)
        return count_of(item.good, counts), counts.n

    def population(self, item: Item) -> float | None:
        """Return how many people an item concerns; None where no population is known."""
        if self.people is None or self.anonymous:
            return self.people
        return concerned(self.people, item_tally(item, self.tally))

    def spread(self, item: Item) -> None:
        """Of answers that count once each, the counts are the spread."""

    def worth(self, item: Item) -> None:
        """Each is worth one."""

    def share_weight(self, item: Item) -> None:
        """They have no weight."""

    def score_weight(self, node: Node) -> None:
        """Nor have their person scores."""

    def _points(self, item: Item) -> Sample:
        return sample_of_counts(keyed_points(item), item_tally(item, self.tally).counts)


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """Answers with weights; the same questions as `Counted` answers, of the weighted sample."""

    ledger: Ledger
    weighing: Weighing

    def index(self, item: Item) -> Sample | None:
        """Return an item's answers on 0-100; None for an item that has no index."""
        low, high = item.bounds
        return self.mean(item).rescaled(low, high) if low < high else None

    def scores(self, node: Node) -> Sample:
        """Return the person scores of a node."""
        return sample_of_mean(self.weighing.mean(self._scores(node)))

    def index_level(self, item: Item) -> Estimate | None:
        """Estimate an item's index; None for an item that has none."""
        low, high = item.bounds
        if low == high:
            return None
        values = 100 * (self._points(item) - low) / (high - low)
        return estimate_weighted_index(self.weighing.mean(values, finite=True))

    def score_level(self, node: Node) -> Estimate | None:
        """Estimate a node's index."""
        return estimate_weighted_index(self.weighing.mean(self._scores(node), finite=True))

    def mean(self, item: Item) -> Sample:
        """Return an item's answers in keyed points."""
        return sample_of_mean(self.weighing.mean(self._points(item)))

    def median(self, item: Item) -> float | None:
        """Return the median in keyed points, of weights instead of answers."""
        shares, points = self.spread(item), keyed_points(item)
        if shares is None:
            return None
        known = sorted((p, s) for p, s in zip(points, shares, strict=True) if p is not None and s)
        half, below = sum(share for _, share in known) / 2, 0.0
        for place, (point, share) in enumerate(known):
            below += share
            if abs(below - half) < _EVEN:
                return (point + known[place + 1][0]) / 2
            if below > half:
                return point
        return None

    def share(self, item: Item) -> Estimate | None:
        """Estimate an item's favourable share."""
        return estimate_weighted_share(self.weighing.mean(self._good(item), finite=True))

    def net(self, item: Item) -> Estimate | None:
        """Estimate an item's favourable minus unfavourable share."""
        values = self._looked_up(item, net_points(item)) / 100
        return estimate_weighted_net(self.weighing.mean(values, finite=True))

    def sides(self, item: Item) -> Sample:
        """Return the answers as +100, 0 and -100: favourable, neither, unfavourable."""
        return sample_of_mean(self.weighing.mean(self._looked_up(item, net_points(item))))

    def favourable(self, item: Item) -> tuple[float, float]:
        """Return the favourable answers, and all, that have the share's interval unweighted."""
        return equal_counts(self.weighing.mean(self._good(item)))

    def spread(self, item: Item) -> tuple[float, ...] | None:
        """Return the weighted share of each option; None without answers."""
        places = range(len(item.options))
        found = [
            self.weighing.mean(self._looked_up(item, [float(n == place) for n in places]))
            for place in places
        ]
        return tuple(mean.value for mean in found if mean is not None) or None

    def worth(self, item: Item) -> float | None:
        """Return how many unweighted answers the weighted ones are worth (Kish)."""
        found = self.weighing.mean(self._good(item))
        return found.effective if found is not None else None

    def population(self, item: Item) -> None:
        """Of weighted answers the weights know the population."""

    def share_weight(self, item: Item) -> float:
        """Return the weight of the answers behind an item's share."""
        return self.weighing.weight(self._good(item))

    def score_weight(self, node: Node) -> float:
        """Return the weight of the person scores of a node."""
        return self.weighing.weight(self._scores(node))

    def _good(self, item: Item) -> Floats:
        good = [float(place in item.good) for place in range(len(item.options))]
        return self._looked_up(item, good)

    def _points(self, item: Item) -> Floats:
        return self._looked_up(item, [np.nan if p is None else p for p in keyed_points(item)])

    def _looked_up(self, item: Item, values: Sequence[float]) -> Floats:
        """Return an option's value in each row; NaN where no option was picked."""
        return looked_up(values, self.ledger.segments.codes(item.series, self.weighing.rows))

    def _scores(self, node: Node) -> Floats:
        return self.ledger.segments.scores(node.series)[self.weighing.rows]


Samples: TypeAlias = Counted | Weighed

_EVEN = 1e-12
"""Half of the weights, but for rounding."""


def samples_of(ledger: Ledger, unit: str, period: Period) -> Samples:
    """Return the answers of a unit and period, weighted where the questionnaire says so."""
    weighing = weigh(ledger, period)
    if weighing is None:
        return counted_of(ledger, unit, period)
    return Weighed(ledger=ledger, weighing=part_of(ledger, unit, period, weighing))


def counted_of(ledger: Ledger, unit: str, period: Period) -> Counted:
    """Return the same answers, each counted once."""
    tally, people = ledger.tally(unit, period), finite(ledger, unit, period)
    anonymous = ledger.questionnaire.anonymity is not None
    return Counted(tally=tally, people=people, anonymous=anonymous)
