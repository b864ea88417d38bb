"""What may be shown of how sound anonymous answers are.

Carelessness is found in single rows, so the promise is kept the narrow way: the whole company and
single base periods only, where nothing is left to subtract from. A group of fewer than the minimum
is never counted, nor is the group that would be left over. The headline without flagged responses
gives that of the flagged ones by subtraction, so these must be fit to be shown themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from csatreport.privacy.gate_items import ItemGate
from csatreport.privacy.grid import Topic
from csatreport.privacy.rules import scores_rule
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.tally import Moments
from csatreport.study.edition import Node
from csatreport.study.policy import Anonymity
from csatreport.subjects.quality.soundness import (
    FlagCount,
    Reliability,
    Runs,
    Soundness,
    Thirds,
    Without,
)


def shown_soundness(gate: ItemGate, found: Soundness | None) -> Soundness | None:
    """Return what may be shown; None for a unit below the root or hidden responses."""
    if found is None or gate.unit.parent is not None or gate.why(Topic.RESPONSES) is not None:
        return None
    return _SoundnessPass(gate=gate, found=found).result()


@dataclass(frozen=True, kw_only=True, eq=False)
class _SoundnessPass:
    gate: ItemGate
    found: Soundness

    def result(self) -> Soundness:
        found = self.found
        rated = tuple(one for one in found.reliability if self._may_rate(one))
        if self.gate.period.kind is not self.gate.ledger.questionnaire.every:
            return Soundness(reliability=rated, hidden=True)
        flags = self._flags()
        shown = replace(
            found,
            reliability=rated,
            flags=flags,
            runs=self._runs(),
            without=self._without(flags),
            thirds=self._thirds(),
        )
        # The longest run of all is one person's, and nobody misses it.
        return replace(shown, hidden=replace(shown, runs=found.runs) != found)

    @property
    def _least(self) -> Anonymity:
        return self.gate.promise.least

    def _may_rate(self, one: Reliability) -> bool:
        """Agreement follows from how scores and answers spread, and from nothing else."""
        closed = [self.gate.why(Topic.COUNTS, rest.item.series) for rest in one.items]
        spread = self.gate.why(Topic.DEVIATION, one.node.series)
        enough = one.alpha is not None and one.n >= self._least.counts
        return enough and not one.constant and spread is None and not any(closed)

    def _small(self, number: int) -> bool:
        return 0 < number < self._least.minimum

    def _flags(self) -> tuple[FlagCount, ...]:
        *single, together = self.found.flags
        masked = tuple(self._masked(count) for count in single)
        if self._gives_away(together, masked):
            return (*masked, replace(self._masked(together), raised=None))
        return (*masked, self._masked(together))

    def _masked(self, count: FlagCount) -> FlagCount:
        raised = count.raised or 0
        if self._small(count.judged):
            return replace(count, judged=0, raised=None)
        if self._small(raised):
            return replace(count, raised=None, few=True)
        return replace(count, raised=None) if self._small(count.judged - raised) else count

    def _gives_away(self, together: FlagCount, single: Sequence[FlagCount]) -> bool:
        """Tell whether the sum over all flags says how many bear one alone, or several."""
        known = [count.raised for count in single if count.raised is not None]
        whole = together.raised or 0
        rests = [sum(known) - whole, *(whole - one for one in known)]
        return len(known) < len(single) or any(self._small(rest) for rest in rests)

    def _runs(self) -> Runs | None:
        runs = self.found.runs
        if runs is None or runs.n < self._least.counts:
            return None
        long = runs.long or 0
        secret = self._small(long) or self._small(runs.n - long)
        return replace(runs, longest=None, long=None if secret else long)

    def _without(self, flags: tuple[FlagCount, ...]) -> Without | None:
        """Show both headlines where flagged and unflagged responses are each fit to be shown."""
        both = self.found.without
        if both is None or flags[-1].raised is None or not self._open_headline():
            return None
        groups, least = (both.flagged, both.kept), self._least
        if any(_unfit(group, least.minimum) for group in groups):
            return None
        if any(_unfit(group, least.counts) for group in groups):
            return replace(both, everybody=_bare(both.everybody), unflagged=_bare(both.unflagged))
        return both

    def _thirds(self) -> Thirds | None:
        """Show early and late where both, and those in between, are enough for their counts."""
        thirds = self.found.thirds
        if thirds is None or not self._open_headline():
            return None
        between = self._between(thirds)
        groups = (thirds.early, thirds.late, *((between,) if between.n else ()))
        return None if any(_unfit(group, self._least.counts) for group in groups) else thirds

    def _between(self, thirds: Thirds) -> Moments:
        ledger, root = self.gate.ledger, self._headline
        scores = ledger.tally(self.gate.unit.id, self.gate.period).scores
        whole = scores[root.series] if root is not None else Moments()
        two = thirds.early + thirds.late
        return Moments(whole.n - two.n, whole.total - two.total, whole.squares - two.squares)

    @property
    def _headline(self) -> Node | None:
        return self.gate.ledger.edition(self.gate.period).index

    def _open_headline(self) -> bool:
        root, topics = self._headline, (Topic.NODE, Topic.DEVIATION)
        return root is not None and not any(self.gate.why(one, root.series) for one in topics)


def _unfit(group: Moments, least: int) -> bool:
    return scores_rule(least)((group.n, group.total, group.squares)) is not None


def _bare(estimate: Estimate) -> Estimate:
    return replace(estimate, low=None, high=None)
