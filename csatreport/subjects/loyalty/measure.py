"""Loyalty: what customers do, what they say, and how both go with satisfaction.

    objective    recency, frequency, share of wallet and tenure from the customer list, each on
                 0-100 by two anchors (or by mid-rank), joined by their weights; a customer that
                 lacks a part has none, and is counted
    subjective   the mean of the attitude questions on 0-100, where at least half were answered
    evaluation   w · subjective + (1 − w) · objective, of those who have both

Somebody is loyal whose evaluation value, or without one the subjective index, reaches the line, and
satisfied who gave the overall question a good answer. Figures are of answers; names stand in
restricted reports only.

*15/70/15* sets the loyal share of the most and the least satisfied beside the others: by the index
of each person, and whoever ties across a cut is in the middle. The *loyalty curve* is the loyal
share at each level of satisfaction; the slope between neighbours has Newcombe's interval.

Source: Jones and Sasser (1995), Why satisfied customers defect, Harvard Business Review 73.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from csatreport.counts.count import moments_of, rescaled_codes
from csatreport.counts.findings.asked import Asked
from csatreport.counts.ledger import Ledger
from csatreport.statistics.arrays import Bools, Floats, Ints
from csatreport.statistics.change import SMALLEST_BASE
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.groups.association import newcombe
from csatreport.statistics.means import estimate_index, sample_of_moments
from csatreport.statistics.proportions import estimate_share
from csatreport.statistics.verdict import ShareDifference
from csatreport.study.edition import Edition
from csatreport.study.item import Item, Role
from csatreport.study.periods import Period
from csatreport.study.register_entries import Customer
from csatreport.subjects.loyalty.settings import BehaviourPart, LoyaltyRule, LoyaltySettings

FEWEST = 40
"""Fewer people than this have counts alone: no shares, and no groups by satisfaction."""
DAYS_A_YEAR = 365.25
QUADRANTS = ("true", "captive", "disloyal", "lost")
"""Satisfied and loyal; loyal but dissatisfied; satisfied but not loyal; neither."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoyalShare:
    """How many of ``n`` are loyal: of a group, or at a level of satisfaction."""

    id: str
    n: int
    loyal: int

    @property
    def share(self) -> Estimate | None:
        """Their share, with Wilson's interval; None of nobody."""
        return estimate_share(self.loyal, self.n)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoyaltyCurve:
    """Loyalty by level of satisfaction, the lowest first, of everybody (None) or of a segment."""

    option: int | None
    points: tuple[LoyalShare, ...]
    slopes: tuple[ShareDifference | None, ...]
    """From each point to the next: the difference of the shares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoyaltyQuadrant:
    """People by satisfaction and loyalty; ``names`` are those of customers in the list."""

    id: str
    n: int
    share: Estimate | None
    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LoyaltyFound:
    """Loyalty in a unit and period; ``n`` were judged, ``subjective_only`` of them by words."""

    overall: Item | None
    segment: Item | None
    objective: Estimate | None
    listed: int
    """Customers in the list at the end of the period."""
    incomplete: int
    """Those of them that lack a part of the behaviour that counts."""
    subjective: Estimate | None
    evaluation: Estimate | None
    n: int
    subjective_only: int
    loyal: int
    quadrants: tuple[LoyaltyQuadrant, ...]
    groups: tuple[LoyalShare, ...]
    """The most satisfied, the middle, the least satisfied; empty below `FEWEST`."""
    curves: tuple[LoyaltyCurve, ...]


def _customers(listed: Sequence[Customer], period: Period) -> list[Customer]:
    """Return those who are customers when a period has ended."""
    after = period.end + dt.timedelta(days=1)
    begun = (one for one in listed if one.since is None or one.since < after)
    return [one for one in begun if not one.gone(after)]


def measure_loyalty(asked: Asked) -> LoyaltyFound | None:
    """Measure loyalty; None where nothing says what it is, or answers are anonymous."""
    ledger, unit, period = asked.ledger, asked.unit.id, asked.period
    rule = ledger.questionnaire.settings_of(LoyaltySettings).loyalty
    if rule is None or ledger.questionnaire.anonymity is not None:
        return None
    rows = ledger.row_numbers(unit, period)
    return _measured(ledger, rule, unit, period, rows) if len(rows) else None


def _measured(
    ledger: Ledger, rule: LoyaltyRule, unit: str, period: Period, rows: Ints
) -> LoyaltyFound:
    edition = ledger.edition(period)
    customers = _customers(ledger.registers_of(unit).of(Customer), period)

    def codes(item: Item) -> Ints:
        return ledger.segments.codes(item.series, rows)

    worth = objective_of(customers, rule, period.end)
    ids = ledger.rows.column("_id")[rows].tolist()
    objective = np.array([worth.get(name, np.nan) for name in ids], np.float64)
    subjective = _attitude(rule, edition, codes, len(rows))
    both = rule.weight * subjective + (1 - rule.weight) * objective
    value = np.where(np.isnan(both), subjective, both)
    judged = ~np.isnan(value)
    # A sum that misses the line by a hair has reached it.
    loyal = value >= rule.loyal_from - 1e-9
    overall = next((one for one in edition.with_role(Role.OVERALL) if one.scored), None)
    segment = edition.by_id.get(rule.competition)
    levels = codes(overall) if overall is not None else np.full(len(rows), -1)
    root = edition.index
    scores = ledger.segments.scores(root.series)[rows] if root is not None else both * np.nan
    names = {one.id: one.name or one.id for one in customers}
    return LoyaltyFound(
        overall=overall,
        segment=segment,
        objective=_mean(np.array(sorted(worth.values()))),
        listed=len(customers),
        incomplete=len(customers) - len(worth) if rule.behaviour else 0,
        subjective=_mean(subjective),
        evaluation=_mean(both),
        n=int(judged.sum()),
        subjective_only=int((judged & np.isnan(both)).sum()),
        loyal=int((judged & loyal).sum()),
        quadrants=_quadrants(overall, levels, judged, loyal, [names.get(one, "") for one in ids]),
        groups=fifteen(scores[judged], loyal[judged]),
        curves=_curves(overall, levels, judged, loyal, (segment, codes)),
    )


def for_all(found: LoyaltyFound) -> LoyaltyFound:
    """Return what may be told to an open audience: no mean of fewer than ten."""

    def many(index: Estimate | None) -> Estimate | None:
        return index if index is not None and index.base >= SMALLEST_BASE else None

    return replace(
        found,
        objective=many(found.objective),
        subjective=many(found.subjective),
        evaluation=many(found.evaluation),
    )


def _mean(values: Floats) -> Estimate | None:
    return estimate_index(sample_of_moments(moments_of(values)))


def objective_of(
    customers: Sequence[Customer], rule: LoyaltyRule, end: dt.date
) -> dict[str, float]:
    """Return the objective index, 0-100, of each customer that lacks no part, by id."""
    if not rule.behaviour:
        return {}
    columns = {name: _figures(name, customers, end) for name, _ in rule.behaviour}
    points = [_points(columns[name], part, name) for name, part in rule.behaviour]
    index = np.average(np.array(points), axis=0, weights=[p.weight for _, p in rule.behaviour])
    pairs = zip((one.id for one in customers), index.tolist(), strict=True)
    return {name: value for name, value in pairs if not np.isnan(value)}


def _figures(name: str, customers: Sequence[Customer], end: dt.date) -> Floats:
    """Return one figure of each customer as known at the end of a period; NaN where it is not."""

    def of(one: Customer) -> float | None:
        if name in {"recency", "tenure"}:
            day = one.last_order if name == "recency" else one.since
            if day is None or day > end:
                return None
            return (end - day).days / (1 if name == "recency" else DAYS_A_YEAR)
        return one.orders if name == "frequency" else one.wallet

    return np.array([of(one) for one in customers], np.float64)


def _points(figures: Floats, part: BehaviourPart, name: str) -> Floats:
    """Turn figures into points, 0-100."""
    if not part.ranked:
        made = 100 * (figures - part.worst) / (part.best - part.worst)
        return np.asarray(np.clip(made, 0.0, 100.0))
    known = figures[~np.isnan(figures)]
    better = -known if name == "recency" else known
    mine = -figures if name == "recency" else figures
    below = np.array([(better < one).sum() + (better == one).sum() / 2 for one in mine])
    return np.where(np.isnan(figures), np.nan, 100 * below / max(len(known), 1))


def _attitude(
    rule: LoyaltyRule, edition: Edition, codes: Callable[[Item], Ints], size: int
) -> Floats:
    """Return what each person says, 0-100; NaN where less than half was answered."""
    items = [item for name in rule.attitude if (item := edition.by_id.get(name)) is not None]
    if not items:
        return np.full(size, np.nan)
    table = np.column_stack([rescaled_codes(item, codes(item)) for item in items])
    known = ~np.isnan(table)
    number = known.sum(axis=1)
    mean = np.where(known, table, 0.0).sum(axis=1) / np.maximum(number, 1)
    return np.where((2 * number >= len(items)) & (number > 0), mean, np.nan)


def _quadrants(
    overall: Item | None, levels: Ints, judged: Bools, loyal: Bools, names: Sequence[str]
) -> tuple[LoyaltyQuadrant, ...]:
    """Part people into four; nothing without a question for the whole."""
    if overall is None:
        return ()
    base = judged & (levels >= 0)
    content = np.isin(levels, list(overall.good))
    parts = (content & loyal, ~content & loyal, content & ~loyal, ~content & ~loyal)
    n = int(base.sum())
    return tuple(
        LoyaltyQuadrant(
            id=name,
            n=(k := int((base & part).sum())),
            share=estimate_share(k, n) if n >= FEWEST else None,
            names=tuple(
                sorted({names[row] for row in np.flatnonzero(base & part).tolist()} - {""})
            ),
        )
        for name, part in zip(QUADRANTS, parts, strict=True)
    )


def fifteen(scores: Floats, loyal: Bools) -> tuple[LoyalShare, ...]:
    """Part people into the 15 % most and least satisfied and the middle; none below `FEWEST`.

    A group of equal scores that reaches across a cut is in the middle, so the groups may be
    smaller than their names.
    """
    known = ~np.isnan(scores)
    scores, loyal = scores[known], loyal[known]
    n = len(scores)
    if n < FEWEST:
        return ()
    ordered = np.sort(scores)
    below = np.searchsorted(ordered, scores, "left")
    up_to = np.searchsorted(ordered, scores, "right")
    # Whole numbers of people are compared, so that no rounding moves a cut.
    top, bottom = 100 * below >= 85 * n, 100 * up_to <= 15 * n
    parts: Mapping[str, Bools] = {"top": top, "middle": ~top & ~bottom, "bottom": bottom}
    return tuple(
        LoyalShare(id=name, n=int(part.sum()), loyal=int((part & loyal).sum()))
        for name, part in parts.items()
    )


def _curves(
    overall: Item | None, levels: Ints, judged: Bools, loyal: Bools,
    by: tuple[Item | None, Callable[[Item], Ints]],
) -> tuple[LoyaltyCurve, ...]:  # fmt: skip
    if overall is None:
        return ()
    segment, codes = by
    points = [(place, one.points or 0.0) for place, one in enumerate(overall.options)]
    order = [place for place, _ in sorted(points, key=lambda pair: pair[1])]

    def curve(option: int | None, among: Bools) -> LoyaltyCurve:
        at = [among & judged & (levels == place) for place in order]
        made = tuple(
            LoyalShare(id=overall.options[place].code, n=int(m.sum()), loyal=int((m & loyal).sum()))
            for place, m in zip(order, at, strict=True)
        )
        slopes = tuple(newcombe(b.loyal, b.n, a.loyal, a.n) for a, b in pairwise(made))
        return LoyaltyCurve(option=option, points=made, slopes=slopes)

    found = [curve(None, np.ones(len(levels), np.bool_))]
    if segment is not None:
        said = codes(segment)
        found += [curve(place, said == place) for place in range(len(segment.options))]
    return tuple(found)
