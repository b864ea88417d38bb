"""Units side by side as a subject: their funnels, and what lies outside."""

from collections.abc import Callable

from csatreport.base.exposure import Exposure
from csatreport.counts.findings.standing import Group, UnitPlace, places_of
from csatreport.report.figure import DataSheet, Figure, Figures, part, under
from csatreport.report.figure_data import SCORE_HIDDEN, place_figures
from csatreport.report.scope import Scope
from csatreport.report.subject import CoreSubject, Term
from csatreport.subjects.units.explain import explain_units
from csatreport.subjects.units.tell import compose_compare, compose_concealed, compose_unit_rows

_NAME, _RANGE, _PLACE = Exposure.NAME, Exposure.RANGE, Exposure.PLACE


def _places(groups: tuple[Group, ...], scope: Scope) -> list[UnitPlace]:
    return places_of(scope.findings.units, groups)


def _rank(end: int) -> Callable[[UnitPlace, Scope], object]:
    return lambda one, _: one.standing and one.standing.rank and one.standing.rank[end]


UNITS_FIGURES = Figures.of(
    Figure("id", _NAME, "of the unit", part("unit.id")),
    Figure("name", _NAME, "its name", lambda one, scope: scope.unit_name(one.unit)),
    Figure("kind", _NAME, "its kind, or null", part("unit.kind")),
    *place_figures("index", "its headline", Exposure.USED),
    Figure("rank_best", _PLACE,
           "the first of its plausible places among units of its kind, which are not a 95 % "
           "interval",
           _rank(0)),
    Figure("rank_worst", _PLACE, "the last of them", _rank(1)),
    SCORE_HIDDEN,
)  # fmt: skip
_FUNNELS = Figures.of(
    Figure("kind", _RANGE, "of its units; null for all together", lambda one, _: one.kind or None),
    Figure("target", _RANGE, "its middle", part("funnel.target")),
    Figure("spread", _RANGE, "standard deviation within units", part("funnel.spread")),
    Figure("phi", _RANGE, "overdispersion; 1 for none", part("funnel.phi")),
    Figure("judged", _RANGE, "units with ten answers or more",
           part("counts.judged")),
    Figure("outside_by_chance", _RANGE,
           "how many of them chance alone puts outside the 95 % limits",
           lambda one, _: one.counts.chance[0]),
    Figure("far_by_chance", _RANGE, "how many outside the 99.8 % limits",
           lambda one, _: one.counts.chance[1]),
)  # fmt: skip
FIGURES = Figures.of(
    Figure("units", Exposure.USED,
           "the units compared with each other; in the report of a unit with twelve others or "
           "more beside it, this unit alone; none where units are reported without comparison",
           _places, below=UNITS_FIGURES),
    Figure("funnels", _RANGE, "one for each kind",
           lambda groups, _: [one for one in groups if one.funnel is not None], below=_FUNNELS),
)  # fmt: skip


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
