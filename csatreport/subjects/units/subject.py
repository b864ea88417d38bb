"""Units side by side as a subject: their funnels, and what lies outside."""

from csatreport.report.figure import DataSheet, Figures, under
from csatreport.report.subject import CoreSubject, Term
from csatreport.subjects.units.cards import compose_concealed, compose_unit_rows
from csatreport.subjects.units.explain import explain_units
from csatreport.subjects.units.figures import FIGURES, UNITS_FIGURES
from csatreport.subjects.units.tell import compose_compare

UNITS = CoreSubject(
    id="units",
    doc="The units compared with each other, and the funnels they are judged in.",
    figures=FIGURES,
    sheets=(
        DataSheet(
            "download.sheet.units",
            Figures.of(*UNITS_FIGURES.but("outside", "far", "rank_best", "rank_worst")),
            records=under("units"),
        ),
    ),
    taken=lambda scope: scope.standings,
    chapter=compose_compare,
    cards=compose_unit_rows,
    remarks=lambda scope, _: compose_concealed(scope),
    explain=explain_units,
    terms=(
        Term(
            "funnel",
            "m ± z · s · √(φ/n)",
            source="Spiegelhalter (2005); Goldstein, Spiegelhalter (1996)",
            used=lambda asked: len(asked.units.all) > 2,
        ),
    ),
)
"""The units side by side."""
