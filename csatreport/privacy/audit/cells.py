"""The cells to ask about: every unit and period, and what is left over of totals, per figure."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from csatreport.privacy.audit.algebra import Sum, minus
from csatreport.privacy.audit.blanks import ShortNode
from csatreport.privacy.audit.equations import Question, forms, score
from csatreport.privacy.audit.public import Atom, Public
from csatreport.privacy.audit.published import PublishedReport
from csatreport.privacy.audit.quantity import Numbers
from csatreport.privacy.audit.tree import Tree
from csatreport.privacy.audit.verdict import SmallCell
from csatreport.study.item import Role
from csatreport.study.periods import Period

_FINE = 0.005
"""Half a point on 0-100: sums of person scores closer than this are one."""

_CLOSE = 1.0
"""Sums of numbers (years, say) closer than this are one."""

Atoms = tuple[Atom, ...]


def _places(
    public: Public,
    atoms: Callable[[str, Period], Atoms],
    shown: Sequence[Callable[[PublishedReport], bool]],
) -> Iterator[tuple[str, str, Atoms]]:
    """Yield every set of atoms worth asking about, once, with a name: cells and what is left over.

    ``shown`` tell whether a report shows a figure; what a total leaves over is asked for each.
    """
    seen: set[frozenset[Atom]] = set()
    for unit, period, found in (*_cells(public, atoms), *_left_over(public, atoms, shown)):
        if found and frozenset(found) not in seen:
            seen.add(frozenset(found))
            yield unit, period, found


def _cells(
    public: Public, atoms: Callable[[str, Period], Atoms]
) -> Iterator[tuple[str, str, Atoms]]:
    periods = dict.fromkeys(period for _, period in public.by_cell)
    bases = dict.fromkeys(base for period in periods for base in public.bases(period))
    for period in {**periods, **bases}:
        for unit in public.units(period).all:
            found = atoms(unit.id, period)
            yield unit.id, period.id, found
            if unit.id in public.own:
                yield f"{unit.id}/", period.id, tuple(a for a in found if a[0] == unit.id)


def _left_over(
    public: Public,
    atoms: Callable[[str, Period], Atoms],
    shown: Sequence[Callable[[PublishedReport], bool]],
) -> Iterator[tuple[str, str, Atoms]]:
    for total, parts in public.relations():
        for shows in shown:
            inside = public.inside[total]
            largest = [public.by_cell[part] for part in parts if part in public.by_cell]
            for sheets in (inside, largest):
                taken = {a for s in sheets if shows(s) for a in atoms(s.unit, s.period)}
                rest = tuple(atom for atom in atoms(*total) if atom not in taken)
                if taken and rest and shows(public.by_cell[total]):
                    yield f"{total[0]} −", total[1].id, rest


def form_cells(public: Public) -> tuple[SmallCell, ...]:
    """Return the cells of all who answered: how many they are may not be known of a few."""
    return tuple(
        SmallCell(
            unit=unit, period=period, about="responses", base=forms(atoms),
            least=public.promise.minimum, sized=True, asked=public.people(atoms),
        )
        for unit, period, atoms in _places(
            public, public.atoms, [lambda sheet: sheet.number("responses") is not None]
        )
    )  # fmt: skip


def question_cells(question: Question) -> tuple[SmallCell, ...]:
    """Return the cells of a question with options."""
    public, item = question.public, question.newest
    steps = [b - a for a, b in pairwise(_values(question))]
    even = bool(steps) and max(steps) - min(steps) < _FINE

    def named(sheet: PublishedReport) -> str:
        found = public.edition(sheet).by_series.get(question.series)
        return found.id if found is not None else ""

    shown = (
        lambda sheet: sheet.number("items.n", named(sheet)) is not None,
        lambda sheet: any(
            (f"{level}.counts", (named(sheet), item.options[0].code)) in sheet.values
            for level in ("items", "background")
        ),
    )
    made = []
    for unit, period, atoms in _places(public, question.atoms, shown):
        base = question.base(atoms)
        counts = tuple(question.option(atoms, place) for place in range(len(question.points)))
        made.append(
            SmallCell(
                unit=unit,
                period=period,
                about=item.id,
                base=base,
                least=public.promise.minimum,
                counts=counts,
                ends=tuple(_without(base, one) for one in counts) if question.several else (),
                points=question.scored(atoms, 1) if even else None,
                step=steps[0] if even else 1.0,
                good=question.good(atoms) if item.good else None,
                people=item.role is Role.BACKGROUND,
                sized=True,
                asked=public.people(atoms),
            )
        )
    return tuple(made)


def _without(base: Sum, count: Sum) -> Sum:
    return {name: base.get(name, 0.0) - count.get(name, 0.0) for name in {**base, **count}}


def number_cells(numbers: Numbers) -> tuple[SmallCell, ...]:
    """Return the cells of a number about people."""

    def shows(sheet: PublishedReport) -> bool:
        item = numbers.public.edition(sheet).by_series.get(numbers.series)
        return item is not None and sheet.number("background_numbers.n", item.id) is not None

    return tuple(
        SmallCell(
            unit=unit, period=period, about=numbers.series, base=numbers.base(atoms),
            least=numbers.public.promise.counts, points=numbers.whole(atoms), step=_CLOSE,
        )
        for unit, period, atoms in _places(numbers.public, numbers.public.atoms, [shows])
    )  # fmt: skip


def tree_cells(tree: Tree) -> tuple[SmallCell, ...]:
    """Return the cells of every node of the index."""
    return tuple(cell for series in tree.all_nodes() for cell in _series_cells(tree, series))


def _series_cells(tree: Tree, series: str) -> Iterator[SmallCell]:
    for unit, period, found in _places(tree.public, tree.atoms_of(series), [tree.shows(series)]):
        people, total = score(found, series, 0), score(found, series, 1)
        yield SmallCell(
            unit=unit, period=period, about=series, base=people, points=total, step=_FINE,
            least=tree.public.promise.minimum,
            ends=tuple(_by(_FINE, ends) for ends in (_without(people, total), total)),
        )  # fmt: skip


def left_out_cells(tree: Tree) -> Iterator[SmallCell]:
    """Yield those who left something out of a node: of few of them no answer may be known."""
    for series, leaves in tree.even_nodes().items():
        asked = [tree.questions[name] for name in leaves]
        steps = [b - a for one in asked for a, b in pairwise(_values(one)) if b - a > _FINE]
        if steps:
            yield from _left_out(tree, series, asked, min(steps) / (len(asked) - 1))
    for node in dict.fromkeys(one for some in tree.short.values() for one in some):
        yield from _left_out_of_short(tree, node)


def _left_out(
    tree: Tree, series: str, asked: Sequence[Question], step: float
) -> Iterator[SmallCell]:
    """Yield those who left something out of a longer node.

    K times the sum of scores, less the points of all K items, tells of the answers of those who
    left one out: their sum over K - 1. ``base`` counts what was left out, which are so many people
    at most.
    """
    scales = len({one.points for one in asked})
    for unit, period, found in _few_blanks(tree, series, asked):
        missing = {name: 1.0 for one in asked for name in one.rest(found)}
        gap: Sum = {name: float(len(asked)) for name in score(found, series, 1)}
        for one in asked:
            gap = minus(gap, 1.0, score(found, one.series, 1))
        alone = scales > 1 or not tree.public.counted(unit, period)
        yield SmallCell(
            unit=unit, period=period, about=series, base=missing, step=step,
            points=gap if alone else None, least=tree.public.promise.minimum,
            ends=tuple(_by(step, end) for end in (minus(missing, 1.0, gap), gap)),
        )  # fmt: skip


def _left_out_of_short(tree: Tree, node: ShortNode) -> Iterator[SmallCell]:
    """Yield those who left one question of a short node out, by what they said to another one."""
    for blank, one in enumerate(node.asked):
        for unit, period, found in _few_blanks(tree, node.series, [one]):
            atoms = [atom for atom in found if node in tree.short.get(atom, ())]
            for counts in node.left_out(atoms, blank):
                base = {name: weight for count in counts for name, weight in count.items()}
                if base:
                    yield SmallCell(
                        unit=unit, period=period, about=node.series, base=base, counts=counts,
                        least=tree.public.promise.minimum,
                    )  # fmt: skip


def _few_blanks(
    tree: Tree, series: str, asked: Sequence[Question]
) -> Iterator[tuple[str, str, Atoms]]:
    """Yield where it is told that something was left out, but fewer than counts are shown from.

    These are pages, and what pages leave over of a total when they tell how many answered.
    """
    public, atoms = tree.public, tree.atoms_of(series)
    blanks = {cell: _blanks(public, sheet, asked) for cell, sheet in public.by_cell.items()}
    for cell, n in blanks.items():
        if n is not None and 0 < n < public.promise.counts:
            yield cell[0], cell[1].id, atoms(*cell)
    for total, parts in public.relations():
        told = {part: n for part in parts if (n := blanks.get(part)) is not None}
        left = (blanks[total] or 0.0) - sum(told.values())
        taken = {atom for part in told for atom in atoms(*part)}
        rest = tuple(atom for atom in atoms(*total) if atom not in taken)
        if taken and rest and 0 < left < public.promise.counts:
            yield f"{total[0]} −", total[1].id, rest


def _blanks(public: Public, sheet: PublishedReport, asked: Sequence[Question]) -> float | None:
    """Return how many answers to some questions are missing; None where that is not told."""
    people, found = sheet.number("responses"), 0.0
    for one in asked:
        item = public.edition(sheet).by_series.get(one.series)
        n = sheet.number("items.n", item.id) if item is not None else None
        if n is None or people is None:
            return None
        found += people - n
    return found


def _values(question: Question) -> list[float]:
    return sorted({p for p in question.points if p is not None})


def _by(step: float, terms: Sum) -> Sum:
    """Count in steps, so that less than half a one is nothing."""
    return {name: weight / step for name, weight in terms.items()}
