"""Where a rise would matter most: importance against performance, and the unit furthest below.

With importance known, the plane of importance and performance has four quarters, crossed at the
means. A point near a cross may lie on either side by chance, so a question is called "act now"
only if both its intervals lie inside that quarter.

Source: Martilla and James (1977), Importance-performance analysis, Journal of Marketing 41.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from csatreport.measures.change import SMALLEST_BASE
from csatreport.measures.drivers import Driver, Drivers
from csatreport.measures.ledger import Ledger
from csatreport.measures.model import Estimate, ItemFinding, UnitPoint
from csatreport.measures.samples import samples_of
from csatreport.survey.model import Item, Unit
from csatreport.survey.periods import Period

FEWEST = 4
"""Fewer questions than this have no quarters."""


class Quarter(StrEnum):
    """Where a question lies in the plane, by the means of all."""

    ACT = "act"
    """Important, and below the others."""
    KEEP = "keep"
    """Important, and above the others."""
    LATER = "later"
    """Less important, and below the others."""
    ENOUGH = "enough"
    """Less important, and above the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A question in the plane; ``clear`` says that both its intervals lie inside its quarter."""

    driver: Driver
    performance: Estimate
    quarter: Quarter
    clear: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanting:
    """A unit whose index of an item lies clearly below that of all."""

    item: Item
    unit: Unit
    index: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """Questions by importance and performance, and where the cross lies."""

    importance: float
    performance: float
    placed: tuple[Placed, ...]


def plane(drivers: Drivers, performance: Mapping[str, Estimate]) -> Plane | None:
    """Lay the drivers out by importance and performance (estimates by id of item or node).

    None where importance has no shares, or fewer than `FEWEST` have both.
    """
    pairs = [
        (driver, driver.share, performance[driver.of.id])
        for driver in drivers.found
        if driver.share is not None and driver.of.id in performance
    ]
    if drivers.why is not None or len(pairs) < FEWEST:
        return None
    across = sum(share for _, share, _ in pairs) / len(pairs)
    up = sum(score.value for _, _, score in pairs) / len(pairs)
    placed = (_place(driver, share, score, across, up) for driver, share, score in pairs)
    return Plane(importance=across, performance=up, placed=tuple(placed))


def _place(driver: Driver, share: float, score: Estimate, across: float, up: float) -> Placed:
    important, good = share >= across, score.value >= up
    quarter = {
        (True, False): Quarter.ACT,
        (True, True): Quarter.KEEP,
        (False, False): Quarter.LATER,
        (False, True): Quarter.ENOUGH,
    }[important, good]
    return Placed(
        driver=driver,
        performance=score,
        quarter=quarter,
        clear=_beyond(driver.low, driver.high, across, above=important)
        and (score.census or _beyond(score.low, score.high, up, above=good)),
    )


def _beyond(low: float | None, high: float | None, line: float, *, above: bool) -> bool:
    if low is None or high is None:
        return False
    return low > line if above else high < line


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
