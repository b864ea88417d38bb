"""The sample that a questionnaire needs, for the company and for each of its units."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from csatreport.build.plan import unknown_name
from csatreport.errors import ExitCode, Severity, StudyError
from csatreport.label import Label
from csatreport.measures.sampling import allocate, sample_size
from csatreport.survey.model import Units
from csatreport.survey.read import read_study


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSample:
    """What a unit gives to the company's sample, and what it needs for a figure of its own."""

    id: str
    name: Label
    population: int
    allocated: int
    alone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePlan:
    """How many answers are needed; ``units`` are the leaves with a known population."""

    title: Label
    population: int | None
    needed: int
    units: tuple[UnitSample, ...]

    def as_json(self) -> dict[str, object]:
        """Return what ``sample --format json`` prints."""
        return {
            "version": 1,
            "population": self.population,
            "needed": self.needed,
            "units": [
                {"id": u.id, "population": u.population, "allocated": u.allocated, "alone": u.alone}
                for u in self.units
            ],
        }


def plan_sample(
    study: Path, questionnaire: str, margin: float, share: float, level: float
) -> SamplePlan:
    """Plan the sample of a questionnaire.

    Raises:
        StudyError: the configuration has errors, or no such questionnaire (B601); exit code 2.
    """
    made, issues = read_study(study)
    if made is None or any(issue.severity is Severity.ERROR for issue in issues):
        raise StudyError(issues, ExitCode.USAGE)
    if questionnaire not in made.by_id:
        known = {asked.id for asked in made.questionnaires}
        raise StudyError((unknown_name("QUESTIONNAIRE", questionnaire, known),), ExitCode.USAGE)
    asked = made.by_id[questionnaire]
    people = asked.units.population(asked.units.root.id)
    needed = sample_size(margin, people, share, level)
    known_units = _leaves(asked.units)
    allocated = allocate(needed, known_units)
    return SamplePlan(
        title=asked.title,
        population=people,
        needed=needed,
        units=tuple(
            UnitSample(
                id=unit,
                name=asked.units.by_id[unit].name,
                population=population,
                allocated=allocated[unit],
                alone=sample_size(margin, population, share, level),
            )
            for unit, population in known_units.items()
        ),
    )


def _leaves(units: Units) -> dict[str, int]:
    """Return the population of every unit without units below, where that is known."""
    found = {}
    for unit in units.all:
        population = units.population(unit.id)
        if population is not None and not units.children(unit.id) and unit.parent is not None:
            found[unit.id] = population
    return found
