"""Complaints of a unit and period: how many, how fast, what about, and what keeps coming back.

"Now" is the end of the period, never the clock: what was resolved later is still open in this
report, and so is what was opened again, whose time goes on. Appeals to a higher body are counted
apart. A rate needs exposure, such as receipts of the same months and units; without it there are
counts only.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from csatreport.counts.findings.asked import Asked
from csatreport.registers.model import Registers
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.proportions import estimate_share
from csatreport.statistics.rates import Rate, Ratio, poisson_rate, rate_ratio
from csatreport.study.periods import Period
from csatreport.study.register import RegisterKind
from csatreport.study.register_entries import Complaint, ExposureMonth
from csatreport.subjects.complaints.course import Course, measure_course
from csatreport.subjects.complaints.recurring import Recurring, first_day, measure_recurring
from csatreport.subjects.complaints.settings import ComplaintRule
from csatreport.subjects.complaints.speed import (
    Speed,
    StepDone,
    due_of,
    measure_speed,
    measure_step,
)
from csatreport.subjects.complaints.volume import Volume, exposed, measure_volume


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """A complaint that is open at the end of the period, and by which day it must be resolved."""

    complaint: Complaint
    due: dt.date | None
    late: bool
    """Whether that day has passed."""
    again: dt.date | None
    """Since when it has been open again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ByLine:
    """The complaints of a line of business, and their rate where it is known."""

    line: str
    n: int
    rate: Rate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ByChannel:
    """The complaints that came in one way, how many of them are open, and what they are about."""

    channel: str
    n: int
    open: int
    by_cause: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class ComplaintFindings:
    """Everything about the complaints of a unit and period."""

    rule: ComplaintRule
    volume: Volume
    rate: Rate | None
    escalated: int
    course: Course | None
    """How many there were through time; None where there is no period before."""
    before: Volume | None
    """The period of the same kind before."""
    year_before: Volume | None
    """The same period of the year before."""
    by_cause: tuple[tuple[str, int], ...]
    by_unit: tuple[tuple[str, int], ...]
    by_touchpoint: tuple[tuple[str, int], ...]
    by_line: tuple[ByLine, ...]
    by_channel: tuple[ByChannel, ...]
    answer: Speed
    resolution: Speed
    steps: tuple[StepDone, ...]
    open: tuple[OpenCase, ...]
    """Open at the end of the period, also those received before it; overdue first."""
    repeats: int
    """Customers who complained more than once."""
    reopened: int
    """How many of those received in the period were opened again by its end; each counts once."""
    recurring: tuple[Recurring, ...]
    followed: Estimate | None
    satisfied: Estimate | None
    cases: tuple[Complaint, ...]
    """Those from which a lesson was drawn."""

    @property
    def previous(self) -> Ratio | None:
        """The rate over that of the period before."""
        return _ratio(self.volume, self.before)

    @property
    def year_ago(self) -> Ratio | None:
        """The rate over that of the year before."""
        return _ratio(self.volume, self.year_before)

    @property
    def iceberg(self) -> int:
        """How many dissatisfied customers they may stand for: an assumption."""
        return round(self.rule.iceberg * self.volume.n)

    @property
    def overdue(self) -> tuple[OpenCase, ...]:
        """Those that are open though their day has passed."""
        return tuple(one for one in self.open if one.late)

    @property
    def since(self) -> dt.date:
        """The first day of the window in which causes are counted."""
        return first_day(self.rule, self.volume.period)


def of_unit(asked: Asked) -> ComplaintFindings | None:
    """Measure the complaints of the unit and period that are asked about."""
    registers = asked.ledger.registers_of(asked.unit.id)
    year_ago = asked.ledger.calendar.year_ago(asked.period)
    return measure_complaints(registers, asked.period, asked.earlier, year_ago)


def measure_complaints(
    registers: Registers, period: Period, earlier: Sequence[Period], year_ago: Period | None
) -> ComplaintFindings | None:
    """Measure the complaints of a unit, whose registers these are; None without a register."""
    register = registers.rules.get(RegisterKind.COMPLAINTS)
    if register is None:
        return None
    rule = register.settings_of(ComplaintRule)
    every = [one for one in registers.of(Complaint) if one.received <= period.end]
    mine = [one for one in every if period.start <= one.received]
    *past, volume = (measure_volume(registers, one) for one in (*earlier, period))
    before = past[-1] if past else None
    year_before = measure_volume(registers, year_ago) if year_ago is not None else None
    resolved = [one for one in mine if one.resolved_by(period.end) is not None]
    followed = [_done(one.followed, period) for one in resolved]
    satisfied = [one.satisfied for one in resolved if one.satisfied is not None]
    return ComplaintFindings(
        rule=rule,
        volume=volume,
        rate=poisson_rate(volume.n, volume.exposure, rule.per),
        escalated=sum(one.channel in rule.escalations for one in mine),
        course=measure_course([*past, volume], sorted(one.received for one in every), rule.per),
        before=before,
        year_before=year_before,
        by_cause=_counted(mine, lambda one: one.cause),
        by_unit=_counted(mine, lambda one: one.unit),
        by_touchpoint=_counted(mine, lambda one: one.touchpoint),
        by_line=tuple(_lines(mine, registers.of(ExposureMonth), rule, period)),
        by_channel=tuple(_channels(mine, period)),
        answer=measure_speed(mine, period, lambda one: one.answered, _answer_due(rule)),
        resolution=_resolution(mine, rule, period),
        steps=tuple(measure_step(step, mine, period) for step in register.steps),
        open=_open(every, rule, period),
        repeats=sum(n > 1 for _, n in _counted(mine, lambda one: one.customer)),
        reopened=sum(one.open_again(period.end) for one in mine),
        recurring=measure_recurring(every, rule, period),
        followed=estimate_share(sum(followed), len(followed), None),
        satisfied=estimate_share(sum(satisfied), len(satisfied), None),
        cases=_cases(mine),
    )


def _open(every: Iterable[Complaint], rule: ComplaintRule, period: Period) -> tuple[OpenCase, ...]:
    waiting = sorted(
        (one for one in every if one.resolved_by(period.end) is None),
        key=lambda one: (due_of(one, rule) or dt.date.max, one.received, one.id),
    )
    return tuple(
        OpenCase(
            complaint=one,
            due=(due := due_of(one, rule)),
            late=due is not None and due < period.end,
            again=one.reopened if one.open_again(period.end) else None,
        )
        for one in waiting
    )


def _resolution(mine: Sequence[Complaint], rule: ComplaintRule, period: Period) -> Speed:
    ended = period.end
    return measure_speed(
        mine, period, lambda one: one.resolved_by(ended), lambda one: due_of(one, rule)
    )


def _done(day: dt.date | None, period: Period) -> bool:
    return day is not None and day <= period.end


def _ratio(now: Volume, before: Volume | None) -> Ratio | None:
    if before is None or not now.exposure or not before.exposure:
        return None
    return rate_ratio(now.n, now.exposure, before.n, before.exposure)


def _counted(
    some: Iterable[Complaint], key: Callable[[Complaint], str]
) -> tuple[tuple[str, int], ...]:
    counts = Counter(value for one in some if (value := key(one)))
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _lines(
    mine: Sequence[Complaint],
    exposure: Sequence[ExposureMonth],
    rule: ComplaintRule,
    period: Period,
) -> Iterator[ByLine]:
    for line, n in _counted(mine, lambda one: one.line):
        rate = poisson_rate(n, exposed(exposure, period, line), rule.per)
        yield ByLine(line=line, n=n, rate=rate)


def _cases(mine: Sequence[Complaint]) -> tuple[Complaint, ...]:
    """Return the cases from which a lesson was drawn, those of the most frequent cause first."""
    causes = [cause for cause, _ in _counted(mine, lambda one: one.cause)]
    found = [one for one in mine if one.lesson]
    return tuple(
        sorted(found, key=lambda one: causes.index(one.cause) if one.cause else len(causes))
    )


def _channels(mine: Sequence[Complaint], period: Period) -> Iterator[ByChannel]:
    for channel, n in _counted(mine, lambda one: one.channel):
        some = [one for one in mine if one.channel == channel]
        still = sum(one.resolved_by(period.end) is None for one in some)
        causes = _counted(some, lambda one: one.cause)
        yield ByChannel(channel=channel, n=n, open=still, by_cause=causes)


def _answer_due(rule: ComplaintRule) -> Callable[[Complaint], dt.date | None]:
    if rule.answer_days is None:
        return lambda _: None
    days = dt.timedelta(days=rule.answer_days)
    return lambda one: one.received + days
