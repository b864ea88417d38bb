"""What only the people who made a file can say about it, as questions with answers to choose from.

Each is asked once for a file, and what is answered becomes a line of its mapping. What is only
odd, such as a value that is no option, is offered too, but need not be answered: unanswered it
counts as invalid and is listed, as always.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from csatreport.answers.adopting.columns import ColumnReading, distinct_texts
from csatreport.answers.cells.coding import NOT_AN_OPTION, UNDECIDED
from csatreport.answers.cells.days import DAY_FIRST, MONTH_FIRST, parse_day
from csatreport.answers.layout.asking import NO_ZONE
from csatreport.answers.layout.layout import AnswerFile, Layout, Setting
from csatreport.answers.layout.unit_names import NOWHERE, read_units
from csatreport.answers.model import Why
from csatreport.answers.parts import NO_PERIOD, FilePart, LaidOutTable
from csatreport.base.counted import clipped
from csatreport.base.errors import Issue
from csatreport.study.item import CLOSED, Item
from csatreport.study.names import BLANK, INVALID, NOT_APPLICABLE, POSITIONS, SCORES
from csatreport.tables.table import ReadTable, excerpt

NOWHERE_SAID = "none"
"""The answer that no column names the unit: the answers belong to the whole."""
DATE_FORMATS = {"month": MONTH_FIRST, "day": DAY_FIRST}
"""How dates are written, by what stands first in them."""
ZONES = ("Asia/Shanghai", "Asia/Taipei", "Asia/Hong_Kong", "UTC")
"""Time zones that are offered; any other may be named."""
_SOME_DAY = "3/5/2026"
"""Stands for a day of an anonymous survey, of which none is quoted."""
_LOOKED_AT = 300
_MOST_VALUES = 5
_MOST_COLUMNS = 12
_MOST_UNITS = 12


class AskedAbout(StrEnum):
    """What a question is about."""

    QUESTIONNAIRE = "questionnaire"
    NUMBERS = "numbers"
    DATES = "dates"
    TIMEZONE = "timezone"
    UNIT = "unit"
    PERIOD = "period"
    VALUE = "value"
    SCALE = "scale"
    RATING = "rating"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedAnswer:
    """An answer to choose: what is handed back, and under which key it is worded; "" as it is."""

    answer: str
    word: str = ""
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileQuestion:
    """A question about a file.

    Args:
        key: what its answer is handed in under: ``numbers``, or ``value:<item>:<text>``.
        about: what it is about.
        facts: what its words need.
        offered: the answers to choose from.
        free: whether another answer may be written.
        default: what holds where nobody answers; "" where the file cannot be adopted unanswered.
    """

    key: str
    about: AskedAbout
    facts: dict[str, object] = field(default_factory=dict)
    offered: tuple[OfferedAnswer, ...] = ()
    free: bool = False
    default: str = ""

    def takes(self, answer: str) -> bool:
        """Tell whether an answer is one of those to choose from, or may be any."""
        return self.free or any(one.answer == answer for one in self.offered)


def find_questions(
    setting: Setting,
    file: AnswerFile,
    read: tuple[LaidOutTable, FilePart, Sequence[Issue]],
    columns: tuple[ColumnReading, ...],
) -> tuple[FileQuestion, ...]:
    """Return what must or may be asked about a file as it is understood so far.

    Args:
        setting: how its questionnaire is read, with the mapping made of the answers so far.
        file: the file.
        read: what its columns mean, what reading it gave, and the issues as they may be told.
        columns: its columns.
    """
    laid_out, part, issues = read
    return (
        *_about_unit(setting, laid_out, columns),
        *_about_dates(setting, laid_out.table, laid_out.layout),
        *_about_zone(issues),
        *_about_period(setting, file, laid_out, part, columns),
        *_about_numbers(issues),
        *_about_values(setting, laid_out, part),
    )


def _about_numbers(issues: Sequence[Issue]) -> Iterator[FileQuestion]:
    asked = [issue for issue in issues if issue.code == UNDECIDED]
    if asked:
        facts = asked[0].facts
        items = clipped([str(issue.facts["item"]) for issue in asked])
        yield FileQuestion(
            key=AskedAbout.NUMBERS,
            about=AskedAbout.NUMBERS,
            facts={"items": items, "number": facts["number"]},
            offered=tuple(
                OfferedAnswer(answer=one, word=one, facts={**facts, "option": facts[option]})
                for one, option in ((POSITIONS, "position"), (SCORES, "score"))
            ),
        )


def _about_dates(setting: Setting, table: ReadTable, layout: Layout) -> Iterator[FileQuestion]:
    """Ask which of two numbers is the month, where each could be."""
    place = layout.special.get("date")
    if place is None or layout.date_format is not None:
        return
    texts = list(islice(distinct_texts(table.columns[place]), _LOOKED_AT))
    open_ones = [text for text in texts if parse_day(text) is None]
    either = (parse_day(text, form) for text in open_ones for form in DATE_FORMATS.values())
    if open_ones and all(either):
        told = _SOME_DAY if setting.clock.anonymous else excerpt(open_ones[0])
        offered = tuple(
            OfferedAnswer(answer=first, word=first, facts={"day": str(parse_day(told, form))})
            for first, form in DATE_FORMATS.items()
        )
        yield FileQuestion(
            key=AskedAbout.DATES,
            about=AskedAbout.DATES,
            facts={"header": layout.headers[place], "value": told},
            offered=offered,
        )


def _about_zone(issues: Sequence[Issue]) -> Iterator[FileQuestion]:
    issue = next((issue for issue in issues if issue.code == NO_ZONE), None)
    if issue is not None:
        facts = {"header": issue.source.header, "value": issue.facts["value"]}
        near = (OfferedAnswer(answer=zone) for zone in ZONES)
        yield FileQuestion(
            key=AskedAbout.TIMEZONE,
            about=AskedAbout.TIMEZONE,
            facts=facts,
            offered=tuple(near),
            free=True,
        )


def _about_unit(
    setting: Setting, laid_out: LaidOutTable, columns: tuple[ColumnReading, ...]
) -> Iterator[FileQuestion]:
    units = setting.questionnaire.units
    table, layout = laid_out.table, laid_out.layout
    if len(units.all) == 1 or "unit" in layout.special or layout.unit is not None:
        return
    there = dict(zip(layout.headers, table.columns, strict=True))
    free = [one.header for one in columns if one.why is Why.UNKNOWN and one.header in there]

    def known(header: str) -> int:
        texts = list(islice(distinct_texts(there[header]), _LOOKED_AT))
        return int((read_units(texts, units) != NOWHERE).sum()) if texts else 0

    headers = sorted(free, key=known, reverse=True)[:_MOST_COLUMNS]
    offered = (OfferedAnswer(answer=header) for header in headers)
    all_rows = (
        OfferedAnswer(
            answer=one.id, word="all_rows", facts={"unit": next(iter(one.name.all()), one.id)}
        )
        for one in units.all[1:]
    )
    none = OfferedAnswer(answer=NOWHERE_SAID, word="whole")
    yield FileQuestion(
        key=AskedAbout.UNIT,
        about=AskedAbout.UNIT,
        offered=(*offered, none, *islice(all_rows, _MOST_UNITS)),
        free=True,
    )


def _about_period(
    setting: Setting,
    file: AnswerFile,
    laid_out: LaidOutTable,
    part: FilePart,
    columns: tuple[ColumnReading, ...],
) -> Iterator[FileQuestion]:
    """Ask when the answers were given, where neither a column nor the file's name says so."""
    layout, table = laid_out.layout, laid_out.table
    nowhere = any(one.code == NO_PERIOD for one in part.refusals)
    named = setting.named_period(file, layout.mapping)
    if part.blocks or not nowhere or named is not None or "date" in layout.special:
        return
    there = dict(zip(layout.headers, table.columns, strict=True))
    free = [one.header for one in columns if one.why is Why.UNKNOWN and one.header in there]
    days = (OfferedAnswer(answer=header) for header in free if _holds_days(there[header]))
    yield FileQuestion(
        key=AskedAbout.PERIOD,
        about=AskedAbout.PERIOD,
        facts={"every": str(setting.clock.every)},
        offered=tuple(days),
        free=True,
    )


def _holds_days(cells: Sequence[str]) -> bool:
    texts = list(islice(distinct_texts(cells), _LOOKED_AT))
    return bool(texts) and all(
        any(parse_day(text, form) for form in (None, MONTH_FIRST, DAY_FIRST)) for text in texts
    )


def _about_values(
    setting: Setting, laid_out: LaidOutTable, part: FilePart
) -> Iterator[FileQuestion]:
    """Offer to say what values mean that are no option; of an anonymous survey none is quoted."""
    if setting.clock.anonymous:
        return
    counts, items = Counter[tuple[str, str]](), dict[str, Item]()
    for block in part.blocks:
        by_id = setting.names[block.edition].edition.by_id
        at = {place: one for one, place in laid_out.layout.editions[block.edition].items.items()}
        for bad in block.bad:
            item = by_id.get(at.get(bad.place, ""))
            if bad.code == NOT_AN_OPTION and item is not None and item.kind in CLOSED:
                items[item.id] = item
                counts.update((item.id, text.strip()) for text in bad.texts)
    for (name, text), count in counts.most_common(_MOST_VALUES):
        yield _about_value(items[name], text, count)


def _about_value(item: Item, text: str, count: int) -> FileQuestion:
    missing = (OfferedAnswer(answer=one, word=one) for one in (NOT_APPLICABLE, BLANK, INVALID))
    options = (
        OfferedAnswer(
            answer=option.code, word="option", facts={"label": next(iter(option.label.all()), "")}
        )
        for option in item.options
    )
    return FileQuestion(
        key=f"{AskedAbout.VALUE}:{item.id}:{text}",
        about=AskedAbout.VALUE,
        facts={"value": excerpt(text), "item": item.id, "count": count},
        offered=(*missing, *options),
        default=INVALID,
    )
