"""A closed period as a subject. Of anonymous answers nothing is told, not how many came late."""

from csatreport.base.exposure import Exposure
from csatreport.report.figure import Figure, Figures, part
from csatreport.report.model import ReportPage
from csatreport.report.subject import Subject, Term
from csatreport.subjects.closing.measure import measure_closing
from csatreport.subjects.closing.tell import compose_closing, compose_note

_NEVER = Exposure.NEVER
_MOVED = Figures.of(
    Figure("figure", _NEVER, "its place in this file", lambda one, _: one[0]),
    Figure("old", _NEVER, "as it was printed", lambda one, _: one[1]),
    Figure("new", _NEVER, "as it is printed now; empty where it is not", lambda one, _: one[2]),
)  # fmt: skip
_RESTATED = Figures.of(
    Figure("period", _NEVER, "id of the base period", lambda one, _: one[0].id),
    Figure("day", _NEVER, "when", lambda one, _: one[1].day),
    Figure("reason", _NEVER, "why", lambda one, scope: scope.masked(one[1].reason)),
    Figure("figures", _NEVER, "each that moved; only in the company's report",
           lambda one, _: one[1].figures, below=_MOVED),
)  # fmt: skip
FIGURES = Figures.of(
    Figure("late", _NEVER, "answers that came after the close; only in the company's report"),
    Figure("restated", _NEVER, "restatements, the oldest first", part("restated"), below=_RESTATED),
)

CLOSING = Subject(
    id="closing",
    doc="What happened to a period after it was closed.",
    measure=measure_closing,
    gate=lambda _, __: None,
    figures=FIGURES,
    front=compose_note,
    chapter=compose_closing,
    page=ReportPage.QUALITY,
    terms=(Term("closed", used=lambda asked: asked.anonymity is None),),
)
"""What happened to a closed period."""
