"""One score of a unit from what people say, what inspectors see and what customers complain about.

The weighted mean of the parts that the description of the inspections names. A missing part is
named and its weight not shared among the others: then there is no composite. It knows the
inspections and the complaints.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from csatreport.counts.findings.asked import Asked
from csatreport.registers.model import Registers
from csatreport.study.periods import Period
from csatreport.study.register import RegisterKind
from csatreport.study.register_entries import Complaint, Entry, ExposureMonth
from csatreport.study.units import Unit
from csatreport.subjects.complaints.subject import COMPLAINTS
from csatreport.subjects.complaints.volume import complaint_rate
from csatreport.subjects.composite.settings import CompositeRule
from csatreport.subjects.inspections.measure import InspectionFindings
from csatreport.subjects.inspections.subject import INSPECTIONS

_Entry = TypeVar("_Entry", bound=Entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositePart:
    """A part on 0–100, None where it is missing."""

    name: str
    weight: float
    score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Composite:
    """The parts of a unit's composite in the order of the description."""

    parts: tuple[CompositePart, ...]

    @property
    def total(self) -> float:
        """The sum of the weights."""
        return sum(one.weight for one in self.parts)

    @property
    def score(self) -> float | None:
        """The weighted mean; None where a part is missing."""
        products = [one.weight * one.score for one in self.parts if one.score is not None]
        whole = len(products) == len(self.parts) and self.total > 0
        return sum(products) / self.total if whole else None

    def of(self, name: str) -> float | None:
        """Return the score of a part; None where it is missing or not weighed."""
        return next((one.score for one in self.parts if one.name == name), None)

    def share(self, part: CompositePart) -> float:
        """Return how much a part weighs, as a share of all."""
        return part.weight / self.total


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitParts:
    """What registers give to the composite of a unit; None where it is missing.

    ``rate`` is the complaint rate, in the unit of the register of complaints.
    """

    inspections: float | None
    rate: float | None


@dataclass(frozen=True, kw_only=True)
class Composites:
    """The composites of a unit and of those side by side, and what they are made of."""

    rule: CompositeRule
    own: UnitParts
    leaves: Mapping[str, UnitParts]
    """Of each unit below that has none below itself."""
    made: Composite = Composite(parts=())
    """The unit's composite; put together once it is known which indices may be shown."""
    units: tuple[tuple[Unit, Composite], ...] = ()
    """The composites of the units side by side, the highest first."""

    def put_together(self, survey: float | None, parts: UnitParts) -> Composite:
        """Put a unit's parts together with its index of the survey, as far as it may be shown.

        The score of complaints falls in a line from 100 without one to 0 at the rate ``worst``.
        """
        rate = parts.rate
        scores = {
            "survey": survey,
            "inspections": parts.inspections,
            "complaints": None if rate is None else 100 * max(0.0, 1 - rate / self.rule.worst),
        }
        made = (
            CompositePart(name=name, weight=weight, score=scores[name])
            for name, weight in self.rule.weights
        )
        return Composite(parts=tuple(made))


def measure_composite(asked: Asked) -> Composites | None:
    """Gather the parts of a unit and of those below it; None where no weights are configured."""
    registers = asked.ledger.registers_of(asked.unit.id)
    register = registers.rules.get(RegisterKind.INSPECTIONS)
    rule = register.settings_of(CompositeRule) if register is not None else None
    if rule is None or not rule.weights:
        return None
    visits, heard = asked.of(INSPECTIONS), asked.of(COMPLAINTS)
    units = asked.ledger.units(asked.period)
    leaves = [one for one in units.below(asked.unit.id)[1:] if not units.children(one.id)]
    return Composites(
        rule=rule,
        own=UnitParts(
            inspections=visits.whole.score if visits is not None else None,
            rate=heard.rate.value if heard is not None and heard.rate is not None else None,
        ),
        leaves=measure_leaves(registers, visits, leaves, asked.period),
    )


def measure_leaves(
    registers: Registers, inspections: InspectionFindings | None, leaves: Iterable[Unit],
    period: Period,
) -> dict[str, UnitParts]:  # fmt: skip
    """Return what registers give to the composites of units with none below, by unit id."""
    scores = {one.name: one.score for one in inspections.by_unit} if inspections else {}
    complaints, exposure = _by_unit(registers.of(Complaint)), _by_unit(registers.of(ExposureMonth))
    found = {}
    for unit in leaves:
        own = {
            RegisterKind.COMPLAINTS: tuple(complaints[unit.id]),
            RegisterKind.EXPOSURE: tuple(exposure[unit.id]),
        }
        mine = replace(registers, entries=own)
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
