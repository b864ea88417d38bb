"""Everything known about one questionnaire, unit and period."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from csatreport.counts.closed.record import ToldFrom
from csatreport.counts.findings.key import ResultKey
from csatreport.counts.findings.model import (
    Distribution,
    ItemFinding,
    NodeFinding,
    Quality,
    Quantity,
    TrendPoint,
    UnitPoint,
)
from csatreport.counts.findings.recommended import NetFinding
from csatreport.counts.findings.weighted import Unweighted
from csatreport.counts.registered import Registered
from csatreport.study.edition import Edition
from csatreport.study.model import Questionnaire
from csatreport.study.periods import Period
from csatreport.study.units import Unit

_Found = TypeVar("_Found")


@dataclass(frozen=True, kw_only=True)
class Findings:
    """Everything known about one questionnaire, unit and period."""

    questionnaire: Questionnaire
    edition: Edition
    unit: Unit
    period: Period
    responses: int
    population: int | None
    headline: NodeFinding | None
    items: tuple[ItemFinding, ...]
    """Closed items with role rated, overall or recommend, in form order."""
    trend: tuple[TrendPoint, ...]
    """Headline over the periods of the same kind, oldest first, ending with this one."""
    running: tuple[Period, ...] = field(default=(), kw_only=True)
    """For the newest base period: longer ones that hold it, are unfinished, and not reported."""
    units: tuple[UnitPoint, ...]
    """The units directly below, or all leaves below for the root."""
    background: tuple[Distribution, ...]
    quality: Quality
    quantities: tuple[Quantity, ...] = ()
    """Background items that take a number or a date, in form order."""
    unweighted: Unweighted | None = None
    """What counting every answer once would give; None where no weights are declared."""
    sources: tuple[tuple[str, int], ...] = ()
    """(file, rows it gave to this unit and period), in order of intake."""
    nets: tuple[NetFinding, ...] = ()
    """Net scores of the recommend questions, in form order; usually one or none."""
    registered: Registered = field(default_factory=Registered)
    """What the registers beside the questionnaire say."""
    origin: ToldFrom = ToldFrom.ANSWERS
    """What they were found in: answers, or the record of what was published of them."""
    results: Mapping[ResultKey[Any], object] = field(default_factory=dict)
    """What each subject found, in the order of the report; None where nothing may be shown."""

    def of(self, key: ResultKey[_Found]) -> _Found | None:
        """Return what a subject found; None where it was not measured or may not be shown."""
        return cast("_Found | None", self.results.get(key))
