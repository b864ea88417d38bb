"""What a row of each kind of register becomes, and which of its days must come first."""

from collections.abc import Mapping

from csatreport.registers.model import (
    Action,
    Check,
    Complaint,
    Customer,
    Defect,
    Entry,
    ExposureMonth,
)
from csatreport.study.register import RegisterKind

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
