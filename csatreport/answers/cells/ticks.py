"""Several columns of one item, each for an option or an answer, to one column of codes."""

from collections.abc import Callable, Sequence

import numpy as np

from csatreport.answers.cells.coding import Coded, lost_cells, option_book, with_words, words_in
from csatreport.answers.cells.labels import OTHER
from csatreport.answers.cells.options import OptionBook
from csatreport.answers.cells.plain import Array, Translation, look_up
from csatreport.answers.cells.platform_words import (
    LEFT_OPEN,
    LEFT_OPEN_CODE,
    NO,
    NOT_AVAILABLE,
    NOT_SHOWN,
    NOT_SHOWN_CODE,
    OWN_WORDS_ELSEWHERE,
    YES,
)
from csatreport.answers.layout.headers.choices import BY_ANSWER
from csatreport.base.vocabulary import word_list
from csatreport.study.item import Item, Kind, Missing
from csatreport.tables.fold import fold

_TICKS = YES.union(word_list("cells", "ticks"))
_LEFT_OPEN = NOT_AVAILABLE | {"", LEFT_OPEN_CODE}
"""Stand in columns of ticks and of answers alike; the other words for no tick only among ticks."""
_NO_TICKS = NO.union(LEFT_OPEN, _LEFT_OPEN, word_list("cells", "no_ticks"))
_SKIPPED = NOT_SHOWN | {NOT_SHOWN_CODE}
TICK_WORDS = _TICKS | _NO_TICKS | _SKIPPED
_NO_OPTION = -1
"""The place of a column behind the last option: nobody knows what a tick in it means."""


def code_choices(
    item: Item, codes: Sequence[str], columns: Sequence[Sequence[str]], translation: Translation
) -> Coded:
    """Code the columns of an item together.

    Args:
        item: an item with options.
        codes: what each column stands for, as `option_of` tells it.
        columns: the cells of each.
        translation: what the mapping says of the item's values.
    """
    book = option_book(item, translation)
    by_answer = _hold_answers(book, codes, columns)
    places = [_place(item, code, by_answer=by_answer) for code in codes]

    def understand(cells: tuple[str, ...]) -> int:
        found = [
            _answer(item, book, place, text) for place, text in zip(places, cells, strict=True)
        ]
        return _together(item, {one for one in found if one is not None})

    def guilty(row: int) -> int:
        told = enumerate(zip(places, rows[row], strict=True))
        faulty = (n for n, (p, text) in told if _answer(item, book, p, text) == Missing.INVALID)
        return next(faulty, 0)

    kind = np.int64 if item.kind is Kind.SEVERAL else np.int8
    rows = list(zip(*columns, strict=True))
    coded = look_up(rows, understand, kind)
    found = Coded(columns={item.id: coded}, lost=lost_cells(coded), guilty=guilty)
    return with_words(item, found, words_in(rows, _words_reader(item, book, places)))


def code_words(
    item: Item, codes: Sequence[str], columns: Sequence[Sequence[str]], translation: Translation
) -> Array | None:
    """Return own words from columns beside the one with all answers; None where there are none."""
    book = option_book(item, translation)
    places = [_place(item, code, by_answer=False) for code in codes]
    return words_in(list(zip(*columns, strict=True)), _words_reader(item, book, places))


def _words_reader(
    item: Item, book: OptionBook, places: Sequence[int | None]
) -> Callable[[tuple[str, ...]], str]:
    """Return what reads somebody's own words from the columns of an item."""

    def words(cells: tuple[str, ...]) -> str:
        told = zip(places, cells, strict=True)
        found = (_words(item, book, place, text) for place, text in told)
        return "; ".join(dict.fromkeys(filter(None, found)))

    return words


def _hold_answers(book: OptionBook, codes: Sequence[str], columns: Sequence[Sequence[str]]) -> bool:
    """Tell whether numbered columns hold an answer each: an option stands there, and no "no"."""
    numbered = zip(codes, columns, strict=True)
    told = {text for code, column in numbered if code.startswith(BY_ANSWER) for text in set(column)}
    options = {text for text in told if _is_option(book, text)}
    refused = {fold(text) for text in told - options} & (_NO_TICKS - _LEFT_OPEN)
    return not refused and any(fold(text) not in TICK_WORDS for text in options)


def _is_option(book: OptionBook, text: str) -> bool:
    place = book.place(text)
    return book.undecided(text) or (place is not None and place >= 0)


def _place(item: Item, code: str, *, by_answer: bool) -> int | None:
    """Return the place of the option that a column stands for; None for one that holds answers."""
    known = [option.code for option in item.options]
    number = code.removeprefix(BY_ANSWER)
    if number == code or (not by_answer and number in known):
        return known.index(number)
    at = int(number) - 1
    if by_answer:
        return None
    return at if 0 <= at < len(known) else _NO_OPTION


def _answer(item: Item, book: OptionBook, place: int | None, text: str) -> int | None:
    """Return the option that a cell ticks, or a `Missing` code; None for no tick.

    What the mapping says goes before the words of platforms.
    """
    said = book.said(text)
    if said is not None and said < 0:
        return said
    name = fold(text)
    if name in _SKIPPED:
        return Missing.NOT_APPLICABLE
    if name in _NO_TICKS:
        return None
    written = book.place(text)
    if place is None:
        return Missing.INVALID if written is None else written
    if place == _NO_OPTION:
        return Missing.INVALID
    ticked = name in _TICKS or written == place or _is_worded(item, book, place, text)
    return place if ticked else Missing.INVALID


def _words(item: Item, book: OptionBook, place: int | None, text: str) -> str:
    """Return somebody's own words in a cell, of the option "other" or beside any."""
    worded = place is not None and _is_worded(item, book, place, text)
    return book.words(text) or (text.strip() if worded else "")


def _is_worded(item: Item, book: OptionBook, place: int, text: str) -> bool:
    """Tell whether a cell of the option "other" holds somebody's own words."""
    if place == _NO_OPTION or book.said(text) is not None:
        return False
    name = fold(text)
    labels = [fold(label) for label in item.options[place].label.all()]
    other = name != OWN_WORDS_ELSEWHERE and any(label.startswith(OTHER) for label in labels)
    return other and name not in TICK_WORDS and name not in labels


def _together(item: Item, found: set[int]) -> int:
    ticked = {place for place in found if place >= 0}
    for fault in (Missing.INVALID, Missing.MULTIPLE):
        if fault in found:
            return fault
    if not ticked:
        return Missing.NOT_APPLICABLE if Missing.NOT_APPLICABLE in found else Missing.BLANK
    most = item.picks if item.kind is Kind.SEVERAL else 1
    if most is not None and len(ticked) > most:
        return Missing.MULTIPLE
    return sum(1 << place for place in ticked) if item.kind is Kind.SEVERAL else ticked.pop()
