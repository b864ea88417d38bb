"""The cells of a register: days, numbers, yes or no, and names that the study knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from csatreport.answers.cells.days import parse_day
from csatreport.answers.cells.platform_words import NO, NOT_APPLICABLE, YES
from csatreport.base.label import Label
from csatreport.base.vocabulary import word_list
from csatreport.study.model import Questionnaire
from csatreport.study.names import LARGEST
from csatreport.study.register import ChecklistItem, Criterion, Register
from csatreport.study.register_entries import Holds, RegisterField, RegisterSchema, schema_of
from csatreport.tables.fold import fold

BLANK, NO_DAY, NO_NUMBER = "G501", "G503", "G504"
NO_UNIT, NO_CODE, NO_ITEM, NO_POINTS = "G505", "G506", "G509", "G517"
_FLAGS: dict[str, bool | None] = {
    **dict.fromkeys(YES.union(word_list("cells", "passed")), True),
    **dict.fromkeys(NO.union(word_list("cells", "failed")), False),
    **dict.fromkeys(NOT_APPLICABLE),
}
_Named = TypeVar("_Named", bound=ChecklistItem | Criterion)
_MOST_POINTS = 100
_LEAST = 1e-6
"""A smaller number is a slip of the hand, and rates made with it are none."""


class RefusedError(Exception):
    """A row cannot be used. Carries the code and the field at fault."""

    def __init__(self, code: str, field: str) -> None:
        super().__init__(code)
        self.code = code
        self.field = field


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What one register's rows are read with."""

    register: Register
    questionnaire: Questionnaire
    schema: RegisterSchema
    units: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]
    checks: Mapping[str, ChecklistItem]
    """The checks of the checklist, by id and by name in each language."""
    criteria: Mapping[str, Criterion]
    """The criteria of suppliers, in the same way."""

    @classmethod
    def of(cls, register: Register, questionnaire: Questionnaire) -> Desk:
        """Lay out what the rows of one register are read with."""
        named: dict[str, str] = {}
        for unit in questionnaire.units.all:
            named |= {fold(text): unit.id for text in unit.name.all()}
        named |= {fold(unit.id): unit.id for unit in questionnaire.units.all}
        codes = {
            field: {fold(written): code for written, code in pairs}
            | {fold(code): code for _, code in pairs}
            for field, pairs in register.codes
        }
        return cls(
            register=register,
            questionnaire=questionnaire,
            schema=schema_of(register),
            units=named,
            codes=codes,
            checks=_by_name(register.checklist, lambda one: one.text),
            criteria=_by_name(register.criteria, lambda one: one.label),
        )


def _by_name(ids: Iterable[_Named], label: Callable[[_Named], Label]) -> dict[str, _Named]:
    found: dict[str, _Named] = {}
    for one in ids:
        found |= dict.fromkeys((fold(text) for text in (*label(one).all(), one.id)), one)
    return found


def complete_check(checks: Mapping[str, ChecklistItem], values: dict[str, Any]) -> None:
    """Take what a row of a visit leaves blank from the checklist.

    Raises:
        RefusedError: the check is none of the list.
    """
    item = checks.get(fold(values["check"]))
    if item is None:
        raise RefusedError(NO_CODE, "check")
    values["check"] = item.id
    values.setdefault("section", item.section)
    values.setdefault("weight", item.weight)
    values.setdefault("critical", item.critical)


def read_cell(desk: Desk, name: str, field: RegisterField, text: str) -> object:
    """Return what a cell says; None where it is blank."""
    if not text:
        if field.required:
            raise RefusedError(BLANK, name)
        return None
    if name in desk.codes:
        if fold(text) not in desk.codes[name]:
            raise RefusedError(NO_CODE, name)
        text = desk.codes[name][fold(text)]
    if field.holds is Holds.DAY:
        return _day(desk.register, name, text)
    if field.holds in (Holds.NUMBER, Holds.POINTS):
        number = _number(name, text)
        if field.holds is Holds.POINTS and number > _MOST_POINTS:
            raise RefusedError(NO_POINTS, name)
        return number
    if field.holds is Holds.FLAG:
        return _flag(name, text)
    return _known(desk, name, field, text)


def _day(register: Register, name: str, text: str) -> dt.date:
    # A month counts as its first day.
    day = parse_day(text, register.date_format) or parse_day(f"{text}-01")
    if day is None:
        raise RefusedError(NO_DAY, name)
    return day


def _number(name: str, text: str) -> float:
    try:
        value = float(text.replace(",", "").replace("，", ""))
    except ValueError:
        raise RefusedError(NO_NUMBER, name) from None
    if value != 0 and not _LEAST <= value <= LARGEST:
        raise RefusedError(NO_NUMBER, name)
    return value


def _flag(name: str, text: str) -> bool | None:
    word = fold(text)
    if word in _FLAGS:
        return _FLAGS[word]
    raise RefusedError(NO_CODE, name)


def _known(desk: Desk, name: str, field: RegisterField, text: str) -> str:
    """Return a text, checked against what is known of units, causes, owners and items."""
    if field.holds is Holds.UNIT:
        if fold(text) not in desk.units:
            raise RefusedError(NO_UNIT, name)
        return desk.units[fold(text)]
    causes = [cause.id for cause in desk.register.causes]
    if field.holds is Holds.CAUSE and causes and text not in causes:
        raise RefusedError(NO_CODE, name)
    if field.holds is Holds.OWNER and desk.register.owners and text not in desk.register.owners:
        raise RefusedError(NO_CODE, name)
    if field.holds is Holds.ITEM:
        known = {item.id for edition in desk.questionnaire.editions for item in edition.items}
        if text not in known:
            raise RefusedError(NO_ITEM, name)
    return text
