"""What stands in a report's workbook."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl

from csatreport.report.model import Report
from csatreport.site.workbook import write_xlsx


def long_rows(of: Report | Path, table: str) -> list[dict[str, object]]:
    """Return the rows of one table of the second sheet, by their heads, without empty cells."""
    content = of.read_bytes() if isinstance(of, Path) else write_xlsx(of)
    heads, *rows = openpyxl.load_workbook(io.BytesIO(content)).worksheets[1].values
    return [
        {head: cell for head, cell in zip(heads[1:], row[1:], strict=True) if cell is not None}
        for row in rows
        if row[0] == table
    ]
