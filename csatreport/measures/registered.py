"""What the registers beside a questionnaire say about a unit and period, gathered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from csatreport.measures.accounts import AccountFindings, measure_accounts
from csatreport.measures.actions import Judged, measure_actions
from csatreport.measures.complaints import ComplaintFindings, measure_complaints
from csatreport.measures.inspections import (
    DefectFindings,
    InspectionFindings,
    measure_defects,
    measure_inspections,
)
from csatreport.measures.ledger import Ledger
from csatreport.survey.periods import Period
from csatreport.survey.register import Register, RegisterKind


@dataclass(frozen=True, kw_only=True)
class Registered:
    """Everything from registers; None or empty where there is none."""

    complaints: ComplaintFindings | None = None
    defects: DefectFindings | None = None
    actions: tuple[Judged, ...] = ()
    accounts: AccountFindings | None = None
    inspections: InspectionFindings | None = None
    rules: Mapping[RegisterKind, Register] = field(default_factory=dict)
    """The descriptions of the registers there are."""

    def label(self, kind: RegisterKind, code: str, language: str) -> str:
        """Return the name of a code of a register; the code itself where it has none."""
        rule = self.rules.get(kind)
        return rule.label(code)[language] if rule is not None else code


def measure_registered(
    ledger: Ledger, unit: str, period: Period, earlier: Sequence[Period]
) -> Registered:
    """Measure the registers of a unit and all below it in a period."""
    registers = ledger.registers_of(unit)
    year_ago = ledger.calendar.year_ago(period)
    before = earlier[-1] if earlier else None
    return Registered(
        complaints=measure_complaints(registers, period, earlier, year_ago),
        defects=measure_defects(registers, period),
        actions=measure_actions(ledger, registers.actions, period),
        accounts=measure_accounts(ledger, registers.customers, unit, period, before),
        inspections=measure_inspections(registers, period),
        rules=registers.rules,
    )
