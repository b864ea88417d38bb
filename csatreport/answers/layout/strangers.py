"""Rows that stand among the answers and are none: totals, signatures, previews, unfinished forms.

A total or a signature is known by the word in its first cell or in its unit's, a signature also by
having no ticks; a preview or a form that was not sent off by the column in which a platform says
so. Such a column is looked at only if it answers no item, and only if all that stands in it is
what that platform writes there; some of its cells may be blank. A mapping may say itself by which
columns rows are left out (``only``).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial

import numpy as np

from csatreport.answers.cells.coding import option_book
from csatreport.answers.cells.options import OptionBook
from csatreport.answers.cells.plain import Array, look_up
from csatreport.answers.layout.layout import Layout, Setting
from csatreport.answers.layout.platforms import QUALTRICS, REDCAP
from csatreport.answers.layout.unit_names import NOWHERE
from csatreport.base.vocabulary import word_list
from csatreport.study.item import CLOSED, Kind
from csatreport.tables.fold import fold
from csatreport.tables.table import ReadTable

TOTAL = "A452"
PREVIEW = "A453"
UNFINISHED = "A454"
LEFT_OUT = "A527"

_TOTAL = re.compile(
    r"(?:合计|合計|总计|總計|共计|共計|小计|小計|平均|平均分|平均值|平均数|平均數|均值|总平均|總平均"
    r"|(?:grand |sub-?)?totals?|averages?|mean)\s*[:：]?"
)
_SIGNATURE = re.compile(
    r"(?:制表|製表|填表|审核|審核|复核|複核|统计|統計|负责|負責|经办|經辦|签字|簽字|签名|簽名|备注|備註|说明|說明)"
    r"(?:人|员|員|日期|时间|時間|单位|單位)?\s*[:：].*"
)
_SPACED = re.compile("(?<=[\u3000-\u9fff]) (?=[\u3000-\u9fff])")
_PREVIEWS = frozenset(word_list("platforms", "previews"))
_DONE = frozenset(word_list("platforms", "done"))
_NOT_DONE = frozenset(word_list("platforms", "not_done"))
_WORDS_OF_STATUS = frozenset(word_list("platforms", "words_of_status"))
"""A column "status" may be about anything: numbers, yes and no say nothing there."""
_SENT = (_WORDS_OF_STATUS, _DONE | _NOT_DONE)
_KINDS_OF_RESPONSE = frozenset(map(str, (0, 1, 2, 4, 8, 9, 12, 16, 17, 32, 40, 48)))
_PREVIEW_NUMBERS = frozenset(map(str, (1, 2, 8, 9, 12, 17, 40)))
"""What Qualtrics writes for a preview, a test and spam where it exports numeric values."""
_LIMESURVEY = {"submitdate": "submitdate", "lastpage": "lastpage"}
_LIMESURVEY_IN_WORDS = {"提交日期": "submitdate", "最后一页": "lastpage", "最後一頁": "lastpage"}
"""Only beside "答复 ID", because everybody may call a column so."""
_REDCAP = {"2": True, "complete": True} | dict.fromkeys(
    ("0", "1", "incomplete", "unverified", ""), False
)


@dataclass(frozen=True, kw_only=True)
class Strangers:
    """Which rows are no answers: the code that says why ("" for an answer), and the column."""

    reason: Array
    column: Array


def find_strangers(table: ReadTable, layout: Layout, setting: Setting, unit: Array) -> Strangers:
    """Find the rows that are no answers.

    Args:
        table: the table.
        layout: what its columns mean.
        setting: how its questionnaire is read.
        unit: places of the rows' units, `NOWHERE` for an unknown one.
    """
    found = Strangers(
        reason=np.full(len(table.rows), "", dtype=object),
        column=np.full(len(table.rows), NOWHERE, dtype=np.int32),
    )
    unfinished = layout.mapping is not None and layout.mapping.unfinished
    platforms = (one for one in _unsent(table, layout) if one[1] not in layout.only)
    for code, place, rows in (
        *(*platforms, *_left_out(table, layout), *_totals(table, layout, setting, unit)),
    ):
        if code != UNFINISHED or not unfinished:
            found.reason[rows] = code
            found.column[rows] = place
    return found


def _totals(
    table: ReadTable, layout: Layout, setting: Setting, unit: Array
) -> Iterator[tuple[str, int, Array]]:
    first = [
        edition.edition.by_id[name]
        for edition, columns in zip(setting.names, layout.editions, strict=True)
        for name, place in columns.items.items()
        if place == 0
    ]
    open_question = any(item.kind in (Kind.TEXT, Kind.RANKED) for item in first)
    books = [OptionBook(item) for item in first]
    own = layout.special.get("unit")
    # Closed items are read again only where something looks like a signature, which is rare.
    silent = cache(lambda: _without_ticks(table, layout, setting))
    for place in sorted({0, *layout.special.values()} - ({0} if open_question else set())):
        rows, signed = (_marked(table, place, fits) for fits in (_is_total, _is_signature))
        if signed.any():
            rows |= signed & silent()
        if place == 0 and books:
            rows &= _marked(table, 0, lambda text: all(b.place(text) is None for b in books))
        if place == own:
            rows &= unit == NOWHERE
        yield TOTAL, place, rows


def _left_out(table: ReadTable, layout: Layout) -> Iterator[tuple[str, int, Array]]:
    """Yield the rows that a mapping leaves out, column by column."""
    for place, values in layout.only.items():
        kept = {text for text in set(table.columns[place]) if fold(text) in values}
        yield LEFT_OUT, place, ~_marked(table, place, kept.__contains__)


def _unsent(table: ReadTable, layout: Layout) -> Iterator[tuple[str, int, Array]]:
    """Yield what platforms say about each form, column by column; a preview is told as that."""
    answers = {place for columns in layout.editions for place in columns.used}
    free = {fold(h): p for p, h in enumerate(layout.headers) if h and p not in answers}
    sent = _sent_in_limesurvey(free)
    if "submitdate" in sent:
        yield UNFINISHED, sent["submitdate"], _marked(table, sent["submitdate"], _is_blank)
    elif "lastpage" in sent:
        unseen = _marked(table, sent["lastpage"], lambda text: fold(text) in ("", "0", "-1"))
        yield UNFINISHED, sent["lastpage"], unseen
    for name in ("finished", "response status", "status", "答卷状态", "答卷狀態", "完成状态"):
        if name in free and _all_in(table, free[name], _SENT[name != "status"]):
            yield UNFINISHED, free[name], _marked(table, free[name], lambda t: fold(t) in _NOT_DONE)
    if not REDCAP.isdisjoint(free):
        yield from _unsent_in_redcap(table, free)
    for name in ("status", "response type", "答卷状态", "答卷狀態"):
        if name in free:
            yield PREVIEW, free[name], _marked(table, free[name], lambda t: fold(t) in _PREVIEWS)
    qualtrics = len(QUALTRICS & free.keys()) > 1
    numbered = free.get("status", free.get("response type")) if qualtrics else None
    if numbered is not None and _all_in(table, numbered, _KINDS_OF_RESPONSE):
        yield PREVIEW, numbered, _marked(table, numbered, lambda t: fold(t) in _PREVIEW_NUMBERS)


def _unsent_in_redcap(
    table: ReadTable, free: Mapping[str, int]
) -> Iterator[tuple[str, int, Array]]:
    """Yield the rows of which no form is complete; a project may hold several forms."""
    forms = [
        place
        for name, place in free.items()
        if name.endswith(("_complete", "complete?")) and _all_in(table, place, _REDCAP)
    ]
    if forms:
        undone = [_marked(table, place, lambda text: not _REDCAP[fold(text)]) for place in forms]
        yield UNFINISHED, forms[0], np.logical_and.reduce(undone)


def _sent_in_limesurvey(free: Mapping[str, int]) -> dict[str, int]:
    """Return the columns in which LimeSurvey says whether a form was sent off.

    Without a day of sending, or before the first page, it was not.
    """
    words = _LIMESURVEY
    if {"答复 id", "答覆 id"} & free.keys():
        words = words | _LIMESURVEY_IN_WORDS
    named = {name: words.get(name.split(".")[0]) for name in free}
    return {word: free[name] for name, word in named.items() if word is not None}


def _without_ticks(table: ReadTable, layout: Layout, setting: Setting) -> Array:
    """Mark the rows that answer no closed item, as a signature does; a name may begin like one."""
    silent = np.full(len(table.rows), True)
    for edition, columns in zip(setting.names, layout.editions, strict=True):
        for item in edition.edition.items:
            for place in columns.places(item.id) if item.kind in CLOSED else ():
                book = option_book(item, layout.translation(item, place))
                silent &= ~_marked(table, place, partial(_answers, book))
    return silent


def _answers(book: OptionBook, text: str) -> bool:
    place = book.place(text)
    return book.undecided(text) if place is None else place >= 0


def _is_total(text: str) -> bool:
    # Most texts are ids, days and codes, which end in a digit as no total does.
    return not text[-1:].isdecimal() and _TOTAL.fullmatch(_SPACED.sub("", fold(text))) is not None


def _is_signature(text: str) -> bool:
    return not text.isascii() and _SIGNATURE.fullmatch(_SPACED.sub("", fold(text))) is not None


def _is_blank(text: str) -> bool:
    return not text.strip()


def _all_in(table: ReadTable, place: int, known: frozenset[str] | dict[str, bool]) -> bool:
    """Tell whether all that stands in a column is known; cells may be blank, but not all."""
    written = ~_marked(table, place, _is_blank)
    return bool(written.any()) and bool(
        _marked(table, place, lambda t: not t.strip() or fold(t) in known).all()
    )


def _marked(table: ReadTable, place: int, fits: Callable[[str], bool]) -> Array:
    return look_up(table.columns[place], fits, np.bool_)
