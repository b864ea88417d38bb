"""Columns without a header that continue the question to their left.

People who type in several answers to one question write its wording once and leave the headers
beside it blank. Such columns hold nothing but options of that question; else they are no part of
it, and are named as columns that nothing is read from.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

from csatreport.answers.cells.options import OptionBook
from csatreport.answers.layout.headers.names import Names
from csatreport.study.item import Item, Kind
from csatreport.tables.fold import fold
from csatreport.tables.table import ReadTable


def header_runs(headers: tuple[str, ...]) -> Iterator[range]:
    """Yield the places of each header that has blank ones beside it, with theirs."""
    filled = [place for place, header in enumerate(headers) if header]
    for first, end in zip(filled, [*filled[1:], len(headers)], strict=True):
        if end - first > 1:
            yield range(first, end)


def continue_headers(
    table: ReadTable, names: tuple[Names, ...], said: Collection[str]
) -> ReadTable:
    """Return the table in which columns that continue a question bear its name and a number.

    Headers that a mapping names (``said``, folded) stay as they are.
    """
    headers = list(table.headers)
    for run in header_runs(table.headers):
        header = table.headers[run[0]]
        filled = [at for at in run if any(map(str.strip, table.columns[at]))]
        items = [] if fold(header) in said else [one.item(header) for one in names]
        item = next((one for one in items if one is not None), None)
        if item and len(filled) > 1 and all(_holds_options(item, table, at) for at in filled):
            for number, at in enumerate(filled, 1):
                headers[at] = f"{header}_{number}"
    return replace(table, headers=tuple(headers))


def _holds_options(item: Item, table: ReadTable, place: int) -> bool:
    if item.kind not in (Kind.SEVERAL, Kind.RANKED) or not item.options:
        return False
    book = OptionBook(item)
    found = (book.place(text) for text in set(table.columns[place]) if text.strip())
    return all(one is not None and one >= 0 for one in found)
