"""The format of a questionnaire's settings: reports, columns, promise, targets, trends."""

from __future__ import annotations

from csatreport.survey.block import Block, Key
from csatreport.survey.groups import ListOf
from csatreport.survey.names import (
    AUDIENCES,
    ITEM_ID,
    LABEL,
    PERCENT,
    PERIOD,
    PERIOD_KINDS,
    PLAIN,
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
            doc="Who may read of units: open, or restricted (their reports, and all that the "
            "company's report tells of them); `none` makes no reports of theirs.",
        ),
        Key(
            name="unit_level",
            shape=one_of(UNIT_LEVELS),
            default="page",
            example="unit_level: full",
            doc="A unit's PDF: `page` is one A4 sheet, `full` has all chapters.",
        ),
        Key(
            name="comparison",
            shape=Flag(),
            default="true",
            example="comparison: false",
            doc="Whether the report of a unit that has none below it also shows the figures of the "
            "unit above and its own place among the others. Without, late answers of one unit "
            "leave the reports of the others as they are.",
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
        Key(
            name="net",
            shape=PERCENT,
            default="5",
            example="net: 5",
            doc="In points of the net score of a recommend question (NPS), from −100 to 100.",
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
