"""The figures of net scores, one entry for each recommend question; they run from −100 to 100."""

from collections.abc import Callable, Iterator

from csatreport.base.exposure import Exposure
from csatreport.counts.findings.chart import course_of
from csatreport.counts.findings.net import is_nps
from csatreport.counts.findings.recommended import NetFinding
from csatreport.counts.findings.standing import UnitPlace, places_of
from csatreport.report.figure import DataSheet, Figure, Figures, Record, part, with_interval
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
    return places_of(found.units, judge_nets(found, scope))


def _share(place: int) -> Callable[[NetFinding, Scope], object]:
    return lambda found, _: found.shares and found.shares[place]


def _once(name: str) -> Callable[[NetFinding, Scope], object]:
    return lambda found, scope: getattr(estimate(unweighted_net(found, scope)), name, None)


_UNITS = Figures.of(
    Figure("id", _NAME, "of the unit", part("unit.id")),
    Figure("name", _NAME, "its name", lambda one, scope: scope.unit_name(one.unit)),
    *place_figures("score", "the net score", _NET),
    SCORE_HIDDEN,
)
_GROUPS = Figures.of(
    Figure("id", _NAME, "background question and option code (`sex/F`); no group of one person",
           lambda one, _: one[0]),
    Figure("n", _NET, "answers to the question",
           lambda one, _: getattr(estimate(one[1]), "base", None)),
    *with_interval("score", _NET, "the net score", lambda one: estimate(one[1])),
)  # fmt: skip
_NETS = Figures.of(
    *labelled(),
    Figure("series", _NAME, "of the question", part("item.series")),
    Figure("measure", _NAME, "`nps` on 0–10 with 9–10 against 0–6, else `net`",
           lambda one, _: "nps" if is_nps(one.item) else "net"),
    Figure("n", _NET, "answers", lambda one, _: one.n if one.hidden is None else None),
    Figure("promoters", _NET, "how many", part("sides.promoters")),
    Figure("passives", _NET, "how many", part("sides.passives")),
    Figure("detractors", _NET, "how many", part("sides.detractors")),
    Figure("promoters_share", _NET, "as a fraction, weighted where answers are; these too",
           _share(0)),
    Figure("passives_share", _NET, "as a fraction", _share(1)),
    Figure("detractors_share", _NET, "as a fraction", _share(2)),
    *with_interval("score", _NET, "the net score; no interval below ten answers",
                   lambda one: estimate(one.score)),
    CENSUS,
    Figure("unweighted", _NEVER,
           "the score that counts every answer once; null where answers are not weighted",
           _once("value")),
    Figure("unweighted_low", _NEVER, "its lower end", _once("low")),
    Figure("unweighted_high", _NEVER, "its upper end", _once("high")),
    SCORE_HIDDEN,
    Figure("comparisons", _NET, "of the score; each is tested alone", part("changes"),
           below=comparison_figures(_NET, _NET)),
    Figure("trend", _NET, "over the periods of the same kind, oldest first", part("trend"),
           below=course_figures("score", "the net score", _NET)),
    Figure("control", Exposure.RANGE, "its usual range",
           lambda one, scope: course_of(one.trend, scope.findings.questionnaire.baseline),
           below=CONTROL),
    Figure("units", _NET, "side by side", _places, below=_UNITS),
    Figure("groups", _NET, "of people; no verdict", _groups, below=_GROUPS),
)  # fmt: skip
FIGURES = Figures.of(
    Figure("recommend", _NET, "one entry for each question with `role: recommend`",
           lambda nets, _: nets, below=_NETS),
)  # fmt: skip


def _told(data: Record) -> Iterator[Record]:
    """Yield each net score: of the unit and period, over time, by unit and by group of people."""
    for net in data.get("recommend") or ():
        yield {**net, "about": ""}
        for kind, name in (("trend", "period"), ("units", "id"), ("groups", "id")):
            for one in net[kind]:
                yield {**one, "measure": net["measure"], "about": f"{kind} {one[name]}"}


_SIDES = ("promoters", "passives", "detractors")
SHEET = DataSheet(
    "download.sheet.recommend",
    Figures.of(
        *_NETS.only("measure"),
        Figure("about", _NAME),
        *_NETS.only("n", "score", "score_low", "score_high", "census", *_SIDES),
        *_NETS.only(*(f"{side}_share" for side in _SIDES)),
    ),
    records=_told,
)
