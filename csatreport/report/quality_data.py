"""The quality of the data as plain data: what ``quality`` in ``data.json`` says."""

from __future__ import annotations

from csatreport.measures.model import Estimate
from csatreport.measures.reliability import homes
from csatreport.measures.soundness import ItemRest, Reliability, Soundness, Thirds, Without
from csatreport.measures.tally import Moments
from csatreport.report.nonresponse import reached_units
from csatreport.report.scope import Scope
from csatreport.survey.model import Node


def compose_quality_data(scope: Scope) -> dict[str, object] | None:
    """Give how sound the answers are; None where nothing of it may be shown."""
    found = scope.findings.soundness
    if found is None:
        return None
    return {
        "reliability": [_reliability(one) for one in found.reliability],
        "items": [
            _rest(node, rest)
            for node, rest in homes(scope.findings.edition, found.reliability).values()
        ],
        "flags": [
            {
                "sign": count.flag.value if count.flag is not None else "any",
                "judged": count.judged,
                "flagged": count.raised,
            }
            for count in found.flags
        ],
        "runs": _runs(found),
        "without": _without(found.without) if found.without is not None else None,
        "early_late": _thirds(found.thirds) if found.thirds is not None else None,
        "nonresponse": [
            {"unit": one.unit.id, "population": one.population, "answered": one.answered}
            for one in reached_units(scope)
        ],
        "suppressed": found.hidden,
    }


def _reliability(one: Reliability) -> dict[str, object]:
    return {
        "node": one.node.id,
        "questions": one.k,
        "n": one.n,
        "alpha": one.alpha,
        "alpha_low": one.low,
        "alpha_high": one.high,
        "omega": one.omega,
        "reason": one.why.value if one.why is not None else None,
        "constant": [item.id for item in one.constant],
    }


def _rest(node: Node, rest: ItemRest) -> dict[str, object]:
    return {
        "id": rest.item.id,
        "node": node.id,
        "item_rest": rest.r,
        "against": rest.against,
        "alpha_without": rest.alpha_without,
    }


def _runs(found: Soundness) -> dict[str, object] | None:
    if found.runs is None:
        return None
    runs = found.runs
    return {"n": runs.n, "mean": runs.mean, "longest": runs.longest, "long": runs.long}


def _without(both: Without) -> dict[str, object]:
    return {"all": _index(both.everybody), "unflagged": _index(both.unflagged)}


def _index(score: Estimate) -> dict[str, object]:
    return {
        "n": score.base,
        "index": score.value,
        "index_low": score.low,
        "index_high": score.high,
    }


def _thirds(thirds: Thirds) -> dict[str, object]:
    change = thirds.change
    return {
        "early": _scores(thirds.early),
        "late": _scores(thirds.late),
        "difference": change.difference,
        "low": change.low,
        "high": change.high,
        "p": change.p,
        "verdict": change.verdict.value,
    }


def _scores(moments: Moments) -> dict[str, object]:
    return {"n": moments.n, "index": moments.mean}
