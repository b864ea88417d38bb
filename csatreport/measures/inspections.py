"""Inspections and defects: what was checked and passed, what was found before a customer did."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from csatreport.measures.model import Estimate
from csatreport.measures.proportions import estimate_share
from csatreport.registers.model import Check, Registers
from csatreport.survey.periods import Period


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


@dataclass(frozen=True, kw_only=True)
class DefectFindings:
    """Defects found inside in a period; ``complaints`` are those received in it."""

    n: int
    customers: int
    in_time: Estimate | None
    open: int
    by_area: tuple[tuple[str, int], ...]
    by_finder: tuple[tuple[str, int], ...]
    """Who found them: own staff, the line, an audit; empty where nobody is named."""
    complaints: int

    @property
    def ratio(self) -> float | None:
        """Found inside for each that a customer complained about; None without complaints."""
        return self.n / self.complaints if self.complaints else None


def measure_inspections(registers: Registers, period: Period) -> InspectionFindings | None:
    """Measure the inspections of a unit, whose registers these are; None without any."""
    mine = [one for one in registers.inspections if period.start <= one.day <= period.end]
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


def _counted(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Count names, the most frequent first."""
    return tuple(sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0])))


def measure_defects(registers: Registers, period: Period) -> DefectFindings | None:
    """Measure the defects of a unit, whose registers these are; None without any."""
    mine = [one for one in registers.defects if period.start <= one.found <= period.end]
    if not mine:
        return None
    fixed = [one for one in mine if one.fixed is not None and one.fixed <= period.end]
    late = [one for one in mine if one not in fixed and one.limit and one.limit < period.end]
    timed = [one for one in fixed if one.limit is not None]
    judged = len(timed) + len(late)
    in_time = sum(one.fixed <= one.limit for one in timed if one.fixed and one.limit)
    return DefectFindings(
        n=len(mine),
        customers=round(sum(one.customers or 0 for one in mine)),
        in_time=estimate_share(in_time, judged, None) if judged else None,
        open=len(mine) - len(fixed),
        by_area=_counted(one.area for one in mine),
        by_finder=_counted(one.by for one in mine) if any(one.by for one in mine) else (),
        complaints=sum(period.start <= c.received <= period.end for c in registers.complaints),
    )
