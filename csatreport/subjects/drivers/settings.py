"""What may move together with satisfaction as a whole, and what stands for the whole."""

from __future__ import annotations

from dataclasses import replace

from csatreport.study.edition import Edition
from csatreport.study.format.own import OwnSettings
from csatreport.study.item import Role
from csatreport.study.names import ITEM_ID, one_of
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.declared import block_of, key, once, settings
from csatreport.study.yaml.groups import Either, ListOf
from csatreport.study.yaml.shapes import Flag
from csatreport.study.yaml.written import Problems, Written, choices


@settings(name="drivers")
class DriverRule:
    """What may move together with satisfaction as a whole.

    It says how drivers are looked for: of which item, and among what.
    """

    outcome: str = key(
        ITEM_ID, "q26", default="", says="the `overall` item, else the `recommend` item"
    )
    """The item with points that stands for the whole."""
    items: tuple[str, ...] = key(
        ListOf(ITEM_ID), "[q1, q2, q5]", default=(), says="all rated items", made=once
    )
    """The rated items that are looked at."""
    dimensions: bool = key(
        one_of(("items", "dimensions")),
        "dimensions",
        name="by",
        default=False,
        says="items",
        made=lambda word: word == "dimensions",
    )
    """Whether items are looked at, or the dimensions of the index; the one that holds the outcome
    is left out."""


def _rule(said: DriverRule | bool) -> DriverRule | None:  # noqa: FBT001 as it is written
    return (DriverRule() if said else None) if isinstance(said, bool) else said


@settings(name="questionnaire")
class DriverSettings(OwnSettings):
    """How drivers are looked for; None where they are not wanted."""

    behind = "pairs"
    drivers: DriverRule | None = key(
        Either((Flag(), block_of(DriverRule))),
        "{outcome: q26, by: dimensions}",
        default=DriverRule(),
        says="of the `overall` or `recommend` item, among all rated items",
        made=_rule,
    )
    """What is set against satisfaction as a whole in the chapter on priorities; `false` for
    nothing."""

    def checked(self, fields: Fields, edition: Edition, problems: Problems) -> DriverSettings:
        """Note items that can be no driver or outcome, and leave them out."""
        block, rule = fields.block("drivers"), self.drivers
        if block is None or rule is None:
            return self
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
        return replace(self, drivers=replace(rule, items=named))


def _check(name: str, known: list[str], place: Written, problems: Problems) -> None:
    if name not in known:
        problems.add("C302", place, id=name, **choices(name, known))
