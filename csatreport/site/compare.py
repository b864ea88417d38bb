"""Where things go in the figure of units side by side: names, intervals, symbols by kind.

It stands on paper alone, above its table, and is printed by a template macro; this module only
turns values into places. Many units stand in two columns, closer together.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from csatreport.report.figures import Compare, CompareRow
from csatreport.site.draw import AxisLabel, Scale, shorten, text_width, tick_text, tick_values

SHAPES = ("circle", "triangle-up", "square", "diamond", "triangle-down", "cross")
"""Symbols of the kinds, in the order in which kinds first appear."""
_WIDTH, _MARGIN, _BETWEEN = 940, 14, 24
_ONE_COLUMN = 40
"""Up to so many units stand in one column; more stand in two, closer together."""
_LETTERS = 12
_TOP, _BOTTOM = 20, 18
_WIDEST_NAME = 230
_LEAST = 2
"""One unit by itself is no comparison."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSpot:
    """A unit: its name, and the place of its symbol; ``x`` is None where it has no value."""

    name: AxisLabel
    own: bool
    x: float | None
    y: float
    shape: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareColumn:
    """One column of units over an axis of its own; paths are SVG path data."""

    grid: str
    ticks: tuple[AxisLabel, ...]
    reference: AxisLabel | None
    line: str
    """Path of the reference's line."""
    intervals: str
    spots: tuple[UnitSpot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareDrawing:
    """Units side by side in drawing units, origin top left."""

    width: int
    height: int
    columns: tuple[CompareColumn, ...]


def kinds(compare: Compare) -> dict[str, tuple[str, str]]:
    """Return the symbol and the name of each kind of unit, in order of appearance."""
    named = {row.kind: row.kind_label for row in compare.rows}
    shapes = (*SHAPES, *(SHAPES[-1:] * len(named)))
    return {kind: (shapes[n], label) for n, (kind, label) in enumerate(named.items())}


def draw_compare(compare: Compare, own_unit: str = "") -> CompareDrawing | None:
    """Lay out units side by side with intervals; None where there is nothing to draw.

    ``own_unit`` is the unit whose page this is: its name is set in bold.
    """
    if len(compare.rows) < _LEAST or not any(row.value is not None for row in compare.rows):
        return None
    many = len(compare.rows) > _ONE_COLUMN
    size = ceil(len(compare.rows) / (2 if many else 1))
    step = 18 if many else 22
    width = (_WIDTH - _BETWEEN) // 2 if many else _WIDTH
    parts = [compare.rows[n : n + size] for n in range(0, len(compare.rows), size)]
    frame = _CompareFrame(compare, own_unit, size * step, step)
    return CompareDrawing(
        width=_WIDTH,
        height=_TOP + size * step + _BOTTOM,
        columns=tuple(
            frame.column(rows, n * (width + _BETWEEN), width) for n, rows in enumerate(parts)
        ),
    )


@dataclass(frozen=True, slots=True)
class _CompareFrame:
    """What all columns share: the figure, and how high they and their rows are."""

    compare: Compare
    own_unit: str
    height: int
    step: int

    def column(self, rows: tuple[CompareRow, ...], start: int, width: int) -> CompareColumn:
        """Lay out one column that begins at ``start``."""
        names, ticks = self._names, self._ticks
        right, floor = start + width - _MARGIN, _TOP + self.height
        across = Scale(ticks[0], ticks[-1], start + names + 8, right)
        places = [across(tick) for tick in ticks]
        at = self.compare.reference
        line = None if at is None else across(at)
        return CompareColumn(
            grid="".join(f"M{x} {_TOP}V{floor}" for x in places),
            ticks=tuple(
                AxisLabel(x=x, y=floor + _BOTTOM - 4, text=tick_text(tick))
                for x, tick in zip(places, ticks, strict=True)
            ),
            reference=None
            if line is None
            else AxisLabel(x=line, y=_TOP - 6, text=self.compare.reference_text),
            line="" if line is None else f"M{line} {_TOP}V{floor}",
            intervals="".join(
                f"M{across(row.low)} {self._middle(n)}H{across(row.high)}"
                for n, row in enumerate(rows)
                if row.value is not None and row.low is not None and row.high is not None
            ),
            spots=tuple(self._spots(rows, across, start + names)),
        )

    def _spots(
        self, rows: tuple[CompareRow, ...], across: Scale, edge: float
    ) -> Iterator[UnitSpot]:
        symbols = kinds(self.compare)
        for n, row in enumerate(rows):
            y = self._middle(n)
            name = shorten(row.label.text, _LETTERS, self._names)
            yield UnitSpot(
                name=AxisLabel(x=edge, y=y + 4, text=name, anchor="end"),
                own=bool(self.own_unit) and row.label.target == f"unit:{self.own_unit}",
                x=None if row.value is None else across(row.value),
                y=y,
                shape=symbols[row.kind][0],
            )

    def _middle(self, n: int) -> float:
        return _TOP + (n + 0.5) * self.step

    @property
    def _names(self) -> int:
        widest = max(text_width(row.label.text, _LETTERS) for row in self.compare.rows)
        return min(ceil(widest), _WIDEST_NAME)

    @property
    def _ticks(self) -> tuple[float, ...]:
        rows = self.compare.rows
        values = [v for row in rows for v in (row.value, row.low, row.high) if v is not None]
        if self.compare.reference is not None:
            values.append(self.compare.reference)
        ticks = tick_values(max(min(values), -100.0), min(max(values), 100.0), 8)
        return ticks if len(ticks) > 1 else (ticks[0], ticks[0] + 1)
