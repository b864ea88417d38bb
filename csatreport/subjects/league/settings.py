"""Whether branches are set in a league, and by which groups needs are told."""

from typing import Self

from csatreport.study.edition import Edition
from csatreport.study.format.own import OwnSettings
from csatreport.study.item import Kind
from csatreport.study.names import ITEM_ID
from csatreport.study.reading.editions import background_item
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.declared import key, settings
from csatreport.study.yaml.shapes import Flag
from csatreport.study.yaml.written import Problems


@settings(name="questionnaire")
class LeagueRule(OwnSettings):
    """Whether branches are set in a league, and by which groups needs are told."""

    league: bool = key(Flag(), "true", default=False)
    """Whether the units just below are ranked, each with the interval of its rank and with letters
    for those that cannot be told apart. Not of anonymous answers."""
    needs_by: str = key(ITEM_ID, "grade", default="", says="not told")
    """The background item, such as a customer's grade, by which the report lists what each group
    names first in the questions that ask to rank. Not of anonymous answers."""

    def checked(self, fields: Fields, edition: Edition, problems: Problems) -> Self:
        """Note a league of anonymous answers, and needs by what is no background item."""
        asked = [name for name in ("league", "needs_by") if getattr(self, name)]
        anonymous = fields.block("anonymous") is not None or fields.flag("anonymous")
        if asked and anonymous:
            problems.add("C345", fields.place(asked[0]), key=asked[0])
        if self.needs_by:
            background_item(self.needs_by, fields.place("needs_by"), edition, problems)
            if not any(item.kind is Kind.RANKED for item in edition.items):
                problems.add("C346", fields.place("needs_by"))
        return self
