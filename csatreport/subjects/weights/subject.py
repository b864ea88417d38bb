"""Weights as a subject: what weighting cost, and the figures without it."""

from csatreport.report.model import ReportPage
from csatreport.report.subject import CoreSubject, Term
from csatreport.subjects.weights.figures import FIGURES
from csatreport.subjects.weights.tell import compose_weights

WEIGHTS = CoreSubject(
    id="weights",
    doc="What weighting cost, and the figures that count every answer once.",
    figures=FIGURES,
    taken=lambda scope: scope.findings.unweighted,
    page=ReportPage.QUALITY,
    chapter=compose_weights,
    terms=(
        Term(
            "weights",
            "m = Σwx / Σw;  SE = √(n/(n − 1) · Σ(w(x − m)/Σw)²);  m ± t · SE",
            source="Kish (1965); Korn and Graubard (1998); Lumley (2010)",
            used=lambda q: q.weights is not None,
        ),
    ),
)
"""What weights do; None where answers are not weighted."""
