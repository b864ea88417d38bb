"""Weighted figures as plain data: the ``weighted`` of ``data.json``."""

from __future__ import annotations

from csatreport.measures.model import Estimate
from csatreport.measures.weighted import Weighted, WeightedFigure


def weighted_data(found: Weighted | None) -> dict[str, object] | None:
    """Give the weighted figures; null where answers are not weighted."""
    if found is None:
        return None
    made = found.diagnostics
    figures = ([found.headline] if found.headline is not None else []) + list(found.items)
    return {
        "kind": made.kind.value if made.kind is not None else None,
        "n": made.n,
        "left_out": made.left_out,
        "effective": made.effective,
        "smallest": made.smallest,
        "largest": made.largest,
        "capped": made.capped,
        "rounds": made.rounds,
        "figures": [_figure(figure) for figure in figures],
    }


def _figure(figure: WeightedFigure) -> dict[str, object]:
    change = figure.change
    return {
        "series": figure.series,
        **_bounds("index", figure.index),
        **_bounds("favourable", figure.share),
        "effective": figure.effective,
        "difference": change.difference if change else None,
        "p": change.p if change else None,
        "q": change.q if change else None,
        "verdict": change.verdict.value if change else None,
    }


def _bounds(name: str, found: Estimate | None) -> dict[str, object]:
    return {
        name: found.value if found else None,
        f"{name}_low": found.low if found else None,
        f"{name}_high": found.high if found else None,
    }
