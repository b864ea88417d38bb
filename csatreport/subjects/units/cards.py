"""What the one page says of units: which lie far below, and how many figures are withheld."""

from collections.abc import Iterator

from csatreport.counts.findings.standing import Group, far_below
from csatreport.report import numbers
from csatreport.report.inline import Link
from csatreport.report.model import CardRow
from csatreport.report.scope import Scope, hidden

_MOST_UNITS = 2


def compose_unit_rows(scope: Scope, groups: tuple[Group, ...]) -> Iterator[CardRow]:
    """Name the units that lie clearly below the whole, the lowest first; for a unit, itself."""
    own = scope.findings.unit.id
    below = [one for one in far_below(groups) if not scope.leaf or one.unit.id == own]
    for one in below[:_MOST_UNITS]:
        yield CardRow(
            head=scope.unit_link(one.unit),
            detail=scope.say(
                # Where readers may not know the unit above, its figure is not told.
                "units.front.unit_below_apart" if scope.whole is None else "units.front.unit_below",
                value=numbers.index(one.place.value), whole=numbers.index(scope.whole),
                above=scope.unit_name(scope.parent) if scope.leaf and scope.parent else scope.unit,
            ),
        )  # fmt: skip


def compose_concealed(scope: Scope) -> Iterator[CardRow]:
    """Say how many figures are withheld."""
    concealed = sum(hidden(point.score) is not None for point in scope.findings.units)
    concealed += sum(hidden(found.index) is not None for found in scope.findings.items)
    if concealed:
        yield CardRow(
            head=Link(text=scope.say("units.front.suppressed_head"), target="#method"),
            detail=scope.counted("units.front.suppressed", concealed),
        )
