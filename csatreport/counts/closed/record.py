"""The record of a closed period: what it held when it was first published, or closed by hand.

Whoever keeps an old report can subtract it from a new one. So the figures of a published period
never change, and what they were made of is kept: the tallies of every unit's own forms, where each
unit stood in the tree and how many people it had, and for every row a digest that nobody can make
without the study's secret.
Rows can be known again by it, and told from those that came later, though the answers themselves
may have been deleted.

An anonymous period closes when it is published. One of a named survey is closed by a person; its
record holds the printed figures too (`csatreport.counts.closed.printed`), and a seal that tells
whether somebody wrote in it.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeAlias

from csatreport.base.label import Label
from csatreport.counts.closed.printed import MovedFigure, PrintedFigures
from csatreport.statistics.tally import ItemTally, Moments, Tally, total
from csatreport.study.edition import Edition
from csatreport.study.policy import Anonymity
from csatreport.study.units import Unit, Units

VERSION = 2
"""Version 1 did not say how many people there were, nor how exactly figures were told."""
_BY_HAND = 3
"""The version of periods that a person closed."""

PublishedFigure: TypeAlias = tuple[str, str, str, str]
"""What readers have seen: a topic of the gate, a series, a unit and a period."""
RecordNames: TypeAlias = Mapping[str, Mapping[str, str]]
"""The names of records (`ClosedPeriod.name`) by questionnaire and period."""
ScoredOption: TypeAlias = tuple[str, float | None, str | None]
"""An option's code, points and valence."""


_SEAL = "seal"
"""The hash of all else in a record that a person closed."""


class EditedRecordError(ValueError):
    """Somebody wrote in a record: it is not as the program left it."""


class ToldFrom(StrEnum):
    """What a period is told from."""

    ANSWERS = "answers"
    RECORD = "record"
    """Its record alone: some answers are no more as they were, or units stood elsewhere."""
    DELETED = "deleted"
    """Its record alone: no answers are left."""


@dataclass(frozen=True, kw_only=True)
class ClosedPeriod:
    """One questionnaire's base period as it was published first."""

    questionnaire: str
    period: str
    ends: str
    """The last day of the period, as in 2026-10-31."""
    promise: Mapping[str, int]
    """What was promised to those who answered: the bases of `Anonymity`, by name."""
    parents: Mapping[str, str | None]
    """The unit above each unit that had answers, itself or below; None for the root."""
    options: Mapping[str, tuple[ScoredOption, ...]]
    """The options that items were counted by, by series."""
    tallies: Mapping[str, Tally]
    """What units' own forms say, by unit; all else is a sum of these."""
    digests: tuple[str, ...]
    """One for each row, sorted, so that their order tells nothing; equal rows have equal ones."""
    people: Mapping[str, int] | None = None
    """How many people could answer, by unit, where that was known; None in version 1."""
    exact: bool = True
    """Whether figures were told in full precision, as old versions did, or may have been."""
    printed: PrintedFigures | None = None
    """The company's figures, where a person closed the period."""

    @property
    def rows(self) -> int:
        """How many rows there were."""
        return len(self.digests)

    @property
    def last_restated(self) -> tuple[MovedFigure, ...]:
        """The figures that its last restatement changed; none without one."""
        return self.printed.restated[-1].figures if self.printed and self.printed.restated else ()

    @cached_property
    def sums(self) -> dict[str, Tally]:
        """What every unit says, with all that stood below it."""
        found: dict[str, list[Tally]] = defaultdict(list)
        for unit, tally in self.tallies.items():
            one: str | None = unit
            while one is not None:
                found[one].append(tally)
                one = self.parents[one]
        return {unit: total(tallies) for unit, tallies in found.items()}

    @cached_property
    def text(self) -> str:
        """The record as it is written: the same for the same record."""
        told: dict[str, object] = {
            "version": self.version,
            "questionnaire": self.questionnaire,
            "period": self.period,
            "ends": self.ends,
            "promise": dict(self.promise),
            "rows": self.rows,
            "parents": dict(self.parents),
            "options": {series: list(options) for series, options in self.options.items()},
            "tallies": {unit: _tally_data(tally) for unit, tally in self.tallies.items()},
            "digests": list(self.digests),
        }
        if self.people is not None:
            told |= {"people": dict(self.people), "exact": self.exact}
        if self.printed is None:
            return _braced(f'"{name}": {_json(told[name])}' for name in sorted(told))
        told |= self.printed.as_data()
        plain = _braced(f'"{name}": {_lined(told[name])}' for name in sorted(told))
        seal = hashlib.sha256(plain.encode()).hexdigest()
        return plain.replace("{", f'{{\n"{_SEAL}": "{seal}",', 1)

    @property
    def version(self) -> int:
        """The version of its form."""
        if self.printed is not None:
            return _BY_HAND
        return 1 if self.people is None else VERSION

    @cached_property
    def name(self) -> str:
        """What a share calls it by: a hash of all that it says."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @classmethod
    def parse(cls, text: str) -> ClosedPeriod:
        """Read a record.

        Raises:
            EditedRecordError: somebody wrote in it.
            ValueError: it is not one, or not whole.
        """
        try:
            record = _record(json.loads(text))
        except (KeyError, TypeError, AttributeError, IndexError) as fault:
            raise ValueError(str(fault)) from fault
        if sum(tally.responses for tally in record.tallies.values()) != record.rows:
            raise ValueError("rows")
        if record.printed is not None and record.text != text:
            raise EditedRecordError(_SEAL)
        return record

    def same_answers(self, other: ClosedPeriod) -> bool:
        """Tell whether another record is of the same answers, counted alike."""
        plain = [replace(one, promise={}, exact=False, printed=None) for one in (self, other)]
        return plain[0] == plain[1]

    def keeps(self, promise: Anonymity | None) -> bool:
        """Tell whether a promise is no less than what was promised then."""
        told = promises_of(promise)
        return all(told.get(name, 0) >= base for name, base in self.promise.items())

    def moved(self, units: Units) -> tuple[str, ...]:
        """Return the units that stand elsewhere today, or nowhere."""
        known = units.by_id
        return tuple(
            unit
            for unit, parent in self.parents.items()
            if unit not in known or known[unit].parent != parent
        )

    def fits(self, units: Units) -> bool:
        """Tell whether every unit of it still stands where it stood."""
        return not self.moved(units)

    def tree(self, units: Units) -> Units:
        """Return today's units, those of the record where they stood then, with the people of then.

        A unit that is gone is called by its id.
        """
        if self.fits(units) and self.people in (None, people_of(units)):
            return units
        known = people_of(units) if self.people is None else self.people
        placed = (
            replace(u, parent=self.parents.get(u.id, u.parent), population=known.get(u.id))
            for u in units.all
        )
        gone = (
            Unit(id=unit, name=Label.of(unit), parent=parent, population=known.get(unit))
            for unit, parent in self.parents.items()
            if unit not in units.by_id
        )
        return replace(units, all=(*placed, *gone))

    def counted_by(self, edition: Edition) -> ClosedPeriod:
        """Leave out the items whose options are others today: such counts do not add."""
        today = options_of(edition)
        same = {s for s, then in self.options.items() if _codes(today.get(s, then)) == _codes(then)}
        return replace(
            self,
            tallies={
                unit: replace(tally, items={s: t for s, t in tally.items.items() if s in same})
                for unit, tally in self.tallies.items()
            },
        )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _lined(value: object) -> str:
    """Write a value with each of its entries on a line, so that a change shows which."""
    if isinstance(value, Mapping) and value:
        return _braced(f'"{name}": {_json(value[name])}' for name in sorted(value)).rstrip()
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(map(_json, value)) + "\n]"
    return _json(value)


def _braced(lines: Iterable[str]) -> str:
    return "{\n" + ",\n".join(lines) + "\n}\n"


def people_of(units: Units) -> dict[str, int]:
    """Return how many people could answer in each unit of which that is known."""
    known = ((unit.id, units.population(unit.id)) for unit in units.all)
    return {unit: people for unit, people in known if people is not None}


def options_of(edition: Edition) -> dict[str, tuple[ScoredOption, ...]]:
    """Return the options of each item, by series."""
    return {
        item.series: tuple((o.code, o.points, o.valence and o.valence.value) for o in item.options)
        for item in edition.items
    }


def _codes(options: Iterable[ScoredOption]) -> list[str]:
    return [code for code, _, _ in options]


def _option(told: list[Any]) -> ScoredOption:
    code, points, valence = told
    return code, points, valence


def promises_of(promise: Anonymity | None) -> dict[str, int]:
    """Return the bases that a promise names; none without one."""
    return {} if promise is None else asdict(promise)


def parents_of(units: Units, answered: Iterable[str]) -> dict[str, str | None]:
    """Return the unit above each of some units, and of all that are above these."""
    return {one.id: one.parent for unit in answered for one in units.path(unit)}


def _tally_data(tally: Tally) -> dict[str, object]:
    return {
        "responses": tally.responses,
        "items": {
            series: [list(t.counts), t.blank, t.multiple, t.not_applicable, t.invalid]
            for series, t in tally.items.items()
        },
        "scores": {series: [m.n, m.total, m.squares] for series, m in tally.scores.items()},
    }


def _tally(told: Mapping[str, Any]) -> Tally:
    return Tally(
        int(told["responses"]),
        {s: ItemTally(tuple(counts), *rest) for s, (counts, *rest) in told["items"].items()},
        {s: Moments(*numbers) for s, numbers in told["scores"].items()},
    )


def _record(told: Mapping[str, Any]) -> ClosedPeriod:
    if not 1 <= told["version"] <= _BY_HAND or told["rows"] != len(told["digests"]):
        raise ValueError("version, rows")
    return ClosedPeriod(
        questionnaire=told["questionnaire"],
        period=told["period"],
        ends=told["ends"],
        promise={name: int(base) for name, base in told["promise"].items()},
        parents=dict(told["parents"]),
        options={s: tuple(map(_option, options)) for s, options in told["options"].items()},
        tallies={unit: _tally(tally) for unit, tally in told["tallies"].items()},
        digests=tuple(told["digests"]),
        people=None if told["version"] == 1 else dict(told["people"]),
        exact=told["version"] == 1 or bool(told["exact"]),
        printed=PrintedFigures.of_data(told) if told["version"] == _BY_HAND else None,
    )
