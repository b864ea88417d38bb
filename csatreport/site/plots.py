"""Where things go in the figures of models: rows on one axis, and points in a plane."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from csatreport.report.plots import Plot, Ranges, Spot
from csatreport.site.draw import AxisLabel, Scale, shorten, text_width, tick_text, tick_values
from csatreport.site.marks import DotAxis

_WIDEST = 150.0
"""A name beside a point may take so much room."""
_TICKS = 5
_Inside: TypeAlias = tuple[float, float, float, float]
"""Left, right, top and floor of the plane."""


def range_axis(block: Ranges) -> DotAxis:
    """Return the common axis of all rows, with a tick at each end and one between."""
    values = [
        value
        for row in block.rows
        for value in (row.value, row.low, row.high, row.start)
        if value is not None
    ]
    if block.reference is not None:
        values.append(block.reference)
    if not values:
        return DotAxis(low=0.0)
    ticks = tick_values(min(values), max(values), _TICKS)
    low, high = ticks[0], max(ticks[-1], ticks[0] + 1)
    shown = (low, high) if low < 0 < high else (low, (low + high) / 2, high)
    named = sorted({*shown, *((0.0,) if low < 0 < high else ())})
    axis = DotAxis(low=low, high=high)
    return DotAxis(
        low=low, high=high, ticks=tuple((axis.place(value), tick_text(value)) for value in named)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedSpot:
    """A point in drawing units, with path data of its two intervals."""

    x: float
    y: float
    bars: str
    strong: bool
    text: str
    name: AxisLabel | None
    """None where there is no room for it: the table has the name too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotDrawing:
    """A plane in drawing units, origin top left."""

    width: int
    height: int
    left: float
    right: float
    top: float
    floor: float
    ticks: tuple[AxisLabel, ...]
    marks: tuple[AxisLabel, ...]
    """Labels below the axis that goes across."""
    cross: tuple[float, float]
    quarters: tuple[AxisLabel, ...]
    spots: tuple[PlacedSpot, ...]


def draw_plot(block: Plot, width: int, height: int, size: int = 12) -> PlotDrawing:
    """Lay out a plane. ``size`` is the letters' height in drawing units."""
    across = _ticks(block, [(s.x, s.across) for s in block.spots], block.cross[0])
    up = _ticks(block, [(s.y, s.up) for s in block.spots], block.cross[1])
    left, right = round(2.6 * size, 1), width - 4.0
    top, floor = round(0.6 * size, 1), round(height - 2.0 * size, 1)
    to_x = Scale(float(across[0]), float(across[-1]), left, right)
    to_y = Scale(float(up[0]), float(up[-1]), floor, top)
    cross = (to_x(block.cross[0]), to_y(block.cross[1]))
    box = (left, right, top, floor)
    quarters = _quarters(block.quarters, box, size)
    return PlotDrawing(
        width=width, height=height, left=left, right=right, top=top, floor=floor,
        ticks=tuple(
            AxisLabel(x=left - 6, y=to_y(tick), text=tick_text(tick), anchor="end") for tick in up
        ),
        marks=tuple(
            AxisLabel(x=to_x(tick), y=round(floor + 1.4 * size, 1), text=tick_text(tick),
                      anchor=_anchor(tick, across))
            for tick in across
        ),
        cross=cross,
        quarters=quarters,
        spots=_spots(block.spots, (to_x, to_y), box, size, quarters),
    )  # fmt: skip


def _anchor(tick: float, ticks: tuple[float, ...]) -> str:
    return "end" if tick == ticks[-1] else "middle"


def _ticks(
    block: Plot, values: Iterable[tuple[float, tuple[float, float] | None]], cross: float
) -> tuple[float, ...]:
    if block.bounds is not None:
        low, high = block.bounds
        quarter = (high - low) / 4
        return tuple(low + quarter * place for place in range(5))
    found = [cross, *(v for value, ends in values for v in (value, *(ends or ())))]
    return tick_values(min(found), max(found), _TICKS)


def _quarters(names: tuple[str, ...], box: _Inside, size: int) -> tuple[AxisLabel, ...]:
    """Set each quarter's name into its outer corner."""
    left, right, top, floor = box
    high, low = round(top + 1.1 * size, 1), round(floor - 0.6 * size, 1)
    places = ((left + 6, high, "start"), (right - 6, high, "end"),
              (left + 6, low, "start"), (right - 6, low, "end"))  # fmt: skip
    return tuple(
        AxisLabel(x=x, y=y, text=text, anchor=anchor)
        for text, (x, y, anchor) in zip(names, places, strict=True)
    )


def _spots(
    spots: Iterable[Spot],
    scales: tuple[Scale, Scale],
    box: _Inside,
    size: int,
    quarters: Iterable[AxisLabel],
) -> tuple[PlacedSpot, ...]:
    """Place the points; names keep clear of one another, the strong and far right chosen first."""
    to_x, to_y = scales
    ordered = sorted(spots, key=lambda one: (not one.strong, -one.x, one.y))
    taken = [(to_x(one.x) - 6, to_x(one.x) + 6, to_y(one.y) + 0.35 * size) for one in ordered]
    taken += [(*_reach(one, size), one.y) for one in quarters]
    placed = []
    for spot in ordered:
        x, y = to_x(spot.x), to_y(spot.y)
        bars = "" if spot.across is None else f"M{to_x(spot.across[0])} {y}H{to_x(spot.across[1])}"
        bars += "" if spot.up is None else f"M{x} {to_y(spot.up[0])}V{to_y(spot.up[1])}"
        placed.append(
            PlacedSpot(
                x=x, y=y, bars=bars, strong=spot.strong, text=spot.text,
                name=_name(shorten(spot.label, size, _WIDEST), (x, y), box, size, taken),
            )
        )  # fmt: skip
    return tuple(placed)


def _name(
    text: str,
    spot: tuple[float, float],
    box: _Inside,
    size: int,
    taken: list[tuple[float, float, float]],
) -> AxisLabel | None:
    """Set a name beside its point where the room is free: right or left of it, or a little off.

    None where no place inside the plane is free.
    """
    wide, (x, y), (left, right, top, floor) = text_width(text, size), spot, box
    tries = (
        (start, y + (0.35 + shift) * size)
        for shift in (0, -0.9, 0.9, -1.8, 1.8)
        for start in (x + 8, x - 8 - wide)
        if start >= left + 2 and start + wide <= right - 2
    )
    inside = (at for at in tries if top + size <= at[1] <= floor - 0.3 * size)
    free = next((at for at in inside if not _meets(at, wide, size, taken)), None)
    if free is None:
        return None
    start, place = free
    taken.append((start, start + wide, place))
    return AxisLabel(x=round(start, 1), y=round(place, 1), text=text, anchor="start")


def _reach(label: AxisLabel, size: int) -> tuple[float, float]:
    """Return where a label begins and ends."""
    wide = text_width(label.text, size)
    return (label.x - wide, label.x) if label.anchor == "end" else (label.x, label.x + wide)


def _meets(
    at: tuple[float, float], wide: float, size: int, taken: list[tuple[float, float, float]]
) -> bool:
    start, y = at
    return any(
        start < end and begin < start + wide and abs(y - other) < 0.95 * size
        for begin, end, other in taken
    )
