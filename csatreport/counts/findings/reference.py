"""The two sides of a comparison: what is reported, and an earlier period it is set against."""

from dataclasses import dataclass, replace

from csatreport.counts.ledger import Ledger
from csatreport.counts.people import Pairs, overlap
from csatreport.counts.samples import Samples
from csatreport.statistics.arrays import Floats
from csatreport.statistics.change import compare, fisher_of_means, overlapping, unvaried
from csatreport.statistics.means import Sample
from csatreport.statistics.tally import Tally
from csatreport.statistics.verdict import Against, Change
from csatreport.study.edition import Edition
from csatreport.study.periods import Period
from csatreport.study.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An earlier period to compare with, its counts and samples, and who answered in both.

    ``gap`` says that periods without answers lie between.
    """

    against: Against
    period: Period
    gap: bool
    tally: Tally
    samples: Samples
    pairs: Pairs | None


@dataclass(frozen=True, kw_only=True)
class Present:
    """The unit and period that are reported: their samples, and what these are set against."""

    ledger: Ledger
    unit: Unit
    period: Period
    samples: Samples
    earlier: tuple[Reference, ...]

    @property
    def edition(self) -> Edition:
        """The edition that was answered."""
        return self.ledger.edition(self.period)

    @property
    def tally(self) -> Tally:
        """What was counted."""
        return self.ledger.tally(self.unit.id, self.period)

    @property
    def previous(self) -> Reference | None:
        """The period before that is compared with."""
        return next((one for one in self.earlier if one.against is Against.PREVIOUS), None)


def set_against(now: Sample, before: Sample, values: Floats | None, reference: Reference) -> Change:
    """Compare two means, before the change is judged; exactly where neither side varies.

    ``values`` are those of all rows, by which people who answered twice are set against themselves.
    """
    test = overlapping(now, before, overlap(values, reference.pairs))
    if unvaried(test, now, before):
        test = fisher_of_means(now, before)
    change = compare(now, before, test, reference.against, reference.period)
    return replace(change, gap=reference.gap)
