"""What a row of each kind of register holds: the one place where a kind of register is declared.

A field of an entry is a column of its file. Its type says what a cell may hold, a field without a
value of its own must not be blank, and a field that must not be blank needs a column. ``unit`` may
be blank (the whole company) unless the kind says otherwise, and is known by id or name.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Annotated, Any, ClassVar, TypeAlias, get_args, get_origin, get_type_hints

from csatreport.study.register import Register, RegisterKind


class Holds(StrEnum):
    """What the cells of a field hold."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    POINTS = "points"
    """A number from 0 to 100."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every row has: its id, the unit it belongs to, and where it stands.

    ``numbered`` says that rows have an id of their own (others are known by their place),
    ``placed`` that a row must name its unit; ``unique`` are fields that no two rows have alike;
    ``ordered`` are pairs of days or numbers of which the first cannot be more than the second.
    """

    kind: ClassVar[RegisterKind]
    numbered: ClassVar[bool] = True
    placed: ClassVar[bool] = False
    unique: ClassVar[tuple[str, ...]] = ("id",)
    ordered: ClassVar[tuple[tuple[str, str], ...]] = ()

    id: str
    unit: Annotated[str, Holds.UNIT]
    file: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint(Entry):
    """A complaint, from receipt to whatever came of it; what is not known is "" or None."""

    kind = RegisterKind.COMPLAINTS
    ordered = (
        ("received", "answered"), ("received", "resolved"), ("resolved", "followed"),
        ("resolved", "reopened"), ("reopened", "resolved_again"), ("received", "due"),
    )  # fmt: skip

    received: dt.date
    channel: str = ""
    customer: str = ""
    touchpoint: str = ""
    line: str = ""
    cause: Annotated[str, Holds.CAUSE] = ""
    severity: str = ""
    text: str = ""
    owner: Annotated[str, Holds.OWNER] = ""
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

    kind = RegisterKind.EXPOSURE
    numbered = False

    month: dt.date
    number: float
    line: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Entry):
    """An entry of the improvement plan."""

    kind = RegisterKind.ACTIONS

    item: Annotated[str, Holds.ITEM]
    period: str = ""
    evidence: str = ""
    cause: str = ""
    action: str = ""
    type: str = ""
    """What kind of action it is, such as training; named under ``labels``."""
    owner: Annotated[str, Holds.OWNER] = ""
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

    kind = RegisterKind.DEFECTS
    ordered = (("found", "fixed"), ("found", "limit"))

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

    kind = RegisterKind.CUSTOMERS
    ordered = (("since", "last_order"), ("since", "lost"), ("lost", "returned"))

    name: str = ""
    grade: str = ""
    value: float | None = None
    key: bool | None = None
    since: dt.date | None = None
    last_order: dt.date | None = None
    orders: float | None = None
    wallet: float | None = None
    """The share, in percent, of what the customer buys of our kind that it buys from us."""
    lost: dt.date | None = None
    lost_why: str = ""
    returned: dt.date | None = None

    def gone(self, day: dt.date) -> bool:
        """Tell whether the customer had left, and not come back, when a day began."""
        away = self.lost is not None and self.lost < day
        return away and not (self.returned is not None and self.returned < day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Entry):
    """One check of a visit: passed, not passed, or (None) not applicable."""

    kind = RegisterKind.INSPECTIONS
    numbered, placed = False, True
    ordered = (("day", "closed"),)

    day: dt.date
    visit: str = ""
    section: str = ""
    check: str
    weight: float | None = None
    passed: bool | None = None
    critical: bool | None = None
    photo: str = ""
    closed: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCount(Entry):
    """What one inspection of a stage counted in a day.

    ``passed`` at first, and of these ``escaped`` to a later stage, which found them.
    """

    kind = RegisterKind.STAGES
    numbered = False
    ordered = (("passed", "inspected"), ("escaped", "passed"))

    day: dt.date
    stage: str
    inspected: float
    passed: float
    by: str = ""
    escaped: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierFigure(Entry):
    """What was measured of a supplier by one criterion: a figure, or so many ``count`` ``of``."""

    kind = RegisterKind.SUPPLIERS
    numbered = False
    ordered = (("count", "of"),)

    day: dt.date
    supplier: str
    criterion: str
    value: float | None = None
    count: float | None = None
    of: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerPoints(Entry):
    """The points (0-100) of a customer in the month of a day, of which a grade is made."""

    kind = RegisterKind.GRADES
    numbered = False
    unique = ("customer", "month")

    customer: str
    month: dt.date
    contribution: Annotated[float | None, Holds.POINTS] = None
    compliance: Annotated[float | None, Holds.POINTS] = None
    capability: Annotated[float | None, Holds.POINTS] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseCount(Entry):
    """How many promises of a kind fell due in a day, and how many of them were kept.

    A row of a single promise says 1, and 1 or 0.
    """

    kind = RegisterKind.PROMISES
    numbered = False
    ordered = (("kept", "made"),)

    day: dt.date
    promise: str
    made: float
    kept: float


ENTRIES: Mapping[RegisterKind, type[Entry]] = {
    made.kind: made
    for made in (
        Complaint,
        ExposureMonth,
        Action,
        Defect,
        Customer,
        Check,
        StageCount,
        SupplierFigure,
        CustomerPoints,
        PromiseCount,
    )
}
"""What a row of each kind becomes."""
_CELLS = {str: Holds.TEXT, dt.date: Holds.DAY, float: Holds.NUMBER, bool: Holds.FLAG}
_PLACE = ("file", "row")


def schema_of(register: Register) -> RegisterSchema:
    """Return the fields of a register, those of its handling steps with them."""
    schema = _schema(register.kind)
    return schema | dict.fromkeys(_step_ids(register), RegisterField(holds=Holds.DAY))


def clashes(register: Register) -> list[str]:
    """Return the steps of handling that are called like a field, whose cells they would take."""
    return [step for step in _step_ids(register) if step in _schema(register.kind)]


def _step_ids(register: Register) -> list[str]:
    handled = register.kind is RegisterKind.COMPLAINTS
    return [step.id for step in register.steps] if handled else []


@cache
def _schema(kind: RegisterKind) -> dict[str, RegisterField]:
    """Return the fields of an entry, those that must not be blank first."""
    found = dict(_declared(ENTRIES[kind]))
    return dict(sorted(found.items(), key=lambda pair: not pair[1].required))


def _declared(made: type[Entry]) -> Iterator[tuple[str, RegisterField]]:
    hints = get_type_hints(made, include_extras=True)
    own = () if made.numbered else ("id",)
    for one in fields(made):
        holds = _held(hints[one.name])
        if holds is not None and one.name not in (*_PLACE, *own):
            required = made.placed if one.name == "unit" else one.default is MISSING
            yield one.name, RegisterField(holds=holds, required=required)


def _held(hint: Any) -> Holds | None:  # noqa: ANN401 - a hint is of any type
    """Return what a cell of a type holds; None for what is made of several cells."""
    if get_origin(hint) is Annotated:
        return Holds(get_args(hint)[1])
    plain: type = get_args(hint)[0] if isinstance(hint, UnionType) else hint
    return _CELLS.get(plain)
