"""Units side by side, made up for tests of funnels."""

from dataclasses import replace

from csatreport.counts.findings.model import UnitPoint
from csatreport.statistics.estimate import Estimate
from tests.report.build import unit


def shares(*values: float, n: int = 20, kind: str | None = None) -> tuple[UnitPoint, ...]:
    return tuple(
        UnitPoint(unit=unit(f"{kind or 's'}{place}", kind=kind), score=Estimate(value=value, base=n), n=n)
        for place, value in enumerate(values)
    )  # fmt: skip


def worthy(point: UnitPoint, worth: float) -> UnitPoint:
    """Return the point as one of weighted answers."""
    return replace(point, score=replace(point.score, worth=worth), weight=20.0)
