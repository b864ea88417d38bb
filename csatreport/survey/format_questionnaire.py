"""The format of a questionnaire's settings: ``config/questionnaires/*.yaml``."""

from __future__ import annotations

from csatreport.survey.block import Block, Key
from csatreport.survey.format_item import FOLLOW_UP, SCALE
from csatreport.survey.format_tree import INDEX, SECTION
from csatreport.survey.format_weights import WEIGHTS
from csatreport.survey.groups import Either, ListOf, MapOf
from csatreport.survey.model import DuplicateRule, Sampling
from csatreport.survey.names import (
    AUDIENCES,
    EDITION_ID,
    ITEM_ID,
    LABEL,
    PERCENT,
    PERIOD,
    PERIOD_KINDS,
    PLAIN,
    QUESTIONNAIRE_ID,
    UNIT_KINDS,
    UNIT_LEVELS,
    one_of,
)
from csatreport.survey.shapes import Day, Flag, Number

REPORTS = Block(
    name="reports",
    doc="Which reports are made, and for whom.",
    example="reports: {periods: [month, year], company: open, units: restricted}",
    keys=(
        Key(
            name="periods",
            shape=ListOf(of=one_of(PERIOD_KINDS), example="periods: [month, quarter, year]"),
            default="`every` and all longer periods; for rounds only the round",
            example="periods: [month, quarter, year]",
            doc="The lengths of period that get a report.",
        ),
        Key(
            name="company",
            shape=one_of(AUDIENCES),
            default="open",
            example="company: open",
            doc="Who may read the company's report: open (everybody on the site) or restricted "
            "(a folder of its own, never linked from open pages).",
        ),
        Key(
            name="units",
            shape=one_of((*AUDIENCES, "none")),
            default="open",
            example="units: restricted",
            doc="Who may read the units' reports; `none` makes none.",
        ),
        Key(
            name="unit_level",
            shape=one_of(UNIT_LEVELS),
            default="page",
            example="unit_level: full",
            doc="A unit's PDF: `page` is one A4 sheet, `full` has all chapters.",
        ),
        Key(
            name="segments",
            shape=ListOf(of=ITEM_ID, example="segments: [gender, age]"),
            default="every closed background item",
            example="segments: [gender, age]",
            doc="Background items whose groups are compared.",
        ),
        Key(
            name="crosstabs",
            shape=ListOf(
                of=ListOf(of=ITEM_ID, example="[gender, age]"), example="crosstabs: [[gender, age]]"
            ),
            default="none",
            example="crosstabs: [[gender, age]]",
            doc="Pairs of background items that are crossed. Where answers are anonymous, a table "
            "is shown from 50 answers on and only if no cell of it is small.",
        ),
    ),
)

COLUMNS = Block(
    name="columns",
    doc="The headers of answer files that are not items.",
    example="columns: {id: 编号, unit: 门店, date: 调查日期}",
    keys=(
        Key(
            name="id",
            shape=PLAIN,
            default="id, 编号, 編號",
            example="id: 编号",
            doc="Who answered: the same id twice in one period is a duplicate.",
        ),
        Key(
            name="unit",
            shape=PLAIN,
            default="unit, store, department, 单位, 單位, 门店, 門店, 部门, 部門",
            example="unit: 门店",
            doc="The store, department or branch, by id or name.",
        ),
        Key(
            name="date",
            shape=PLAIN,
            default="date, 日期, 调查日期, 調查日期",
            example="date: 调查日期",
            doc="When the form was answered; decides the period.",
        ),
        Key(
            name="name",
            shape=PLAIN,
            default="none",
            example="name: customer",
            doc="The customer's name: the only personal column that is read, and it is shown in "
            "restricted lists only.",
        ),
        Key(
            name="start",
            shape=PLAIN,
            default="none",
            example="start: 开始时间",
            doc="When the form was begun, with day and time of day: with `end` it tells how long "
            "answering took.",
        ),
        Key(
            name="end",
            shape=PLAIN,
            default="none",
            example="end: 提交时间",
            doc="When the form was sent off, with day and time of day; may be the column of "
            "`date`. Also finds forms sent twice in the same minute.",
        ),
    ),
)

ANONYMITY = Block(
    name="anonymous",
    doc="The promise made to respondents.",
    example="anonymous: {minimum: 5, counts: 10, comments: 8}",
    keys=(
        Key(
            name="minimum",
            shape=Number(low=3, high=1000, whole=True),
            default="5",
            example="minimum: 5",
            doc="The fewest answers at which any figure is shown.",
        ),
        Key(
            name="counts",
            shape=Number(low=3, high=1000, whole=True),
            default="10, or `minimum` if that is more",
            example="counts: 10",
            doc="The fewest answers at which counts per option are shown.",
        ),
        Key(
            name="comments",
            shape=Number(low=3, high=1000, whole=True),
            default="8, or `minimum` if that is more",
            example="comments: 8",
            doc="The fewest answers at which comments are shown.",
        ),
    ),
)

TARGET = Block(
    name="target",
    doc="An index to reach.",
    example="{value: 80, begins: 2026, unit: S001}",
    keys=(
        Key(
            name="value",
            shape=PERCENT,
            required=True,
            example="value: 80",
            doc="The headline index, 0-100.",
        ),
        Key(
            name="begins",
            shape=PERIOD,
            default="from the start",
            example="begins: 2026",
            doc="The first period in which it holds.",
        ),
        Key(
            name="unit",
            shape=PLAIN,
            default="all units",
            example="unit: S001",
            doc="The unit for which it holds.",
        ),
    ),
)

SMALLEST_CHANGE = Block(
    name="smallest_change",
    doc="The smallest change that matters; a smaller one is never called clear.",
    example="smallest_change: {index: 3}",
    keys=(
        Key(
            name="index",
            shape=PERCENT,
            default="3",
            example="index: 3",
            doc="In points of an index.",
        ),
        Key(
            name="share",
            shape=PERCENT,
            default="5",
            example="share: 5",
            doc="In percentage points of a favourable share, between groups of people.",
        ),
    ),
)

REBASE = Block(
    name="rebase",
    doc="A decision to learn the usual range of trends anew.",
    example="{begins: 2026-03, decided: 2026-04-10, reason: New opening hours}",
    keys=(
        Key(
            name="begins",
            shape=PERIOD,
            required=True,
            example="begins: 2026-03",
            doc="The first period of the new baseline.",
        ),
        Key(
            name="decided",
            shape=Day(),
            required=True,
            example="decided: 2026-04-10",
            doc="The day of the decision. Reports of periods that end earlier keep their charts.",
        ),
        Key(
            name="reason",
            shape=LABEL,
            required=True,
            example="reason: {zh-Hans: 营业时间调整, en: New opening hours}",
            doc="Why; printed below the trend.",
        ),
    ),
)

TREND = Block(
    name="trend",
    doc="From what trends learn their usual range.",
    example="trend: {baseline: 12}",
    keys=(
        Key(
            name="baseline",
            shape=Number(low=6, high=60, whole=True),
            default="12",
            example="baseline: 12",
            doc="How many first points make the baseline; then its limits are frozen.",
        ),
        Key(
            name="rebase",
            shape=ListOf(of=REBASE, example="rebase: [{begins: 2026-03, …}]"),
            default="none",
            example="rebase: [{begins: 2026-03, decided: 2026-04-10, reason: New hours}]",
            doc="Decisions to start a new baseline, each with its day and reason.",
        ),
    ),
)

QUESTIONNAIRE = Block(
    name="questionnaire",
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
            shape=REPORTS,
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
            shape=COLUMNS,
            default="the well-known names",
            example="columns: {id: 编号, unit: 门店, date: 调查日期}",
            doc="The headers of answer files that are not items.",
        ),
        Key(
            name="duplicates",
            shape=one_of(tuple(map(str, DuplicateRule))),
            default="refuse",
            example="duplicates: last",
            doc="Which row counts when one id answers twice in a base period: first, last, or "
            "refuse (the second is refused and listed).",
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
            shape=Either(shapes=(Flag(), ANONYMITY), example="anonymous: {minimum: 5, counts: 10}"),
            default="false",
            example="anonymous: true",
            doc="`true` hides every figure that could point to a person; or the bases to use.",
        ),
        Key(
            name="target",
            shape=Either(
                shapes=(PERCENT, ListOf(of=TARGET)), example="target: [{value: 80, begins: 2026}]"
            ),
            default="none",
            example="target: 80",
            doc="The headline index to reach: a number, or a list by period and unit.",
        ),
        Key(
            name="smallest_change",
            shape=SMALLEST_CHANGE,
            default="3 index points, 5 percentage points",
            example="smallest_change: {index: 3}",
            doc="The smallest change that matters.",
        ),
        Key(
            name="trend",
            shape=TREND,
            default="the first 12 points",
            example="trend: {baseline: 12}",
            doc="From what trends learn their usual range, and when they start anew.",
        ),
        Key(
            name="weights",
            shape=WEIGHTS,
            default="every answer counts once",
            example="weights: {column: WEIGHT}",
            doc="How answers are weighted; weighted and unweighted figures then stand side by "
            "side. Not for anonymous answers.",
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
            shape=MapOf(keys=ITEM_ID, of=SCALE, example="{satisfied4: {options: […]}}"),
            default="none",
            example="scales: {satisfied4: {options: […]}}",
            doc="Options that several items share, by name.",
        ),
        Key(
            name="sections",
            shape=ListOf(of=SECTION, example="sections: [{id: shop, items: [{id: q1, …}]}]"),
            required=True,
            example="sections: [{id: shop, items: [{id: q1, …}]}]",
            doc="The form.",
        ),
        Key(
            name="index",
            shape=INDEX,
            default="one index over all rated items",
            example="index: {dimensions: [{id: environment, label: 环境, items: [q1, q7]}]}",
            doc="The tree of dimensions.",
        ),
    ),
)
