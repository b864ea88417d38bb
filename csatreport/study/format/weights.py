"""The format of ``weights:``: how a sample is to stand for the people it was drawn from."""

from __future__ import annotations

from csatreport.study.names import ITEM_ID, PLAIN
from csatreport.study.yaml.block import Block, Key
from csatreport.study.yaml.groups import ListOf, MapOf
from csatreport.study.yaml.shapes import Number

_PEOPLE = Number(low=0, high=1_000_000_000)
_ITEM = Key(
    name="item",
    shape=ITEM_ID,
    required=True,
    example="item: gender",
    doc="The closed background item that parts people.",
)

STRATA = Block(
    name="strata",
    title="`strata` of `weights`",
    doc="Groups whose size among all people is known: each gets the weight it has there.",
    keys=(
        _ITEM,
        Key(
            name="counts",
            shape=MapOf(keys=PLAIN, of=_PEOPLE),
            required=True,
            example="counts: {F: 5200, M: 4800}",
            doc="How many people there are, by option code.",
        ),
        Key(
            name="collapse",
            shape=ListOf(of=ListOf(of=PLAIN, example="[F, M]")),
            default="none",
            example="collapse: [[young, middle]]",
            doc="Which two strata are joined, in this order, where one has fewer than two answers.",
        ),
    ),
)

MARGIN = Block(
    name="margin",
    title="An entry of `margins`",
    doc="One margin to be met.",
    example="{item: gender, shares: {F: 52, M: 48}}",
    keys=(
        _ITEM,
        Key(
            name="shares",
            shape=MapOf(keys=PLAIN, of=_PEOPLE),
            required=True,
            example="shares: {F: 52, M: 48}",
            doc="Shares or numbers of people by option code; only their proportion counts.",
        ),
    ),
)

WEIGHTS = Block(
    name="weights",
    doc="How answers are weighted: by one of `column`, `strata` and `margins`.",
    keys=(
        Key(
            name="column",
            shape=PLAIN,
            default="none",
            example="column: WEIGHT",
            doc="The header of the column with design weights.",
        ),
        Key(
            name="strata",
            shape=STRATA,
            default="none",
            example="strata: {item: gender, counts: {F: 5200, M: 4800}}",
            doc="Post-stratification: groups of known size.",
        ),
        Key(
            name="margins",
            shape=ListOf(of=MARGIN),
            default="none",
            example="margins: [{item: gender, shares: {F: 52, M: 48}}]",
            doc="Raking: several margins that are met together.",
        ),
        Key(
            name="cap",
            shape=Number(low=1, high=100),
            default="5",
            example="cap: 5",
            doc="The largest weight raking may give, in mean weights.",
        ),
    ),
)
