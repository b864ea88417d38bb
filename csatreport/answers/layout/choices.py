"""Columns that each stand for one option of an item, or for one of several answers to it.

Platforms take an item that allows several answers apart: ``why[A]``, ``why___1``, ``why/A``,
``Why? [Near]``, ``Why?:Near``. A tick in such a column is the option. Behind a plain ``_1`` may
stand the first option or the first answer; what stands in the columns tells
(`csatreport.answers.cells.ticks`).
"""

import re
from collections.abc import Callable

from csatreport.answers.cells.labels import OTHER
from csatreport.study.item import TICKED, Item, Kind
from csatreport.tables.fold import fold

BY_ANSWER = "#"
"""Stands before the number of a column of which only its cells tell what it is."""

_PARTS = (
    re.compile(r"(.+?)\s*\[([^\[\]]+)\](?:\s*\[[^\[\]]*\])?"),
    re.compile(r"(.+?)___?_?(\w+)"),
    re.compile(r"(.+?)/([^/]+)"),
    re.compile(r"(.+)[:：]([^:：]+)"),
    re.compile(r"(.+?)\s*[-—–]\s*([^-—–]+)"),
    re.compile(r"(.+?)\s*\(([^()]+)\)"),
    re.compile(r"(.+)_([0-9]{1,2})"),
)
_NUMBERED = re.compile(r"[^_]_([0-9]+)\Z")
_LONGEST = 1_000
"""A longer header is taken as a whole: signs without end would cost time."""


def split_header(header: str, item_of: Callable[[str], Item | None]) -> tuple[Item, str] | None:
    """Return the item that the first part of a header names, and its other part."""
    name = fold(header)
    for pattern in _PARTS if len(name) <= _LONGEST else ():
        parts = pattern.fullmatch(name)
        item = item_of(parts[1]) if parts else None
        if parts and item is not None:
            return item, parts[2].strip()
    return None


def option_of(item: Item, part: str, header: str) -> str | None:
    """Return which option a column stands for, as its code; ``#n`` where only its cells can tell.

    None where the other part of the header is no option of the item, or the item takes none.
    """
    if item.kind not in TICKED or item.kind is Kind.RATING:
        return None
    part = part.removeprefix("choice=")
    by_label = {fold(text): one.code for one in item.options for text in one.label.all()}
    by_code = {fold(one.code): one.code for one in item.options}
    if item.kind is not Kind.SEVERAL:
        return by_label.get(part)
    numbered = _NUMBERED.search(fold(header))
    if numbered and numbered[1] == part:
        return f"{BY_ANSWER}{part}"
    found = by_code.get(part) or by_label.get(part) or by_label.get(part.partition("(")[0].strip())
    if found is None and part.startswith(OTHER):
        found = next((by_label[word] for word in OTHER if word in by_label), None)
    if found is None and part.isdecimal() and 0 < int(part) <= len(item.options):
        return item.options[int(part) - 1].code
    return found
