"""Shares of units in a funnel: how many units does it name where all are equal?"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.random import Generator

from benchmarks.chance import Rate
from benchmarks.chance._places import middle
from csatreport.statistics.charts.funnel import LEVELS, Funnel, FunnelPlace, share_funnel
from csatreport.statistics.weighted.means import kish

FEW = 60
"""Studies in the tests."""
_INNER, _OUTER = LEVELS
_HEAVY = 0.5
"""The deviation of the logarithms of weights: Kish's n is then about three quarters of n."""

_WIDENED = (0.0109, 0.1063)
"""Where units differ as usual, phi leaves out the ends of their differences: so many lie outside.
"""

Units = tuple[Funnel | None, list[FunnelPlace]]


def simulate(studies: int, seed: int) -> tuple[Rate, ...]:
    """Judge units that are equal, of several sizes and shares, weighted, and differing as usual."""
    dice = np.random.default_rng(seed)
    mixed = [10, 15, 25, 40, 60, 100, 160, 300] * 3
    equal = (
        ("9 units of 20, share 95 %", lambda: _equal(dice, [20] * 9, 0.95)),
        ("9 units of 20, share 70 %", lambda: _equal(dice, [20] * 9, 0.70)),
        ("24 units of 10 to 300, share 85 %", lambda: _equal(dice, mixed, 0.85)),
        ("60 units of 50, share 50 %", lambda: _equal(dice, [50] * 60, 0.50)),
        ("9 units of 60 with weights, share 75 %", lambda: _weighted(dice, [60] * 9, 0.75)),
    )
    usual = "30 units of 100, shares 80 % ± 8, widened"
    return (
        _found(dice, studies),
        *(rate for name, draw in equal for rate in _rates(name, draw, studies)),
        *_rates(usual, lambda: _usual(dice, [100] * 30), studies, *_WIDENED),
    )


def _rates(
    name: str,
    draw: Callable[[], Units],
    studies: int,
    named_most: float = 1 - _OUTER,
    outside_most: float = 1 - _INNER,
) -> tuple[Rate, Rate]:
    outside, named, units = 0, 0, 0
    for _ in range(studies):
        funnel, places = draw()
        units += len(places)
        if funnel is not None:
            outside += sum(funnel.side(place, _INNER) != 0 for place in places)
            named += sum(funnel.side(place, _OUTER) != 0 for place in places)
    return (
        Rate(situation=f"units named: {name}", hits=named, of=units, most=named_most),
        Rate(situation=f"units outside 95 %: {name}", hits=outside, of=units, most=outside_most),
    )


def _found(dice: Generator, studies: int) -> Rate:
    """Count how often one unit of 60 that is at 60 %, not 85 % like eight others, is named."""
    hits = 0
    for _ in range(studies):
        shares = [0.6, *[0.85] * 8]
        places = [FunnelPlace(n=60, value=int(dice.binomial(60, share)) / 60) for share in shares]
        funnel = share_funnel(places, middle(places), counted=True)
        hits += funnel is not None and funnel.side(places[0], _OUTER) < 0
    text = "one of 9 units of 60, share 60 instead of 85 %, is named"
    return Rate(situation=text, hits=hits, of=studies, least=0.75)


def _equal(dice: Generator, sizes: list[int], share: float) -> Units:
    places = [FunnelPlace(n=n, value=int(dice.binomial(n, share)) / n) for n in sizes]
    return share_funnel(places, middle(places), counted=True), places


def _usual(dice: Generator, sizes: list[int]) -> Units:
    """Draw units whose true shares differ from one another by 8 points (a beta distribution)."""
    spread = 0.8 * 0.2 / 0.08**2 - 1
    shares = dice.beta(0.8 * spread, 0.2 * spread, len(sizes))
    places = [
        FunnelPlace(n=n, value=int(dice.binomial(n, share)) / n)
        for n, share in zip(sizes, shares, strict=True)
    ]
    return share_funnel(places, middle(places), counted=True), places


def _weighted(dice: Generator, sizes: list[int], share: float) -> Units:
    weights = [dice.lognormal(0.0, _HEAVY, n) for n in sizes]
    answers = [dice.random(n) < share for n in sizes]
    places = [
        FunnelPlace(n=kish(w), value=float((w * a).sum() / w.sum()))
        for w, a in zip(weights, answers, strict=True)
    ]
    whole = sum(float((w * a).sum()) for w, a in zip(weights, answers, strict=True))
    share = whole / sum(float(w.sum()) for w in weights)
    return share_funnel(places, share, counted=False), places
