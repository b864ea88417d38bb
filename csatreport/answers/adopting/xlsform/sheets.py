"""The sheets of an XLSForm as rows that know their place and their languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from csatreport.answers.adopting.xlsform.words import CHOICES, LABEL, SETTINGS, SPOKEN, SURVEY
from csatreport.base.errors import Source
from csatreport.base.vocabulary import word_lists
from csatreport.tables.fold import fold
from csatreport.tables.read import WORKBOOKS, read_table
from csatreport.tables.table import ReadTable

_SPOKEN_COLUMN = re.compile(r"([a-z_]+)\s*::?\s*(.+)", re.IGNORECASE)
_CODE = re.compile(r"\(([\w-]+)\)\s*$")
_SYNONYMS = {
    other: name for name, others in word_lists("xlsform", "synonyms").items() for other in others
}

SpokenText = dict[str, str]
"""A text by language; under "" where the form does not say in which language it is."""


@dataclass(frozen=True, kw_only=True)
class FormRow:
    """A row of a sheet.

    Args:
        sheet: the file and the sheet, as messages call them.
        number: the row's number.
        cells: what stands in it by column, without the columns of languages; blanks left out.
        spoken: the texts of columns that there are for each language.
    """

    sheet: str
    number: int
    cells: Mapping[str, str]
    spoken: Mapping[str, SpokenText] = field(default_factory=dict)

    def __getitem__(self, column: str) -> str:
        """Return what stands in a column; "" where nothing does."""
        return self.cells.get(column, "")

    @property
    def label(self) -> SpokenText:
        """Its label in all languages."""
        return self.spoken.get(LABEL, {})

    def at(self, column: str | None = None) -> Source:
        """Return a place in it."""
        return Source(file=self.sheet, row=self.number, header=column)


@dataclass(frozen=True, kw_only=True)
class FormSheets:
    """The three sheets, and the columns of languages that no study has."""

    survey: tuple[FormRow, ...]
    choices: tuple[FormRow, ...]
    settings: FormRow
    foreign: tuple[Source, ...]


def read_form_sheets(path: Path) -> FormSheets | None:
    """Read an XLSForm; None for a file that is none: without a sheet of types and names."""
    if path.suffix.casefold() not in WORKBOOKS:
        return None
    first = _sheet(path, SURVEY)
    if first.broken or not {"type", "name"} <= {*map(fold, first.headers)}:
        return None
    tables = (first, _sheet(path, CHOICES), _sheet(path, SETTINGS))
    survey, choices, settings = (tuple(_rows(table)) for table in tables)
    nothing = FormRow(sheet=tables[-1].name, number=1, cells={})
    return FormSheets(
        survey=survey,
        choices=choices,
        settings=settings[0] if settings else nothing,
        foreign=tuple(source for table in tables for source in _foreign(table)),
    )


def _sheet(path: Path, sheet: str) -> ReadTable:
    return read_table(path, f"{path.name} [{sheet}]", sheet)


def _rows(table: ReadTable) -> Iterator[FormRow]:
    columns = [_column(header) for header in table.headers]
    for number, cells in zip(table.rows, zip(*table.columns, strict=True), strict=True):
        plain: dict[str, str] = {}
        spoken: dict[str, SpokenText] = {}
        for (column, language), cell in zip(columns, cells, strict=True):
            text = " ".join(cell.split())
            if text and language is not None:
                spoken.setdefault(column, {}).setdefault(language.strip("?"), text)
            elif text:
                plain.setdefault(column, text)
        yield FormRow(sheet=table.name, number=number, cells=plain, spoken=spoken)


_SPEAKING = frozenset({LABEL, "hint", "constraint_message", "required_message", "short", "unit"})


def _column(header: str) -> tuple[str, str | None]:
    """Return a column's name and language: "" if unsaid, "?" for none of ours, None for none."""
    name = _SYNONYMS.get(fold(header), fold(header))
    if name in _SPEAKING:
        return name, ""
    parts = _SPOKEN_COLUMN.fullmatch(header)
    if parts is None or _SYNONYMS.get(fold(parts[1]), fold(parts[1])) not in _SPEAKING:
        return name, None
    return _SYNONYMS.get(fold(parts[1]), fold(parts[1])), language_of(parts[2])


def language_of(name: str) -> str:
    """Return the language that a form names: ``English (en)``; "?" where it is none of ours."""
    code = _CODE.search(name)
    spellings = ([fold(code[1]).replace("_", "-")] if code else []) + [
        fold(_CODE.sub("", name)), fold(name)
    ]  # fmt: skip
    return next((SPOKEN[one] for one in spellings if one in SPOKEN), "?")


def _foreign(table: ReadTable) -> Iterator[Source]:
    """Yield labels in languages that no study has, where there are others that it has."""
    columns = [(header, *_column(header)) for header in table.headers]
    if any(language not in (None, "", "?") for _, _, language in columns):
        yield from (table.at(table.header_row, h) for h, _, lang in columns if lang == "?")
