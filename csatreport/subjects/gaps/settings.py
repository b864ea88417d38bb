"""How experience is set against expectation, and against a competitor."""

from __future__ import annotations

from dataclasses import replace

from csatreport.base.label import Label
from csatreport.study.edition import Edition
from csatreport.study.format.own import OwnSettings
from csatreport.study.names import ITEM_ID, LABEL
from csatreport.study.reading.editions import background_item
from csatreport.study.words import standard_label
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.declared import key, settings
from csatreport.study.yaml.groups import ListOf
from csatreport.study.yaml.shapes import Number
from csatreport.study.yaml.written import Problems


@settings(name="pairs")
class GapRule(OwnSettings):
    """How experience is set against expectation, and against a competitor."""

    tolerance: float = key(Number(low=0, high=50), "10", default=5.0)
    """How far from 1, in percent, received through expected still counts as near it."""
    by: tuple[str, ...] = key(ListOf(ITEM_ID), "[price_band]", default=())
    """Background items by which expectation and experience are set beside each other, such as what
    people paid."""
    competitor: Label = key(
        LABEL,
        "{zh-Hans: 远方商行, en: Yuanfang Trading}",
        default_factory=lambda: standard_label("competitor"),
        says="“Competitor” in each language",
    )
    """The name of the firm that items with the role competitor are about."""

    def checked(self, fields: Fields, edition: Edition, problems: Problems) -> GapRule:
        """Note what does not part people, and leave it out."""
        named = zip(self.by, fields.entries("by"), strict=True)
        kept = [name for name, one in named if background_item(name, one.node, edition, problems)]
        return replace(self, by=tuple(kept))
