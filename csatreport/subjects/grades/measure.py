"""Customers by grade: how many, who moved, how content each grade is, and forms for each.

    moved         up against down among those graded in both rounds, exact sign test
    content       Spearman's rank correlation of grade and index, t with n − 2 degrees of freedom
    forms         the sample for ± 5 points, by largest remainder, two a grade at least

How points become grades stands in `csatreport.subjects.grades.grading`.

Sources: Conover, Practical Nonparametric Statistics (1999), sections 3.4 and 5.4.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from csatreport.counts.findings.asked import Asked
from csatreport.registers.model import Registers
from csatreport.statistics.change import ALPHA, SMALLEST_BASE, two_sided
from csatreport.statistics.importance import spearman
from csatreport.statistics.rates import rate_ratio
from csatreport.statistics.sampling import allocate, sample_size
from csatreport.study.policy import Sampling
from csatreport.study.register import RegisterKind
from csatreport.study.register_entries import Customer, CustomerPoints
from csatreport.subjects.customers.bands import Band, ListedCustomer, by_grade, large
from csatreport.subjects.customers.measure import index_by_customer
from csatreport.subjects.grades.grading import (
    customers_of,
    graded,
    last_month,
    points_of,
    round_of,
    standings_at,
    there_at,
)
from csatreport.subjects.grades.settings import Grade, GradeRule

MARGIN = 0.05
"""Forms are reckoned for an interval of so much to each side."""
_LEAST = 3
"""So few customers have no rank correlation worth telling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeLevel:
    """A grade in the last round: who has it, how content they are, and forms for them."""

    grade: Grade
    n: int
    kept: int
    """How many of them had no points in the round and keep an earlier grade."""
    before: int | None
    """How many had it at the end of the period before; None where none were graded."""
    band: Band
    forms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeMove:
    """A customer in two rounds; None for a grade it has not, or no longer."""

    customer: Customer
    before: int | None
    now: int | None

    @property
    def steps(self) -> int:
        """How many grades it moved up, down below 0; 0 where it lacks either."""
        return 0 if self.before is None or self.now is None else self.before - self.now


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """Whether better grades are more content (above 0) or less, over ``n`` customers."""

    rho: float
    p: float
    n: int


@dataclass(frozen=True, kw_only=True)
class GradeFindings:
    """The customers of a unit by grade, at the end of a period and of the one before it."""

    rule: GradeRule
    month: dt.date
    """The last month of the round."""
    since: dt.date | None
    """That of the round before the period; None without one, or where it is the same."""
    anew: bool
    """Whether the round ended within the period."""
    levels: tuple[GradeLevel, ...]
    types: tuple[Band, ...]
    """The types of customers, in the order of their grades; empty below two."""
    moves: tuple[GradeMove, ...]
    """Everybody graded in either round; empty without an earlier one."""
    ungraded: int
    """Customers without a grade in the round."""
    incomplete: int
    """Rows of the round that lack a part of the points."""
    unlisted: int
    """Customers with points in the round who are not on the list."""
    leaning: Leaning | None

    @property
    def graded(self) -> int:
        """How many have a grade."""
        return sum(one.n for one in self.levels)

    @property
    def kept(self) -> int:
        """How many of them keep an earlier one."""
        return sum(one.kept for one in self.levels)

    def moved(self, way: int) -> int:
        """Count who moved up (1), down (-1) or not at all (0)."""
        both = (one for one in self.moves if one.before is not None and one.now is not None)
        return sum((one.steps > 0) - (one.steps < 0) == way for one in both)

    @property
    def entered(self) -> int:
        """How many have a grade now and had none."""
        return sum(one.before is None for one in self.moves)

    @property
    def left(self) -> int:
        """How many had a grade and have none any more."""
        return sum(one.now is None for one in self.moves)

    @property
    def p(self) -> float | None:
        """The exact p that as many move up as down; None where nobody moved."""
        ratio = rate_ratio(self.moved(1), 1.0, self.moved(-1), 1.0)
        return None if ratio is None else ratio.p

    @property
    def clear(self) -> int:
        """1 where clearly more moved up than down, -1 the other way round, else 0."""
        up, down, p = self.moved(1), self.moved(-1), self.p
        return 0 if p is None or p > ALPHA else (up > down) - (up < down)

    @property
    def matrix(self) -> tuple[tuple[int, ...], ...]:
        """Who came from where: old grades down, new ones across, none of either last."""
        size = len(self.levels) + 1
        counts = Counter((one.before, one.now) for one in self.moves)
        places = (*range(size - 1), None)
        return tuple(tuple(counts[old, new] for new in places) for old in places)


def for_everyone(found: GradeFindings) -> GradeFindings:
    """Return what may be told to an open audience: no index of few, nor one that follows.

    Grades are looked at within their type, whose index is told too. Which way content leans is told
    from ten answers on.
    """
    told = {
        band.name: band
        for kind in dict.fromkeys(one.grade.type for one in found.levels)
        for band in large(tuple(one.band for one in found.levels if one.grade.type == kind))
    }
    hidden = sum(band.answered for band in told.values() if band.score is None)
    if hidden < SMALLEST_BASE:
        told = told if not hidden else {n: replace(band, score=None) for n, band in told.items()}
    few = found.leaning is not None and found.leaning.n < SMALLEST_BASE
    return replace(
        found,
        levels=tuple(replace(one, band=told[one.band.name]) for one in found.levels),
        types=large(found.types),
        leaning=None if few else found.leaning,
    )


def measure_grades(asked: Asked) -> GradeFindings | None:
    """Grade the customers of a unit; None without points, or where answers are anonymous."""
    asked_of, root = asked.ledger.questionnaire, asked.ledger.questionnaire.units.root.id
    registers = asked.ledger.registers_of(root)
    if asked_of.anonymity is not None or RegisterKind.GRADES not in registers.rules:
        return None
    rule, rounds = graded(registers)
    now = round_of(asked.period.end + dt.timedelta(days=1), rule) - 1
    if not any(one <= now for one in rounds):
        return None
    units = {unit.id for unit in asked_of.units.below(asked.unit.id)}
    rows, listed = _rows(registers, rule, now), customers_of(registers)
    mine = {c.id: c for c in listed.values() if c.unit in units}
    standing, kept = standings_at(rounds, now, rule, mine)
    before = round_of(asked.period.start, rule) - 1
    old = standings_at(rounds, before, rule, mine)[0] if before < now else {}
    accounts = _accounts(asked, rule, standing, mine)
    known = asked_of.sampling is not Sampling.CONVENIENCE
    return GradeFindings(
        rule=rule,
        month=last_month(now, rule),
        since=last_month(before, rule) if old else None,
        anew=before < now,
        levels=_levels(rule, (standing, kept, old), by_grade(accounts, known=known)),
        types=_by_type(rule, accounts, known=known),
        moves=tuple(
            GradeMove(customer=mine[name], before=old.get(name), now=standing.get(name))
            for name in sorted({*old, *standing} if old else ())
        ),
        ungraded=len(there_at(mine, now, rule)) - len(standing),
        incomplete=sum(one.customer in mine and points_of(one, rule) is None for one in rows),
        unlisted=len({one.customer for one in rows if one.unit in units} - {*listed}),
        leaning=leaning_of(
            (-standing[one.customer.id], one.score) for one in accounts if one.score is not None
        ),
    )


def _accounts(
    asked: Asked, rule: GradeRule, standing: Mapping[str, int], mine: Mapping[str, Customer]
) -> list[ListedCustomer]:
    """Return the graded customers with their index of the period."""
    scores = index_by_customer(asked.ledger, asked.unit.id, asked.period)
    return [
        ListedCustomer(
            customer=replace(mine[name], grade=rule.grades[place].id),
            score=scores.get(name), before=None, low=False, fell=False,
        )
        for name, place in standing.items()
    ]  # fmt: skip


def _by_type(
    rule: GradeRule, accounts: Sequence[ListedCustomer], *, known: bool
) -> tuple[Band, ...]:
    """Part customers by the type of their grade; empty below two types."""
    kinds = {one.id: one.type for one in rule.grades}
    typed = [
        replace(one, customer=replace(one.customer, grade=kinds[one.customer.grade]))
        for one in accounts
    ]
    found = {band.name: band for band in by_grade(typed, known=known)}
    ordered = tuple(found[kind] for kind in dict.fromkeys(kinds.values()) if kind in found)
    return ordered if len(ordered) > 1 else ()


def _levels(
    rule: GradeRule,
    standings: tuple[Mapping[str, int], set[str], Mapping[str, int]],
    found: Iterable[Band],
) -> tuple[GradeLevel, ...]:
    standing, kept, old = standings
    bands = {band.name: band for band in found}
    counts, before = Counter(standing.values()), Counter(old.values())
    forms = forms_for(counts)
    return tuple(
        GradeLevel(
            grade=one,
            n=counts[place],
            kept=sum(standing[name] == place for name in kept),
            before=before[place] if old else None,
            band=bands.get(one.id)
            or Band(name=one.id, listed=0, answered=0, value=0.0, score=None),
            forms=forms.get(place, 0),
        )
        for place, one in enumerate(rule.grades)
    )


def forms_for(counts: Mapping[int, int], margin: float = MARGIN) -> dict[int, int]:
    """Share the sample of customers out among their grades, by place."""
    ordered = {str(place): n for place, n in sorted(counts.items())}
    people = sum(ordered.values())
    found = allocate(sample_size(margin, people), ordered) if people else {}
    return {int(place): n for place, n in found.items()}


def _rows(registers: Registers, rule: GradeRule, number: int) -> list[CustomerPoints]:
    """Return the rows of a round."""
    return [one for one in registers.of(CustomerPoints) if round_of(one.month, rule) == number]


def leaning_of(pairs: Iterable[tuple[float, float]]) -> Leaning | None:
    """Correlate two columns by ranks; None below four, or where one does not vary."""
    # Sums of floats depend on their order, and the order of customers must not matter.
    both = sorted(pairs)
    n = len(both)
    grades, content = np.array(both, np.float64).reshape(-1, 2).T
    rho = spearman(grades, content) if n > _LEAST else None
    if rho is None:
        return None
    spread = sqrt(max(0.0, 1 - rho * rho) / (n - 2))
    return Leaning(rho=rho, p=two_sided(rho / spread, n - 2) if spread else 0.0, n=n)
