"""Weights as a subject: what weighting cost, and the figures without it."""

from __future__ import annotations

from csatreport.report.subject import CoreSubject
from csatreport.subjects.weights.figures import FIGURES
from csatreport.subjects.weights.tell import compose_weights

WEIGHTS = CoreSubject(
    id="weights",
    doc="What weighting cost, and the figures that count every answer once.",
    figures=FIGURES,
    taken=lambda scope: scope.findings.unweighted,
    chapter=compose_weights,
)
"""What weights do; None where answers are not weighted."""
