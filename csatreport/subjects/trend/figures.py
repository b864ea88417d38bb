"""The figures of the headline over time."""

from csatreport.base.exposure import Exposure
from csatreport.report.figure import Figure, Figures, part
from csatreport.report.figure_data import CONTROL, course_figures

TREND_FIGURES = course_figures("index", "the headline", Exposure.USED)
FIGURES = Figures.of(
    Figure("trend", Exposure.USED,
           "the headline over the periods of the same kind, oldest first, this one last",
           part("points"), below=TREND_FIGURES),
    Figure("control", Exposure.RANGE, "the usual range of the trend (XmR chart)",
           lambda course, _: course, below=CONTROL),
)  # fmt: skip
