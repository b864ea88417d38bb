"""The sample that a questionnaire needs, for the company and for each of its units."""

from collections import Counter
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from csatreport.base.files.atomic import write_table
from csatreport.base.label import Label
from csatreport.making.plan import check_name
from csatreport.statistics.sampling import allocate, sample_size
from csatreport.study.units import Units
from csatreport.subjects.study import read_sound_study


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSample:
    """What a unit gives to the company's sample, and what it needs for a figure of its own."""

    id: str
    name: Label
    population: int
    allocated: int
    alone: int
    kind: int = 0
    """Its part of what all units of its kind together need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePlan:
    """How many answers are needed; ``units`` are the leaves with a known population."""

    title: Label
    population: int | None
    needed: int
    units: tuple[UnitSample, ...]
    alike: tuple[UnitSample, ...] = ()
    """All leaves with equal parts, where no population is known; 0 people stands for unknown."""

    def as_json(self) -> dict[str, object]:
        """Return what ``sample --format json`` prints."""
        return {
            "version": 1,
            "population": self.population,
            "needed": self.needed,
            "units": [
                {
                    "id": u.id,
                    "population": u.population,
                    "allocated": u.allocated,
                    "by_kind": u.kind,
                    "alone": u.alone,
                }
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
    made = read_sound_study(study)
    check_name("QUESTIONNAIRE", questionnaire, made.by_id)
    asked = made.by_id[questionnaire]
    people = asked.units.population(asked.units.root.id)
    needed = sample_size(margin, people, share, level)
    known_units = _leaves(asked.units)
    allocated = allocate(needed, known_units)
    by_kind = _by_kind(asked.units, known_units, margin, share, level)
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
                kind=by_kind[unit],
            )
            for unit, population in known_units.items()
        ),
        alike=_alike(asked.units, needed),
    )


def _alike(units: Units, needed: int) -> tuple[UnitSample, ...]:
    """Share a sample out evenly among the leaves: the whole, each kind, and each unit alone."""
    leaves = [u for u in units.all if not units.children(u.id) and u.parent is not None]
    kinds = Counter(unit.kind for unit in leaves)
    return tuple(
        UnitSample(
            id=unit.id,
            name=unit.name,
            population=0,
            allocated=ceil(needed / len(leaves)),
            kind=ceil(needed / kinds[unit.kind]),
            alone=needed,
        )
        for unit in leaves
    )


def _by_kind(
    units: Units, people: dict[str, int], margin: float, share: float, level: float
) -> dict[str, int]:
    """Return what each unit gives where every kind of unit is to have a figure of its own."""
    kinds: dict[str, dict[str, int]] = {}
    for unit, population in people.items():
        kinds.setdefault(units.by_id[unit].kind or "", {})[unit] = population
    found: dict[str, int] = {}
    for members in kinds.values():
        needed = sample_size(margin, sum(members.values()), share, level)
        found |= allocate(needed, members)
    return found


def write_plan(plan: SamplePlan, by: str, file: Path, language: str) -> None:
    """Write the table that ``csatreport forms --batch`` reads: unit, name and forms.

    ``by`` is ``whole`` (the company's sample), ``kind`` or ``unit`` (a figure of its own for each).
    """
    pick = {"whole": "allocated", "kind": "kind", "unit": "alone"}[by]
    rows = plan.units or plan.alike
    table = ((u.id, u.name[language], str(getattr(u, pick))) for u in rows)
    write_table(file, ("unit", "name", "forms"), table)


def _leaves(units: Units) -> dict[str, int]:
    """Return the population of every unit without units below, where that is known."""
    found = {}
    for unit in units.all:
        population = units.population(unit.id)
        if population is not None and not units.children(unit.id) and unit.parent is not None:
            found[unit.id] = population
    return found
