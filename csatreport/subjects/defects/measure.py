"""Defects: what was found inside before a customer did, and how soon it was mended."""

from collections import Counter
from dataclasses import dataclass

from csatreport.counts.findings.asked import Asked
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.proportions import estimate_share
from csatreport.study.register_entries import Complaint, Defect


@dataclass(frozen=True, slots=True, kw_only=True)
class DefectCount:
    """How many defects have an area or a finder, and their share of all."""

    name: str
    n: int
    share: float


@dataclass(frozen=True, kw_only=True)
class DefectFindings:
    """Defects found inside in a period; ``complaints`` are those received in it.

    ``timely`` were fixed in time, of those that are fixed or past their limit.
    """

    n: int
    customers: int
    timely: int
    in_time: Estimate | None
    open: int
    by_area: tuple[DefectCount, ...]
    by_finder: tuple[DefectCount, ...]
    """Who found them: own staff, the line, an audit; empty where nobody is named."""
    complaints: int

    @property
    def ratio(self) -> float | None:
        """Found inside for each that a customer complained about; None without complaints."""
        return self.n / self.complaints if self.complaints else None

    @property
    def unjudged(self) -> int:
        """How many have no limit, or are open and not yet due."""
        return self.n - (self.in_time.base if self.in_time is not None else 0)


def measure_defects(asked: Asked) -> DefectFindings | None:
    """Measure the defects of a unit and of those below it; None without any."""
    period, registers = asked.period, asked.ledger.registers_of(asked.unit.id)
    mine = [one for one in registers.of(Defect) if period.start <= one.found <= period.end]
    if not mine:
        return None
    fixed = [one for one in mine if one.fixed is not None and one.fixed <= period.end]
    late = [one for one in mine if one not in fixed and one.limit and one.limit < period.end]
    timed = [one for one in fixed if one.limit is not None]
    judged = len(timed) + len(late)
    timely = sum(one.fixed <= one.limit for one in timed if one.fixed and one.limit)
    return DefectFindings(
        n=len(mine),
        customers=round(sum(one.customers or 0 for one in mine)),
        timely=timely,
        in_time=estimate_share(timely, judged, None) if judged else None,
        open=len(mine) - len(fixed),
        by_area=_counted([one.area for one in mine]),
        by_finder=_counted([one.by for one in mine]) if any(one.by for one in mine) else (),
        complaints=sum(period.start <= c.received <= period.end for c in registers.of(Complaint)),
    )


def _counted(names: list[str]) -> tuple[DefectCount, ...]:
    """Count names, the most frequent first."""
    counts = sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(DefectCount(name=name, n=n, share=n / len(names)) for name, n in counts)
