"""The figures of the headline over time."""

from __future__ import annotations

from csatreport.base.exposure import Exposure
from csatreport.report.figure import Figure, Figures, part
from csatreport.report.figure_data import CONTROL, course_figures

TREND_FIGURES = course_figures("index", "the headline", Exposure.USED)
FIGURES = Figures(
    columns=(
        Figure(key="trend", exposure=Exposure.USED, value=part("points"), below=TREND_FIGURES,
               doc="the headline over the periods of the same kind, oldest first, this one last"),
        Figure(key="control", exposure=Exposure.RANGE, value=lambda course, _: course,
               below=CONTROL, doc="the usual range of the trend (XmR chart)"),
    )
)  # fmt: skip
