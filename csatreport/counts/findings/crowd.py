"""People's scores, parted into groups: each group against everybody else.

Each group is set against everybody else, because a group is part of the whole and would otherwise
be compared with itself. Where both sides have 150 scores, Welch's test decides. Below that a mean
of skewed scores is too far from normal, and its place is taken by a permutation of the scores
(`csatreport.statistics.groups.permutation`). A side below ten is too few, and is not tested at all.
Weighted scores count as the number of unweighted ones that they are worth (Kish); where weights
were fitted to margins, each side is a part of the whole sample that was fitted.

Sums are exact whole numbers (see `csatreport.statistics.tally`), so that the order of rows and
files changes no figure; everybody else is the whole minus the group.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from csatreport.counts.count import moments_by_group
from csatreport.counts.weighing import Weighing
from csatreport.statistics.arrays import Floats, Ints
from csatreport.statistics.change import SMALLEST_BASE, SampleTest, compare, independent
from csatreport.statistics.groups.permutation import deal_scores
from csatreport.statistics.means import Sample, sample_of_moments
from csatreport.statistics.tally import SCORE_UNIT, Moments
from csatreport.statistics.verdict import Against, Change
from csatreport.statistics.weighted.means import sample_of_mean

MANY = 150
"""From so many scores on both sides on, Welch's test decides.

For one test fifty would do. Among the fifteen and more groups of a report p decides far out in the
tail: there, fifty skewed scores against 550 let 8 % of reports name a group where none differs, and
150 against 2,150 let 5.7 %.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Some people: their scores counted once each (``moments``), and weighted where they are."""

    moments: Moments
    sample: Sample


@dataclass(frozen=True, kw_only=True, eq=False)
class Crowd:
    """The scores of some rows, NaN where there is none, and their weights, if they have any."""

    scores: Floats
    weighing: Weighing | None = None

    @property
    def weights(self) -> Floats | None:
        """The weight of each row, NaN where it has none; None where all count once."""
        return None if self.weighing is None else self.weighing.weights

    def sides(self, key: Ints, size: int) -> list[tuple[Side, Side]]:
        """Return the people of each group 0 to ``size`` - 1, and everybody else."""
        parts = moments_by_group(self._scored, key, size)
        whole = sum(parts, start=Moments())
        pairs = [(part, _without(whole, part)) for part in parts]
        weighing = self.weighing
        if weighing is None:
            return [(_plain(part), _plain(rest)) for part, rest in pairs]
        return [
            (
                self._weighed(weighing, part, key == group),
                self._weighed(weighing, rest, key != group),
            )
            for group, (part, rest) in enumerate(pairs)
        ]

    def versus(self, one: Side, rest: Side) -> Change | None:
        """Set a group against everybody else, not judged yet; None where either has no score."""
        if not one.sample.n or not rest.sample.n:
            return None
        test = self._test(one, rest)
        return compare(one.sample, rest.sample, test, Against.REST, None)

    def _test(self, one: Side, rest: Side) -> SampleTest:
        test = independent(one.sample, rest.sample)
        few = min(_worth(one.sample), _worth(rest.sample))
        if few < SMALLEST_BASE:
            return replace(test, p=None)
        if few >= MANY or test.error is None:
            return test
        gap = one.sample.mean - rest.sample.mean
        side = min(one, rest, key=lambda some: (some.moments.n, some.moments.total))
        scores, weights = self._laid_out
        seed = (side.moments.n, side.moments.total, side.moments.squares, len(scores))
        drawn = deal_scores(scores, weights, side.moments.n, gap, seed)
        return replace(test, name="permutation", p=drawn.p, draws=drawn.draws, hits=drawn.hits)

    def _weighed(self, weighing: Weighing, moments: Moments, inside: np.ndarray) -> Side:
        mean = weighing.mean(np.where(inside, self.scores, np.nan))
        return Side(moments=moments, sample=sample_of_mean(mean))

    @cached_property
    def _scored(self) -> Floats:
        """Scores that count: where weights are declared, only those that have one."""
        if self.weights is None:
            return self.scores
        return np.where(np.isnan(self.weights), np.nan, self.scores)

    @cached_property
    def _laid_out(self) -> tuple[Floats, Floats | None]:
        """Scores, and their weights, in an order that no file and no row decides.

        Scores are in whole units, so that sums of few of them are exact.
        """
        used = ~np.isnan(self._scored)
        scores = np.rint(self.scores[used] * SCORE_UNIT) / SCORE_UNIT
        if self.weights is None:
            return np.sort(scores), None
        order = np.lexsort((self.weights[used], scores))
        return scores[order], self.weights[used][order]


def _worth(sample: Sample) -> float:
    return sample.n if sample.worth is None else sample.worth


def _plain(moments: Moments) -> Side:
    return Side(moments=moments, sample=sample_of_moments(moments))


def _without(whole: Moments, part: Moments) -> Moments:
    return Moments(whole.n - part.n, whole.total - part.total, whole.squares - part.squares)
