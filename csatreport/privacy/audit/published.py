"""What an outsider has: every figure in the files of a finished site, and nothing else.

All reports of one unit and period say the same, in several languages, on up to two sites, as JSON
and as CSV. They are laid over one another here: what one of them hides and another shows counts as
shown. Of every entry it must be said why it may stand (`csatreport.base.exposure`); one that
nobody has thought about fails the audit.
"""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from csatreport.base.digest import digest_of
from csatreport.base.exposure import Beside, Exposure, Exposures
from csatreport.study.periods import Period, PeriodKind

Value: TypeAlias = float | str | bool
EntryPlace: TypeAlias = tuple[str, tuple[str, ...]]
"""The kind of an entry (``items.counts``) and what it is about (``("q1", "A")``)."""

FIGURES = ("data.json", "data.csv")
"""The files of a report that hold its figures."""

_BY_CODE = frozenset({"segments.questions.n", "segments.questions.favourable"})
"""Entries that hold a figure for each option, by its code."""
_KEYS = {
    "trend": "period",
    "comparisons": "against",
    "flags": "sign",
    "reliability": "node",
    "nonresponse": "unit",
}
_ABSENT: tuple[object, ...] = (None, "")


@dataclass(kw_only=True)
class PublishedReport:
    """All that is published about one unit and period."""

    questionnaire: str
    edition: str
    unit: str
    period: Period
    values: dict[EntryPlace, Value] = field(default_factory=dict)
    content: str = ""
    """The digest of the files that it was read from."""
    exact: bool = False
    """Whether readers know its rounded figures in full precision, and they stand here so."""

    def number(self, kind: str, *about: str) -> float | None:
        """Return a published number; None where it is not shown."""
        value = self.values.get((kind, about))
        return None if value is None or isinstance(value, str) else float(value)

    def text(self, kind: str, *about: str) -> str:
        """Return a published word, "" where there is none."""
        return str(self.values.get((kind, about), ""))

    def about(self, kind: str) -> tuple[str, ...]:
        """Return the ids that a kind of entry speaks of, in file order."""
        return tuple(about[0] for about in self._spoken_of.get(kind, ()))

    @cached_property
    def _spoken_of(self) -> dict[str, dict[tuple[str, ...], None]]:
        """What each kind of entry speaks of, by the first of its ids, in file order."""
        found: dict[str, dict[tuple[str, ...], None]] = {}
        for kind, about in self.values:
            found.setdefault(kind, {})[about[:1]] = None
        return found

    @cached_property
    def _mentions(self) -> dict[str, list[tuple[str, tuple[str, ...], Value]]]:
        found: dict[str, list[tuple[str, tuple[str, ...], Value]]] = {}
        for (kind, about), value in self.values.items():
            if kind.startswith("trend."):
                found.setdefault(about[0], []).append((kind, about, value))
            elif kind.startswith(("nodes.comparisons.", "items.comparisons.")):
                level = kind.rpartition(".")[0]
                then = self.text(f"{level}.period", *about)
                found.setdefault(then, []).append((kind, about, value))
        return found

    def mentions(self) -> Mapping[str, Sequence[tuple[str, tuple[str, ...], Value]]]:
        """Return what trends and comparisons say of periods, by their ids."""
        return self._mentions

    def unexplained(self, exposures: Exposures) -> Iterator[str]:
        """Yield the entries that nothing is known of, or that stand without what they need."""
        for (kind, about), value in self.values.items():
            # What a figure holds by code, such as the weights of dimensions, is known as it is.
            why = exposures.get(kind) or exposures.get(kind.rpartition(".")[0])
            if isinstance(why, Beside):
                fine = about[:1] in self._spoken_of.get(why.entry, ())
            else:
                fine = value == 0 if why is Exposure.ZERO else why not in {None, Exposure.NEVER}
            if not fine:
                yield kind


def report_files(folders: Iterable[Path], questionnaire: str) -> list[Path]:
    """Return the JSON of every report of a questionnaire in the folders of sites, in path order."""
    pattern = f"*/{questionnaire}/**/data.json"
    return [file for folder in folders for file in sorted(folder.glob(pattern))]


def read_reports(files: Iterable[Path]) -> tuple[PublishedReport, ...]:
    """Read reports, by their JSON, and lay those of the same unit and period over one another."""
    sheets: dict[tuple[str, Period], PublishedReport] = {}
    for file in files:
        told, table = file.read_bytes(), file.with_suffix(".csv")
        rows = table.read_bytes() if table.exists() else b""
        record = json.loads(told)
        found = _sheet(record)
        sheet = sheets.setdefault((found.unit, found.period), found)
        sheet.content = digest_of(sheet.content, told, rows)
        _gather(record, "", (), sheet.values)
        for place, value in _table(rows.decode("utf-8-sig")):
            sheet.values.setdefault(place, value)
    return tuple(sheets.values())


def values_of(record: Mapping[str, object]) -> dict[EntryPlace, Value]:
    """Return every value of a report's data by its place."""
    found: dict[EntryPlace, Value] = {}
    _gather(record, "", (), found)
    return found


def _sheet(record: Mapping[str, dict[str, str]]) -> PublishedReport:
    period = record["period"]
    return PublishedReport(
        questionnaire=record["questionnaire"]["id"],
        edition=record["questionnaire"]["edition"],
        unit=record["unit"]["id"],
        period=Period(
            kind=PeriodKind(period["kind"]),
            id=period["id"],
            start=dt.date.fromisoformat(period["start"]),
            end=dt.date.fromisoformat(period["end"]),
        ),
    )


def _gather(
    value: object, kind: str, about: tuple[str, ...], found: dict[EntryPlace, Value]
) -> None:
    """Add every value of a file, by its place, that is not there yet; null and "" say nothing."""
    if isinstance(value, dict):
        by_code = kind in _BY_CODE or kind.endswith(".counts")
        for key, inner in value.items():
            if by_code:
                _gather(inner, kind, (*about, key), found)
            else:
                _gather(inner, f"{kind}.{key}" if kind else key, about, found)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            _gather(inner, kind, (*about, _id(inner, kind, place)), found)
    elif value not in _ABSENT and isinstance(value, (str, int, float)):
        found.setdefault((kind, about), value)


def _id(entry: object, kind: str, place: int) -> str:
    key = _KEYS.get(kind.rpartition(".")[2], "id")
    return str(entry.get(key, place)) if isinstance(entry, dict) else str(place)


def _table(text: str) -> Iterator[tuple[EntryPlace, Value]]:
    """Yield the entries of a report's CSV as if they stood in its JSON."""
    head, *rows = csv.reader(io.StringIO(text)) if text else [[]]
    for row in rows:
        cells = {key: cell for key, cell in zip(head, row, strict=True) if cell}
        level, about = f"{cells.pop('level')}s", (cells.pop("id"),)
        for key, cell in cells.items():
            if key.startswith("count_"):
                code = cells[f"option_{key.removeprefix('count_')}"]
                yield (f"{level}.counts", (*about, code)), _value(cell)
            elif not key.startswith("option_"):
                yield (f"{level}.{key}", about), _value(cell)


def _value(text: str) -> Value:
    try:
        return float(text)
    except ValueError:
        return text
