"""The figures of units side by side: where each stands, and the funnels they are judged in."""

from __future__ import annotations

from collections.abc import Callable

from csatreport.base.exposure import Exposure
from csatreport.counts.findings.standing import INNER, OUTER, Group, UnitPlace, places_of
from csatreport.report.figure import Figure, Figures, part
from csatreport.report.figure_data import SCORE_HIDDEN, place_figures
from csatreport.report.scope import Scope

_NAME, _RANGE, _PLACE = Exposure.NAME, Exposure.RANGE, Exposure.PLACE


def _places(groups: tuple[Group, ...], scope: Scope) -> list[UnitPlace]:
    return places_of(scope.beside(scope.findings.units), groups)


def _rank(end: int) -> Callable[[UnitPlace, Scope], object]:
    return lambda one, _: one.standing and one.standing.rank and one.standing.rank[end]


UNITS_FIGURES = Figures(
    columns=(
        Figure(key="id", exposure=_NAME, value=part("unit.id"), doc="of the unit"),
        Figure(key="name", exposure=_NAME, value=lambda one, scope: scope.unit_name(one.unit),
               doc="its name"),
        Figure(key="kind", exposure=_NAME, value=part("unit.kind"), doc="its kind, or null"),
        *place_figures("index", "its headline", Exposure.USED),
        Figure(key="rank_best", exposure=_PLACE, value=_rank(0),
               doc="the first of its plausible places among units of its kind, which are not a "
               "95 % interval"),
        Figure(key="rank_worst", exposure=_PLACE, value=_rank(1), doc="the last of them"),
        SCORE_HIDDEN,
    )
)  # fmt: skip
_FUNNELS = Figures(
    columns=(
        Figure(key="kind", exposure=_RANGE, value=lambda one, _: one.kind or None,
               doc="of its units; null for all together"),
        Figure(key="target", exposure=_RANGE, value=part("funnel.target"), doc="its middle"),
        Figure(key="spread", exposure=_RANGE, value=part("funnel.spread"),
               doc="standard deviation within units"),
        Figure(key="phi", exposure=_RANGE, value=part("funnel.phi"),
               doc="overdispersion; 1 for none"),
        Figure(key="judged", exposure=_RANGE, doc="units with ten answers or more",
               value=lambda one, _: sum(unit.judged for unit in one.standings)),
        Figure(key="outside_by_chance", exposure=_RANGE, value=lambda one, _: one.chance(INNER),
               doc="how many of them chance alone puts outside the 95 % limits"),
        Figure(key="far_by_chance", exposure=_RANGE, value=lambda one, _: one.chance(OUTER),
               doc="how many outside the 99.8 % limits"),
    )
)  # fmt: skip
FIGURES = Figures(
    columns=(
        Figure(key="units", exposure=Exposure.USED, below=UNITS_FIGURES, value=_places,
               doc="the units compared with each other; in the report of a unit with twelve others "
               "or more beside it, this unit alone; none where units are reported without "
               "comparison"),
        Figure(key="funnels", exposure=_RANGE, below=_FUNNELS, doc="one for each kind",
               value=lambda groups, _: [one for one in groups if one.funnel is not None]),
    )
)  # fmt: skip
