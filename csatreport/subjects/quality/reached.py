"""Units beside how many could have answered there, where that is known."""

from dataclasses import dataclass

from csatreport.counts.findings.model import UnitPoint
from csatreport.report.scope import Scope, hidden
from csatreport.study.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A unit with how many could answer and how many did; None where that is not shown."""

    unit: Unit
    population: int
    answered: int | None

    @property
    def rate(self) -> float | None:
        """The part that answered; None where it is not shown or cannot be."""
        if self.answered is None or not 0 <= self.answered <= self.population:
            return None
        return self.answered / self.population

    @property
    def missing(self) -> int | None:
        """How many did not answer; None where it is not shown or cannot be."""
        return None if self.rate is None else self.population - (self.answered or 0)


def reached_units(scope: Scope) -> tuple[Reached, ...]:
    """Return the units below with a known population, those reached least first.

    Only a base period has a response rate: in a longer one a person may answer several times.
    """
    findings = scope.findings
    if findings.period.kind is not findings.questionnaire.every:
        return ()
    known = [
        (point, findings.questionnaire.units.population(point.unit.id)) for point in _below(scope)
    ]
    found = [
        Reached(unit=point.unit, population=population, answered=_answered(point))
        for point, population in known
        if population
    ]
    return tuple(sorted(found, key=lambda one: 2.0 if one.rate is None else one.rate))


def _below(scope: Scope) -> tuple[UnitPoint, ...]:
    """Return the units below; for a leaf, whose neighbours the findings hold, none."""
    own = scope.findings.unit.id
    return scope.findings.units if scope.findings.questionnaire.units.children(own) else ()


def _answered(point: UnitPoint) -> int | None:
    """Return how many answered; a hidden base is 0 beside a hidden score."""
    return None if hidden(point.score) is not None and not point.n else point.n
