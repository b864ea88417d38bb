"""Where things go in the drawings of a table's row: strips of answers, dots with intervals.

They are laid out in percent, so that one drawing fits every width and its letters never stretch.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from csatreport.report.figures import Compare, Dot, Items, StripPart
from csatreport.report.model import Bars
from csatreport.site.draw import tick_text, tick_values


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One part of a strip: start and width in percent."""

    tone: str
    start: float
    width: float
    count: str
    title: str


def bar_lengths(bars: Bars) -> list[float]:
    """Return the length of each bar in percent of the longest."""
    longest = max((one.size for one in bars.rows), default=0) or 1
    return [round(100 * (one.size / longest), 1) for one in bars.rows]


def draw_strip(parts: Iterable[StripPart]) -> tuple[Stretch, ...]:
    """Lay out a strip; parts that nobody chose are left out."""
    stretches: list[Stretch] = []
    start = 0.0
    for part in parts:
        if part.width > 0:
            stretches.append(
                Stretch(
                    tone=part.tone.value,
                    start=round(start, 1),
                    width=round(part.width, 1),
                    count=part.count,
                    title=part.title,
                )
            )
        start += part.width
    return tuple(stretches)


@dataclass(frozen=True, slots=True, kw_only=True)
class DotAxis:
    """The common axis of a column of dots, ticks as (percent, text)."""

    low: float
    high: float = 100.0
    ticks: tuple[tuple[float, str], ...] = ()

    def place(self, value: float) -> float:
        """Return a value's place in percent of the axis."""
        share = (value - self.low) / (self.high - self.low)
        return round(min(max(share, 0.0), 1.0) * 100, 1)


_AXES = tuple(
    DotAxis(low=low, ticks=((0, f"{low}"), (50, f"{(low + 100) // 2}"), (100, "100%")))
    for low in (80, 60, 50, 40, 20, 0)
)


def dot_axis(items: Items) -> DotAxis:
    """Choose the narrowest axis that holds every dot, interval and reference of a table."""
    dots = [row.dot for group in items.groups for row in group.rows if row.dot is not None]
    lows = [v for dot in dots for v in (dot.value, dot.low, dot.reference) if v is not None]
    least = max(min(lows, default=0.0), 0.0)
    return next(axis for axis in _AXES if axis.low <= least)


def compare_axis(compare: Compare) -> DotAxis | None:
    """Return the axis of the dots in a comparison's table; None where there is none to show."""
    values = [
        value
        for row in compare.rows
        for value in (row.value, row.low, row.high)
        if value is not None
    ]
    if not values:
        return None
    ticks = tick_values(max(min(values), -100.0), min(max(values), 100.0))
    low, high = ticks[0], max(ticks[-1], ticks[0] + 1)
    return DotAxis(low=low, high=high, ticks=((0, tick_text(low)), (100, tick_text(high))))


@dataclass(frozen=True, slots=True, kw_only=True)
class DotDrawing:
    """A dot with its interval and reference tick, in percent of the axis."""

    value: float
    low: float | None
    high: float | None
    reference: float | None


def draw_dot(dot: Dot, axis: DotAxis) -> DotDrawing:
    """Lay out one dot."""

    def place(value: float | None) -> float | None:
        return None if value is None else axis.place(value)

    return DotDrawing(
        value=axis.place(dot.value),
        low=place(dot.low),
        high=place(dot.high),
        reference=place(dot.reference),
    )
