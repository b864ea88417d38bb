"""What is found of one unit and period: numbers with their bases, intervals and verdicts.

Nothing here is rounded or worded. A figure that may not be shown is `Suppressed`, a figure that
cannot be computed is None; the two are never confused.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from csatreport.statistics.estimate import Hidden, Score
from csatreport.statistics.tally import ItemTally
from csatreport.statistics.verdict import Against, Change
from csatreport.study.common import Shared
from csatreport.study.edition import Node
from csatreport.study.item import Item
from csatreport.study.periods import Period
from csatreport.study.units import Unit


@dataclass(frozen=True, kw_only=True)
class ItemFinding:
    """All figures of one closed item for one unit and period.

    ``mean``, ``median`` and ``sd`` are in keyed points, ``index`` runs 0-100, ``favourable`` is a
    fraction 0-1 and ``net`` (good minus bad) a fraction from -1 to 1, with their intervals alike.
    Where ``counts_hidden`` holds a reason, the option counts must not be printed, even though a
    share may; the tally is then masked: it keeps the base ``n`` (0 if that is hidden too), not
    how it spreads.

    Where answers are weighted, all figures but the tally are those of the weighted sample: ``sd``
    is then √n times the linearised error of the mean, ``spread`` the weighted share of each option
    and ``worth`` the number of unweighted answers they are worth (Kish). ``people`` is how many the
    item concerns, where that made the intervals narrower.
    """

    item: Item
    tally: ItemTally
    mean: float | None
    median: float | None
    sd: float | None
    index: Score
    favourable: Score
    net: Score
    changes: tuple[Change, ...] = ()
    breaks: bool = False
    """The series starts anew with this edition, so there is nothing to compare with yet."""
    counts_hidden: Hidden | None = None
    spread: tuple[float, ...] | None = None
    worth: float | None = None
    people: float | None = None

    @property
    def n(self) -> int:
        """The base of the item."""
        return self.tally.n

    @property
    def deviation(self) -> float | None:
        """The standard deviation on 0-100."""
        low, high = self.item.bounds
        return None if self.sd is None else self.sd * 100 / (high - low)

    def part(self, places: Collection[int]) -> float:
        """Return the share of some options, weighted where answers are; ``n`` is above 0."""
        if self.spread is not None:
            return sum(self.spread[place] for place in places)
        return self.counted(places) / self.n

    def counted(self, places: Collection[int]) -> int:
        """Return how many gave one of some options."""
        return sum(self.tally.counts[place] for place in places)

    def change(self, against: Against) -> Change | None:
        """Return the comparison of one kind, if it was made."""
        return next((c for c in self.changes if c.against is against), None)


@dataclass(frozen=True, kw_only=True)
class NodeFinding:
    """The index of one node of the tree for one unit and period (mean of person scores)."""

    node: Node
    index: Score
    n: int
    sd: float | None
    changes: tuple[Change, ...] = ()
    children: tuple[NodeFinding, ...] = ()
    shared: Shared | None = None
    """How many questions are the same as in the period before, where a new series begins."""

    def change(self, against: Against) -> Change | None:
        """Return the comparison of one kind, if it was made."""
        return next((c for c in self.changes if c.against is against), None)

    def walk(self) -> tuple[NodeFinding, ...]:
        """Return this finding and all below it, parents before children."""
        return (self, *(found for child in self.children for found in child.walk()))


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """One period of a series; ``breaks`` marks the first period of a new series."""

    period: Period
    score: Score
    n: int
    breaks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPoint:
    """One unit beside its siblings: a figure, and what a funnel needs to judge it.

    The figure is the headline index (0-100), a net score (-100 to 100) or a question's favourable
    share (0-1). ``n`` are the unit's responses beside the index, else the answers to the question.
    ``sd`` is the spread of what the figure is a mean of; None for a share, whose spread follows
    from it. ``weight`` is the sum of the weights of the answers behind the figure; None where they
    are not weighted.
    """

    unit: Unit
    score: Score
    n: int
    sd: float | None = None
    weight: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """How the answers to a background or several-choice item spread, over ``asked`` responses."""

    item: Item
    tally: ItemTally
    asked: int
    hidden: Hidden | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """The answers to a background item that takes a number or a date.

    ``mean`` and ``median`` are those of a number, in its own unit; ``first`` and ``last`` are ISO
    dates, "" where there is none. ``blank`` and ``invalid`` are None where they are not shown.
    """

    item: Item
    n: int = 0
    blank: int | None = None
    invalid: int | None = None
    mean: float | None = None
    median: float | None = None
    first: str = ""
    last: str = ""
    hidden: Hidden | None = None


def is_notable(lost: int, of: int) -> bool:
    """Tell whether a loss is worth a word on the one page: one in a hundred, and one at least."""
    return lost >= max(1, 0.01 * of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """What the data-quality chapter counts for one unit and period."""

    responses: int
    respondents: int | None
    """Distinct respondents; None where no id names a person or an account."""
    unscored: int
    """Responses with fewer than half of the items answered."""
    files: tuple[tuple[str, int, int, int, int], ...] = ()
    """(file, read, kept, refused, invalid cells); company level only. A row without a name is the
    sum over files that may not be told apart."""
    refusals: tuple[tuple[str, int], ...] = ()
    """(code, rows refused for it)."""

    @property
    def read(self) -> int:
        """Rows of all files."""
        return sum(file[1] for file in self.files)

    @property
    def refused(self) -> int:
        """How many of them were refused."""
        return sum(file[3] for file in self.files)

    @property
    def invalid(self) -> int:
        """Cells that could not be used."""
        return sum(file[4] for file in self.files)

    def files_together(self) -> tuple[tuple[str, int, int, int, int], ...]:
        """Sum up the files in one row without a name; nothing where there are none."""
        figures = [file[1:] for file in self.files]
        if not figures:
            return ()
        read, kept, refused, invalid = (sum(column) for column in zip(*figures, strict=True))
        return (("", read, kept, refused, invalid),)
