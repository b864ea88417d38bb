"""A report's workbook: a sheet to read and to print, and one that holds every figure.

The first says in the reader's words what stands on the report's pages, one decimal in view. The
second, for whoever calculates further, is one long table with a row for each thing that a subject
speaks of, under the names of `data.json`; what a thing has no figure for is an empty cell, and so
is "no". Both print ``subjects.data`` and compute nothing.
"""

from collections.abc import Iterator, Sequence
from typing import cast

from csatreport.base.words import say
from csatreport.report import wording
from csatreport.report.figure import Record
from csatreport.report.model import Report
from csatreport.site.spreadsheet import (
    CHANGE,
    COUNT,
    INDEX,
    SHARE,
    LongTable,
    PrintedSheet,
    write_workbook,
)
from csatreport.site.subject_sheets import subject_sheets
from csatreport.statistics.verdict import Against, Verdict
from csatreport.tables.write import Cell

_ABOUT = ("id", "label", "name", "period", "against", "by", "option", "cell")
"""Columns of the long table that say what a row is about, and so come first."""
_EXPLAINED = (
    "n", "missing", "mean", "index", "favourable", "net", "interval", "difference", "q", "verdict",
    "detectable", "beside", "groups", "suppressed",
)  # fmt: skip


def write_xlsx(report: Report, *, whole: bool = True) -> bytes:
    """Return a workbook of two sheets: to read, and to calculate with; the first where not whole.

    Beside a unit's report and older ones the other would be most of the file, and holds what is in
    `data.json`.
    """
    long = _long(report) if whole else None
    return write_workbook(_page(report, whole=whole), long, title=_title(report))


def _page(report: Report, *, whole: bool) -> PrintedSheet:
    language, data = report.language, cast("Record", report.data)
    against = [one for one in Against if any(_compared(row, one) for row in _judged(data))]
    heads, looks = ["name", "n", "share", "index", "low", "high"], [COUNT, SHARE, *[INDEX] * 3]
    for one in against:
        heads += [one.value, "verdict"]
        looks += [CHANGE, ""]
    rows: list[Sequence[Cell]] = [_judged_row(row, against, language) for row in _judged(data)]
    for key, found in (("trend", data["trend"][::-1]), ("units", data["units"])):
        rows += [(), (say(language, f"download.sheet.{key}"),)] if found else []
        rows += [_level_row(row, language) for row in found]
    return PrintedSheet(
        name=say(language, "download.sheet.overview"),
        lines=(_title(report), " · ".join(filter(None, _under(report)))),
        head=[say(language, f"download.overview.{head}") for head in heads],
        rows=rows,
        looks=["", *looks],
        notes=tuple(_notes(language)) if whole else (),
    )


def _under(report: Report) -> tuple[str, ...]:
    sample = say(report.language, "download.readme.sample") if report.sample else ""
    return report.organisation, report.base, sample


def _judged(data: Record) -> Iterator[Record]:
    yield from data["nodes"]
    yield from data["items"]


def _judged_row(row: Record, against: Sequence[Against], language: str) -> Sequence[Cell]:
    """Return the cells of a branch or question: its level, and what it is compared with."""
    cells = [*_level_row(row, language)]
    for one in against:
        found = _compared(row, one) or {}
        verdict = found.get("verdict")
        word = wording.verdict_word(Verdict(verdict), language) if verdict else None
        cells += [found.get("difference"), word]
    return cells


def _compared(row: Record, against: Against) -> Record | None:
    return next((one for one in row["comparisons"] if one["against"] == against.value), None)


def _level_row(row: Record, language: str) -> tuple[Cell, ...]:
    """Return name, base, favourable share and index with its interval, or a word instead."""
    name = " ".join(filter(None, (row.get("number"), row.get("label") or row.get("name"))))
    hidden = wording.hidden_word(language) if row.get("suppressed") else None
    index = hidden if row["index"] is None else row["index"]
    return name, row["n"], row.get("favourable"), index, row["index_low"], row["index_high"]


def _notes(language: str) -> Iterator[tuple[str, str]]:
    yield say(language, "download.sheet.all"), say(language, "download.readme.all")
    for column in _EXPLAINED:
        key = f"download.column.{column}"
        yield say(language, f"{key}.name"), say(language, f"{key}.text")


def _long(report: Report) -> LongTable:
    language = report.language
    sheets = [
        (say(language, key), [str(head) for head in heads], rows)
        for key, (heads, *rows) in subject_sheets(cast("Record", report.data))
    ]
    held = dict.fromkeys(
        head
        for _, heads, rows in sheets
        for row in rows
        for head, cell in zip(heads, row, strict=True)
        if cell is not None
    )
    told = sorted(held, key=(*_ABOUT, *held).index)
    place = {head: n for n, head in enumerate(told, start=1)}
    return LongTable(
        name=say(language, "download.sheet.all"),
        head=(say(language, "download.overview.table"), *told),
        rows=[
            ((0, name), *((at, row[n]) for at, n in order))
            for name, heads, rows in sheets
            for order in [sorted((place[h], n) for n, h in enumerate(heads) if h in place)]
            for row in rows
        ],
    )


def _title(report: Report) -> str:
    return f"{report.title} · {report.where}"
