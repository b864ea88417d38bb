"""The weights of some rows, and the means that they make: of all, of a unit, of a group of people.

A unit or a group is a part (a *domain*) of the sample that was weighed: its error knows what the
weights of the whole were fitted to (`csatreport.statistics.weighted.calibrated`).
"""

from dataclasses import dataclass, field, replace
from math import fsum

import numpy as np

from csatreport.statistics.arrays import Floats, Ints
from csatreport.statistics.weighted.calibrated import Fit
from csatreport.statistics.weighted.means import Mean, stratified_mean, weighted_mean


@dataclass(frozen=True, kw_only=True)
class Weighing:
    """The weights of some rows, by row number; NaN where a row has none.

    ``codes`` are the strata, with their ``people``; empty for other kinds. ``joined`` are pairs of
    option places: a stratum and the one it stands in.
    """

    rows: Ints
    weights: Floats
    columns: Ints = field(default_factory=lambda: np.empty((0, 0), np.int64))
    """The categories of each row that has a weight, where weights are ``fit`` to margins."""
    fit: Fit | None = None
    codes: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    people: dict[int, float] = field(default_factory=dict)
    joined: tuple[tuple[int, int], ...] = ()
    alone: tuple[int, ...] = ()
    """Strata with fewer than two answers that are joined to no other."""
    capped: int = 0
    rounds: int = 0
    open: int | None = None
    """The place of a margin that was not met."""

    def mean(self, values: Floats, *, finite: bool = False) -> Mean | None:
        """Return the weighted mean of values by row; NaN where none, or for rows not in a group.

        ``finite`` lets the error know how many people there are in each stratum.
        """
        used = ~np.isnan(values) & ~np.isnan(self.weights)
        if len(self.codes):
            codes = self.codes[used]
            return stratified_mean(values[used], codes, self.people, finite=finite)
        found = weighted_mean(values[used], self.weights[used])
        if found is None or self.fit is None:
            return found
        error = self.fit.error(values[used], self.columns[used], self.weights[used])
        return replace(found, error=error, stretch=self.fit.stretch)

    def weight(self, values: Floats) -> float:
        """Return the sum of the weights of the answers with a value (NaN where none)."""
        return fsum(self.weights[~np.isnan(values) & ~np.isnan(self.weights)].tolist())
