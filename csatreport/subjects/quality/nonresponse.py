"""Who did not answer: units beside how many could have answered there, where that is known."""

from collections.abc import Iterator
from dataclasses import dataclass

from csatreport.counts.findings.model import UnitPoint
from csatreport.report import numbers
from csatreport.report.columns import Column, TextColumn, lay_out
from csatreport.report.model import Table
from csatreport.report.scope import Scope, hidden
from csatreport.study.units import Unit

_ROWS = 20
"""Most units that are listed; all of them stand in the data."""


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


def compose_nonresponse(scope: Scope) -> Iterator[Table]:
    """Yield the table of who did not answer, if it can be known for several units."""
    units = [one for one in reached_units(scope) if one.answered is not None]
    if len(units) < 2:
        return
    left_out = max(0, len(units) - _ROWS)
    more = scope.say("quality.nonresponse_more", units=scope.units(left_out)) if left_out else ""
    caption = scope.say("quality.nonresponse")
    yield lay_out(_COLUMNS, units[:_ROWS], scope, caption=caption, note=more)


_COLUMNS = (
    TextColumn("quality.head_unit", lambda one, scope: scope.unit_name(one.unit)),
    Column("quality.head_population", lambda one, _: numbers.count(one.population)),
    Column("quality.head_reached", lambda one, _: numbers.count(one.answered)),
    Column("quality.head_not_reached", lambda one, _: numbers.count(one.missing)),
    Column("who.term.rate", lambda one, _: numbers.share(one.rate)),
)
