"""The registers' numbers as plain data (see ``docs/data-format.md``): no text, no name, no id."""

from __future__ import annotations

from csatreport.measures.accounts import AccountFindings, Band, for_everybody
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
        "accounts": _accounts(found.accounts) if found.accounts is not None else None,
        "actions": [
            {
                "id": one.action.id,
                "item": one.item.id,
                "unit": one.action.unit,
                "state": one.state.value,
                "before": one.effect.before.id if one.effect else None,
                "after": one.effect.after.id if one.effect else None,
                "difference": one.effect.change.difference if one.effect else None,
                "verdict": one.effect.change.verdict.value if one.effect else None,
                "others": one.effect.others if one.effect else None,
                "net": one.effect.net.value if one.effect and one.effect.net else None,
            }
            for one in found.actions
        ],
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


def _accounts(found: AccountFindings) -> dict[str, object]:
    """Give what may be told to everybody, and no revenue."""
    told = for_everybody(found)
    return {
        "listed": told.listed,
        "answered": told.answered,
        "key": told.key,
        "at_risk": len(told.risky),
        "silent": len(told.silent),
        "index": told.once,
        "index_by_revenue": told.weighted,
        "by_grade": [_band(one) for one in told.by_grade],
        "by_value": [_band(one) for one in told.by_value],
        "key_by_grade": [
            {
                "id": one.name,
                "n": one.n,
                "years": one.years,
                "years_n": one.dated,
                "orders": one.orders,
                "orders_n": one.counted,
            }
            for one in told.key_by_grade
        ],
    }


def _band(found: Band) -> dict[str, object]:
    return {
        "id": found.name,
        "listed": found.listed,
        "answered": found.answered,
        "index": found.score.value if found.score else None,
        "index_low": found.score.low if found.score else None,
        "index_high": found.score.high if found.score else None,
        "census": found.score is not None and found.score.census,
    }


def _share(name: str, found: Estimate | None) -> dict[str, object]:
    return {
        name: found.value if found else None,
        f"{name}_low": found.low if found else None,
        f"{name}_high": found.high if found else None,
    }
