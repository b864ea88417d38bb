"""Who of those who say what is important are managers."""

from __future__ import annotations

from csatreport.study.edition import Edition
from csatreport.study.format.own import OwnSettings
from csatreport.study.names import ITEM_ID, PLAIN
from csatreport.study.reading.editions import background_item
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.declared import key, once, settings
from csatreport.study.yaml.groups import ListOf
from csatreport.study.yaml.written import Problems, choices


@settings(name="pairs")
class ManagerRule(OwnSettings):
    """Who of those who say what is important are managers."""

    asked_by: str = key(ITEM_ID, "who", default="", says="everybody is a customer")
    """The background item that tells managers from customers."""
    managers: tuple[str, ...] = key(
        ListOf(PLAIN), "[manager]", default=(), says="none; required with `asked_by`", made=once
    )
    """The option codes of managers. What they hold important stands beside what customers do."""

    def checked(self, fields: Fields, edition: Edition, problems: Problems) -> ManagerRule:
        """Note an item that parts nobody, options it does not have, and managers that lack."""
        if not (self.asked_by or self.managers):
            return self
        place = fields.place("asked_by" if "asked_by" in fields else "managers")
        item = background_item(self.asked_by, place, edition, problems)
        if item is None:
            return self
        codes = [option.code for option in item.options]
        for entry in fields.entries("managers"):
            if entry.value not in codes:
                code = str(entry.value)
                facts = choices(code, codes)
                problems.add("C279", entry.node, code=code, item=self.asked_by, **facts)
        if "managers" not in fields:
            problems.add("C131", fields.node, key="managers", example="managers: [manager]")
        return self
