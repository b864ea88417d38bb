"""The headline over time as a subject; it stands beside the number and has no chapter."""

from csatreport.base.exposure import Exposure
from csatreport.counts.findings.chart import course_of
from csatreport.report.figure import DataSheet, Figure, Figures, part, under
from csatreport.report.figure_data import CONTROL, course_figures
from csatreport.report.subject import CoreSubject, Term
from csatreport.subjects.trend.trend import compose_trend

TREND_FIGURES = course_figures("index", "the headline", Exposure.USED)
FIGURES = Figures.of(
    Figure("trend", Exposure.USED,
           "the headline over the periods of the same kind, oldest first, this one last",
           part("points"), below=TREND_FIGURES),
    Figure("control", Exposure.RANGE, "the usual range of the trend (XmR chart)",
           lambda course, _: course, below=CONTROL),
)  # fmt: skip


TREND = CoreSubject(
    id="trend",
    doc="The headline over the periods of the same kind, and its usual range. The ends are those "
    "of a level: where a known population makes them shorter, a change is judged without that, so "
    "intervals apart are no verdict.",
    figures=FIGURES,
    sheets=(DataSheet("download.sheet.trend", TREND_FIGURES, under("trend")),),
    front=compose_trend,
    taken=lambda scope: course_of(scope.findings.trend, scope.findings.questionnaire.baseline),
    terms=(
        Term(
            "usual",
            "m ± 3 · MR / 1.128;  p ± 3 · √(p(1 − p)/n)",
            source="Shewhart (1931); Wheeler (1993); Laney (2002)",
        ),
    ),
)
"""How the headline went."""
