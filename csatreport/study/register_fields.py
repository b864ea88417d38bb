"""The fields of each kind of register: what a cell may hold, and which must not be blank.

``unit`` may be blank (the whole company), and is known by id or name. A field without a column in a
file is blank throughout; a field that must not be blank needs a column.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from csatreport.study.register import Register, RegisterKind


class Holds(StrEnum):
    """What the cells of a field hold."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    FLAG = "flag"
    UNIT = "unit"
    CAUSE = "cause"
    OWNER = "owner"
    ITEM = "item"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterField:
    """One field of a register."""

    holds: Holds = Holds.TEXT
    required: bool = False


RegisterSchema: TypeAlias = Mapping[str, RegisterField]

_TEXT, _DAY, _NUMBER, _FLAG = (RegisterField(holds=one) for one in
                               (Holds.TEXT, Holds.DAY, Holds.NUMBER, Holds.FLAG))  # fmt: skip
_ID = RegisterField(required=True)
_UNIT, _OWNER = RegisterField(holds=Holds.UNIT), RegisterField(holds=Holds.OWNER)
_MUST_DAY = RegisterField(holds=Holds.DAY, required=True)
_MUST_NUMBER = RegisterField(holds=Holds.NUMBER, required=True)

_SCHEMAS: Mapping[RegisterKind, RegisterSchema] = {
    RegisterKind.COMPLAINTS: {
        "id": _ID, "received": _MUST_DAY, "unit": _UNIT, "channel": _TEXT, "customer": _TEXT,
        "touchpoint": _TEXT, "line": _TEXT, "cause": RegisterField(holds=Holds.CAUSE),
        "severity": _TEXT,
        "text": _TEXT, "owner": _OWNER, "due": _DAY, "answered": _DAY, "resolved": _DAY,
        "resolution": _TEXT, "satisfied": _FLAG, "followed": _DAY, "reopened": _DAY,
        "resolved_again": _DAY, "lesson": _TEXT,
    },
    RegisterKind.EXPOSURE: {
        "unit": _UNIT, "month": _MUST_DAY, "number": _MUST_NUMBER, "line": _TEXT,
    },
    RegisterKind.ACTIONS: {
        "id": _ID, "item": RegisterField(holds=Holds.ITEM, required=True), "unit": _UNIT,
        "period": _TEXT,
        "evidence": _TEXT, "cause": _TEXT, "action": _TEXT, "owner": _OWNER, "due": _DAY,
        "done": _DAY, "state": _TEXT, "told": _TEXT, "told_en": _TEXT,
        "told_zh_hans": _TEXT, "told_zh_hant": _TEXT, "target": _NUMBER,
    },
    RegisterKind.DEFECTS: {
        "id": _ID, "found": _MUST_DAY, "unit": _UNIT, "by": _TEXT, "area": _TEXT,
        "severity": _TEXT, "customers": _NUMBER, "limit": _DAY, "fixed": _DAY,
    },
    RegisterKind.CUSTOMERS: {
        "id": _ID, "name": _TEXT, "unit": _UNIT, "grade": _TEXT, "value": _NUMBER, "key": _FLAG,
        "since": _DAY, "last_order": _DAY, "orders": _NUMBER,
    },
    RegisterKind.INSPECTIONS: {
        "unit": RegisterField(holds=Holds.UNIT, required=True), "day": _MUST_DAY, "visit": _TEXT,
        "section": _TEXT, "check": RegisterField(required=True), "weight": _NUMBER, "passed": _FLAG,
        "critical": _FLAG, "photo": _TEXT, "closed": _DAY,
    },
}  # fmt: skip


def schema_of(register: Register) -> RegisterSchema:
    """Return the fields of a register, those of its handling steps with them."""
    fields = dict(_SCHEMAS[register.kind])
    if register.kind is RegisterKind.COMPLAINTS:
        fields |= {step.id: _DAY for step in register.steps}
    return fields


def clashes(register: Register) -> list[str]:
    """Return the steps of handling that are called like a field, whose cells they would take."""
    return [step.id for step in register.steps if step.id in _SCHEMAS[register.kind]]
