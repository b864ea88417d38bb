"""The format of a questionnaire: ``config/questionnaires/*.yaml``."""

from __future__ import annotations

from csatreport.study.format.own import QUESTIONNAIRE, Own, with_own
from csatreport.study.item import FOLLOW_UP, SCALE
from csatreport.study.model import DuplicateRule, Node, Sampling, Section
from csatreport.study.names import (
    EDITION_ID,
    ITEM_ID,
    LABEL,
    PERCENT,
    PERIOD,
    PERIOD_KINDS,
    PLAIN,
    QUESTIONNAIRE_ID,
    UNIT_KINDS,
    one_of,
)
from csatreport.study.policy import (
    Anonymity,
    Baseline,
    ColumnNames,
    Fieldwork,
    Ids,
    Reporting,
    SmallestChange,
    Target,
)
from csatreport.study.printing import Printing
from csatreport.study.weights import Weights
from csatreport.study.yaml.block import Block, Key
from csatreport.study.yaml.declared import block_of
from csatreport.study.yaml.groups import Either, ListOf, MapOf
from csatreport.study.yaml.shapes import Flag

_SMALLEST = SmallestChange()

_INDEX = Block(
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
        *(key for key in block_of(Node).keys if key.name in {"items", "dimensions"}),
    ),
)
"""The root is a branch of another form: it has a name of its own, and no id and weight."""

_PAIRS = Block(
    name="pairs",
    doc="How questions beside others are judged: expectations, importance, Kano's pairs.",
    keys=(),
)
"""Subjects have their keys in it."""

_QUESTIONNAIRE = Block(
    name=QUESTIONNAIRE,
    doc="One edition of a questionnaire: a file in config/questionnaires/.",
    example="id: retail",
    keys=(
        Key(
            name="id",
            shape=QUESTIONNAIRE_ID,
            required=True,
            example="id: retail",
            doc="Small letters, digits and -, a letter first, up to 40. Names the folders of "
            "answers and of the site. Files with the same id are editions of one questionnaire.",
        ),
        Key(
            name="edition",
            shape=EDITION_ID,
            default="1",
            example="edition: 2",
            doc="The edition's number or name.",
        ),
        Key(
            name="begins",
            shape=PERIOD,
            default="the beginning; required from the second edition on",
            example="begins: 2026-01",
            doc="The first period answered on this edition.",
        ),
        Key(
            name="title",
            shape=LABEL,
            required=True,
            example="title: {zh-Hans: 顾客满意度调查, en: Shopper survey}",
            doc="The title of the form and of its reports.",
        ),
        Key(
            name="short",
            shape=LABEL,
            default="`title`",
            example="short: {zh-Hans: 门店顾客, en: Shoppers}",
            doc="A short name for menus.",
        ),
        Key(
            name="organisation",
            shape=LABEL,
            default="the study's name",
            example="organisation: {zh-Hans: 青禾超市, en: Qinghe Supermarkets}",
            doc="Who asks.",
        ),
        Key(
            name="respondents",
            shape=LABEL,
            default="受访者, 受訪者, respondents",
            example="respondents: {zh-Hans: 顾客, en: shoppers}",
            doc="What the people who answer are called, in the plural.",
        ),
        Key(
            name="intro",
            shape=LABEL,
            default="none",
            example="intro: {zh-Hans: 感谢您抽出三分钟。, en: Thank you for three minutes.}",
            doc="What the form says first.",
        ),
        Key(
            name="notes",
            shape=LABEL,
            default="none",
            example="notes: {zh-Hans: 问卷放在服务台。, en: Forms lie at the service desk.}",
            doc="How answers are gathered; printed in the method chapter.",
        ),
        Key(
            name="every",
            shape=one_of(PERIOD_KINDS),
            required=True,
            example="every: month",
            doc="The base period: month, quarter, year, or round for the study's named rounds.",
        ),
        Key(
            name="reports",
            shape=block_of(Reporting),
            default="see below",
            example="reports: {periods: [month, year], units: restricted}",
            doc="Which reports are made, and for whom.",
        ),
        Key(
            name="units",
            shape=PLAIN,
            default="one unit for the whole organisation",
            example="units: units/retail.csv",
            doc="The file of stores, departments or regions, below config/: .csv or .yaml.",
        ),
        Key(
            name="unit_kinds",
            shape=UNIT_KINDS,
            default="the names used in the units file",
            example="unit_kinds: {county: {zh-Hans: 县城店, en: County store}}",
            doc="Names for the kinds of unit.",
        ),
        Key(
            name="columns",
            shape=block_of(ColumnNames),
            default="the well-known names",
            example="columns: {id: 编号, unit: 门店, date: 调查日期}",
            doc="The headers of answer files that are not items.",
        ),
        Key(
            name="ids",
            shape=one_of(tuple(map(str, Ids))),
            default="form",
            example="ids: account",
            doc="What the column `id` names: a person, an account (a customer, whoever answers for "
            "it), or no more than the form. Only persons and accounts are looked for in the period "
            "before; ids that stand in the customer list are accounts in any case.",
        ),
        Key(
            name="duplicates",
            shape=one_of(tuple(map(str, DuplicateRule))),
            default="refuse",
            example="duplicates: last",
            doc="Which row counts when one id answers differently in a base period: `first`, "
            "`last`, or `refuse`: the row of the file that was read first, and of rows in one file "
            "none. Rows of two files that agree in every cell are one.",
        ),
        Key(
            name="sampling",
            shape=one_of(tuple(map(str, Sampling))),
            default="convenience",
            example="sampling: census",
            doc="How people came to answer: census (all were asked), random, or convenience.",
        ),
        Key(
            name="anonymous",
            shape=Either(shapes=(Flag(), block_of(Anonymity))),
            default="false",
            example="anonymous: true",
            doc="`true` hides every figure that could point to a person; or the bases to use.",
        ),
        Key(
            name="target",
            shape=Either(shapes=(PERCENT, ListOf(of=block_of(Target)))),
            default="none",
            example="target: 80",
            doc="The headline index to reach: a number, or a list by period and unit.",
        ),
        Key(
            name="smallest_change",
            shape=block_of(SmallestChange),
            default=f"{_SMALLEST.index:g} index points, {_SMALLEST.share:g} percentage points, "
            f"{_SMALLEST.net:g} points of a net score",
            example="smallest_change: {index: 3}",
            doc="The smallest change that matters.",
        ),
        Key(
            name="trend",
            shape=block_of(Baseline),
            default="the first 12 points",
            example="trend: {baseline: 12}",
            doc="From what trends learn their usual range, and when they start anew.",
        ),
        Key(
            name="weights",
            shape=block_of(Weights),
            default="every answer counts once",
            example="weights: {column: WEIGHT}",
            doc="How answers are weighted. All levels and tests are then weighted ones, with those "
            "that count every answer once beside them. Not for anonymous answers.",
        ),
        Key(
            name="pairs",
            shape=_PAIRS,
            default="see below",
            example="pairs: {tolerance: 5, kano: pouliot}",
            doc="How expectations, importance and Kano's pairs are judged.",
        ),
        Key(
            name="masked_names",
            shape=ListOf(of=PLAIN),
            default="none",
            example="masked_names: [王芳, Zhang Wei]",
            doc="Names of people that comments are never printed with. Telephone, identity card, "
            "plate numbers, accounts and addresses are masked in any case.",
        ),
        Key(
            name="fieldwork",
            shape=ListOf(of=block_of(Fieldwork)),
            default="not known",
            example="fieldwork: [{period: 2026-10, refused: 12, no_contact: 40}]",
            doc="What became of those who were asked and did not answer: response rates of the "
            "whole company follow from it.",
        ),
        Key(
            name="form",
            shape=block_of(Printing),
            default="title and intro",
            example="form: {fax: 0571-0000 0000, stamp: true}",
            doc="What a blank paper form says besides the questions.",
        ),
        Key(
            name="follow_up",
            shape=FOLLOW_UP,
            default="nobody is asked for a reason",
            example="follow_up: {options: bad}",
            doc="The rule that asks for reasons, for every closed item with points.",
        ),
        Key(
            name="scales",
            shape=MapOf(keys=ITEM_ID, of=SCALE),
            default="none",
            example="scales: {satisfied4: {options: […]}}",
            doc="Options that several items share, by name.",
        ),
        Key(
            name="sections",
            shape=ListOf(of=block_of(Section)),
            required=True,
            example="sections: [{id: shop, items: [{id: q1, …}]}]",
            doc="The form.",
        ),
        Key(
            name="index",
            shape=_INDEX,
            default="one index over all rated items",
            example="index: {dimensions: [{id: environment, label: 环境, items: [q1, q7]}]}",
            doc="The tree of dimensions.",
        ),
    ),
)


def questionnaire_format(own: Own) -> Block:
    """Return the format of a questionnaire with the keys of subjects."""
    return with_own(_QUESTIONNAIRE, own, behind=_PAIRS.name)
