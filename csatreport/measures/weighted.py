"""What is handed on about weighted answers: figures, and what weighting cost."""

from __future__ import annotations

from dataclasses import dataclass

from csatreport.measures.model import Change, Estimate
from csatreport.survey.policy import WeightKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostics:
    """What weighting did: answers weighted and left out, and what it cost.

    ``effective`` is Kish's number of answers. ``smallest`` and ``largest`` are weights in mean
    weights. ``capped`` and ``rounds`` are those of raking; ``joined`` are pairs of option places, a
    stratum and the one it was joined to.
    """

    kind: WeightKind | None
    n: int
    left_out: int
    effective: float
    smallest: float | None
    largest: float | None
    capped: int = 0
    rounds: int = 0
    joined: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedFigure:
    """Weighted figures of an item or the headline, by series, and the change since last time."""

    series: str
    index: Estimate | None
    share: Estimate | None
    effective: float
    change: Change | None


@dataclass(frozen=True, kw_only=True)
class Weighted:
    """The weighted figures of a unit and period."""

    diagnostics: Diagnostics
    headline: WeightedFigure | None
    items: tuple[WeightedFigure, ...]
