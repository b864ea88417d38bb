"""Published means of numbers about people (age, years of service) as conditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from csatreport.privacy.audit.algebra import INFINITE, Program, Sum
from csatreport.privacy.audit.equations import minus, said
from csatreport.privacy.audit.public import Atom, Public


@dataclass(frozen=True, kw_only=True, eq=False)
class Numbers:
    """One series of a number: how many gave it, and its sum, which may lie below zero."""

    public: Public
    series: str
    program: Program = field(default_factory=Program)

    def base(self, atoms: Sequence[Atom]) -> Sum:
        """Return how many gave a number."""
        return {(atom, "given", 0): 1.0 for atom in atoms}

    def whole(self, atoms: Sequence[Atom]) -> Sum:
        """Return the sum of the numbers."""
        signs = {"above": 1.0, "under": -1.0}
        return {(atom, name, 0): sign for atom in atoms for name, sign in signs.items()}

    def collect(self) -> Program:
        """Gather every condition that is published."""
        for sheet in self.public.sheets:
            item = self.public.edition(sheet).by_series.get(self.series)
            atoms = self.public.atoms(sheet.unit, sheet.period)
            people = sheet.number("responses")
            most = INFINITE if people is None else people
            self.program.require(self.base(atoms), 0.0, most, said(sheet, "responses"))
            if item is None:
                continue
            n = sheet.number("background_numbers.n", item.id)
            mean = sheet.number("background_numbers.mean", item.id)
            if n is not None:
                self.program.equal(self.base(atoms), n, said(sheet, f"{item.id}.n"))
            if mean is not None:
                terms = minus(self.whole(atoms), mean, self.base(atoms))
                self.program.equal(terms, 0.0, said(sheet, f"{item.id}.mean"))
        return self.program
