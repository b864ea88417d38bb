"""The same question on two branches of a form, which a platform exports as two columns.

The second bears the header of the first and a number: ``您满意吗？_2``. Each person was led along
one branch, so never are both filled; then they are one column. Where somebody filled both, they
are something else, and stay apart.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from csatreport.answers.layout.headers.names import Names
from csatreport.base.counted import clipped
from csatreport.base.errors import Issue
from csatreport.tables.fold import fold
from csatreport.tables.table import ReadTable

TWO_BRANCHES = "A483"

_AGAIN = re.compile(r"(.+?)(?:_|\.)[2-9]", re.DOTALL)


def join_branches(table: ReadTable, names: Sequence[Names], said: Collection[str]) -> ReadTable:
    """Return the table in which a question of two branches is one column; the other is empty.

    Headers that a mapping names (``said``, folded) stay as they are.
    """
    first = {fold(header): place for place, header in enumerate(table.headers) if header}
    headers, columns, joined = list(table.headers), list(table.columns), []
    for place, header in enumerate(table.headers):
        again = _AGAIN.fullmatch(header)
        into = first.get(fold(again[1])) if again and fold(header) not in said else None
        if into is None or not _asks(header, table.headers[into], names):
            continue
        cells = _joined(columns[into], columns[place])
        if cells is not None:
            columns[into], columns[place] = cells, ("",) * len(table.rows)
            headers[place] = ""
            joined.append(f"{header} → {table.headers[into]}")
    if not joined:
        return table
    told = Issue.warning(
        TWO_BRANCHES, table.at(table.header_row), columns=clipped(joined), count=len(joined)
    )
    issues = (*table.issues, told)
    return replace(table, headers=tuple(headers), columns=tuple(columns), issues=issues)


def _asks(header: str, first: str, names: Sequence[Names]) -> bool:
    """Tell whether the first of two headers names an item, and the other by itself none."""
    return any(one.item(first) is not None and one.target(header) is None for one in names)


def _joined(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...] | None:
    """Return what stands in either column; None where a row has both."""
    pairs = list(zip(first, second, strict=True))
    if any(one.strip() and other.strip() for one, other in pairs):
        return None
    return tuple(one if one.strip() else other for one, other in pairs)
