"""Inspections as a subject: their figures, which hold no answers."""

from __future__ import annotations

from csatreport.base.exposure import Exposure
from csatreport.report.figure import Figure, Figures
from csatreport.report.subject import REGISTERS, Subject
from csatreport.subjects.inspections.measure import measure_inspections, of_whole
from csatreport.subjects.inspections.tell import INSPECTIONS as ID
from csatreport.subjects.inspections.tell import (
    compose_inspections,
    explain_inspections,
    heard_inspections,
)

_OF = Exposure.REGISTER
FIGURES = Figures(
    columns=(
        Figure(key="visits", exposure=_OF, doc="visits in the period"),
        Figure(key="score", exposure=_OF, value=lambda found, _: found.whole.score,
               doc="share of the weights that passed, in per cent; null where nothing applied"),
        Figure(key="checks", exposure=_OF, value=lambda found, _: found.whole.checks,
               doc="checks that applied"),
        Figure(key="findings", exposure=_OF, value=lambda found, _: found.whole.findings,
               doc="those that were not passed"),
        Figure(key="open", exposure=_OF, value=lambda found, _: len(found.open),
               doc="findings that no re-inspection has closed"),
    )
)  # fmt: skip

INSPECTIONS = Subject(
    id=ID,
    within=REGISTERS,
    doc="What inspections found in the period.",
    measure=measure_inspections,
    gate=lambda _, found: found,
    figures=FIGURES,
    chapter=compose_inspections,
    explain=explain_inspections,
    heard=heard_inspections,
    undivided=of_whole,
)
"""What inspections found."""
