"""The published index as conditions: every node's scores, and how they hang on items.

A person's score is the mean of the answered items below a node, so over K items, K times the sum of
scores is the sum of the items' points, give or take one item's full points for each answer that is
missing. Where nothing is missing the two are equal, and a hidden item would follow from an index
and its other items. Scores and points run from 0 to 1.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from csatreport.privacy.audit.algebra import INFINITE, Program, Sum, Told, UnknownName, minus
from csatreport.privacy.audit.blanks import MOST, ShortNode
from csatreport.privacy.audit.equations import Question, forms, least_base, references, said, score
from csatreport.privacy.audit.public import Atom, Public
from csatreport.privacy.audit.published import PublishedReport
from csatreport.privacy.audit.rounded import index_ends, inverted, mean_of, squares_of
from csatreport.study.edition import Edition, Node
from csatreport.study.periods import Period


@dataclass(frozen=True, kw_only=True, eq=False)
class Tree:
    """The index tree with the items below it, in all editions."""

    public: Public
    program: Program
    questions: Mapping[str, Question]
    short: dict[Atom, list[ShortNode]] = field(default_factory=dict)
    """The short nodes that each atom is tied by exactly, once they are gathered."""
    _shorts: dict[tuple[str, str], ShortNode | None] = field(default_factory=dict, repr=False)

    def atoms(self, unit: str, period: Period, series: str) -> tuple[Atom, ...]:
        """Return the atoms whose edition has a node of a series."""
        asked = {
            base.id
            for base in self.public.bases(period)
            if series in _nodes(self.public.questionnaire.edition(base))
        }
        return tuple(atom for atom in self.public.atoms(unit, period) if atom[1] in asked)

    def atoms_of(self, series: str) -> Callable[[str, Period], tuple[Atom, ...]]:
        """Return `atoms` of one node."""
        return lambda unit, period: self.atoms(unit, period, series)

    def all_nodes(self) -> tuple[str, ...]:
        """Return the series of every node of every edition."""
        indexes = [edition.index for edition in self.public.questionnaire.editions]
        nodes = (node for index in indexes if index is not None for node in index.walk())
        return tuple(dict.fromkeys(node.series for node in nodes))

    def even_nodes(self) -> dict[str, tuple[str, ...]]:
        """Return the items of every longer node, by series, whose scores are means of answers."""
        return {
            node.series: tuple(edition.by_id[name].series for name in node.leaves())
            for edition in self.public.questionnaire.editions
            for node in (edition.index.walk() if edition.index is not None else ())
            if all(child.weight is None for child in node.children) and len(node.leaves()) > MOST
        }

    def shows(self, series: str) -> Callable[[PublishedReport], bool]:
        """Return whether a report shows a node."""

        def told(sheet: PublishedReport) -> bool:
            return any(
                sheet.text("nodes.series", name) == series
                and sheet.number("nodes.n", name) is not None
                for name in sheet.about("nodes.series")
            )

        return told

    def collect(self) -> None:
        """Gather every condition that is published."""
        for sheet in self.public.sheets:
            edition = self.public.edition(sheet)
            for node in edition.index.walk() if edition.index else ():
                self._figures(sheet, node)
            self._forms(sheet)
            self._beside(sheet)
        for sheet in self.public.speaking:
            self._trend(sheet)
            self._earlier(sheet)
        for unit, base in self.public.silent():
            self.program.equal(forms(self.public.atoms(unit, base)), 0.0)
        self._links()

    def _figures(self, sheet: PublishedReport, node: Node) -> None:
        atoms = self.atoms(sheet.unit, sheet.period, node.series)
        n, index = sheet.number("nodes.n", node.id), sheet.number("nodes.index", node.id)
        sd = sheet.number("nodes.sd", node.id)
        people, whole, squares = (score(atoms, node.series, power) for power in range(3))
        if n is not None:
            self.program.equal(people, n, said(sheet, "nodes.n", node.id))
        if index is not None:
            source = said(sheet, "nodes.index", node.id)
            ends = index_ends(index / 100, exact=sheet.exact)
            mean_of(self.program, (whole, people), n, ends, source)
            if n is not None:
                about = ("nodes", node.id)
                spread = inverted(self.public, sheet, about, n, index / 100)
                spread = sd / 100 if sd is not None else spread
                if spread is not None:
                    exact = sheet.exact and sd is not None
                    low, high = squares_of(n, ends, spread, exact=exact)
                    self.program.require(squares, low, high, said(sheet, "nodes.sd", node.id))
        self.program.require(people, least_base(sheet, "nodes", node.id), INFINITE)

    def _earlier(self, sheet: PublishedReport) -> None:
        index = self.public.edition(sheet).index
        for node in index.walk() if index is not None else ():
            for period, then in references(self.public, sheet, "nodes", node.id):
                atoms = self.atoms(sheet.unit, period, node.series)
                source = Told(sheet.unit, period.id, "nodes.index", node.id)
                self._mean(atoms, node.series, then, source)

    def _mean(self, atoms: Sequence[Atom], series: str, mean: float, source: Told) -> None:
        whole = score(atoms, series, 1), score(atoms, series, 0)
        mean_of(self.program, whole, None, index_ends(mean), source)

    def _forms(self, sheet: PublishedReport) -> None:
        atoms = forms(self.public.atoms(sheet.unit, sheet.period))
        told, people = sheet.number("responses"), sheet.number("population")
        self.program.require(atoms, 1.0, INFINITE if people is None else people)
        if told is not None:
            self.program.equal(atoms, told, said(sheet, "responses"))

    def _trend(self, sheet: PublishedReport) -> None:
        for name in sheet.about("trend.period"):
            period = self.public.calendar.parse(name)
            root = self._root(period)
            if period is None or root is None or not self.public.about(period):
                continue
            atoms = self.atoms(sheet.unit, period, root.series)
            n, index = sheet.number("trend.n", name), sheet.number("trend.index", name)
            source = Told(sheet.unit, name, "nodes.index", root.id)
            if n is not None:
                self.program.equal(score(atoms, root.series, 0), n, source)
            if index is not None:
                self._mean(atoms, root.series, index / 100, source)

    def _beside(self, sheet: PublishedReport) -> None:
        root = self._root(sheet.period)
        for unit in sheet.about("units.id"):
            n, index = sheet.number("units.n", unit), sheet.number("units.index", unit)
            if n is not None:
                source = Told(unit, sheet.period.id, "responses")
                self.program.equal(forms(self.public.atoms(unit, sheet.period)), n, source)
            if index is not None and root is not None:
                atoms = self.atoms(unit, sheet.period, root.series)
                source = Told(unit, sheet.period.id, "nodes.index", root.id)
                self._mean(atoms, root.series, index / 100, source)

    def _root(self, period: Period | None) -> Node | None:
        """Return the headline of the edition that a period is reported on."""
        bases = self.public.bases(period) if period is not None else ()
        answered = [base for base in bases if self.public.answered(base)]
        last = answered[-1] if answered else period
        return self.public.questionnaire.edition(last).index if last is not None else None

    def _links(self) -> None:
        """Tie scores to forms and to one another, atom by atom."""
        atoms = {(unit, base) for cell in self.public.by_cell for unit, base in self._bases(*cell)}
        for unit, base in sorted(atoms, key=lambda one: (one[0], one[1].start, one[1].id)):
            atom, edition = (unit, base.id), self.public.questionnaire.edition(base)
            for node in edition.index.walk() if edition.index else ():
                people, whole, squares = (score([atom], node.series, p) for p in range(3))
                self.program.fluid |= {*whole, *squares}
                self._below(people, forms([atom]))
                self._below(whole, people)
                self._below(squares, whole)
                self._link(atom, edition, node)
                if (short := self._short(edition, node)) is not None:
                    short.tie(self.program, atom)
                    self.short.setdefault(atom, []).append(short)

    def _short(self, edition: Edition, node: Node) -> ShortNode | None:
        """Return a node that can be tied exactly, one for all atoms; None for any other."""
        key = edition.number, node.series
        if key not in self._shorts:
            weighted = any(child.weight is not None for child in node.children)
            asked = tuple(self.questions[edition.by_id[name].series] for name in node.leaves())
            scored = all(any(p is not None for p in one.points) for one in asked)
            fits = 1 < len(asked) <= MOST and scored and not weighted
            self._shorts[key] = ShortNode(node.series, asked) if fits else None
        return self._shorts[key]

    def _bases(self, unit: str, period: Period) -> Iterator[tuple[str, Period]]:
        for base in self.public.bases(period):
            for source in self.public.sources(unit, base):
                yield source, base

    def _below(self, less: Sum, more: Sum) -> None:
        self.program.require(minus(less, 1.0, more), -INFINITE, 0.0)

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
        self.program.require(minus(gap, slack, missing), -INFINITE, 0.0)
        self.program.require(minus(gap, -slack, missing), 0.0, INFINITE)


def _nodes(edition: Edition) -> frozenset[str]:
    return frozenset(node.series for node in edition.index.walk()) if edition.index else frozenset()
