"""The format of what models need: drivers, questions beside others, themes of comments."""

from __future__ import annotations

from csatreport.survey.block import Block, Key
from csatreport.survey.groups import ListOf
from csatreport.survey.names import ITEM_ID, LABEL, PLAIN, one_of
from csatreport.survey.shapes import Flag, Number

DRIVERS = Block(
    name="drivers",
    doc="What may move together with satisfaction as a whole.",
    example="drivers: {outcome: overall, by: dimensions}",
    keys=(
        Key(
            name="outcome",
            shape=ITEM_ID,
            default="the `overall` item, else the `recommend` item",
            example="outcome: q26",
            doc="The item with points that stands for the whole.",
        ),
        Key(
            name="items",
            shape=ListOf(of=ITEM_ID, example="items: [q1, q2, q5]"),
            default="all rated items",
            example="items: [q1, q2, q5]",
            doc="The rated items that are looked at.",
        ),
        Key(
            name="by",
            shape=one_of(("items", "dimensions")),
            default="items",
            example="by: dimensions",
            doc="Whether items are looked at, or the dimensions of the index; the one that holds "
            "the outcome is left out.",
        ),
    ),
)

PAIRS = Block(
    name="pairs",
    doc="How questions beside others are judged: expectations, importance, Kano's pairs.",
    example="pairs: {tolerance: 5, competitor: 远方商行}",
    keys=(
        Key(
            name="tolerance",
            shape=Number(low=0, high=50),
            default="5",
            example="tolerance: 10",
            doc="How far from 1, in percent, received through expected still counts as near it.",
        ),
        Key(
            name="competitor",
            shape=LABEL,
            default="“Competitor” in each language",
            example="competitor: {zh-Hans: 远方商行, en: Yuanfang Trading}",
            doc="The name of the firm that items with the role competitor are about.",
        ),
        Key(
            name="kano",
            shape=one_of(("berger", "pouliot")),
            default="berger",
            example="kano: pouliot",
            doc="The evaluation table: Berger's, or Pouliot's, by which nobody expects a feature "
            "and also expects that it is missing.",
        ),
        Key(
            name="asked_by",
            shape=ITEM_ID,
            default="everybody is a customer",
            example="asked_by: who",
            doc="The background item that tells managers from customers.",
        ),
        Key(
            name="managers",
            shape=ListOf(of=PLAIN, example="managers: [manager]"),
            default="none; required with `asked_by`",
            example="managers: [manager]",
            doc="The option codes of managers. What they hold important stands beside what "
            "customers do.",
        ),
    ),
)

THEME = Block(
    name="theme",
    doc="What comments may be about, known by words in Chinese and English.",
    example="{id: queue, label: {zh-Hans: 排队, en: Queues}, words: [排队, 收银慢, queue*]}",
    keys=(
        Key(
            name="id",
            shape=ITEM_ID,
            required=True,
            example="id: queue",
            doc="Small letters, digits and _, unique among the themes.",
        ),
        Key(
            name="label",
            shape=LABEL,
            required=True,
            example="label: {zh-Hans: 排队, en: Queues}",
            doc="The theme's name.",
        ),
        Key(
            name="words",
            shape=ListOf(of=PLAIN, example="words: [排队, queue*]"),
            required=True,
            example="words: [排队, 收银慢, queue*]",
            doc="Phrases, capitals or not. Chinese ones are found anywhere; English ones as whole "
            "words, with `*` at the end for any ending.",
        ),
        Key(
            name="besides",
            shape=ListOf(of=PLAIN, example="besides: [排队买票]"),
            default="none",
            example="besides: [排队买票]",
            doc="Phrases in which a word means something else; what lies in them is passed over.",
        ),
        Key(
            name="negated",
            shape=Flag(),
            default="false",
            example="negated: true",
            doc="Whether a word counts after a negation too (“not rude”, “没有排队”).",
        ),
    ),
)
