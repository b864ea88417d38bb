"""The heat table: questions by units, tinted only where a share is clearly lower or higher.

Few units stand across, so that questions keep their names; many stand down, under the numbers of
the questions.
"""

from collections.abc import Iterator

from csatreport.report import numbers
from csatreport.report.figures import HeatLine, HeatTable, HeatValue
from csatreport.report.inline import Link
from csatreport.report.scope import Scope
from csatreport.study.item import Item
from csatreport.study.units import Unit
from csatreport.subjects.heat.measure import Heat, HeatCell

_ACROSS = 8
"""Up to so many units stand across."""
_SIDES = {-1: "heat.below", 0: "heat.cell", 1: "heat.above"}


def heat_table(scope: Scope, found: Heat | None) -> Iterator[HeatTable]:
    """Make the table; nothing where there are no units to tell of."""
    if found is None or not found.rows:
        return
    questions = tuple(_question(row.item, scope) for row in found.rows)
    units = tuple(map(scope.unit_link, found.units))
    cells = tuple(tuple(_cells(found, scope, row)) for row in range(len(found.rows)))
    across = len(units) <= _ACROSS
    if across:
        lines = zip(questions, cells, strict=True)
        heads = units
    else:
        lines = zip(units, zip(*cells, strict=True), strict=True)
        heads = tuple(_number(row.item) for row in found.rows)
    yield HeatTable(
        caption=scope.say("heat.caption"),
        head=scope.say("report.items.head_item" if across else "report.compare.head_unit"),
        heads=heads,
        lines=tuple(HeatLine(label=label, values=values) for label, values in lines),
        note=_note(found, scope, across=across),
    )


def _question(item: Item, scope: Scope) -> Link:
    text = scope.say("report.items.numbered", number=item.number, name=scope.name_of(item))
    return Link(text=text, target=f"item:{item.id}")


def _number(item: Item) -> Link:
    return Link(text=item.number or item.id, target=f"item:{item.id}")


def _cells(found: Heat, scope: Scope, row: int) -> Iterator[HeatValue]:
    line = found.rows[row]
    for unit, cell in zip(found.units, line.cells, strict=True):
        yield HeatValue(
            text=_share(cell), side=cell.side, title=_title(line.item, unit, cell, scope)
        )


def _share(cell: HeatCell) -> str:
    return numbers.NOTHING if cell.share is None else numbers.share(cell.share)


def _title(item: Item, unit: Unit, cell: HeatCell, scope: Scope) -> str:
    return scope.say(
        _SIDES[cell.side],
        item=scope.name_of(item), unit=scope.unit_name(unit), share=_share(cell),
        answers=scope.answers(cell.n),
    )  # fmt: skip


def _note(found: Heat, scope: Scope, *, across: bool) -> str:
    left_out = found.total - len(found.units)
    others = scope.units(left_out, found.units[0])
    return scope.joined(
        (
            scope.say(
                "heat.note" if found.clear else "heat.note_none",
                clear=found.clear, judged=found.judged,
                chance=numbers.few(found.chance, 2),
            ),
            "" if across else scope.say("heat.by_number"),
            scope.say("heat.left_out", units=others) if left_out else "",
        )
    )  # fmt: skip
