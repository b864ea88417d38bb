"""Units judged side by side: by kind, within a funnel each, and ranked only with a range.

Both the funnel's middle and its width are taken from units that may be shown, so that they tell
nothing about those that may not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TypeVar

from csatreport.measures.funnel import (
    LEVELS,
    SMALLEST,
    Funnel,
    Place,
    mean_funnel,
    pooled_spread,
    rank_intervals,
    share_funnel,
)
from csatreport.measures.model import Estimate, UnitPoint
from csatreport.report.scope import Scope, estimate
from csatreport.survey.model import Unit

LEAST_OF_A_KIND = 3
"""Kinds are kept apart where each has so many units to show; else all stand in one funnel."""
_LEAST = 2
INNER, OUTER = LEVELS
_Entry = TypeVar("_Entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One unit in its funnel: beyond the inner or the outer limits, and the range of its rank.

    ``lead`` and ``far`` are -1 below, 1 above, 0 within. ``rank`` is (best, worst, of how many).
    """

    unit: Unit
    place: Place
    lead: int = 0
    far: int = 0
    rank: tuple[int, int, int] | None = None

    @property
    def judged(self) -> bool:
        """Whether it has enough answers to be judged."""
        return self.place.n >= SMALLEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Units of one kind, or all of them (``kind`` is ""), in the order of the unit file."""

    kind: str
    funnel: Funnel | None
    standings: tuple[Standing, ...]
    others: tuple[Standing, ...] = ()
    """All units of the group, where ``standings`` are reduced to the one that matters."""


def whole_value(scope: Scope) -> float | None:
    """Return the value to compare with: of the unit that holds those compared."""
    top = scope.parent if is_leaf(scope) else scope.findings
    score = estimate(top.headline.index) if top is not None and top.headline else None
    return score.value if score is not None else None


def is_leaf(scope: Scope) -> bool:
    """Tell whether a report is about a unit that has none below it."""
    return not scope.findings.questionnaire.units.children(scope.findings.unit.id)


def judge_means(scope: Scope, whole: float | None) -> tuple[Group, ...]:
    """Judge the headline index of the units side by side; ``whole`` is the value of all of them.

    The last judgement is kept, because every chapter, and every unit of a period, asks for the
    same.
    """
    points = scope.findings.units
    if not (_last and _last[0][0] is points and _last[0][1] == whole):
        _last[:] = [(points, whole, judge_points(points, whole))]
    return _last[0][2]


_last: list[tuple[tuple[UnitPoint, ...], float | None, tuple[Group, ...]]] = []


def judge_points(points: tuple[UnitPoint, ...], whole: float | None) -> tuple[Group, ...]:
    """Judge means of units side by side; ``whole`` is the middle where all stand in one funnel."""
    shown = [(p, s) for p in points if (s := estimate(p.score)) is not None]
    parts = _by_kind([(point.unit, (point, score)) for point, score in shown])
    target = whole if len(parts) == 1 else None
    return tuple(_means(kind, part, target) for kind, part in parts)


def judge_shares(shares: Sequence[tuple[Unit, Estimate]]) -> tuple[Group, ...]:
    """Judge one question's favourable share in several units."""
    groups = []
    for kind, part in _by_kind([(unit, (unit, share)) for unit, share in shares]):
        places = [Place(n=share.base, value=share.value) for _, share in part]
        funnel = share_funnel(places) if len(part) >= _LEAST else None
        standings = tuple(
            _standing(unit, place, funnel) for (unit, _), place in zip(part, places, strict=True)
        )
        groups.append(Group(kind=kind, funnel=funnel, standings=standings))
    return tuple(groups)


def _by_kind(entries: Sequence[tuple[Unit, _Entry]]) -> list[tuple[str, list[_Entry]]]:
    """Part units by kind, in order of appearance; all in one where a kind is too small."""
    parts: dict[str, list[_Entry]] = {}
    for unit, entry in entries:
        parts.setdefault(unit.kind or "", []).append(entry)
    if len(parts) > 1 and min(map(len, parts.values())) >= LEAST_OF_A_KIND:
        return list(parts.items())
    return [("", [entry for _, entry in entries])] if entries else []


def _means(kind: str, part: list[tuple[UnitPoint, Estimate]], target: float | None) -> Group:
    places = [Place(n=score.base, value=score.value) for _, score in part]
    spread = pooled_spread([(s.base, p.sd) for p, s in part if p.sd is not None])
    funnel = mean_funnel(places, spread, target) if len(part) >= _LEAST else None
    ranks = _ranks(part)
    standings = tuple(
        _standing(point.unit, place, funnel, ranks.get(point.unit.id))
        for (point, _), place in zip(part, places, strict=True)
    )
    return Group(kind=kind, funnel=funnel, standings=standings)


def _standing(
    unit: Unit, place: Place, funnel: Funnel | None, rank: tuple[int, int, int] | None = None
) -> Standing:
    if funnel is None:
        return Standing(unit=unit, place=place, rank=rank)
    lead, far = funnel.side(place, INNER), funnel.side(place, OUTER)
    return Standing(unit=unit, place=place, lead=lead, far=far, rank=rank)


def _ranks(part: list[tuple[UnitPoint, Estimate]]) -> dict[str, tuple[int, int, int]]:
    """Return the range of each unit's rank among those with enough answers and a known spread."""
    known = [(p.unit.id, s, p.sd) for p, s in part if p.sd is not None and s.base >= SMALLEST]
    if len(known) < _LEAST:
        return {}
    errors = tuple(sd / sqrt(score.base) for _, score, sd in known)
    ranges = rank_intervals(tuple(score.value for _, score, _ in known), errors)
    return {
        name: (best, worst, len(known))
        for (name, _, _), (best, worst) in zip(known, ranges, strict=True)
    }
