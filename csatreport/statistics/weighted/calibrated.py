"""The error of a mean whose weights were fitted to known margins.

Weights that reproduce a margin leave nothing of it to chance: had the sample held other people,
they would have been weighed to the same shares. What remains uncertain is only what the margins do
not explain. So each answer's part in the error of a mean (its linearised value) is replaced by what
is left of it after a regression on the margins' categories, over all answers of the company, in a
unit too: those outside it have the value 0 and a residual all the same.

What R reports, and this too, takes no account of the fitting itself: a regression on p categories
leaves residuals that are smaller than the errors they stand for. So where chance is judged, and
nowhere else, the error is taken times √((K - 1)/(K - p)), as in any regression, with K = Kish's
number of the company's answers, and of the degrees of freedom the same part is left.

Sources: Deville and Sarndal (1992), Calibration estimators in survey sampling, JASA 87; Lumley,
Complex Surveys (2010), whose package ``survey`` for R gives the same numbers (``rake``,
``postStratify``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt

import numpy as np

from csatreport.statistics.arrays import Floats, Ints
from csatreport.statistics.weighted.means import kish

_EXPLAINED = 1e-12
"""Less than this part of a variance is what rounding leaves of none."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Fit:
    """The regression on all categories of all margins, of a company's ``n`` weighted answers.

    ``inverse`` is that of the numbers of answers by pairs of categories, ``squares`` are the sums
    of squared weights by pairs, ``totals`` the sums of weights; a category each row and column.
    ``stretch`` is what an error is taken times where chance is judged; infinite where there are not
    more answers than were fitted.
    """

    n: int
    inverse: Floats
    squares: Floats
    totals: Floats
    stretch: float

    @classmethod
    def of(cls, columns: Ints, weights: Floats) -> Fit:
        """Prepare the regression; ``columns`` are each answer's categories (see `columns_of`)."""
        columns, weights = _ordered(columns, weights)
        pairs = _pairs(columns, np.ones(len(weights)))
        worth, fitted = kish(weights), int(np.linalg.matrix_rank(pairs, hermitian=True))
        return cls(
            n=len(weights),
            inverse=np.linalg.pinv(pairs).astype(np.float64),
            squares=_pairs(columns, weights * weights),
            totals=_sums(columns, weights, int(columns.max()) + 1),
            stretch=sqrt((worth - 1) / (worth - fitted)) if worth > fitted else inf,
        )

    def error(self, values: Floats, columns: Ints, weights: Floats) -> float | None:
        """Return the standard error of the weighted mean of some of the answers.

        SE = √(n/(n − 1) · Σ(w·e − mean)²) with the residuals e of (x − mean)/Σw, which is 0 for all
        answers that are not among them. None below two values; 0 where the margins explain all.
        """
        if len(values) < 2:
            return None
        columns, weights, values = _ordered(columns, weights, values)
        linear = (values - np.average(values, weights=weights)) / weights.sum()
        size = len(self.totals)
        fitted = self.inverse @ _sums(columns, linear, size)
        # The squares of the residuals over all answers, those outside without their rows.
        raw = float(((weights * linear) ** 2).sum())
        both = float(fitted @ _sums(columns, weights * weights * linear, size))
        squared = raw - 2 * both + float(fitted @ self.squares @ fitted)
        squared -= float(fitted @ self.totals) ** 2 / self.n
        return sqrt(self.n / (self.n - 1) * squared) if squared > _EXPLAINED * raw else 0.0


def _ordered(columns: Ints, *rows: Floats) -> tuple[np.ndarray, ...]:
    """Put answers in an order of their own: sums of floats depend on it, figures must not."""
    order = np.lexsort((*rows, *columns.T))
    return (columns[order], *(one[order] for one in rows))


def columns_of(margins: Sequence[Ints]) -> Ints:
    """Number the categories of all margins through: a row for each answer, a column a margin.

    All answers have a category (0 or above) in every margin.
    """
    first = np.cumsum([0, *(int(codes.max(initial=0)) + 1 for codes in margins)])
    return np.column_stack(
        [codes + start for codes, start in zip(margins, first[:-1], strict=True)]
    )


def _sums(columns: Ints, values: Floats, size: int) -> Floats:
    """Add values up by category."""
    found = np.zeros(size)
    for column in columns.T:
        found += np.bincount(column, weights=values, minlength=size)
    return found


def _pairs(columns: Ints, values: Floats) -> Floats:
    """Add values up by pairs of categories, of all margins with all."""
    size = int(columns.max()) + 1
    found = np.zeros(size * size)
    for one in columns.T:
        for other in columns.T:
            found += np.bincount(one * size + other, weights=values, minlength=size * size)
    return found.reshape(size, size)
