"""A known group: do intervals hold what everybody would have said, and of an item those whom it concerns?

A fixed group of people is drawn once for each study; some of them, at random, answer.
"""

from __future__ import annotations

import numpy as np

from benchmarks.chance import Rate
from csatreport.counts.samples import concerned
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.proportions import estimate_share
from csatreport.statistics.tally import ItemTally

FEW = 200


def simulate(studies: int, seed: int) -> tuple[Rate, ...]:
    """Let a part of a group answer an item that concerns all of them, or some."""
    dice = np.random.default_rng(seed)
    return tuple(
        _covers(dice, people, n, part, studies)
        for people, n in ((30, 20), (60, 30), (200, 150))
        for part in (1.0, 0.5)
    )


def _covers(dice: np.random.Generator, people: int, n: int, part: float, studies: int) -> Rate:
    hits = tested = 0
    while tested < studies:
        applies, good = dice.random(people) < part, dice.random(people) < 0.75
        counts = (int((applies & good)[:n].sum()), int((applies & ~good)[:n].sum()))
        tally = ItemTally(counts, not_applicable=int((~applies)[:n].sum()))
        if tally.n:
            tested += 1
            truth = float(good[applies].mean())
            found = estimate_share(counts[0], tally.n, concerned(people, tally))
            hits += _holds(found, truth)
    situation = f"intervals of a share that hold that of {people} people, {n} answers"
    if part < 1:
        situation += f", {part:.0%} concerned"
    return Rate(situation=situation, hits=hits, of=studies, least=0.93, most=0.995)


def _holds(found: Estimate | None, truth: float) -> bool:
    if found is None or found.low is None or found.high is None:
        return found is not None and found.census and found.value == truth
    return found.low <= truth <= found.high
