"""The models' numbers as plain data (see ``docs/data-format.md``)."""

from __future__ import annotations

from csatreport.measures.model import Estimate
from csatreport.report.scope import Scope
from csatreport.report.wording import aspect_name


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
