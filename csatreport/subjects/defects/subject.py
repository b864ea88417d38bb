"""Defects as a subject: their figures, which hold no answers."""

from __future__ import annotations

from csatreport.base.exposure import Exposure
from csatreport.report.figure import DataSheet, Figure, Figures, under, with_interval
from csatreport.report.subject import REGISTERS, Subject
from csatreport.subjects.defects.measure import measure_defects
from csatreport.subjects.defects.tell import DEFECTS as ID
from csatreport.subjects.defects.tell import compose_defects, explain_defects, heard_defects

_OF = Exposure.REGISTER
_FINDERS = Figures(
    columns=(
        Figure(key="id", exposure=_OF, value=lambda one, _: one.name, doc="who"),
        Figure(key="n", exposure=_OF, doc="defects found"),
    )
)
FIGURES = Figures(
    columns=(
        Figure(key="n", exposure=_OF, doc="defects found inside in the period"),
        Figure(key="customers", exposure=_OF, doc="customers affected"),
        *with_interval(
            "in_time", _OF, "share fixed in time, of those fixed or past their limit",
            lambda found: found.in_time,
        ),
        Figure(key="open", exposure=_OF, doc="not fixed by the end of the period"),
        Figure(key="ratio", exposure=_OF,
               doc="found inside for each complaint; null without complaints"),
        Figure(key="by", exposure=_OF, value=lambda found, _: found.by_finder, below=_FINDERS,
               doc="who found them, the most frequent first"),
    )
)  # fmt: skip

DEFECTS = Subject(
    id=ID,
    within=REGISTERS,
    doc="Defects that were found before a customer did.",
    measure=measure_defects,
    gate=lambda _, found: found,
    figures=FIGURES,
    sheets=(
        DataSheet(
            title="defects.sheet",
            figures=_FINDERS,
            records=under("by"),
        ),
    ),
    chapter=compose_defects,
    explain=explain_defects,
    heard=heard_defects,
)
"""Defects that were found before a customer did."""
