"""The figures that stand once per report, drawn by Altair and vl-convert.

A drawing costs a good part of a second, so it is made once for its numbers and not once for
each language: names are put in afterwards, where the drawing holds numbered places for them.
Colours are named (``var(--ink)``) and resolved on screen by the style sheet, in print by
`to_print`. No font is named in the specification, because vl-convert would read the whole of
a Chinese font at each call; widths are therefore estimated here.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import islice
from math import ceil
from typing import Any

from csatreport.report.figures import Compare, CompareRow
from csatreport.site.draw import shorten, text_width, tick_values
from csatreport.site.tokens import Palette

SHAPES = ("circle", "triangle-up", "square", "diamond", "triangle-down", "cross")
"""Symbols of the kinds, in the order in which kinds first appear."""
_WIDTH = 940
_ONE_COLUMN = 40
"""Up to so many units stand in one column; more stand in two, closer together."""
_PLACE = re.compile(r"§(\d+)§")
_MARK = re.compile(r'<path aria-label="§(\d+)§" role="graphics-symbol"[^>]*? (transform=[^>]*?)/>')
_NOISE = re.compile(
    r"(?: (?:aria-hidden|aria-roledescription|aria-label|role|pointer-events|class|version"
    r'|xmlns:xlink|font-family|stroke-miterlimit|opacity|font-weight)="[^"]*")'
)
_EMPTY = re.compile(r'<path[^>]*? d=""[^>]*?/>|<path[^>]*?d="M0,0h0v0h0Z"[^>]*?/>')
_LONG = re.compile(r"(\d+\.\d{2})\d+")

_LEAST = 2
"""One unit by itself is no comparison."""


@dataclass(frozen=True, slots=True)
class _Row:
    value: float | None
    low: float | None
    high: float | None
    shape: str


@dataclass(frozen=True, slots=True)
class _Drawing:
    """All that decides a drawing's geometry; names are only counted and measured."""

    rows: tuple[_Row, ...]
    reference: float | None
    names: int


def kinds(compare: Compare) -> dict[str, tuple[str, str]]:
    """Return the symbol and the name of each kind of unit, in order of appearance."""
    named = {row.kind: row.kind_label for row in compare.rows}
    shapes = (*SHAPES, *(SHAPES[-1:] * len(named)))
    return {kind: (shapes[n], label) for n, (kind, label) in enumerate(named.items())}


def draw_compare(compare: Compare, own_unit: str = "") -> str:
    """Draw units side by side with intervals as SVG; "" where there is nothing to draw.

    The name of ``own_unit``, the unit whose page this is, is set in bold.
    """
    if len(compare.rows) < _LEAST or not any(row.value is not None for row in compare.rows):
        return ""
    symbols = kinds(compare)
    figure = _Drawing(
        rows=tuple(
            _Row(row.value, row.low, row.high, symbols[row.kind][0]) for row in compare.rows
        ),
        reference=compare.reference,
        names=_label_room(compare.rows),
    )
    return _named(_drawing(figure), compare, own_unit)


def to_print(svg: str, palette: Palette, font: str) -> str:
    """Put colours and a font in place of the names that only a browser knows."""
    for name, colour in palette.items():
        svg = svg.replace(f"var(--{name.replace('_', '-')})", colour)
    return svg.replace("<svg ", f'<svg font-family="{font}" ', 1)


def _label_room(rows: tuple[CompareRow, ...]) -> int:
    widest = max(text_width(row.label.text, 12) for row in rows)
    return min(ceil(widest / 30) * 30 + 10, 240)


def _named(drawing: str, compare: Compare, own_unit: str) -> str:
    """Fill the numbered places: even numbers are names, odd ones full statements."""
    room = _label_room(compare.rows) - 10
    texts: list[str] = []
    for n, row in enumerate(compare.rows):
        if own_unit and row.label.target == f"unit:{own_unit}":
            drawing = drawing.replace(f">{_name(n)}<", f' font-weight="700">{_name(n)}<')
        figures = zip(
            compare.heads[1:], (row.value_text, row.interval_text, row.base), strict=False
        )
        statement = " · ".join(f"{head} {figure}" for head, figure in figures if figure)
        texts += [shorten(row.label.text, 12, room), f"{row.label.text} · {statement}"]
    texts.append(compare.reference_text)
    return _PLACE.sub(lambda found: escape(texts[int(found[1])]), drawing)


@lru_cache(maxsize=128)
def _drawing(figure: _Drawing) -> str:
    # Both take a second to load, and most processes of a build never draw.
    import vl_convert  # noqa: PLC0415

    svg: str = vl_convert.vegalite_to_svg(_specification(figure))
    return _cleaned(svg)


def _cleaned(svg: str) -> str:
    """Leave only what is drawn, and give each mark its statement as a title."""
    marked = _MARK.sub(r"<path \2><title>§\1§</title></path>", svg)
    bare = _NOISE.sub("", _EMPTY.sub("", marked))
    bare = re.sub(r'<svg ([^>]*?)width="[\d.]+" height="[\d.]+" ', r"<svg \1", bare, count=1)
    return _LONG.sub(r"\1", bare)


def _specification(figure: _Drawing) -> dict[str, object]:
    import altair as alt  # noqa: PLC0415  (see _drawing)

    columns = 1 if len(figure.rows) <= _ONE_COLUMN else 2
    size = ceil(len(figure.rows) / columns)
    places = iter(range(len(figure.rows)))
    charts = [_column(figure, tuple(islice(places, size)), columns) for _ in range(columns)]
    chart = charts[0] if columns == 1 else alt.hconcat(*charts, spacing=24)
    config = {
        "background": None,
        "view": {"stroke": None},
        "axis": {
            "domain": False, "ticks": False, "gridColor": "var(--rule)", "labelFontSize": 12,
            "labelColor": "var(--ink-2)", "titleColor": "var(--ink-2)", "titleFontWeight": "normal",
        },
    }  # fmt: skip
    specification: dict[str, object] = chart.to_dict()
    return {
        **specification,
        "config": config,
        "padding": {"left": 0, "right": 8, "top": 2, "bottom": 2},
    }


def _column(figure: _Drawing, places: tuple[int, ...], columns: int) -> Any:  # noqa: ANN401
    """Specify one column: a rule for the whole, and per unit an interval and a symbol."""
    import altair as alt  # noqa: PLC0415  (see _drawing)

    ticks = _ticks(figure)
    scale = alt.Scale(domain=[ticks[0], ticks[-1]], nice=False, zero=False)
    x_axis = alt.Axis(values=list(ticks), title=None, labelFlush=False)
    y_axis = alt.Axis(
        title=None, minExtent=figure.names, maxExtent=figure.names, labelLimit=figure.names - 10,
        labelColor="var(--ink)", grid=False, labelPadding=8, labelOverlap=False,
    )  # fmt: skip
    rows = alt.Chart(alt.Data(values=[_datum(figure.rows[n], n) for n in places]))
    base = rows.encode(
        y=alt.Y(
            "name:N", sort=None, axis=y_axis, scale=alt.Scale(domain=[_name(n) for n in places])
        )
    )
    shapes = list(dict.fromkeys(row.shape for row in figure.rows))
    interval = base.mark_rule(color="var(--ink)", strokeWidth=1.4).encode(
        x=alt.X("low:Q", scale=scale, axis=x_axis), x2="high:Q"
    )
    points = base.mark_point(
        filled=True, color="var(--ink)", size=76, opacity=1, stroke="var(--paper)", strokeWidth=1
    ).encode(
        x=alt.X("value:Q", scale=scale),
        shape=alt.Shape("shape:N", scale=alt.Scale(domain=shapes, range=shapes), legend=None),
        description="statement:N",
    )
    layers = [*_reference(figure, scale), interval, points]
    room = figure.names + (24 if columns == 2 else 0)
    step = 22 if columns == 1 else 18
    return alt.layer(*layers).properties(width=_WIDTH // columns - room, height=step * len(places))


def _name(n: int) -> str:
    """Hold the place of a row's name; the reference's stands behind the last row's."""
    return f"§{2 * n}§"


def _datum(row: _Row, n: int) -> dict[str, object]:
    return {
        "name": _name(n), "statement": f"§{2 * n + 1}§", "shape": row.shape,
        "value": row.value,
        "low": None if row.value is None else row.low,
        "high": None if row.value is None else row.high,
    }  # fmt: skip


def _reference(figure: _Drawing, scale: object) -> list[Any]:
    import altair as alt  # noqa: PLC0415  (see _drawing)

    if figure.reference is None:
        return []
    data = [{"at": figure.reference, "name": _name(len(figure.rows))}]
    base = alt.Chart(alt.Data(values=data)).encode(x=alt.X("at:Q", scale=scale))
    return [
        base.mark_rule(color="var(--rule-2)", strokeWidth=1.4),
        base.mark_text(color="var(--ink-2)", fontSize=12, baseline="bottom").encode(
            text="name:N", y=alt.value(-4)
        ),
    ]


def _ticks(figure: _Drawing) -> tuple[float, ...]:
    values = [v for row in figure.rows for v in (row.value, row.low, row.high) if v is not None]
    if figure.reference is not None:
        values.append(figure.reference)
    return tick_values(max(min(values), -100.0), min(max(values), 100.0), 8)
