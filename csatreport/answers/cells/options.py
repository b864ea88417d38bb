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

from csatreport.answers.cells.labels import WrittenAnswers, other_names, other_of
from csatreport.answers.cells.numbers import BareNumbers, bare_numbers
from csatreport.answers.cells.platform_words import (
    LEFT_OPEN,
    LEFT_OPEN_CODE,
    NO,
    NOT_APPLICABLE,
    NOT_SHOWN,
    NOT_SHOWN_CODE,
    OWN_WORDS_ELSEWHERE,
    YES,
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
_LABELLED = re.compile(r"[(\[]?([a-z0-9]{1,3})\s*[.、:)\]\-]{1,2}\s*(.*[^0-9].*)")
_NUMBER_FIRST = re.compile(r"[(\[]?[0-9]{1,3}[)\]]?\s*[.、:)=\-_]?\s*([^0-9\s].*)")
_NUMBER_LAST = re.compile(
    r"(.*[^0-9\s(\[=:\-_★☆])\s*"
    r"(?:[(\[][0-9]{1,3}\s*分?[)\]]|[=:\- _★☆]\s*[0-9]{1,3}|[0-9]{1,3}\s*分)"
)
_FILLED_IN = re.compile(r"(.+?)\s*(?:〖[^〗]*〗|【[^】]*】)")
_BRACKETS = re.compile(r"〖[^〗]*〗|【[^】]*】")
_BESIDE = (_NUMBER_FIRST, _NUMBER_LAST, _FILLED_IN)
_RATED = re.compile(
    r"([0-9]{1,3})\s*(?:分|颗?星|顆星|points?|stars?|★|[(\[=:\-–—]\s*[^0-9\s].*|/\s*([0-9]{1,3}))"
)
"""A rating with its unit, with the words that stand at it on the form, or out of how many."""
_LIME_CODE = re.compile(r"ao?0*([1-9][0-9]?)")
"""What LimeSurvey calls the first answer unless it is told otherwise: ``A1``, ``AO01``."""
_LONGEST = 1_000
"""Of a longer text no part is looked for: it is no option, and brackets without end cost time."""
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
        self._other: int | None = None
        self._book: dict[str, int | None] = {"": Missing.BLANK}
        for tier in reversed(tuple(_tiers(item, bare))):
            self._book.update(_unshared(tier))
        self._labels = {} if self._rating else _unshared(_labels(item))
        self._written = WrittenAnswers(
            labels={name: place for name, place in self._labels.items() if place is not None},
            other=other_of(item) if own_words else None,
            named=other_names(item),
        )
        if (other := other_of(item)) is not None:
            self._book.setdefault(OWN_WORDS_ELSEWHERE, other)
            self._other = other
        self._highest = "" if item.high is None else f"{item.high:g}"
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
        name = self._bare(text)
        found = self._book.get(name)
        if found is None and (parts := _LABELLED.fullmatch(name)):
            letter, label = self._book.get(parts[1]), self._book.get(parts[2])
            found = label if letter == label else None
        if found is None and self._rating and (rated := _RATED.fullmatch(name)):
            return self._book.get(rated[1]) if rated[2] in (None, self._highest) else None
        return self._beside(name) if found is None else found

    def _beside(self, name: str) -> int | None:
        """Return the option whose label stands beside a number or beside words of one's own."""
        if len(name) <= _LONGEST and self._written.stands_for_other(_BRACKETS.sub("〖〗", name)):
            parted = any(sign in _BRACKETS.sub("", name) for sign in ";,|┋、\n\t→")
            return None if parted else self._other
        for pattern in _BESIDE if len(name) <= _LONGEST else ():
            if parts := pattern.fullmatch(name):
                labelled = _LABELLED.fullmatch(parts[1])
                label = labelled[2] if labelled else parts[1]
                found = self._labels.get(parts[1], self._labels.get(label))
                if found is not None:
                    return found
        return None

    def words(self, text: str) -> str:
        """Return somebody's own words beside an option, as written; "" where there are none.

        Whether the text is an answer at all is not asked.
        """
        plain = len(text) > _LONGEST or self._written.is_plain(text) or fold(text) in self._book
        own = "" if plain else self._written.own_words(text)
        known = self.places(own) if own and self._written.other is not None else None
        return "" if known and set(known) != {self._other} else own

    def undecided(self, text: str) -> bool:
        """Tell whether a text is a bare number of which nobody knows what it stands for."""
        return self._bare(text) in self._undecided

    def _bare(self, text: str) -> str:
        name = _plain_number(fold(text))
        coded = _LIME_CODE.fullmatch(name) if name not in self._book else None
        return coded[1] if coded else name

    def places(self, text: str) -> tuple[int, ...] | None:
        """Return the places of several options written together, in the order written.

        None unless every part is an option. ``A;B``, ``A、B``, ``A B`` and ``AB`` are understood.
        """
        plain = unicodedata.normalize("NFKC", text)
        if self._rating and _DECIMAL.fullmatch(plain.strip()):
            return None
        if self._written.holds_signs and (found := self._parted(text)):
            return found
        for separator in _SEPARATORS:
            parts = [part for part in separator.split(plain) if part.strip()]
            if found := self._all_options(parts):
                return found
        name = fold(text)
        in_order = _TICKED_LETTERS.fullmatch(name) and list(name) == sorted(set(name))
        return (
            (self._all_options(name) if in_order else None)
            or self._parted(text)
            or (self.places(_BRACKETS.sub("", text)) if _BRACKETS.search(text) else None)
        )

    def _parted(self, text: str) -> tuple[int, ...] | None:
        """Return the places of answers of which the labels tell where each ends."""
        lines = "\n".join(fold(line) for line in text.splitlines())
        if len(lines) > _LONGEST:
            return None
        return self._written.part(lines, self.place) or self._written.only_labels(lines)

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
        words = ((YES, 0), (NO, 1))
        yield [(word, at) for said, at in words for word in said if not word.isdecimal()]
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
