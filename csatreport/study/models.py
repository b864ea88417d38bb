"""Settings of models: drivers, questions beside others, themes of comments."""

from __future__ import annotations

from csatreport.base.label import Label
from csatreport.study.names import ITEM_ID, LABEL, PLAIN, one_of
from csatreport.study.words import standard_label
from csatreport.study.yaml.declared import key, settings
from csatreport.study.yaml.groups import ListOf
from csatreport.study.yaml.shapes import Flag, Number


def once(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return each value once, in its first place."""
    return tuple(dict.fromkeys(values))


@settings(
    name="drivers",
    doc="What may move together with satisfaction as a whole.",
)
class DriverRule:
    """How drivers are looked for: of which item, and among what."""

    outcome: str = key(
        ITEM_ID, "The item with points that stands for the whole.",
        default="", says="the `overall` item, else the `recommend` item", example="q26",
    )  # fmt: skip
    items: tuple[str, ...] = key(
        ListOf(of=ITEM_ID), "The rated items that are looked at.",
        default=(), says="all rated items", example="[q1, q2, q5]", made=once,
    )  # fmt: skip
    dimensions: bool = key(
        one_of(("items", "dimensions")),
        "Whether items are looked at, or the dimensions of the index; the one that holds the "
        "outcome is left out.",
        name="by", default=False, says="items", example="dimensions",
        made=lambda word: word == "dimensions",
    )  # fmt: skip


@settings(
    name="pairs",
    doc="How questions beside others are judged: expectations, importance, Kano's pairs.",
)
class PairRule:
    """How questions that stand beside others are judged."""

    tolerance: float = key(
        Number(low=0, high=50),
        "How far from 1, in percent, received through expected still counts as near it.",
        default=5.0, example="10",
    )  # fmt: skip
    competitor: Label = key(
        LABEL, "The name of the firm that items with the role competitor are about.",
        default_factory=lambda: standard_label("competitor"),
        says="“Competitor” in each language",
        example="{zh-Hans: 远方商行, en: Yuanfang Trading}",
    )  # fmt: skip
    pouliot: bool = key(
        one_of(("berger", "pouliot")),
        "The evaluation table: Berger's, or Pouliot's, by which nobody expects a feature and also "
        "expects that it is missing.",
        name="kano", default=False, says="berger", example="pouliot",
        made=lambda word: word == "pouliot",
    )  # fmt: skip
    asked_by: str = key(
        ITEM_ID, "The background item that tells managers from customers.",
        default="", says="everybody is a customer", example="who",
    )  # fmt: skip
    managers: tuple[str, ...] = key(
        ListOf(of=PLAIN),
        "The option codes of managers. What they hold important stands beside what customers do.",
        default=(), says="none; required with `asked_by`", example="[manager]", made=once,
    )  # fmt: skip


@settings(
    name="theme",
    title="A theme (`themes`)",
    doc="What comments may be about, known by words in Chinese and English.",
    example="{id: queue, label: {zh-Hans: 排队, en: Queues}, words: [排队, 收银慢, queue*]}",
)
class Theme:
    """What a comment may be about."""

    id: str = key(ITEM_ID, "Small letters, digits and _, unique among the themes.", example="queue")
    label: Label = key(LABEL, "The theme's name.", example="{zh-Hans: 排队, en: Queues}")
    words: tuple[str, ...] = key(
        ListOf(of=PLAIN),
        "Phrases, capitals or not. Chinese ones are found anywhere; English ones as whole words, "
        "with `*` at the end for any ending.",
        example="[排队, 收银慢, queue*]",
        made=lambda words: once(tuple(word for word in words if word.strip(" *"))),
    )  # fmt: skip
    besides: tuple[str, ...] = key(
        ListOf(of=PLAIN),
        "Phrases in which a word means something else; what lies in them is passed over.",
        default=(), example="[排队买票]", made=once,
    )  # fmt: skip
    negated: bool = key(
        Flag(), "Whether a word counts after a negation too (“not rude”, “没有排队”).",
        default=False, example="true",
    )  # fmt: skip
