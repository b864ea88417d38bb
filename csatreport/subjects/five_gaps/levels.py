"""The levels that gaps lie between: what each source says of each dimension, on 0-100.

Customers say what they expect, questionnaires of managers and staff what is believed and demanded,
inspections and promises are counted. What a source does not say is `Lacking`, and never estimated.

    customers, managers, staff   mean of person scores, Student's t
    inspections                  Σ w·passed / Σ w; the error is that of a ratio over visits, because
                                 checks of one visit belong together; Wilson's interval at the
                                 number of checks with that error, with t of visits − 1
    promises                     kept / made, Wilson

Figures of another questionnaire are those that its own report tells, so that nothing is told of
anonymous managers here that is not told there.

Source: Cochran, Sampling Techniques (1977), section 6.3, for the ratio over visits.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic, TypeVar

import numpy as np

from csatreport.counts.findings.asked import Asked
from csatreport.counts.findings.model import NodeFinding
from csatreport.counts.findings.whole import Findings
from csatreport.counts.pairs import paired_items, points_of
from csatreport.statistics.arrays import Floats
from csatreport.statistics.estimate import Estimate, Score, Suppressed
from csatreport.statistics.means import Sample, estimate_index, t_quantile
from csatreport.statistics.proportions import estimate_share, wilson
from csatreport.study.edition import Node
from csatreport.study.item import Item, Role
from csatreport.study.periods import Period
from csatreport.study.register_entries import Check, PromiseCount
from csatreport.subjects.gaps.measure import mean_pair
from csatreport.subjects.inspections.measure import marks

FEWEST = 5
"""Fewer managers, staff or customers than this are no level."""
_Entry = TypeVar("_Entry", Check, PromiseCount)


class LevelSource(StrEnum):
    """Whose level it is."""

    EXPECTED = "expected"
    BELIEVED = "believed"
    DEMANDED = "demanded"
    DELIVERED = "delivered"
    KEPT = "kept"
    PERCEIVED = "perceived"


class Lacking(StrEnum):
    """Why a level does not exist."""

    SOURCE = "source"
    """No source is named, or none is kept."""
    TIME = "time"
    """It has nothing of this period; of a questionnaire, of the year up to its end."""
    DIMENSION = "dimension"
    """It does not speak of this dimension."""
    FEW = "few"
    """Fewer than five people."""
    WITHHELD = "withheld"
    """Its own report does not tell it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLevel:
    """What a source says of a dimension or the whole; None where it says nothing, and why.

    ``told`` are questionnaire and period of the other report in which the level stands.
    """

    source: LevelSource
    of: Node
    level: Estimate | None
    lacking: Lacking | None = None
    told: tuple[str, str] = ("", "")


def customers(asked: Asked, nodes: Sequence[Node]) -> Iterator[tuple[Node, Floats, Floats, Floats]]:
    """Yield what customers expect of each node, what they perceive, and how much more that is.

    On 0-100, person by person, the last two of those who gave both. Each in order of size: sums
    must not depend on the order of answers.
    """
    ledger = asked.ledger
    edition = ledger.edition(asked.period)
    rows = ledger.row_numbers(asked.unit.id, asked.period)
    expected, both = {}, {}
    for name, item in paired_items(edition, Role.EXPECTATION).items():
        mine = _on_hundred(edition.by_id[name], points_of(ledger, edition.by_id[name], rows))
        theirs = _on_hundred(item, points_of(ledger, item, rows))
        there = ~(np.isnan(mine) | np.isnan(theirs))
        expected[name] = (theirs, theirs)
        both[name] = (np.where(there, mine, np.nan), np.where(there, theirs, np.nan))
    for node in nodes:
        mine, theirs = mean_pair(node, both)
        yield node, _known(mean_pair(node, expected)[0]), _known(mine), _known(mine - theirs)


def _on_hundred(item: Item, points: Floats) -> Floats:
    low, high = item.bounds
    return (points - low) * (100 / (high - low))


def _known(values: Floats) -> Floats:
    return np.sort(values[~np.isnan(values)])


def mean_level(source: LevelSource, of: Node, values: Floats) -> ServiceLevel:
    """Return the mean of person scores as a level."""
    n = len(values)
    if n < FEWEST:
        lacking = Lacking.FEW if n else Lacking.DIMENSION
        return ServiceLevel(source=source, of=of, level=None, lacking=lacking)
    sample = Sample(n=n, mean=float(values.mean()), variance=float(values.var(ddof=1)))
    return ServiceLevel(source=source, of=of, level=estimate_index(sample))


def told_levels(
    source: LevelSource, found: Findings | None, parts: Sequence[Node], whole: Node, *, named: bool
) -> Iterator[ServiceLevel]:
    """Yield the levels of another questionnaire, by the ids of its dimensions.

    Its whole is one only if it has the same dimensions.
    """
    root = found.headline if found is not None else None
    below = {one.node.id: one for one in root.children} if root is not None else {}
    alike = set(below) == {one.id for one in parts}
    for node in (*parts, whole):
        there = (root if alike else None) if node is whole else below.get(node.id)
        if found is None:
            lacking = Lacking.TIME if named else Lacking.SOURCE
            yield ServiceLevel(source=source, of=node, level=None, lacking=lacking)
        else:
            told = (found.questionnaire.id, found.period.id)
            yield replace(_told(source, node, there), told=told)


def _told(source: LevelSource, of: Node, found: NodeFinding | None) -> ServiceLevel:
    score: Score = found.index if found is not None else None
    lacking = None
    if isinstance(score, Suppressed):
        lacking = Lacking.WITHHELD
    elif score is None:
        lacking = Lacking.DIMENSION
    elif score.base < FEWEST:
        lacking = Lacking.FEW
    level = score if isinstance(score, Estimate) and lacking is None else None
    return ServiceLevel(source=source, of=of, level=level, lacking=lacking)


def declared_levels(
    declared: Mapping[str, float], parts: Sequence[Node], whole: Node
) -> Iterator[ServiceLevel]:
    """Yield the standard where it was set; that of the whole is the mean, if each has one."""
    known = {node.id: declared.get(node.id) for node in parts}
    set_ = [value for value in known.values() if value is not None]
    known[whole.id] = sum(set_) / len(set_) if parts and len(set_) == len(parts) else None
    for node in (*parts, whole):
        value = known[node.id]
        level = Estimate(value=value, census=True) if value is not None else None
        lacking = Lacking.DIMENSION if level is None else None
        yield ServiceLevel(source=LevelSource.DEMANDED, of=node, level=level, lacking=lacking)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByDimension(Generic[_Entry]):
    """What a register holds of the period: all of it, and what belongs to each dimension.

    ``kept`` tells whether it holds anything of any time.
    """

    kept: bool
    all: Sequence[_Entry]
    by_part: Mapping[str, Sequence[_Entry]]

    @classmethod
    def of(
        cls, entries: Sequence[_Entry], period: Period, code: Callable[[_Entry], str],
        named: Mapping[str, Sequence[str]], parts: Sequence[Node],
    ) -> "ByDimension[_Entry]":  # fmt: skip
        """Sort entries by dimension: those whose code is named for it, else is its id."""
        home = {one.id: one.id for one in parts if one.id not in named}
        home |= {name: part for part, some in named.items() for name in some}
        mine = [one for one in entries if period.start <= one.day <= period.end]
        found: dict[str, list[_Entry]] = defaultdict(list)
        for one in mine:
            found[home.get(code(one), "")].append(one)
        return cls(kept=bool(entries), all=mine, by_part=found)

    @property
    def apart(self) -> Sequence[_Entry]:
        """Those that belong to no dimension, and count in the whole alone."""
        return self.by_part.get("", ())

    def levels(
        self, source: LevelSource, parts: Sequence[Node], whole: Node,
        rate: Callable[[Sequence[_Entry]], Estimate | None],
    ) -> Iterator[ServiceLevel]:  # fmt: skip
        """Yield the rate of each dimension, and of everything in the whole."""
        none = Lacking.DIMENSION if self.all else Lacking.TIME
        for node in (*parts, whole):
            level = rate(self.all if node is whole else self.by_part.get(node.id, ()))
            lacking = none if self.kept else Lacking.SOURCE
            yield ServiceLevel(
                source=source, of=node, level=level, lacking=None if level else lacking
            )


def pass_rate(checks: Sequence[Check]) -> Estimate | None:
    """Return the share of weights that passed, in percent; None where nothing applied.

    ``base`` is the number of visits. A single visit says nothing of others: no interval.
    """
    visits: dict[tuple[object, ...], list[Check]] = defaultdict(list)
    for one in checks:
        if one.passed is not None:
            visits[one.unit, one.day, one.visit].append(one)
    found = [marks("", some) for some in visits.values()]
    weight, k = sum(one.weight for one in found), len(found)
    if not weight:
        return None
    share = sum(one.passed for one in found) / weight
    if k < 2:
        return Estimate(value=100 * share, base=k)
    strays = sum((one.passed - share * one.weight) ** 2 for one in found)
    squared = strays * k / (k - 1) / weight**2
    number = sum(one.checks for one in found)
    # Where all visits were alike each is one piece of knowledge, whatever was checked.
    worth = min(number, share * (1 - share) / squared) if squared > 0 else k
    low, high = wilson(share * worth, worth, t_quantile(k - 1))
    return Estimate(
        value=100 * share, low=100 * min(low, share), high=100 * max(high, share), base=k
    )


def kept_rate(promises: Sequence[PromiseCount]) -> Estimate | None:
    """Return the share of promises that were kept, in percent; None where none fell due."""
    made = round(sum(one.made for one in promises))
    found = estimate_share(round(sum(one.kept for one in promises)), made)
    return found.percent if found is not None else None
