"""What registers hold: one typed entry for each row, and an account of the rows left out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar, cast

from csatreport.answers.model import Intake
from csatreport.study.register import Register, RegisterKind
from csatreport.study.register_entries import Complaint, Customer, Entry

_Entry = TypeVar("_Entry", bound=Entry)


@dataclass(frozen=True, kw_only=True)
class Registers:
    """Everything that is registered beside one questionnaire, and how it is judged."""

    rules: Mapping[RegisterKind, Register] = field(default_factory=dict)
    entries: Mapping[RegisterKind, tuple[Entry, ...]] = field(default_factory=dict)
    intake: Intake = field(default_factory=Intake)

    @classmethod
    def holding(
        cls, *entries: Entry, rules: Mapping[RegisterKind, Register] | None = None
    ) -> "Registers":
        """Return registers of some entries."""
        kinds = dict.fromkeys(one.kind for one in entries)
        return cls(
            rules=rules or {},
            entries={kind: tuple(e for e in entries if e.kind is kind) for kind in kinds},
        )

    def of(self, made: type[_Entry]) -> tuple[_Entry, ...]:
        """Return the entries of one kind."""
        return cast("tuple[_Entry, ...]", self.entries.get(made.kind, ()))

    @property
    def names(self) -> frozenset[str]:
        """Every customer that is named: in the list, or with a complaint."""
        listed = (one.name for one in self.of(Customer))
        heard = (one.customer for one in self.of(Complaint))
        return frozenset(name for name in (*listed, *heard) if name)

    @property
    def content(self) -> tuple[object, ...]:
        """What figures can be made of: rules and entries, without the account of files."""
        return tuple(sorted(self.rules.items())), tuple(sorted(self.entries.items()))

    def within(self, units: Collection[str]) -> "Registers":
        """Return what belongs to some units."""
        kept = {
            kind: tuple(one for one in some if one.unit in units)
            for kind, some in self.entries.items()
        }
        return replace(self, entries=kept)
