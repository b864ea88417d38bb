"""Lists of what to print: a sample plan with forms per unit, or customers with a form each."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from csatreport.base.errors import Issue, errors_among, stop_at
from csatreport.base.print.glyphs import unusual, without_glyph
from csatreport.base.vocabulary import word_lists
from csatreport.paper.register import Wanted
from csatreport.study.units import Units
from csatreport.tables.fold import fold
from csatreport.tables.read import read_table
from csatreport.tables.table import ReadTable

_NAMES = word_lists("headers", "lists")


def read_plan(file: Path, units: Units) -> tuple[Wanted, ...]:
    """Read a sample plan: the columns ``unit`` and ``forms``.

    Raises:
        StudyError: every fault of the list at once, with its row (2).
    """
    table = _read(file)
    columns = _columns(table, ("unit", "forms"))
    found, issues = [], list[Issue]()
    for row, (unit, forms) in _rows(table, columns):
        known = _unit(unit, units)
        if known is None:
            issues.append(_unknown(table, row, unit, units))
        elif not forms.isdecimal() or not int(forms):
            issues.append(Issue.at("F915", table.at(row, "forms"), value=forms))
        else:
            found.append(Wanted(copies=int(forms), unit=known))
    if not found and not issues:
        issues.append(Issue.at("F921", table.name))
    stop_at(issues)
    return tuple(found)


def read_customers(file: Path, units: Units) -> tuple[Wanted, ...]:
    """Read a list of customers: the columns ``id`` and ``name``, and ``unit`` if there is one.

    Raises:
        StudyError: every fault of the list at once, with its row (2).
    """
    table = _read(file)
    columns = _columns(table, ("id", "name"), ("unit",))
    found, issues, rows = [], list[Issue](), dict[str, int]()
    for row, (id_, name, *rest) in _rows(table, columns):
        unit = rest[0] if rest else ""
        known = _unit(unit, units) if unit else ""
        if known is None:
            issues.append(_unknown(table, row, unit, units))
            continue
        if id_ in rows:
            issues.append(Issue.at("F913", table.at(row, "id"), id=id_, first=rows[id_], row=row))
        rows.setdefault(id_, row)
        if missing := without_glyph(unusual(f"{id_}{name}")):
            text = "".join(missing)
            issues.append(Issue.at("F922", table.at(row, "name"), characters=text))
        found.append(Wanted(copies=1, unit=known, id=id_, name=name))
    if not found and not issues:
        issues.append(Issue.at("F921", table.name))
    stop_at(issues)
    return tuple(found)


def read_addresses(file: Path) -> tuple[str, ...]:
    """Read a list of addresses: the column ``address``.

    Raises:
        StudyError: the list cannot be read, or has no such column (2).
    """
    table = _read(file)
    return tuple(text for _, (text,) in _rows(table, _columns(table, ("address",))) if text)


def _read(file: Path) -> ReadTable:
    table = read_table(file, file.name)
    stop_at(errors_among(table.issues))
    return table


def _columns(
    table: ReadTable, needed: tuple[str, ...], also: tuple[str, ...] = ()
) -> tuple[Sequence[str], ...]:
    """Return the columns of some names, in order; those of ``also`` only if they are there."""
    places = {fold(header): place for place, header in enumerate(table.headers)}
    found, issues = [], []
    for name in (*needed, *also):
        place = next((places[fold(n)] for n in _NAMES[name] if fold(n) in places), None)
        if place is not None:
            found.append(table.columns[place])
        elif name in needed:
            issues.append(
                Issue.at("F914", table.name, column=name, known=", ".join((*needed, *also)))
            )
    stop_at(issues)
    return tuple(found)


def _rows(
    table: ReadTable, columns: tuple[Sequence[str], ...]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the row number and the trimmed cells of each row that is not empty."""
    for row, cells in zip(table.rows, zip(*columns, strict=True), strict=True):
        trimmed = tuple(cell.strip() for cell in cells)
        if any(trimmed):
            yield row, trimmed


def _unit(written: str, units: Units) -> str | None:
    """Return the id of a unit by its id or its name in any language; None if there is none."""
    if written in units.by_id:
        return written
    named = [u.id for u in units.all if fold(written) in {fold(text) for text in u.name.all()}]
    return named[0] if len(named) == 1 else None


def _unknown(table: ReadTable, row: int, unit: str, units: Units) -> Issue:
    known = ", ".join(u.id for u in units.all[1:4])
    return Issue.at("F919", table.at(row, "unit"), value=unit, known=known)
