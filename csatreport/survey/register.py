"""Registers beside the answers: what is kept about complaints, actions, defects, customers, visits.

A file in ``config/registers/`` says which files in ``data/registers/`` hold a register, what their
columns are called, which codes and causes there are, and how soon a complaint must be answered.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from csatreport.errors import Source
from csatreport.label import Label


class RegisterKind(StrEnum):
    """What a register is about."""

    COMPLAINTS = "complaints"
    EXPOSURE = "exposure"
    """How many customers or receipts complaints are set against, by month and unit."""
    ACTIONS = "actions"
    DEFECTS = "defects"
    CUSTOMERS = "customers"
    INSPECTIONS = "inspections"


COMPOSITE_PARTS = ("survey", "inspections", "complaints")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A kind of cause; ``parent`` is the id of the wider one, "" at the top."""

    id: str
    label: Label
    parent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingStep:
    """A step of handling a complaint: the field its day stands in, and its name."""

    id: str
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """A check that every visit makes; no score makes up for one that is critical."""

    id: str
    text: Label
    section: str = ""
    weight: float = 1.0
    critical: bool = False


@dataclass(frozen=True, kw_only=True)
class Register:
    """How one register is read and judged.

    ``columns`` pairs a field with the header it stands under; ``codes`` a field with what may be
    written and what it means. Days are counted from the day of receipt. A cause that comes up
    ``times`` in ``window`` days is supervised; it is back if it comes up within ``back`` days of a
    closure. One complaint stands for ``iceberg`` dissatisfied customers, which is an assumption.
    """

    id: str
    kind: RegisterKind
    questionnaire: str
    files: str
    columns: tuple[tuple[str, str], ...] = ()
    codes: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    labels: tuple[tuple[str, Label], ...] = ()
    """Names of codes, for reports."""
    owners: tuple[str, ...] = ()
    date_format: str | None = None
    answer_days: int | None = None
    resolve_days: int | None = None
    steps: tuple[HandlingStep, ...] = ()
    causes: tuple[Cause, ...] = ()
    escalations: tuple[str, ...] = ()
    """Channels that are appeals to a higher body."""
    times: int = 3
    window: int = 90
    back: int = 60
    iceberg: float = 25.0
    per: float = 1000.0
    intro: Label = field(default_factory=Label)
    """What “You said, we did” says first; empty for a sentence of its own."""
    thanks: Label = field(default_factory=Label)
    checklist: tuple[ChecklistItem, ...] = ()
    """The checks of a visit; empty where each row says itself what was checked."""
    composite: tuple[tuple[str, float], ...] = ()
    """The parts of a unit's composite with their weights."""
    worst: float = 1.0
    """The complaint rate at which its part of the composite is 0."""
    source: Source = field(default_factory=lambda: Source(file=""), compare=False)

    def label(self, code: str) -> Label:
        """Return the name of a code, cause or check; the code itself where it has none."""
        named = {one.id: one.label for one in self.causes}
        named |= {one.id: one.text for one in self.checklist}
        return dict(self.labels).get(code) or named.get(code) or Label.of(code)
