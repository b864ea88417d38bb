"""The format of a form's sections and of its index tree."""

from __future__ import annotations

from csatreport.study.item import Item
from csatreport.study.names import ITEM_ID, LABEL, PERCENT
from csatreport.study.yaml.block import Block, Key
from csatreport.study.yaml.declared import block_of
from csatreport.study.yaml.groups import Later, ListOf
from csatreport.study.yaml.shapes import Number, Shape

SECTION = Block(
    name="section",
    title="A section (`sections`)",
    doc="Items that stand together on the form.",
    example="{id: shop, title: 环境与服务, items: [{id: q1, …}]}",
    keys=(
        Key(name="id", shape=ITEM_ID, required=True, example="id: shop", doc="As for items."),
        Key(
            name="title",
            shape=LABEL,
            default="no heading",
            example="title: {zh-Hans: 环境与服务, en: Shop and service}",
            doc="The heading over the items.",
        ),
        Key(
            name="items",
            shape=ListOf(of=block_of(Item)),
            required=True,
            example="items: [{id: q1, text: …, scale: satisfied4}]",
            doc="The questions in printed order.",
        ),
    ),
)

_TARGET = Key(
    name="target",
    shape=PERCENT,
    example="target: 80",
    doc="The index to reach, 0-100.",
)
_ITEM_LIST = Key(
    name="items",
    shape=ListOf(of=ITEM_ID),
    example="items: [q1, q7]",
    doc="Ids of the scored items directly below. A branch has items or dimensions, not both.",
)


def _dimension() -> Shape:
    return DIMENSION


_DIMENSIONS = Key(
    name="dimensions",
    shape=ListOf(of=Later(shape=_dimension)),
    example="dimensions: [{id: environment, label: 环境, items: [q1, q7]}]",
    doc="Branches below.",
)

DIMENSION = Block(
    name="dimension",
    title="A dimension (`dimensions`)",
    doc="A branch of the index tree.",
    example="{id: environment, label: 环境, items: [q1, q7]}",
    keys=(
        Key(
            name="id",
            shape=ITEM_ID,
            required=True,
            example="id: environment",
            doc="As for items. `headline` is the name of the whole.",
        ),
        Key(
            name="label",
            shape=LABEL,
            required=True,
            example="label: {zh-Hans: 环境, en: Environment}",
            doc="Its name.",
        ),
        _ITEM_LIST,
        _DIMENSIONS,
        Key(
            name="weight",
            shape=Number(low=0, high=1_000_000, above=True),
            default="none: the branch above is the mean of all answered items below it",
            example="weight: 2",
            doc="Its weight among its neighbours: give one to all of them or to none.",
        ),
        _TARGET,
    ),
)

INDEX = Block(
    name="index",
    doc="The tree that joins items into dimensions and one headline index.",
    keys=(
        Key(
            name="label",
            shape=LABEL,
            default="“Overall index” in each language",
            example="label: {zh-Hans: 顾客满意指数, en: Shopper index}",
            doc="The name of the headline index.",
        ),
        _ITEM_LIST,
        _DIMENSIONS,
    ),
)
