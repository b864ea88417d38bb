"""Groups of people: the headline and every question by what people say about themselves.

A background question parts the answers of a unit and period into groups. Each group's headline is
set against that of everybody else (`csatreport.counts.findings.crowd`), and every question is
tested for a difference between the groups (`csatreport.subjects.segments.divisions`). A report
looks at all of them at once, so there are two families: the groups of all its background questions,
and all pairs of a question and a background question.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from csatreport.counts.findings.asked import Asked
from csatreport.counts.findings.crowd import Crowd
from csatreport.counts.ledger import Ledger
from csatreport.counts.weighting import weighing_of
from csatreport.statistics.arrays import Ints
from csatreport.statistics.change import benjamini_hochberg, decide
from csatreport.statistics.means import estimate_index
from csatreport.study.edition import Edition
from csatreport.study.item import CLOSED, Item, Role
from csatreport.study.model import Questionnaire
from csatreport.subjects.segments.divisions import divide
from csatreport.subjects.segments.parts import Division, GroupFinding, Segment


def measure_segments(asked: Asked) -> tuple[Segment, ...]:
    """Return the groups by each background question, or by those that are asked for."""
    ledger, period = asked.ledger, asked.period
    rows, edition = ledger.row_numbers(asked.unit.id, period), ledger.edition(period)
    crowd = ledger.segments.crowd(edition, rows, weighing_of(ledger, period, rows))
    room = _Room(ledger=ledger, edition=edition, rows=rows, crowd=crowd)
    wanted = ledger.questionnaire.reporting.segments
    known = edition.background
    made = (room.parted(item) for item in known if wanted is None or item.id in wanted)
    return judged(made, ledger.questionnaire)


@dataclass(frozen=True, kw_only=True)
class _Room:
    """The people of one unit and period, before they are parted."""

    ledger: Ledger
    edition: Edition
    rows: Ints
    crowd: Crowd

    def parted(self, item: Item) -> Segment:
        """Part them by one question; the last group did not say, and is left out if empty."""
        key, size = self.ledger.segments.groups(item, self.rows), len(item.options) + 1
        return Segment(
            item=item,
            groups=tuple(self._groups(key, size)),
            divisions=tuple(self._divisions(key, size)),
        )

    def _groups(self, key: Ints, size: int) -> Iterator[GroupFinding]:
        """Yield each group, set against everybody else."""
        sizes, scored = np.bincount(key, minlength=size).tolist(), self.edition.index is not None
        options: list[int | None] = [*range(size - 1), None]
        sides = self.crowd.sides(key, size)
        for option, n, (one, rest) in zip(options, sizes, sides, strict=True):
            if n or option is not None:
                yield GroupFinding(
                    option=option,
                    n=n,
                    score=estimate_index(one.sample) if scored else None,
                    sd=one.sample.sd,
                    versus=self.crowd.versus(one, rest),
                )

    def _divisions(self, key: Ints, size: int) -> Iterator[Division]:
        """Set the answers of the groups that said something beside each other, by question."""
        told, weights = key < size - 1, self.crowd.weights
        for item in judged_closed(self.edition):
            if item.series not in self.ledger.segments.asked:
                continue
            answers = self.ledger.segments.codes(item.series, self.rows)
            used = told & (answers >= 0)
            if weights is not None:
                used &= ~np.isnan(weights)
            own = weights[used] if weights is not None else None
            yield divide(item, key[used], answers[used], size - 1, own)


def judged_closed(edition: Edition) -> tuple[Item, ...]:
    """Return the closed questions with favourable answers, in form order."""
    roles = (Role.RATED, Role.OVERALL, Role.RECOMMEND)
    found = edition.with_role(*roles)
    return tuple(i for i in found if i.kind in CLOSED and i.good and not i.personal)


def judged(segments: Iterable[Segment], questionnaire: Questionnaire) -> tuple[Segment, ...]:
    """Judge all groups of a report together, and all questions that they may divide.

    Two families: the headline of every group, and every question by every background question.
    What could not be tested, or is not shown, is in neither.
    """
    found = tuple(segments)
    groups = [group for segment in found for group in segment.groups]
    changes = iter(decide([group.versus for group in groups], questionnaire.smallest.index))
    divisions = iter(corrected([one for segment in found for one in segment.divisions]))
    return tuple(
        replace(
            segment,
            groups=tuple(replace(group, versus=next(changes)) for group in segment.groups),
            divisions=tuple(next(divisions) for _ in segment.divisions),
        )
        for segment in found
    )


def corrected(made: Sequence[Division]) -> tuple[Division, ...]:
    """Correct the tests of all questions for being looked at together; one not tested is out."""
    ps = [division.test.p for division in made if division.test is not None]
    qs = iter(benjamini_hochberg(ps))
    return tuple(
        division if division.test is None else replace(division, q=next(qs), family=len(ps))
        for division in (replace(one, q=None, family=0) for one in made)
    )
