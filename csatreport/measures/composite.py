"""One score of a unit from what people say, what inspectors see and what customers complain about.

The weighted mean of the parts that the description of the inspections names. A missing part is
named and its weight not shared among the others: then there is no composite.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from csatreport.measures.inspections import InspectionFindings
from csatreport.measures.volume import complaint_rate
from csatreport.registers.model import Entry, Registers
from csatreport.survey.model import Unit
from csatreport.survey.periods import Period
from csatreport.survey.register import Register

_Entry = TypeVar("_Entry", bound=Entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part on 0–100, None where it is missing."""

    name: str
    weight: float
    score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Composite:
    """The parts of a unit's composite in the order of the description."""

    parts: tuple[Part, ...]

    @property
    def score(self) -> float | None:
        """The weighted mean; None where a part is missing."""
        total = sum(one.weight for one in self.parts)
        products = [one.weight * one.score for one in self.parts if one.score is not None]
        whole = len(products) == len(self.parts) and total > 0
        return sum(products) / total if whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitParts:
    """What registers give to the composite of a unit; None where it is missing.

    ``rate`` is the complaint rate, in the unit of the register of complaints.
    """

    inspections: float | None
    rate: float | None


def measure_composite(
    rule: Register | None, survey: float | None, registered: UnitParts
) -> Composite | None:
    """Put the parts together; None where none are configured.

    Args:
        rule: the description of the inspections, with the weights.
        survey: the index of the survey, 0–100, as far as it may be shown.
        registered: of the same unit and period. The score of complaints falls in a line from 100
            without one to 0 at the rate ``worst``.
    """
    if rule is None or not rule.composite:
        return None
    rate = registered.rate
    scores = {
        "survey": survey,
        "inspections": registered.inspections,
        "complaints": None if rate is None else 100 * max(0.0, 1 - rate / rule.worst),
    }
    parts = (Part(name=name, weight=w, score=scores[name]) for name, w in rule.composite)
    return Composite(parts=tuple(parts))


def measure_leaves(
    registers: Registers, inspections: InspectionFindings | None, leaves: Iterable[Unit],
    period: Period,
) -> dict[str, UnitParts]:  # fmt: skip
    """Return what registers give to the composites of units with none below, by unit id."""
    scores = {one.name: one.score for one in inspections.by_unit} if inspections else {}
    complaints, exposure = _by_unit(registers.complaints), _by_unit(registers.exposure)
    found = {}
    for unit in leaves:
        mine = replace(
            registers, complaints=tuple(complaints[unit.id]), exposure=tuple(exposure[unit.id])
        )
        rate = complaint_rate(mine, period)
        found[unit.id] = UnitParts(
            inspections=scores.get(unit.id), rate=rate.value if rate else None
        )
    return found


def _by_unit(entries: Iterable[_Entry]) -> dict[str, list[_Entry]]:
    found: dict[str, list[_Entry]] = defaultdict(list)
    for one in entries:
        found[one.unit].append(one)
    return found
