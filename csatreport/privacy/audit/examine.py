"""The audit of a finished build, before anybody sees it.

The gate decides what is withheld; whether that is enough is asked here once more, by other means
and without looking at the gate, the promise or the answers. The audit has what an outsider has: the
published files and the form. It takes every figure as a condition on what people may have answered,
and tries to pin down each small cell (`csatreport.privacy.audit.verdict`). If one falls, the build
fails with the list, and the old site stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from csatreport.base.errors import Issue, Source
from csatreport.base.exposure import Exposures
from csatreport.privacy.audit.algebra import ContradictionError, Program, Sum
from csatreport.privacy.audit.derived import underived
from csatreport.privacy.audit.equations import Question
from csatreport.privacy.audit.groups import fallen_groups
from csatreport.privacy.audit.nets import uncounted
from csatreport.privacy.audit.public import Atom, Public
from csatreport.privacy.audit.published import PublishedReport, read_sheets
from csatreport.privacy.audit.quantity import Numbers
from csatreport.privacy.audit.soundness import unsound
from csatreport.privacy.audit.tree import Tree, score
from csatreport.privacy.audit.verdict import Fallen, SmallCell, fallen
from csatreport.study.item import TICKED, Kind, Role
from csatreport.study.model import Questionnaire
from csatreport.study.periods import Calendar, Period
from csatreport.study.policy import Anonymity
from csatreport.study.units import Units

_FINE = 0.005
"""Half a point on 0-100: sums of person scores closer than this are one."""

_CLOSE = 0.5
"""Sums of numbers (years, say) closer than this are one."""

Atoms = tuple[Atom, ...]


def audit(
    folders: Iterable[Path],
    questionnaire: Questionnaire,
    calendar: Calendar,
    *,
    own: Iterable[str],
    whole: bool,
    exposures: Exposures,
    moved: Mapping[str, Units],
) -> tuple[Issue, ...]:
    """Return an issue for everything in the files of an anonymous questionnaire that gives away.

    Args:
        folders: the sites, as they would be published.
        questionnaire: the form, with its promise.
        calendar: how its base periods nest.
        own: units that have forms of their own beside those of the units below them.
        whole: whether the sites have every report, so that a missing one means no answers.
        exposures: why each figure of a subject may be known, as the program's source says.
        moved: units in base periods, by id, in which they stood otherwise than today.
    """
    promise = questionnaire.anonymity
    if promise is None:
        return ()
    sheets = read_sheets(folders, questionnaire.id)
    public = Public(
        questionnaire=questionnaire, calendar=calendar, promise=promise,
        own=frozenset(own), whole=whole, sheets=sheets, exposures=exposures, moved=moved,
    )  # fmt: skip
    unknown = tuple(_unexplained(public))
    if unknown:
        return unknown
    try:
        found = (*_all_fallen(public), *fallen_groups(public))
    except ContradictionError:
        return (Issue.at("B612", _source(questionnaire)),)
    return tuple(_issue(questionnaire, one) for one in found)


def _source(questionnaire: Questionnaire) -> Source:
    return Source(file=questionnaire.id)


def _unexplained(public: Public) -> Iterator[Issue]:
    kinds = {kind for sheet in public.sheets for kind in sheet.unexplained(public.exposures)}
    kinds |= {kind for sheet in public.sheets for kind in _half_tested(public, sheet)}
    kinds |= {kind for sheet in public.sheets for kind in underived(public, sheet)}
    kinds |= {kind for sheet in public.sheets for kind in unsound(public, sheet)}
    kinds |= {kind for sheet in public.sheets for kind in uncounted(public, sheet)}
    for kind in sorted(kinds):
        yield Issue.at("B611", _source(public.questionnaire), entry=kind)


def _half_tested(public: Public, sheet: PublishedReport) -> Iterator[str]:
    """Yield tests of changes against a period whose deviation is withheld.

    Where only a part of the reports was made, the other period's may not be there to be asked. The
    test of a net score is made of counts alone, and `uncounted` asks for those.
    """
    for kind, about in sheet.values:
        level, _, name = kind.partition(".comparisons.")
        if name not in {"low", "high", "p", "q", "detectable"} or about[1] == "target":
            continue
        if level == "recommend":
            continue
        then = public.calendar.parse(sheet.text(f"{level}.comparisons.period", *about))
        other = public.by_cell.get((sheet.unit, then)) if then is not None else None
        if other is None and not public.whole:
            continue
        if other is None or not _tells_deviation(other, level, sheet, about[0]):
            yield kind


def _tells_deviation(other: PublishedReport, level: str, sheet: PublishedReport, name: str) -> bool:
    series = sheet.text(f"{level}.series", name)
    return any(
        other.text(f"{level}.series", one) == series
        and other.number(f"{level}.sd", one) is not None
        for one in other.about(f"{level}.series")
    )


def _issue(questionnaire: Questionnaire, one: Fallen) -> Issue:
    return Issue.at(
        "B610", _source(questionnaire), unit=one.unit, period=one.period, about=one.about,
        reason=one.reason, sources=" + ".join(one.sources) or "–",
    )  # fmt: skip


def _all_fallen(public: Public) -> Iterator[Fallen]:
    items = {
        item.series: item
        for edition in public.questionnaire.editions
        for item in edition.items
        if not item.personal
    }
    for series, item in items.items():
        if item.kind in TICKED:
            question = Question(public=public, series=series)
            yield from _judge(public.promise, question.collect(), _question_cells(question))
        elif item.kind is Kind.NUMBER and item.role is Role.BACKGROUND:
            numbers = Numbers(public=public, series=series)
            # Numbers are shown from the base of counts on, not from the minimum.
            stricter = replace(public.promise, minimum=public.promise.counts)
            yield from _judge(stricter, numbers.collect(), _number_cells(numbers))
    tree = Tree(public=public)
    yield from _judge(public.promise, tree.collect(), _tree_cells(tree))


def _judge(promise: Anonymity, program: Program, cells: Sequence[SmallCell]) -> Iterator[Fallen]:
    for part in program.parts([cell.base for cell in cells]):
        mine = [cell for cell in cells if part.holds(cell.base)]
        yield from fallen(part, mine, promise)


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
            inside = [sheet for cell, sheet in public.by_cell.items() if public.within(cell, total)]
            largest = [public.by_cell[part] for part in parts if part in public.by_cell]
            for sheets in (inside, largest):
                taken = {a for s in sheets if shows(s) for a in atoms(s.unit, s.period)}
                rest = tuple(atom for atom in atoms(*total) if atom not in taken)
                if taken and rest and shows(public.by_cell[total]):
                    yield f"{total[0]} −", total[1].id, rest


def _question_cells(question: Question) -> tuple[SmallCell, ...]:
    public, item = question.public, question.newest
    values = sorted({p for p in question.points if p is not None})
    steps = [b - a for a, b in pairwise(values)]
    even = bool(steps) and max(steps) - min(steps) < _FINE

    def named(sheet: PublishedReport) -> str:
        found = public.edition(sheet).by_series.get(question.series)
        return found.id if found is not None else ""

    shown = (
        lambda sheet: sheet.number("items.n", named(sheet)) is not None,
        lambda sheet: bool(
            {about[0] for kind, about in sheet.values if kind.endswith(".counts")} & {named(sheet)}
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
                counts=counts,
                others=tuple(_without(base, count) for count in counts),
                points=question.scored(atoms, 1) if even else None,
                step=steps[0] if even else 1.0,
                good=question.good(atoms) if item.good else None,
                people=item.role is Role.BACKGROUND,
            )
        )
    return tuple(made)


def _without(base: Sum, count: Sum) -> Sum:
    return {name: base.get(name, 0.0) - count.get(name, 0.0) for name in {**base, **count}}


def _number_cells(numbers: Numbers) -> tuple[SmallCell, ...]:
    def shows(sheet: PublishedReport) -> bool:
        item = numbers.public.edition(sheet).by_series.get(numbers.series)
        return item is not None and sheet.number("background_numbers.n", item.id) is not None

    return tuple(
        SmallCell(
            unit=unit, period=period, about=numbers.series, base=numbers.base(atoms),
            points=numbers.whole(atoms), step=_CLOSE,
        )
        for unit, period, atoms in _places(numbers.public, numbers.public.atoms, [shows])
    )  # fmt: skip


def _tree_cells(tree: Tree) -> tuple[SmallCell, ...]:
    return tuple(cell for series in tree.all_series() for cell in _series_cells(tree, series))


def _series_cells(tree: Tree, series: str) -> Iterator[SmallCell]:
    def atoms(unit: str, period: Period) -> Atoms:
        return tree.atoms(unit, period, series)

    def shows(sheet: PublishedReport) -> bool:
        return any(
            sheet.text(f"{level}.series", name) == series
            and sheet.number(f"{level}.n", name) is not None
            for level in ("nodes", "items")
            for name in sheet.about(f"{level}.series")
        )

    for unit, period, found in _places(tree.public, atoms, [shows]):
        people, total = score(found, series, 0), score(found, series, 1)
        yield SmallCell(
            unit=unit, period=period, about=series, base=people, points=total, step=_FINE,
            others=tuple(_fine(ends) for ends in (_without(people, total), total)),
        )  # fmt: skip


def _fine(terms: Sum) -> Sum:
    """Count in the finest steps, so that less than half a one is nothing."""
    return {name: weight / _FINE for name, weight in terms.items()}
