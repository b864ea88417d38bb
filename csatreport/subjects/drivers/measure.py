"""What moves together with satisfaction as a whole: the drivers, for the whole company.

The whole is an item: overall satisfaction, else the recommend question, or what the questionnaire
names. The candidates are its rated questions, or the dimensions of its index. Only people who
answered all of them count, each once, whatever their weight.

Where too few did, or nothing varies, no shares are given: correlations by rank have to do, or
nothing at all. A share says what moves together; it never says what causes what.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from csatreport.counts.count import Given, given, person_score
from csatreport.counts.findings.asked import Asked
from csatreport.counts.ledger import Ledger
from csatreport.counts.pairs import Aspect
from csatreport.statistics.arrays import Floats
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.importance import (
    MOST_ORDERED,
    correlations,
    explained,
    intervals,
    lmg,
    relative_weights,
    spearman,
)
from csatreport.study.edition import Edition
from csatreport.study.item import Item, Role
from csatreport.study.periods import Period
from csatreport.subjects.drivers.plane import Placed, Plane, crossed, place
from csatreport.subjects.drivers.settings import DriverSettings

LEAST = 50
"""Fewer complete answers give no shares."""
PER_CANDIDATE = 10
"""Nor do fewer than this for each candidate."""
WEAK = 0.1
"""Below this R-squared the candidates do not explain the whole."""
_LEAST_RANKED = 10


class Method(StrEnum):
    """How importance was worked out."""

    ORDERS = "lmg"
    WEIGHTS = "relative_weights"
    RANKS = "spearman"


class Undriven(StrEnum):
    """Why there are no shares."""

    FEW = "few"
    OUTCOME = "outcome"
    """The whole does not vary: all answered alike."""
    CANDIDATES = "candidates"
    """Fewer than two candidates vary."""
    WEAK = "weak"
    """What the candidates explain is too little to be divided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """One candidate: its share of R-squared (0-1) with interval, its rank correlation.

    ``share`` is None where no shares are given, ``rank`` where nothing varies or too few answered
    both (``n``). ``placed`` is where it lies in the plane; None without one.
    """

    of: Aspect
    n: int
    share: float | None = None
    low: float | None = None
    high: float | None = None
    rank: float | None = None
    placed: Placed | None = None

    @property
    def percent(self) -> Estimate:
        """Its share in percent; 0 where none is given."""
        return Estimate(value=self.share or 0.0, low=self.low, high=self.high).percent


@dataclass(frozen=True, kw_only=True)
class Drivers:
    """The drivers of a period, by falling importance.

    ``n`` people answered everything; ``needed`` is how many must have. ``constant`` are candidates
    to which all gave the same answer: they are left out. ``plane`` is where the quarters cross;
    None where importance has no shares, or too few candidates have an index that may be shown.
    """

    outcome: Item
    n: int
    needed: int
    r2: float | None
    method: Method
    why: Undriven | None
    found: tuple[Driver, ...]
    constant: tuple[Aspect, ...] = ()
    plane: Plane | None = None

    def part(self, driver: Driver) -> float | None:
        """Return a driver's part of R-squared; None where no shares are given."""
        return None if driver.share is None else driver.share * (self.r2 or 0.0)

    @property
    def even(self) -> float | None:
        """What each share would be, in percent, if all were as important; None without drivers."""
        return 100 / len(self.found) if self.found else None

    @property
    def urgent(self) -> tuple[Driver, ...]:
        """What is important and weak beyond chance, the most important first."""
        return tuple(one for one in self.found if one.placed is not None and one.placed.urgent)


def outcome_of(ledger: Ledger, edition: Edition) -> Item | None:
    """Return the item that stands for the whole; None where there is none, or it is not wanted."""
    asked = ledger.questionnaire.settings_of(DriverSettings).drivers
    if asked is None:
        return None
    if asked.outcome:
        return edition.by_id.get(asked.outcome)
    found = (i for role in (Role.OVERALL, Role.RECOMMEND) for i in edition.with_role(role))
    return next((item for item in found if item.scored), None)


def measure_drivers(asked: Asked) -> Drivers | None:
    """Work out the drivers of the whole company; None for a unit, and without an outcome."""
    return drivers_of(asked.ledger, asked.period) if asked.company else None


def drivers_of(ledger: Ledger, period: Period) -> Drivers | None:
    """Work out the drivers of the whole company in a period; None without an outcome."""
    edition = ledger.edition(period)
    outcome = outcome_of(ledger, edition)
    if outcome is None or ledger.questionnaire.settings_of(DriverSettings).drivers is None:
        return None
    rows = ledger.row_numbers(ledger.questionnaire.units.root.id, period)

    def answers(item: Item) -> Given:
        return given(item, ledger.segments.codes(item.series, rows))

    columns = {
        _id(one): answers(one).values
        if isinstance(one, Item)
        else person_score(one, {name: answers(edition.by_id[name]) for name in one.leaves()})
        for one in candidates(ledger, edition, outcome)
    }
    found = {_id(one): one for one in candidates(ledger, edition, outcome)}
    return drive(outcome, answers(outcome).values, [(found[name], columns[name]) for name in found])


def candidates(ledger: Ledger, edition: Edition, outcome: Item) -> tuple[Aspect, ...]:
    """Return what may drive the whole: dimensions without the outcome, or rated items."""
    asked, root = ledger.questionnaire.settings_of(DriverSettings).drivers, edition.index
    if asked is not None and asked.dimensions and root is not None:
        return tuple(node for node in root.children if outcome.id not in node.leaves())
    named = asked.items if asked is not None else ()
    rated = (i for i in edition.with_role(Role.RATED) if i.scored and not i.personal)
    return tuple(i for i in rated if i.id != outcome.id and (not named or i.id in named))


def _id(one: Aspect) -> str:
    return f"{type(one).__name__} {one.id}"


def drive(outcome: Item, whole: Floats, columns: list[tuple[Aspect, Floats]]) -> Drivers:
    """Work out drivers from answers on 0-100, NaN where there is none, row by row."""
    table = np.column_stack([*(column for _, column in columns), whole])
    # Sums of floats depend on their order, and the order of answers must not matter.
    table = table[np.lexsort(table.T)]
    complete = table[~np.isnan(table).any(axis=1)]
    varies = [bool(len(complete)) and np.ptp(complete[:, n]) > 0 for n in range(len(columns))]
    kept = [n for n, moves in enumerate(varies) if moves]
    needed = max(LEAST, PER_CANDIDATE * len(columns))
    constant = tuple(columns[n][0] for n in range(len(columns)) if not varies[n])
    why = None
    if len(complete) < needed:
        why, constant = Undriven.FEW, ()
    elif np.ptp(complete[:, -1]) == 0:
        why = Undriven.OUTCOME
    elif len(kept) < 2:
        why = Undriven.CANDIDATES
    ranks = [_ranked(table[:, n], table[:, -1]) for n in range(len(columns))]
    ranked = [
        Driver(of=one, n=n, rank=rank) for (one, _), (rank, n) in zip(columns, ranks, strict=True)
    ]
    found = Drivers(
        outcome=outcome, n=len(complete), needed=needed, r2=None, method=Method.RANKS,
        why=why, found=_ordered(ranked), constant=constant,
    )  # fmt: skip
    if why is not None:
        return found
    return _shared(found, [ranked[n] for n in kept], complete[:, [*kept, len(columns)]])


def _shared(whole: Drivers, ranked: list[Driver], complete: Floats) -> Drivers:
    """Divide R-squared among candidates that all vary, from complete rows, the whole last."""
    r = correlations(complete)
    among, own = r[:-1, :-1], r[:-1, -1]
    r2 = explained(among, own)
    method = Method.ORDERS if len(ranked) <= MOST_ORDERED else Method.WEIGHTS
    parts = lmg(among, own) if method is Method.ORDERS else relative_weights(among, own)
    low, high = intervals(complete)
    found = [
        replace(
            one,
            share=float(parts[at] / r2),
            low=max(0.0, float((parts[at] + low[at]) / r2)),
            high=min(1.0, float((parts[at] + high[at]) / r2)),
        )
        for at, one in enumerate(ranked)
    ]
    why = Undriven.WEAK if r2 < WEAK else None
    return replace(whole, r2=r2, method=method, why=why, found=_ordered(found))


def _ranked(column: Floats, whole: Floats) -> tuple[float | None, int]:
    both = ~(np.isnan(column) | np.isnan(whole))
    n = int(both.sum())
    return (spearman(column[both], whole[both]) if n >= _LEAST_RANKED else None), n


def _ordered(found: list[Driver]) -> tuple[Driver, ...]:
    """Put the most important first; those that tie stay in form order."""
    return tuple(
        sorted(
            found,
            key=lambda d: (
                -(d.share if d.share is not None else -1.0),
                -(d.rank if d.rank is not None else -2.0),
            ),
        )
    )


def laid_out(drivers: Drivers, performance: Mapping[str, Estimate]) -> Drivers:
    """Lay drivers out by importance and performance (estimates by id of item or node).

    They stay as they are where importance has no shares, or too few have both.
    """
    pairs = {
        one.of.id: (one.share, performance[one.of.id].value)
        for one in drivers.found
        if one.share is not None and one.of.id in performance
    }
    plane = crossed(tuple(pairs.values())) if drivers.why is None else None
    if plane is None:
        return drivers
    placed = (
        replace(one, placed=place(_importance(one), performance[one.of.id], plane))
        if one.of.id in pairs
        else one
        for one in drivers.found
    )
    return replace(drivers, plane=plane, found=tuple(placed))


def _importance(one: Driver) -> Estimate:
    return Estimate(value=one.share or 0.0, low=one.low, high=one.high, base=one.n)
