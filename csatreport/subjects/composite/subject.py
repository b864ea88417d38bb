"""The composite as a subject: its figures, put together from what may be shown."""

from dataclasses import replace

from csatreport.base.exposure import Exposure
from csatreport.report.figure import DataSheet, Figure, Figures, part, under
from csatreport.report.model import ReportPage
from csatreport.report.subject import REGISTERS, Subject
from csatreport.subjects.composite.derive import derive_composites
from csatreport.subjects.composite.measure import measure_composite
from csatreport.subjects.composite.settings import CompositeRule
from csatreport.subjects.composite.tell import COMPOSITE as ID
from csatreport.subjects.composite.tell import compose_composite, explain_composite

_OF = Exposure.REGISTER


def _part(name: str, doc: str) -> Figure:
    return Figure(name, _OF, doc, lambda pair, _: pair[1].of(name))


_PARTS = Figures.of(
    Figure("id", _OF, "`survey`, `inspections` or `complaints`", lambda one, _: one.name),
    Figure("weight", _OF, "as the description of the inspections says"),
    Figure("score", _OF, "0 to 100; null where it is missing"),
)
_UNITS = Figures.of(
    Figure("id", _OF, "the unit", lambda pair, _: pair[0].id),
    Figure("score", _OF, "its composite; null where a part is missing",
           lambda pair, _: pair[1].score),
    _part("survey", "the index of its answers; null where it is missing or not weighed"),
    _part("inspections", "the score of its inspections, likewise"),
    _part("complaints", "100 without complaints, 0 at the worst rate, likewise"),
)  # fmt: skip


FIGURES = Figures.of(
    Figure("score", _OF, "the weighted mean; null where a part is missing", part("made.score")),
    Figure("parts", _OF, "what it is made of", part("made.parts"), below=_PARTS),
    Figure("units", _OF, "those side by side, the highest first", below=_UNITS),
)

COMPOSITE = Subject(
    id=ID,
    within=REGISTERS,
    doc="Survey, inspections and complaints in one score.",
    settings=CompositeRule,
    measure=measure_composite,
    gate=lambda _, found: found,
    of_answers=False,
    derive=derive_composites,
    figures=FIGURES,
    sheets=(DataSheet("composite.sheet", _UNITS, under("units")),),
    page=ReportPage.REGISTERS,
    chapter=compose_composite,
    explain=explain_composite,
    undivided=lambda found, _: replace(found, leaves={}),
)
"""Survey, inspections and complaints in one score."""
