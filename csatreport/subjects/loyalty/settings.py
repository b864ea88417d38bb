"""What tells that a customer is loyal: the questions, and what behaviour in the list is worth."""

from __future__ import annotations

from csatreport.study.edition import Edition
from csatreport.study.format.own import OwnSettings
from csatreport.study.names import ITEM_ID, one_of
from csatreport.study.reading.editions import background_item
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.declared import block_of, key, once, settings
from csatreport.study.yaml.groups import ListOf, MapOf
from csatreport.study.yaml.shapes import Number
from csatreport.study.yaml.written import Problems, choices

PARTS = ("recency", "frequency", "wallet", "tenure")
"""Days since the last order, orders, share of wallet in percent, years since the first day."""
LOYAL_FROM = 60.0


@settings(
    name="behaviour",
    title="A part of loyal behaviour (`behaviour`)",
    example="{worst: 365, best: 30, weight: 2}",
)
class BehaviourPart:
    """A part of loyal behaviour.

    It says from which figure in the customer list it is 0 points, and from which 100.
    """

    worst: float = key(Number(), "365", default=0.0)
    """The figure that is worth 0 points; it may be the larger one."""
    best: float = key(Number(), "30", default=0.0, says="required unless `scale: rank`")
    """The figure that is worth 100 points; those in between lie on a straight line."""
    weight: float = key(Number(low=0.001, high=1000), "2", default=1.0)
    """Its weight among the parts."""
    ranked: bool = key(
        one_of(("anchors", "rank")),
        "rank",
        name="scale",
        default=False,
        says="anchors",
        made=lambda word: word == "rank",
    )
    """`anchors` for worst and best; `rank` for the place among the customers listed, in percent:
    the more the better, and of recency the fewer days the better."""


@settings(name="loyalty")
class LoyaltyRule:
    """What tells that a customer is loyal."""

    attitude: tuple[str, ...] = key(
        ListOf(ITEM_ID), "[pay_more, standard, recommend, suggest]", made=once
    )
    """The items with points that ask for loyalty: paying more, being the standard for others,
    recommending, suggesting improvements. Best with the role `detail`, so that they are not a part
    of satisfaction."""
    behaviour: tuple[tuple[str, BehaviourPart], ...] = key(
        MapOf(keys=one_of(PARTS), of=block_of(BehaviourPart)),
        "{recency: {worst: 365, best: 30}, wallet: {worst: 0, best: 100}}",
        default=(),
        says="none: loyalty is what people say",
    )
    """What of the customer list is loyal behaviour: recency (days since `last_order`), frequency
    (`orders`), wallet (percent), tenure (years since `since`)."""
    weight: float = key(Number(low=0, high=1), "0.6", default=0.5)
    """What attitude weighs in the evaluation value; behaviour weighs the rest."""
    loyal_from: float = key(Number(low=0, high=100), "70", default=LOYAL_FROM)
    """From this value on somebody is loyal."""
    competition: str = key(ITEM_ID, "choice", default="", says="not parted")
    """The background item by which loyalty is parted, such as low and high competition."""


@settings(name="questionnaire")
class LoyaltySettings(OwnSettings):
    """What tells that a customer is loyal; None where nothing was said."""

    behind = "pairs"
    loyalty: LoyaltyRule | None = key(
        block_of(LoyaltyRule),
        "{attitude: [pay_more, standard, recommend, suggest]}",
        default=None,
        says="none",
    )
    """How loyalty is made of what people say and what they do, for the chapter on loyalty. Not for
    anonymous answers."""

    def checked(self, fields: Fields, edition: Edition, problems: Problems) -> LoyaltySettings:
        """Note items that cannot tell, and parts without two ends."""
        block = fields.block("loyalty")
        if block is None or self.loyalty is None:
            return self
        scored = [item.id for item in edition.items if item.scored and not item.personal]
        for given in block.entries("attitude"):
            name = str(given.value)
            if name not in scored:
                problems.add("C302", given.node, id=name, **choices(name, scored))
        for given in block.entries("behaviour"):
            part = dict(self.loyalty.behaviour)[given.name]
            if not part.ranked and part.worst == part.best:
                problems.add("C361", given.node, part=given.name)
        if self.loyalty.competition:
            place = block.place("competition")
            background_item(self.loyalty.competition, place, edition, problems)
        if fields.values.get("anonymous"):
            problems.add("C362", fields.names["loyalty"])
        return self
