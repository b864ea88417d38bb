"""What the measures hand on: numbers with their bases, intervals and verdicts.

Nothing here is rounded or worded. A figure that may not be shown is `Suppressed`, a figure that
cannot be computed is None; the two are never confused.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

from csatreport.measures.key import Key
from csatreport.measures.tally import ItemTally
from csatreport.survey.common import Shared
from csatreport.survey.model import Edition, Item, Node, Questionnaire, Unit
from csatreport.survey.periods import Period

if TYPE_CHECKING:
    from csatreport.measures.recommended import NetFinding
    from csatreport.measures.registered import Registered
    from csatreport.measures.weighted import Unweighted

_Found = TypeVar("_Found")


class Hidden(StrEnum):
    """Why a figure of an anonymous questionnaire is not shown."""

    FEW = "few"
    """Its base is below the promised minimum."""
    REMAINDER = "remainder"
    """It would let hidden answers be worked out, or answers are too alike to show. The two have
    one name, because whoever knows that all answered alike often knows how."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Stands in for a figure that exists but is not shown."""

    reason: Hidden


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A value with its interval. ``low``/``high`` are None where no interval exists.

    ``census`` says that everybody answered, so that there is nothing to be uncertain about.
    ``worth`` is how many unweighted answers weighted ones are worth to chance (see
    `csatreport.measures.weights.Mean`); None where each counts once. ``stretch`` is what the
    interval takes their error times.
    """

    value: float
    low: float | None = None
    high: float | None = None
    level: float = 0.95
    base: int = 0
    census: bool = False
    worth: float | None = None
    stretch: float = 1.0


Score: TypeAlias = Estimate | Suppressed | None


class Against(StrEnum):
    """What a figure is compared with."""

    PREVIOUS = "previous"
    YEAR_AGO = "year_ago"
    TARGET = "target"
    REST = "rest"
    """Everybody who is not in a group."""
    CHOSEN = "chosen"
    """A period that somebody asked for by hand."""


class Verdict(StrEnum):
    """The only words there are for a change.

    ``UP`` and ``DOWN`` are clear. ``SMALL`` is beyond chance, but below the smallest change that
    was declared to matter; the sign of the difference says which way. ``NOT_SHOWN`` is neither
    proof of a change nor of its absence.
    """

    UP = "up"
    DOWN = "down"
    SMALL = "small"
    NOT_SHOWN = "not_shown"
    TOO_FEW = "too_few"

    @property
    def clear(self) -> bool:
        """Whether it is more than chance and large enough to matter."""
        return self in {Verdict.UP, Verdict.DOWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareDifference:
    """The difference of two shares, as a fraction, with its 95 % interval."""

    difference: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What Mann and Whitney say: two-sided p, and the probability that the first is better."""

    p: float
    superiority: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Pearson's chi-square of a table: statistic, degrees of freedom, p, Cramer's V.

    ``rough`` says that some expected count is below 5.
    """

    statistic: float
    df: int
    p: float
    v: float
    rough: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """Over which questions a headline is compared across a break; ``index`` and ``n`` now."""

    shared: Shared
    index: float | None
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A difference on the 0-100 index (points), with the test behind its verdict.

    ``reference`` is the earlier index (or the target). ``test`` names what decided: ``welch``,
    ``overlapping`` (part of the respondents are the same), ``paired``, ``fisher``,
    ``one_sample``, ``permutation`` or ``weighted``. ``p`` and ``q`` are None where nothing could be
    tested; ``q`` is p after Benjamini-Hochberg within ``family`` items. ``detectable`` is the
    smallest true change that the verdict would have found with 80 % power
    (`measures.change.detectable`). ``error`` and ``df`` are the standard error of the difference
    and the degrees of freedom of the test, which takes the error times ``stretch`` where weights
    were fitted; ``n`` and ``reference_n`` are the bases on this side and on the other; None where
    there is none.
    """

    against: Against
    period: Period | None
    reference: float | None
    difference: float | None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    q: float | None = None
    verdict: Verdict
    detectable: float | None = None
    test: str = "welch"
    pairs: int = 0
    draws: int = 0
    """How many ways of dealing the answers a permutation drew."""
    hits: int = 0
    """How many of them differed at least as much."""
    family: int = 1
    error: float | None = None
    stretch: float = 1.0
    df: float | None = None
    n: int | None = None
    reference_n: int | None = None
    share: ShareDifference | None = None
    """The change of the favourable share."""
    order: Order | None = None
    """The ordinal check of an item's change."""
    shape: Shape | None = None
    """Whether the distribution changed, also where its mean did not."""
    common: Common | None = None
    """Over which questions, where they are not all of the figure's; ``reference`` is over them."""
    gap: bool = False
    """Periods without answers lie between: the one before was not answered."""


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

    def part(self, places: Collection[int]) -> float:
        """Return the share of some options, weighted where answers are; ``n`` is above 0."""
        if self.spread is not None:
            return sum(self.spread[place] for place in places)
        return sum(self.tally.counts[place] for place in places) / self.n

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


@dataclass(frozen=True, kw_only=True)
class Findings:
    """Everything known about one questionnaire, unit and period."""

    questionnaire: Questionnaire
    edition: Edition
    unit: Unit
    period: Period
    responses: int
    population: int | None
    headline: NodeFinding | None
    items: tuple[ItemFinding, ...]
    """Closed items with role rated, overall or recommend, in form order."""
    trend: tuple[TrendPoint, ...]
    """Headline over the periods of the same kind, oldest first, ending with this one."""
    running: tuple[Period, ...] = field(default=(), kw_only=True)
    """For the newest base period: longer ones that hold it, are unfinished, and not reported."""
    units: tuple[UnitPoint, ...]
    """The units directly below, or all leaves below for the root."""
    background: tuple[Distribution, ...]
    quality: Quality
    quantities: tuple[Quantity, ...] = ()
    """Background items that take a number or a date, in form order."""
    unweighted: Unweighted | None = None
    """What counting every answer once would give; None where no weights are declared."""
    sources: tuple[tuple[str, int], ...] = ()
    """(file, rows it gave to this unit and period), in order of intake."""
    nets: tuple[NetFinding, ...] = ()
    """Net scores of the recommend questions, in form order; usually one or none."""
    registered: Registered | None = None
    """What the registers beside the questionnaire say."""
    results: Mapping[Key[Any], object] = field(default_factory=dict)
    """What each subject found, in the order of the report; None where nothing may be shown."""

    def of(self, key: Key[_Found]) -> _Found | None:
        """Return what a subject found; None where it was not measured or may not be shown."""
        return cast("_Found | None", self.results.get(key))
