"""Change as a subject: every question against the period before, the year before and the target."""

from __future__ import annotations

from collections.abc import Iterator

from csatreport.base.exposure import Exposure
from csatreport.report.figure import DataSheet, Figure, Figures, Record
from csatreport.report.figure_data import comparison_figures
from csatreport.report.subject import CoreSubject
from csatreport.subjects.change.card import compose_changes
from csatreport.subjects.change.tell import compose_change

_NAME = Exposure.NAME
_SHEET = Figures.of(
    Figure("id", _NAME),
    Figure("label", _NAME),
    *comparison_figures(Exposure.USED, Exposure.USED).but(
        "questions", "questions_index", "questions_n"
    ),
)


def _comparisons(data: Record) -> Iterator[Record]:
    """Yield each comparison of a branch, a question, and a net score, named as no question is."""
    nets = ({**one, "id": f"{one['measure']}.{one['id']}"} for one in data.get("recommend") or ())
    for row in (*(data.get("nodes") or ()), *(data.get("items") or ()), *nets):
        for one in row.get("comparisons") or ():
            yield {**one, "id": row["id"], "label": row["label"]}


CHANGE = CoreSubject(
    id="change",
    doc="What changed. Its figures stand with what changed.",
    sheets=(DataSheet(title="download.sheet.comparisons", figures=_SHEET, records=_comparisons),),
    taken=lambda scope: scope.findings,
    card=lambda scope, _: compose_changes(scope),
    chapter=lambda scope, _: compose_change(scope),
)
"""What changed."""
