"""Composites put together of what registers give and the indices that may be shown."""

from dataclasses import replace

from csatreport.report.scope import Scope, estimate
from csatreport.statistics.estimate import Score
from csatreport.subjects.composite.measure import Composites


def derive_composites(scope: Scope, found: Composites) -> Composites:
    """Add the composite of the unit, and those of the units side by side, the highest first."""
    headline = scope.findings.headline
    survey = headline.index if headline is not None else None
    units = [
        (point.unit, found.put_together(_value(point.score), found.leaves[point.unit.id]))
        for point in scope.findings.units
        if point.unit.id in found.leaves
    ]
    # Those without a score stand last.
    units.sort(key=lambda pair: -1.0 if pair[1].score is None else pair[1].score, reverse=True)
    made = found.put_together(_value(survey), found.own)
    return replace(found, made=made, units=tuple(units))


def _value(index: Score) -> float | None:
    shown = estimate(index)
    return shown.value if shown is not None else None
