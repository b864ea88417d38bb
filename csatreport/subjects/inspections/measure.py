"""Inspections: what was checked, and how much of it passed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from csatreport.counts.findings.asked import Asked
from csatreport.study.register_entries import Check
from csatreport.study.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The score of a unit or section: 100 · Σ w·passed / Σ w over the checks that applied.

    None where nothing applied. ``failed`` are critical checks that were not passed: shown apart,
    because no score makes up for one.
    """

    name: str
    passed: float
    """The weights of the checks that were passed."""
    weight: float
    """The weights of all that applied."""
    checks: int
    findings: int
    failed: tuple[str, ...]

    @property
    def score(self) -> float | None:
        """The share of the weights that were passed, in per cent."""
        return 100 * self.passed / self.weight if self.weight else None


@dataclass(frozen=True, kw_only=True)
class InspectionFindings:
    """The inspections of a unit and period."""

    visits: int
    whole: Marks
    by_section: tuple[Marks, ...]
    by_unit: tuple[Marks, ...]
    open: tuple[Check, ...]
    """Findings that no re-inspection has closed by the end of the period."""


def measure_inspections(asked: Asked) -> InspectionFindings | None:
    """Measure the inspections of a unit and of those below it; None without any."""
    period = asked.period
    entries = asked.ledger.registers_of(asked.unit.id).of(Check)
    mine = [one for one in entries if period.start <= one.day <= period.end]
    if not mine:
        return None
    sections: dict[str, list[Check]] = defaultdict(list)
    units: dict[str, list[Check]] = defaultdict(list)
    for one in mine:
        sections[one.section].append(one)
        units[one.unit].append(one)
    return InspectionFindings(
        visits=len({(one.unit, one.day, one.visit) for one in mine}),
        whole=marks("", mine),
        by_section=tuple(marks(name, some) for name, some in sections.items()),
        by_unit=tuple(marks(name, some) for name, some in units.items()),
        open=tuple(
            one
            for one in mine
            if one.passed is False and (one.closed is None or one.closed > period.end)
        ),
    )


def of_whole(found: InspectionFindings, root: Unit) -> InspectionFindings:
    """Return them as if the whole had no units below."""
    return replace(found, by_unit=(), open=tuple(replace(one, unit=root.id) for one in found.open))


def marks(name: str, checks: Iterable[Check]) -> Marks:
    """Score some checks; those that did not apply are left out, a check without weight weighs 1."""
    used = [one for one in checks if one.passed is not None]
    weights = [1.0 if one.weight is None else one.weight for one in used]
    passed = sum(weight for one, weight in zip(used, weights, strict=True) if one.passed)
    return Marks(
        name=name,
        passed=passed,
        weight=sum(weights),
        checks=len(used),
        findings=sum(not one.passed for one in used),
        failed=tuple(one.check for one in used if one.critical and not one.passed),
    )
