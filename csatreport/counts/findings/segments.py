"""What groups of people are made of: the answers and the headline scores of all rows.

A background question parts the answers of a unit and period into groups. Units are no groups of
people: the funnel alone judges them.
"""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from csatreport.answers.model import Wave
from csatreport.counts.count import counted_items, person_scores
from csatreport.counts.findings.crowd import Crowd
from csatreport.counts.rows import RowNumbers
from csatreport.counts.weighing import Weighing
from csatreport.statistics.arrays import Floats, Ints
from csatreport.study.edition import Edition
from csatreport.study.item import Item, Kind

_ABSENT = -1


@dataclass(frozen=True, kw_only=True, eq=False)
class Segments:
    """The answers of all rows, by series: what groups are made of, and what they score."""

    rows: RowNumbers
    _codes: dict[str, np.ndarray] = field(default_factory=dict, repr=False)

    def crowd(self, edition: Edition, rows: Ints, weighing: Weighing | None) -> Crowd:
        """Return the headline scores of some rows; of nobody where there is no index.

        ``weighing`` is that of the rows, in their order.
        """
        root = edition.index
        scores = self.scores(root.series if root is not None else "")
        return Crowd(scores=scores[rows], weighing=weighing)

    def groups(self, item: Item, rows: Ints) -> Ints:
        """Return each row's group: the option's place, or one behind the last where none."""
        codes = self.codes(item.series, rows)
        return np.where(codes < 0, len(item.options), codes)

    def codes(self, series: str, rows: Ints) -> Ints:
        """Return a closed item's option place in some rows of all waves; below 0 where none."""
        if series not in self._codes:
            self._codes[series] = self._code(series)
        return self._codes[series][rows].astype(np.int64)

    def _code(self, series: str) -> np.ndarray:
        """Lay a closed item's answers out over all rows, a byte each."""
        found = [np.empty(0, np.int8)]
        for wave in self.rows.responses.waves:
            item = _asked(wave).get(series)
            absent = np.full(wave.size, _ABSENT, np.int8)
            found.append(absent if item is None else wave.column(item.id))
        return np.concatenate(found)

    @cached_property
    def asked(self) -> frozenset[str]:
        """The series of closed items that any wave asks."""
        return frozenset(s for wave in self.rows.responses.waves for s in _asked(wave))

    def scores(self, series: str) -> Floats:
        """Return a node's score in each row of all waves; NaN where none.

        Of the headline; of every branch only where answers are weighted.
        """
        found = self._scores.get(series)
        return np.full(len(self.rows.unit), np.nan) if found is None else found

    @cached_property
    def _scores(self) -> dict[str, Floats]:
        """Each row's scores by series; NaN where it has none."""
        total = len(self.rows.unit)
        weighted = self.rows.responses.questionnaire.weights is not None
        found: dict[str, Floats] = {}
        first = 0
        for wave in self.rows.responses.waves:
            last, root = first + wave.size, wave.edition.index
            for series, values in person_scores(wave).items():
                if weighted or (root is not None and series == root.series):
                    found.setdefault(series, np.full(total, np.nan))[first:last] = values
            first = last
        return found


def _asked(wave: Wave) -> dict[str, Item]:
    return {item.series: item for item in counted_items(wave) if item.kind is not Kind.SEVERAL}
