"""Units judged side by side: by kind, within a funnel each, and ranked only with a range.

Both the funnel's middle and its width are taken from units that may be shown, so that they tell
nothing about those that may not. Units are judged by the funnel that is printed: its figures are
rounded first, so that who works the limits out from them finds the same, and one more answer
somewhere does not move the limits of all units by what nobody sees.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import isfinite, sqrt
from typing import TypeAlias, TypeVar

from csatreport.counts.findings.model import UnitPoint
from csatreport.statistics.charts.funnel import (
    LEVELS,
    SMALLEST,
    Funnel,
    FunnelPlace,
    mean_funnel,
    pooled_spread,
    rank_intervals,
    share_funnel,
)
from csatreport.statistics.estimate import Estimate, Score
from csatreport.study.units import Unit

LEAST_OF_A_KIND = 3
"""Kinds are kept apart where each has so many units to show; else all stand in one funnel."""
_LEAST = 2
INNER, OUTER = LEVELS
_Shown: TypeAlias = tuple[UnitPoint, Estimate]
_KindPart: TypeAlias = tuple[str, list[_Shown]]
_Number = TypeVar("_Number", int, float)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One unit in its funnel: beyond the inner or the outer limits, and its plausible places.

    ``lead`` and ``far`` are -1 below, 1 above, 0 within. ``rank`` is (best, worst, of how many).
    ``answers`` are all of them, also where its place is that of fewer (weights).
    """

    unit: Unit
    place: FunnelPlace
    answers: int
    lead: int = 0
    far: int = 0
    rank: tuple[int, int, int] | None = None

    @property
    def judged(self) -> bool:
        """Whether it has enough answers to be judged."""
        return self.place.n >= SMALLEST


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCounts:
    """The units of a group in numbers.

    ``lead`` and ``far`` count the units below and above the inner and the outer limits; by
    ``chance`` alone so many would lie outside either.
    """

    units: int
    judged: int
    lead: tuple[int, int]
    far: tuple[int, int]
    chance: tuple[float, float]
    weighted: bool
    """Whether units stand at what their weighted answers are worth."""

    @classmethod
    def of(cls, units: Sequence[Standing], funnel: Funnel | None) -> "GroupCounts":
        """Count units that are judged by a funnel."""
        judged = [one.place.n for one in units if one.judged]
        inner, outer = (
            sum(funnel.chance(n, level) for n in judged) if funnel is not None else 0.0
            for level in LEVELS
        )
        return cls(
            units=len(units),
            judged=len(judged),
            lead=(sum(one.lead < 0 for one in units), sum(one.lead > 0 for one in units)),
            far=(sum(one.far < 0 for one in units), sum(one.far > 0 for one in units)),
            chance=(inner, outer),
            weighted=any(one.place.n != one.answers for one in units),
        )

    @classmethod
    def together(cls, groups: Iterable["Group"]) -> "GroupCounts":
        """Count the units of some groups."""
        counts = [group.counts for group in groups]
        return cls(
            units=sum(one.units for one in counts),
            judged=sum(one.judged for one in counts),
            lead=_both(one.lead for one in counts),
            far=_both(one.far for one in counts),
            chance=_both(one.chance for one in counts),
            weighted=any(one.weighted for one in counts),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Units of one kind, or all of them (``kind`` is ""), in the order of the unit file."""

    kind: str
    funnel: Funnel | None
    standings: tuple[Standing, ...]
    counts: GroupCounts

    def alone(self, unit: str) -> "Group":
        """Leave one unit alone among ``standings``; the counts are those of all."""
        return replace(self, standings=tuple(one for one in self.standings if one.unit.id == unit))


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPlace:
    """A unit's figure, and where the unit stands in its funnel; None where it is in none."""

    point: UnitPoint
    standing: Standing | None

    @property
    def unit(self) -> Unit:
        """Which unit it is."""
        return self.point.unit

    @property
    def score(self) -> Score:
        """Its figure."""
        return self.point.score

    @property
    def n(self) -> int:
        """Its base."""
        return self.point.n


def _both(pairs: Iterable[tuple[_Number, _Number]]) -> tuple[_Number, _Number]:
    """Sum up pairs of numbers below and above."""
    below, above = zip((0, 0), *pairs, strict=True)
    return sum(below), sum(above)


@lru_cache(maxsize=64)
def judge_means(
    points: tuple[UnitPoint, ...], whole: float | None, *, ranked: bool
) -> tuple[Group, ...]:
    """Judge means of units side by side; ``whole`` is the middle where all stand in one funnel.

    With ``ranked`` each has its plausible places. Kept, because every chapter and file of a report,
    in every language, and all units of a period ask for the same.
    """
    parts = _by_kind(_shown(points))
    return tuple(
        _means(kind, part, _target(parts, part, whole), ranked=ranked) for kind, part in parts
    )


def judge_shares(points: Sequence[UnitPoint], whole: float | None) -> tuple[Group, ...]:
    """Judge one question's favourable share in several units; ``whole`` is that of all of them."""
    parts = _by_kind(_shown(points))
    return tuple(_shares(kind, part, _target(parts, part, whole)) for kind, part in parts)


def places_of(points: Iterable[UnitPoint], groups: Iterable[Group]) -> list[UnitPlace]:
    """Return the place of each unit, in their order."""
    standings = by_unit(groups)
    return [UnitPlace(point=one, standing=standings.get(one.unit.id)) for one in points]


def by_unit(groups: Iterable[Group]) -> dict[str, Standing]:
    """Return where each unit stands, by its id."""
    return {one.unit.id: one for group in groups for one in group.standings}


def far_below(groups: Iterable[Group]) -> tuple[Standing, ...]:
    """Return the units below the outer limits of their funnel, the lowest first."""
    found = [one for group in groups for one in group.standings if one.far < 0]
    return tuple(sorted(found, key=lambda one: one.place.value))


def _shown(points: Sequence[UnitPoint]) -> list[_Shown]:
    return [(point, point.score) for point in points if isinstance(point.score, Estimate)]


def _place(score: Estimate) -> FunnelPlace:
    """Return where a unit stands: weighted answers count as many as they are worth."""
    n = score.base if score.worth is None else score.worth
    return FunnelPlace(n=n, value=score.value)


def _target(parts: Sequence[_KindPart], part: list[_Shown], whole: float | None) -> float:
    """Return the middle of a funnel: of the whole, or of the part where there are several."""
    return _middle(part) if len(parts) > 1 or whole is None else whole


def _middle(part: list[_Shown]) -> float:
    """Return the mean of all answers of a part, each with its weight."""
    weights = [s.base if p.weight is None else p.weight for p, s in part]
    pairs = zip(weights, part, strict=True)
    return sum(weight * score.value for weight, (_, score) in pairs) / sum(weights)


def _by_kind(entries: list[_Shown]) -> list[_KindPart]:
    """Part units by kind, in order of appearance; all in one where a kind is too small."""
    parts: dict[str, list[_Shown]] = {}
    for point, score in entries:
        parts.setdefault(point.unit.kind or "", []).append((point, score))
    if len(parts) > 1 and min(map(len, parts.values())) >= LEAST_OF_A_KIND:
        return list(parts.items())
    return [("", entries)] if entries else []


def _shares(kind: str, part: list[_Shown], middle: float) -> Group:
    places = [_place(score) for _, score in part]
    counted = all(score.worth is None for _, score in part)
    funnel = share_funnel(places, middle, counted=counted) if len(part) >= _LEAST else None
    standings = tuple(
        _standing((point, score), place, funnel)
        for (point, score), place in zip(part, places, strict=True)
    )
    return _group(kind, funnel, standings)


def _means(kind: str, part: list[_Shown], middle: float, *, ranked: bool) -> Group:
    places = [_place(score) for _, score in part]
    funnel = mean_funnel(places, _spread(part), middle) if len(part) >= _LEAST else None
    funnel = funnel.as_printed() if funnel is not None else None
    ranks = _ranks(part) if ranked else {}
    standings = tuple(
        _standing((point, score), place, funnel, ranks.get(point.unit.id))
        for (point, score), place in zip(part, places, strict=True)
    )
    return _group(kind, funnel, standings)


def _group(kind: str, funnel: Funnel | None, standings: tuple[Standing, ...]) -> Group:
    counts = GroupCounts.of(standings, funnel)
    return Group(kind=kind, funnel=funnel, standings=standings, counts=counts)


def _spread(part: list[_Shown]) -> float | None:
    """Return the pooled deviation within units, of one of as many answers as they are worth.

    The deviation of weighted answers is √n times their error, which knows what fitting weights
    cost (``stretch``); it takes Kish's n in place of n.
    """
    known = [(s, p.sd) for p, s in part if p.sd is not None and s.base and isfinite(s.stretch)]
    return pooled_spread([(s.base, sd * s.stretch * sqrt(_place(s).n / s.base)) for s, sd in known])


def _standing(
    shown: _Shown,
    place: FunnelPlace,
    funnel: Funnel | None,
    rank: tuple[int, int, int] | None = None,
) -> Standing:
    point, score = shown
    lead, far = (funnel.side(place, level) if funnel else 0 for level in LEVELS)
    return Standing(unit=point.unit, place=place, answers=score.base, lead=lead, far=far, rank=rank)


def _ranks(part: list[_Shown]) -> dict[str, tuple[int, int, int]]:
    """Return the range of each unit's rank among those with enough answers and a known spread."""
    judged = [(p, s) for p, s in part if _place(s).n >= SMALLEST]
    known = [(p.unit.id, s, p.sd) for p, s in judged if p.sd is not None]
    if len(known) < _LEAST:
        return {}
    errors = tuple(sd * score.stretch / sqrt(score.base) for _, score, sd in known)
    ranges = rank_intervals(tuple(score.value for _, score, _ in known), errors)
    return {
        name: (best, worst, len(known))
        for (name, _, _), (best, worst) in zip(known, ranges, strict=True)
    }
