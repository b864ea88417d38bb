"""Published means of numbers about people (age, years of service) as conditions."""

from collections.abc import Sequence
from dataclasses import dataclass

from csatreport.base.coarse import INDEX_STEP
from csatreport.privacy.audit.algebra import INFINITE, Program, Sum, minus
from csatreport.privacy.audit.equations import forms, said
from csatreport.privacy.audit.public import Atom, Public
from csatreport.privacy.audit.rounded import mean_of


@dataclass(frozen=True, kw_only=True, eq=False)
class Numbers:
    """One series of a number: how many gave it, and its sum, which may lie below zero."""

    public: Public
    series: str
    program: Program

    def base(self, atoms: Sequence[Atom]) -> Sum:
        """Return how many gave a number."""
        return {(atom, f"{self.series}.given", 0): 1.0 for atom in atoms}

    def whole(self, atoms: Sequence[Atom]) -> Sum:
        """Return the sum of the numbers."""
        signs = {"above": 1.0, "under": -1.0}
        return {
            (atom, f"{self.series}.{name}", 0): sign
            for atom in atoms
            for name, sign in signs.items()
        }

    def collect(self) -> None:
        """Gather every condition that is published."""
        for sheet in self.public.sheets:
            item = self.public.edition(sheet).by_series.get(self.series)
            if item is None:
                continue
            atoms = self.public.atoms(sheet.unit, sheet.period)
            n = sheet.number("background_numbers.n", item.id)
            mean = sheet.number("background_numbers.mean", item.id)
            if n is not None:
                source = said(sheet, "background_numbers.n", item.id)
                self.program.equal(self.base(atoms), n, source)
            if mean is not None:
                source = said(sheet, "background_numbers.mean", item.id)
                half = 0.0 if sheet.exact else INDEX_STEP / 2
                ends = mean - half, mean + half
                mean_of(self.program, (self.whole(atoms), self.base(atoms)), n, ends, source)
        for atom in sorted(
            {atom for cell in self.public.by_cell for atom in self.public.atoms(*cell)}
        ):
            self.program.require(minus(self.base([atom]), 1.0, forms([atom])), -INFINITE, 0.0)
            self.program.fluid |= set(self.whole([atom]))
