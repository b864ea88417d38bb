"""Double entry: two sheets into which the same forms were keyed, set side by side.

Rows belong together by their serial number, else by the respondent's number, else by their order.
Answers are compared as the reader of answers understands them: a code and its label are the same,
and so is a number with its unit and without. What the reader would refuse is compared as written.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from csatreport.answers.cells.coding import code_item
from csatreport.answers.cells.days import parse_day
from csatreport.answers.cells.plain import Translation
from csatreport.answers.layout.headers.names import Names
from csatreport.base.errors import Issue, StudyError, errors_among, stop_at
from csatreport.base.label import LANGUAGES
from csatreport.paper.asked import AskedForm
from csatreport.paper.entry import entry_columns
from csatreport.paper.payload import SERIAL, UNNUMBERED, parse_serial
from csatreport.study.edition import Edition
from csatreport.study.item import Item, Kind
from csatreport.study.model import Questionnaire
from csatreport.tables.fold import fold
from csatreport.tables.read import read_table
from csatreport.tables.table import ReadTable

WasPrinted = Callable[[int], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One cell that the two sheets do not have alike."""

    key: str
    header: str
    first: str
    second: str
    rows: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What two sheets have alike and what not; ``only`` are keys in one of them (0 or 1)."""

    forms: int
    cells: int
    differences: tuple[Difference, ...] = field(default=())
    only: tuple[tuple[int, str, int], ...] = field(default=())
    """(which sheet, key, row)."""

    @property
    def alike(self) -> bool:
        """Whether there is nothing to look at."""
        return not self.differences and not self.only


@dataclass(frozen=True, kw_only=True)
class _Keyed:
    """A sheet by what its columns mean and its rows are called."""

    columns: dict[str, tuple[str, Sequence[str]]]
    """By target (an item id, ``<id>?``, ``<id>#n``, or a special name): header and cells."""
    meanings: dict[str, list[object]]
    """What each cell of these columns means; equal ones are the same answer."""
    places: dict[str, int]
    """Place of each row by its key."""
    rows: Sequence[int]


def compare_sheets(first: Path, second: Path, asked: AskedForm, printed: WasPrinted) -> Comparison:
    """Compare two sheets; ``printed`` tells whether a serial number was printed for these forms.

    Raises:
        StudyError: a sheet cannot be read, holds no answers of this questionnaire (F940), or has a
            number twice (F941) or one that was never printed (F945); exit code 2.
    """
    one, other = (_read(file, asked, printed) for file in (first, second))
    both = [key for key in one.places if key in other.places]
    targets = [target for target in one.columns if target in other.columns]
    found = [
        difference
        for key in both
        for target in targets
        if (difference := _differ(key, target, one, other)) is not None
    ]
    only = [(0, key, one.rows[p]) for key, p in one.places.items() if key not in other.places]
    only += [(1, key, other.rows[p]) for key, p in other.places.items() if key not in one.places]
    return Comparison(
        forms=len(both),
        cells=len(both) * len(targets),
        differences=tuple(sorted(found, key=lambda one: (one.rows[0], one.header))),
        only=tuple(only),
    )


def _differ(key: str, target: str, one: _Keyed, other: _Keyed) -> Difference | None:
    place, place_other = one.places[key], other.places[key]
    if one.meanings[target][place] == other.meanings[target][place_other]:
        return None
    header, cells = one.columns[target]
    first, second = cells[place].strip(), other.columns[target][1][place_other].strip()
    rows = (one.rows[place], other.rows[place_other])
    return Difference(key=key, header=header, first=first, second=second, rows=rows)


def _read(file: Path, asked: AskedForm, printed: WasPrinted) -> _Keyed:
    questionnaire, edition = asked.questionnaire, asked.edition
    table = read_table(file, file.name)
    stop_at(errors_among(table.issues))
    columns = _columns(table, asked)
    if not any(target.rstrip("?").split("#")[0] in edition.by_id for target in columns):
        raise StudyError.at("F940", file.name, questionnaire=questionnaire.id)
    _refuse_unprinted(table, columns.get(SERIAL, ("", ())), printed)
    return _Keyed(
        columns=columns,
        meanings={name: _meanings(name, cells, edition) for name, (_, cells) in columns.items()},
        places=_places(table, columns, questionnaire),
        rows=table.rows,
    )


def _columns(table: ReadTable, asked: AskedForm) -> dict[str, tuple[str, Sequence[str]]]:
    """Find out what each column means; a column that means nothing is left aside."""
    names = Names(asked.edition)
    special = {
        fold(column.header): column.special
        for language in LANGUAGES
        for column in entry_columns(replace(asked, language=language))
        if column.special
    } | {SERIAL: SERIAL}
    found: dict[str, tuple[str, Sequence[str]]] = {}
    for header, cells in zip(table.headers, table.columns, strict=True):
        target = special.get(fold(header)) or names.target(header)
        if target:
            found.setdefault(target, (header, cells))
    return found


def _places(
    table: ReadTable, columns: dict[str, tuple[str, Sequence[str]]], questionnaire: Questionnaire
) -> dict[str, int]:
    """Return the place of each row by serial number, else respondent, else order."""
    for target in (SERIAL, "id", questionnaire.columns.id):
        cells = columns[target][1] if target in columns else ()
        keys = [cell.strip() for cell in cells]
        if keys and all(keys):
            _refuse_twice(table, keys, columns[target][0])
            return {key: place for place, key in enumerate(keys)}
    return {str(place + 1): place for place in range(len(table.rows))}


def _refuse_twice(table: ReadTable, keys: Sequence[str], header: str) -> None:
    first: dict[str, int] = {}
    issues = []
    for key, row in zip(keys, table.rows, strict=True):
        if key in first:
            issues.append(Issue.at("F941", table.at(row, header), key=key, first=first[key]))
        first.setdefault(key, row)
    stop_at(issues)


def _refuse_unprinted(
    table: ReadTable, column: tuple[str, Sequence[str]], printed: WasPrinted
) -> None:
    """Refuse numbers that were misread or mistyped, so that no wrong pair is compared."""
    header, cells = column
    issues = []
    for cell, row in zip(cells, table.rows, strict=False):
        serial = parse_serial(cell) if cell.strip() else UNNUMBERED
        if serial is None or (serial != UNNUMBERED and not printed(serial)):
            issues.append(Issue.at("F945", table.at(row, header), key=cell))
    stop_at(issues)


def _meanings(target: str, cells: Sequence[str], edition: Edition) -> list[object]:
    """Return what tells of each cell of a column whether it is the same answer as another."""
    item = edition.by_id.get(target.partition("#")[0])
    if target == "date":
        return [parse_day(text) or fold(text) for text in cells]
    if item is None or item.kind is Kind.TEXT or (item.kind is Kind.RANKED and not item.options):
        return [fold(text) for text in cells]
    return _answers(item, cells)


def _answers(item: Item, cells: Sequence[str]) -> list[object]:
    coded = code_item(item, cells, Translation())
    # As texts, because a number that is missing is not even equal to itself.
    found: list[object] = list(
        zip(*(map(str, codes) for codes in coded.columns.values()), strict=True)
    )
    for places in coded.lost.values():
        for place in places:
            found[place] = fold(cells[place])
    return found
