"""Inspections as a subject: their figures, which hold no answers."""

from csatreport.base.exposure import Exposure
from csatreport.report.figure import Figure, Figures, part
from csatreport.report.model import ReportPage
from csatreport.report.subject import REGISTERS, Subject
from csatreport.subjects.inspections.measure import measure_inspections, of_whole
from csatreport.subjects.inspections.tell import INSPECTIONS as ID
from csatreport.subjects.inspections.tell import (
    compose_inspections,
    explain_inspections,
    heard_inspections,
)

_OF = Exposure.REGISTER
FIGURES = Figures.of(
    Figure("visits", _OF, "visits in the period"),
    Figure("score", _OF,
           "share of the weights that passed, in per cent; null where nothing applied",
           part("whole.score")),
    Figure("checks", _OF, "checks that applied", part("whole.checks")),
    Figure("findings", _OF, "those that were not passed", part("whole.findings")),
    Figure("open", _OF, "findings that no re-inspection has closed",
           lambda found, _: len(found.open)),
)  # fmt: skip

INSPECTIONS = Subject(
    id=ID,
    within=REGISTERS,
    doc="What inspections found in the period.",
    measure=measure_inspections,
    gate=lambda _, found: found,
    of_answers=False,
    figures=FIGURES,
    page=ReportPage.REGISTERS,
    chapter=compose_inspections,
    explain=explain_inspections,
    heard=heard_inspections,
    undivided=of_whole,
)
"""What inspections found."""
