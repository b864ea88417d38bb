"""What is handed on about a recommend question: its net score, as a figure of its own."""

from __future__ import annotations

from dataclasses import dataclass

from csatreport.measures.model import Change, Hidden, Score, TrendPoint, UnitPoint
from csatreport.survey.model import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """How many answers are promoters, passives and detractors, each counted once."""

    promoters: int
    passives: int
    detractors: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NetGroups:
    """The net score of each group of people, by option of a background question."""

    by: Item
    scores: tuple[Score, ...]


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
