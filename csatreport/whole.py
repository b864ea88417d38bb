"""Files that are there whole or not at all: written beside their place, then moved into it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path


def write_whole(file: Path, content: bytes) -> None:
    """Write a file in one step, with the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(content)
    beside.replace(file)


def write_table(file: Path, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a CSV that Excel opens in the right encoding, in one step."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows(rows)
    write_whole(file, text.getvalue().encode("utf-8-sig"))
