"""The report's numbers as plain data: what ``data.json`` says (see ``docs/data-format.md``).

Raw and unrounded, with the verdicts that were drawn from them. No comment, no name, no respondent.
A figure that may not be shown is null, and ``suppressed`` beside it says why.
"""

from __future__ import annotations

from csatreport.counts.findings.model import (
    Distribution,
    ItemFinding,
    NodeFinding,
    Quantity,
    UnitPoint,
)
from csatreport.counts.findings.net import in_points
from csatreport.counts.findings.standing import INNER, OUTER, Standing, by_unit
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
from csatreport.report.subject import REGISTERS, data_of
from csatreport.study.periods import Period
from csatreport.subjects.net.data import nets_data
from csatreport.subjects.weights.data import weight_data
from csatreport.subjects.who.fieldwork import rates_data

VERSION = 3


def compose_data(scope: Scope, *, sample: bool) -> dict[str, object]:
    """Make the data of one report."""
    findings, language = scope.findings, scope.language
    shown = scope.hidden is None
    told = data_of(scope)
    registers = told.pop(REGISTERS, {})
    return {
        "version": VERSION,
        "sample": sample,
        "language": language,
        "organisation": findings.questionnaire.organisation[language],
        "questionnaire": {
            "id": findings.questionnaire.id,
            "title": findings.questionnaire.title[language],
            "edition": findings.edition.number,
        },
        "period": _period(findings.period, language),
        "unit": {
            "id": findings.unit.id,
            "name": scope.unit_name(findings.unit),
            "parent": findings.unit.parent,
            "kind": findings.unit.kind,
        },
        "responses": findings.responses if shown else None,
        "population": findings.population,
        "response_rates": rates_data(scope) if shown else None,
        "suppressed": reason_data(scope.hidden),
        "nodes": _nodes(findings.headline, None, language) if findings.headline else [],
        "items": [_item(found, language) for found in findings.items],
        "trend": trend_data(findings.trend, "index", language),
        "control": control_data(findings.trend, findings.questionnaire.baseline),
        "recommend": nets_data(scope),
        **_units(scope),
        "weights": weight_data(findings.unweighted),
        **told,
        "registers": registers if any(registers.values()) else None,
        "background": [_distribution(found, language) for found in findings.background],
        "background_numbers": [_quantity(found, language) for found in findings.quantities],
    }


def _period(period: Period, language: str) -> dict[str, object]:
    return {
        "id": period.id,
        "kind": period.kind.value,
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "label": wording.period_name(period, language),
    }


def _nodes(node: NodeFinding, parent: str | None, language: str) -> list[dict[str, object]]:
    shown, reason = estimate(node.index), hidden(node.index)
    own: dict[str, object] = {
        "id": node.node.id,
        "label": node.node.label[language],
        "series": node.node.series,
        "parent": parent,
        "weight": node.node.weight,
        "n": node.n if reason is None else None,
        "blank": None,
        "multiple": None,
        "not_applicable": None,
        "invalid": None,
        "counts": None,
        "spread": None,
        "mean": shown.value if shown else None,
        "median": None,
        "sd": node.sd if reason is None else None,
        **bounds("index", node.index),
        **bounds("favourable", None),
        **bounds("net", None),
        "census": is_census(shown),
        "suppressed": reason_data(reason),
        "comparisons": comparisons_data(node.changes) if reason is None else [],
    }
    below = [found for child in node.children for found in _nodes(child, node.node.id, language)]
    return [own, *below]


def _item(found: ItemFinding, language: str) -> dict[str, object]:
    reason = hidden(found.favourable if found.index is None else found.index)
    counted = found.counts_hidden is None and reason is None
    return {
        "id": found.item.id,
        "number": found.item.number,
        "label": wording.item_name(found.item, language),
        "series": found.item.series,
        "n": found.n if reason is None and (counted or found.n) else None,
        "blank": found.tally.blank if counted else None,
        "multiple": found.tally.multiple if counted else None,
        "not_applicable": found.tally.not_applicable if counted else None,
        "invalid": found.tally.invalid if counted else None,
        "counts": _counts(found) if counted else None,
        "spread": _spread(found),
        "mean": found.mean if reason is None else None,
        "median": found.median if counted else None,
        "sd": found.sd if counted else None,
        **bounds("index", found.index),
        **bounds("favourable", found.favourable),
        **bounds("net", in_points(estimate(found.net))),
        "census": is_census(estimate(found.index) or estimate(found.favourable)),
        "suppressed": reason_data(reason),
        "counts_suppressed": reason_data(found.counts_hidden or reason),
        "new_series": found.breaks,
        "comparisons": comparisons_data(found.changes) if reason is None else [],
    }


def _counts(found: ItemFinding) -> dict[str, int]:
    codes = (option.code for option in found.item.options)
    return dict(zip(codes, found.tally.counts, strict=True))


def _spread(found: ItemFinding) -> dict[str, float] | None:
    """Give the weighted share of each option; null where every answer counts once."""
    if found.spread is None:
        return None
    codes = (option.code for option in found.item.options)
    return dict(zip(codes, found.spread, strict=True))


def _units(scope: Scope) -> dict[str, object]:
    """Give the units side by side, and the funnels they are judged in."""
    found, standings = scope.findings, by_unit(scope.standings)
    return {
        "units": [
            _unit_point(point, standings.get(point.unit.id), scope)
            for point in found.units
            if not scope.brief or point.unit.id == found.unit.id
        ],
        "funnels": [
            {
                "kind": group.kind or None,
                "target": group.funnel.target,
                "spread": group.funnel.spread,
                "phi": group.funnel.phi,
                "judged": sum(one.judged for one in group.standings),
                "outside_by_chance": group.chance(INNER),
                "far_by_chance": group.chance(OUTER),
            }
            for group in scope.standings
            if group.funnel is not None
        ],
    }


def _unit_point(point: UnitPoint, standing: Standing | None, scope: Scope) -> dict[str, object]:
    best, worst, _ = (standing.rank if standing else None) or (None, None, None)
    return {
        "id": point.unit.id,
        "name": scope.unit_name(point.unit),
        "kind": point.unit.kind,
        **beside_data(point, standing, "index"),
        "rank_best": best,
        "rank_worst": worst,
        "suppressed": reason_data(hidden(point.score)),
    }


def _distribution(found: Distribution, language: str) -> dict[str, object]:
    tally, shown = found.tally, found.hidden is None
    codes = (option.code for option in found.item.options)
    return {
        "id": found.item.id,
        "label": wording.item_name(found.item, language),
        "asked": found.asked if shown else None,
        "blank": tally.blank if shown else None,
        "multiple": tally.multiple if shown else None,
        "not_applicable": tally.not_applicable if shown else None,
        "invalid": tally.invalid if shown else None,
        "counts": dict(zip(codes, tally.counts, strict=True)) if shown else None,
        "suppressed": reason_data(found.hidden),
    }


def _quantity(found: Quantity, language: str) -> dict[str, object]:
    return {
        "id": found.item.id,
        "label": wording.item_name(found.item, language),
        "kind": found.item.kind.value,
        "unit": found.item.unit[language],
        "n": found.n if found.hidden is None else None,
        "blank": found.blank,
        "invalid": found.invalid,
        "mean": found.mean,
        "median": found.median,
        "first": found.first or None,
        "last": found.last or None,
        "suppressed": reason_data(found.hidden),
    }
