"""What a written answer means: a place among an item's options, or why there is none.

An answer may be written as the option's code, its label, its letter (A is the first) or a number
(`csatreport.answers.cells.numbers`). Codes go before labels, labels before letters, letters before
numbers, so that on a form whose codes are 3, 2, 1, 0 a "1" is the code. A label decides over a
number beside it. A rating is written as its number only. What a mapping says of an item goes
before everything; what it says of all items goes behind the item's own codes. A writing that two
options share within one of these ways means neither.
"""

import re
import string
import unicodedata
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Lookup

from csatreport.answers.cells.labels import WrittenAnswers, other_of
from csatreport.answers.cells.numbers import BareNumbers, bare_numbers
from csatreport.answers.cells.platform_words import (
    LEFT_OPEN,
    LEFT_OPEN_CODE,
    NOT_APPLICABLE,
    NOT_SHOWN,
    NOT_SHOWN_CODE,
)
from csatreport.study import names
from csatreport.study.item import Item, Kind, Missing
from csatreport.tables.fold import fold

MISSING = {
    names.BLANK: Missing.BLANK,
    names.MULTIPLE: Missing.MULTIPLE,
    names.NOT_APPLICABLE: Missing.NOT_APPLICABLE,
    names.INVALID: Missing.INVALID,
}
"""The words of a mapping for answers that are not an option."""

_NO_ANSWERS = {Missing.NOT_APPLICABLE: NOT_APPLICABLE | NOT_SHOWN, Missing.BLANK: LEFT_OPEN}
_NO_ANSWER_CODES = ((NOT_SHOWN_CODE, Missing.NOT_APPLICABLE), (LEFT_OPEN_CODE, Missing.BLANK))
_WHOLE = re.compile(r"([0-9]+)\.0+")
_LABELLED = re.compile(r"\(?([a-z0-9]{1,3})\)?\s*[.、:)\-]\s*(.*[^0-9].*)")
_NUMBER_FIRST = re.compile(r"\(?[0-9]{1,3}\)?\s*[.、:)=\-]?\s*([^0-9\s].*)")
_NUMBER_LAST = re.compile(
    r"(.*[^0-9\s(=:\-])\s*(?:\([0-9]{1,3}\s*分?\)|[=:\- ]\s*[0-9]{1,3}|[0-9]{1,3}\s*分)"
)
_FILLED_IN = re.compile(r"(.+?)\s*(?:〖[^〗]*〗|【[^】]*】)")
_OTHER = re.compile(r"((?:[a-z0-9]{1,3}\s*[.、]\s*)?(?:其他|其它|other))\s*[:(\-][^;|┋、\n]*")
_BESIDE = (_NUMBER_FIRST, _NUMBER_LAST, _FILLED_IN, _OTHER)
_LONGEST = 1_000
"""Of a longer text no part is looked for: it is no option, and brackets without end cost time."""
_OWN_WORDS = re.compile(r"[〖【][^〗】]+[〗】]|(?:其他|其它|other)\s*[:(\-]")
_TICKED_LETTERS = re.compile(r"[a-z]{2,}")
_DECIMAL = re.compile(r"[0-9]+,[0-9]+")
_SEPARATORS = (re.compile(r"[;|┋、\r\n\t→>]+"), re.compile(r"[;|┋、\r\n\t→>,/+&\s]+"))


class OptionBook:
    """The writings of one item's answers.

    Args:
        item: the item.
        overrides: what a mapping says of this item: written values and what each stands for, an
            option's code or one of the words of `MISSING`.
        general: the same for all items; it never overrules a code that the item itself has.
        numbers: what the mapping says that bare numbers are.
        own_words: whether what is no option stands for the option "other", as on some platforms.
    """

    def __init__(
        self,
        item: Item,
        overrides: Lookup[str, str] | None = None,
        general: Lookup[str, str] | None = None,
        numbers: str = "",
        *,
        own_words: bool = False,
    ) -> None:
        bare = bare_numbers(item, numbers)
        self._rating = item.kind is Kind.RATING
        self._book: dict[str, int | None] = {"": Missing.BLANK}
        for tier in reversed(tuple(_tiers(item, bare))):
            self._book.update(_unshared(tier))
        self._labels = {} if self._rating else _unshared(_labels(item))
        self._written = WrittenAnswers(
            labels={name: place for name, place in self._labels.items() if place is not None},
            other=other_of(item) if own_words else None,
        )
        own = own_codes(item)
        said = {_plain_number(fold(name)): meant for name, meant in (general or {}).items()}
        said = {name: meant for name, meant in said.items() if name not in own}
        said |= {_plain_number(fold(name)): meant for name, meant in (overrides or {}).items()}
        self._said = _meanings(item, said)
        self._book |= self._said
        self._undecided = bare.undecided - self._book.keys()

    def said(self, text: str) -> int | None:
        """Return what the mapping says of a text, as `place` does; None where it says nothing."""
        return self._said.get(_plain_number(fold(text)))

    def place(self, text: str) -> int | None:
        """Return the option's place or a `Missing` code; None if the text is no single answer."""
        name = _plain_number(fold(text))
        found = self._book.get(name)
        if found is None and (parts := _LABELLED.fullmatch(name)):
            letter, label = self._book.get(parts[1]), self._book.get(parts[2])
            found = label if letter == label else None
        return self._beside(name) if found is None else found

    def _beside(self, name: str) -> int | None:
        """Return the option whose label stands beside a number or beside words of one's own."""
        for pattern in _BESIDE if len(name) <= _LONGEST else ():
            if parts := pattern.fullmatch(name):
                labelled = _LABELLED.fullmatch(parts[1])
                label = labelled[2] if labelled else parts[1]
                found = self._labels.get(parts[1], self._labels.get(label))
                if found is not None:
                    return found
        return None

    def leaves_words(self, text: str) -> bool:
        """Tell whether somebody's own words stand beside an option, of which only it is kept."""
        name = fold(text)
        told = len(name) <= _LONGEST and name not in self._book
        return told and (_OWN_WORDS.search(name) is not None or self._parted(text)[1])

    def undecided(self, text: str) -> bool:
        """Tell whether a text is a bare number of which nobody knows what it stands for."""
        return _plain_number(fold(text)) in self._undecided

    def places(self, text: str) -> tuple[int, ...] | None:
        """Return the places of several options written together, in the order written.

        None unless every part is an option. ``A;B``, ``A、B``, ``A B`` and ``AB`` are understood.
        """
        plain = unicodedata.normalize("NFKC", text)
        if self._rating and _DECIMAL.fullmatch(plain.strip()):
            return None
        if self._written.holds_signs and (found := self._parted(text)[0]):
            return found
        for separator in _SEPARATORS:
            parts = [part for part in separator.split(plain) if part.strip()]
            if found := self._all_options(parts):
                return found
        name = fold(text)
        in_order = _TICKED_LETTERS.fullmatch(name) and list(name) == sorted(set(name))
        return (self._all_options(name) if in_order else None) or self._parted(text)[0]

    def _parted(self, text: str) -> tuple[tuple[int, ...] | None, bool]:
        """Return the places of answers of which the labels tell where each ends."""
        lines = "\n".join(fold(line) for line in text.splitlines())
        parted = self._written.part(lines, self.place) if len(lines) <= _LONGEST else None
        return parted or (None, False)

    def several(self, text: str) -> bool:
        """Tell whether different answers stand together, bare numbers of any meaning included."""
        plain = unicodedata.normalize("NFKC", text)
        for separator in _SEPARATORS:
            parts = {part.strip() for part in separator.split(plain)} - {""}
            if len(parts) > 1 and all(self.undecided(part) for part in parts):
                return True
        return False

    def _all_options(self, parts: Iterable[str]) -> tuple[int, ...] | None:
        places = [self.place(part) for part in parts]
        known = tuple(place for place in places if place is not None and place >= 0)
        return known if known and len(known) == len(places) else None


def _plain_number(name: str) -> str:
    whole = _WHOLE.fullmatch(name)
    return whole[1] if whole else name


def _meanings(item: Item, said: Lookup[str, str]) -> dict[str, int]:
    codes = {option.code: place for place, option in enumerate(item.options)}
    return {
        name: codes.get(meant, MISSING.get(meant, Missing.INVALID)) for name, meant in said.items()
    }


def own_codes(item: Item) -> frozenset[str]:
    """Return the codes that an item itself has, folded."""
    return frozenset(fold(option.code) for option in item.options)


def _tiers(item: Item, bare: BareNumbers) -> Iterable[Sequence[tuple[str, int]]]:
    """Yield the ways of writing, the strongest first, as (writing, place) pairs."""
    options = list(enumerate(item.options))
    yield [(option.code, place) for place, option in options]
    if item.not_applicable is not None:
        yield [(item.not_applicable.code, Missing.NOT_APPLICABLE)]
        yield [(text, Missing.NOT_APPLICABLE) for text in item.not_applicable.label.all()]
    if item.kind is not Kind.RATING:
        yield _labels(item)
    yield [(word, code) for code, words in _NO_ANSWERS.items() for word in words]
    if item.kind is not Kind.NUMBER or (item.low is not None and item.low >= 0):
        numbers = bare.places.keys() | bare.undecided
        yield [(code, missing) for code, missing in _NO_ANSWER_CODES if code not in numbers]
    if item.kind is Kind.YESNO:
        yield [("true", 0), ("false", 1)]
    if item.kind is not Kind.RATING:
        yield list(zip(string.ascii_lowercase, range(len(options)), strict=False))
        yield list(bare.places.items())


def _labels(item: Item) -> list[tuple[str, int]]:
    return [(text, place) for place, one in enumerate(item.options) for text in one.label.all()]


def _unshared(tier: Iterable[tuple[str, int]]) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for writing, place in tier:
        name = fold(writing)
        found[name] = place if found.get(name, place) == place else None
    return found
