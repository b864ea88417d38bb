"""What only the people who made a file can say: what its bare numbers and its hours mean.

The cells are counted as invalid and listed, and one error for each item stops the build and prints
the line to write. What it quotes is the questionnaire, never an answer.
"""

from collections.abc import Iterator
from dataclasses import replace

from csatreport.answers.cells.blocks import BadCells, CodedBlock
from csatreport.answers.cells.coding import UNDECIDED
from csatreport.answers.cells.days import first_offset, in_one_line, parse_day, proven_format
from csatreport.answers.cells.numbers import positions, scores
from csatreport.answers.layout.layout import AnswerFile, Layout, Setting
from csatreport.answers.layout.rows import Clock
from csatreport.base.errors import Issue
from csatreport.base.label import Label
from csatreport.study.item import Item, Kind
from csatreport.tables.table import ReadTable, Texts, excerpt

NO_ZONE = "A460"
PROVEN_FORMAT = "A482"

_NO_OPTION = "–"
_FARTHEST_ZONES = ("Etc/GMT+12", "Etc/GMT-14")
"""The zones in which a day begins last and first."""
_MOST_TRIED = 20_000
"""Of more moments than this, one at the end of a period is taken for granted."""


def ask_about_zone(setting: Setting, table: ReadTable, layout: Layout) -> Iterator[Issue]:
    """Yield an error for the first column with offsets, if the study names no time zone.

    Where the day only tells the period, and each moment lies in the same one in every zone there
    is, nobody is asked.
    """
    if setting.clock.zone:
        return
    for column in _columns_of_days(setting, layout):
        cells = table.columns[column]
        texts = cells.distinct if isinstance(cells, Texts) else tuple(dict.fromkeys(cells))
        if column == layout.special.get("date") and len(texts) <= _MOST_TRIED:
            texts = tuple(text for text in texts if _depends(text, setting.clock, layout))
        if found := first_offset(texts):
            first = next(p for p, text in enumerate(cells) if found in in_one_line(text))
            yield Issue.at(
                NO_ZONE, table.at(table.rows[first], layout.headers[column]), value=excerpt(found)
            )
            return


def _depends(text: str, clock: Clock, layout: Layout) -> bool:
    """Tell whether a moment's period depends on the zone in which its day is told."""
    days = (parse_day(text, layout.date_format, zone) for zone in _FARTHEST_ZONES)
    periods = [clock.period(day) if day is not None else None for day in days]
    return periods[0] != periods[1]


def prove_days(
    setting: Setting, table: ReadTable, layout: Layout
) -> tuple[Layout, tuple[Issue, ...]]:
    """Return a layout that knows whether month or day stands first, where the cells prove it."""
    for column in _columns_of_days(setting, layout) if layout.date_format is None else ():
        cells = table.columns[column]
        if found := proven_format(cells.distinct if isinstance(cells, Texts) else cells):
            place = table.at(table.header_row, layout.headers[column])
            told = Issue.warning(PROVEN_FORMAT, place, format=found)
            return replace(layout, proven_format=found), (told,)
    return layout, ()


def _columns_of_days(setting: Setting, layout: Layout) -> tuple[int, ...]:
    """Return the columns that tell a day: the answers' own, and those of items of kind date."""
    own = [layout.special[word] for word in ("date", "end", "start") if word in layout.special]
    asked = [
        place
        for edition, columns in zip(setting.questionnaire.editions, layout.editions, strict=True)
        for item in edition.items
        if item.kind is Kind.DATE
        for place in columns.places(item.id)
    ]
    return tuple(dict.fromkeys((*own, *asked)))


def ask_about_numbers(
    setting: Setting, file: AnswerFile, table: ReadTable, layout: Layout, block: CodedBlock
) -> Iterator[Issue]:
    """Yield an error for each item of a block that has bare numbers nobody can tell."""
    columns = layout.editions[block.edition]
    items = {
        columns.places(item.id)[0]: item
        for item in setting.questionnaire.editions[block.edition].items
        if columns.places(item.id)
    }
    for bad in block.bad:
        if bad.code == UNDECIDED:
            item, row = items[bad.place], int(block.columns["_row"][bad.rows[0]])
            line = {"questionnaire": setting.questionnaire.id, "files": file.below}
            yield Issue.at(UNDECIDED, table.at(row, bad.header), **_readings(item, bad) | line)


def _readings(item: Item, bad: BadCells) -> dict[str, object]:
    number = str(len(item.options))
    return {
        "item": item.id,
        "count": len(bad.rows),
        "number": number,
        "position": _option(item, positions(item).get(number)),
        "score": _option(item, scores(item).get(number)),
    }


def _option(item: Item, place: int | None) -> str:
    label = Label() if place is None else item.options[place].label
    return next(iter(label.all()), _NO_OPTION)
