"""What a subject is asked to measure, and the key under which its result is found again.

Findings hold the results of subjects without knowing any of them: a subject is its own key, and
the type of the key is the type of what it found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from csatreport.measures.key import Key
from csatreport.measures.ledger import Ledger
from csatreport.measures.model import ItemFinding, UnitPoint
from csatreport.survey.model import Unit
from csatreport.survey.periods import Period

_Found = TypeVar("_Found")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One unit and period, and what is already known about them.

    ``past`` are the periods of the same kind before this one in which the unit has answers, oldest
    first; ``items`` and ``units`` are the findings about questions and about the units below.
    """

    ledger: Ledger
    unit: Unit
    period: Period
    past: tuple[Period, ...]
    items: tuple[ItemFinding, ...]
    units: tuple[UnitPoint, ...]

    @property
    def company(self) -> bool:
        """Whether the unit is the whole."""
        return self.unit.parent is None


@dataclass(frozen=True, kw_only=True, eq=False)
class Measured(Key[_Found]):
    """A key that knows how to measure what stands under it."""

    measure: Callable[[Asked], _Found]
