"""Which files the answers of a unit and period came from, and how many rows each one gave."""

from __future__ import annotations

import numpy as np

from csatreport.counts.ledger import Ledger


def rows_by_file(ledger: Ledger, rows: np.ndarray) -> tuple[tuple[str, int], ...]:
    """Count rows (numbers over all waves) by file, in order of intake.

    Files without any of the rows are left out; the counts add up to the number of rows.
    """
    files = ledger.responses.intake.files
    counts = np.bincount(ledger.rows.file[rows], minlength=len(files)).tolist()
    return tuple((file.file, n) for file, n in zip(files, counts, strict=True) if n)
