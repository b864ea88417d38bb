"""Indices of units in a funnel: how many units does it name where all are equal?"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from benchmarks.chance import Rate
from benchmarks.chance._places import middle
from benchmarks.chance._scores import POPULATIONS, Draw
from csatreport.statistics.charts.funnel import LEVELS, FunnelPlace, mean_funnel, pooled_spread

FEW = 40
"""Studies in the tests."""
_INNER, _OUTER = LEVELS
_NAMED = 0.004
"""Promised of scores that lie askew: their limits are normal ones. Nominal is .002."""


def simulate(studies: int, seed: int) -> tuple[Rate, ...]:
    """Judge equal units of several sizes, whose scores lie more or less askew."""
    dice = np.random.default_rng(seed)
    equal = tuple(
        rate
        for name, (draw, _) in POPULATIONS.items()
        for units, n in ((9, 20), (30, 100))
        for rate in _rates(f"{units} units of {n}, {name}", draw, (studies, units, n), dice)
    )
    return (_found(dice, studies), *equal)


def _found(dice: Generator, studies: int) -> Rate:
    """Count how often one unit of 60 that is a spread below eight others is named."""
    hits = 0
    for _ in range(studies):
        drawn = dice.normal(70, 20, (9, 60))
        drawn[0] -= 20
        places = [FunnelPlace(n=60, value=float(mean)) for mean in drawn.mean(axis=1)]
        spread = pooled_spread([(60, float(sd)) for sd in drawn.std(axis=1, ddof=1)])
        funnel = mean_funnel(places, spread, middle(places))
        hits += funnel is not None and funnel.side(places[0], _OUTER) < 0
    text = "one of 9 units of 60, a standard deviation below the others, is named"
    return Rate(situation=text, hits=hits, of=studies, least=0.95)


def _rates(name: str, draw: Draw, size: tuple[int, int, int], dice: Generator) -> tuple[Rate, Rate]:
    studies, units, n = size
    named, outside = 0, 0
    for _ in range(studies):
        drawn = draw(dice, units, n)
        places = [FunnelPlace(n=n, value=float(mean)) for mean in drawn.mean(axis=1)]
        spread = pooled_spread([(n, float(sd)) for sd in drawn.std(axis=1, ddof=1)])
        funnel = mean_funnel(places, spread, middle(places))
        if funnel is not None:
            named += sum(funnel.side(place, _OUTER) != 0 for place in places)
            outside += sum(funnel.side(place, _INNER) != 0 for place in places)
    of = studies * units
    return (
        Rate(situation=f"units named: {name}", hits=named, of=of, most=_NAMED),
        Rate(situation=f"units outside 95 %: {name}", hits=outside, of=of, most=1 - _INNER),
    )
