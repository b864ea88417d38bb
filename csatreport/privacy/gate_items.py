"""The anonymity gate for the items of one unit and period, and how their changes are shown.

`csatreport.privacy.gate` decides about everything else with the same promise.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from csatreport.counts.findings.model import ItemFinding
from csatreport.counts.ledger import Ledger
from csatreport.counts.pairs import Aspect
from csatreport.privacy.coarsely import told_change, told_index, told_item
from csatreport.privacy.families import untested
from csatreport.privacy.grid import Topic
from csatreport.privacy.promise import Promise
from csatreport.statistics.estimate import Estimate, Hidden, Score, Suppressed
from csatreport.statistics.tally import ItemTally
from csatreport.statistics.verdict import Change
from csatreport.study.item import Item
from csatreport.study.periods import Period
from csatreport.study.units import Unit

MANY = 50
"""Models, and two questions crossed, are shown from so many anonymous answers on."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ItemGate:
    """What is promised about one unit and period."""

    promise: Promise
    unit: Unit
    period: Period
    ledger: Ledger

    def why(self, topic: Topic, series: str = "", period: Period | None = None) -> Hidden | None:
        """Say why a figure of this unit is hidden, in this period or another."""
        return self.promise.why(topic, self.unit.id, period or self.period, series)

    @property
    def models(self) -> bool:
        """Whether models may be shown at all: of the whole company, where its size may be told."""
        return self.unit.parent is None and not self.why(Topic.RESPONSES)

    def uncounted(self, of: Aspect) -> bool:
        """Tell whether it is hidden how the answers about something spread."""
        topic = Topic.COUNTS if isinstance(of, Item) else Topic.DEVIATION
        return self.why(topic, of.series) is not None

    def headline_reason(self, unit: str, period: Period) -> Hidden | None:
        """Say why the headline of a unit and period is hidden."""
        root = self.ledger.edition(period).index
        topic, series = (Topic.NODE, root.series) if root else (Topic.RESPONSES, "")
        return self.promise.why(topic, unit, period, series)

    @property
    def headline_closed(self) -> bool:
        """Whether the headline of this unit and period is hidden."""
        return self.headline_reason(self.unit.id, self.period) is not None

    def parted(self, sizes: Sequence[int], *by: Item) -> bool:
        """Tell whether people may not be parted into groups of these sizes.

        Only the whole company may, and in one length of period, so that no group is the
        difference of two others; and only where it may be told how many are in each group, and
        how the scores of all of them spread: both are the sums of the groups.
        """
        least = self.promise.least.counts
        whole = self.unit.parent is None and len(self.promise.kinds) == 1
        if not whole or any(0 < n < least for n in sizes) or self.headline_closed:
            return True
        root = self.ledger.edition(self.period).index
        spread = root is not None and self.why(Topic.DEVIATION, root.series)
        return bool(spread) or any(self.why(Topic.SPREAD, item.series) for item in by)

    def item(self, found: ItemFinding) -> ItemFinding:
        """Return the findings about an item as they may be shown."""
        series = found.item.series
        closed, uncounted = self.why(Topic.ITEM, series), self.why(Topic.COUNTS, series)
        if closed is not None:
            return _closed_item(found, closed)
        now = found.index if uncounted is None else told_index(found.index)
        kept = self.changes(found.changes, now, Topic.ITEM, Topic.COUNTS, series)
        if uncounted is None:
            return replace(found, changes=kept)
        unshared = self.why(Topic.SHARE, series)
        told = replace(
            found,
            favourable=Suppressed(unshared) if unshared and found.favourable else found.favourable,
            tally=masked(found.tally, found.n),
            median=None,
            sd=None,
            index=without_interval(found.index),
            net=Suppressed(uncounted),
            changes=kept,
            counts_hidden=uncounted,
        )
        return told_item(told)

    def changes(
        self, changes: tuple[Change, ...], now: Score, level: Topic, detail: Topic, series: str
    ) -> tuple[Change, ...]:
        """Drop changes of ``now`` from a hidden figure; take the test out where it gives counts."""
        kept = []
        for change in changes:
            then = change.period or self.period
            if change.period is not None and self.why(level, series, then):
                continue
            closed = any(self.why(detail, series, side) for side in (self.period, then))
            told = told_change(untested(change), now) if closed else replace(change, effect=None)
            kept.append(told)
        return tuple(kept)


def _closed_item(found: ItemFinding, reason: Hidden) -> ItemFinding:
    hidden = Suppressed(reason)
    return ItemFinding(
        item=found.item,
        tally=masked(found.tally, 0),
        mean=None,
        median=None,
        sd=None,
        index=hidden,
        favourable=hidden,
        net=hidden,
        counts_hidden=reason,
    )


def masked(tally: ItemTally, n: int) -> ItemTally:
    """Return a tally that keeps the base at most: it stands in the place of the first option."""
    if n == 0:
        return ItemTally((0,) * len(tally.counts))
    return replace(tally, counts=(n, *(0,) * (len(tally.counts) - 1)))


def without_interval(score: Score) -> Score:
    """Return a score without what its spread could be worked out from."""
    return replace(score, low=None, high=None) if isinstance(score, Estimate) else score
