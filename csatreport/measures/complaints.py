"""Complaints of a unit and period: how many, how fast, what about, and what keeps coming back.

"Now" is the end of the period, never the clock: what was resolved later is still open in this
report, and so is what was opened again, whose time goes on. Appeals to a higher body are counted
apart. A rate needs exposure, such as receipts of the same months and units; without it there are
counts only.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from csatreport.measures.durations import Percentile, Step, curve, percentile
from csatreport.measures.model import Estimate
from csatreport.measures.proportions import estimate_share
from csatreport.measures.rates import Rate, Ratio, poisson_rate, rate_ratio
from csatreport.registers.model import Complaint, Exposure, Registers
from csatreport.survey.periods import Period
from csatreport.survey.register import HandlingStep, Register, RegisterKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """Complaints of a period with their exposure, None where it is not known for all of it."""

    period: Period
    n: int
    exposure: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """How long something took, open cases counted as open: median and 90th percentile in days."""

    n: int
    open: int
    median: Percentile
    ninetieth: Percentile
    curve: tuple[Step, ...]
    """The share still open, day by day (Kaplan and Meier)."""
    inside: Estimate | None
    """The share inside the deadline, of those that are done or past it."""
    not_due: int
    """Open and not yet due: left out of that share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDone:
    """A step of handling: in how many complaints it was done, after how many days on average."""

    step: HandlingStep
    done: int
    days: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """A cause that came up often within the window; ``back`` times soon after a closure."""

    cause: str
    n: int
    owners: tuple[str, ...]
    due: dt.date | None
    """The earliest day by which one of those that are open must be resolved."""
    open: int
    back: int


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

    rule: Register
    volume: Volume
    rate: Rate | None
    escalated: int
    earlier: tuple[Volume, ...]
    """The periods of the same kind before, oldest first."""
    days: tuple[dt.date, ...]
    """The days on which complaints were received, up to the end of the period, oldest first."""
    previous: Ratio | None
    year_ago: Ratio | None
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
    open: tuple[Complaint, ...]
    """Open at the end of the period, also those received before it; overdue first."""
    overdue: tuple[Complaint, ...]
    repeats: int
    """Customers who complained more than once."""
    reopened: int
    """How many of those received in the period were opened again by its end; each counts once."""
    recurring: tuple[Recurring, ...]
    followed: Estimate | None
    satisfied: Estimate | None
    iceberg: int
    """How many dissatisfied customers they may stand for: an assumption."""
    cases: tuple[Complaint, ...]
    """Those from which a lesson was drawn."""


def due_of(one: Complaint, rule: Register) -> dt.date | None:
    """Return the day by which a complaint must be resolved."""
    if one.due is not None or rule.resolve_days is None:
        return one.due
    return one.received + dt.timedelta(days=rule.resolve_days)


def measure_complaints(
    registers: Registers, period: Period, earlier: Sequence[Period], year_ago: Period | None
) -> ComplaintFindings | None:
    """Measure the complaints of a unit, whose registers these are; None without a register."""
    rule = registers.rules.get(RegisterKind.COMPLAINTS)
    if rule is None:
        return None
    every = [one for one in registers.complaints if one.received <= period.end]
    mine = [one for one in every if period.start <= one.received]
    volume = measure_volume(registers, period)
    before = tuple(measure_volume(registers, one) for one in earlier)
    year_before = measure_volume(registers, year_ago) if year_ago is not None else None
    waiting = sorted(
        (one for one in every if one.resolved_by(period.end) is None),
        key=lambda one: (due_of(one, rule) or dt.date.max, one.received, one.id),
    )
    customers = Counter(one.customer for one in mine if one.customer)
    resolved = [one for one in mine if one.resolved_by(period.end) is not None]
    asked = [one for one in resolved if one.satisfied is not None]
    return ComplaintFindings(
        rule=rule,
        volume=volume,
        rate=poisson_rate(volume.n, volume.exposure, rule.per),
        escalated=sum(one.channel in rule.escalations for one in mine),
        earlier=before,
        days=tuple(sorted(one.received for one in every)),
        previous=_ratio(volume, before[-1] if before else None),
        year_ago=_ratio(volume, year_before),
        year_before=year_before,
        by_cause=_counted(mine, lambda one: one.cause),
        by_unit=_counted(mine, lambda one: one.unit),
        by_touchpoint=_counted(mine, lambda one: one.touchpoint),
        by_line=tuple(_lines(mine, registers.exposure, rule, period)),
        by_channel=tuple(_channels(mine, period)),
        answer=_speed(mine, period, lambda one: one.answered, _answer_due(rule)),
        resolution=_speed(
            mine, period, lambda one: one.resolved_by(period.end), lambda one: due_of(one, rule)
        ),
        steps=tuple(_step(step, mine, period) for step in rule.steps),
        open=tuple(waiting),
        overdue=tuple(one for one in waiting if (due_of(one, rule) or dt.date.max) < period.end),
        repeats=sum(n > 1 for n in customers.values()),
        reopened=sum(one.open_again(period.end) for one in mine),
        recurring=_recurring(every, rule, period),
        followed=estimate_share(
            sum(_done(one.followed, period) for one in resolved), len(resolved), None
        ),
        satisfied=estimate_share(sum(bool(one.satisfied) for one in asked), len(asked), None),
        iceberg=round(rule.iceberg * volume.n),
        cases=_cases(mine),
    )


def _done(day: dt.date | None, period: Period) -> bool:
    return day is not None and day <= period.end


def measure_volume(registers: Registers, period: Period) -> Volume:
    """Count the complaints that were received in a period, and add up what they are set against."""
    n = sum(period.start <= one.received <= period.end for one in registers.complaints)
    return Volume(period=period, n=n, exposure=_exposure(registers.exposure, period))


def _exposure(entries: Sequence[Exposure], period: Period, line: str = "") -> float | None:
    """Add up the exposure of a period, in one line or in all; None unless every month is known.

    Where it is not kept by line, that of all lines stands for each: all receipts, say, for
    complaints about fresh food.
    """
    whole = [one for one in entries if not one.line]
    own = [one for one in entries if one.line == line]
    kept = len(whole) < len(entries)
    months: dict[tuple[int, int], float] = defaultdict(float)
    for one in own if line and kept else whole or entries:
        if period.start <= one.month <= period.end:
            months[one.month.year, one.month.month] += one.number
    wanted = set()
    at = period.start.replace(day=1)
    while at <= period.end:
        wanted.add((at.year, at.month))
        at = (at + dt.timedelta(days=32)).replace(day=1)
    return sum(months.values()) if wanted <= set(months) else None


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
    mine: Sequence[Complaint], exposure: Sequence[Exposure], rule: Register, period: Period
) -> Iterator[ByLine]:
    for line, n in _counted(mine, lambda one: one.line):
        rate = poisson_rate(n, _exposure(exposure, period, line), rule.per)
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


def _answer_due(rule: Register) -> Callable[[Complaint], dt.date | None]:
    if rule.answer_days is None:
        return lambda _: None
    days = dt.timedelta(days=rule.answer_days)
    return lambda one: one.received + days


def _speed(
    some: Sequence[Complaint],
    period: Period,
    end: Callable[[Complaint], dt.date | None],
    due: Callable[[Complaint], dt.date | None],
) -> Speed:
    done: list[int] = []
    waiting: list[int] = []
    inside, judged, not_due = 0, 0, 0
    for one in some:
        day, limit = end(one), due(one)
        finished = day if day is not None and day <= period.end else None
        (done if finished else waiting).append(((finished or period.end) - one.received).days)
        if limit is None:
            continue
        late = finished is None and limit < period.end
        if finished is None and not late:
            not_due += 1
            continue
        judged += 1
        inside += finished is not None and finished <= limit
    steps, last = curve(done, waiting), max([*done, *waiting], default=0)
    return Speed(
        n=len(some),
        open=len(waiting),
        curve=steps,
        median=percentile(steps, 0.5, last),
        ninetieth=percentile(steps, 0.9, last),
        inside=estimate_share(inside, judged, None) if judged else None,
        not_due=not_due,
    )


def _step(step: HandlingStep, some: Sequence[Complaint], period: Period) -> StepDone:
    days = [
        (day - one.received).days
        for one in some
        if (day := dict(one.steps).get(step.id)) is not None and day <= period.end
    ]
    return StepDone(step=step, done=len(days), days=sum(days) / len(days) if days else None)


def _recurring(every: Sequence[Complaint], rule: Register, period: Period) -> tuple[Recurring, ...]:
    """Return the causes that are to be supervised at the end of a period, the most frequent first.

    A reopened case counts once.
    """
    since = period.end - dt.timedelta(days=rule.window - 1)
    by_cause: dict[str, list[Complaint]] = defaultdict(list)
    for one in every:
        if one.cause and one.received >= since:
            by_cause[one.cause].append(one)
    found = []
    for cause, some in by_cause.items():
        if len(some) < rule.times:
            continue
        closed = (
            day for one in every if one.cause == cause for day in (one.resolved, one.resolved_again)
        )
        closures = [day for day in closed if day is not None]
        back = sum(
            any(day < one.received <= day + dt.timedelta(days=rule.back) for day in closures)
            for one in some
        )
        waiting = [one for one in some if one.resolved_by(period.end) is None]
        found.append(
            Recurring(
                cause=cause,
                n=len(some),
                due=min((due for one in waiting if (due := due_of(one, rule))), default=None),
                owners=tuple(dict.fromkeys(one.owner for one in some if one.owner)),
                open=len(waiting),
                back=back,
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.n, one.cause)))
