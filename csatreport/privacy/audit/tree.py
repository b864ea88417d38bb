"""The published index as conditions: every node's scores, and how they hang on items.

A person's score is the mean of the answered items below a node, so over K items, K times the sum of
scores is the sum of the items' points, give or take one item's full points for each answer that is
missing. Where nothing is missing the two are equal, and a hidden item would follow from an index
and its other items. Scores and points run from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from csatreport.privacy.audit.algebra import INFINITE, Program, Sum, UnknownName
from csatreport.privacy.audit.equations import inverted, least_base, minus, references, said
from csatreport.privacy.audit.public import Atom, Public
from csatreport.privacy.audit.published import PublishedReport
from csatreport.study.edition import Edition, Node
from csatreport.study.periods import Period


def score(atoms: Iterable[Atom], series: str, power: int) -> Sum:
    """Return the sum over persons of a power of their scores; power 0 counts persons."""
    return {(atom, series, power): 1.0 for atom in atoms}


def forms(atoms: Iterable[Atom]) -> Sum:
    """Return the number of forms."""
    return {(atom, "form", 0): 1.0 for atom in atoms}


@dataclass(frozen=True, kw_only=True, eq=False)
class Tree:
    """The index tree with the items below it, in all editions."""

    public: Public
    program: Program = field(default_factory=Program)

    def atoms(self, unit: str, period: Period, series: str) -> tuple[Atom, ...]:
        """Return the atoms whose edition has a node or an item of a series."""
        asked = {
            base.id
            for base in self.public.bases(period)
            if series in self.series(self.public.questionnaire.edition(base))
        }
        return tuple(atom for atom in self.public.atoms(unit, period) if atom[1] in asked)

    def series(self, edition: Edition) -> tuple[str, ...]:
        """Return the series of all nodes and of the items below them."""
        nodes = edition.index.walk() if edition.index else ()
        names = edition.index.leaves() if edition.index else ()
        return (*(n.series for n in nodes), *(edition.by_id[name].series for name in names))

    def all_series(self) -> tuple[str, ...]:
        """Return every series of every edition."""
        editions = self.public.questionnaire.editions
        return tuple(dict.fromkeys(one for edition in editions for one in self.series(edition)))

    def collect(self) -> Program:
        """Gather every condition that is published."""
        for sheet in self.public.sheets:
            edition = self.public.edition(sheet)
            for node in edition.index.walk() if edition.index else ():
                self._figures(sheet, "nodes", node.id, node.series)
            for name in edition.index.leaves() if edition.index else ():
                self._figures(sheet, "items", name, edition.by_id[name].series)
            self._forms(sheet)
            self._trend(sheet)
            self._beside(sheet)
        for unit, base in self.public.silent():
            self.program.equal(forms(self.public.atoms(unit, base)), 0.0, f"{unit} {base.id}")
        self._links()
        return self.program

    def _figures(self, sheet: PublishedReport, level: str, name: str, series: str) -> None:
        atoms = self.atoms(sheet.unit, sheet.period, series)
        n, index = sheet.number(f"{level}.n", name), sheet.number(f"{level}.index", name)
        source = said(sheet, name)
        if n is not None and (level == "nodes" or self._all_have_points(sheet, name)):
            self.program.equal(score(atoms, series, 0), n, f"{source}.n")
        if index is not None:
            self._mean(atoms, series, index / 100, f"{source}.index")
        if level == "nodes" and n is not None and index is not None:
            sd = sheet.number("nodes.sd", name)
            spread = sd / 100 if sd is not None else inverted(
                self.public, sheet, (level, name), n, index / 100
            )  # fmt: skip
            if spread is not None:
                squares = spread**2 * (n - 1) + n * (index / 100) ** 2
                self.program.equal(score(atoms, series, 2), squares, f"{source}.sd")
        low = least_base(sheet, level, name)
        self.program.require(score(atoms, series, 0), low, INFINITE, f"{source}.suppressed")
        for period, then in references(self.public, sheet, level, name):
            earlier = self.atoms(sheet.unit, period, series)
            self._mean(earlier, series, then, f"{source}.comparisons")

    def _all_have_points(self, sheet: PublishedReport, name: str) -> bool:
        """Tell whether every answer to an item counts for the index."""
        options = self.public.edition(sheet).by_id[name].options
        return all(option.points is not None for option in options)

    def _mean(self, atoms: Sequence[Atom], series: str, mean: float, source: str) -> None:
        terms = minus(score(atoms, series, 1), mean, score(atoms, series, 0))
        self.program.equal(terms, 0.0, source)

    def _forms(self, sheet: PublishedReport) -> None:
        atoms = forms(self.public.atoms(sheet.unit, sheet.period))
        told, people = sheet.number("responses"), sheet.number("population")
        low, high = (1.0, INFINITE if people is None else people) if told is None else (told, told)
        self.program.require(atoms, low, high, said(sheet, "responses"))

    def _trend(self, sheet: PublishedReport) -> None:
        for name in sheet.about("trend.period"):
            period = self.public.calendar.parse(name)
            root = self._root(period)
            if period is None or root is None:
                continue
            atoms = self.atoms(sheet.unit, period, root.series)
            n, index = sheet.number("trend.n", name), sheet.number("trend.index", name)
            if n is not None:
                self.program.equal(score(atoms, root.series, 0), n, said(sheet, f"trend.{name}"))
            if index is not None:
                self._mean(atoms, root.series, index / 100, said(sheet, f"trend.{name}"))

    def _beside(self, sheet: PublishedReport) -> None:
        root = self._root(sheet.period)
        for unit in sheet.about("units.id"):
            n, index = sheet.number("units.n", unit), sheet.number("units.index", unit)
            source = said(sheet, f"units.{unit}")
            if n is not None:
                self.program.equal(forms(self.public.atoms(unit, sheet.period)), n, source)
            if index is not None and root is not None:
                atoms = self.atoms(unit, sheet.period, root.series)
                self._mean(atoms, root.series, index / 100, source)

    def _root(self, period: Period | None) -> Node | None:
        """Return the headline of the edition that a period is reported on."""
        bases = self.public.bases(period) if period is not None else ()
        answered = [base for base in bases if self.public.answered(base)]
        last = answered[-1] if answered else period
        return self.public.questionnaire.edition(last).index if last is not None else None

    def _links(self) -> None:
        """Tie scores to forms and to one another, atom by atom."""
        for unit, base in {atom for cell in self.public.by_cell for atom in self._bases(*cell)}:
            atom, edition = (unit, base.id), self.public.questionnaire.edition(base)
            if edition.index is None:
                continue
            for series in self.series(edition):
                people, whole = score([atom], series, 0), score([atom], series, 1)
                self._below(people, forms([atom]))
                self._below(whole, people)
                if series not in {edition.by_id[n].series for n in edition.index.leaves()}:
                    self._below(score([atom], series, 2), whole)
            for node in edition.index.walk():
                self._link(atom, edition, node)

    def _bases(self, unit: str, period: Period) -> Iterator[tuple[str, Period]]:
        for base in self.public.bases(period):
            for source in self.public.sources(unit, base):
                yield source, base

    def _below(self, less: Sum, more: Sum) -> None:
        self.program.require(minus(less, 1.0, more), -INFINITE, 0.0, "")

    def _link(self, atom: Atom, edition: Edition, node: Node) -> None:
        leaves = [edition.by_id[name].series for name in node.leaves()]
        missing: dict[UnknownName, float] = {}
        for series in leaves:
            for terms, sign in ((forms([atom]), 1.0), (score([atom], series, 0), -1.0)):
                missing = minus(missing, -sign, terms)
        weighted = any(child.weight is not None for child in node.children)
        parts = [(series, 1.0) for series in leaves]
        if weighted:
            parts = [(c.series, size) for c, size in zip(node.children, node.sizes, strict=True)]
        heavy = sum(weight for _, weight in parts)
        gap: dict[UnknownName, float] = {(atom, node.series, 1): heavy}
        for series, weight in parts:
            gap = minus(gap, weight, score([atom], series, 1))
        slack = heavy if weighted else 1.0
        self.program.require(minus(gap, slack, missing), -INFINITE, 0.0, "")
        self.program.require(minus(gap, -slack, missing), 0.0, INFINITE, "")
