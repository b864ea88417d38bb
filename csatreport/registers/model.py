"""What registers hold: one typed entry for each row, and an account of the rows left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from csatreport.answers.model import Intake
from csatreport.study.register import Register, RegisterKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every row has: its id, the unit it belongs to, and where it stands."""

    id: str
    unit: str
    file: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint(Entry):
    """A complaint, from receipt to whatever came of it; what is not known is "" or None."""

    received: dt.date
    channel: str = ""
    customer: str = ""
    touchpoint: str = ""
    line: str = ""
    cause: str = ""
    severity: str = ""
    text: str = ""
    owner: str = ""
    due: dt.date | None = None
    steps: tuple[tuple[str, dt.date], ...] = ()
    """The days on which steps of handling were done, in the order of the scheme."""
    answered: dt.date | None = None
    resolved: dt.date | None = None
    resolution: str = ""
    satisfied: bool | None = None
    followed: dt.date | None = None
    reopened: dt.date | None = None
    resolved_again: dt.date | None = None
    lesson: str = ""

    def open_again(self, day: dt.date) -> bool:
        """Tell whether it had been opened again by the end of a day."""
        return self.reopened is not None and self.reopened <= day

    def resolved_by(self, day: dt.date) -> dt.date | None:
        """Return when it was resolved for good, as things stood at the end of a day.

        A case that was opened again is open until it is resolved again: its time goes on.
        """
        last = self.resolved_again if self.open_again(day) else self.resolved
        return last if last is not None and last <= day else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureMonth(Entry):
    """How many customers or receipts a unit had in the month of a day, in one line or in all."""

    month: dt.date
    number: float
    line: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Entry):
    """An entry of the improvement plan."""

    item: str
    period: str = ""
    evidence: str = ""
    cause: str = ""
    action: str = ""
    owner: str = ""
    due: dt.date | None = None
    done: dt.date | None = None
    state: str = ""
    told: str = ""
    """What customers are told of it; "" for the action itself."""
    told_en: str = ""
    told_zh_hans: str = ""
    told_zh_hant: str = ""
    target: float | None = None

    def told_in(self, language: str) -> str:
        """Return what readers of a language are told; without a text of their own, what all are."""
        own = {"en": self.told_en, "zh-Hans": self.told_zh_hans, "zh-Hant": self.told_zh_hant}
        return own.get(language) or self.told or self.action or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect(Entry):
    """A defect that was found inside, before a customer complained."""

    found: dt.date
    by: str = ""
    area: str = ""
    severity: str = ""
    customers: float | None = None
    limit: dt.date | None = None
    fixed: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer(Entry):
    """A customer of the list that named answers join."""

    name: str = ""
    grade: str = ""
    value: float | None = None
    key: bool | None = None
    since: dt.date | None = None
    last_order: dt.date | None = None
    orders: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Entry):
    """One check of a visit: passed, not passed, or (None) not applicable."""

    day: dt.date
    visit: str = ""
    section: str = ""
    check: str = ""
    weight: float | None = None
    passed: bool | None = None
    critical: bool | None = None
    photo: str = ""
    closed: dt.date | None = None


ENTRIES: Mapping[RegisterKind, type[Entry]] = {
    RegisterKind.COMPLAINTS: Complaint,
    RegisterKind.EXPOSURE: ExposureMonth,
    RegisterKind.ACTIONS: Action,
    RegisterKind.DEFECTS: Defect,
    RegisterKind.CUSTOMERS: Customer,
    RegisterKind.INSPECTIONS: Check,
}
"""What a row of each kind becomes."""

ORDERED: Mapping[RegisterKind, tuple[tuple[str, str], ...]] = {
    RegisterKind.COMPLAINTS: (
        ("received", "answered"), ("received", "resolved"), ("resolved", "followed"),
        ("resolved", "reopened"), ("reopened", "resolved_again"), ("received", "due"),
    ),
    RegisterKind.DEFECTS: (("found", "fixed"), ("found", "limit")),
    RegisterKind.CUSTOMERS: (("since", "last_order"),),
    RegisterKind.INSPECTIONS: (("day", "closed"),),
}  # fmt: skip
"""Pairs of days of which the first cannot lie after the second."""


@dataclass(frozen=True, kw_only=True)
class Registers:
    """Everything that is registered beside one questionnaire, and how it is judged."""

    rules: Mapping[RegisterKind, Register] = field(default_factory=dict)
    complaints: tuple[Complaint, ...] = ()
    exposure: tuple[ExposureMonth, ...] = ()
    actions: tuple[Action, ...] = ()
    defects: tuple[Defect, ...] = ()
    customers: tuple[Customer, ...] = ()
    inspections: tuple[Check, ...] = ()
    intake: Intake = field(default_factory=Intake)

    @property
    def content(self) -> tuple[object, ...]:
        """What figures can be made of: rules and entries, without the account of files."""
        kinds = (getattr(self, kind.value) for kind in RegisterKind)
        return (tuple(sorted(self.rules.items())), *kinds)

    def within(self, units: Collection[str]) -> Registers:
        """Return what belongs to some units."""
        kept: dict[str, Any] = {
            kind.value: tuple(one for one in getattr(self, kind.value) if one.unit in units)
            for kind in RegisterKind
        }
        return replace(self, **kept)
