"""Entry sheets: a workbook into which paper forms are keyed, and which is read like any answers.

One row is one form. Every cell knows what it may hold: options by their codes, typed or picked
from a list that says what they mean; numbers and days within their limits. The last column says
what is missing or wrong in a row. A second sheet is the code book; its name begins with ``#``, so
that it is never taken for answers.

Headers are words a person reads, as long as the reader of answers understands them without doubt;
else the ids that it always understands.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from csatreport.answers.layout.headers.names import Names
from csatreport.base.words import say
from csatreport.paper.asked import AskedForm
from csatreport.paper.payload import SERIAL
from csatreport.report.wording import VALENCES
from csatreport.study.item import CLOSED, Item, Kind
from csatreport.tables.book import (
    Workbook,
    Worksheet,
    made_book,
    xl_col_to_name,
    xl_range,
    xl_range_abs,
)
from csatreport.tables.workbook import NOTES

_PROMPT, _TITLE, _LIST = 255, 32, 255
"""The longest that Excel takes for a prompt, its title, and a list that is written out."""
_FIRST_DAY = dt.date(2000, 1, 1)
_LAST_DAY = dt.date(2099, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryColumn:
    """One column: its header, the item it answers, and whether a row is complete without it."""

    header: str
    item: Item | None = None
    needed: bool = False
    """Whether it takes one of the item's answers, so that an empty cell is worth a word."""
    codes: tuple[str, ...] = ()
    prompt: str = ""
    special: str = ""
    """``serial``, ``unit``, ``date`` or ``id``."""


def entry_columns(asked: AskedForm) -> list[EntryColumn]:
    """Return the columns of an entry sheet, in order."""
    names = Names(asked.edition)
    columns = [*_special(asked, names)]
    for item in asked.edition.items:
        if not item.personal:
            columns += _item_columns(item, names, asked.language)
    return columns


def _special(asked: AskedForm, names: Names) -> Iterator[EntryColumn]:
    serial, questionnaire = asked.say("paper.entry_serial"), asked.questionnaire
    # A header must name no item.
    header = serial if names.target(serial) is None else SERIAL
    yield EntryColumn(header=header, special=SERIAL)
    columns = questionnaire.columns
    if columns.id and columns.id not in asked.edition.by_id and questionnaire.anonymity is None:
        yield EntryColumn(header=columns.id, special="id")
    if len(questionnaire.units.all) > 1:
        ids = tuple(u.id for u in questionnaire.units.all if u.parent is not None)
        told = "\n".join(f"{u} = {asked.unit_name(u)}" for u in ids)
        yield EntryColumn(header=columns.unit, special="unit", codes=ids, prompt=told, needed=True)
    yield EntryColumn(header=columns.date, special="date")


def _item_columns(item: Item, names: Names, language: str) -> Iterator[EntryColumn]:
    number = f"{item.number} " if item.number else ""
    header = _understood(f"{number}{item.label[language]}", item.id, item.id, names)
    if item.kind is Kind.RANKED:
        for rank in item.ranks:
            text = _understood(f"{header} {rank}", f"{item.id} {rank}", f"{item.id}#{rank}", names)
            yield EntryColumn(header=text, item=item)
        return
    yield EntryColumn(
        header=header,
        item=item,
        needed=item.kind in CLOSED,
        codes=tuple(option.code for option in item.choices),
        prompt="\n".join(f"{o.code} = {o.label[language]}" for o in item.choices),
    )
    if item.follow_up is not None:
        reason = say(language, "paper.entry_reason", item=header)
        yield EntryColumn(
            header=_understood(reason, f"{item.id}?", f"{item.id}?", names), item=item
        )


def _understood(wished: str, sure: str, target: str, names: Names) -> str:
    """Return the header one would wish for if the reader understands it, else the sure one."""
    return wished if names.target(wished) == target else sure


def write_entry_sheet(asked: AskedForm, rows: int, unit: str = "") -> bytes:
    """Return the workbook with ``rows`` prepared rows; those keyed get the id of one ``unit``."""
    title = asked.questionnaire.title[asked.language]
    return made_book(title, partial(_fill, asked, rows, unit))


def _fill(asked: AskedForm, rows: int, unit: str, book: Workbook) -> None:
    language, columns = asked.language, entry_columns(asked)
    page = book.add_worksheet(asked.say("paper.entry_sheet"))
    notes = book.add_worksheet(f"{NOTES} {asked.say('paper.entry_book')}")
    places = _write_book(book, notes, columns, language)
    _write_heads(book, page, columns, language)
    keyed = _Page(book=book, sheet=page, rows=rows, lists=places, language=language)
    for place, column in enumerate(columns):
        keyed.allow(place, column)
    _write_checks(page, columns, rows, language)
    if unit:
        _write_unit(page, columns, rows, unit)


def _write_heads(
    book: Workbook, page: Worksheet, columns: list[EntryColumn], language: str
) -> None:
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    page.freeze_panes(1, 1)
    page.set_row(0, 46)
    for place, column in enumerate(columns):
        page.write_string(0, place, column.header, head)
    page.write_string(0, len(columns), say(language, "paper.entry_check"), head)
    page.set_column(len(columns), len(columns), 28)


@dataclass(frozen=True, kw_only=True)
class _Page:
    """The sheet that is keyed into: its prepared rows, and where lists stand in the code book."""

    book: Workbook
    sheet: Worksheet
    rows: int
    lists: dict[int, str]
    language: str

    def allow(self, place: int, column: EntryColumn) -> None:
        """Format a column and say what its cells may hold."""
        kind = column.item.kind if column.item is not None else None
        dated = column.special == "date" or kind is Kind.DATE
        wide = column.item is not None and not column.codes and kind is not Kind.NUMBER
        form = self.book.add_format({"num_format": "yyyy-mm-dd" if dated else "@"})
        self.sheet.set_column(place, place, 26 if wide and not dated else 11, form)
        rule = _rule(column, self.lists.get(place, ""), dated=dated)
        if rule is None:
            return
        wrong = say(self.language, "paper.entry_wrong", header=column.header)
        rule |= {
            "ignore_blank": True,
            "error_title": say(self.language, "paper.entry_wrong_title")[:_TITLE],
            "error_message": _cut(wrong, _PROMPT),
        }
        if column.prompt:
            rule |= {
                "input_title": column.header[:_TITLE],
                "input_message": _cut(column.prompt, _PROMPT),
            }
        self.sheet.data_validation(1, place, self.rows, place, rule)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _rule(column: EntryColumn, listed: str, *, dated: bool) -> dict[str, object] | None:
    """Return what a cell may hold, as XlsxWriter says it; None for anything."""
    item = column.item
    if dated:
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": _FIRST_DAY,
            "maximum": _LAST_DAY,
        }
    if column.codes and (item is None or item.kind is not Kind.SEVERAL):
        plain = ",".join(column.codes)
        source: object = list(column.codes) if len(plain) <= _LIST else f"={listed}"
        return {"validate": "list", "source": source}
    if column.codes:
        return {"validate": "any"}
    if item is not None and item.kind is Kind.NUMBER:
        low, high = item.low, item.high
        if low is None or high is None:
            return {"validate": "decimal", "criteria": ">=", "value": -1e12 if low is None else low}
        return {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high}
    return None


def _write_unit(page: Worksheet, columns: list[EntryColumn], rows: int, unit: str) -> None:
    """Let a unit's id appear in every row that something is keyed into.

    Were it simply written there, every prepared row would be read as an answer.
    """
    place = next((n for n, column in enumerate(columns) if column.special == "unit"), None)
    if place is None:
        return
    told = unit.replace('"', '""')
    for row in range(1, rows + 1):
        before, after = (
            _filled(xl_range(row, first, row, last))
            for first, last in ((0, place - 1), (place + 1, len(columns) - 1))
        )
        page.write_formula(row, place, f'=IF({before}+{after}=0,"","{told}")', None, "")


def _filled(cells: str) -> str:
    """Count the cells that show something; a formula that shows nothing is none."""
    return f'COUNTIF({cells},"?*")+COUNT({cells})'


def _write_checks(page: Worksheet, columns: list[EntryColumn], rows: int, language: str) -> None:
    """Write the column that tells what is missing; it says nothing about an empty row."""
    needed = [n for n, column in enumerate(columns) if column.needed and column.item is not None]
    missing, twice, fine = (
        say(language, key)
        for key in ("paper.entry_missing", "paper.entry_twice", "paper.entry_fine")
    )
    serials = xl_range_abs(1, 0, rows, 0)
    for row in range(1, rows + 1):
        line = row + 1
        blanks = "+".join(f'({xl_col_to_name(n)}{line}="")' for n in needed) or "0"
        formula = (
            f'=IF({_filled(xl_range(row, 0, row, len(columns) - 1))}=0,"",'
            f'IF(AND(A{line}<>"",COUNTIF({serials},A{line})>1),"{twice}",'
            f'IF({blanks}>0,"{missing} "&({blanks}),"{fine}")))'
        )
        page.write_formula(row, len(columns), formula, None, "")


def _write_book(
    book: Workbook, page: Worksheet, columns: list[EntryColumn], language: str
) -> dict[int, str]:
    """Write the code book; return where the codes of each column stand, for its list."""
    head = book.add_format({"bold": True, "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for place, (key, width) in enumerate(_BOOK_HEADS.items()):
        page.write_string(0, place, say(language, key), head)
        page.set_column(place, place, width, wrap)
    page.freeze_panes(1, 0)
    ranges, row = {}, 1
    for place, column in enumerate(columns):
        first = row
        for cells in _book_rows(column, language):
            for where, cell in enumerate(cells):
                page.write_string(row, where, cell)
            row += 1
        if column.codes:
            ranges[place] = f"'{page.get_name()}'!{xl_range_abs(first, 2, row - 1, 2)}"
    return ranges


_BOOK_HEADS = {
    "paper.entry_column": 24, "report.items.head_item": 48, "paper.entry_code": 10,
    "report.question.head_option": 30, "report.question.head_valence": 12,
    "report.question.head_points": 8,
}  # fmt: skip
"""What stands above the columns of the code book, and how wide they are."""


def _book_rows(column: EntryColumn, language: str) -> Iterator[tuple[str, ...]]:
    item = column.item
    if item is None:
        for line in column.prompt.splitlines() or [""]:
            code, _, label = line.partition(" = ")
            yield (column.header, "", code, label, "", "")
        return
    if not column.codes:
        yield (column.header, item.text[language], "", "", "", "")
        return
    for option in item.choices:
        meaning = say(language, VALENCES[option.valence]) if option.valence else ""
        points = "" if option.points is None else f"{option.points:g}"
        label = option.label[language]
        yield (column.header, item.text[language], option.code, label, meaning, points)
