"""Where things go in a funnel plot: answers across, the figure up, limits as four curves."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from csatreport.report.figures import FunnelPanel, FunnelPoint, Funnels
from csatreport.site.draw import AxisLabel, Scale, shorten, text_width, tick_text, tick_values

_COUNTS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000, 50_000)
_TICKS_ACROSS = 5
_WIDEST = 200.0
"""A name beside a point may take so much room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelSpot:
    """A unit's point in drawing units; ``name`` is set where it is far, "" elsewhere."""

    x: float
    y: float
    side: int
    pale: bool
    own: bool
    text: str
    name: AxisLabel | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelDrawing:
    """One panel in drawing units; curves are SVG path data."""

    width: int
    height: int
    left: float
    right: float
    floor: float
    ticks: tuple[AxisLabel, ...]
    counts: tuple[AxisLabel, ...]
    inner: str
    outer: str
    middle: AxisLabel
    spots: tuple[FunnelSpot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """The size of a panel and of its letters."""

    width: int
    height: int
    size: int


def draw_funnels(
    block: Funnels, width: int, height: int, size: int = 12, own_unit: str = ""
) -> tuple[FunnelDrawing, ...]:
    """Lay out the panels on the same axis of figures; ``own_unit`` is ringed."""
    ticks, frame = tick_values(*_range(block.panels)), _Frame(width=width, height=height, size=size)
    return tuple(_draw(panel, ticks, frame, f"unit:{own_unit}") for panel in block.panels)


def _range(panels: Iterable[FunnelPanel]) -> tuple[float, float]:
    values = [
        value
        for panel in panels
        for value in (
            *(point.value for point in panel.points),
            *(end for limit in panel.limits for end in limit.outer),
        )
    ]
    low, high = min(values), max(values)
    return (low, high) if high - low >= 1 else (low - 0.5, high + 0.5)


def _draw(panel: FunnelPanel, ticks: tuple[float, ...], frame: _Frame, own: str) -> FunnelDrawing:
    size = frame.size
    left, right, floor = round(2.6 * size, 1), frame.width - 6.0, frame.height - 2.0 * size
    counts = _counts(panel)
    most = max(limit.n for limit in panel.limits)
    across = Scale(float(counts[0]), float(most), left, right)
    up = Scale(float(ticks[0]), float(ticks[-1]), floor, 0.8 * size)
    return FunnelDrawing(
        width=frame.width,
        height=frame.height,
        left=left,
        right=right,
        floor=floor,
        ticks=tuple(
            AxisLabel(x=left - 6, y=up(tick), text=tick_text(tick), anchor="end") for tick in ticks
        ),
        counts=tuple(
            AxisLabel(x=across(n), y=round(floor + 1.4 * size, 1), text=f"{n:,}") for n in counts
        ),
        inner=_curves(panel, across, up, lambda limit: limit.inner),
        outer=_curves(panel, across, up, lambda limit: limit.outer),
        middle=AxisLabel(x=left + 4, y=up(panel.target), text=panel.target_text, anchor="start"),
        spots=_spots(panel.points, across, up, frame, own),
    )


def _counts(panel: FunnelPanel) -> range:
    """Return round numbers of answers that span the points, from 0 unless all are far from it."""
    most = ceil(max(limit.n for limit in panel.limits))
    least = min(*(point.n for point in panel.points), most)
    start = 0 if least < most / 3 else round(least * 0.7)
    step = next((s for s in _COUNTS if (most - start) / s <= _TICKS_ACROSS), _COUNTS[-1])
    return range(start // step * step, most + 1, step)


def _curves(
    panel: FunnelPanel, across: Scale, up: Scale, ends: Callable[..., tuple[float, float]]
) -> str:
    line = _steps if panel.stepped else _polyline
    return "".join(
        line([(across(limit.n), up(ends(limit)[side])) for limit in panel.limits])
        for side in (0, 1)
    )


def _polyline(spots: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in spots)


def _steps(spots: Sequence[tuple[float, float]]) -> str:
    """Draw each spot's height up to half way to its neighbours."""
    (x, y), parts = spots[0], [f"M{spots[0][0]} {spots[0][1]}"]
    for after, height in spots[1:]:
        if height != y:
            parts.append(f"H{round((x + after) / 2, 1)}V{height}")
        x, y = after, height
    return "".join(parts) + f"H{x}"


def _spots(
    points: tuple[FunnelPoint, ...], across: Scale, up: Scale, frame: _Frame, own: str
) -> tuple[FunnelSpot, ...]:
    """Place the points; names go to the free side, and apart from one another."""
    spots: list[FunnelSpot] = []
    taken: list[tuple[float, float, float]] = []
    for point in sorted(points, key=lambda p: (p.side != 0, p.value)):
        x, y = across(point.n), up(point.value)
        name = _name(point.label.text, (x, y), frame, taken) if point.side else None
        spots.append(
            FunnelSpot(
                x=x, y=y, side=point.side, pale=point.pale,
                own=point.label.target == own, text=point.text, name=name,
            )
        )  # fmt: skip
    return tuple(spots)


def _name(
    label: str, spot: tuple[float, float], frame: _Frame, taken: list[tuple[float, float, float]]
) -> AxisLabel:
    """Set a name beside its point, below names that are there already."""
    size, (x, place) = frame.size, spot
    text = shorten(label, size, _WIDEST)
    wide = text_width(text, size)
    after = x + 9 + wide <= frame.width
    start = x + 9 if after else x - 9 - wide
    for begin, end, other in sorted(taken, key=lambda one: one[2]):
        if start < end and begin < start + wide and abs(place - other) < 1.1 * size:
            place = other + 1.1 * size
    taken.append((start, start + wide, place))
    return AxisLabel(
        x=x + 9 if after else x - 9, y=round(place + 0.35 * size, 1), text=text,
        anchor="start" if after else "end",
    )  # fmt: skip
