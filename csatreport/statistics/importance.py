"""How much each question has to do with the whole: shares of R-squared, from correlations alone.

Questions of a survey move together, so a plain regression divides what they share at random and
even turns signs round. Two ways divide it fairly, and both add up to R-squared exactly:

* *LMG* takes the questions in every possible order and averages what each adds to R-squared.
* *Relative weights* go through uncorrelated stand-ins for the questions, in one step. They come
  very near to LMG, at any number of questions, so that they also say how far chance reaches.

Sources: Lindeman, Merenda and Gold (1980), Introduction to Bivariate and Multivariate Analysis;
Groemping (2007), Estimators of relative importance in linear regression based on variance
decomposition, The American Statistician 61; Genizi (1993), Statistica Sinica 3; Johnson (2000), A
heuristic method for estimating the relative weight of predictor variables in multiple regression,
Multivariate Behavioral Research 35; Tonidandel, LeBreton and Johnson (2009), Determining the
statistical significance of relative weights, Psychological Methods 14.
"""

from itertools import combinations
from math import comb, sqrt

import numpy as np

from csatreport.statistics.arrays import Floats, Ints
from csatreport.statistics.proportions import LEVEL

MOST_ORDERED = 12
"""Up to so many questions are taken in every order; more would take minutes."""
DRAWS = 1000
"""How often answers are drawn anew for an interval."""
_GROUPS = 2000
"""Answers are drawn in so many groups at most; more groups change no digit that is printed."""
_SEED = 20_261
_RESIDUE = 1e-10


def explained(among: Floats, own: Floats) -> float:
    """Return R-squared of the whole on the questions: ``own``' · ``among``⁻¹ · ``own``.

    Args:
        among: (p, p) correlations of the questions.
        own: (p,) their correlations with the whole.
    """
    return float(own @ np.linalg.pinv(among, hermitian=True) @ own)


def lmg(among: Floats, own: Floats) -> Floats:
    """Return what each question adds to R-squared on average over all orders; sums to R-squared.

    Args as in `explained`, at most `MOST_ORDERED` questions.
    """
    size = len(own)
    assert size <= MOST_ORDERED, "there would be too many orders"  # noqa: S101
    known = {0: 0.0}
    for taken in range(1, size + 1):
        places = np.array(list(combinations(range(size), taken)))
        parts = among[places[:, :, None], places[:, None, :]]
        mine = own[places]
        values = np.einsum("ij,ijk,ik->i", mine, np.linalg.pinv(parts, hermitian=True), mine)
        names = (1 << places).sum(axis=1)
        known |= dict(zip(names.tolist(), values.tolist(), strict=True))
    added = np.zeros(size)
    for name, value in known.items():
        before = name.bit_count()
        weight = 1 / (size * comb(size - 1, before)) if before < size else 0.0
        for place in range(size):
            if not name >> place & 1:
                added[place] += weight * (known[name | 1 << place] - value)
    return added


def relative_weights(among: Floats, own: Floats) -> Floats:
    """Return Johnson's relative weights; they sum to R-squared.

    Args:
        among: (…, p, p) correlations of the questions.
        own: (…, p) their correlations with the whole.
    """
    values, vectors = np.linalg.eigh(among)
    kept = values > _RESIDUE
    root = np.sqrt(np.where(kept, values, 0.0))
    inverse = np.divide(1.0, root, out=np.zeros_like(root), where=kept)
    turned = np.swapaxes(vectors, -1, -2)
    half = (vectors * root[..., None, :]) @ turned
    back = (vectors * inverse[..., None, :]) @ turned
    beta = (back @ own[..., None])[..., 0]
    return np.asarray((half**2 @ (beta**2)[..., None])[..., 0])


def correlations(answers: Floats) -> Floats:
    """Return the correlations of columns that all vary, from complete rows."""
    centred = answers - answers.mean(axis=0)
    spread = centred.T @ centred
    length = np.sqrt(np.diag(spread))
    return np.asarray(spread / np.outer(length, length))


def intervals(answers: Floats) -> tuple[Floats, Floats]:
    """Return how far relative weights reach below and above themselves, at 95 %, by drawing anew.

    Args:
        answers: (n, p + 1) complete rows, the whole last. Their order does not matter.

    Returns:
        two rows of p numbers, to be added to an estimate; shares of the whole's variance.
    """
    sums = _by_group(answers)
    size = answers.shape[1]
    dice = np.random.default_rng(_SEED)
    drawn = dice.multinomial(len(sums), np.full(len(sums), 1 / len(sums)), size=DRAWS) @ sums
    number, totals = drawn[:, 0, None, None], drawn[:, 1 : size + 1]
    products = drawn[:, size + 1 :].reshape(-1, size, size)
    spread = products - totals[:, :, None] * totals[:, None, :] / number
    length = np.sqrt(np.maximum(np.einsum("ijj->ij", spread), 0.0))
    usable = (length > _RESIDUE).all(axis=1)
    spread, length = spread[usable], length[usable]
    related = spread / (length[:, :, None] * length[:, None, :])
    weights = relative_weights(related[:, :-1, :-1], related[:, :-1, -1])
    found = correlations(answers)
    middle = relative_weights(found[:-1, :-1], found[:-1, -1])
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(weights, (tail, 1 - tail), axis=0)
    return np.minimum(low - middle, 0.0), np.maximum(high - middle, 0.0)


def _by_group(answers: Floats) -> Floats:
    """Return number, sums and sums of products of each group; one answer each where they are few.

    Rows are put into one order first and then mixed, so that groups are the same whatever order
    the answers were read in.
    """
    # Centred, because products of large numbers would lose digits when they are subtracted.
    ordered = (answers - answers.mean(axis=0))[np.lexsort(answers.T)]
    mixed = ordered[np.random.default_rng(_SEED).permutation(len(ordered))]
    groups, size = min(len(mixed), _GROUPS), answers.shape[1]
    sums = np.zeros((groups, 1 + size + size * size))
    for first in range(0, len(mixed), groups):
        rows = mixed[first : first + groups]
        sums[: len(rows), 0] += 1
        sums[: len(rows), 1 : size + 1] += rows
        sums[: len(rows), size + 1 :] += (rows[:, :, None] * rows[:, None, :]).reshape(
            len(rows), -1
        )
    return sums


def spearman(one: Floats, other: Floats) -> float | None:
    """Return the rank correlation of two columns without gaps; None where one does not vary."""
    ranks = [_ranks(column) for column in (one, other)]
    centred = [column - column.mean() for column in ranks]
    spread = [float(column @ column) for column in centred]
    if len(one) < 2 or min(spread) == 0:
        return None
    return max(-1.0, min(1.0, float(centred[0] @ centred[1]) / sqrt(spread[0] * spread[1])))


def _ranks(values: Floats) -> Floats:
    """Return ranks from 1; equal values share the middle of theirs."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends: Ints = np.cumsum(counts)
    return np.asarray((ends - (counts - 1) / 2)[places], np.float64)
