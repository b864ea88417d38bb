"""Two questions about people crossed, as a subject: their figures, and what may be shown.

The tables stand in the chapter on groups (`csatreport.subjects.segments`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from csatreport.base.exposure import Exposure
from csatreport.privacy.gate_items import MANY, ItemGate
from csatreport.report.figure import DataSheet, Figure, Figures, Record, by_option, part
from csatreport.report.scope import Scope, estimate
from csatreport.report.subject import Subject
from csatreport.report.wording import item_name
from csatreport.statistics.estimate import Hidden
from csatreport.study.item import Item
from csatreport.subjects.crosstabs.measure import Crosstab, measure_crosstabs
from csatreport.subjects.crosstabs.settings import CrosstabSettings

_Value = TypeVar("_Value")


def shown(gate: ItemGate, found: tuple[Crosstab, ...]) -> tuple[Crosstab, ...]:
    """Return the tables, each where many answered both and no cell is small; without indices."""
    return tuple(_shown(gate, one) for one in found)


def _shown(gate: ItemGate, found: Crosstab) -> Crosstab:
    cells = [count for row in found.counts for count in row]
    if found.told < MANY or gate.parted(cells, found.rows, found.columns):
        return Crosstab(rows=found.rows, columns=found.columns, hidden=Hidden.WITHHELD)
    return replace(found, scores=())


def _codes(item: Item) -> list[str]:
    return [*(option.code for option in item.options), "-"]


def _label(one: Crosstab, scope: Scope) -> str:
    return " / ".join(item_name(item, scope.language) for item in (one.rows, one.columns))


def _by_cell(one: Crosstab, values: Sequence[Sequence[_Value]]) -> Mapping[str, _Value]:
    """Return values by the codes of their row and column; "-" stands for those who did not say."""
    down, across = _codes(one.rows), _codes(one.columns)
    return {
        f"{row}/{column}": value
        for row, line in zip(down, values, strict=False)
        for column, value in zip(across, line, strict=True)
    }


def _indices(one: Crosstab, _: Scope) -> Mapping[str, float]:
    shown = ((cell, estimate(score)) for cell, score in _by_cell(one, one.scores).items())
    return {cell: score.value for cell, score in shown if score is not None}


_BASE = Exposure.BASE
FIGURES = Figures.of(
    Figure("id", Exposure.NAME, "of both questions",
           lambda one, _: f"{one.rows.id}/{one.columns.id}"),
    Figure("label", Exposure.NAME, "their names", _label),
    Figure("counts", _BASE, "people by the two codes (`F/30`)",
           lambda one, _: _by_cell(one, one.counts)),
    Figure("index", Exposure.NEVER,
           "their headline by the two codes; none where answers are anonymous", _indices),
    Figure("p", _BASE, "of chi-square", lambda one, _: one.shape and one.shape.p),
    Figure("v", _BASE, "Cramér's V", lambda one, _: one.shape and one.shape.v),
    Figure("rough", _BASE, "whether some expected count is below 5",
           lambda one, _: one.shape and one.shape.rough),
    Figure("suppressed", Exposure.REASON, "why it is not shown",
           part("hidden")),
)  # fmt: skip


def _cells(data: Sequence[Record] | None) -> Iterator[Record]:
    """Yield a row for each cell; one that says why where a table is not shown."""
    for row in data or ():
        index = row.get("index") or {}
        for cell, count in by_option(row, "counts"):
            yield {**row, "cell": cell, "n": count, "index": index.get(cell)}


CROSSTABS = Subject(
    id="crosstabs",
    doc="Two questions about people crossed, of the pairs that are asked for.",
    settings=CrosstabSettings,
    measure=measure_crosstabs,
    gate=shown,
    nothing=(),
    figures=FIGURES,
    sheets=(
        DataSheet("download.sheet.crosstabs", Figures.of(
                *FIGURES.only("id", "label"), Figure("cell", _BASE), Figure("n", _BASE),
                *FIGURES.only("index", "suppressed"),
            ),
            records=_cells,
        ),
    ),
)  # fmt: skip
"""How people who say one thing about themselves also say another."""
