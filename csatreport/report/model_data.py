"""The models' numbers as plain data (see ``docs/data-format.md``): drivers and priorities."""

from __future__ import annotations

from csatreport.report.drivers import candidate_name, laid_out
from csatreport.report.priorities import priorities
from csatreport.report.scope import Scope
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
