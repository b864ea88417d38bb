"""What a reader would wonder at between the bold line and the chart beside it."""

from __future__ import annotations

from csatreport.report.figures import Trend
from csatreport.report.inline import Direction
from csatreport.report.model import Headline


def contradiction(headline: Headline, trend: Trend) -> str:
    """Return what a reader would wonder at; "" where the bold line goes with the chart."""
    newest, verdict = trend.points[-1], headline.verdict.lower()
    if newest.value is None or newest.usual is None or trend.provisional or not newest.signal:
        return ""
    low, high = newest.usual
    side = "below" if newest.value < (trend.centre or 0.0) else "above"
    where = "its usual range" if not low <= newest.value <= high else "the middle of its usual"
    if f"{side} {where}" not in verdict:
        return f"{side} {where} at {newest.value:.1f}"
    first = headline.direction
    if first is Direction.UP and side == "below":
        return "a rise leads beside a fall"
    return ""
