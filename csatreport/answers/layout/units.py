"""The unit of a file's rows where no column has a usual header for it.

A column may speak of units in words of its own ("1、您所在的门店是"); else the file or its folder
may be called after a unit. Either is told, because nobody said so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from csatreport.answers.layout.layout import AnswerFile, Layout, Setting
from csatreport.answers.layout.unit_names import column_of_units, unit_of_path
from csatreport.base.errors import Issue
from csatreport.tables.fold import fold
from csatreport.tables.table import ReadTable

COLUMN_OF_UNITS = "A480"
UNIT_OF_PATH = "A481"
NO_UNIT_COLUMN = "A457"


def find_units(
    setting: Setting, file: AnswerFile, table: ReadTable, layout: Layout
) -> tuple[Layout, tuple[Issue, ...]]:
    """Return a layout that knows where the unit stands, and a warning about how it was found."""
    units = setting.questionnaire.units
    if layout.mapping is not None and (said := layout.mapping.unit) is not None:
        named = next(place for place, one in enumerate(units.all) if one.id == said)
        return replace(layout, unit=named), ()
    if "unit" in layout.special or len(units.all) == 1 or not table.rows:
        return layout, ()
    taken = set(layout.mapped).union(layout.special.values(), *(e.used for e in layout.editions))
    free = [one for one in enumerate(layout.headers) if one[0] not in taken]
    place = column_of_units(free, table.columns, units)
    if place is not None:
        source = table.at(table.header_row, layout.headers[place])
        told = Issue.warning(COLUMN_OF_UNITS, source, header=layout.headers[place])
        return replace(layout, special={**layout.special, "unit": place}), (told,)
    unit = unit_of_path(file.spoken, units)
    if unit > 0:
        facts = {"count": len(table.rows), "unit": next(iter(units.all[unit].name.all()))}
        told = Issue.warning(UNIT_OF_PATH, table.at(table.header_row), **facts)
        return replace(layout, unit=unit), (told,)
    return layout, tuple(_spoken_of(setting, file, table))


def _spoken_of(setting: Setting, file: AnswerFile, table: ReadTable) -> Iterator[Issue]:
    """Warn where the path speaks of a unit, and not so that it could be nothing else."""
    path = fold(file.spoken)
    for unit in setting.questionnaire.units.all[1:]:
        if name := next((name for name in unit.name.all() if fold(name) in path), None):
            source = table.at(table.header_row)
            yield Issue.warning(NO_UNIT_COLUMN, source, count=len(table.rows), unit=name)
            return


def fill_merged(table: ReadTable, layout: Layout) -> ReadTable:
    """Return the table with unit and day in every row for which one cell of a workbook holds them.

    An answer is never spread over rows: it stands in the row in which it was written.
    """
    columns = list(table.columns)
    for word in ("unit", "date"):
        place = layout.special.get(word)
        spans = [(first, last) for column, first, last in table.merged if column == place]
        if place is not None and spans:
            columns[place] = _filled(table, columns[place], spans)
    return replace(table, columns=tuple(columns))


def _filled(
    table: ReadTable, cells: Sequence[str], spans: Sequence[tuple[int, int]]
) -> tuple[str, ...]:
    found = list(cells)
    at = {row: place for place, row in enumerate(table.rows)}
    for first, last in spans:
        written = found[at[first]] if first in at else ""
        for row in range(first + 1, last + 1):
            if row in at and not found[at[row]].strip():
                found[at[row]] = written
    return tuple(found)
