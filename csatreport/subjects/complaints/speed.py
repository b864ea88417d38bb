"""How fast complaints are handled: until the first answer, the resolution, and each step between.

What is not over at the end of the period counts as open so long (`statistics.survival`). Inside
the deadline is judged of what is over or past it: what is open and not yet due cannot be told.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from csatreport.statistics.estimate import Estimate
from csatreport.statistics.proportions import estimate_share
from csatreport.statistics.survival import CurveStep, Percentile, curve, percentile, stays_of
from csatreport.study.periods import Period
from csatreport.study.register import HandlingStep
from csatreport.study.register_entries import Complaint
from csatreport.subjects.complaints.settings import ComplaintRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """How long something took, open cases counted as open: median and 90th percentile in days."""

    n: int
    open: int
    median: Percentile
    ninetieth: Percentile
    curve: tuple[CurveStep, ...]
    """The share still open, day by day (Kaplan and Meier)."""
    inside: Estimate | None
    """The share inside the deadline, of those that are done or past it."""
    in_time: int
    """How many were inside it."""
    not_due: int
    """Open and not yet due: left out of that share."""

    @property
    def done(self) -> int:
        """How many are over."""
        return self.n - self.open


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDone:
    """A step of handling: in how many complaints it was done, after how many days on average."""

    step: HandlingStep
    done: int
    of: int
    """How many complaints there are."""
    days: float | None

    @property
    def share(self) -> float | None:
        """In which share of them it was done; None without complaints."""
        return self.done / self.of if self.of else None


def due_of(one: Complaint, rule: ComplaintRule) -> dt.date | None:
    """Return the day by which a complaint must be resolved."""
    if one.due is not None or rule.resolve_days is None:
        return one.due
    return one.received + dt.timedelta(days=rule.resolve_days)


def measure_speed(
    some: Sequence[Complaint],
    period: Period,
    end: Callable[[Complaint], dt.date | None],
    due: Callable[[Complaint], dt.date | None],
) -> Speed:
    """Measure how long complaints took until a day that is known of those that are over.

    Args:
        some: the complaints of the period.
        period: at whose end things are looked at.
        end: the day on which one was over; None where it is not.
        due: the day by which it had to be; None where there is no deadline.
    """
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
    steps, last = curve(stays_of(done, waiting)), max([*done, *waiting], default=0)
    return Speed(
        n=len(some),
        open=len(waiting),
        curve=steps,
        median=percentile(steps, 0.5, last),
        ninetieth=percentile(steps, 0.9, last),
        inside=estimate_share(inside, judged, None) if judged else None,
        in_time=inside,
        not_due=not_due,
    )


def measure_step(step: HandlingStep, some: Sequence[Complaint], period: Period) -> StepDone:
    """Count in how many complaints a step was done by the end of a period, and after how long."""
    days = [
        (day - one.received).days
        for one in some
        if (day := dict(one.steps).get(step.id)) is not None and day <= period.end
    ]
    return StepDone(
        step=step, done=len(days), of=len(some), days=sum(days) / len(days) if days else None
    )
