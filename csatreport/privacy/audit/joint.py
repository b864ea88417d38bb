"""All published figures of a questionnaire together: what falls, and what would have to go.

Questions hang together: through the forms they stand on, through the index that is made of them,
and through the rules of what is withheld. So they are judged in one programme. Conditions that
share no amount, such as those of two months, fall apart into `Component`s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from itertools import combinations_with_replacement, permutations

from csatreport.privacy.audit.algebra import (
    Condition,
    ContradictionError,
    Program,
    Reduced,
    UnknownName,
    groups,
    settle,
)
from csatreport.privacy.audit.blanks import ShortNode
from csatreport.privacy.audit.cells import (
    form_cells,
    left_out_cells,
    number_cells,
    question_cells,
    tree_cells,
)
from csatreport.privacy.audit.equations import Question
from csatreport.privacy.audit.public import Atom, Public
from csatreport.privacy.audit.quantity import Numbers
from csatreport.privacy.audit.solve import SolvedPart, Step
from csatreport.privacy.audit.tree import Tree
from csatreport.privacy.audit.verdict import Fall, SeenSums, SmallCell, fallen
from csatreport.study.item import TICKED, Kind, Role
from csatreport.study.policy import Anonymity

_NAMED = 8
"""How many published figures a message names."""

Points = tuple[float | None, ...]

ShortNodes = Mapping[Atom, Sequence[ShortNode]]

KnownWorld = Callable[[Iterable[Question], ShortNodes], dict[UnknownName, float]]


@dataclass(frozen=True, eq=False)
class Component:
    """Conditions that share amounts, and the cells that they speak of."""

    rows: tuple[Condition, ...]
    cells: tuple[SmallCell, ...]
    steps: Steps
    fluid: frozenset[UnknownName]
    promise: Anonymity
    world: dict[UnknownName, float] = field(default_factory=dict)
    """Amounts that fulfil all conditions, once they are found: they do where some are left out."""

    def falls(self, cells: Sequence[SmallCell] | None = None) -> list[Fall]:
        """Return what falls.

        Raises:
            ContradictionError: the published figures cannot all be true.
        """
        cells = self.cells if cells is None else cells
        try:
            return list(self._falls(self.rows, cells))
        except ContradictionError:
            try:
                return list(self._falls(self.plausible(), cells))
            except ContradictionError:
                return list(self._falls([row for row in self.rows if not row.assumed], cells))

    def believed(self) -> Component:
        """Return the component without what was assumed wrongly, and with a world of the rest.

        Raises:
            ContradictionError: the published figures cannot all be true.
        """
        if all(row.holds(self.world) for row in self.rows):
            return self
        told = [row for row in self.rows if not row.assumed]
        for some in (lambda: self.rows, self.plausible):
            try:
                return self._with_world(some())
            except ContradictionError:
                continue
        return self._with_world(told)

    def _with_world(self, rows: Sequence[Condition]) -> Component:
        settled, world = settle(rows, self.fluid), dict(self.world)
        world.update(settled.values)
        for some in groups(settled.rows)[1]:
            part = SolvedPart(tuple(some), self.fluid, world)
            if (found := part.world()) is not None:
                world.update(zip(part.places, found.tolist(), strict=True))
        return replace(self, rows=tuple(rows), world=world)

    def plausible(self) -> list[Condition]:
        """Leave out what was assumed of questions that somebody did leave blank.

        Whether somebody did follows from a question's own figures in other units and in totals.
        """
        assumed = {name[1] for row in self.rows if row.assumed for name in row.terms}
        wrong = {kind for kind in assumed if not self._possible(kind.removesuffix(".rest"))}
        return [
            row
            for row in self.rows
            if not (row.assumed and any(name[1] in wrong for name in row.terms))
        ]

    def _possible(self, series: str) -> bool:
        """Tell whether what is assumed of one question fits its own figures."""
        kinds = {f"{series}.rest", f"{series}.counts", ".forms"}
        rows = [row for row in self.rows if kinds.issuperset(name[1] for name in row.terms)]
        try:
            left = settle(rows, self.fluid).rows
            for part in groups(left)[1]:
                SolvedPart(tuple(part), self.fluid).world()
        except ContradictionError:
            return False
        return True

    def sources(self, cell: SmallCell) -> tuple[str, ...]:
        """Name the published figures about the answers of a cell."""
        asked = _all(cell)
        told = (row.source for row in self.rows if not asked.keys().isdisjoint(row.terms))
        return tuple(dict.fromkeys(str(one) for one in told if one is not None))[:_NAMED]

    def near(self, cell: SmallCell) -> Component:
        """Return what is told of a cell's forms, or of its question elsewhere."""
        names = _all(cell)
        atoms, kinds = {name[0] for name in names}, {name[1] for name in names}
        rows = tuple(
            row
            for row in self.rows
            if any(name[0] in atoms or name[1] in kinds for name in row.terms)
        )
        return replace(self, rows=rows, cells=(cell,))

    def _falls(self, rows: Sequence[Condition], cells: Sequence[SmallCell]) -> Iterator[Fall]:
        settled = settle(rows, self.fluid)
        asked = [cell for cell in cells if not self._safe(cell, settled)]
        unknown = [[*settled.rest(_all(cell))[0]] for cell in asked]
        numbers, parts = groups(settled.rows, unknown)
        inside: dict[int, list[SmallCell]] = {}
        for cell, names in zip(asked, unknown, strict=True):
            number = next((numbers[name] for name in names if name in numbers), -1)
            inside.setdefault(number, []).append(cell)
        for number, some in inside.items():
            left = tuple(parts[number]) if number >= 0 else ()
            part = SolvedPart(left, self.fluid, self.world)
            sums = [terms for cell in some for terms in cell.sums()]
            worlds = SeenSums(part, sums, settled, partial(self.steps.of, part.places))
            for name, value in worlds.first(settled):
                self.world.setdefault(name, value)
            yield from fallen(worlds, some, self.promise)

    def _safe(self, cell: SmallCell, settled: Reduced) -> bool:
        """Tell whether what is settled shows many answers that are not alike."""
        base = settled.rest(cell.base)[1]
        if base < self.promise.counts or cell.people:
            return False
        used = [count for count in cell.counts if settled.rest(count)[1] > 0]
        return len(used) > 1 or (
            not cell.counts and not settled.rest(cell.base)[0] and not cell.ends
        )


def _all(cell: SmallCell) -> dict[UnknownName, float]:
    return {name: 1.0 for terms in cell.sums() for name in terms}


@dataclass(frozen=True, eq=False)
class Steps:
    """Ways in which one or two answers to a question change, with the scores that follow."""

    public: Public
    questions: dict[str, Question]
    short: ShortNodes = field(default_factory=dict)
    found: list[Step] = field(default_factory=list)
    """Changes that are known to lead from the known world to another one."""
    _shares: dict[tuple[str, str], dict[str, float]] = field(default_factory=dict)

    def of(self, names: Iterable[UnknownName]) -> Iterator[Step]:
        """Yield the steps of every question and atom that amounts belong to, and those found."""
        yield from self.found
        names = tuple(names)
        places = dict.fromkeys(
            (name[0], name[1].removesuffix(".counts"))
            for name in names
            if name[1].endswith(".counts")
        )
        for atom, series in places:
            question = self.questions[series]
            shares = self._above(atom[1], series)
            for step in _steps(question.points, several=question.several):
                yield self._followed(atom, question, step, shares)
        for atom in dict.fromkeys(name[0] for name in names):
            for one in self.short.get(atom, ()):
                yield from one.steps(atom)

    def _followed(
        self,
        atom: tuple[str, str],
        question: Question,
        step: tuple[int, ...],
        shares: dict[str, float],
    ) -> Step:
        points, change = question.points, dict[UnknownName, float]()
        for place, delta in enumerate(step):
            if delta:
                change[atom, question.counted, place] = float(delta)
        moved = sum(d * p for d, p in zip(step, points, strict=False) if p is not None)
        people = sum(d for d, p in zip(step, points, strict=False) if p is not None)
        if people:
            change[atom, question.series, 0] = float(people)
        given = sum(step)
        if given and not question.several:
            change[atom, f"{question.series}.rest", 0] = -float(given)
        if abs(moved) > 1e-9:
            change[atom, question.series, 1] = moved
            for node, share in shares.items():
                change[atom, node, 1] = moved * share
        return change

    def _above(self, base: str, series: str) -> dict[str, float]:
        """Return the nodes above a question with the share that its points have in each."""
        key = (base, series)
        if key not in self._shares:
            self._shares[key] = self._found(base, series)
        return self._shares[key]

    def _found(self, base: str, series: str) -> dict[str, float]:
        period = self.public.calendar.parse(base)
        index = self.public.questionnaire.edition(period).index if period is not None else None
        if index is None or period is None:
            return {}
        edition, found = self.public.questionnaire.edition(period), {}
        for node in reversed(index.walk()):
            leaves = [edition.by_id[name].series for name in node.leaves()]
            if series not in leaves:
                continue
            found[node.series] = 1 / len(leaves)
            if any(child.weight is not None for child in node.children):
                sized = zip(node.children, node.sizes, strict=True)
                parts = sum(found.get(child.series, 0.0) * size for child, size in sized)
                found[node.series] = parts / sum(node.sizes)
        return found


@lru_cache(maxsize=64)
def _steps(points: Points, *, several: bool) -> tuple[tuple[int, ...], ...]:
    """Return one answer given or taken back, one changed, and two that keep their points."""
    options = range(len(points))
    found = {tuple(sign * (k == n) for k in options) for n in options for sign in (1, -1)}
    if not several:
        found |= {_step(options, (a,), (b,)) for a, b in permutations(options, 2)}
        pairs = list(combinations_with_replacement(options, 2))
        found |= {
            _step(options, before, after)
            for before, after in permutations(pairs, 2)
            if _worth(points, before) == _worth(points, after)
        }
    return tuple(sorted(found))


def _step(options: range, before: Sequence[int], after: Sequence[int]) -> tuple[int, ...]:
    return tuple(after.count(place) - before.count(place) for place in options)


def _worth(points: Points, places: Iterable[int]) -> tuple[int, float]:
    known = [value for place in places if (value := points[place]) is not None]
    return len(known), round(sum(known), 9)


def components(public: Public, known: KnownWorld | None = None) -> Iterator[Component]:
    """Yield everything that is published, in groups that hang together, and what to ask of it.

    ``known`` gives a world to begin with, if there is one, of what the questions ask.
    """
    program, cells = Program(), [*form_cells(public)]
    items = {
        item.series: item
        for edition in public.questionnaire.editions
        for item in edition.items
        if not item.personal
    }
    questions = {}
    for series, item in items.items():
        if item.kind in TICKED:
            questions[series] = question = Question(public=public, series=series, program=program)
            question.collect()
            cells += question_cells(question)
        elif item.kind is Kind.NUMBER and item.role is Role.BACKGROUND:
            numbers = Numbers(public=public, series=series, program=program)
            numbers.collect()
            cells += number_cells(numbers)
    tree = Tree(public=public, program=program, questions=questions)
    tree.collect()
    cells += tree_cells(tree)
    cells += left_out_cells(tree)
    whole = Component(
        tuple(program.rows), tuple(cells), Steps(public, questions, tree.short),
        frozenset(program.fluid), public.promise,
        known(questions.values(), tree.short) if known is not None else {},
    )  # fmt: skip
    # All figures of one period hang together, through its forms.
    yield from [whole] if public.single is not None else _apart(whole)


def _apart(whole: Component) -> Iterator[Component]:
    numbers, parts = groups(whole.rows, [cell.base for cell in whole.cells])
    inside: list[list[SmallCell]] = [[] for _ in parts]
    for cell in whole.cells:
        inside[numbers[next(iter(cell.base))]].append(cell)
    for rows, some in zip(parts, inside, strict=True):
        yield replace(whole, rows=tuple(rows), cells=tuple(some))
