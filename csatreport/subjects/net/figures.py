"""The figures of net scores, one entry for each recommend question; they run from −100 to 100."""

from __future__ import annotations

from collections.abc import Callable

from csatreport.base.exposure import Exposure
from csatreport.counts.findings.chart import course_of
from csatreport.counts.findings.net import is_nps
from csatreport.counts.findings.recommended import NetFinding
from csatreport.counts.findings.standing import UnitPlace, places_of
from csatreport.report.figure import Figure, Figures, part, with_interval
from csatreport.report.figure_data import (
    CENSUS,
    CONTROL,
    SCORE_HIDDEN,
    comparison_figures,
    course_figures,
    labelled,
    place_figures,
)
from csatreport.report.scope import Scope, estimate
from csatreport.statistics.estimate import Score
from csatreport.subjects.net.tell import judge_nets, unweighted_net

_NAME, _NET, _NEVER = Exposure.NAME, Exposure.NET, Exposure.NEVER
_NetGroup = tuple[str, Score]
"""A group by background question and option code, and its score."""


def _groups(found: NetFinding, _: Scope) -> list[_NetGroup]:
    return [
        (f"{groups.by.id}/{option.code}", score)
        for groups in found.groups
        for option, score in groups.listed
    ]


def _places(found: NetFinding, scope: Scope) -> list[UnitPlace]:
    return places_of(scope.beside(found.units), judge_nets(found, scope))


def _share(place: int) -> Callable[[NetFinding, Scope], object]:
    return lambda found, _: found.shares and found.shares[place]


def _once(name: str) -> Callable[[NetFinding, Scope], object]:
    return lambda found, scope: getattr(estimate(unweighted_net(found, scope)), name, None)


_UNITS = Figures(
    columns=(
        Figure(key="id", exposure=_NAME, value=part("unit.id"), doc="of the unit"),
        Figure(key="name", exposure=_NAME, value=lambda one, scope: scope.unit_name(one.unit),
               doc="its name"),
        *place_figures("score", "the net score", _NET),
        SCORE_HIDDEN,
    )
)  # fmt: skip
_GROUPS = Figures(
    columns=(
        Figure(key="id", exposure=_NAME, value=lambda one, _: one[0],
               doc="background question and option code (`sex/F`); no group of one person"),
        Figure(key="n", exposure=_NET, value=lambda one, _: getattr(estimate(one[1]), "base", None),
               doc="answers to the question"),
        *with_interval("score", _NET, "the net score", lambda one: estimate(one[1])),
    )
)  # fmt: skip
_NETS = Figures(
    columns=(
        *labelled(),
        Figure(key="series", exposure=_NAME, value=part("item.series"), doc="of the question"),
        Figure(key="measure", exposure=_NAME, doc="`nps` on 0–10 with 9–10 against 0–6, else `net`",
               value=lambda one, _: "nps" if is_nps(one.item) else "net"),
        Figure(key="n", exposure=_NET, value=lambda one, _: one.n if one.hidden is None else None,
               doc="answers"),
        Figure(key="promoters", exposure=_NET, value=part("sides.promoters"), doc="how many"),
        Figure(key="passives", exposure=_NET, value=part("sides.passives"), doc="how many"),
        Figure(key="detractors", exposure=_NET, value=part("sides.detractors"), doc="how many"),
        Figure(key="promoters_share", exposure=_NET, value=_share(0),
               doc="as a fraction, weighted where answers are; these too"),
        Figure(key="passives_share", exposure=_NET, value=_share(1), doc="as a fraction"),
        Figure(key="detractors_share", exposure=_NET, value=_share(2), doc="as a fraction"),
        *with_interval("score", _NET, "the net score; no interval below ten answers",
                       lambda one: estimate(one.score)),
        CENSUS,
        Figure(key="unweighted", exposure=_NEVER, value=_once("value"),
               doc="the score that counts every answer once; null where answers are not weighted"),
        Figure(key="unweighted_low", exposure=_NEVER, value=_once("low"), doc="its lower end"),
        Figure(key="unweighted_high", exposure=_NEVER, value=_once("high"), doc="its upper end"),
        SCORE_HIDDEN,
        Figure(key="comparisons", exposure=_NET, value=part("changes"),
               below=comparison_figures(_NET, _NET), doc="of the score; each is tested alone"),
        Figure(key="trend", exposure=_NET, value=part("trend"),
               below=course_figures("score", "the net score", _NET),
               doc="over the periods of the same kind, oldest first"),
        Figure(key="control", exposure=Exposure.RANGE, below=CONTROL, doc="its usual range",
               value=lambda one, scope: course_of(
                   one.trend, scope.findings.questionnaire.baseline)),
        Figure(key="units", exposure=_NET, below=_UNITS, value=_places, doc="side by side"),
        Figure(key="groups", exposure=_NET, below=_GROUPS, value=_groups,
               doc="of people; no verdict"),
    )
)  # fmt: skip
FIGURES = Figures(
    columns=(
        Figure(key="recommend", exposure=_NET, below=_NETS, value=lambda nets, _: nets,
               doc="one entry for each question with `role: recommend`"),
    )
)  # fmt: skip
