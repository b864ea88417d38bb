"""Two background questions crossed: how many stand in each cell, and what they score."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from csatreport.counts.findings.asked import Asked
from csatreport.counts.findings.crowd import Crowd
from csatreport.counts.findings.segments import Segments
from csatreport.counts.weighting import weighing_of
from csatreport.statistics.arrays import Ints
from csatreport.statistics.estimate import Hidden, Score
from csatreport.statistics.groups.association import chi_square
from csatreport.statistics.means import estimate_index
from csatreport.statistics.verdict import ShapeTest
from csatreport.study.item import Item
from csatreport.subjects.crosstabs.settings import CrosstabSettings


@dataclass(frozen=True, kw_only=True)
class Crosstab:
    """Two background questions crossed: counts and headline index of each cell.

    The last row and column are those who did not say. ``shape`` tests the cells without them.
    """

    rows: Item
    columns: Item
    counts: tuple[tuple[int, ...], ...] = ()
    scores: tuple[tuple[Score, ...], ...] = ()
    shape: ShapeTest | None = None
    hidden: Hidden | None = None

    @property
    def told(self) -> int:
        """How many said both."""
        return sum(count for row in self.counts[:-1] for count in row[:-1])

    @property
    def used(self) -> list[int]:
        """The places of the columns in which anybody stands."""
        return [place for place, column in enumerate(zip(*self.counts, strict=True)) if any(column)]

    def part(self, row: int, column: int) -> float:
        """Return which part of a row stands in a column, also of those who did not say."""
        return self.counts[row][column] / sum(self.counts[row])


def measure_crosstabs(asked: Asked) -> tuple[Crosstab, ...]:
    """Return the tables of the pairs of background questions that are asked for."""
    return tuple(_crossed(asked))


def _crossed(asked: Asked) -> Iterator[Crosstab]:
    ledger, period = asked.ledger, asked.period
    rows, edition = ledger.row_numbers(asked.unit.id, period), ledger.edition(period)
    known = {item.id: item for item in edition.background}
    crowd = ledger.segments.crowd(edition, rows, weighing_of(ledger, period, rows))
    for one, other in ledger.questionnaire.settings_of(CrosstabSettings).crosstabs:
        if one in known and other in known:
            yield cross(ledger.segments, known[one], known[other], crowd, rows)


def cross(segments: Segments, one: Item, other: Item, crowd: Crowd, rows: Ints) -> Crosstab:
    """Cross two questions over some rows, whose scores the crowd holds in their order."""
    key, across = segments.groups(one, rows), segments.groups(other, rows)
    width = len(other.options) + 1
    cell, size = key * width + across, (len(one.options) + 1) * width
    counts = np.bincount(cell, minlength=size).reshape(-1, width).tolist()
    scores = [cell.sample for cell, _ in crowd.sides(cell, size)]
    return Crosstab(
        rows=one,
        columns=other,
        counts=tuple(map(tuple, counts)),
        scores=tuple(
            tuple(estimate_index(scores[row * width + column]) for column in range(width))
            for row in range(len(counts))
        ),
        shape=chi_square([row[:-1] for row in counts[:-1]]),
    )
