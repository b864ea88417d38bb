"""The sample that a questionnaire needs, for the company, its units and grades of customers."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import ceil
from pathlib import Path
from typing import TypeAlias

from csatreport.base.errors import ExitCode, StudyError, errors_among, stop_at
from csatreport.base.files.atomic import write_table
from csatreport.base.label import Label
from csatreport.making.plan import check_name
from csatreport.registers.read import read_registers_of
from csatreport.statistics.sampling import allocate, sample_size
from csatreport.study.model import Questionnaire, Study
from csatreport.study.reading.registers import read_registers
from csatreport.study.units import Units
from csatreport.subjects.grades.grading import newest
from csatreport.subjects.study import own_settings, read_sound_study

UNGRADED = "B621"
SampleOf: TypeAlias = Callable[[int], int]
"""How many answers are needed of so many people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSample:
    """What a unit, or a grade, gives to the company's sample, and needs for a figure of its own."""

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

    of: Questionnaire
    population: int | None
    needed: int
    units: tuple[UnitSample, ...]
    alike: tuple[UnitSample, ...] = ()
    """All leaves with equal parts, where no population is known; 0 people stands for unknown."""
    grades: tuple[UnitSample, ...] = ()
    """The grades that customers have, the best first; empty without a register of their points."""

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
            "grades": [
                {"id": u.id, "population": u.population, "allocated": u.allocated, "alone": u.alone}
                for u in self.grades
            ],
        }

    def forms(self, by: str, language: str) -> list[tuple[str, str, str]]:
        """List the forms to print: unit, name and how many.

        ``by`` is ``whole`` (the company's sample), ``kind`` or ``unit`` (a figure of its own for
        each), or ``grade`` (the company's sample by grade of customer).

        Raises:
            StudyError: B621 nobody has a grade (2).
        """
        if by == "grade":
            if not self.grades:
                raise StudyError.at(UNGRADED, self.of.id)
            root = self.of.units.root.id
            return [(root, one.name[language], str(one.allocated)) for one in self.grades]
        pick = {"whole": "allocated", "kind": "kind", "unit": "alone"}[by]
        rows = self.units or self.alike
        return [(one.id, one.name[language], str(getattr(one, pick))) for one in rows]


def plan_sample(
    study: Path, questionnaire: str, margin: float, share: float, level: float
) -> SamplePlan:
    """Plan the sample of a questionnaire.

    Raises:
        StudyError: the configuration has errors, or no such questionnaire (B601); exit code 2. The
            points of customers cannot be read; exit code 3.
    """
    made = read_sound_study(study)
    check_name("QUESTIONNAIRE", questionnaire, made.by_id)
    asked = made.by_id[questionnaire]
    people = asked.units.population(asked.units.root.id)
    needed = sample_size(margin, people, share, level)
    of = partial(sample_size, margin, share=share, level=level)
    known_units = _leaves(asked.units)
    allocated = allocate(needed, known_units)
    by_kind = _by_kind(asked.units, known_units, of)
    return SamplePlan(
        of=asked,
        population=people,
        needed=needed,
        units=tuple(
            UnitSample(
                id=unit,
                name=asked.units.by_id[unit].name,
                population=population,
                allocated=allocated[unit],
                alone=of(population),
                kind=by_kind[unit],
            )
            for unit, population in known_units.items()
        ),
        alike=_alike(asked.units, needed),
        grades=_grades(study, made, asked, of),
    )


def _grades(
    folder: Path, study: Study, asked: Questionnaire, of: SampleOf
) -> tuple[UnitSample, ...]:
    """Share the sample of all customers with a grade out among the grades they have now."""
    registers, issues = read_registers(folder, study, own_settings())
    stop_at(errors_among(issues))
    kept = read_registers_of(registers, asked, folder)
    stop_at(errors_among(kept.intake.issues), ExitCode.UNREADABLE)
    found = newest(kept)
    if found is None:
        return ()
    rule, places = found
    counts = Counter(rule.grades[place].id for place in places.values())
    allocated = allocate(of(len(places)), {one.id: counts[one.id] for one in rule.grades})
    return tuple(
        UnitSample(
            id=one.id,
            name=one.label,
            population=counts[one.id],
            allocated=allocated[one.id],
            alone=of(counts[one.id]),
        )
        for one in rule.grades
        if counts[one.id]
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


def _by_kind(units: Units, people: dict[str, int], of: SampleOf) -> dict[str, int]:
    """Return what each unit gives where every kind of unit is to have a figure of its own."""
    kinds: dict[str, dict[str, int]] = {}
    for unit, population in people.items():
        kinds.setdefault(units.by_id[unit].kind or "", {})[unit] = population
    found: dict[str, int] = {}
    for members in kinds.values():
        found |= allocate(of(sum(members.values())), members)
    return found


def write_plan(rows: list[tuple[str, str, str]], file: Path) -> None:
    """Write the table that ``csatreport forms --batch`` reads: unit, name and forms."""
    write_table(file, ("unit", "name", "forms"), rows)


def _leaves(units: Units) -> dict[str, int]:
    """Return the population of every unit without units below, where that is known."""
    found = {}
    for unit in units.all:
        population = units.population(unit.id)
        if population is not None and not units.children(unit.id) and unit.parent is not None:
            found[unit.id] = population
    return found
