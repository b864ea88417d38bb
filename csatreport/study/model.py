"""What is asked, of whom and when: the study as complete, typed, frozen values.

The reader of YAML (`csatreport.study.reading.study`) fills in every default, so nobody downstream
asks whether a thing is set.
"""

from dataclasses import field
from functools import cached_property
from typing import ClassVar, TypeVar

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
from csatreport.study.yaml.block import Block
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


@settings(name="questionnaire", example="id: retail")
class Questionnaire:
    """One edition of a questionnaire: a file in config/questionnaires/.

    As a value it is the survey in all its editions: settings come from the newest one's file.
    """

    id: str = key(QUESTIONNAIRE_ID, "retail")
    """Small letters, digits and -, a letter first, up to 40. Names the folders of answers and of
    the site. Files with the same id are editions of one questionnaire."""
    _edition: ClassVar[object] = key(EDITION_ID, "2", says="1")
    """The edition's number or name."""
    _begins: ClassVar[object] = key(
        PERIOD, "2026-01", says="the beginning; required from the second edition on"
    )
    """The first period answered on this edition."""
    title: Label = key(LABEL, "{zh-Hans: 顾客满意度调查, en: Shopper survey}")
    """The title of the form and of its reports."""
    short: Label = key(LABEL, "{zh-Hans: 门店顾客, en: Shoppers}", says="`title`")
    """A short name for menus."""
    organisation: Label = key(
        LABEL, "{zh-Hans: 青禾超市, en: Qinghe Supermarkets}", says="the study's name"
    )
    """Who asks."""
    respondents: Label = key(
        LABEL,
        "{zh-Hans: 顾客, en: shoppers}",
        default_factory=lambda: standard_label("respondents"),
        says="受访者, 受訪者, respondents",
    )
    """What the people who answer are called, in the plural."""
    intro: Label = key(
        LABEL, "{zh-Hans: 感谢您抽出三分钟。, en: Thank you for three minutes.}", default=Label()
    )
    """What the form says first."""
    notes: Label = key(
        LABEL, "{zh-Hans: 问卷放在服务台。, en: Forms lie at the service desk.}", default=Label()
    )
    """How answers are gathered; printed in the method chapter."""
    every: PeriodKind = key(one_of(PERIOD_KINDS), "month")
    """The base period: month, quarter, year, or round for the study's named rounds."""
    reporting: Reporting = key(
        block_of(Reporting),
        "{periods: [month, year], units: restricted}",
        name="reports",
        says="see below",
    )
    """Which reports are made, and for whom."""
    units: Units = key(PLAIN, "units/retail.csv", says="one unit for the whole organisation")
    """The file of stores, departments or regions, below config/: .csv or .yaml."""
    _unit_kinds: ClassVar[object] = key(
        UNIT_KINDS,
        "{county: {zh-Hans: 县城店, en: County store}}",
        says="the names used in the units file",
    )
    """Names for the kinds of unit."""
    unit_noun: Label = key(
        LABEL,
        "{zh-Hans: 家门店, zh-Hant: 家門店, en: store|stores}",
        default=Label(),
        says="个单位, 個單位, unit|units",
    )
    """What units are counted in: in Chinese with its measure word, in English one and many."""
    columns: ColumnNames = key(
        block_of(ColumnNames),
        "{id: 编号, unit: 门店, date: 调查日期}",
        default=ColumnNames(),
        says="the well-known names",
    )
    """The headers of answer files that are not items."""
    ids: Ids = key(one_of(Ids), "account", default=Ids.FORM)
    """What the column `id` names: a person, an account (a customer, whoever answers for it), or no
    more than the form. Only persons and accounts are looked for in the period before; ids that
    stand in the customer list are accounts in any case."""
    duplicates: DuplicateRule = key(one_of(DuplicateRule), "last", default=DuplicateRule.REFUSE)
    """Which row counts when one id answers differently in a base period: `first`, `last`, or
    `refuse`: the row of the file that was read first, and of rows in one file none. Rows of two
    files that agree in every cell are one."""
    late: LateAnswers = key(one_of(LateAnswers), "next", default=LateAnswers.REFUSE)
    """What becomes of answers that come after their period was closed: `refuse`, or
    `next`: they count in the next period that is not closed."""
    sampling: Sampling = key(one_of(Sampling), "census", default=Sampling.CONVENIENCE)
    """How people came to answer: census (all were asked), random, or convenience."""
    anonymity: Anonymity | None = key(
        Either((Flag(), block_of(Anonymity))), "true", name="anonymous", default=None, says="false"
    )
    """`true` hides every figure that could point to a person; or the bases to use."""
    same_people: tuple[str, ...] | None = key(
        ListOf(QUESTIONNAIRE_ID), "[pulse]", default=None, says="not said"
    )
    """Other anonymous questionnaires that the same people answer, by their ids: what small groups
    would fall by comparing both is withheld. `[]` says that nobody else asks these people."""
    targets: tuple[Target, ...] = key(
        Either((PERCENT, ListOf(block_of(Target)))), "80", name="target", default=()
    )
    """The headline index to reach: a number, or a list by period and unit."""
    smallest: SmallestChange = key(
        block_of(SmallestChange),
        "{index: 3}",
        name="smallest_change",
        default=_SMALLEST,
        says=f"{_SMALLEST.index:g} index points, {_SMALLEST.share:g} percentage points, "
        f"{_SMALLEST.net:g} points of a net score",
    )
    """The smallest change that matters."""
    baseline: Baseline = key(
        block_of(Baseline),
        "{baseline: 12}",
        name="trend",
        default=Baseline(),
        says="the first 12 points",
    )
    """From what trends learn their usual range, and when they start anew."""
    weights: Weights | None = key(
        block_of(Weights), "{column: WEIGHT}", default=None, says="every answer counts once"
    )
    """How answers are weighted. All levels and tests are then weighted ones, with those that count
    every answer once beside them. Not for anonymous answers."""
    _pairs: ClassVar[object] = key(_PAIRS, "{tolerance: 5, kano: pouliot}", says="see below")
    """How expectations, importance and Kano's pairs are judged."""
    masked_names: tuple[str, ...] = key(ListOf(PLAIN), "[王芳, Zhang Wei]", default=(), made=once)
    """Names of people that comments are never printed with. Telephone, identity card, plate
    numbers, accounts and addresses are masked in any case."""
    answers_language: str = key(
        one_of(LANGUAGES), "zh-Hans", default="", says="the first of the study's languages"
    )
    """The language that answers in words are written in. Quotes carry it, so that browsers and
    screen readers set and speak them rightly on pages of other languages."""
    fieldwork: tuple[Fieldwork, ...] = key(
        ListOf(block_of(Fieldwork)),
        "[{period: 2026-10, refused: 12, no_contact: 40}]",
        default=(),
        says="not known",
    )
    """What became of those who were asked and did not answer: response rates of the whole company
    follow from it."""
    printing: Printing = key(
        block_of(Printing),
        "{fax: 0571-0000 0000, stamp: true}",
        name="form",
        default=Printing(),
        says="title and intro",
    )
    """What a blank paper form says besides the questions."""
    _follow_up: ClassVar[object] = key(
        FOLLOW_UP, "{options: bad}", says="nobody is asked for a reason"
    )
    """The rule that asks for reasons, for every closed item with points."""
    _scales: ClassVar[object] = key(
        MapOf(keys=ITEM_ID, of=SCALE), "{satisfied4: {options: […]}}", says="none"
    )
    """Options that several items share, by name."""
    _sections: ClassVar[object] = key(
        ListOf(block_of(Section)), "[{id: shop, items: [{id: q1, …}]}]"
    )
    """The form."""
    _index: ClassVar[object] = key(
        INDEX,
        "{dimensions: [{id: environment, label: 环境, items: [q1, q7]}]}",
        says="one index over all rated items",
    )
    """The tree of dimensions."""
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
        return settings_among(Questionnaire, self.settings, made)

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


@settings(name="study", example="name: 青禾集团")
class Study:
    """The programme as a whole: config/study.yaml.

    As a value it is everything that ``config/`` says, complete and checked.
    """

    name: Label = key(LABEL, "{zh-Hans: 青禾集团, en: Qinghe Group}")
    """Who runs the surveys."""
    _whole: ClassVar[object] = key(
        LABEL,
        "{zh-Hans: 全市, zh-Hant: 全市, en: the city}",
        says="全公司, 全公司, the whole company",
    )
    """What reports call all units together, where the first unit has the name of the
    organisation."""
    languages: tuple[str, ...] = key(
        ListOf(one_of(LANGUAGES)), "[zh-Hans, en]", says="[zh-Hans, zh-Hant, en]"
    )
    """The languages of the site; the first is the default."""
    sample: bool = key(Flag(), "true", default=False)
    """Every page says that the data are invented."""
    _fiscal_year_start: ClassVar[object] = key(Number(low=1, high=12, whole=True), "4", says="1")
    """The month in which the fiscal year begins; shifts quarters and years."""
    timezone: str = key(
        PLAIN,
        "Asia/Shanghai",
        default="",
        says="asked for, where answers hold times with an offset",
    )
    """The time zone, by its IANA name, in which a moment with an offset (Z, +00:00, GMT+8) belongs
    to a day. Times without an offset stay as they are written."""
    _rounds: ClassVar[object] = key(
        ListOf(block_of(Period)), "[{id: r2026, from: 2026-05-11, to: 2026-05-29}]", says="none"
    )
    """Named rounds in time order, for questionnaires with `every: round`."""
    questionnaires: tuple[Questionnaire, ...] = key(
        ListOf(QUESTIONNAIRE_ID), "[retail, supplier]", says="alphabetical by id"
    )
    """The order of the questionnaires on the site."""
    calendar: Calendar
    inputs: tuple[tuple[str, str], ...] = ()
    """(file, SHA-256) of every configuration file read, for the manifest."""

    @cached_property
    def by_id(self) -> dict[str, Questionnaire]:
        """Questionnaires by id."""
        return {questionnaire.id: questionnaire for questionnaire in self.questionnaires}
