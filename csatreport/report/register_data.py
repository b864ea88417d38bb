"""The registers' numbers as plain data (see ``docs/data-format.md``): no text, no name, no id."""

from __future__ import annotations

from csatreport.measures.model import Estimate
from csatreport.report.composite import composite_of, composites_of_units
from csatreport.report.scope import Scope


def registers_data(scope: Scope) -> dict[str, object]:
    """Give what registers say; nothing where there are none."""
    found = scope.findings.registered
    if found is None:
        return {}
    defects, inspections = found.defects, found.inspections
    data: dict[str, object] = {
        "defects": None
        if defects is None
        else {
            "n": defects.n,
            "customers": defects.customers,
            **_share("in_time", defects.in_time),
            "open": defects.open,
            "ratio": defects.ratio,
            "by": [{"id": name, "n": n} for name, n in defects.by_finder],
        },
        "inspections": None
        if inspections is None
        else {
            "visits": inspections.visits,
            "score": inspections.whole.score,
            "checks": inspections.whole.checks,
            "findings": inspections.whole.findings,
            "open": len(inspections.open),
        },
        "composite": _composite(scope),
    }
    return data


def _composite(scope: Scope) -> dict[str, object] | None:
    found = composite_of(scope)
    if found is None:
        return None
    units = [
        {"id": unit.id, "score": one.score, **{part.name: part.score for part in one.parts}}
        for unit, one in composites_of_units(scope)
    ]
    parts = [{"id": one.name, "weight": one.weight, "score": one.score} for one in found.parts]
    return {"score": found.score, "parts": parts, "units": units}


def _share(name: str, found: Estimate | None) -> dict[str, object]:
    return {
        name: found.value if found else None,
        f"{name}_low": found.low if found else None,
        f"{name}_high": found.high if found else None,
    }
