"""The favourable share of every question in every unit just below: regions, or a region's stores.

A share is clear where it lies outside the outer limits (99.8 %) of the funnel that its question has
over these units (`counts.findings.standing`); with all of them inside, nothing is said of any.
"""

from dataclasses import dataclass, replace

from csatreport.counts.findings.asked import Asked
from csatreport.counts.findings.levels import share_point
from csatreport.counts.findings.model import ItemFinding
from csatreport.counts.findings.standing import Group, by_unit, judge_shares
from csatreport.statistics.estimate import Estimate
from csatreport.study.item import Item, Role
from csatreport.study.units import Unit

_LEAST = 2
"""One unit by itself is no comparison."""
_MOST = 24
"""Of more units those are kept that lie clearly below in most questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """A question in a unit: its favourable share (0-1), None without answers.

    ``side`` is -1 where it is clearly below the others, 1 clearly above, 0 where chance explains
    it.
    """

    share: float | None
    n: int
    side: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """A question: its share in the whole and, in the order of the units, in each of them."""

    item: Item
    whole: float
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """Questions by units; ``total`` is how many units there are, also those not kept.

    ``chance`` is how many shares chance alone puts outside the limits.
    """

    units: tuple[Unit, ...]
    total: int
    rows: tuple[HeatRow, ...]
    chance: float

    @property
    def judged(self) -> int:
        """How many shares there are."""
        return sum(cell.share is not None for row in self.rows for cell in row.cells)

    @property
    def clear(self) -> int:
        """How many of them are clear."""
        return sum(cell.side != 0 for row in self.rows for cell in row.cells)


def measure_heat(asked: Asked) -> Heat | None:
    """Set every rated question in the units just below side by side, the best question first."""
    questionnaire = asked.ledger.questionnaire
    units = asked.ledger.units(asked.period).children(asked.unit.id)
    if questionnaire.anonymity or not questionnaire.reporting.comparison or len(units) < _LEAST:
        return None
    rated = [one for one in asked.items if one.item.role is Role.RATED]
    known = [(one, one.favourable) for one in rated if isinstance(one.favourable, Estimate)]
    known.sort(key=lambda pair: -pair[1].value)
    judged = [_judged(found, whole.value, units, asked) for found, whole in known]
    chance = sum(group.counts.chance[1] for _, groups in judged for group in groups)
    rows = tuple(row for row, _ in judged)
    return _kept(Heat(units=units, total=len(units), rows=rows, chance=chance)) if rows else None


def _judged(
    found: ItemFinding, whole: float, units: tuple[Unit, ...], asked: Asked
) -> tuple[HeatRow, tuple[Group, ...]]:
    points = [share_point(asked.ledger, unit, asked.period, found.item) for unit in units]
    groups = judge_shares(points, whole)
    standings = by_unit(groups)
    cells = tuple(
        HeatCell(
            share=point.score.value if isinstance(point.score, Estimate) else None,
            n=point.n,
            side=standings[point.unit.id].far if point.unit.id in standings else 0,
        )
        for point in points
    )
    return HeatRow(item=found.item, whole=whole, cells=cells), groups


def _kept(heat: Heat) -> Heat:
    """Keep the units that lie clearly below most often, in their own order."""
    if len(heat.units) <= _MOST:
        return heat
    below = [sum(row.cells[n].side < 0 for row in heat.rows) for n in range(len(heat.units))]
    kept = sorted(sorted(range(len(below)), key=lambda n: -below[n])[:_MOST])
    rows = (replace(row, cells=tuple(row.cells[n] for n in kept)) for row in heat.rows)
    return replace(heat, units=tuple(heat.units[n] for n in kept), rows=tuple(rows))
