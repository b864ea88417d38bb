"""The tables that are kept of printed and returned forms, read back line by line.

People open them in Excel and may save them in another encoding, or shift a column. Nothing is
guessed then, and nothing written over them: whatever cannot be understood is told with its row.
"""

import csv
from pathlib import Path

from csatreport.base.errors import Source, StudyError

KeptRow = tuple[int, list[str]]
"""The number of a row in its file, from 1, and its cells."""


def kept_rows(file: Path, study: Path) -> list[KeptRow]:
    """Return the rows of a kept table, its head first; blank lines are left out.

    Raises:
        StudyError: F920, it is not UTF-8, or no CSV (2).
    """
    if not file.is_file():
        return []
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return [(number, row) for number, row in enumerate(csv.reader(stream), 1) if row]
    except (UnicodeDecodeError, csv.Error) as fault:
        raise not_understood(file, study, 1) from fault


def not_understood(file: Path, study: Path, row: int) -> StudyError:
    """Make the error that names the row of a kept table that cannot be understood."""
    return StudyError.at("F920", Source(file=file.relative_to(study).as_posix(), row=row))
