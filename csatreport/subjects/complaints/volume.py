"""How many complaints a period brought, and what they are set against, such as its receipts."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from csatreport.registers.model import Registers
from csatreport.statistics.rates import Rate, poisson_rate
from csatreport.study.periods import Period
from csatreport.study.register import RegisterKind
from csatreport.study.register_entries import Complaint, ExposureMonth
from csatreport.subjects.complaints.settings import ComplaintRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """Complaints of a period with their exposure, None where it is not known for all of it."""

    period: Period
    n: int
    exposure: float | None


def measure_volume(registers: Registers, period: Period) -> Volume:
    """Count the complaints that were received in a period, and add up what they are set against."""
    n = sum(period.start <= one.received <= period.end for one in registers.of(Complaint))
    return Volume(period=period, n=n, exposure=exposed(registers.of(ExposureMonth), period))


def complaint_rate(registers: Registers, period: Period) -> Rate | None:
    """Return the rate of complaints in a period; None without a register, or without exposure."""
    register = registers.rules.get(RegisterKind.COMPLAINTS)
    if register is None:
        return None
    volume = measure_volume(registers, period)
    return poisson_rate(volume.n, volume.exposure, register.settings_of(ComplaintRule).per)


def exposed(entries: Sequence[ExposureMonth], period: Period, line: str = "") -> float | None:
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
