"""The format of the study as a whole.

The reader checks files against these blocks, ``csatreport schema`` prints them as JSON Schema and
``docs/configuration.md`` lists them, so there is one place to change when the format grows.
"""

from __future__ import annotations

from csatreport.base.label import LANGUAGES
from csatreport.study.names import (
    LABEL,
    PATH_ID,
    PLAIN,
    QUESTIONNAIRE_ID,
    one_of,
)
from csatreport.study.yaml.block import Block, Key
from csatreport.study.yaml.groups import ListOf
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
