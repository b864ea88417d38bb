"""Supplier scorecard: measured figures turned into points, a score and a grade.

    figure      given: the mean of its rows; counted: per · Σ count / Σ of
    points      0 to 100, by the thresholds of the criterion: on a line between them, or in steps
    score       S = Σ w·p / Σ w over the criteria that were measured; those missing are named
    grade       by declared lines; a critical criterion below its own line caps it; less than half
                of the weights measured: none

A counted figure is known only as well as its counts allow: Wilson's interval where it is a share
of a hundred, an exact Poisson interval otherwise (parts per million). Points only rise or only fall
with the figure, so that its ends give the ends of its points, and those of independent criteria
give the ends of the score:

    S − √Σ (w/W)²(p − p_low)²  …  S + √Σ (w/W)²(p_high − p)²    (`statistics.combined`)

Where both ends earn one grade it is firm; else the report says which grades chance leaves open.
Figures that are given, such as ratings, are taken as they are.

Sources: Garwood 1936; Wilson 1927; Zou and Donner 2008 (the method of variance estimates recovery).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from csatreport.counts.findings.asked import Asked
from csatreport.statistics.combined import combined
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.proportions import wilson
from csatreport.statistics.rates import poisson_rate
from csatreport.study.periods import Period
from csatreport.study.register import HAIR, Criterion, Register, RegisterKind
from csatreport.study.register_entries import SupplierFigure
from csatreport.subjects.scorecard.settings import ScorecardRule

COURSE = 8
"""So many periods of a supplier stand beside each other."""
LARGEST = (1, 3)
"""Of so many of the largest suppliers it is told which part of the supply they bring."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionScore:
    """One criterion of a supplier: its figure and its points, both None where it was not measured.

    ``of`` is how many were counted, None where the figure was given; then there are no intervals.
    """

    criterion: Criterion
    figure: Estimate | None
    points: Estimate | None
    count: int | None = None
    of: int | None = None

    def below(self, end: str = "value") -> bool:
        """Tell whether its points, or their ``low`` or ``high`` end, are below its line."""
        line, points = self.criterion.critical, self.points
        return line is not None and points is not None and _end(points, end) < line - HAIR


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierScore:
    """One supplier in a period.

    ``measured`` and ``missing`` are the criteria that are scored, ``share`` its part of all that
    was bought; ``score`` is None below half of the weights.
    """

    supplier: str
    parts: tuple[CriterionScore, ...]
    rule: ScorecardRule
    score: Estimate | None
    supply: float | None = None
    share: float | None = None
    course: tuple[tuple[Period, "SupplierScore | None"], ...] = ()
    """The periods up to this one, oldest first; None where nothing was measured."""

    @property
    def measured(self) -> tuple[tuple[CriterionScore, Estimate], ...]:
        """The criteria that were measured, with their points."""
        return tuple((one, one.points) for one in self.parts if one.points is not None)

    @property
    def missing(self) -> tuple[CriterionScore, ...]:
        """The criteria that were not."""
        return tuple(one for one in self.parts if one.points is None)

    @property
    def weight(self) -> float:
        """The weights that were measured, of 100."""
        return sum(one.criterion.weight for one, _ in self.measured)

    @property
    def gains(self) -> tuple[tuple[float, CriterionScore], ...]:
        """What full points in one criterion would add to the score, the most first."""
        found = (
            (one.criterion.weight * (100 - points.value) / self.weight, one)
            for one, points in self.measured
        )
        return tuple(sorted(found, key=lambda pair: -pair[0]))

    @property
    def capped(self) -> tuple[CriterionScore, ...]:
        """The critical criteria that are below their line."""
        return tuple(one for one in self.parts if one.below())

    @property
    def grade(self) -> str | None:
        """The grade; None where there is no score."""
        return self._grade("value")

    @property
    def open(self) -> tuple[str, ...]:
        """The best and the last grade that chance leaves open: one where the grade is firm."""
        ends = (self._grade(end) for end in ("high", "low"))
        return tuple(dict.fromkeys(one for one in ends if one is not None))

    def _grade(self, end: str) -> str | None:
        if self.score is None:
            return None
        capped = any(one.below(end) for one in self.parts)
        return self.rule.grade(_end(self.score, end), capped=capped)

    @property
    def before(self) -> "SupplierScore | None":
        """The same supplier in the period before this one."""
        return self.course[-2][1] if len(self.course) > 1 else None

    @property
    def moved(self) -> Estimate | None:
        """The score less that of the period before."""
        before = self.before.score if self.before else None
        if self.score is None or before is None:
            return None
        return combined([(1, self.score), (-1, before)])


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeShare:
    """How many suppliers have a grade (None: none was given), and what part of the supply.

    ``line`` is the score from which it is given.
    """

    grade: str | None
    line: float | None
    suppliers: int
    share: float | None


@dataclass(frozen=True, kw_only=True)
class Scorecards:
    """The suppliers of a period, the best first and those without a grade last."""

    rule: ScorecardRule
    suppliers: tuple[SupplierScore, ...]
    absent: tuple[str, ...]
    """Who was measured the period before, and is not any more."""

    @property
    def grades(self) -> tuple[GradeShare, ...]:
        """The grades in their order, each with its suppliers; those without one last."""
        every = (self._of(*one) for one in (*self.rule.grades, (None, None)))
        return tuple(one for one in every if one.grade or one.suppliers)

    def _of(self, grade: str | None, line: float | None) -> GradeShare:
        some = [one for one in self.suppliers if one.grade == grade]
        known = [one.share for one in some if one.share is not None]
        share = sum(known) if self.supplied and (known or not some) else None
        return GradeShare(grade=grade, line=line, suppliers=len(some), share=share)

    @property
    def supplied(self) -> bool:
        """Whether it is known how much was bought."""
        return any(one.share is not None for one in self.suppliers)

    @property
    def unknown(self) -> int:
        """Of how many suppliers that is not known, though it is of others."""
        return sum(one.share is None for one in self.suppliers) if self.supplied else 0

    @property
    def largest(self) -> tuple[tuple[int, float], ...]:
        """Which part of the supply so many of the largest suppliers bring."""
        shares = sorted((one.share for one in self.suppliers if one.share), reverse=True)
        return tuple((k, sum(shares[:k])) for k in LARGEST if k < len(shares))


def measure_scorecards(asked: Asked) -> Scorecards | None:
    """Grade the suppliers of a unit and of those below it; None where nothing was measured."""
    registers = asked.ledger.registers_of(asked.unit.id)
    register = registers.rules.get(RegisterKind.SUPPLIERS)
    entries = registers.of(SupplierFigure)
    if register is None or not _within(entries, asked.period):
        return None
    through = [
        (period, _scores(register, _within(entries, period))) for period in _course(asked, entries)
    ]
    now, before = through[-1][1], through[-2][1] if len(through) > 1 else {}
    found = [
        replace(one, course=tuple((period, some.get(name)) for period, some in through))
        for name, one in now.items()
    ]
    return Scorecards(
        rule=register.settings_of(ScorecardRule),
        suppliers=tuple(sorted(found, key=_order)),
        absent=tuple(sorted(before.keys() - now.keys())),
    )


def _order(one: SupplierScore) -> tuple[float, float, str]:
    if one.score is None or one.grade is None:
        return float("inf"), 0.0, one.supplier
    return one.rule.names.index(one.grade), -one.score.value, one.supplier


def _course(asked: Asked, entries: Sequence[SupplierFigure]) -> list[Period]:
    """Return the periods up to this one, from the first with a figure on."""
    first = min(one.day for one in entries)
    periods: list[Period] = []
    at: Period | None = asked.period
    while at is not None and at.end >= first and len(periods) < COURSE:
        periods.insert(0, at)
        at = asked.ledger.calendar.previous(at)
    return periods


def _scores(register: Register, mine: Sequence[SupplierFigure]) -> Mapping[str, SupplierScore]:
    rule = register.settings_of(ScorecardRule)
    names = dict.fromkeys(one.supplier for one in mine)
    found = [_supplier(register, rule, [e for e in mine if e.supplier == name]) for name in names]
    total = sum(one.supply or 0.0 for one in found)
    return {
        one.supplier: replace(one, share=one.supply / total)
        if total and one.supply is not None
        else one
        for one in found
    }


def _supplier(
    register: Register, rule: ScorecardRule, own: Sequence[SupplierFigure]
) -> SupplierScore:
    parts = tuple(
        score_criterion(one, [entry for entry in own if entry.criterion == one.id])
        for one in register.criteria
        if one.weight
    )
    bought = [one.value for one in own if one.criterion == rule.supply and one.value is not None]
    return SupplierScore(
        supplier=own[0].supplier,
        parts=parts,
        rule=rule,
        score=_score(parts),
        supply=sum(bought) if bought else None,
    )


def _score(parts: Sequence[CriterionScore]) -> Estimate | None:
    """Weigh the points of what was measured; None below half of the weights."""
    some = [(one.criterion.weight, one.points) for one in parts if one.points is not None]
    weight = sum(weight for weight, _ in some)
    if 2 * weight < sum(one.criterion.weight for one in parts):
        return None
    return combined([(one / weight, points) for one, points in some])


def score_criterion(criterion: Criterion, rows: Sequence[SupplierFigure]) -> CriterionScore:
    """Score one criterion; where nothing was counted, no delivery at all, nothing was measured."""
    if not (criterion.counted and rows):
        given = [one.value for one in rows if one.value is not None]
        figure = Estimate(value=sum(given) / len(given)) if given else None
        return CriterionScore(criterion=criterion, figure=figure, points=_points(criterion, figure))
    count, of = (round(sum(getattr(one, name) for one in rows)) for name in ("count", "of"))
    figure = _counted(criterion, count, of) if of else None
    points = _points(criterion, figure)
    return CriterionScore(criterion=criterion, figure=figure, points=points, count=count, of=of)


def _counted(criterion: Criterion, count: int, of: int) -> Estimate:
    value = criterion.per * count / of
    rate = poisson_rate(count, of, criterion.per)
    if criterion.per == 100 or rate is None:
        low, high = (criterion.per * end for end in wilson(count, of))
        return Estimate(value=value, low=low, high=high)
    return Estimate(value=value, low=rate.low or 0.0, high=rate.high)


def _points(criterion: Criterion, figure: Estimate | None) -> Estimate | None:
    if figure is None:
        return None
    value = criterion.worth(figure.value)
    if figure.low is None or figure.high is None:
        return Estimate(value=value)
    low, high = sorted(criterion.worth(end) for end in (figure.low, figure.high))
    return Estimate(value=value, low=low, high=high)


def _end(one: Estimate, end: str) -> float:
    """Return an end of an interval; the value where there is none."""
    found: float | None = getattr(one, end)
    return one.value if found is None else found


def _within(entries: Iterable[SupplierFigure], period: Period) -> list[SupplierFigure]:
    return [one for one in entries if period.start <= one.day <= period.end]
