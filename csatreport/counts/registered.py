"""What the registers beside a questionnaire have in common: their rules, files and names."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from csatreport.counts.ledger import Ledger
from csatreport.study.register import Register, RegisterKind
from csatreport.study.register_entries import Entry


@dataclass(frozen=True, kw_only=True)
class Registered:
    """What subjects ask of registers beside their entries."""

    sources: Mapping[RegisterKind, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """The files of each register, and how many of their rows are about this unit."""
    names: frozenset[str] = frozenset()
    """Customers named in any register of the questionnaire; no text shows them."""
    rules: Mapping[RegisterKind, Register] = field(default_factory=dict)
    """The descriptions of the registers there are."""

    def label(self, kind: RegisterKind, code: str, language: str) -> str:
        """Return the name of a code of a register; the code itself where it has none."""
        rule = self.rules.get(kind)
        return rule.label(code)[language] if rule is not None else code


def registered_of(ledger: Ledger, unit: str) -> Registered:
    """Return what the registers of a unit and all below it have in common."""
    registers = ledger.registers_of(unit)
    return Registered(
        sources={kind: _files(registers.entries.get(kind, ())) for kind in registers.rules},
        names=ledger.named_customers(),
        rules=registers.rules,
    )


def _files(entries: Iterable[Entry]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(one.file for one in entries).items()))
