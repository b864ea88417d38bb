"""Which rows of the answers belong to a unit and a span of base periods.

Few figures need rows (low answers, comments, pairs of the same respondent). They ask here, and
get row numbers over all waves laid end to end, without searching: rows are sorted once by unit
and period, so that a unit's rows of consecutive periods are one slice.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from csatreport.answers.model import Responses
from csatreport.statistics.arrays import Ints


@dataclass(frozen=True, kw_only=True, eq=False)
class RowNumbers:
    """Row numbers by place of unit and base period."""

    responses: Responses

    def of(self, units: tuple[int, ...], first: int, last: int) -> Ints:
        """Return the rows of some units in the base periods ``first`` to ``last``, both included.

        Within a unit they are in order of period and then of file; units follow as given.
        """
        slices = [self._slice(unit, first, last) for unit in units]
        return np.concatenate(slices) if slices else np.empty(0, np.int64)

    def column(self, name: str) -> np.ndarray:
        """Return a column that every wave has, over all rows."""
        parts = [wave.column(name) for wave in self.responses.waves]
        return np.concatenate(parts) if parts else np.empty(0, object)

    @cached_property
    def unit(self) -> Ints:
        """The place of each row's unit."""
        return self._places("_unit")

    @cached_property
    def period(self) -> Ints:
        """The place of each row's base period."""
        return self._places("_period")

    @cached_property
    def file(self) -> Ints:
        """The place of each row's file in the intake's list."""
        return self._places("_file")

    @cached_property
    def dates(self) -> np.ndarray:
        """The day of each row, NaT where it is not known."""
        return self.column("_date").astype("datetime64[D]")

    @cached_property
    def ids(self) -> Ints:
        """A number for each row's respondent, in the order of ids; -1 where there is no id."""
        names = self.column("_id").astype(str)
        known, numbers = np.unique(names, return_inverse=True)
        # The empty text sorts first.
        return numbers.astype(np.int64) - int(len(known) > 0 and known[0] == "")

    def _places(self, name: str) -> Ints:
        return self.column(name).astype(np.int64)

    def _slice(self, unit: int, first: int, last: int) -> Ints:
        starts, order = self._index
        width = len(self.responses.periods)
        return order[starts[unit * width + first] : starts[unit * width + last + 1]]

    @cached_property
    def _index(self) -> tuple[Ints, Ints]:
        width = len(self.responses.periods)
        cells = len(self.responses.questionnaire.units.all) * width
        key = self.unit * width + self.period
        starts = np.concatenate(([0], np.cumsum(np.bincount(key, minlength=cells))))
        return starts, np.argsort(key, kind="stable")
