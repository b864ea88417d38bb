"""Registers beside the answers: what is kept about complaints, actions, defects, customers, visits.

A file in ``config/registers/`` says which files in ``data/registers/`` hold a register, what their
columns are called, which codes and causes there are, and how soon a complaint must be answered.
"""

from dataclasses import field
from enum import StrEnum
from typing import TypeVar

from csatreport.base.errors import Source
from csatreport.base.label import Label
from csatreport.study.names import ITEM_ID, LABEL, PLAIN, QUESTIONNAIRE_ID, one_of
from csatreport.study.words import standard_label
from csatreport.study.yaml.declared import block_of, key, settings, settings_among
from csatreport.study.yaml.groups import Either, ListOf, MapOf
from csatreport.study.yaml.shapes import Flag, Number

_Set = TypeVar("_Set")


class RegisterKind(StrEnum):
    """What a register is about."""

    COMPLAINTS = "complaints"
    EXPOSURE = "exposure"
    """How many customers or receipts complaints are set against, by month and unit."""
    ACTIONS = "actions"
    DEFECTS = "defects"
    CUSTOMERS = "customers"
    INSPECTIONS = "inspections"


_DAYS = Number(low=0, high=3650, whole=True)
_SCHEMES = {
    "five": ("listened", "shared", "clarified", "illustrated", "asked"),
    "seven": ("encouraged", "understood", "repeated", "converted", "coordinated", "fed_back",
              "followed_up"),
}  # fmt: skip
_COMPLAINTS = frozenset({RegisterKind.COMPLAINTS})
_ACTIONS = frozenset({RegisterKind.ACTIONS})
_VISITS = frozenset({RegisterKind.INSPECTIONS})
_CODED = _COMPLAINTS | _VISITS | {RegisterKind.DEFECTS, RegisterKind.CUSTOMERS}
"""Those whose codes are printed: causes and channels, checks, areas and finders, grades."""


@settings(
    name="cause",
    title="A cause (`causes`)",
    doc="A kind of cause of complaints.",
    example="{id: price, label: {zh-Hans: 标价不符, en: Wrong price}, parent: service}",
)
class Cause:
    """A kind of cause; ``parent`` is the id of the wider one, "" at the top."""

    id: str = key(ITEM_ID, "Its code in files.", example="price")
    label: Label = key(LABEL, "Its name in reports.", example="{en: Wrong price}")
    parent: str = key(
        ITEM_ID, "The id of the wider cause it belongs to.",
        default="", example="service",
    )  # fmt: skip


@settings(
    name="step",
    title="A step (`handling`)",
    doc="A step of handling a complaint; the field of its id holds the day on which it was done.",
    example="{id: called, label: {zh-Hans: 已致电, en: Called}}",
)
class HandlingStep:
    """A step of handling a complaint: the field its day stands in, and its name."""

    id: str = key(ITEM_ID, "The field's name.", example="called")
    label: Label = key(LABEL, "Its name in reports.", example="{en: Called}")


@settings(
    name="check",
    title="A check (`checklist`)",
    doc="A check that every visit makes.",
    example="{id: badge, text: {zh-Hans: 佩戴工牌, en: Wears a badge}, section: looks, weight: 2}",
)
class ChecklistItem:
    """A check that every visit makes; no score makes up for one that is critical."""

    id: str = key(ITEM_ID, "Its code in files.", example="badge")
    text: Label = key(
        LABEL, "What is checked, so that the answer can be yes or no. Files may hold it too.",
        example="{en: Wears a badge}",
    )  # fmt: skip
    section: str = key(
        PLAIN, "The section it is scored in; named under `labels`.",
        default="", example="looks",
    )  # fmt: skip
    weight: float = key(
        Number(low=0.001, high=1000), "How much it weighs in the score.", default=1.0, example="2"
    )
    critical: bool = key(
        Flag(), "A check that no score makes up for: it stands apart where it failed.",
        default=False, says="no", example="yes",
    )  # fmt: skip


def _steps(given: str | tuple[HandlingStep, ...]) -> tuple[HandlingStep, ...]:
    """Return the steps that are named or, of a scheme, those it stands for."""
    if isinstance(given, tuple):
        return given
    return tuple(
        HandlingStep(id=name, label=standard_label(f"step_{name}")) for name in _SCHEMES[given]
    )


@settings(
    name="register",
    doc="A register in data/registers/: its files, columns, codes and rules.",
    example="kind: complaints",
)
class Register:
    """How one register is read and judged.

    ``columns`` pairs a field with the header it stands under; ``codes`` a field with what may be
    written and what it means. Days are counted from the day of receipt.
    """

    id: str = ""
    kind: RegisterKind = key(
        one_of(tuple(map(str, RegisterKind))),
        "complaints, exposure (customers or receipts by month and unit), actions (the improvement "
        "plan), defects (found inside), customers, inspections.",
        example="complaints", made=RegisterKind,
    )  # fmt: skip
    questionnaire: str = key(
        QUESTIONNAIRE_ID, "Whose units and reports the register belongs to.", example="retail"
    )
    files: str = key(
        PLAIN, "The files below data/registers/, without ending; `*` stands for anything.",
        default="", says="the name of this file, with anything behind it", example="complaints*",
    )  # fmt: skip
    columns: tuple[tuple[str, str], ...] = key(
        MapOf(keys=ITEM_ID, of=PLAIN),
        "The header of each field that is called otherwise.",
        default=(), says="the names of the fields", example="{id: 编号, received: 收到日期}",
    )  # fmt: skip
    codes: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = key(
        MapOf(keys=ITEM_ID, of=MapOf(keys=PLAIN, of=PLAIN, example="{电话: phone}")),
        "What is written in a field, and the code it stands for. A field named here takes nothing "
        "else.",
        default=(), says="codes stand in the files as they are",
        example="{channel: {电话: phone}}",
    )  # fmt: skip
    labels: tuple[tuple[str, Label], ...] = key(
        MapOf(keys=PLAIN, of=LABEL),
        "The names of codes in reports.",
        default=(), says="the codes", example="{phone: {zh-Hans: 电话, en: Telephone}}",
        kinds=_CODED,
    )  # fmt: skip
    owners: tuple[str, ...] = key(
        ListOf(of=PLAIN), "Who may be an owner.",
        default=(), says="anybody", example="[客服部, 门店]", kinds=_COMPLAINTS | _ACTIONS,
    )  # fmt: skip
    date_format: str | None = key(
        PLAIN, "How days are written, where the year does not stand first.",
        default=None, says="the year first", example='"%d.%m.%Y"',
    )  # fmt: skip
    answer_days: int | None = key(
        _DAYS, "Within so many days a complaint must have its first answer.",
        default=None, says="no deadline", example="2", kinds=_COMPLAINTS,
    )  # fmt: skip
    resolve_days: int | None = key(
        _DAYS, "Within so many days it must be resolved, where it has no `due` of its own.",
        default=None, says="`due` of each complaint", example="10", kinds=_COMPLAINTS,
    )  # fmt: skip
    steps: tuple[HandlingStep, ...] = key(
        Either(shapes=(one_of(tuple(_SCHEMES)), ListOf(of=block_of(HandlingStep)))),
        "five (listened, shared, clarified, illustrated, asked), seven (encouraged, understood, "
        "repeated, converted, coordinated, fed back, followed up), or steps.",
        name="handling", default_factory=lambda: _steps("five"), says="five", example="five",
        kinds=_COMPLAINTS, made=_steps,
    )  # fmt: skip
    causes: tuple[Cause, ...] = key(
        ListOf(of=block_of(Cause)),
        "The causes there are; a row with another one is refused.",
        default=(), says="any", example="[{id: price, label: 标价不符}]", kinds=_COMPLAINTS,
    )  # fmt: skip
    escalations: tuple[str, ...] = key(
        ListOf(of=PLAIN),
        "The channels that are appeals to a higher body; they are counted apart.",
        default=(), example="[appeal]", kinds=_COMPLAINTS,
    )  # fmt: skip
    checklist: tuple[ChecklistItem, ...] = key(
        ListOf(of=block_of(ChecklistItem)),
        "The checks of a visit. A row with another one is refused; section, weight and critical "
        "come from here where a row leaves them blank.",
        default=(), says="the rows say what was checked",
        example="[{id: badge, text: {en: Wears a badge}}]", kinds=_VISITS,
    )  # fmt: skip
    per: float = key(
        Number(low=1, high=1_000_000), "Rates are told for so many customers or receipts.",
        default=1000.0, example="1000", kinds=_COMPLAINTS,
    )  # fmt: skip
    settings: tuple[object, ...] = ()
    """What is set about subjects; see `settings_of`."""
    source: Source = field(default_factory=lambda: Source(file=""), compare=False)

    def settings_of(self, made: type[_Set]) -> _Set:
        """Return what is set about a subject, by the class that declares its keys."""
        return settings_among(self.settings, made)

    def label(self, code: str) -> Label:
        """Return the name of a code, cause or check; the code itself where it has none."""
        named = {one.id: one.label for one in self.causes}
        named |= {one.id: one.text for one in self.checklist}
        return dict(self.labels).get(code) or named.get(code) or Label.of(code)
