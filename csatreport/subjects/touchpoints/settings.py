"""The journey that questions follow: its stages, their touchpoints, and the moments that stand out.

A touchpoint is the question that rates it, named by its id. One that nobody is asked about has an
id and a label of its own instead, so that a misspelt question is never taken for one.
"""

from __future__ import annotations

from itertools import chain

from csatreport.base.label import Label
from csatreport.study.edition import Edition
from csatreport.study.format.own import OwnSettings
from csatreport.study.item import Kind, Role
from csatreport.study.names import ITEM_ID, LABEL
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.declared import block_of, key, settings
from csatreport.study.yaml.groups import Either, GivenEntry, ListOf
from csatreport.study.yaml.written import Problems, choices


@settings(
    name="touchpoint",
    title="A touchpoint that no question rates (`touchpoints`)",
    example="{id: magazine, label: {zh-Hans: 客户会刊, en: Customer magazine}}",
)
class UnratedTouchpoint:
    """A touchpoint that no question rates.

    It stands in the report as not measured.
    """

    id: str = key(ITEM_ID, "magazine")
    """As for items; no item may have it."""
    label: Label = key(LABEL, "{zh-Hans: 客户会刊, en: Customer magazine}")
    """Its name."""


@settings(
    name="stage",
    title="A stage of the journey (`stages`)",
    example="{id: marketing, label: 营销, touchpoints: [advertising, reception]}",
)
class JourneyStage:
    """A stage of the journey.

    A stage is a part of the way, with its touchpoints in their order.
    """

    id: str = key(ITEM_ID, "marketing")
    """As for items. A dimension of the index that has the same id and the same questions gives the
    stage its index."""
    label: Label = key(LABEL, "{zh-Hans: 营销, en: Marketing}")
    """Its name."""
    touchpoints: tuple[str | UnratedTouchpoint, ...] = key(
        ListOf(Either((block_of(UnratedTouchpoint), ITEM_ID), example="advertising")),
        "[advertising, reception, {id: magazine, label: 客户会刊}]",
    )
    """In the order of the journey: ids of the rated items that ask about them; for one that nobody
    is asked about, its id and label."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its touchpoints."""
        return tuple(one if isinstance(one, str) else one.id for one in self.touchpoints)

    @property
    def labels(self) -> tuple[tuple[str, Label], ...]:
        """The names of those that no question rates."""
        return tuple((one.id, one.label) for one in self.touchpoints if not isinstance(one, str))


@settings(name="journey")
class Journey:
    """The journey that the rated questions follow."""

    stages: tuple[JourneyStage, ...] = key(
        ListOf(block_of(JourneyStage)), "[{id: marketing, label: 营销, touchpoints: [advertising]}]"
    )
    """The stages, in their order."""
    best: str = key(ITEM_ID, "best", default="")
    """The item that asks which touchpoint was the best: one choice without points, best with the
    role `detail`, whose option codes are touchpoints."""
    worst: str = key(ITEM_ID, "worst", default="")
    """The item that asks which was the worst."""
    last: str = key(ITEM_ID, "last", default="")
    """The item that asks which was the last."""


MOMENTS = ("best", "worst", "last")


@settings(name="questionnaire")
class JourneySettings(OwnSettings):
    """The journey that the rated questions follow; None where they follow none."""

    behind = "pairs"
    journey: Journey | None = key(
        block_of(Journey),
        "{stages: [{id: sale, label: 售前, touchpoints: [q1, q2]}], best: best, worst: worst}",
        default=None,
        says="none",
    )
    """The stages and touchpoints that customers pass, for the chapter on touchpoints."""

    def checked(self, fields: Fields, edition: Edition, problems: Problems) -> JourneySettings:
        """Note touchpoints that cannot be rated or stand twice, and items that tell no moment."""
        block = fields.block("journey")
        if block is None:
            return self
        stages = block.blocks("stages")
        named: dict[str, GivenEntry] = {}
        for given in chain.from_iterable(stage.entries("touchpoints") for stage in stages):
            name = _id(given)
            if name in named:
                first = problems.source(named[name].node).line
                problems.add("C234", given.node, id=name, first=first)
            named.setdefault(name, given)
        for name, given in named.items():
            _check_touchpoint(name, given, edition, problems)
        for stage in stages:
            _check_stage(stage, edition, problems)
        for moment in MOMENTS:
            if item := block.text(moment):
                _check_moment(item, block, moment, (list(named), edition), problems)
        return self


def _id(given: GivenEntry) -> str:
    return given.value.text("id") or "" if isinstance(given.value, Fields) else str(given.value)


def _check_touchpoint(name: str, given: GivenEntry, edition: Edition, problems: Problems) -> None:
    if isinstance(given.value, Fields):
        if name in edition.by_id:
            problems.add("C351", given.value.place("id"), id=name)
        return
    rated = [item.id for item in edition.with_role(Role.RATED) if item.scored]
    if name not in rated:
        problems.add("C302", given.node, id=name, **choices(name, rated))


def _check_stage(stage: Fields, edition: Edition, problems: Problems) -> None:
    """Note a stage that is called like a dimension with other questions."""
    asked = {_id(one) for one in stage.entries("touchpoints") if not isinstance(one.value, Fields)}
    for node in edition.index.walk() if edition.index is not None else ():
        if node.id == stage.text("id") and set(node.leaves()) != asked:
            facts = {"id": node.id, "items": ", ".join(node.leaves())}
            problems.add("C352", stage.place("id"), **facts)


def _check_moment(
    name: str, block: Fields, key: str, known: tuple[list[str], Edition], problems: Problems
) -> None:
    touchpoints, edition = known
    item = edition.by_id.get(name)
    if item is None or item.kind is not Kind.CHOICE or item.scored:
        told = [one.id for one in edition.items if one.kind is Kind.CHOICE and not one.scored]
        problems.add("C353", block.place(key), id=name, **choices(name, told))
        return
    strange = [option.code for option in item.options if option.code not in touchpoints]
    if strange:
        facts = {"id": name, "codes": ", ".join(strange), **choices(strange[0], touchpoints)}
        problems.add("C354", block.place(key), **facts)
