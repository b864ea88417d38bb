"""Supplier scorecard as a subject: its figures, which hold no answers, its pages and its term."""

from csatreport.base.exposure import Exposure
from csatreport.report.figure import DataSheet, Figure, Figures, part, under, with_interval
from csatreport.report.model import ReportPage
from csatreport.report.subject import REGISTERS, Subject, Term
from csatreport.study.register import RegisterKind
from csatreport.subjects.scorecard.handout import compose_handouts
from csatreport.subjects.scorecard.measure import measure_scorecards
from csatreport.subjects.scorecard.settings import ScorecardRule
from csatreport.subjects.scorecard.tell import SCORECARD as ID
from csatreport.subjects.scorecard.tell import (
    compose_scorecards,
    explain_scorecards,
    risky_suppliers,
)

_OF = Exposure.REGISTER
_CRITERIA = Figures.of(
    Figure("id", _OF, "the criterion", part("criterion.id")),
    Figure("weight", _OF, "its weight, of 100", part("criterion.weight")),
    *with_interval("figure", _OF, "what was measured; null where nothing was",
                   lambda one: one.figure),
    Figure("count", _OF, "so many were counted; null where the figure was given"),
    Figure("of", _OF, "of so many"),
    *with_interval("points", _OF, "what that is worth, 0-100", lambda one: one.points),
)  # fmt: skip
_SUPPLIERS = Figures.of(
    Figure("id", _OF, "the supplier", lambda one, _: one.supplier),
    Figure("grade", _OF, "its grade; null below half of the weights"),
    Figure("open", _OF, "the best and the last grade that chance leaves open",
           lambda one, _: "–".join(one.open) or None),
    *with_interval("score", _OF, "the weighted points", lambda one: one.score),
    *with_interval("moved", _OF, "less the score of the period before", lambda one: one.moved),
    Figure("weight", _OF, "the weights that were measured, of 100"),
    Figure("capped", _OF, "whether a critical criterion is below its line",
           lambda one, _: bool(one.capped)),
    Figure("supply", _OF, "share of all that was bought", lambda one, _: one.share),
    Figure("criteria", _OF, "the criteria that are scored", lambda one, _: one.parts,
           below=_CRITERIA),
)  # fmt: skip
_GRADES = Figures.of(
    Figure("grade", _OF, "the grade; null for those without one"),
    Figure("suppliers", _OF, "how many have it"),
    Figure("share", _OF, "their share of all that was bought"),
)
FIGURES = Figures.of(
    Figure("grades", _OF, "the grades, the best first", below=_GRADES),
    Figure("suppliers", _OF, "the suppliers, the best first", below=_SUPPLIERS),
)

SCORECARDS = Subject(
    id=ID,
    within=REGISTERS,
    doc="Suppliers graded by measured figures.",
    settings=ScorecardRule,
    measure=measure_scorecards,
    gate=lambda _, found: found,
    of_answers=False,
    figures=FIGURES,
    sheets=(DataSheet("scorecard.sheet", _SUPPLIERS, under("suppliers")),),
    page=ReportPage.REGISTERS,
    chapter=compose_scorecards,
    explain=explain_scorecards,
    cards=risky_suppliers,
    handouts=compose_handouts,
    terms=(
        Term(
            "supplier_score",
            "S = Σ w·p / Σ w;  S − √Σ (w/W)²(p − p_low)² … S + √Σ (w/W)²(p_high − p)²",
            source="Garwood (1936); Wilson (1927); Zou, Donner (2008)",
            used=lambda asked: asked.keeps(RegisterKind.SUPPLIERS),
        ),
    ),
)
"""Suppliers, graded by what was measured of them."""
