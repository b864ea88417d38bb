"""The files beside a report: the same figures as data, as CSV and as a workbook.

All three print ``subjects.data`` and compute nothing. A figure that may not be shown is null or an
empty cell, and the column ``suppressed`` says why.
"""

import json
from collections.abc import Iterator, Sequence

from csatreport.base.words import say
from csatreport.report.model import Report
from csatreport.site.spreadsheet import Sheet, write_workbook
from csatreport.site.subject_sheets import subject_sheets
from csatreport.tables import write as tabular
from csatreport.tables.write import Cell


def write_json(report: Report) -> bytes:
    """Return the report's data: UTF-8, compact, keys in the documented order."""
    text = json.dumps(report.data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8") + b"\n"


def write_csv(report: Report) -> bytes:
    """Return the figures of all branches and items as CSV."""
    return tabular.write_csv(dict(subject_sheets(report.data))["download.sheet.figures"])


def write_xlsx(report: Report) -> bytes:
    """Return a workbook: the figures of all subjects, and what they mean."""
    sheets = (
        *(Sheet(say(report.language, key), rows) for key, rows in subject_sheets(report.data)),
        Sheet(say(report.language, "download.sheet.readme"), tuple(_readme(report)), wide=True),
    )
    # An empty sheet only costs the reader a click.
    return write_workbook([sheet for sheet in sheets if len(sheet.rows) > 1], title=_title(report))


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
