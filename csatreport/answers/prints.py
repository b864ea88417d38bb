"""A print of every row of a file: 64 bits that tell what stands in all of its cells.

The same export fetched twice, or one that grows from week to week, holds the same rows in several
files. Whether two rows are the same is told by their cells as they stand in the files, also those
that nothing is read from, because two people may well give the same answers. Blank cells and the
order of the columns make no difference.
"""

from collections.abc import Sequence

import numpy as np

from csatreport.answers.cells.plain import Array
from csatreport.answers.digests import hashed
from csatreport.tables.fold import fold
from csatreport.tables.table import ReadTable, Texts


def print_rows(table: ReadTable) -> Array:
    """Return the prints of a table's rows (uint64)."""
    found = np.zeros(len(table.rows), dtype=np.uint64)
    for place, (header, cells) in enumerate(zip(table.headers, table.columns, strict=True)):
        # An odd factor for each column, so that the same texts under other headers tell apart.
        factor = _hash([fold(header) or f"({place + 1})"])[0] | np.uint64(1)
        found += _told(cells) * factor
    return found


def _told(cells: Sequence[str]) -> Array:
    if isinstance(cells, Texts):
        return np.asarray(_hash(cells.distinct)[cells.places])
    return _hash(cells)


def _hash(texts: Sequence[str]) -> Array:
    stripped = [text.strip() for text in texts]
    # Most are distinct, so that looking for equal ones first would take most of the time.
    content = np.array([*stripped, ""], dtype=object)
    told = hashed(content)[:-1]
    told[[not text for text in stripped]] = 0
    return told
