"""First-pass yield: what passed the first time it was inspected, stage by stage.

At each stage of the work people inspect what they did themselves (self), what the one before them
did (mutual), or what an inspector is sent for (special).

    first-pass yield      y = passed at first / inspected, with its Wilson interval
    rolled yield          Y = Π y over all stages of the work
    escapes               e = found at a later stage / passed at this one, of the rows that say

A stage that was not inspected is a break: it is not 100 %, and there is no rolled yield then. The
usual range of a stage is that of shares (p chart, Laney's p' where it varies more than chance).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod

from csatreport.counts.findings.asked import Asked
from csatreport.counts.findings.chart import Chart, Moment, judge
from csatreport.statistics.charts.control import Limits, shares
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.proportions import estimate_share
from csatreport.study.periods import Period
from csatreport.study.policy import Baseline
from csatreport.study.register import Register, RegisterKind
from csatreport.study.register_entries import StageCount
from csatreport.subjects.yields.settings import YieldRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """How much was inspected, how much of it passed at first, and what was found later.

    ``escaped`` is None where no row says what later stages found; ``followed`` is what passed in
    the rows that do.
    """

    inspected: int
    passed: int
    escaped: int | None
    followed: int

    @property
    def first_pass(self) -> Estimate | None:
        """The share that passed at first; None where nothing was inspected."""
        return estimate_share(self.passed, self.inspected, None) if self.inspected else None

    @property
    def escapes(self) -> Estimate | None:
        """The share of what passed and was followed that a later stage found."""
        if self.escaped is None or not self.followed:
            return None
        return estimate_share(self.escaped, self.followed, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageYield:
    """One stage: all its inspections, those of each kind, and its usual range."""

    stage: str
    all: Inspected
    by: tuple[tuple[str, Inspected], ...]
    """By who inspected: self, mutual, special, or whatever the files say; the most first."""
    chart: Chart

    @property
    def first_pass(self) -> Estimate | None:
        """Its first-pass yield."""
        return self.all.first_pass

    @property
    def escapes(self) -> Estimate | None:
        """The share of what it let pass that a later stage found."""
        return self.all.escapes


@dataclass(frozen=True, kw_only=True)
class YieldFindings:
    """The stages of the work in a period, in their order."""

    stages: tuple[StageYield, ...]
    missing: tuple[str, ...]
    """Stages that were not inspected."""

    @property
    def rolled(self) -> float | None:
        """The share that passes every stage at first (0-1); None where a stage is missing."""
        if self.missing:
            return None
        return prod(one.first_pass.value for one in self.stages if one.first_pass is not None)

    @property
    def weakest(self) -> StageYield:
        """The stage with the lowest first-pass yield."""
        return min(
            self.stages, key=lambda one: one.first_pass.value if one.first_pass else float("inf")
        )


def measure_yields(asked: Asked) -> YieldFindings | None:
    """Measure the stages of a unit and of those below it; None where nothing was inspected."""
    registers = asked.ledger.registers_of(asked.unit.id)
    entries, rule = registers.of(StageCount), registers.rules.get(RegisterKind.STAGES)
    mine = _within(entries, asked.period)
    if not any(one.inspected for one in mine):
        return None
    order = _stages(rule, [one for one in entries if one.day <= asked.period.end])
    periods = (*asked.earlier, asked.period)
    baseline = asked.ledger.questionnaire.baseline
    found = [_stage(name, entries, periods, baseline) for name in order]
    return YieldFindings(
        stages=tuple(one for one in found if one.all.inspected),
        missing=tuple(one.stage for one in found if not one.all.inspected),
    )


def _stages(rule: Register | None, entries: Sequence[StageCount]) -> tuple[str, ...]:
    """Return the stages in the order of the work; those that no rule names follow."""
    named = rule.settings_of(YieldRule).stages if rule is not None else ()
    return tuple(dict.fromkeys((*named, *(one.stage for one in entries))))


def _stage(
    name: str, entries: Sequence[StageCount], periods: Sequence[Period], baseline: Baseline
) -> StageYield:
    own = [one for one in entries if one.stage == name]
    through = [_sum(_within(own, period)) for period in periods]
    now = _within(own, periods[-1])
    kinds = dict.fromkeys(one.by for one in now if one.by)
    by = [(kind, _sum(one for one in now if one.by == kind)) for kind in kinds]
    return StageYield(
        stage=name,
        all=through[-1],
        by=tuple(sorted(by, key=lambda pair: -pair[1].inspected)),
        chart=_chart(periods, through, baseline),
    )


def _chart(periods: Sequence[Period], found: Sequence[Inspected], baseline: Baseline) -> Chart:
    series = [
        Moment(period=period, value=one.first_pass.value if one.first_pass else None)
        for period, one in zip(periods, found, strict=True)
    ]

    def learn(places: tuple[int, ...], points: int) -> Limits | None:
        some = [found[place] for place in places]
        return shares([one.passed for one in some], [one.inspected for one in some], points)

    return judge(series, baseline, learn)


def _within(entries: Iterable[StageCount], period: Period) -> list[StageCount]:
    return [one for one in entries if period.start <= one.day <= period.end]


def _sum(entries: Iterable[StageCount]) -> Inspected:
    some = list(entries)
    later = [(one.escaped, one.passed) for one in some if one.escaped is not None]
    return Inspected(
        inspected=round(sum(one.inspected for one in some)),
        passed=round(sum(one.passed for one in some)),
        escaped=round(sum(escaped for escaped, _ in later)) if later else None,
        followed=round(sum(passed for _, passed in later)),
    )
