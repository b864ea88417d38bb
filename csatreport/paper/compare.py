"""Double entry: two sheets into which the same forms were keyed, set side by side.

Rows belong together by their serial number, else by the respondent's number, else by their order.
Answers are compared as the reader of answers understands them: a code and its label are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from csatreport.errors import ExitCode, Issue, Severity, Source, StudyError
from csatreport.paper.entry import entry_columns
from csatreport.paper.payload import UNNUMBERED, parse_serial
from csatreport.responses.days import parse_day
from csatreport.responses.headers import Names
from csatreport.responses.options import OptionBook
from csatreport.survey.model import CLOSED, Edition, Item, Kind, Questionnaire
from csatreport.tabular.fold import fold
from csatreport.tabular.read import read_table
from csatreport.tabular.table import Table

Meaning = Callable[[str], object]
Printed = Callable[[int], bool]


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
    places: dict[str, int]
    """Place of each row by its key."""
    rows: Sequence[int]


def compare_sheets(
    first: Path, second: Path, questionnaire: Questionnaire, edition: Edition, printed: Printed
) -> Comparison:
    """Compare two sheets; ``printed`` tells whether a serial number was printed for these forms.

    Raises:
        StudyError: a sheet cannot be read, holds no answers of this questionnaire (F940), or has a
            number twice (F941) or one that was never printed (F945); exit code 2.
    """
    one, other = (_read(file, questionnaire, edition, printed) for file in (first, second))
    both = [key for key in one.places if key in other.places]
    targets = [target for target in one.columns if target in other.columns]
    meanings = {target: _meaning(target, edition) for target in targets}
    found = [
        difference
        for key in both
        for target in targets
        if (difference := _differ(key, target, one, other, meanings[target])) is not None
    ]
    only = [(0, key, one.rows[p]) for key, p in one.places.items() if key not in other.places]
    only += [(1, key, other.rows[p]) for key, p in other.places.items() if key not in one.places]
    return Comparison(
        forms=len(both),
        cells=len(both) * len(targets),
        differences=tuple(sorted(found, key=lambda one: (one.rows[0], one.header))),
        only=tuple(only),
    )


def _differ(
    key: str, target: str, one: _Keyed, other: _Keyed, meaning: Meaning
) -> Difference | None:
    place, place_other = one.places[key], other.places[key]
    header, cells = one.columns[target]
    first, second = cells[place].strip(), other.columns[target][1][place_other].strip()
    if meaning(first) == meaning(second):
        return None
    rows = (one.rows[place], other.rows[place_other])
    return Difference(key=key, header=header, first=first, second=second, rows=rows)


def _read(file: Path, questionnaire: Questionnaire, edition: Edition, printed: Printed) -> _Keyed:
    table = read_table(file, file.name)
    errors = [issue for issue in table.issues if issue.severity is Severity.ERROR]
    if errors:
        raise StudyError(errors, ExitCode.USAGE)
    columns = _columns(table, questionnaire, edition)
    if not any(target.rstrip("?").split("#")[0] in edition.by_id for target in columns):
        facts: dict[str, object] = {"questionnaire": questionnaire.id}
        issue = Issue(code="F940", source=Source(file=file.name), facts=facts)
        raise StudyError((issue,), ExitCode.USAGE)
    _refuse_unprinted(table, columns.get("serial", ("", ())), printed)
    return _Keyed(
        columns=columns,
        places=_places(table, columns, questionnaire),
        rows=table.rows,
    )


def _columns(
    table: Table, questionnaire: Questionnaire, edition: Edition
) -> dict[str, tuple[str, Sequence[str]]]:
    """Find out what each column means; a column that means nothing is left aside."""
    names = Names(edition)
    special = {
        fold(column.header): column.special
        for language in ("zh-Hans", "zh-Hant", "en")
        for column in entry_columns(questionnaire, edition, language)
        if column.special
    } | {"serial": "serial"}
    found: dict[str, tuple[str, Sequence[str]]] = {}
    for header, cells in zip(table.headers, table.columns, strict=True):
        target = special.get(fold(header)) or names.target(header)
        if target:
            found.setdefault(target, (header, cells))
    return found


def _places(
    table: Table, columns: dict[str, tuple[str, Sequence[str]]], questionnaire: Questionnaire
) -> dict[str, int]:
    """Return the place of each row by serial number, else respondent, else order."""
    for target in ("serial", "id", questionnaire.columns.id):
        cells = columns[target][1] if target in columns else ()
        keys = [cell.strip() for cell in cells]
        if keys and all(keys):
            _refuse_twice(table, keys, columns[target][0])
            return {key: place for place, key in enumerate(keys)}
    return {str(place + 1): place for place in range(len(table.rows))}


def _refuse_twice(table: Table, keys: Sequence[str], header: str) -> None:
    first: dict[str, int] = {}
    issues = []
    for key, row in zip(keys, table.rows, strict=True):
        if key in first:
            facts: dict[str, object] = {"key": key, "first": first[key]}
            place = Source(file=table.name, row=row, header=header)
            issues.append(Issue(code="F941", source=place, facts=facts))
        first.setdefault(key, row)
    if issues:
        raise StudyError(issues, ExitCode.USAGE)


def _refuse_unprinted(table: Table, column: tuple[str, Sequence[str]], printed: Printed) -> None:
    """Refuse numbers that were misread or mistyped, so that no wrong pair is compared."""
    header, cells = column
    issues = []
    for cell, row in zip(cells, table.rows, strict=False):
        serial = parse_serial(cell) if cell.strip() else UNNUMBERED
        if serial is None or (serial != UNNUMBERED and not printed(serial)):
            place = Source(file=table.name, row=row, header=header)
            issues.append(Issue(code="F945", source=place, facts={"key": cell}))
    if issues:
        raise StudyError(issues, ExitCode.USAGE)


def _meaning(target: str, edition: Edition) -> Meaning:
    """Return what tells whether two writings of a column are the same answer."""
    item = edition.by_id.get(target)
    if target == "date" or (item is not None and item.kind is Kind.DATE):
        return lambda text: parse_day(text) or fold(text)
    return fold if item is None else _item_meaning(item)


def _item_meaning(item: Item) -> Meaning:
    if item.kind in CLOSED:
        book = OptionBook(item)
        return lambda text: (place := book.place(text), fold(text) if place is None else "")
    if item.kind is Kind.SEVERAL:
        book = OptionBook(item)
        return lambda text: frozenset(book.places(text) or ()) if text else frozenset[int]()
    return _number if item.kind is Kind.NUMBER else fold


def _number(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return fold(text)
