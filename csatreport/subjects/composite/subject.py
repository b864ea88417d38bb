"""The composite as a subject: its figures, put together from what may be shown."""

from __future__ import annotations

from dataclasses import replace

from csatreport.base.exposure import Exposure
from csatreport.report.figure import DataSheet, Figure, Figures, under
from csatreport.report.subject import REGISTERS, Subject
from csatreport.subjects.composite.derive import derive_composites
from csatreport.subjects.composite.measure import measure_composite
from csatreport.subjects.composite.tell import COMPOSITE as ID
from csatreport.subjects.composite.tell import compose_composite, explain_composite

_OF = Exposure.REGISTER


def _part(name: str, doc: str) -> Figure:
    return Figure(key=name, exposure=_OF, doc=doc, value=lambda pair, _: pair[1].of(name))


_PARTS = Figures(
    columns=(
        Figure(key="id", exposure=_OF, value=lambda one, _: one.name,
               doc="`survey`, `inspections` or `complaints`"),
        Figure(key="weight", exposure=_OF, doc="as the description of the inspections says"),
        Figure(key="score", exposure=_OF, doc="0 to 100; null where it is missing"),
    )
)  # fmt: skip
_UNITS = Figures(
    columns=(
        Figure(key="id", exposure=_OF, value=lambda pair, _: pair[0].id, doc="the unit"),
        Figure(key="score", exposure=_OF, value=lambda pair, _: pair[1].score,
               doc="its composite; null where a part is missing"),
        _part("survey", "the index of its answers; null where it is missing or not weighed"),
        _part("inspections", "the score of its inspections, likewise"),
        _part("complaints", "100 without complaints, 0 at the worst rate, likewise"),
    )
)  # fmt: skip


FIGURES = Figures(
    columns=(
        Figure(key="score", exposure=_OF, doc="the weighted mean; null where a part is missing",
               value=lambda found, _: found.made.score),
        Figure(key="parts", exposure=_OF, below=_PARTS, doc="what it is made of",
               value=lambda found, _: found.made.parts),
        Figure(key="units", exposure=_OF, below=_UNITS,
               doc="those side by side, the highest first"),
    )
)  # fmt: skip

COMPOSITE = Subject(
    id=ID,
    within=REGISTERS,
    doc="Survey, inspections and complaints in one score.",
    measure=measure_composite,
    gate=lambda _, found: found,
    derive=derive_composites,
    figures=FIGURES,
    sheets=(
        DataSheet(
            title="composite.sheet",
            figures=_UNITS,
            records=under("units"),
        ),
    ),
    chapter=compose_composite,
    explain=explain_composite,
    undivided=lambda found, _: replace(found, leaves={}),
)
"""Survey, inspections and complaints in one score."""
