"""What is asked, of whom and when: the study as complete, typed, frozen values.

The reader of YAML (`csatreport.study.reading.study`) fills in every default, so nobody downstream
asks whether a thing is set.
"""

from dataclasses import field
from functools import cached_property
from typing import TypeVar

from csatreport.base.errors import Source
from csatreport.base.label import LANGUAGES, Label
from csatreport.study.edition import INDEX, Edition, Section
from csatreport.study.item import FOLLOW_UP, SCALE
from csatreport.study.names import (
    EDITION_ID,
    ITEM_ID,
    LABEL,
    PERCENT,
    PERIOD,
    PLAIN,
    QUESTIONNAIRE_ID,
    UNIT_KINDS,
    one_of,
)
from csatreport.study.periods import PERIOD_KINDS, Calendar, Period, PeriodKind
from csatreport.study.policy import (
    Anonymity,
    Baseline,
    ColumnNames,
    DuplicateRule,
    Fieldwork,
    HandedOut,
    Ids,
    LateAnswers,
    Reporting,
    Sampling,
    SmallestChange,
    Target,
)
from csatreport.study.printing import Printing
from csatreport.study.register import RegisterKind
from csatreport.study.units import Units
from csatreport.study.weights import Weights
from csatreport.study.words import standard_label
from csatreport.study.yaml.block import Block, Key
from csatreport.study.yaml.declared import block_of, key, once, settings, settings_among
from csatreport.study.yaml.groups import Either, ListOf, MapOf
from csatreport.study.yaml.shapes import Flag, Number

_Set = TypeVar("_Set")
_SMALLEST = SmallestChange()


_PAIRS = Block(
    name="pairs",
    doc="How questions beside others are judged: expectations, importance, Kano's pairs.",
    keys=(),
)
"""Subjects have their keys in it (`csatreport.study.format.own`)."""


@settings(
    name="questionnaire",
    doc="One edition of a questionnaire: a file in config/questionnaires/.",
    example="id: retail",
)
class Questionnaire:
    """A survey in all its editions. Settings come from the newest edition's file."""

    id: str = key(
        QUESTIONNAIRE_ID,
        "Small letters, digits and -, a letter first, up to 40. Names the folders of answers and "
        "of the site. Files with the same id are editions of one questionnaire.",
        example="retail",
    )  # fmt: skip
    _edition = Key(
        name="edition", shape=EDITION_ID, default="1", example="edition: 2",
        doc="The edition's number or name.",
    )  # fmt: skip
    _begins = Key(
        name="begins", shape=PERIOD, example="begins: 2026-01",
        default="the beginning; required from the second edition on",
        doc="The first period answered on this edition.",
    )  # fmt: skip
    title: Label = key(
        LABEL, "The title of the form and of its reports.",
        example="{zh-Hans: 顾客满意度调查, en: Shopper survey}",
    )  # fmt: skip
    short: Label = key(
        LABEL,
        "A short name for menus.",
        says="`title`",
        example="{zh-Hans: 门店顾客, en: Shoppers}",
    )
    organisation: Label = key(
        LABEL, "Who asks.",
        says="the study's name", example="{zh-Hans: 青禾超市, en: Qinghe Supermarkets}",
    )  # fmt: skip
    respondents: Label = key(
        LABEL, "What the people who answer are called, in the plural.",
        default_factory=lambda: standard_label("respondents"),
        says="受访者, 受訪者, respondents", example="{zh-Hans: 顾客, en: shoppers}",
    )  # fmt: skip
    intro: Label = key(
        LABEL, "What the form says first.", default=Label(),
        example="{zh-Hans: 感谢您抽出三分钟。, en: Thank you for three minutes.}",
    )  # fmt: skip
    notes: Label = key(
        LABEL, "How answers are gathered; printed in the method chapter.", default=Label(),
        example="{zh-Hans: 问卷放在服务台。, en: Forms lie at the service desk.}",
    )  # fmt: skip
    every: PeriodKind = key(
        one_of(PERIOD_KINDS),
        "The base period: month, quarter, year, or round for the study's named rounds.",
        example="month",
    )  # fmt: skip
    reporting: Reporting = key(
        block_of(Reporting), "Which reports are made, and for whom.", name="reports",
        says="see below", example="{periods: [month, year], units: restricted}",
    )  # fmt: skip
    units: Units = key(
        PLAIN, "The file of stores, departments or regions, below config/: .csv or .yaml.",
        says="one unit for the whole organisation", example="units/retail.csv",
    )  # fmt: skip
    _unit_kinds = Key(
        name="unit_kinds", shape=UNIT_KINDS, default="the names used in the units file",
        example="unit_kinds: {county: {zh-Hans: 县城店, en: County store}}",
        doc="Names for the kinds of unit.",
    )  # fmt: skip
    columns: ColumnNames = key(
        block_of(ColumnNames), "The headers of answer files that are not items.",
        default=ColumnNames(), says="the well-known names",
        example="{id: 编号, unit: 门店, date: 调查日期}",
    )  # fmt: skip
    ids: Ids = key(
        one_of(tuple(map(str, Ids))),
        "What the column `id` names: a person, an account (a customer, whoever answers for it), or "
        "no more than the form. Only persons and accounts are looked for in the period before; ids "
        "that stand in the customer list are accounts in any case.",
        default=Ids.FORM, example="account", made=Ids,
    )  # fmt: skip
    duplicates: DuplicateRule = key(
        one_of(tuple(map(str, DuplicateRule))),
        "Which row counts when one id answers differently in a base period: `first`, `last`, or "
        "`refuse`: the row of the file that was read first, and of rows in one file none. Rows of "
        "two files that agree in every cell are one.",
        default=DuplicateRule.REFUSE, example="last", made=DuplicateRule,
    )  # fmt: skip
    late: LateAnswers = key(
        one_of(tuple(map(str, LateAnswers))),
        "What becomes of answers that come after their anonymous period was published: `refuse`, "
        "or `next`: they count in the next period that is not closed.",
        default=LateAnswers.REFUSE, example="next", made=LateAnswers,
    )  # fmt: skip
    sampling: Sampling = key(
        one_of(tuple(map(str, Sampling))),
        "How people came to answer: census (all were asked), random, or convenience.",
        default=Sampling.CONVENIENCE, example="census", made=Sampling,
    )  # fmt: skip
    anonymity: Anonymity | None = key(
        Either(shapes=(Flag(), block_of(Anonymity))),
        "`true` hides every figure that could point to a person; or the bases to use.",
        name="anonymous", default=None, says="false", example="true",
    )  # fmt: skip
    targets: tuple[Target, ...] = key(
        Either(shapes=(PERCENT, ListOf(of=block_of(Target)))),
        "The headline index to reach: a number, or a list by period and unit.",
        name="target", default=(), example="80",
    )  # fmt: skip
    smallest: SmallestChange = key(
        block_of(SmallestChange), "The smallest change that matters.", name="smallest_change",
        default=_SMALLEST, example="{index: 3}",
        says=f"{_SMALLEST.index:g} index points, {_SMALLEST.share:g} percentage points, "
        f"{_SMALLEST.net:g} points of a net score",
    )  # fmt: skip
    baseline: Baseline = key(
        block_of(Baseline), "From what trends learn their usual range, and when they start anew.",
        name="trend", default=Baseline(), says="the first 12 points", example="{baseline: 12}",
    )  # fmt: skip
    weights: Weights | None = key(
        block_of(Weights),
        "How answers are weighted. All levels and tests are then weighted ones, with those that "
        "count every answer once beside them. Not for anonymous answers.",
        default=None, says="every answer counts once", example="{column: WEIGHT}",
    )  # fmt: skip
    _pairs = Key(
        name="pairs", shape=_PAIRS, default="see below",
        example="pairs: {tolerance: 5, kano: pouliot}",
        doc="How expectations, importance and Kano's pairs are judged.",
    )  # fmt: skip
    masked_names: tuple[str, ...] = key(
        ListOf(of=PLAIN),
        "Names of people that comments are never printed with. Telephone, identity card, plate "
        "numbers, accounts and addresses are masked in any case.",
        default=(), example="[王芳, Zhang Wei]", made=once,
    )  # fmt: skip
    fieldwork: tuple[Fieldwork, ...] = key(
        ListOf(of=block_of(Fieldwork)),
        "What became of those who were asked and did not answer: response rates of the whole "
        "company follow from it.",
        default=(), says="not known", example="[{period: 2026-10, refused: 12, no_contact: 40}]",
    )  # fmt: skip
    printing: Printing = key(
        block_of(Printing), "What a blank paper form says besides the questions.", name="form",
        default=Printing(), says="title and intro", example="{fax: 0571-0000 0000, stamp: true}",
    )  # fmt: skip
    _follow_up = Key(
        name="follow_up", shape=FOLLOW_UP, default="nobody is asked for a reason",
        example="follow_up: {options: bad}",
        doc="The rule that asks for reasons, for every closed item with points.",
    )  # fmt: skip
    _scales = Key(
        name="scales", shape=MapOf(keys=ITEM_ID, of=SCALE), default="none",
        example="scales: {satisfied4: {options: […]}}",
        doc="Options that several items share, by name.",
    )  # fmt: skip
    _sections = Key(
        name="sections", shape=ListOf(of=block_of(Section)), required=True,
        example="sections: [{id: shop, items: [{id: q1, …}]}]", doc="The form.",
    )  # fmt: skip
    _index = Key(
        name="index", shape=INDEX, default="one index over all rated items",
        example="index: {dimensions: [{id: environment, label: 环境, items: [q1, q7]}]}",
        doc="The tree of dimensions.",
    )  # fmt: skip
    editions: tuple[Edition, ...]
    whole: Label = field(default_factory=Label)
    """What all units together are called: the city; empty for "the whole company"."""
    settings: tuple[object, ...] = ()
    """What is set about subjects; see `settings_of`."""
    handed_out: tuple[HandedOut, ...] = ()
    """Forms that were printed, by the register; empty until a build reads it."""
    registered: tuple[str, ...] = ()
    """Kinds of the registers beside it; empty until a build reads their descriptions."""
    source: Source = field(default_factory=lambda: Source(file=""), compare=False)

    def settings_of(self, made: type[_Set]) -> _Set:
        """Return what is set about a subject, by the class that declares its keys."""
        return settings_among(self.settings, made)

    def edition(self, period: Period) -> Edition:
        """Return the edition in force at the end of a period (the first one before any began)."""
        fitting = [e for e in self.editions if e.begins is None or e.begins.start <= period.end]
        return fitting[-1] if fitting else self.editions[0]

    def edition_by_number(self, number: str) -> Edition:
        """Return the edition of a number; KeyError if there is none."""
        return {edition.number: edition for edition in self.editions}[number]

    def forms(self, unit: str, period: Period) -> int:
        """Return how many numbered forms were printed for a unit, and all below it, in a period."""
        below = {one.id for one in self.units.below(unit)}
        root = unit == self.units.root.id
        return sum(
            one.copies
            for one in self.handed_out
            if (one.unit in below or (root and not one.unit)) and one.belongs(period)
        )

    @property
    def newest(self) -> Edition:
        """The edition in force now."""
        return self.editions[-1]

    @property
    def has_index(self) -> bool:
        """Whether an edition has an index."""
        return any(edition.index is not None for edition in self.editions)

    def keeps(self, kind: RegisterKind) -> bool:
        """Tell whether a register of a kind is kept beside it."""
        return kind.value in self.registered

    def target(self, unit: str, period: Period) -> float | None:
        """Return the target that holds for a unit in a period: its own, else the general one."""
        holding = [t for t in self.targets if t.begins is None or t.begins.start <= period.start]
        own = [t.value for t in holding if t.unit == unit]
        general = [t.value for t in holding if t.unit is None]
        holders = own or general
        return holders[-1] if holders else None


@settings(
    name="study", doc="The programme as a whole: config/study.yaml.", example="name: 青禾集团"
)
class Study:
    """The whole programme: everything that ``config/`` says, complete and checked."""

    name: Label = key(
        LABEL, "Who runs the surveys.", example="{zh-Hans: 青禾集团, en: Qinghe Group}"
    )
    _whole = Key(
        name="whole", shape=LABEL, default="全公司, 全公司, the whole company",
        example="whole: {zh-Hans: 全市, zh-Hant: 全市, en: the city}",
        doc="What reports call all units together, where the first unit has the name of the "
        "organisation.",
    )  # fmt: skip
    languages: tuple[str, ...] = key(
        ListOf(of=one_of(LANGUAGES)),
        "The languages of the site; the first is the default.",
        says="[zh-Hans, zh-Hant, en]", example="[zh-Hans, en]",
    )  # fmt: skip
    sample: bool = key(
        Flag(), "Every page says that the data are invented.", default=False, example="true"
    )
    _fiscal_year_start = Key(
        name="fiscal_year_start", shape=Number(low=1, high=12, whole=True), default="1",
        example="fiscal_year_start: 4",
        doc="The month in which the fiscal year begins; shifts quarters and years.",
    )  # fmt: skip
    timezone: str = key(
        PLAIN,
        "The time zone, by its IANA name, in which a moment with an offset (Z, +00:00, GMT+8) "
        "belongs to a day. Times without an offset stay as they are written.",
        default="", says="asked for, where answers hold times with an offset",
        example="Asia/Shanghai",
    )  # fmt: skip
    _rounds = Key(
        name="rounds", shape=ListOf(of=block_of(Period)), default="none",
        example="rounds: [{id: r2026, from: 2026-05-11, to: 2026-05-29}]",
        doc="Named rounds in time order, for questionnaires with `every: round`.",
    )  # fmt: skip
    questionnaires: tuple[Questionnaire, ...] = key(
        ListOf(of=QUESTIONNAIRE_ID), "The order of the questionnaires on the site.",
        says="alphabetical by id", example="[retail, supplier]",
    )  # fmt: skip
    calendar: Calendar
    inputs: tuple[tuple[str, str], ...] = ()
    """(file, SHA-256) of every configuration file read, for the manifest."""

    @cached_property
    def by_id(self) -> dict[str, Questionnaire]:
        """Questionnaires by id."""
        return {questionnaire.id: questionnaire for questionnaire in self.questionnaires}
