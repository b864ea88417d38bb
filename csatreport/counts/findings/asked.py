"""What a subject is asked to measure, and the key under which its result is found again.

Findings hold the results of subjects without knowing any of them: a subject is its own key, and
the type of the key is the type of what it found.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar, cast

from csatreport.counts.findings.key import ResultKey
from csatreport.counts.findings.model import ItemFinding, UnitPoint
from csatreport.counts.findings.whole import Findings
from csatreport.counts.ledger import Ledger
from csatreport.study.periods import Period
from csatreport.study.units import Unit

_Found = TypeVar("_Found")

Elsewhere: TypeAlias = Callable[[str, Period], Findings | None]
"""Tells what another questionnaire found for the whole company, by its id, up to a period's end:
only what may be told of it, and only results. None where it told nothing in the year before."""


def nowhere(_questionnaire: str, _period: Period) -> None:
    """Know of no other questionnaire."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One unit and period, and what is already known about them.

    ``earlier`` are the periods of the same kind before this one, oldest first, ``past`` those of
    them in which the unit has answers; ``items`` and ``units`` are the findings about questions and
    about the units below; ``found`` is what subjects before this one found; ``elsewhere`` tells
    what other questionnaires found.
    """

    ledger: Ledger
    unit: Unit
    period: Period
    earlier: tuple[Period, ...]
    past: tuple[Period, ...]
    items: tuple[ItemFinding, ...]
    units: tuple[UnitPoint, ...]
    found: Mapping[ResultKey[Any], object] = field(default_factory=dict)
    elsewhere: Elsewhere = nowhere

    def of(self, key: ResultKey[_Found]) -> _Found | None:
        """Return what a subject before this one found."""
        return cast("_Found | None", self.found.get(key))

    @property
    def answered(self) -> tuple[Period, ...]:
        """The periods up to this one in which the unit has answers, oldest first."""
        now = (self.period,) if self.ledger.answered(self.unit.id, self.period) else ()
        return (*self.past, *now)

    @property
    def company(self) -> bool:
        """Whether the unit is the whole."""
        return self.unit.parent is None


@dataclass(frozen=True, kw_only=True, eq=False)
class Measured(ResultKey[_Found]):
    """A key that knows how to measure what stands under it; None where nothing asks for it."""

    measure: Callable[[Asked], _Found | None]
