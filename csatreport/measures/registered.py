"""What the registers beside a questionnaire say about a unit and period, gathered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from csatreport.measures.composite import UnitParts, measure_leaves
from csatreport.measures.inspections import (
    DefectFindings,
    InspectionFindings,
    measure_defects,
    measure_inspections,
)
from csatreport.measures.ledger import Ledger
from csatreport.measures.volume import complaint_rate
from csatreport.registers.model import Entry
from csatreport.survey.periods import Period
from csatreport.survey.register import Register, RegisterKind


@dataclass(frozen=True, kw_only=True)
class Registered:
    """Everything from registers; None or empty where there is none."""

    rate: float | None = None
    """Complaints for so much exposure."""
    defects: DefectFindings | None = None
    inspections: InspectionFindings | None = None
    leaves: Mapping[str, UnitParts] = field(default_factory=dict)
    """What registers give to the composite of each unit below that has none below itself."""
    sources: Mapping[RegisterKind, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """The files of each register, and how many of their rows are about this unit."""
    names: frozenset[str] = frozenset()
    """Customers named in any register of the questionnaire; no text shows them."""
    rules: Mapping[RegisterKind, Register] = field(default_factory=dict)
    """The descriptions of the registers there are."""

    @property
    def parts(self) -> UnitParts:
        """What registers give to the composite of this unit."""
        visits = self.inspections
        return UnitParts(
            inspections=visits.whole.score if visits is not None else None, rate=self.rate
        )

    def label(self, kind: RegisterKind, code: str, language: str) -> str:
        """Return the name of a code of a register; the code itself where it has none."""
        rule = self.rules.get(kind)
        return rule.label(code)[language] if rule is not None else code


def measure_registered(ledger: Ledger, unit: str, period: Period) -> Registered:
    """Measure the registers of a unit and all below it in a period."""
    registers = ledger.registers_of(unit)
    visits, rate = measure_inspections(registers, period), complaint_rate(registers, period)
    rule = registers.rules.get(RegisterKind.INSPECTIONS)
    units = ledger.questionnaire.units
    below = units.below(unit)[1:] if rule is not None and rule.composite else ()
    leaves = [one for one in below if not units.children(one.id)]
    return Registered(
        rate=rate.value if rate is not None else None,
        defects=measure_defects(registers, period),
        inspections=visits,
        leaves=measure_leaves(registers, visits, leaves, period),
        sources={kind: _files(getattr(registers, kind.value)) for kind in registers.rules},
        names=ledger.named_customers(),
        rules=registers.rules,
    )


def _files(entries: Iterable[Entry]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(one.file for one in entries).items()))
