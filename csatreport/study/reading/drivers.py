"""Reads what may drive satisfaction as a whole, and notes items that cannot."""

from __future__ import annotations

from dataclasses import replace

from csatreport.study.item import Role
from csatreport.study.model import Edition
from csatreport.study.models import DriverRule
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.declared import read_settings
from csatreport.study.yaml.written import Problems, Written, choices


def read_drivers(fields: Fields, edition: Edition, problems: Problems) -> DriverRule | None:
    """Return how drivers are looked for; None where they are not wanted."""
    block = fields.block("drivers")
    if block is None:
        return None if fields.flag("drivers") is False else DriverRule()
    rule = read_settings(DriverRule, block)
    scored = [item.id for item in edition.items if item.scored and not item.personal]
    rated = [item.id for item in edition.with_role(Role.RATED) if item.scored]
    if rule.outcome:
        _check(rule.outcome, scored, block.place("outcome"), problems)
    for entry in block.entries("items"):
        _check(str(entry.value), rated, entry.node, problems)
    named = tuple(name for name in rule.items if name in rated)
    if named and len(set(named) - {rule.outcome}) < 2:
        problems.add("C300", block.place("items"))
    if rule.dimensions and (edition.index is None or len(edition.index.children) < 2):
        problems.add("C301", block.place("by"))
    return replace(rule, items=named)


def _check(name: str, known: list[str], place: Written, problems: Problems) -> None:
    if name not in known:
        problems.add("C302", place, id=name, **choices(name, known))
