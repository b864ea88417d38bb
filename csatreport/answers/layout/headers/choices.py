"""Columns that each stand for one option of an item, or for one of several answers to it.

Platforms take an item that allows several answers apart: ``why[A]``, ``why___1``, ``why/A``,
``Why? [Near]``, ``Why?:Near``. A tick in such a column is the option. Behind a plain ``_1`` may
stand the first option or the first answer; what stands in the columns tells
(`csatreport.answers.cells.ticks`).
"""

import re
from collections.abc import Callable

from csatreport.answers.cells.labels import OTHER, other_of
from csatreport.answers.layout.headers.trimmings import plain_header
from csatreport.study.item import TICKED, Item, Kind
from csatreport.tables.fold import fold

BY_ANSWER = "#"
"""Stands before the number of a column of which only its cells tell what it is."""

_PARTS = (
    re.compile(r"(.+?)\s*\[([^\[\]]+)\](?:\s*\[[^\[\]]*\])?"),
    re.compile(r"(.+?)___?_?(\w+)"),
    re.compile(r"(.+)_([^_]+)"),
    re.compile(r"(.+?)/([^/]+)"),
    re.compile(r"(.+)[:：]([^:：]+)"),
    re.compile(r"(.+?)\s*[-—–]\s*([^-—–]+)"),
    re.compile(r"(.+?)\s*\(([^()]+)\)"),
)
_NUMBERED = re.compile(r"[^_]_([0-9]+)\Z")
_PLACE = re.compile(r"(?:sq)?0*([1-9][0-9]?)")
"""A column's number among those of an item, as LimeSurvey counts them too: ``SQ001``."""
_COUNTED = "一二三四五六七八九十"
_ORDINAL = re.compile(
    rf"(?<![0-9])第?([1-9][0-9]?|[{_COUNTED}])"
    r"(?:个|個|项|項|位|名|选|選|选择|選擇|st|nd|rd|th)?[)\]】]?\Z"
)
_BEFORE_ORDINAL = " _-([【"
_LONGEST = 1_000
"""A longer header is taken as a whole: signs without end would cost time."""


def split_header(header: str, item_of: Callable[[str], Item | None]) -> tuple[Item, str] | None:
    """Return the item that the first part of a header names, and its other part."""
    name = plain_header(header)
    for pattern in _PARTS if len(name) <= _LONGEST else ():
        parts = pattern.fullmatch(name)
        item = item_of(parts[1]) if parts else None
        if parts and item is not None:
            return item, parts[2].strip()
    return None


def ordinal(header: str) -> tuple[str, str] | None:
    """Return what stands before the number at the end of a header, and the number.

    >>> ordinal("why 2"), ordinal("来店原因（第一项）")
    (('why', '2'), ('来店原因', '1'))
    """
    name = plain_header(header)
    found = _ORDINAL.search(name)
    if found is None:
        return None
    place = _COUNTED.find(found[1]) + 1
    return name[: found.start()].rstrip(_BEFORE_ORDINAL), str(place) if place else found[1]


def option_of(item: Item, part: str, header: str) -> str | None:
    """Return which option a column stands for, as its code; ``#n`` where only its cells can tell.

    None where the other part of the header is no option of the item, or the item takes none.
    """
    if item.kind not in TICKED or item.kind is Kind.RATING:
        return None
    part = part.removeprefix("choice=")
    by_label = {fold(text): one.code for one in item.options for text in one.label.all()}
    by_code = {fold(one.code): one.code for one in item.options}
    other = other_of(item)
    if item.kind is not Kind.SEVERAL:
        is_other = other is not None and part in OTHER
        return item.options[other].code if is_other and other is not None else by_label.get(part)
    numbered = _NUMBERED.search(plain_header(header))
    if numbered and numbered[1] == part:
        return f"{BY_ANSWER}{part}"
    found = by_code.get(part) or by_label.get(part) or by_label.get(part.partition("(")[0].strip())
    if found is None and part.startswith(OTHER) and other is not None:
        found = item.options[other].code
    place = _PLACE.fullmatch(part)
    if found is None and place and int(place[1]) <= len(item.options):
        return f"{BY_ANSWER}{place[1]}"
    return found
