"""What the simulated funnels of shares and of means have in common."""

from __future__ import annotations

from collections.abc import Sequence

from csatreport.statistics.charts.funnel import FunnelPlace


def middle(places: Sequence[FunnelPlace]) -> float:
    """Return the value of all places together."""
    return sum(place.n * place.value for place in places) / sum(place.n for place in places)
