"""Who answered as a subject: told even where nothing else may be."""

from csatreport.report.model import ReportPage
from csatreport.report.subject import CoreSubject, Term
from csatreport.subjects.who.figures import FIGURES, SHEET
from csatreport.subjects.who.tell import compose_unscored, compose_who

WHO = CoreSubject(
    id="who",
    doc="How many answered, of how many, and what they say about themselves.",
    figures=FIGURES,
    sheets=(SHEET,),
    taken=lambda scope: scope.findings,
    always=True,
    remarks=lambda scope, _: compose_unscored(scope),
    page=ReportPage.DETAIL,
    chapter=lambda scope, _: compose_who(scope),
    terms=(
        Term("respondent", method=False),
        Term("missing"),
        Term("rate", method=False),
        Term("convenience", method=False),
    ),
)
"""Who answered."""
