"""Experience against expectation: gaps and ratios, person by person.

A person's gap is perception minus expectation in points, where both were given. A dimension's gap
is the mean of a person's gaps in it, if at least half are there. Means have paired t intervals:
each person is compared with what the same person expected.

The ratio says the same in another way: received by expected. Its headline is the ratio of the
totals, because the mean of ratios is another number, and one that a few tiny expectations move. An
expectation of zero has no ratio; such answers are counted and left out of it.

Difference scores are disputed. So perception alone stands beside them, and where nearly all expect
the utmost, a note says that the gap only mirrors perception.

Sources: Parasuraman, Zeithaml and Berry (1988), SERVQUAL, Journal of Retailing 64; Cronin and
Taylor (1992), Measuring service quality: a reexamination and extension, Journal of Marketing 56.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from math import sqrt
from typing import Generic, TypeVar

import numpy as np
from scipy.special import ndtr

from csatreport.counts.findings.asked import Asked
from csatreport.counts.ledger import Ledger
from csatreport.counts.pairs import Aspect, paired_items, paired_mean, points_of
from csatreport.statistics.arrays import Floats, Ints
from csatreport.statistics.estimate import Estimate
from csatreport.study.edition import Edition, Node
from csatreport.study.item import Item, Option, Role
from csatreport.study.periods import Period
from csatreport.study.units import Unit
from csatreport.subjects.gaps.settings import GapRule
from csatreport.subjects.gaps.weighted import BothSides, Weighted, weighted

_Of = TypeVar("_Of", bound=Period | Unit | Option | None)

CEILING = 0.8
"""Where so many expect the utmost, a gap only mirrors perception."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Perception against expectation of one item, dimension or the whole.

    ``perception`` and ``expectation`` are means in points over the ``n`` who gave both; ``gap`` is
    their difference with its interval (of a single person without). ``ratio`` is of the totals,
    over the ``near``, ``below`` and ``above`` 1 together; ``zero`` expected nothing. ``ceiling`` is
    the share of those who expect the utmost, ``alone`` how many judged what they got and said no
    expectation (both of items only). ``rival`` is a competitor's mean.
    """

    of: Aspect
    n: int
    perception: float | None
    expectation: float | None
    gap: Estimate | None
    p: float | None = None
    """Of Wilcoxon's signed ranks, as a check."""
    ratio: float | None = None
    below: int = 0
    near: int = 0
    above: int = 0
    zero: int = 0
    ceiling: float | None = None
    alone: int = 0
    rival: float | None = None
    rival_n: int = 0

    @property
    def shares(self) -> tuple[float, float, float] | None:
        """The shares of people whose own ratio lies below, near and above 1."""
        base = self.below + self.near + self.above
        return (self.below / base, self.near / base, self.above / base) if base else None

    @property
    def short(self) -> bool:
        """Whether people clearly got less than they expected."""
        return self.gap is not None and (self.gap.high or 0.0) < 0

    @property
    def over(self) -> bool:
        """Whether people clearly got more than they expected."""
        return self.gap is not None and (self.gap.low or 0.0) > 0

    @property
    def mirrors(self) -> bool:
        """Whether so many expect the utmost that it only mirrors perception."""
        return (self.ceiling or 0.0) >= CEILING


@dataclass(frozen=True, slots=True)
class GapPart(Generic[_Of]):
    """The whole in another period, unit or group; no gap where nothing asked for both sides."""

    id: str
    of: _Of
    gap: Gap | None


@dataclass(frozen=True, slots=True)
class GapGroups:
    """The whole by a background question: of each option, and last of those who did not say."""

    item: Item
    parts: tuple[GapPart[Option | None], ...]


@dataclass(frozen=True, kw_only=True)
class Gaps:
    """All gaps of a unit and period: items in form order, dimensions, the whole."""

    items: tuple[Gap, ...]
    nodes: tuple[Gap, ...]
    whole: Gap
    weighted: Weighted | None = None
    trend: tuple[GapPart[Period], ...] = ()
    """The whole over the periods of the same kind, oldest first."""
    units: tuple[GapPart[Unit], ...] = ()
    """The whole of the units that stand side by side."""
    groups: tuple[GapGroups, ...] = ()
    """The whole by what people say about themselves."""

    @property
    def parts(self) -> tuple[Gap, ...]:
        """The dimensions, or the items where there are none."""
        return self.nodes or self.items

    @property
    def shortfalls(self) -> tuple[Gap, ...]:
        """The parts in which people clearly got less than they expected, the widest gap first."""
        short = [(one.gap.value, one) for one in self.parts if one.gap is not None and one.short]
        return tuple(one for _, one in sorted(short, key=lambda pair: pair[0]))


def measure_gaps(asked: Asked) -> Gaps | None:
    """Work out the gaps, and beside them the whole in other periods, units and groups."""
    ledger, unit, period = asked.ledger, asked.unit, asked.period
    found = gaps_within(ledger, unit.id, period)
    if found is None:
        return None

    def whole(when: Period) -> Gap | None:
        return found.whole if when == period else _whole(ledger, unit.id, when)

    return replace(
        found,
        trend=tuple(GapPart(when.id, when, whole(when)) for when in asked.answered),
        units=tuple(
            GapPart(one.unit.id, one.unit, _whole(ledger, one.unit.id, period))
            for one in asked.units
        ),
        groups=tuple(_groups(ledger, unit.id, period)),
    )


def _sides(ledger: Ledger, unit: str, period: Period) -> tuple[Node, BothSides] | None:
    """Return both sides of the whole, person by person; None where nothing asks for both."""
    edition = ledger.edition(period)
    pairs = _pairs(ledger, edition, ledger.row_numbers(unit, period))
    root = _root(ledger, edition, pairs)
    return (root, mean_pair(root, pairs)) if pairs else None


def _whole(ledger: Ledger, unit: str, period: Period) -> Gap | None:
    """Work out the whole alone; None where nothing asks for both sides."""
    found = _sides(ledger, unit, period)
    return gap_of(found[0], *found[1], 0.0) if found is not None else None


def _groups(ledger: Ledger, unit: str, period: Period) -> Iterator[GapGroups]:
    """Part the whole by the background questions that are named for it."""
    found = _sides(ledger, unit, period)
    if found is None:
        return
    root, (mine, theirs) = found
    named = ledger.questionnaire.settings_of(GapRule).by
    for item in ledger.edition(period).background:
        if item.id in named:
            group = ledger.segments.groups(item, ledger.row_numbers(unit, period))
            parts = (
                GapPart(
                    option.code if option is not None else "",
                    option,
                    gap_of(root, mine[group == place], theirs[group == place], 0.0),
                )
                for place, option in enumerate((*item.options, None))
            )
            yield GapGroups(item, tuple(parts))


def gaps_within(ledger: Ledger, unit: str, period: Period) -> Gaps | None:
    """Work out the gaps of a unit and period; None where nothing asks for expectations."""
    edition = ledger.edition(period)
    if not paired_items(edition, Role.EXPECTATION):
        return None
    rows = ledger.row_numbers(unit, period)
    rivals = paired_items(edition, Role.COMPETITOR)
    tolerance = ledger.questionnaire.settings_of(GapRule).tolerance / 100
    points = partial(points_of, ledger, rows=rows)
    pairs = _pairs(ledger, edition, rows)
    found = []
    for one in (edition.by_id[name] for name in pairs):
        gap = gap_of(one, *pairs[one.id], tolerance)
        gap = replace(
            gap,
            ceiling=_ceiling(one, pairs[one.id][1]),
            alone=int((~np.isnan(points(one))).sum()) - gap.n,
        )
        found.append(_with_rival(gap, points(rivals[one.id]) if one.id in rivals else None))
    root = _root(ledger, edition, pairs)
    nodes = {node.id: mean_pair(node, pairs) for node in root.walk()}
    by_node = [
        _with_rivals(gap_of(node, *nodes[node.id], tolerance), found)
        for node in root.walk()
        if any(name in pairs for name in node.leaves())
    ]
    whole, *below = by_node
    return Gaps(
        items=tuple(found),
        nodes=tuple(below),
        whole=whole,
        weighted=weighted(ledger, rows, edition, root, nodes),
    )


def _pairs(ledger: Ledger, edition: Edition, rows: Ints) -> dict[str, BothSides]:
    """Return both sides of each item that has an expectation, in the order of these."""
    points = partial(points_of, ledger, rows=rows)
    return {
        name: _both(points(edition.by_id[name]), points(expected))
        for name, expected in paired_items(edition, Role.EXPECTATION).items()
    }


def _root(ledger: Ledger, edition: Edition, pairs: Iterable[str]) -> Node:
    """Return the whole: the index, or all pairs where there is none."""
    return edition.index or Node(id="all", label=ledger.questionnaire.title, items=tuple(pairs))


def _both(mine: Floats, theirs: Floats) -> BothSides:
    """Return both where both were given, else NaN twice."""
    both = ~(np.isnan(mine) | np.isnan(theirs))
    return np.where(both, mine, np.nan), np.where(both, theirs, np.nan)


def mean_pair(node: Node, pairs: Mapping[str, BothSides]) -> BothSides:
    """Return each person's means over a node's pairs, if at least half of them are there."""
    used = [pairs[name] for name in node.leaves() if name in pairs]
    if not used:
        size = len(next(iter(pairs.values()))[0])
        return np.full(size, np.nan), np.full(size, np.nan)
    sides = [np.vstack([pair[side] for pair in used]) for side in (0, 1)]
    there = (~np.isnan(sides[0])).sum(axis=0)
    enough = (2 * there >= len(used)) & (there > 0)
    means = [np.nansum(side, axis=0) / np.maximum(there, 1) for side in sides]
    return np.where(enough, means[0], np.nan), np.where(enough, means[1], np.nan)


def gap_of(of: Aspect, perceived: Floats, expected: Floats, tolerance: float) -> Gap:
    """Work out gap and ratio from two columns in points, NaN where a person lacks either."""
    both = ~(np.isnan(perceived) | np.isnan(expected))
    mine, theirs = perceived[both], expected[both]
    # Sums of floats depend on their order, and the order of answers must not matter.
    order = np.lexsort((theirs, mine))
    mine, theirs = mine[order], theirs[order]
    if not len(mine):
        return Gap(of=of, n=0, perception=None, expectation=None, gap=None)
    real = theirs != 0
    ratios = mine[real] / theirs[real]
    total = float(theirs[real].sum())
    return Gap(
        of=of,
        n=len(mine),
        perception=float(mine.mean()),
        expectation=float(theirs.mean()),
        gap=paired_mean(mine - theirs),
        p=signed_ranks(mine - theirs),
        ratio=float(mine[real].sum()) / total if total else None,
        below=int((ratios < 1 - tolerance - 1e-9).sum()),
        near=int((np.abs(ratios - 1) <= tolerance + 1e-9).sum()),
        above=int((ratios > 1 + tolerance + 1e-9).sum()),
        zero=int((~real).sum()),
    )


def signed_ranks(differences: Floats) -> float | None:
    """Return two-sided p of Wilcoxon's signed ranks, asymptotic with ties; None without any.

    Equals ``scipy.stats.wilcoxon(zero_method="wilcox", correction=False, method="asymptotic")``.
    """
    used = differences[differences != 0]
    n = len(used)
    if not n:
        return None
    _, places, counts = np.unique(np.abs(used), return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    smaller = min(float(ranks[used > 0].sum()), float(ranks[used < 0].sum()))
    middle = n * (n + 1) / 4
    spread = n * (n + 1) * (2 * n + 1) / 24 - float((counts**3 - counts).sum()) / 48
    return float(2 * ndtr((smaller - middle) / sqrt(spread))) if spread > 0 else None


def _ceiling(item: Item, expected: Floats) -> float | None:
    known = expected[~np.isnan(expected)]
    return float((known == item.bounds[1]).mean()) if len(known) else None


def _with_rival(gap: Gap, answers: Floats | None) -> Gap:
    if answers is None:
        return gap
    known = np.sort(answers[~np.isnan(answers)])
    return replace(gap, rival=float(known.mean()) if len(known) else None, rival_n=len(known))


def _with_rivals(gap: Gap, items: Iterable[Gap]) -> Gap:
    """Give a dimension the mean of a competitor's items in it, if all of them have one."""
    leaves = gap.of.leaves() if isinstance(gap.of, Node) else ()
    inside = [one for one in items if one.of.id in leaves]
    rivals = [one.rival for one in inside if one.rival is not None]
    if not inside or len(rivals) < len(inside):
        return gap
    least = min(one.rival_n for one in inside)
    return replace(gap, rival=sum(rivals) / len(rivals), rival_n=least)
