"""Reads what may drive satisfaction as a whole, and notes items that cannot."""

from __future__ import annotations

from csatreport.survey.block import Fields
from csatreport.survey.model import Edition, Role
from csatreport.survey.policy import DriverRule
from csatreport.survey.written import Problems, Written, choices


def read_drivers(fields: Fields, edition: Edition, problems: Problems) -> DriverRule | None:
    """Return how drivers are looked for; None where they are not wanted."""
    block = fields.block("drivers")
    if block is None:
        return None if fields.flag("drivers") is False else DriverRule()
    scored = [item.id for item in edition.items if item.scored and not item.personal]
    rated = [item.id for item in edition.with_role(Role.RATED) if item.scored]
    outcome = block.text("outcome") or ""
    if outcome:
        _check(outcome, scored, block.place("outcome"), problems)
    named: list[str] = []
    for entry in block.entries("items"):
        name = str(entry.value)
        if _check(name, rated, entry.node, problems) and name not in named:
            named.append(name)
    if named and len(set(named) - {outcome}) < 2:
        problems.add("C300", block.place("items"))
    dimensions = block.text("by") == "dimensions"
    if dimensions and (edition.index is None or len(edition.index.children) < 2):
        problems.add("C301", block.place("by"))
    return DriverRule(outcome=outcome, items=tuple(named), dimensions=dimensions)


def _check(name: str, known: list[str], place: Written, problems: Problems) -> bool:
    if name not in known:
        problems.add("C302", place, id=name, **choices(name, known))
    return name in known
