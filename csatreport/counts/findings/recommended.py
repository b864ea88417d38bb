"""What is handed on about a recommend question: its net score, as a figure of its own."""

from dataclasses import dataclass

from csatreport.counts.findings.model import TrendPoint, UnitPoint
from csatreport.statistics.change import ALONE
from csatreport.statistics.estimate import Hidden, Score
from csatreport.statistics.verdict import Change
from csatreport.study.item import Item, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """How many answers are promoters, passives and detractors, each counted once."""

    promoters: int
    passives: int
    detractors: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NetGroups:
    """The net score of each group of people, by option of a background question.

    ``bases`` are how many of each group answered; there is no score of nobody and of one person.
    """

    by: Item
    scores: tuple[Score, ...]
    bases: tuple[int, ...]

    @property
    def listed(self) -> tuple[tuple[Option, Score], ...]:
        """The groups that are told of, each by its option: one person is no group."""
        told = zip(self.by.options, self.scores, self.bases, strict=True)
        return tuple((option, score) for option, score, base in told if base != ALONE)

    @property
    def unlisted(self) -> int:
        """How many groups are not told of."""
        return len(self.scores) - len(self.listed)


@dataclass(frozen=True, kw_only=True)
class NetFinding:
    """The net score of one recommend question for one unit and period, -100 to 100.

    ``n`` answers have the ``sides``, None where these may not be shown; ``shares`` of promoters,
    passives and detractors are weighted where answers are. ``hidden`` says why nothing is shown.
    """

    item: Item
    score: Score
    n: int
    sides: Sides | None
    shares: tuple[float, float, float] | None
    changes: tuple[Change, ...] = ()
    trend: tuple[TrendPoint, ...] = ()
    units: tuple[UnitPoint, ...] = ()
    groups: tuple[NetGroups, ...] = ()
    hidden: Hidden | None = None
