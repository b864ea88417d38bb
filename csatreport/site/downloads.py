"""The files of figures beside a report, for programs: the same data as JSON and as CSV.

Both print ``subjects.data`` and compute nothing. A figure that may not be shown is null or an
empty cell, and the column ``suppressed`` says why.
"""

import json

from csatreport.report.model import Report
from csatreport.site.subject_sheets import subject_sheets
from csatreport.tables import write as tabular


def write_json(report: Report) -> bytes:
    """Return the report's data: UTF-8, compact, keys in the documented order."""
    text = json.dumps(report.data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8") + b"\n"


def write_csv(report: Report) -> bytes:
    """Return the figures of all branches and items as CSV."""
    return tabular.write_csv(dict(subject_sheets(report.data))["download.sheet.figures"])
