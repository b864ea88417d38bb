"""Which background questions are crossed."""

from __future__ import annotations

from dataclasses import replace

from csatreport.study.edition import Edition
from csatreport.study.format.own import OwnSettings
from csatreport.study.names import ITEM_ID
from csatreport.study.reading.editions import background_item
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.declared import key, settings
from csatreport.study.yaml.groups import ListOf
from csatreport.study.yaml.written import Problems


@settings(name="reports")
class CrosstabSettings(OwnSettings):
    """Which background questions are crossed."""

    crosstabs: tuple[tuple[str, ...], ...] = key(
        ListOf(ListOf(ITEM_ID, example="[gender, age]")), "[[gender, age]]", default=()
    )
    """Pairs of background items that are crossed. Where answers are anonymous, a table is shown
    from 50 answers on and only if no cell of it is small."""

    def checked(self, fields: Fields, edition: Edition, problems: Problems) -> CrosstabSettings:
        """Note what is no pair of two items that part people, and leave it out."""
        kept: list[tuple[str, ...]] = []
        for pair, entry in zip(self.crosstabs, fields.entries("crosstabs"), strict=True):
            given = entry.value if isinstance(entry.value, tuple) else ()
            if len(pair) != 2 or len(set(pair)) != 2:
                problems.add("C268", entry.node)
                continue
            asked = [background_item(one.value, one.node, edition, problems) for one in given]
            if all(asked):
                kept.append(pair)
        return replace(self, crosstabs=tuple(kept))
