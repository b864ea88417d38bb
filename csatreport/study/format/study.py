"""The format of the study, its units and its mappings.

The reader checks files against these blocks, ``csatreport schema`` prints them as JSON Schema and
``docs/configuration.md`` lists them, so there is one place to change when the format grows.
"""

from __future__ import annotations

from csatreport.base.label import LANGUAGES
from csatreport.study.names import (
    ITEM_ID,
    LABEL,
    MISSING_WORDS,
    NUMBER_WORDS,
    PATH_ID,
    PERIOD,
    PLAIN,
    QUESTIONNAIRE_ID,
    SPECIAL_COLUMNS,
    UNIT_KINDS,
    one_of,
)
from csatreport.study.yaml.block import Block, Key
from csatreport.study.yaml.groups import ListOf, MapOf
from csatreport.study.yaml.shapes import Day, Flag, Number

ROUND = Block(
    name="round",
    title="A round (`rounds`)",
    doc="A named round of a survey that is not monthly, quarterly or yearly.",
    example="{id: r2026, from: 2026-05-11, to: 2026-05-29, closes: 2026-06-05}",
    keys=(
        Key(
            name="id",
            shape=PATH_ID,
            required=True,
            example="id: r2026",
            doc="Letters, digits, - and _, up to 40; not the like of 2026 or 2026-05.",
        ),
        Key(
            name="label",
            shape=LABEL,
            default="`id`",
            example="label: {zh-Hans: 2026 年度, en: Round of 2026}",
            doc="Its name.",
        ),
        Key(
            name="from",
            shape=Day(),
            required=True,
            example="from: 2026-05-11",
            doc="The first day.",
        ),
        Key(name="to", shape=Day(), required=True, example="to: 2026-05-29", doc="The last day."),
        Key(
            name="closes",
            shape=Day(),
            default="never",
            example="closes: 2026-06-05",
            doc="Answers that come later are refused; an anonymous survey needs it.",
        ),
    ),
)

STUDY = Block(
    name="study",
    doc="The programme as a whole: config/study.yaml.",
    example="name: 青禾集团",
    keys=(
        Key(
            name="name",
            shape=LABEL,
            required=True,
            example="name: {zh-Hans: 青禾集团, en: Qinghe Group}",
            doc="Who runs the surveys.",
        ),
        Key(
            name="whole",
            shape=LABEL,
            default="全公司, 全公司, the whole company",
            example="whole: {zh-Hans: 全市, zh-Hant: 全市, en: the city}",
            doc="What reports call all units together, where the first unit has the name of the "
            "organisation.",
        ),
        Key(
            name="languages",
            shape=ListOf(of=one_of(LANGUAGES)),
            default="[zh-Hans, zh-Hant, en]",
            example="languages: [zh-Hans, en]",
            doc="The languages of the site; the first is the default.",
        ),
        Key(
            name="sample",
            shape=Flag(),
            default="false",
            example="sample: true",
            doc="Every page says that the data are invented.",
        ),
        Key(
            name="fiscal_year_start",
            shape=Number(low=1, high=12, whole=True),
            default="1",
            example="fiscal_year_start: 4",
            doc="The month in which the fiscal year begins; shifts quarters and years.",
        ),
        Key(
            name="timezone",
            shape=PLAIN,
            default="asked for, where answers hold times with an offset",
            example="timezone: Asia/Shanghai",
            doc="The time zone, by its IANA name, in which a moment with an offset (Z, +00:00, "
            "GMT+8) belongs to a day. Times without an offset stay as they are written.",
        ),
        Key(
            name="rounds",
            shape=ListOf(of=ROUND),
            default="none",
            example="rounds: [{id: r2026, from: 2026-05-11, to: 2026-05-29}]",
            doc="Named rounds in time order, for questionnaires with `every: round`.",
        ),
        Key(
            name="questionnaires",
            shape=ListOf(of=QUESTIONNAIRE_ID),
            default="alphabetical by id",
            example="questionnaires: [retail, supplier]",
            doc="The order of the questionnaires on the site.",
        ),
    ),
)

UNIT = Block(
    name="unit",
    title="A unit (`units`)",
    doc="A store, department or region.",
    example="{id: S001, name: 人民路店, parent: all, kind: county, population: 36}",
    keys=(
        Key(
            name="id",
            shape=PATH_ID,
            required=True,
            example="id: S001",
            doc="Letters, digits, - and _, up to 40; unique, capitals or not.",
        ),
        Key(name="name", shape=LABEL, required=True, example="name: 人民路店", doc="Its name."),
        Key(
            name="parent",
            shape=PLAIN,
            default="none: the root, which comes first",
            example="parent: all",
            doc="The id of the unit above.",
        ),
        Key(name="kind", shape=PLAIN, default="none", example="kind: county", doc="Its kind."),
        Key(
            name="region",
            shape=PLAIN,
            default="none",
            example="region: North",
            doc="Where it lies. Without `parent` it names, by id or name, the unit above.",
        ),
        Key(
            name="population",
            shape=Number(low=0, high=10**9, whole=True),
            default="not known: no response rate",
            example="population: 36",
            doc="How many people could answer there in one base period.",
        ),
    ),
)

UNITS = Block(
    name="units",
    doc="A tree of units, as an alternative to CSV: config/units/*.yaml.",
    example="units: [{id: all, name: 青禾超市}]",
    keys=(
        Key(
            name="kinds",
            shape=UNIT_KINDS,
            default="the questionnaire's `unit_kinds`",
            example="kinds: {county: {zh-Hans: 县城店, en: County store}}",
            doc="Names for the kinds of unit.",
        ),
        Key(
            name="units",
            shape=ListOf(of=UNIT),
            required=True,
            example="units: [{id: all, name: 青禾超市}, {id: S001, name: 人民路店, parent: all}]",
            doc="The units, the root first.",
        ),
    ),
)

_VALUES = MapOf(keys=PLAIN, of=PLAIN)

_NUMBERS = Key(
    name="numbers",
    shape=one_of(NUMBER_WORDS),
    default="asked for, where an item has points and the ways differ",
    example="numbers: scores",
    doc="What bare numbers stand for in items with points whose codes are no numbers: `positions` "
    "(1 is the first option as printed), `scores` (1 is the worst option, the largest number the "
    "best) or `points` (as the questionnaire gives them).",
)

ITEM_VALUES = Block(
    name="item_values",
    title="An entry of `items`",
    doc="What the values of one item's column mean.",
    example='{values: {"0": blank}}',
    keys=(
        Key(
            name="values",
            shape=_VALUES,
            default="none",
            example='values: {"0": blank}',
            doc="As `values` above, for this item only; goes before it.",
        ),
        _NUMBERS,
    ),
)

MAPPING = Block(
    name="mapping",
    doc="How foreign answer files translate: a file in config/mappings/.",
    example="questionnaire: airport",
    keys=(
        Key(
            name="questionnaire",
            shape=QUESTIONNAIRE_ID,
            required=True,
            example="questionnaire: airport",
            doc="The questionnaire whose answers these are.",
        ),
        Key(
            name="files",
            shape=PLAIN,
            required=True,
            example='files: "2013*.csv"',
            doc="Which files, as a pattern on the path below data/<questionnaire>/. `*` stays in "
            "one folder, `**/` is any folder; capitals do not matter.",
        ),
        Key(
            name="period",
            shape=PERIOD,
            default="from the date column, else from the file name",
            example='period: "2013"',
            doc="The period of all rows.",
        ),
        Key(
            name="columns",
            shape=MapOf(keys=PLAIN, of=PLAIN),
            default="headers are matched as in any file",
            example="columns: {Q7A_ART: art, Q7A_WHY: art?, BAREA: unit, RESPNUM: id}",
            doc="Header to item id, `<item id>?` for its reason, `<item id>[A]` for a column "
            "ticked for option A, or " + ", ".join(SPECIAL_COLUMNS) + ".",
        ),
        Key(
            name="values",
            shape=_VALUES,
            default="values are matched as in any file",
            example='values: {"0": blank, "6": not_applicable}',
            doc="Value to "
            + ", ".join(MISSING_WORDS)
            + ", or an option's code. A code that an item "
            "itself has is never overruled; `items` may do so by name.",
        ),
        Key(
            name="items",
            shape=MapOf(keys=ITEM_ID, of=ITEM_VALUES),
            default="none",
            example='items: {art: {values: {"0": blank}}}',
            doc="What values mean for single items.",
        ),
        _NUMBERS,
        Key(
            name="unfinished",
            shape=Flag(),
            default="false",
            example="unfinished: true",
            doc="Answers that the platform marks as not sent off count too.",
        ),
        Key(
            name="replaces",
            shape=ListOf(of=PLAIN, may_be_empty=True),
            default="asked for, where a file begins with another's rows and has no ids or times",
            example='replaces: ["0306.csv"]',
            doc="Files, as patterns below data/<questionnaire>/, whose rows these files hold too: "
            "an export that grew. Their rows do not count. `[]`: these are other people.",
        ),
        Key(
            name="date_format",
            shape=PLAIN,
            default="2026-10-31, 2026/10/31, 2026年10月31日 and dates of spreadsheets",
            example='date_format: "%m/%d/%Y"',
            doc="How dates are written, in the letters of strptime.",
        ),
    ),
)
