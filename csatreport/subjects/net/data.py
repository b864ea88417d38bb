"""Net scores of recommend questions as plain data: ``recommend`` of ``data.json``."""

from __future__ import annotations

from csatreport.counts.findings.model import UnitPoint
from csatreport.counts.findings.net import is_nps
from csatreport.counts.findings.recommended import NetFinding, NetGroups
from csatreport.counts.findings.standing import Standing, by_unit
from csatreport.report import wording
from csatreport.report.figure_data import (
    beside_data,
    comparisons_data,
    control_data,
    is_census,
    reason_data,
    trend_data,
)
from csatreport.report.scope import Scope, bounds, estimate, hidden
from csatreport.subjects.net.tell import judge_nets, unweighted_net


def nets_data(scope: Scope) -> list[dict[str, object]]:
    """Give each recommend question's net score, in form order."""
    return [_net(found, scope) for found in scope.findings.nets]


def _net(found: NetFinding, scope: Scope) -> dict[str, object]:
    language, sides = scope.language, found.sides
    names = ("promoters", "passives", "detractors")
    return {
        "id": found.item.id,
        "label": wording.item_name(found.item, language),
        "series": found.item.series,
        "measure": "nps" if is_nps(found.item) else "net",
        "n": found.n if found.hidden is None else None,
        **{name: getattr(sides, name) if sides else None for name in names},
        **{
            f"{name}_share": share
            for name, share in zip(names, found.shares or (None,) * 3, strict=True)
        },
        **bounds("score", found.score),
        "census": is_census(found.score),
        **bounds("unweighted", unweighted_net(found, scope)),
        "suppressed": reason_data(hidden(found.score)),
        "comparisons": comparisons_data(found.changes),
        "trend": trend_data(found.trend, "score", language),
        "control": control_data(found.trend, scope.findings.questionnaire.baseline),
        "units": _units(found, scope),
        "groups": [one for groups in found.groups for one in _groups(groups)],
    }


def _units(found: NetFinding, scope: Scope) -> list[dict[str, object]]:
    standings = by_unit(judge_nets(found, scope))
    return [
        _unit_point(point, standings.get(point.unit.id), scope)
        for point in found.units
        if not scope.brief or point.unit.id == scope.findings.unit.id
    ]


def _unit_point(point: UnitPoint, standing: Standing | None, scope: Scope) -> dict[str, object]:
    return {
        "id": point.unit.id,
        "name": scope.unit_name(point.unit),
        **beside_data(point, standing, "score"),
        "suppressed": reason_data(hidden(point.score)),
    }


def _groups(groups: NetGroups) -> list[dict[str, object]]:
    return [
        {
            "id": f"{groups.by.id}/{option.code}",
            "n": shown.base if (shown := estimate(score)) else None,
            **bounds("score", score),
        }
        for option, score in groups.listed
    ]
