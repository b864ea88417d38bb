"""What the upper headers of a table say about the row below them: a respondent, or headers again.

A respondent may write what a question is called, and an option may be called so. So a row below
the headers is a respondent as soon as a column that is understood holds an answer, a day, a unit
or a number, and where it words another question than the header above it.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from csatreport.answers.cells.coding import option_book
from csatreport.answers.cells.days import parse_day
from csatreport.answers.layout.layout import Layout, Setting
from csatreport.answers.layout.unit_names import read_units
from csatreport.study.item import CLOSED, Item, Kind
from csatreport.tables.fold import fold

_NUMBER = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?")

_SIGN = re.compile(r"[?#@]")
"""Behind the item in what a header names stands which part of it (`headers.Names.target`)."""


@dataclass(frozen=True)
class Upper:
    """The upper headers of a table.

    Args:
        setting: the questionnaire, and the names of its items by edition.
        layout: what the headers mean.
        said: the headers that a mapping names, folded.
    """

    setting: Setting
    layout: Layout
    said: Collection[str]

    def worded(self, cell: str) -> bool:
        """Tell whether a cell holds the label or the wording of an item."""
        return any(names.worded(cell) is not None for names in self.setting.names)

    def names_itself(self, header: str) -> bool:
        """Tell whether a header names an item by more than a number, which platforms count."""
        return any(names.item(header) and not names.numbers(header) for names in self.setting.names)

    def only_numbers(self, header: str) -> bool:
        """Tell whether a header says nothing but the number of a question."""
        return any(names.numbers(header) for names in self.setting.names)

    def options_of(self, header: str, cells: Sequence[str]) -> bool:
        """Tell whether cells are several options of the item that a header names, each once."""
        told = [fold(cell) for cell in cells if cell]
        for item in filter(None, (names.item(header) for names in self.setting.names)):
            labels = {fold(text) for one in item.options for text in one.label.all()}
            if len(told) == len(cells) == len({*told}) > 1 and labels.issuperset(told):
                return True
        return False

    def known(self, place: int) -> bool:
        """Tell whether the header above says who, when or where, or names an item by itself."""
        return place in self.layout.special.values() or self.names_itself(
            self.layout.headers[place]
        )

    def contradicts(self, place: int, cell: str) -> bool:
        """Tell whether a cell words another item than the header above it names."""
        header = self.layout.headers[place]
        names = self.setting.names
        if fold(header) in self.said or any(one.numbers(header) for one in names):
            return False
        pairs = ((one.target(header), one.worded(cell)) for one in names)
        told = [(_SIGN.split(target)[0], item) for target, item in pairs if target is not None]
        if not told:
            return place in self.layout.special.values()
        return not any(item is not None and item.id == target for target, item in told)

    def answered(self, cells: Sequence[str], *, marked: bool) -> bool:
        """Tell whether a row answers a question, or says when or where somebody answered.

        Where a platform marked the row, the options of an item may stand below it.
        """
        if any(
            cells[at] and self._says(word, cells[at]) for word, at in self.layout.special.items()
        ):
            return True
        return any(
            cells[at] and self._answers(item, at, cells[at], marked=marked)
            for item, at in self._items()
        )

    def left_open(self, cells: Sequence[str]) -> bool:
        """Tell whether the column of an item holds nothing."""
        return any(not cells[at] for _, at in self._items())

    def _items(self) -> Iterable[tuple[Item, int]]:
        """Yield the items with the places of their columns."""
        for names, columns in zip(self.setting.names, self.layout.editions, strict=True):
            for item in names.edition.items:
                yield from ((item, place) for place in columns.places(item.id))

    def _says(self, word: str, cell: str) -> bool:
        if word == "unit":
            return int(read_units([cell], self.setting.questionnaire.units)[0]) >= 0
        day = word == "date" and parse_day(cell, self.layout.date_format, "") is not None
        return day or _NUMBER.fullmatch(cell) is not None

    def _answers(self, item: Item, place: int, cell: str, *, marked: bool) -> bool:
        said = self.layout.translation(item, place)
        if fold(cell) in {fold(written) for written in (*said.values, *said.general)}:
            return True
        if item.kind is Kind.DATE:
            return parse_day(cell, said.date_format, "") is not None
        if item.kind is Kind.NUMBER:
            return _NUMBER.fullmatch(cell) is not None
        if not item.options or (marked and item.kind not in CLOSED):
            return False
        book = option_book(item, said)
        known = book.place(cell)
        option = book.undecided(cell) or (known is not None and known >= 0)
        return option or (item.kind not in CLOSED and book.places(cell) is not None)
