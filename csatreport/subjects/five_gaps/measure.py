"""The five gaps between what customers expect and what they get, dimension by dimension.

Every source gives a level on 0-100 (`levels`); a gap is one level minus another.

    1 knowledge   what managers believe is expected − what customers expect
    2 standards   what is demanded inside − what managers believe is expected
    3 delivery    the share of inspection checks passed − what is demanded
    4 promises    the share of promises kept − 100
    5 service     what customers perceive − what the same customers expect

The first three add up to what is delivered minus what is expected. Gap 5 is paired within people,
the others are differences of independent sources (`csatreport.statistics.apart`). Below 0 a gap
falls short. All tests of dimensions are one family, those of the whole another (Benjamini and
Hochberg). Promises are not tested, because a single broken one proves that not all are kept: they
fall short clearly where even the upper end of the interval is farther from 100 than the smallest
difference that matters, from ten promises on.

Sources: Parasuraman, Zeithaml and Berry (1985), A conceptual model of service quality, Journal of
Marketing 49; Zeithaml, Berry and Parasuraman (1988), Communication and control processes in the
delivery of service quality, Journal of Marketing 52.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from csatreport.counts.findings.asked import Asked
from csatreport.counts.findings.whole import Findings
from csatreport.counts.pairs import paired_items, paired_mean
from csatreport.statistics.apart import apart
from csatreport.statistics.change import SMALLEST_BASE, benjamini_hochberg, verdict_of
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.verdict import Verdict
from csatreport.study.edition import Node
from csatreport.study.item import Role
from csatreport.study.register_entries import Check, PromiseCount
from csatreport.subjects.five_gaps.levels import (
    ByDimension,
    LevelSource,
    ServiceLevel,
    customers,
    declared_levels,
    kept_rate,
    mean_level,
    pass_rate,
    told_levels,
)
from csatreport.subjects.five_gaps.settings import FiveGapsRule, FiveGapsSettings, dimensions

_NOTHING = Estimate(value=0.0, census=True)
_TINY = 1e-9
"""A difference of two known levels below this is a rounding residue of zero."""
_ALL_KEPT = Estimate(value=100.0, census=True)


class ServiceGap(StrEnum):
    """The five gaps, in their order."""

    KNOWLEDGE = "knowledge"
    STANDARDS = "standards"
    DELIVERY = "delivery"
    PROMISES = "promises"
    SERVICE = "service"

    @property
    def number(self) -> int:
        """Its number."""
        return list(ServiceGap).index(self) + 1


_SIDES: Mapping[ServiceGap, tuple[LevelSource, LevelSource]] = {
    ServiceGap.KNOWLEDGE: (LevelSource.BELIEVED, LevelSource.EXPECTED),
    ServiceGap.STANDARDS: (LevelSource.DEMANDED, LevelSource.BELIEVED),
    ServiceGap.DELIVERY: (LevelSource.DELIVERED, LevelSource.DEMANDED),
}
"""Which level each gap between independent sources sets against which."""
_OTHERS: Mapping[ServiceGap, tuple[LevelSource, ...]] = {
    ServiceGap.PROMISES: (LevelSource.KEPT,),
    ServiceGap.SERVICE: (LevelSource.PERCEIVED, LevelSource.EXPECTED),
}
INSIDE = tuple(one for one in ServiceGap if one is not ServiceGap.SERVICE)
"""The gaps inside the company, of which the fifth is the consequence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SizedGap:
    """A gap in a dimension, or in the whole, judged within its family.

    None with ``wants``, the level that there is not. ``verdict`` is None where chance cannot be
    told.
    """

    kind: ServiceGap
    of: Node
    gap: Estimate | None = None
    p: float | None = None
    q: float | None = None
    verdict: Verdict | None = None
    wants: ServiceLevel | None = None

    @property
    def short(self) -> bool:
        """Whether it clearly falls short."""
        return self.verdict is Verdict.DOWN

    @property
    def size(self) -> float:
        """Its points; 0 where it is not measured."""
        return self.gap.value if self.gap is not None else 0.0


@dataclass(frozen=True, kw_only=True)
class FiveGaps:
    """All levels and gaps: those of each dimension in the order of the index, the whole last.

    ``managers`` and ``staff`` are what their own reports tell; ``checks`` and ``promises`` what was
    registered.
    """

    dimensions: tuple[Node, ...]
    whole: Node
    managers: Findings | None
    staff: Findings | None
    checks: ByDimension[Check]
    promises: ByDimension[PromiseCount]
    levels: tuple[ServiceLevel, ...] = ()
    gaps: tuple[SizedGap, ...] = ()

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The dimensions, and the whole last."""
        return (*self.dimensions, self.whole)

    def of(self, kind: ServiceGap) -> tuple[SizedGap, ...]:
        """Return a gap in each dimension, and in the whole last."""
        return tuple(one for one in self.gaps if one.kind is kind)

    def in_all(self, kind: ServiceGap) -> SizedGap:
        """Return a gap of the whole."""
        return self.of(kind)[-1]

    def level(self, source: LevelSource, of: Node) -> ServiceLevel:
        """Return what a source says of a dimension."""
        return next(one for one in self.levels if one.source is source and one.of is of)

    def ranks(self, of: Node) -> tuple[int, int] | None:
        """Return the places of a dimension by what customers expect, and by what managers believe.

        Among the dimensions of which both are known; None where that is not one of them.
        """
        pairs = {
            node.id: tuple(
                found.level.value
                for side in (LevelSource.EXPECTED, LevelSource.BELIEVED)
                if (found := self.level(side, node)).level is not None
            )
            for node in self.dimensions
        }
        known = {name: pair for name, pair in pairs.items() if len(pair) == 2}
        if of is self.whole or of.id not in known:
            return None
        mine = known[of.id]
        first, second = (
            1 + sum(pair[side] > mine[side] for pair in known.values()) for side in (0, 1)
        )
        return first, second

    @property
    def widest(self) -> tuple[SizedGap, ...]:
        """The gaps inside the company that clearly fall short in the whole.

        The widest first, and after it only those that cannot be told apart from it: intervals that
        do not meet tell two gaps apart. A source that two of them share, one adding and the other
        taking it away, makes their distance no more uncertain than both ends together.
        """
        short = sorted((one for one in map(self.in_all, INSIDE) if one.short), key=_size)
        end = _end(short[0], high=True) if short else 0.0
        return tuple(one for one in short if one is short[0] or _end(one, high=False) <= end)

    @property
    def first(self) -> tuple[SizedGap, ...]:
        """Where to begin: the widest gap inside, in each dimension that customers clearly miss.

        The dimension that they miss most comes first. Where they miss none in which a gap inside
        is clear, the widest gaps inside.
        """
        clear = sorted(
            (one for one in self.gaps if one.short and one.of is not self.whole), key=_size
        )
        inside = [one for one in clear if one.kind in INSIDE]
        missed = [one.of for one in clear if one.kind is ServiceGap.SERVICE]
        picked = [next((one for one in inside if one.of is node), None) for node in missed]
        return tuple(one for one in picked if one is not None) or tuple(inside)


def sides_of(kind: ServiceGap) -> tuple[LevelSource, ...]:
    """Return the levels that a gap lies between; promises lie below 100."""
    return _SIDES[kind] if kind in _SIDES else _OTHERS[kind]


def _size(one: SizedGap) -> float:
    return one.size


def _end(one: SizedGap, *, high: bool) -> float:
    """Return an end of a gap's interval; the gap itself where there is none."""
    gap = one.gap or _NOTHING
    end = gap.high if high else gap.low
    return one.size if end is None else end


def measure_five_gaps(asked: Asked) -> FiveGaps | None:
    """Measure the gaps of the whole company; None where nothing is set, or nobody was asked."""
    questionnaire, edition = asked.ledger.questionnaire, asked.ledger.edition(asked.period)
    rule = questionnaire.settings_of(FiveGapsSettings).five_gaps
    expecting = paired_items(edition, Role.EXPECTATION)
    whole = edition.index
    if rule is None or whole is None or not expecting or not asked.company:
        return None
    if questionnaire.anonymity is not None:
        return None
    parts = dimensions(edition)
    registers = asked.ledger.registers_of(asked.unit.id)
    found = FiveGaps(
        dimensions=parts,
        whole=whole,
        managers=asked.elsewhere(rule.managers, asked.period),
        staff=asked.elsewhere(rule.staff, asked.period),
        checks=ByDimension.of(
            registers.of(Check), asked.period, lambda one: one.section, dict(rule.delivered), parts
        ),
        promises=ByDimension.of(
            registers.of(PromiseCount), asked.period, lambda one: one.promise,
            dict(rule.promises), parts,
        ),
    )  # fmt: skip
    found = replace(found, levels=(*_inside(found, rule),))
    smallest = questionnaire.smallest.index
    levels, fifth = _customers(asked, found)
    found = replace(found, levels=(*found.levels, *levels))
    gaps = (*_between(found), *_kept(found, smallest), *fifth)
    return replace(found, gaps=judged(gaps, whole, smallest))


def _inside(found: FiveGaps, rule: FiveGapsRule) -> Iterator[ServiceLevel]:
    """Yield the levels of everybody but the customers."""
    parts, whole = found.dimensions, found.whole
    yield from told_levels(
        LevelSource.BELIEVED, found.managers, parts, whole, named=bool(rule.managers)
    )
    if rule.declared:
        yield from declared_levels(rule.declared, parts, whole)
    else:
        yield from told_levels(
            LevelSource.DEMANDED, found.staff, parts, whole, named=bool(rule.staff)
        )
    yield from found.checks.levels(LevelSource.DELIVERED, parts, whole, pass_rate)
    yield from found.promises.levels(LevelSource.KEPT, parts, whole, kept_rate)


def _customers(asked: Asked, found: FiveGaps) -> tuple[list[ServiceLevel], list[SizedGap]]:
    """Return both levels of customers, and the fifth gap, which is paired within people."""
    levels, gaps = [], []
    for node, expected, perceived, more in customers(asked, found.nodes):
        levels.append(mean_level(LevelSource.EXPECTED, node, expected))
        levels.append(here := mean_level(LevelSource.PERCEIVED, node, perceived))
        if here.level is None:
            gaps.append(SizedGap(kind=ServiceGap.SERVICE, of=node, wants=here))
        else:
            told = apart(paired_mean(more), _NOTHING)
            gaps.append(SizedGap(kind=ServiceGap.SERVICE, of=node, gap=told.gap, p=told.p))
    return levels, gaps


def _between(found: FiveGaps) -> Iterator[SizedGap]:
    """Yield the gaps between independent sources."""
    for kind, sides in _SIDES.items():
        for node in found.nodes:
            one, other = (found.level(side, node) for side in sides)
            if one.level is None or other.level is None:
                wants = one if one.level is None else other
                yield SizedGap(kind=kind, of=node, wants=wants)
            else:
                told = apart(one.level, other.level)
                yield SizedGap(kind=kind, of=node, gap=told.gap, p=told.p)


def _kept(found: FiveGaps, smallest: float) -> Iterator[SizedGap]:
    """Yield the gaps between promises and what was kept of them."""
    for node in found.nodes:
        kept = found.level(LevelSource.KEPT, node)
        if kept.level is None:
            yield SizedGap(kind=ServiceGap.PROMISES, of=node, wants=kept)
            continue
        gap = apart(kept.level, _ALL_KEPT).gap
        few = kept.level.base < SMALLEST_BASE
        surely = gap.high is not None and gap.high <= -smallest
        verdict = Verdict.DOWN if surely else Verdict.NOT_SHOWN
        yield SizedGap(
            kind=ServiceGap.PROMISES, of=node, gap=gap, verdict=Verdict.TOO_FEW if few else verdict
        )


def judged(gaps: Sequence[SizedGap], whole: Node, smallest: float) -> tuple[SizedGap, ...]:
    """Judge the gaps of all dimensions together, and those of the whole together.

    What everybody said on both sides is no matter of chance: size alone decides.
    """
    made = list(gaps)
    for family in (False, True):
        tested = [
            n for n, one in enumerate(gaps) if (one.of is whole) is family and one.p is not None
        ]
        qs = benjamini_hochberg([p for n in tested if (p := gaps[n].p) is not None])
        for n, q in zip(tested, qs, strict=True):
            made[n] = replace(gaps[n], q=q, verdict=verdict_of(q, gaps[n].size, smallest))
    return tuple(
        replace(one, verdict=verdict_of(0.0 if abs(one.size) > _TINY else 1.0, one.size, smallest))
        if one.gap is not None and one.gap.census
        else one
        for one in made
    )
