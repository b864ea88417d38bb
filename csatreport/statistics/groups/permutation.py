"""Permutation tests: how often chance alone parts people as differently as they are parted.

A test by formula leans on many answers. Where a group is small, scores are skewed or a count is
rare, its p can be far too small. A permutation test leans on nothing but this: if groups do not
differ, every way of dealing the same answers to groups of the same sizes was equally likely. Some
ways are drawn, and p is (1 + hits)/(1 + draws), where a hit differs at least as much as what was
seen. Drawing stops after 50 hits: then p is large enough that more draws would decide nothing.

Scores are dealt by drawing the smaller side; a question's favourable answers are dealt by drawing
how many fall to each group (multivariate hypergeometric), never person by person; where people have
weights, it is then drawn whose they are. The seed is made
from the table itself, so that the same answers give the same p in any order and on any machine.

Sources: Fisher (1935), The Design of Experiments; Besag and Clifford (1991), Sequential Monte Carlo
p-values, Biometrika 78; Phipson and Smyth (2010), Permutation p-values should never be zero; Floyd
in Bentley (1987), A sample of brilliance, Communications of the ACM 30.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from csatreport.statistics.arrays import Floats

MOST_DRAWS = 99_999
"""So many ways of dealing are drawn at most: the smallest p is 0.00001."""
ENOUGH_HITS = 50
"""After so many hits no more are drawn."""
_FIRST = 128
_LARGEST = 2**12
"""Draws are made in batches, each four times the one before, from the first to the largest."""
_NORMAL_FROM = 200
"""The weight of some people out of more than so many is as good as normal."""
_MANY = 64
"""More than this on a side are drawn by shuffling."""
_ROUNDING = 1e-9
"""What differs from what was seen by no more than this part of it differs as much."""

Hits = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """How many of how many draws differed at least as much as what was seen."""

    hits: int
    draws: int

    @property
    def p(self) -> float:
        """The p of the test, never 0."""
        return (1 + self.hits) / (1 + self.draws)


def deal_favourable(sizes: Sequence[int], favourable: int, seen: float) -> Drawn:
    """Deal favourable answers to groups at random, and see how often shares differ as much.

    Args:
        sizes: how many answered in each group, each above 0.
        favourable: how many of them all answered favourably.
        seen: Σ k²/n over the groups (k favourable of n), which grows with Pearson's X² and
            with nothing else while the margins stay.
    """
    dice = np.random.default_rng([*sizes, favourable, round(seen)])
    n = np.array(sizes)
    least = seen - _ROUNDING * max(1.0, seen)

    def draw(number: int) -> Hits:
        dealt = dice.multivariate_hypergeometric(n, favourable, size=number, method="marginals")
        return np.asarray((dealt * dealt / n).sum(axis=1) >= least)

    return _sequential(draw)


@dataclass(frozen=True, slots=True, eq=False)
class WeighedGroup:
    """The weights of a group's answers, and how many of the answers are favourable."""

    weights: Floats
    favourable: int


def deal_weighted(groups: Sequence[WeighedGroup], worth: Floats, seen: float) -> Drawn:
    """Deal favourable answers to weighted people, and see how often shares differ as much.

    Args:
        groups: who is in each group.
        worth: how many unweighted answers a group's are worth (Kish).
        seen: Pearson's X² of weighted shares, each on what its group is worth.
    """
    sizes = np.array([len(one.weights) for one in groups])
    favourable = sum(one.favourable for one in groups)
    # The rarer kind is dealt: X² is the same of both.
    rare = min(favourable, int(sizes.sum()) - favourable)
    dice = np.random.default_rng([*sizes.tolist(), rare, round(1000 * seen)])
    heft = np.array([one.weights.sum() for one in groups])
    least = seen - _ROUNDING * max(1.0, seen)

    def draw(number: int) -> Hits:
        dealt = dice.multivariate_hypergeometric(sizes, rare, size=number, method="marginals")
        sums = [_picked(dice, one.weights, dealt[:, place]) for place, one in enumerate(groups)]
        shares = np.array(sums) / heft[:, None]
        whole = worth @ shares / worth.sum()
        return np.asarray(worth @ (shares - whole) ** 2 >= least * whole * (1 - whole))

    return _sequential(draw)


def _picked(dice: np.random.Generator, weights: Floats, numbers: NDArray[np.int64]) -> Floats:
    """Draw the weight of so many people of a group, once for each of the numbers."""
    n = len(weights)
    if n > _NORMAL_FROM:
        spread = weights.var() * n / (n - 1) * numbers * (1 - numbers / n)
        return np.asarray(
            numbers * weights.mean() + np.sqrt(spread) * dice.normal(size=len(numbers))
        )
    shuffled = weights[dice.random((n, len(numbers))).argsort(axis=0)]
    sums = np.vstack([np.zeros(len(numbers)), shuffled.cumsum(axis=0)])
    return np.asarray(sums[numbers, np.arange(len(numbers))])


def deal_scores(
    scores: Floats, weights: Floats | None, side: int, seen: float, seed: Sequence[int]
) -> Drawn:
    """Deal people to two sides at random, and see how often the means differ as much.

    Args:
        scores: all scores, in an order that does not depend on how they were read.
        weights: their weights, if they have any; a person keeps score and weight together.
        side: how many people are on one side, the smaller one.
        seen: the difference of the two (weighted) means, with any sign.
        seed: whole numbers from the table.
    """
    dice = np.random.default_rng(seed)
    total, mass = _both_sums(scores, weights)
    least = abs(seen) - _ROUNDING * max(1.0, abs(seen))

    def draw(number: int) -> Hits:
        places = _subsets(dice, len(scores), side, number)
        here, heft = _both_sums(scores[places], None if weights is None else weights[places])
        gap = here / heft - (total - here) / (mass - heft)
        return np.asarray(np.abs(gap) >= least)

    return _sequential(draw)


def _both_sums(scores: Floats, weights: Floats | None) -> tuple[Floats, Floats | int]:
    """Return the sums of weighted scores and of weights, down the columns."""
    if weights is None:
        return scores.sum(axis=0), len(scores)
    return (scores * weights).sum(axis=0), weights.sum(axis=0)


def _subsets(dice: np.random.Generator, whole: int, side: int, number: int) -> NDArray[np.int32]:
    """Draw places without repeating one: (side, number), each column a subset (Floyd's way).

    Every step takes a place at random or, where the column has it already, the newest place. Of
    many, which only weighted answers have, the first of a shuffled column are quicker.
    """
    if side > _MANY:
        shuffled = dice.random((whole, number)).argpartition(side, axis=0)
        return shuffled[:side].astype(np.int32)
    newest = np.arange(whole - side, whole)
    found: NDArray[np.int32] = dice.integers(
        0, newest[:, None], size=(side, number), dtype=np.int32, endpoint=True
    )
    for row, place in enumerate(found):
        place[(found[:row] == place).any(axis=0)] = newest[row]
    return found


def _sequential(draw: Callable[[int], Hits]) -> Drawn:
    """Draw in growing batches, until there are enough hits or draws."""
    hits, draws, batch = 0, 0, _FIRST
    while draws < MOST_DRAWS:
        found = draw(min(batch, MOST_DRAWS - draws))
        places = np.flatnonzero(found)
        if hits + len(places) >= ENOUGH_HITS:
            # Exactly where the last hit fell: what was drawn behind it does not count.
            return Drawn(hits=ENOUGH_HITS, draws=draws + int(places[ENOUGH_HITS - hits - 1]) + 1)
        hits, draws, batch = hits + len(places), draws + len(found), min(4 * batch, _LARGEST)
    return Drawn(hits=hits, draws=draws)
