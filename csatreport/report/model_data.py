"""The models' numbers as plain data (see ``docs/data-format.md``)."""

from __future__ import annotations

from csatreport.measures.model import Estimate
from csatreport.report.drivers import candidate_name, laid_out
from csatreport.report.priorities import priorities
from csatreport.report.scope import Scope
from csatreport.report.wording import aspect_name
from csatreport.survey.model import Item


def drivers_data(scope: Scope) -> dict[str, object] | None:
    """Give what moves together with the whole; null where nothing asks for it."""
    found = scope.findings.drivers
    if found is None:
        return None
    plane = laid_out(scope)
    placed = {one.driver.of.id: one for one in (plane.placed if plane is not None else ())}
    return {
        "outcome": found.outcome.id,
        "n": found.n,
        "needed": found.needed,
        "r2": found.r2,
        "method": found.method.value,
        "missing": found.why.value if found.why is not None else None,
        "found": [
            {
                "id": one.of.id,
                "label": candidate_name(one.of, scope),
                "kind": "item" if isinstance(one.of, Item) else "node",
                "n": one.n,
                "share": one.share,
                "share_low": one.low,
                "share_high": one.high,
                "rank": one.rank,
                "quarter": placed[one.of.id].quarter.value if one.of.id in placed else None,
                "clear": placed[one.of.id].clear if one.of.id in placed else None,
            }
            for one in found.found
        ],
        "constant": [one.id for one in found.constant],
    }


def priorities_data(scope: Scope) -> list[dict[str, object]]:
    """Give the list of priorities in its order."""
    return [
        {
            "id": one.found.item.id,
            "n": one.index.base,
            "index": one.index.value,
            "target": one.target,
            "rise": one.rise,
            "gain": one.gain,
            "unit": one.wanting.unit.id if one.wanting is not None else None,
            "unit_index": one.wanting.index.value if one.wanting is not None else None,
            "unit_n": one.wanting.index.base if one.wanting is not None else None,
        }
        for one in priorities(scope)
    ]


def _level(name: str, score: Estimate | None) -> dict[str, object]:
    return {
        name: score.value if score else None,
        f"{name}_low": score.low if score else None,
        f"{name}_high": score.high if score else None,
    }


def stated_data(scope: Scope) -> list[dict[str, object]]:
    """Give what people say is important, one entry for each thing and way of asking."""
    return [
        {
            "id": row.of.id,
            "label": aspect_name(row.of, scope.language),
            "asked": found.asked.value,
            "place": row.place,
            "mean": row.customers.value if row.customers else None,
            "n": row.customers.base if row.customers else 0,
            "managers_place": row.managers_place,
            "managers_mean": row.managers.value if row.managers else None,
            "managers_n": row.managers.base if row.managers else 0,
        }
        for found in scope.findings.stated
        for row in found.rows
    ]
