"""Defects as a subject: their figures, which hold no answers."""

from csatreport.base.exposure import Exposure
from csatreport.report.figure import DataSheet, Figure, Figures, under, with_interval
from csatreport.report.model import ReportPage
from csatreport.report.subject import REGISTERS, Subject
from csatreport.subjects.defects.measure import measure_defects
from csatreport.subjects.defects.tell import DEFECTS as ID
from csatreport.subjects.defects.tell import compose_defects, explain_defects, heard_defects

_OF = Exposure.REGISTER
_FINDERS = Figures.of(
    Figure("id", _OF, "who", lambda one, _: one.name), Figure("n", _OF, "defects found")
)
FIGURES = Figures.of(
    Figure("n", _OF, "defects found inside in the period"),
    Figure("customers", _OF, "customers affected"),
    *with_interval("in_time", _OF, "share fixed in time, of those fixed or past their limit",
                   lambda found: found.in_time),
    Figure("open", _OF, "not fixed by the end of the period"),
    Figure("ratio", _OF, "found inside for each complaint; null without complaints"),
    Figure("by", _OF, "who found them, the most frequent first", lambda found, _: found.by_finder,
           below=_FINDERS),
)  # fmt: skip

DEFECTS = Subject(
    id=ID,
    within=REGISTERS,
    doc="Defects that were found before a customer did.",
    measure=measure_defects,
    gate=lambda _, found: found,
    of_answers=False,
    figures=FIGURES,
    sheets=(DataSheet("defects.sheet", _FINDERS, under("by")),),
    page=ReportPage.REGISTERS,
    chapter=compose_defects,
    explain=explain_defects,
    heard=heard_defects,
)
"""Defects that were found before a customer did."""
