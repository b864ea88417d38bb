"""The cells to ask about: every unit and period, and what is left over of totals, per figure."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from csatreport.privacy.audit.algebra import Sum
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
    values = sorted({p for p in question.points if p is not None})
    steps = [b - a for a, b in pairwise(values)]
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
    def atoms(unit: str, period: Period) -> Atoms:
        return tree.atoms(unit, period, series)

    def shows(sheet: PublishedReport) -> bool:
        return any(
            sheet.text("nodes.series", name) == series and sheet.number("nodes.n", name) is not None
            for name in sheet.about("nodes.series")
        )

    for unit, period, found in _places(tree.public, atoms, [shows]):
        people, total = score(found, series, 0), score(found, series, 1)
        yield SmallCell(
            unit=unit, period=period, about=series, base=people, points=total, step=_FINE,
            least=tree.public.promise.minimum,
            ends=tuple(_fine(ends) for ends in (_without(people, total), total)),
        )  # fmt: skip


def _fine(terms: Sum) -> Sum:
    """Count in the finest steps, so that less than half a one is nothing."""
    return {name: weight / _FINE for name, weight in terms.items()}
