"""Columns of answers to an item, from texts to codes; what is lost on the way is listed."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field
from typing import TypeAlias, cast

import numpy as np

from csatreport.answers.cells.days import parse_day
from csatreport.answers.cells.options import OptionBook
from csatreport.answers.cells.plain import (
    DECIMAL,
    NO_COMMENTS,
    Array,
    Cell,
    Translation,
    code_comments,
    code_days,
    look_up,
)
from csatreport.answers.model import OWN
from csatreport.study.item import CLOSED, Item, Kind, Missing
from csatreport.study.names import LARGEST
from csatreport.tables.fold import fold
from csatreport.tables.table import Texts

WRONG_RANKS = "A430"
NOT_AN_OPTION = "A431"
NOT_A_NUMBER = "A432"
NOT_A_DAY = "A433"
NOT_A_TIME = "A434"
NOT_A_WEIGHT = "A435"
UNDECIDED = "A436"
SEVERAL_TICKS = "A437"
SHORTENED_ID = "A438"
OWN_WORDS = "A440"
RANKS_LEFT_OUT = "A449"

_ENTRIES = re.compile(r"[;|┋、\r\n\t]+")
_Ranking: TypeAlias = tuple[tuple[str, ...], str]
"""What a ranking names, the best first, and the code of what is lost of it; "" for nothing."""


@dataclass(frozen=True, kw_only=True)
class Coded:
    """An item's columns by name, as `csatreport.answers.model.Wave` describes them.

    ``lost`` holds the places of the cells of which something is lost, by the code that says what.
    ``guilty`` says of an item with several columns in which of them a row's faulty cell stands;
    without it, the fault lies in all of them together.
    """

    columns: dict[str, Array]
    lost: Lookup[str, Array] = field(default_factory=dict)
    guilty: Callable[[int], int] | None = None


def code_item(item: Item, cells: Sequence[str], translation: Translation) -> Coded:
    """Code one column of answers to an item."""
    book = option_book(item, translation)
    if item.kind in CLOSED:
        codes = look_up(cells, _tick_reader(book), np.int8)
        coded = Coded(columns={item.id: codes}, lost=_lost(codes, cells, book))
        return _with_own(item, coded, cells, book)
    if item.kind is Kind.SEVERAL:
        masks = look_up(cells, _ticks_reader(item, book), np.int64)
        coded = Coded(columns={item.id: masks}, lost=_lost(masks, cells, book))
        return _with_own(item, coded, cells, book)
    if item.kind is Kind.RANKED:
        coded = _code_rankings(item, cells, lambda text: _ranking(item, book, text))
        return _with_own(item, coded, cells, book)
    if item.kind is Kind.NUMBER:
        return _code_numbers(item, book, cells)
    if item.kind is Kind.DATE:
        return _code_dates(item, book, cells, translation)
    return Coded(columns={item.id: code_comments(cells, translation)})


def option_book(item: Item, translation: Translation) -> OptionBook:
    """Return the writings of an item's answers under what a mapping says."""
    said = (translation.values, translation.general, translation.numbers)
    return OptionBook(item, *said, own_words=translation.own_words)


def _lost(codes: Array, cells: Sequence[str], book: OptionBook) -> dict[str, Array]:
    return lost_cells(codes, _marked(cells, book.undecided))


def _marked(cells: Sequence[Cell], fits: Callable[[Cell], bool]) -> Array | None:
    """Mark the cells that fit; None where none does, which most columns are spared by."""
    distinct = cells.distinct if isinstance(cells, Texts) else set(cells)
    told = cast("Iterable[Cell]", distinct)
    return look_up(cells, fits, np.bool_) if any(map(fits, told)) else None


def lost_cells(codes: Array, undecided: Array | None = None) -> dict[str, Array]:
    """Return the places of cells that are no option, or several, by code."""
    invalid = codes == Missing.INVALID
    asked = np.zeros_like(invalid) if undecided is None else undecided
    kinds = {
        NOT_AN_OPTION: invalid & ~asked,
        UNDECIDED: invalid & asked,
        SEVERAL_TICKS: codes == Missing.MULTIPLE,
    }
    return {code: np.flatnonzero(there) for code, there in kinds.items() if there.any()}


def words_in(cells: Sequence[Cell], words_of: Callable[[Cell], str]) -> Array | None:
    """Return somebody's own words in each cell; None where there are none, as in most columns."""
    distinct = cells.distinct if isinstance(cells, Texts) else set(cells)
    told = cast("Iterable[Cell]", distinct)
    return look_up(cells, words_of, object) if any(map(words_of, told)) else None


def _with_own(item: Item, coded: Coded, cells: Sequence[str], book: OptionBook) -> Coded:
    """Add own words that stand in the cells of answers; what is no answer keeps none."""
    words = words_in(cells, book.words)
    if words is None:
        return coded
    answers = coded.columns[item.id]
    answered = answers >= 0 if answers.dtype != object else np.array(list(map(bool, answers)))
    return with_words(item, coded, np.where(answered, words, ""))


def with_words(item: Item, coded: Coded, words: Array | None) -> Coded:
    """Return an item's columns with own words beside its options, whose cells are listed."""
    if words is None or not (words != "").any():
        return coded
    at = np.flatnonzero(words != "")
    return Coded(
        columns={**coded.columns, f"{item.id}{OWN}": words},
        lost={**coded.lost, OWN_WORDS: at},
        guilty=coded.guilty,
    )


def blank_item(item: Item, rows: int) -> dict[str, Array]:
    """Return the columns of an item that the file has no column for."""
    return code_item(item, [""] * rows, Translation()).columns


def mark_empty(cells: Sequence[str], item: Item | None, translation: Translation) -> Array:
    """Mark the cells that hold nothing, or what platforms write for it; no item for a reason."""
    book = None if item is None or item.kind is Kind.TEXT else option_book(item, translation)

    def is_empty(text: str) -> bool:
        if fold(text) not in NO_COMMENTS:
            return not text.strip()
        # An option may have −2 points, and a number may be below nought.
        return book is None or book.place(text) in (Missing.BLANK, Missing.NOT_APPLICABLE)

    return look_up(cells, is_empty, np.bool_)


def code_ranks(item: Item, columns: Sequence[Sequence[str]], translation: Translation) -> Coded:
    """Code a ranked item that has one column for each rank."""
    book = option_book(item, translation)
    rows = list(zip(*columns, strict=True))
    coded = _code_rankings(item, rows, lambda entries: _ranking_of(item, book, entries))
    told = words_in(rows, lambda cells: "; ".join(filter(None, map(book.words, cells))))
    return with_words(item, coded, told)


def _flagged(columns: dict[str, Array], flag: str, codes: Array, why: str) -> Coded:
    bad = np.flatnonzero(codes == Missing.INVALID)
    return Coded(columns={**columns, flag: codes}, lost={why: bad} if bad.size else {})


def _tick_reader(book: OptionBook) -> Callable[[str], int]:
    """Return what reads the answer to an item with exactly one option ticked."""

    def tick(text: str) -> int:
        place = book.place(text)
        if place is not None:
            return place
        ticked = set(book.places(text) or ())
        if len(ticked) > 1 or book.several(text):
            return Missing.MULTIPLE
        return ticked.pop() if ticked else Missing.INVALID

    return tick


def _ticks_reader(item: Item, book: OptionBook) -> Callable[[str], int]:
    """Return what reads the answer to an item with several options ticked, as a bit mask."""

    def ticks(text: str) -> int:
        place = book.place(text)
        if place is not None:
            return 1 << place if place >= 0 else place
        ticked = set(book.places(text) or ())
        if item.picks is not None and len(ticked) > item.picks:
            return Missing.MULTIPLE
        return sum(1 << place for place in ticked) if ticked else Missing.INVALID

    return ticks


def _ranking(item: Item, book: OptionBook, text: str) -> _Ranking:
    place = book.place(text)
    if place is not None and place < 0:
        return (), NOT_AN_OPTION if place == Missing.INVALID else ""
    if not item.options:
        return _ranking_of(item, book, tuple(_ENTRIES.split(unicodedata.normalize("NFKC", text))))
    places = (place,) if place is not None else book.places(text)
    return ((), NOT_AN_OPTION) if places is None else _chosen(item, places)


def _ranking_of(item: Item, book: OptionBook, entries: tuple[str, ...]) -> _Ranking:
    written = [entry.strip() for entry in entries if book.place(entry) != Missing.BLANK]
    if not item.options:
        named = tuple(written[: item.picks])
        return named, RANKS_LEFT_OUT if len(named) < len(written) else ""
    places = [book.place(entry) for entry in written]
    known = tuple(place for place in places if place is not None and place >= 0)
    return _chosen(item, known) if len(known) == len(places) else ((), NOT_AN_OPTION)


def _chosen(item: Item, places: tuple[int, ...]) -> _Ranking:
    """Return the codes of ranked options; none if one stands twice or there are too many."""
    too_many = item.picks is not None and len(places) > item.picks
    if too_many or len(set(places)) < len(places):
        return (), WRONG_RANKS
    return tuple(item.options[place].code for place in places), ""


def _code_rankings(
    item: Item, cells: Sequence[Cell], understand: Callable[[Cell], _Ranking]
) -> Coded:
    told = look_up(cells, understand, object)
    named = np.fromiter((names for names, _ in told), dtype=object, count=len(told))
    why = np.array([code for _, code in told], dtype=object)
    lost = {code: np.flatnonzero(why == code) for code in sorted({*why} - {""})}
    return Coded(columns={item.id: named}, lost=lost)


def _code_numbers(item: Item, book: OptionBook, cells: Sequence[str]) -> Coded:
    def flag(text: str) -> int:
        return _flag(book.place(text), _parse_number(item, text))

    def number(text: str) -> float:
        parsed = _parse_number(item, text)
        return np.nan if parsed is None else parsed

    flags = look_up(cells, flag, np.int8)
    numbers = np.where(flags == 0, look_up(cells, number, np.float64), np.nan)
    return _flagged({item.id: numbers}, f"{item.id}!", flags, NOT_A_NUMBER)


def _code_dates(
    item: Item, book: OptionBook, cells: Sequence[str], translation: Translation
) -> Coded:
    form, zone = translation.date_format, translation.zone

    def flag(text: str) -> int:
        return _flag(book.place(text), parse_day(text, form, zone))

    flags = look_up(cells, flag, np.int8)
    days = code_days(cells, form, zone)
    days[flags != 0] = np.datetime64("NaT", "s")
    return _flagged({item.id: days}, f"{item.id}!", flags, NOT_A_DAY)


def _flag(missing: int | None, value: object) -> int:
    if missing is not None:
        return missing
    return Missing.INVALID if value is None else 0


def _parse_number(item: Item, text: str) -> float | None:
    """Return a plain decimal number within the item's limits; its unit may stand behind it."""
    plain = fold(text)
    for unit in item.unit.all():
        plain = plain.removesuffix(fold(unit)).rstrip()
    if not DECIMAL.fullmatch(plain):
        return None
    value = float(plain)
    too_low = value < (-LARGEST if item.low is None else item.low)
    too_high = value > (LARGEST if item.high is None else item.high)
    return None if too_low or too_high else value
