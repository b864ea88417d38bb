"""The results as a subject: the questions and branches of the index, told and explained."""

from __future__ import annotations

from csatreport.report.subject import CoreSubject
from csatreport.subjects.results.explain import explain_results
from csatreport.subjects.results.figures import FIGURES
from csatreport.subjects.results.tell import compose_results, compose_sheet_items

RESULTS = CoreSubject(
    id="results",
    doc="The index tree and the closed questions.",
    figures=FIGURES,
    taken=lambda scope: scope.findings,
    chapter=lambda scope, _: compose_results(scope),
    sheet_chapter=lambda scope, *_: compose_sheet_items(scope),
    explain=lambda scope, _: explain_results(scope),
)
"""What people answered."""
