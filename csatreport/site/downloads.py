"""The files beside a report: the same figures as data, as CSV and as a workbook.

All three print ``subjects.data`` and compute nothing. A figure that may not be shown is null or an
empty cell, and the column ``suppressed`` says why.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from csatreport.base.words import say
from csatreport.report.figure import Record
from csatreport.report.model import Report
from csatreport.site.spreadsheet import Sheet, write_workbook
from csatreport.site.subject_sheets import subject_sheets
from csatreport.tables import write as tabular
from csatreport.tables.write import Cell

FIGURES = (
    "id", "number", "label", "series", "n", "blank", "multiple", "not_applicable", "invalid",
    "mean", "median", "sd", "index", "index_low", "index_high", "favourable", "favourable_low",
    "favourable_high", "net", "net_low", "net_high", "census", "new_series",
    "suppressed", "counts_suppressed",
)  # fmt: skip
"""Columns of one row for each branch of the index and each item; counts per option follow."""

COMPARISONS = (
    "against", "period", "reference", "difference", "low", "high", "p", "q", "verdict",
    "detectable", "test", "pairs", "family", "share_difference", "share_low", "share_high",
    "better", "p_order", "p_shape",
)  # fmt: skip
"""Columns of one row for each comparison, after the row's own id and label."""

TREND = (
    "period", "label", "n", "index", "index_low", "index_high", "census", "new_series",
    "suppressed",
)  # fmt: skip
UNITS = ("id", "name", "kind", "n", "index", "index_low", "index_high", "census", "suppressed")
GROUPS = (
    "n", "scored", "index", "index_low", "index_high", "difference", "p", "q", "test", "draws",
    "verdict",
)  # fmt: skip
"""Columns of one row for each group of people, after its background question and option."""

_DIVISIONS = ("p", "q", "test", "draws", "statistic", "df", "widest", "gap", "gap_low", "gap_high")
_BACKGROUND = (
    "id",
    "label",
    "asked",
    "blank",
    "multiple",
    "not_applicable",
    "invalid",
    "suppressed",
)


def write_json(report: Report) -> bytes:
    """Return the report's data: UTF-8, compact, keys in the documented order."""
    text = json.dumps(report.data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8") + b"\n"


def write_csv(report: Report) -> bytes:
    """Return the figures of all branches and items as CSV, one row each."""
    return tabular.write_csv(_figures(report))


def write_xlsx(report: Report) -> bytes:
    """Return a workbook: figures, comparisons, trend, units, groups, and what they mean."""
    data = report.data
    sheets = (
        Sheet(_name(report, "figures"), tuple(_figures(report))),
        Sheet(_name(report, "comparisons"), tuple(_comparisons(report))),
        Sheet(_name(report, "trend"), _plain(TREND, _records(data, "trend"))),
        Sheet(_name(report, "units"), _plain(UNITS, _records(data, "units"))),
        Sheet(_name(report, "groups"), tuple(_groups(data))),
        Sheet(_name(report, "questions"), tuple(_questions(data))),
        Sheet(_name(report, "crosstabs"), tuple(_crosstabs(data))),
        Sheet(_name(report, "background"), tuple(_background(data))),
        *(Sheet(say(report.language, key), rows) for key, rows in subject_sheets(data)),
        Sheet(_name(report, "readme"), tuple(_readme(report)), wide=True),
    )
    # An empty sheet only costs the reader a click.
    return write_workbook([sheet for sheet in sheets if len(sheet.rows) > 1], title=_title(report))


def _figures(report: Report) -> Iterator[Sequence[Cell]]:
    rows = _rows(report.data)
    most = max((len(_counts(row)) for row in rows), default=0)
    pairs = [f"{part}_{n}" for n in range(1, most + 1) for part in ("option", "count")]
    yield ("level", *FIGURES, *pairs)
    nodes = len(_records(report.data, "nodes"))
    for place, row in enumerate(rows):
        counts = [cell for pair in _counts(row).items() for cell in pair]
        filled = [*counts, *([None] * (2 * most - len(counts)))]
        yield ("node" if place < nodes else "item", *_cells(row, FIGURES), *filled)


def _comparisons(report: Report) -> Iterator[Sequence[Cell]]:
    yield ("id", "label", *COMPARISONS)
    for row in (*_rows(report.data), *_nets(report.data)):
        for comparison in _records(row, "comparisons"):
            yield (*_cells(row, ("id", "label")), *_cells(comparison, COMPARISONS))


def _groups(data: Record) -> Iterator[Sequence[Cell]]:
    """Yield one row for each group; one that says why where they are not shown."""
    yield ("id", "label", "option", *GROUPS, "suppressed")
    for row in _records(data, "segments"):
        for group in _records(row, "groups") or ({},):
            own = _cells(group, ("id", *GROUPS))
            yield (*_cells(row, ("id", "label")), *own, *_cells(row, ("suppressed",)))


def _questions(data: Record) -> Iterator[Sequence[Cell]]:
    """Yield one row for each question, background question and group."""
    yield ("id", "by", "option", "n", "favourable", *_DIVISIONS)
    for row in _records(data, "segments"):
        for question in _records(row, "questions"):
            bases, shares = (_by_option(question, key) for key in ("n", "favourable"))
            for option, share in shares.items():
                about = (*_cells(question, ("id",)), *_cells(row, ("id",)), option)
                yield (*about, bases[option], share, *_cells(question, _DIVISIONS))


def _crosstabs(data: Record) -> Iterator[Sequence[Cell]]:
    """Yield one row for each cell; one that says why where a table is not shown."""
    yield ("id", "label", "cell", "n", "index", "suppressed")
    for row in _records(data, "crosstabs"):
        index, counts = _by_option(row, "index"), _by_option(row, "counts")
        for cell, count in counts.items() or ((None, None),):
            value = index.get(cell) if cell else None
            own = _cells(row, ("id", "label"))
            yield (*own, cell, count, value, *_cells(row, ("suppressed",)))


def _background(data: Record) -> Iterator[Sequence[Cell]]:
    yield (*_BACKGROUND, "option", "count")
    for row in _records(data, "background"):
        counts = _counts(row)
        for option, count in counts.items() or ((None, None),):
            yield (*_cells(row, _BACKGROUND), option, count)


def _readme(report: Report) -> Iterator[Sequence[Cell]]:
    language = report.language
    yield (say(language, "download.readme.head"), "")
    yield (report.organisation, _title(report))
    yield (say(language, "download.readme.base"), report.base)
    if report.sample:
        yield (report.sample, say(language, "download.readme.sample"))
    for column in ("n", "missing", "mean", "index", "favourable", "net", "interval", "difference",
                   "q", "verdict", "detectable", "beside", "groups", "suppressed"):  # fmt: skip
        key = f"download.column.{column}"
        yield (say(language, f"{key}.name"), say(language, f"{key}.text"))


def _title(report: Report) -> str:
    return f"{report.title} · {report.where}"


def _name(report: Report, sheet: str) -> str:
    return say(report.language, f"download.sheet.{sheet}")


def _nets(data: Record) -> Iterator[Record]:
    """Yield the net scores of recommend questions, under names that no question has."""
    for net in _records(data, "recommend"):
        yield {**net, "id": f"{net['measure']}.{net['id']}"}


def _rows(data: Record) -> tuple[Record, ...]:
    return (*_records(data, "nodes"), *_records(data, "items"))


def _records(data: Record, key: str) -> tuple[Record, ...]:
    return tuple(cast("Sequence[Record]", data.get(key) or ()))


def _counts(row: Record) -> Mapping[str, int]:
    return cast("Mapping[str, int]", row.get("counts") or {})


def _by_option(row: Record, key: str) -> Mapping[str, Cell]:
    return cast("Mapping[str, Cell]", row.get(key) or {})


def _plain(columns: Sequence[str], records: Sequence[Record]) -> tuple[Sequence[Cell], ...]:
    return (columns, *(_cells(record, columns) for record in records))


def _cells(record: Record, columns: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(cast("Cell", record.get(column)) for column in columns)
