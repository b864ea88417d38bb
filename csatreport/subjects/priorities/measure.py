"""Priorities: what a rise of each question would bring, and the unit furthest below.

Importance comes from drivers (`csatreport.subjects.drivers`), what a rise is worth from
`csatreport.subjects.priorities.worth`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from csatreport.counts.findings.asked import Asked
from csatreport.counts.findings.model import ItemFinding, UnitPoint
from csatreport.counts.ledger import Ledger
from csatreport.counts.samples import samples_of
from csatreport.statistics.change import SMALLEST_BASE
from csatreport.statistics.estimate import Estimate
from csatreport.study.item import Item
from csatreport.study.periods import Period
from csatreport.study.units import Unit
from csatreport.subjects.drivers.measure import Driver
from csatreport.subjects.priorities.worth import item_parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanting:
    """A unit whose index of an item lies clearly below that of all."""

    item: Item
    unit: Unit
    index: Estimate


@dataclass(frozen=True, kw_only=True)
class Priority:
    """A question that could rise: by ``rise`` points, worth ``gain`` points of the headline.

    ``driver`` is the question where importance has quarters, else None.
    """

    found: ItemFinding
    index: Estimate
    target: float | None
    rise: float
    gain: float | None
    wanting: Wanting | None
    driver: Driver | None

    @property
    def from_target(self) -> float | None:
        """How far the index stands from the target: below 0 where it misses it."""
        return None if self.target is None else self.index.value - self.target


@dataclass(frozen=True, slots=True, kw_only=True)
class Blamed:
    """A question with its bad answers, and which part (0-1) of its answers they are."""

    item: Item
    bad: int
    share: float


@dataclass(frozen=True, kw_only=True)
class Priorities:
    """What is known of rises, and what follows from what may be shown.

    ``parts`` are those of each item in the headline, by id, which sum to 1; ``wanting`` is the unit
    furthest below the company on each question, if one clearly is. Of these and of figures that may
    be shown are made ``listed``, the questions in their order, and ``blamed``, those that drew bad
    answers, most first.
    """

    parts: Mapping[str, float]
    wanting: tuple[Wanting, ...] = ()
    listed: tuple[Priority, ...] = ()
    blamed: tuple[Blamed, ...] = ()


def measure_priorities(asked: Asked) -> Priorities:
    """Work out what a rise of each item would bring, and who wants it most."""
    ledger, period = asked.ledger, asked.period
    wanting = furthest_below(ledger, period, asked.units, asked.items) if asked.company else ()
    return Priorities(parts=item_parts(ledger, asked.unit.id, period), wanting=tuple(wanting))


def furthest_below(
    ledger: Ledger, period: Period, units: Iterable[UnitPoint], items: Iterable[ItemFinding]
) -> Iterator[Wanting]:
    """Yield for each item the unit that is furthest below the whole, if its interval lies below it.

    Units with few answers are passed over.
    """
    samples = [(point.unit, samples_of(ledger, point.unit.id, period)) for point in units]
    for found in items:
        whole = found.index
        if not isinstance(whole, Estimate):
            continue
        levels = ((unit, sample.index_level(found.item)) for unit, sample in samples)
        below = [
            Wanting(item=found.item, unit=unit, index=level)
            for unit, level in levels
            if level is not None
            and level.base >= SMALLEST_BASE
            and (level.high if level.high is not None else level.value) < whole.value
        ]
        yield from sorted(below, key=lambda one: one.index.value)[:1]
