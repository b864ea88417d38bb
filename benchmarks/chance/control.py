"""Control charts of series in which nothing happens: how often do they signal?

They do, and more often the longer they are. What docs/methods.md promises is that the number
printed beside the chart is right: about so many of single values, up to so many of shares and
events.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.chance import Rate
from csatreport.statistics.charts.alarms import false_alarms
from csatreport.statistics.charts.control import (
    BASELINE,
    Limits,
    SignalRule,
    events,
    find_signals,
    shares,
    waits,
    xmr,
)

_NEAR = 0.02
"""The printed number may be so far off: its table is read between its entries."""
_SHARE, _BASE = 0.85, 200


def simulate(studies: int, seed: int) -> tuple[Rate, ...]:
    """Draw stable series of single values, shares and events; set each under its chart."""
    dice = np.random.default_rng(seed)
    return tuple(
        rate
        for points in (12, 24, 36, 60)
        for rate in (
            _rate("single values", points, _signals_of_values(dice.normal(size=(studies, points)))),
            _rate(
                f"shares of {_BASE}",
                points,
                _signals_of_shares(dice.binomial(_BASE, _SHARE, size=(studies, points))),
                single=False,
            ),
            _rate(
                "events, 12 on average",
                points,
                _signals_of_events(dice.poisson(12, size=(studies, points))),
                single=False,
            ),
            _rate(
                "waits for rare events",
                points,
                _signals_of_waits(dice.exponential(20, size=(studies, points))),
                single=False,
            ),
        )
    )


def _rate(what: str, points: int, signals: list[bool], *, single: bool = True) -> Rate:
    told = false_alarms(points, BASELINE)
    return Rate(
        situation=f"stable series of {points} {what} with a signal ({100 * told:.0f} % printed)",
        hits=sum(signals),
        of=len(signals),
        most=told + _NEAR,
        least=max(0.0, told - _NEAR) if single else None,
    )


def _signals_of_values(series: NDArray[Any]) -> list[bool]:
    return [_signals(one, xmr(one)) for one in series.tolist()]


def _signals_of_shares(series: NDArray[Any]) -> list[bool]:
    bases = [_BASE] * series.shape[1]
    return [_signals([k / _BASE for k in one], shares(one, bases)) for one in series.tolist()]


def _signals_of_events(series: NDArray[Any]) -> list[bool]:
    return [_outside([float(n) for n in one], events(one)) for one in series.tolist()]


def _signals_of_waits(series: NDArray[Any]) -> list[bool]:
    return [_outside(one, waits(one)) for one in series.tolist()]


def _outside(values: list[float], limits: Limits | None) -> bool:
    """Tell of the one rule that complaints are judged by: a point outside the limits."""
    return limits is not None and any(
        signal.rule is SignalRule.OUTSIDE for signal in find_signals(values, limits)
    )


def _signals(values: list[float], limits: Limits | None) -> bool:
    return limits is not None and bool(find_signals(values, limits))
