"""Lists of what to print: a sample plan with forms per unit, or customers with a form each."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from csatreport.base.errors import Issue, errors_among, stop_at
from csatreport.base.print.glyphs import unusual, without_glyph
from csatreport.base.vocabulary import word_lists
from csatreport.paper.register import Wanted
from csatreport.study.units import Units
from csatreport.tables.fold import fold
from csatreport.tables.read import read_table
from csatreport.tables.table import ReadTable

ListRow: TypeAlias = dict[str, str]
"""The cells of a row by the column's name."""
_NAMES = word_lists("headers", "lists")


def read_plan(file: Path, units: Units) -> tuple[Wanted, ...]:
    """Read a sample plan: the columns ``unit`` and ``forms``.

    Raises:
        StudyError: every fault of the list at once, with its row (2).
    """

    def faults(table: ReadTable, row: int, cells: ListRow) -> Iterator[Issue]:
        if not cells["forms"].isdecimal() or not int(cells["forms"]):
            yield Issue.at("F915", table.at(row, "forms"), value=cells["forms"])

    return _read_wanted(file, units, ("unit", "forms"), (), faults)


def read_customers(file: Path, units: Units) -> tuple[Wanted, ...]:
    """Read a list of customers: the columns ``id`` and ``name``, and ``unit`` if there is one.

    Raises:
        StudyError: every fault of the list at once, with its row (2).
    """
    first: dict[str, int] = {}

    def faults(table: ReadTable, row: int, cells: ListRow) -> Iterator[Issue]:
        id_ = cells["id"]
        if first.setdefault(id_, row) != row:
            yield Issue.at("F913", table.at(row, "id"), id=id_, first=first[id_], row=row)
        if missing := without_glyph(unusual(id_ + cells["name"])):
            yield Issue.at("F922", table.at(row, "name"), characters="".join(missing))

    return _read_wanted(file, units, ("id", "name"), ("unit",), faults)


def _read_wanted(
    file: Path,
    units: Units,
    needed: tuple[str, ...],
    also: tuple[str, ...],
    faults: Callable[[ReadTable, int, ListRow], Iterator[Issue]],
) -> tuple[Wanted, ...]:
    """Read what is to be printed, a row each; rows of which all is well but ``faults`` has some."""
    table = _read(file)
    found, issues = list[Wanted](), list[Issue]()
    for row, cells in _rows(table, needed, also):
        unit = cells.get("unit", "")
        known = _unit(unit, units) if unit or "unit" in needed else ""
        if known is None:
            issues.append(_unknown(table, row, unit, units))
            continue
        issues += faults(table, row, cells)
        if not issues:
            customer = {name: cells.get(name, "") for name in ("id", "name")}
            found.append(Wanted(copies=int(cells.get("forms", 1)), unit=known, **customer))
    if not found and not issues:
        issues.append(Issue.at("F921", table.name))
    stop_at(issues)
    return tuple(found)


def read_addresses(file: Path) -> tuple[str, ...]:
    """Read a list of addresses: the column ``address``.

    Raises:
        StudyError: the list cannot be read, or has no such column (2).
    """
    return tuple(cells["address"] for _, cells in _rows(_read(file), ("address",)))


def _read(file: Path) -> ReadTable:
    table = read_table(file, file.name)
    stop_at(errors_among(table.issues))
    return table


def _rows(
    table: ReadTable, needed: tuple[str, ...], also: tuple[str, ...] = ()
) -> Iterator[tuple[int, ListRow]]:
    """Yield the row number and the trimmed cells of each row that is not empty, by column.

    Columns of ``also`` are there only if the table has them.
    """
    places = {fold(header): place for place, header in enumerate(table.headers)}
    columns, known = dict[str, Sequence[str]](), (*needed, *also)
    for name in known:
        place = next((places[fold(n)] for n in _NAMES[name] if fold(n) in places), None)
        if place is not None:
            columns[name] = table.columns[place]
    lacking = (name for name in needed if name not in columns)
    stop_at([Issue.at("F914", table.name, column=name, known=", ".join(known)) for name in lacking])
    for row, *cells in zip(table.rows, *columns.values(), strict=True):
        trimmed = [cell.strip() for cell in cells]
        if any(trimmed):
            yield row, dict(zip(columns, trimmed, strict=True))


def _unit(written: str, units: Units) -> str | None:
    """Return the id of a unit by its id or its name in any language; None if there is none."""
    if written in units.by_id:
        return written
    named = [u.id for u in units.all if fold(written) in {fold(text) for text in u.name.all()}]
    return named[0] if len(named) == 1 else None


def _unknown(table: ReadTable, row: int, unit: str, units: Units) -> Issue:
    known = ", ".join(u.id for u in units.all[1:4])
    return Issue.at("F919", table.at(row, "unit"), value=unit, known=known)
