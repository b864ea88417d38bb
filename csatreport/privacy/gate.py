"""The anonymity gate: what may be shown of an anonymous questionnaire, decided for all of it.

The promise covers every period, unit, page and download of a build together, so the gate looks at
all cells first (`Gate.of`) and then lets findings through one by one (`Gate.apply`). For each
item, node and distribution apart it hides

* figures on fewer answers than ``minimum``, and those where all gave the same answer;
* option counts, and whatever they could be worked out from (deviations and intervals, of an index
  too, and net scores), on fewer than ``counts``;
* the account of files, but for one sum over all of them, because a file may hold one unit alone,
  and the rows that each file gave;
* groups of people, by what they say about themselves, unless each has ``counts`` answers, and two
  such questions crossed unless many answered both; for the whole company only;
* dates about people, and of numbers about them all but base and mean, these on fewer than
  ``counts``;
* words on fewer than ``comments`` answers; words that are shown lose date, name and unit, and
  stand in the order of the alphabet;
* agreement among questions where the spread of their answers is hidden; counts of careless
  responses, and results without them, of small groups;
* what moves together with the whole, on few answers (the gates of the subjects);
* more decimals than are printed, of all that does not follow from counts that are shown
  (`csatreport.privacy.coarsely`);
* whatever else would give one of these away by subtraction: over units, over periods, and between
  an index and the items it is made of.

In findings that leave the gate a hidden score is `Suppressed`, a hidden base 0, hidden statistics
None, hidden lists empty. Without a promise the gate changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from csatreport.base.coarse import coarse_number
from csatreport.base.store import Store
from csatreport.counts.findings.key import ResultKey
from csatreport.counts.findings.model import (
    Distribution,
    ItemFinding,
    NodeFinding,
    Quality,
    Quantity,
    TrendPoint,
    UnitPoint,
)
from csatreport.counts.findings.whole import Findings
from csatreport.counts.ledger import Ledger
from csatreport.counts.needs import Whole
from csatreport.privacy.coarsely import told_index, told_quantity, told_tree
from csatreport.privacy.families import judged_items, judged_tree
from csatreport.privacy.gate_items import ItemGate, masked, without_interval
from csatreport.privacy.gate_nets import shown_net
from csatreport.privacy.grid import Topic
from csatreport.privacy.guarded import guarded_of
from csatreport.privacy.promise import Promise
from csatreport.privacy.same_people import promised, same_people
from csatreport.statistics.estimate import Estimate, Hidden, Score, Suppressed
from csatreport.study.item import Item, Kind
from csatreport.study.periods import Period
from csatreport.study.units import Unit


@dataclass(frozen=True, kw_only=True, eq=False)
class Gate:
    """Lets findings through, without what the questionnaire promised not to show."""

    ledger: Ledger
    promise: Promise | None

    linked: tuple[Ledger, ...] = ()
    """The ledgers of all questionnaires of the same people, if there are several."""

    @classmethod
    def of(cls, ledger: Ledger, store: Store | None = None, among: Iterable[Ledger] = ()) -> Gate:
        """Work out the promise of a ledger's questionnaire, if it makes one.

        What the audit says of a period is kept in a ``store``; ``among`` are all ledgers of the
        study, in which others of the same people may be.
        """
        least = ledger.questionnaire.anonymity
        if least is None:
            return cls(ledger=ledger, promise=None)
        group = same_people(ledger, among)
        if not group:
            return cls(ledger=ledger, promise=Promise.of(ledger, least, store))
        promise = promised(group, store)[ledger.questionnaire.id]
        return cls(ledger=ledger, promise=promise, linked=group)

    def apply(self, findings: Findings) -> Findings:
        """Return the findings as they may be shown; the same object where nothing is promised."""
        if self.promise is None:
            return findings
        self._note()
        return _Pass(
            promise=self.promise,
            unit=findings.unit,
            period=findings.period,
            ledger=self.ledger,
            findings=findings,
        ).result()

    def items(
        self, items: Iterable[ItemFinding], unit: Unit, period: Period
    ) -> tuple[ItemFinding, ...]:
        """Return the findings about items alone as `apply` would let them through."""
        if self.promise is None:
            return tuple(items)
        self._note()
        place = ItemGate(promise=self.promise, unit=unit, period=period, ledger=self.ledger)
        return tuple(map(place.item, items))

    def _note(self) -> None:
        """Note that what is hidden in one place depends on what stands everywhere else."""
        for one in self.linked or (self.ledger,):
            one.watch.note(Whole.ANSWERS)

    def share(self, share: Score, item: Item, unit: Unit, period: Period) -> Score:
        """Return an item's favourable share as it may be shown, as `apply` would."""
        if self.promise is None or share is None:
            return share
        self._note()
        why = partial(self.promise.why, unit=unit.id, period=period, series=item.series)
        reason = why(Topic.ITEM) or (why(Topic.COUNTS) and why(Topic.SHARE))
        return Suppressed(reason) if reason else share


@dataclass(frozen=True, kw_only=True, eq=False)
class _Pass(ItemGate):
    """One set of findings on its way through the gate."""

    findings: Findings

    def result(self) -> Findings:
        found = self.findings
        closed = self.why(Topic.RESPONSES)
        results: dict[ResultKey[Any], object] = {
            one: one.through(self, found) for one in guarded_of(found)
        }
        return replace(
            found,
            responses=0 if closed else found.responses,
            headline=self._headline(found.headline) if found.headline else None,
            items=judged_items([self.item(item) for item in found.items], self._smallest),
            trend=tuple(self._trend_point(point) for point in found.trend),
            units=tuple(self._unit_point(point) for point in found.units),
            background=tuple(self._spread(spread) for spread in found.background),
            quality=self._quality(closed),
            quantities=tuple(self._quantities()),
            nets=tuple(
                shown_net(self, one, partial(self._divided, results), self.ledger.edition)
                for one in found.nets
            ),
            sources=(),
            results=results,
        )

    def _divided(self, results: Mapping[ResultKey[Any], object], item: Item, by: Item) -> bool:
        """Tell whether it is shown how people parted by one question answer another."""
        told = ((one, results[one]) for one in guarded_of(self.findings))
        return any(one.divides(found, item, by) for one, found in told if found is not None)

    @property
    def _smallest(self) -> float:
        return self.ledger.questionnaire.smallest.index

    def _headline(self, found: NodeFinding) -> NodeFinding:
        """Return the index as it may be told: what is judged is not finer than what is told."""
        return told_tree(judged_tree(told_tree(self._node(found)), self._smallest))

    def _node(self, found: NodeFinding) -> NodeFinding:
        series = found.node.series
        below = tuple(self._node(child) for child in found.children)
        reason = self.why(Topic.NODE, series)
        if reason is not None:
            hidden = Suppressed(reason)
            return NodeFinding(node=found.node, index=hidden, n=0, sd=None, children=below)
        shown = replace(
            found,
            changes=self.changes(found.changes, found.index, Topic.NODE, Topic.DEVIATION, series),
            children=below,
        )
        if self.why(Topic.DEVIATION, series) is not None:
            shown = replace(shown, sd=None, index=without_interval(found.index))
        return shown

    def _headline_score(self, score: Score, unit: str, period: Period) -> Score:
        """Hide a headline beside others, or only its interval."""
        reason = self.headline_reason(unit, period)
        if reason is not None:
            return Suppressed(reason)
        root = self.ledger.edition(period).index
        if root is None or self.promise.why(Topic.DEVIATION, unit, period, root.series) is None:
            return told_index(score)
        return told_index(without_interval(score))

    def _trend_point(self, point: TrendPoint) -> TrendPoint:
        if not self.ledger.bases(point.period):
            # Nobody was asked, as the missing page of that period tells anyway.
            return point
        score = self._headline_score(point.score, self.findings.unit.id, point.period)
        return replace(point, score=score, n=0 if isinstance(score, Suppressed) else point.n)

    def _unit_point(self, point: UnitPoint) -> UnitPoint:
        period = self.findings.period
        closed = self.promise.why(Topic.RESPONSES, point.unit.id, period)
        score = self._headline_score(point.score, point.unit.id, period)
        bare = isinstance(score, Estimate) and score.low is not None
        sd = coarse_number(point.sd) if bare and point.sd is not None else None
        return replace(point, score=score, n=0 if closed else point.n, sd=sd)

    def _spread(self, found: Distribution) -> Distribution:
        reason = self.why(Topic.SPREAD, found.item.series)
        if reason is None:
            return found
        asked = 0 if self.why(Topic.RESPONSES) else found.asked
        return replace(found, tally=masked(found.tally, 0), asked=asked, hidden=reason)

    def _quantities(self) -> Iterable[Quantity]:
        """Yield numbers with nothing but base and mean; a date, an extreme is one person's."""
        for found in self.findings.quantities:
            reason = self.why(Topic.QUANTITY, found.item.series)
            if reason is not None and found.item.kind is Kind.NUMBER:
                yield Quantity(item=found.item, hidden=reason)
            elif found.item.kind is Kind.NUMBER:
                yield told_quantity(Quantity(item=found.item, n=found.n, mean=found.mean))

    def _quality(self, closed: Hidden | None) -> Quality:
        found = self.findings.quality
        if closed is not None:
            return Quality(responses=0, respondents=None, unscored=0)
        least = self.promise.least.minimum
        return replace(
            found,
            respondents=None,
            unscored=0 if self.headline_closed else found.unscored,
            files=self._all_files(),
            refusals=tuple(pair for pair in found.refusals if pair[1] >= least),
        )

    def _all_files(self) -> tuple[tuple[str, int, int, int, int], ...]:
        """Sum up the files in one row without a name.

        Files that also hold rows of other periods give no sum: less the responses of this period
        it would be their number.
        """
        files = self.findings.quality.files_together()
        return tuple(one for one in files if one[2] == self.findings.responses)
