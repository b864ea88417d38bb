"""The sheets of a workbook that hold what models found, one row for each thing they speak of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from csatreport.tabular.write import Cell

Record: TypeAlias = Mapping[str, Any]
Rows: TypeAlias = tuple[Sequence[Cell], ...]

DRIVERS = ("id", "label", "n", "share", "share_low", "share_high", "rank", "quarter", "clear")
PRIORITIES = ("id", "n", "index", "target", "rise", "gain", "unit", "unit_index", "unit_n")
GAPS = (
    "id", "label", "n", "perception", "expectation", "gap", "gap_low", "gap_high", "p", "ratio",
    "below", "near", "above", "zero", "ceiling", "rival", "rival_n",
)  # fmt: skip
CLASSES = ("M", "O", "A", "I", "R", "Q")
KANO = (
    "first", "second", "mixed", "better", "worse", "category_strength", "total_strength",
    "importance", "importance_n",
)  # fmt: skip
STATED = (
    "asked", "id", "label", "place", "mean", "n", "managers_place", "managers_mean", "managers_n",
)  # fmt: skip
THEMES = (
    "id", "label", "n", "share", "share_low", "share_high", "difference", "difference_low",
    "difference_high",
)  # fmt: skip


def model_sheets(data: Record) -> Iterator[tuple[str, Rows]]:
    """Yield the name and the rows of each sheet, its heads first; without rows it is left out."""
    drivers, gaps, themes = (data.get(key) or {} for key in ("drivers", "gaps", "themes"))
    whole = [gaps["whole"], *gaps["nodes"], *gaps["items"]] if gaps else []
    yield "drivers", _plain(DRIVERS, drivers.get("found", ()))
    yield "priorities", _plain(PRIORITIES, data.get("priorities") or ())
    yield "gaps", _plain(GAPS, whole)
    yield "kano", _kano(data.get("kano") or ())
    yield "importance", _plain(STATED, data.get("stated") or ())
    yield "themes", _plain(THEMES, themes.get("counts", ()))


def _plain(columns: Sequence[str], records: Sequence[Record]) -> Rows:
    return (columns, *(tuple(record.get(column) for column in columns) for record in records))


def _kano(records: Sequence[Record]) -> Rows:
    heads = ("id", "label", "n", "missing", *CLASSES, *KANO)
    return (
        heads,
        *(
            (
                *(record[key] for key in ("id", "label", "n", "missing")),
                *(record["classes"][one] for one in CLASSES),
                *(record[key] for key in KANO),
            )
            for record in records
        ),
    )
