"""What a written answer means: a place among an item's options, or why there is none.

An answer may be written as the option's code, its label, its letter (A is the first) or its
position (1 is the first). Codes go before labels, labels before letters, letters before
positions, so that on a form whose codes are 3, 2, 1, 0 a "1" is the code. A rating is written as
its number only. What a mapping says goes before everything. A writing that two options share
within one of these ways means neither.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable
from collections.abc import Mapping as Lookup

from csatreport.survey.model import Item, Kind, Missing
from csatreport.survey.names import BLANK, INVALID, MULTIPLE, NOT_APPLICABLE
from csatreport.tabular.fold import fold

MISSING = {
    BLANK: Missing.BLANK,
    MULTIPLE: Missing.MULTIPLE,
    NOT_APPLICABLE: Missing.NOT_APPLICABLE,
    INVALID: Missing.INVALID,
}
"""The words of a mapping for answers that are not an option."""

_NOT_APPLICABLE = ("n/a", "na", "不适用", "不適用")
_WHOLE = re.compile(r"([0-9]+)\.0+")
_LABELLED = re.compile(r"\(?([a-z0-9]{1,3})\)?\s*[.、:)\-]\s*(.*[^0-9].*)")
_TICKED_LETTERS = re.compile(r"[a-z]{2,}")
_SEPARATORS = (re.compile(r"[;|┋、\r\n\t]+"), re.compile(r"[;|┋、\r\n\t,/+&\s]+"))


class OptionBook:
    """The writings of one item's answers.

    Args:
        item: the item.
        overrides: what a mapping says: written values and what each stands for, an option's code
            or one of the words of `MISSING`.
    """

    def __init__(self, item: Item, overrides: Lookup[str, str] | None = None) -> None:
        codes = {option.code: place for place, option in enumerate(item.options)}
        self._book: dict[str, int | None] = {"": Missing.BLANK}
        for tier in reversed(tuple(_tiers(item))):
            self._book.update(_unshared(tier))
        for written, meant in (overrides or {}).items():
            self._book[fold(written)] = codes.get(meant, MISSING.get(meant, Missing.INVALID))

    def place(self, text: str) -> int | None:
        """Return the option's place or a `Missing` code; None if the text is no single answer."""
        name = fold(text)
        found = self._book.get(name)
        if found is None and (whole := _WHOLE.fullmatch(name)):
            found = self._book.get(whole[1])
        if found is None and (parts := _LABELLED.fullmatch(name)):
            letter, label = self._book.get(parts[1]), self._book.get(parts[2])
            found = label if letter == label else None
        return found

    def places(self, text: str) -> tuple[int, ...] | None:
        """Return the places of several options written together, in the order written.

        None unless every part is an option. ``A;B``, ``A、B``, ``A B`` and ``AB`` are understood.
        """
        plain = unicodedata.normalize("NFKC", text)
        for separator in _SEPARATORS:
            parts = [part for part in separator.split(plain) if part.strip()]
            if found := self._all_options(parts):
                return found
        name = fold(text)
        in_order = _TICKED_LETTERS.fullmatch(name) and list(name) == sorted(set(name))
        return self._all_options(name) if in_order else None

    def _all_options(self, parts: Iterable[str]) -> tuple[int, ...] | None:
        places = [self.place(part) for part in parts]
        known = tuple(place for place in places if place is not None and place >= 0)
        return known if known and len(known) == len(places) else None


def _tiers(item: Item) -> Iterable[list[tuple[str, int]]]:
    """Yield the ways of writing, the strongest first, as (writing, place) pairs."""
    options = list(enumerate(item.options))
    yield [(option.code, place) for place, option in options]
    if item.not_applicable is not None:
        yield [(item.not_applicable.code, Missing.NOT_APPLICABLE)]
        yield [(text, Missing.NOT_APPLICABLE) for text in item.not_applicable.label.all()]
    if item.kind is not Kind.RATING:
        yield [(text, place) for place, option in options for text in option.label.all()]
    yield [(word, Missing.NOT_APPLICABLE) for word in _NOT_APPLICABLE]
    if item.kind is Kind.YESNO:
        yield [("true", 0), ("false", 1)]
    if item.kind is not Kind.RATING:
        yield list(zip(string.ascii_lowercase, range(len(options)), strict=False))
        yield [(str(place + 1), place) for place, _ in options]


def _unshared(tier: Iterable[tuple[str, int]]) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for writing, place in tier:
        name = fold(writing)
        found[name] = place if found.get(name, place) == place else None
    return found
