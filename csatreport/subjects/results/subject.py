"""The results as a subject: the questions and branches of the index, told and explained."""

from __future__ import annotations

from csatreport.report.subject import CoreSubject
from csatreport.subjects.results.cards import compose_weakest, missed_target
from csatreport.subjects.results.explain import explain_results
from csatreport.subjects.results.figures import FIGURES, SHEET
from csatreport.subjects.results.front import compose_number
from csatreport.subjects.results.tell import compose_results, compose_sheet_items

RESULTS = CoreSubject(
    id="results",
    doc="The index tree and the closed questions.",
    figures=FIGURES,
    sheets=(SHEET,),
    taken=lambda scope: scope.findings,
    chapter=lambda scope, _: compose_results(scope),
    sheet_chapter=lambda scope, *_: compose_sheet_items(scope),
    front=lambda scope, _: compose_number(scope),
    urge=lambda scope, _: compose_weakest(scope),
    cards=lambda scope, _: missed_target(scope),
    explain=lambda scope, _: explain_results(scope),
)
"""What people answered."""
