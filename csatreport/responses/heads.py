"""Where the answers of a table begin: titles above the headers, and further header rows below.

Some people put a title above their table. Some platforms write two or three header rows: names,
wordings, ids of their own, or a question and its options below. Such rows are no respondents. The
wording decides what a column is, whatever name stands above it; and where a question stands only
over the first of its columns, it holds for those to its right.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from csatreport.responses.headers import Names
from csatreport.responses.options import OptionBook
from csatreport.survey.model import CLOSED
from csatreport.tabular.fold import fold
from csatreport.tabular.table import RefusedRow, Table, excerpt

TITLE = "A450"
HEADER_AGAIN = "A451"

_MOST_TITLES, _MOST_HEADERS = 9, 2
_IDS = '{"importid"'
"""How the third header row of Qualtrics begins."""
_RESPONSE = frozenset(
    {"response", "open-ended response", "回复", "回覆", "开放式回复", "開放式回覆"}
)
"""What SurveyMonkey writes below a question with one column."""


def find_heads(table: Table, names: Sequence[Names], mapped: Collection[str]) -> Table:
    """Return the table with its true headers, and rows that are no respondents set aside.

    Args:
        table: the table as it was read.
        names: the names of the items, by edition.
        mapped: headers that a mapping names; they stay as they are.
    """
    said = {fold(header) for header in mapped}
    return _without_headers(_without_titles(table, names, said), names, said)


def _known(headers: Sequence[str], names: Sequence[Names], said: Collection[str]) -> int:
    return sum(
        fold(header) in said or any(one.target(header) is not None for one in names)
        for header in headers
        if header.strip()
    )


def _without_titles(table: Table, names: Sequence[Names], said: Collection[str]) -> Table:
    if _known(table.headers, names, said):
        return table
    titles = sum(1 for header in table.headers if header)
    for place in range(min(_MOST_TITLES, len(table.rows))):
        headers = [" ".join(column[place].split()) for column in table.columns]
        told = [header for header in headers if header]
        fits = 2 * titles <= len(told) == len(set(told))
        if fits and _known(headers, names, said) > 1:
            title = excerpt(" | ".join(filter(None, table.headers)))
            first = RefusedRow(row=table.header_row, code=TITLE, value=title)
            found = _cut(table, place + 1, TITLE, keep=place)
            return replace(
                found,
                headers=tuple(headers),
                header_row=table.rows[place],
                refused=(first, *found.refused),
            )
    return table


def _without_headers(table: Table, names: Sequence[Names], said: Collection[str]) -> Table:
    count = 0
    while count < min(_MOST_HEADERS, len(table.rows)) and _is_header(table, count, names):
        count += 1
    if not count:
        return table
    below = [column[0] for column in table.columns]
    headers = _joined(table.headers, below, names, said)
    return replace(_cut(table, count, HEADER_AGAIN, keep=count), headers=headers)


def _cut(table: Table, first: int, code: str, *, keep: int) -> Table:
    """Let the rows begin at ``first``, and account for those before ``keep``."""
    refused = tuple(
        RefusedRow(
            row=table.rows[place],
            code=code,
            value=excerpt(" | ".join(filter(None, (c[place].strip() for c in table.columns)))),
        )
        for place in range(keep)
    )
    return replace(
        table,
        columns=tuple(column[first:] for column in table.columns),
        rows=table.rows[first:],
        refused=(*refused, *table.refused),
    )


def _is_header(table: Table, place: int, names: Sequence[Names]) -> bool:
    cells = [column[place] for column in table.columns]
    if any(fold(cell).startswith(_IDS) for cell in cells):
        return True
    worded = sum(any(one.worded(cell) for one in names) for cell in cells if cell.strip())
    written = sum(1 for cell in cells if cell.strip())
    platform = any(fold(cell) in _RESPONSE for cell in cells)
    enough = platform or worded > 1 or 0 < worded >= written - 1
    return enough and not _answers(table.headers, cells, names)


def _answers(headers: Sequence[str], cells: Sequence[str], names: Sequence[Names]) -> bool:
    """Tell whether a row answers a closed question."""
    for header, cell in zip(headers, cells, strict=True):
        for item in (one.item(header) for one in names if cell.strip()):
            if item is not None and item.kind in CLOSED and _is_option(OptionBook(item), cell):
                return True
    return False


def _is_option(book: OptionBook, cell: str) -> bool:
    place = book.place(cell)
    return book.undecided(cell) or (place is not None and place >= 0)


def _joined(
    headers: Sequence[str], below: Sequence[str], names: Sequence[Names], said: Collection[str]
) -> tuple[str, ...]:
    """Return one header for each column of two header rows."""
    found, question = [], ""
    for place, (header, cell) in enumerate(zip(headers, below, strict=True)):
        question = header or question
        goes_on = place + 1 < len(headers) and not headers[place + 1] and below[place + 1].strip()
        under = " ".join(cell.split())
        if fold(header) in said or not under or fold(under) in _RESPONSE:
            found.append(header)
        elif any(one.worded(under) for one in names):
            found.append(under)
        else:
            found.append(
                f"{question} [{under}]" if question and (not header or goes_on) else header
            )
    return tuple(found)
