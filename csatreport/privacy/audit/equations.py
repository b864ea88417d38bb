"""Published figures of one question as conditions on the hidden amounts of atoms.

A question's amounts in an atom are its answers by option and the forms without an answer; both
together are the forms handed in, which all questions share. Of a several-choice question people
tick what they like, so there no option is ticked more often than there are forms. Points run from
0 to 1.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from csatreport.base.coarse import SHARE_STEP, behind
from csatreport.privacy.audit.algebra import INFINITE, Program, Sum, Told, UnknownName, minus
from csatreport.privacy.audit.nets import sides
from csatreport.privacy.audit.public import Atom, Public
from csatreport.privacy.audit.published import PublishedReport
from csatreport.privacy.audit.rounded import index_ends, inverted, mean_of, squares_of
from csatreport.study.item import Item, Kind
from csatreport.study.periods import Period

MISSING = ("blank", "multiple", "not_applicable", "invalid")


def over(atoms: Iterable[Atom], name: str, weights: Sequence[float]) -> dict[UnknownName, float]:
    """Return the weighted sum of the amounts ``name`` 0, 1, … over atoms."""
    return {(atom, name, place): weight for atom in atoms for place, weight in enumerate(weights)}


def score(atoms: Iterable[Atom], series: str, power: int) -> Sum:
    """Return the sum over persons of a power of their scores; power 0 counts persons."""
    return {(atom, series, power): 1.0 for atom in atoms}


def forms(atoms: Iterable[Atom]) -> Sum:
    """Return the number of forms."""
    return {(atom, ".forms", 0): 1.0 for atom in atoms}


def said(sheet: PublishedReport, kind: str, about: str = "") -> Told:
    """Name a figure that stands in a report."""
    return Told(sheet.unit, sheet.period.id, kind, about)


@dataclass(frozen=True, kw_only=True, eq=False)
class Question:
    """One series of a closed or several-choice question, in all editions that ask it."""

    public: Public
    series: str
    program: Program
    _asked: dict[Period, set[str]] = field(default_factory=dict, repr=False)

    @cached_property
    def newest(self) -> Item:
        """The question as it was last asked."""
        editions = reversed(self.public.questionnaire.editions)
        found = (edition.by_series.get(self.series) for edition in editions)
        return next(item for item in found if item is not None)

    @property
    def several(self) -> bool:
        """Whether more than one option may be ticked."""
        return self.newest.kind is Kind.SEVERAL

    @cached_property
    def points(self) -> tuple[float | None, ...]:
        """The points of each option from 0 to 1; None for an option without points."""
        low, high = self.newest.bounds
        if low == high:
            return (None,) * len(self.newest.options)
        return tuple(
            None if option.points is None else (option.points - low) / (high - low)
            for option in self.newest.options
        )

    def atoms(self, unit: str, period: Period) -> tuple[Atom, ...]:
        """Return the atoms in which the question was asked."""
        if period not in self._asked:
            self._asked[period] = {
                base.id
                for base in self.public.bases(period)
                if self.series in self.public.questionnaire.edition(base).by_series
            }
        asked = self._asked[period]
        return tuple(atom for atom in self.public.atoms(unit, period) if atom[1] in asked)

    def option(self, atoms: Iterable[Atom], place: int) -> Sum:
        """Return how often an option was ticked."""
        return {(atom, self.counted, place): 1.0 for atom in atoms}

    @property
    def counted(self) -> str:
        """The name of the amounts that are its answers by option."""
        return f"{self.series}.counts"

    def rest(self, atoms: Iterable[Atom]) -> Sum:
        """Return the number of forms without an answer."""
        return over(atoms, f"{self.series}.rest", [1.0])

    def base(self, atoms: Sequence[Atom]) -> Sum:
        """Return the number of answers; of a several-choice question, of forms."""
        if self.several:
            return forms(atoms)
        return over(atoms, self.counted, [1.0] * len(self.points))

    def scored(self, atoms: Iterable[Atom], power: int) -> Sum:
        """Return the sum of a power of the points; power 0 counts answers that have points."""
        return over(atoms, self.counted, [0.0 if p is None else p**power for p in self.points])

    def good(self, atoms: Iterable[Atom]) -> Sum:
        """Return the number of favourable answers."""
        places = range(len(self.points))
        return over(atoms, self.counted, [float(place in self.newest.good) for place in places])

    def collect(self) -> None:
        """Gather every condition that is published."""
        for sheet in self.public.sheets:
            item = self.public.edition(sheet).by_series.get(self.series)
            if item is None:
                continue
            atoms = self.atoms(sheet.unit, sheet.period)
            self._item(sheet, item, atoms)
            self._alone(sheet, item, atoms)
            self._spread(sheet, item, atoms)
            self._nets(sheet, item)
        for sheet in self.public.speaking:
            if (item := self.public.edition(sheet).by_series.get(self.series)) is not None:
                self._references(sheet, item)
        bases = {atom for cell in self.public.by_cell for atom in self.atoms(*cell)}
        for atom in sorted(bases):
            self._tie(atom)

    def _tie(self, atom: Atom) -> None:
        """Tie answers to forms, and to the scores that the index is made of."""
        if self.several:
            for place in range(len(self.points)):
                ticks = minus(self.option([atom], place), 1.0, forms([atom]))
                self.program.require(ticks, -INFINITE, 0.0)
            return
        all_forms = minus({**self.base([atom]), **self.rest([atom])}, 1.0, forms([atom]))
        self.program.equal(all_forms, 0.0)
        for power in (0, 1) if any(p is not None for p in self.points) else ():
            points = minus(score([atom], self.series, power), 1.0, self.scored([atom], power))
            self.program.equal(points, 0.0)
        self.program.fluid |= set(score([atom], self.series, 1))

    def _item(self, sheet: PublishedReport, item: Item, atoms: Sequence[Atom]) -> None:
        def told(name: str) -> float | None:
            return sheet.number(f"items.{name}", item.id)

        def note(terms: Sum, value: float, name: str) -> None:
            self.program.equal(terms, value, said(sheet, f"items.{name}", item.id))

        n, mean, favourable = told("n"), self._mean(sheet, item), told("favourable")
        if n is not None:
            note(self.base(atoms), n, "n")
        if mean is not None:
            of = n if None not in self.points else None
            source = said(sheet, "items.index", item.id)
            mean_of(
                self.program,
                (self.scored(atoms, 1), self.scored(atoms, 0)),
                of,
                index_ends(mean, exact=sheet.exact),
                source,
            )
        if favourable is not None:
            source = said(sheet, "items.favourable", item.id)
            rounded = behind(favourable, SHARE_STEP, 0, 1)
            ends = (favourable, favourable) if sheet.exact else rounded
            mean_of(self.program, (self.good(atoms), self.base(atoms)), n, ends, source)
        self._counts(sheet, item, atoms, "items")
        spread = self._deviation(sheet, item, n, mean)
        if None not in (n, mean, spread) and None not in self.points:
            squares = spread**2 * (n - 1) + n * mean**2  # type: ignore[operator]
            note(self.scored(atoms, 2), squares, "sd")
        least = max(least_base(sheet, "items", item.id), float(bool(n)))
        self.program.require(self.base(atoms), least, INFINITE)
        if complete(self.public, sheet, item):
            self.program.equal(self.rest(atoms), 0.0, assumed=True)

    def _alone(self, sheet: PublishedReport, item: Item, atoms: Sequence[Atom]) -> None:
        """Take over what is said of a node that has no other item: its scores are the answers."""
        root = self.public.edition(sheet).index
        for node in root.walk() if root is not None and None not in self.points else ():
            n, index = sheet.number("nodes.n", node.id), sheet.number("nodes.index", node.id)
            if node.leaves() != (item.id,) or n is None or index is None:
                continue
            mean, sd = index / 100, sheet.number("nodes.sd", node.id)
            self.program.equal(self.base(atoms), n, said(sheet, "nodes.n", node.id))
            whole = self.scored(atoms, 1), self.scored(atoms, 0)
            source = said(sheet, "nodes.index", node.id)
            ends = index_ends(mean, exact=sheet.exact)
            mean_of(self.program, whole, n, ends, source)
            spread = inverted(self.public, sheet, ("nodes", node.id), n, mean)
            spread = sd / 100 if sd is not None else spread
            if spread is not None:
                source = said(sheet, "nodes.sd", node.id)
                low, high = squares_of(n, ends, spread, exact=sheet.exact and sd is not None)
                self.program.require(self.scored(atoms, 2), low, high, source)

    def _counts(
        self, sheet: PublishedReport, item: Item, atoms: Sequence[Atom], level: str
    ) -> None:
        for place, option in enumerate(item.options):
            count = sheet.number(f"{level}.counts", item.id, option.code)
            if count is not None:
                source = said(sheet, f"{level}.counts", item.id)
                self.program.equal(self.option(atoms, place), count, source)
        missing = [sheet.number(f"{level}.{name}", item.id) for name in MISSING]
        if not self.several and None not in missing:
            total = sum(count for count in missing if count is not None)
            self.program.equal(self.rest(atoms), total, said(sheet, f"{level}.blank", item.id))

    def _spread(self, sheet: PublishedReport, item: Item, atoms: Sequence[Atom]) -> None:
        self._counts(sheet, item, atoms, "background")
        asked = sheet.number("background.asked", item.id)
        if asked is not None:
            self.program.equal(forms(atoms), asked, said(sheet, "background.asked", item.id))

    def _mean(self, sheet: PublishedReport, item: Item) -> float | None:
        """Return the published mean on 0-1, from whichever figure gives it."""
        index, mean = sheet.number("items.index", item.id), sheet.number("items.mean", item.id)
        low, high = item.bounds
        if index is not None:
            return index / 100
        return (mean - low) / (high - low) if mean is not None and low < high else None

    def _deviation(
        self, sheet: PublishedReport, item: Item, n: float | None, mean: float | None
    ) -> float | None:
        """Return the published deviation on 0-1, or the one an interval gives away."""
        sd, (low, high) = sheet.number("items.sd", item.id), item.bounds
        if sd is not None and low < high:
            return sd / (high - low)
        if n is None or mean is None:
            return None
        return inverted(self.public, sheet, ("items", item.id), n, mean)

    def _references(self, sheet: PublishedReport, item: Item) -> None:
        for period, value in references(self.public, sheet, "items", item.id):
            atoms = self.atoms(sheet.unit, period)
            whole = self.scored(atoms, 1), self.scored(atoms, 0)
            source = said(sheet, "items.comparisons", item.id)
            mean_of(self.program, whole, None, index_ends(value), source)

    def _nets(self, sheet: PublishedReport, item: Item) -> None:
        """Take over what the net scores of units side by side tell, and the question's own."""
        net = sheet.number("items.net", item.id)
        atoms = self.atoms(sheet.unit, sheet.period)
        if net is not None:
            terms = minus(self._sides(item, atoms, -1.0), net / 100, self.base(atoms))
            self.program.equal(terms, 0.0, said(sheet, "items.net", item.id))
        if item.id not in sheet.about("recommend.units.score"):
            return
        for unit in {about[1] for kind, about in sheet.values
                     if kind == "recommend.units.score" and about[0] == item.id}:  # fmt: skip
            beside = self.atoms(unit, sheet.period)
            n = sheet.number("recommend.units.n", item.id, unit)
            source = Told(unit, sheet.period.id, "items.counts", item.id)
            if n is not None:
                self.program.equal(self.base(beside), n, source)
            for name, value in sides(self.public, sheet, item.id, unit):
                weighed = self._sides(item, beside, -1.0 if name == "net" else 1.0)
                self.program.equal(weighed, round(value), source)

    def _sides(self, item: Item, atoms: Iterable[Atom], bad: float) -> Sum:
        """Return the favourable answers, with ``bad`` times the unfavourable ones."""
        places = range(len(self.points))
        weights = [1.0 if n in item.good else bad if n in item.bad else 0.0 for n in places]
        return over(atoms, self.counted, weights)


def least_base(sheet: PublishedReport, level: str, name: str) -> float:
    """Return how many answered at least, by what is said in place of a figure.

    Where the responses are shown, only a figure that exists is said to be withheld.
    """
    exists = sheet.text(f"{level}.suppressed", name) and sheet.number("responses") is not None
    return 1.0 if exists else 0.0


def references(
    public: Public, sheet: PublishedReport, level: str, name: str
) -> Iterator[tuple[Period, float]]:
    """Yield the earlier means on 0-1 that comparisons speak of, with their periods."""
    now = sheet.number(f"{level}.index", name)
    for against in ("previous", "year_ago"):
        about = (name, against)
        then = sheet.number(f"{level}.comparisons.reference", *about)
        step = sheet.number(f"{level}.comparisons.difference", *about)
        if then is None and now is not None and step is not None:
            then = now - step
        period = public.calendar.parse(sheet.text(f"{level}.comparisons.period", *about))
        if then is not None and period is not None and public.about(period):
            yield period, then / 100


def complete(public: Public, sheet: PublishedReport, item: Item) -> bool:
    """Tell whether nobody is seen to have left a rated question out: then perhaps none did.

    That is no figure, but whoever assumes it is right often enough to be reckoned with.
    """
    index, people = public.edition(sheet).index, sheet.number("responses")
    names = index.leaves() if index is not None else ()
    if people is None or item.id not in names:
        return False
    shown = [n for name in names if (n := sheet.number("items.n", name)) is not None]
    return all(n == people for n in shown)
