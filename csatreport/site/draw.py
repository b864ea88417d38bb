"""Where things go in trends and spark lines, and how wide a text is.

Such drawings stand hundreds of times on a site, so they are printed by template macros; this
module only turns values into places. A trend has a size of its own, in units that are pixels at
its natural width.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from unicodedata import east_asian_width

from csatreport.report.figures import Point, Trend

_STEPS = (1, 2, 5, 10, 20, 25, 50)


def text_width(text: str, size: float) -> float:
    """Estimate how wide a text is set at a size: full-width characters are one em."""
    return size * sum(1.0 if east_asian_width(c) in "WF" else 0.56 for c in text)


def shorten(text: str, size: float, room: float) -> str:
    """Cut a text so that it fits, with an ellipsis where something is lost.

    >>> shorten("Northfield Central", 10, 60)
    'Northfiel…'
    """
    if text_width(text, size) <= room:
        return text
    while text and text_width(text + "…", size) > room:
        text = text[:-1].rstrip()
    return text + "…"


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight line from values to places."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the place of a value, to a tenth of a unit."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)


def tick_text(value: float) -> str:
    """Return what stands beside a tick, with a true minus sign.

    >>> tick_text(-20.0), tick_text(2.5)
    ('−20', '2.5')
    """
    return f"{value:g}".replace("-", "−")


def tick_values(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """Return round values that span low to high, at most ``most`` + 2 of them.

    >>> tick_values(70.6, 77.3)
    (70, 72, 74, 76, 78)
    """
    step = next((s for s in _STEPS if (high - low) / s <= most), _STEPS[-1])
    first, last = floor(low / step), ceil(high / step)
    return tuple(step * place for place in range(first, last + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPoint:
    """A point of a drawing with its text."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisLabel:
    """A text under or beside an axis."""

    x: float
    y: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendDrawing:
    """A trend in drawing units, origin top left; paths are SVG path data."""

    width: int
    height: int
    left: float
    right: float
    floor: float
    ticks: tuple[AxisLabel, ...]
    labels: tuple[AxisLabel, ...]
    bars: str
    line: str
    spots: tuple[DrawnPoint, ...]
    last: DrawnPoint | None
    value: AxisLabel | None
    target: AxisLabel | None
    target_y: float | None
    breaks: tuple[float, ...]
    band: str = ""
    """Path of the usual range, closed; stepped where the limits change from point to point."""
    centre: str = ""
    """Path of its middle."""
    provisional: bool = False
    signals: tuple[DrawnPoint, ...] = ()


def draw_trend(trend: Trend, width: int, height: int, size: int = 12) -> TrendDrawing:
    """Lay out a trend. ``size`` is the letters' height in drawing units."""
    points = trend.points
    ticks = tick_values(*_range(trend))
    letters = (text_width(trend.target_text, size), text_width(trend.last, size * 1.4))
    left, right = round(2.4 * size, 1), round(width - max(*letters, 2.0 * size) - 1.2 * size, 1)
    bottom = height - 2.2 * size
    across = _across(len(points), left + 5, right - 5)
    up = Scale(float(ticks[0]), float(ticks[-1]), bottom, 0.8 * size)
    spots = _spots(points, across, up)
    last = spots[-1] if points and points[-1].value is not None else None
    value, target = _beside(trend, up, last, right, size)
    return TrendDrawing(
        width=width,
        height=height,
        left=left,
        right=right,
        floor=bottom,
        ticks=tuple(
            AxisLabel(x=left - 6, y=up(tick), text=tick_text(tick), anchor="end") for tick in ticks
        ),
        labels=_labels(points, across, bottom, size, width),
        bars="".join(_bar(point, x, up) for point, x in zip(points, across, strict=True)),
        line=_line(points, across, up),
        spots=spots,
        last=last,
        value=value,
        target=target,
        target_y=up(trend.target) if trend.target is not None else None,
        breaks=_breaks(points, across),
        band=_band(points, across, up),
        centre=_centre(trend, across, up),
        provisional=trend.provisional,
        signals=tuple(
            DrawnPoint(x=x, y=up(point.value), text=point.text)
            for point, x in zip(points, across, strict=True)
            if point.signal and point.value is not None
        ),
    )


def draw_spark(trend: Trend, width: int, height: int) -> TrendDrawing:
    """Lay out a trend without axes or letters, to stand beside a number."""
    values = [point.value for point in trend.points if point.value is not None]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    spread = max(high - low, trend.span) / 2
    middle = (low + high) / 2
    across = _across(len(trend.points), 3, width - 5)
    up = Scale(middle - spread, middle + spread, height - 4, 4)
    spots = _spots(trend.points, across, up)
    return TrendDrawing(
        width=width, height=height, left=0, right=width, floor=height, ticks=(), labels=(),
        bars="", spots=spots, value=None, target=None, target_y=None, breaks=(),
        line=_line(trend.points, across, up),
        last=spots[-1] if spots else None,
    )  # fmt: skip


def _spots(
    points: tuple[Point, ...], across: tuple[float, ...], up: Scale
) -> tuple[DrawnPoint, ...]:
    return tuple(
        DrawnPoint(x=x, y=up(point.value), text=point.text)
        for point, x in zip(points, across, strict=True)
        if point.value is not None
    )


def _breaks(points: tuple[Point, ...], across: tuple[float, ...]) -> tuple[float, ...]:
    """Return where new series begin: half-way from the point before."""
    return tuple(
        round((across[place] + across[place - 1]) / 2, 1)
        for place, point in enumerate(points)
        if point.breaks and place
    )


def _range(trend: Trend) -> tuple[float, float]:
    values = [
        value
        for point in trend.points
        for value in (point.value, point.low, point.high, *(point.usual or ()))
        if value is not None
    ]
    if trend.target is not None:
        values.append(trend.target)
    low, high = (min(values), max(values)) if values else (0.0, 100.0)
    if high - low < trend.span:
        middle = (low + high) / 2
        low, high = middle - trend.span / 2, middle + trend.span / 2
    least, most = trend.ends
    return max(low, least), min(high, most)


def _across(count: int, left: float, right: float) -> tuple[float, ...]:
    if count < 2:
        return (round((left + right) / 2, 1),) * count
    return tuple(round(left + (right - left) * n / (count - 1), 1) for n in range(count))


def _runs(points: tuple[Point, ...]) -> tuple[tuple[int, ...], ...]:
    """Return the places that one line joins: broken at gaps and where a series starts anew."""
    runs: list[list[int]] = []
    joined = False
    for place, point in enumerate(points):
        if point.value is None:
            joined = False
            continue
        if joined and not point.breaks:
            runs[-1].append(place)
        else:
            runs.append([place])
        joined = True
    return tuple(tuple(run) for run in runs)


def _line(points: tuple[Point, ...], across: tuple[float, ...], up: Scale) -> str:
    runs = (
        [f"{across[n]} {up(value)}" for n in run if (value := points[n].value) is not None]
        for run in _runs(points)
    )
    return " ".join("M" + "L".join(run) for run in runs)


def _bar(point: Point, x: float, up: Scale) -> str:
    if point.low is None or point.high is None:
        return ""
    return f"M{x} {up(point.low)}V{up(point.high)}"


def _within(points: tuple[Point, ...], across: tuple[float, ...]) -> list[tuple[int, float, float]]:
    """Return the points with a usual range, each with the ends of its step."""
    known = [n for n, point in enumerate(points) if point.usual is not None]
    steps = []
    for n in known:
        half_before = (across[n] - across[n - 1]) / 2 if n else 5.0
        half_after = (across[n + 1] - across[n]) / 2 if n + 1 < len(points) else 5.0
        steps.append((n, round(across[n] - half_before, 1), round(across[n] + half_after, 1)))
    return steps


def _band(points: tuple[Point, ...], across: tuple[float, ...], up: Scale) -> str:
    """Go along the upper limits and back along the lower ones; gaps are bridged."""
    steps = _within(points, across)
    if not steps:
        return ""
    limits = [points[n].usual or (0.0, 0.0) for n, _, _ in steps]
    there = [
        (start, end, up(high)) for (_, start, end), (_, high) in zip(steps, limits, strict=True)
    ]
    back = [(end, start, up(low)) for (_, start, end), (low, _) in zip(steps, limits, strict=True)]
    return f"M{_stairs(there)}L{_stairs(back[::-1])}Z"


def _stairs(steps: Sequence[tuple[float, float, float]]) -> str:
    """Go along steps from, to and at a height; level ones are one stretch."""
    (first, x, y), *more = steps
    path = [f"{first} {y}"]
    for start, end, height in more:
        if height != y:
            path.append(f"H{start}")
            path.append(f"V{height}")
        x, y = end, height
    return "".join([*path, f"H{x}"])


def _centre(trend: Trend, across: tuple[float, ...], up: Scale) -> str:
    steps = _within(trend.points, across)
    if not steps or trend.centre is None:
        return ""
    return f"M{steps[0][1]} {up(trend.centre)}H{steps[-1][2]}"


def _labels(
    points: tuple[Point, ...], across: tuple[float, ...], bottom: float, size: int, width: int
) -> tuple[AxisLabel, ...]:
    """Place the period names, the last first; one that would touch its neighbour is left out."""
    labels: list[AxisLabel] = []
    y, free = round(bottom + 1.5 * size, 1), float(width)
    edge = round(across[0] - 5, 1) if across else 0.0
    for place in reversed(range(len(points))):
        text = points[place].short
        wide = text_width(text, size)
        start = max(across[place] - wide / 2, edge)
        if not text or start + wide > free:
            continue
        at_edge = start == edge
        x = edge if at_edge else across[place]
        labels.append(AxisLabel(x=x, y=y, text=text, anchor="start" if at_edge else "middle"))
        free = start - size
    return tuple(reversed(labels))


def _beside(
    trend: Trend, up: Scale, last: DrawnPoint | None, right: float, size: int
) -> tuple[AxisLabel | None, AxisLabel | None]:
    """Place the last value and the target's name right of the line, apart from each other."""
    x = round(right + 0.9 * size, 1)
    value_y = last.y if last is not None else None
    target_y = up(trend.target) if trend.target is not None else None
    need = 1.3 * size
    if value_y is not None and target_y is not None and abs(value_y - target_y) < need:
        middle, above = (value_y + target_y) / 2, value_y <= target_y
        value_y = middle - need / 2 if above else middle + need / 2
        target_y = middle + need / 2 if above else middle - need / 2
    return (
        None if value_y is None else AxisLabel(x=x, y=round(value_y, 1), text=trend.last),
        None if target_y is None else AxisLabel(x=x, y=round(target_y, 1), text=trend.target_text),
    )
