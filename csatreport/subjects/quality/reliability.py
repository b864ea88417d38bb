"""Do the questions of a branch measure one thing? Cronbach's alpha, and who pulls against the rest.

Alpha follows from sums of products of the items' keyed points over people who answered all of
them. Points are put on whole numbers of one common length, so that every item weighs alike, as it
does in the index, and the sums are exact: periods add up without rounding, in any order.

* An item to which all gave the same answer says nothing about agreement: it is left out and named.
* Corrected item-rest correlation: an item with the sum of the *others*. Below 0.2 an item hardly
  belongs; below zero it is probably marked reverse by mistake, or not marked when it should be. A
  little below zero may be chance, so that only an r clearly below it (Fisher's z, 95 %) warns.
* The interval is Feldt's, from the F distribution with n - 1 and (n - 1)(k - 1) degrees of freedom.

Sources: Cronbach (1951), Coefficient alpha and the internal structure of tests, Psychometrika 16;
Feldt (1965), The approximate sampling distribution of Kuder-Richardson reliability coefficient
twenty, Psychometrika 30.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import atanh, lcm, sqrt

import numpy as np
from scipy.special import fdtri

from csatreport.answers.model import Responses, Wave
from csatreport.base.errors import Issue
from csatreport.counts.count import keyed_points
from csatreport.statistics.arrays import Floats, Ints
from csatreport.statistics.proportions import LEVEL, Z
from csatreport.study.edition import Edition, Node
from csatreport.study.item import Item
from csatreport.subjects.quality.omega import omega_total
from csatreport.subjects.quality.soundness import ItemRest, Reliability, Unreliable

LEAST = 10
"""Fewer complete answers than this give no alpha."""
WEAK = 0.2
"""An item that correlates less than this with the rest is flagged."""
FAIR = 0.7
"""Below this the questions hardly measure one thing (Nunnally 1978, Psychometric Theory)."""
_RESIDUE = 1e-12
AGAINST_THE_REST = "A495"


@dataclass(frozen=True, slots=True)
class Products:
    """Sums over people who answered all items: how many, of points, of products of points."""

    n: int
    totals: Floats
    products: Floats

    def __add__(self, other: Products) -> Products:
        return Products(
            self.n + other.n, self.totals + other.totals, self.products + other.products
        )

    @property
    def covariance(self) -> Floats:
        """The covariances (n - 1); meaningless below two people."""
        spread = self.n * self.products - np.outer(self.totals, self.totals)
        return np.asarray(spread / (self.n * (self.n - 1)), np.float64)


def products_of(answers: Floats) -> Products:
    """Sum up rows of points, one column per item; rows with a NaN are left out."""
    complete = answers[~np.isnan(answers).any(axis=1)]
    return Products(len(complete), complete.sum(axis=0), complete.T @ complete)


def rate_node(
    node: Node, items: Sequence[Item], sums: Products, *, omega: bool = True
) -> Reliability:
    """Work out a node's alpha and its items' correlations from sums in the order of ``items``.

    Without ``omega`` it is left out, which takes most of the time.
    """
    if len(items) < 2:
        return Reliability(node=node, k=len(items), n=sums.n, why=Unreliable.ITEMS)
    if sums.n < LEAST:
        return Reliability(node=node, k=len(items), n=sums.n, why=Unreliable.ANSWERS)
    covariance = sums.covariance
    # Points that are not whole numbers leave a residue where nothing varies.
    varies = np.diag(covariance) > _RESIDUE * np.diag(sums.products) / sums.n
    kept = [item for item, moves in zip(items, varies, strict=True) if moves]
    constant = tuple(item for item, moves in zip(items, varies, strict=True) if not moves)
    among = covariance[np.ix_(varies, varies)]
    alpha = alpha_of(among)
    if alpha is None:
        why = Unreliable.ITEMS if len(kept) < 2 else Unreliable.VARIANCE
        return Reliability(node=node, k=len(kept), n=sums.n, why=why, constant=constant)
    low, high = feldt(alpha, sums.n, len(kept))
    return Reliability(
        node=node,
        k=len(kept),
        n=sums.n,
        alpha=alpha,
        low=low,
        high=high,
        omega=omega_total(among) if omega else None,
        constant=constant,
        items=tuple(_rest(item, place, among, sums.n) for place, item in enumerate(kept)),
    )


def alpha_of(covariance: Floats) -> float | None:
    """Return alpha from covariances; None below two items, or where the sum does not vary.

    alpha = k/(k - 1) · (1 - Σv/V), v an item's variance and V that of the sum.
    """
    k, total = len(covariance), float(covariance.sum())
    own = float(np.trace(covariance))
    if k < 2 or total <= own * np.finfo(np.float64).eps * k:
        return None
    return k / (k - 1) * (1 - own / total)


def feldt(alpha: float, n: int, k: int) -> tuple[float, float]:
    """Return Feldt's interval of alpha for ``n`` people and ``k`` items."""
    df = (n - 1, (n - 1) * (k - 1))
    tail = (1 - LEVEL) / 2
    low, high = (1 - (1 - alpha) * float(fdtri(*df, p)) for p in (1 - tail, tail))
    return low, high


def _rest(item: Item, place: int, covariance: Floats, n: int) -> ItemRest:
    own = float(covariance[place, place])
    shared = float(covariance[place].sum()) - own
    others = np.delete(np.delete(covariance, place, axis=0), place, axis=1)
    spread = float(others.sum())
    varies = spread > float(np.trace(others)) * np.finfo(np.float64).eps * len(others)
    r = max(-1.0, min(1.0, shared / sqrt(own * spread))) if varies else None
    return ItemRest(
        item=item,
        r=r,
        against=r is not None and clearly_negative(r, n),
        alpha_without=alpha_of(others),
    )


def clearly_negative(r: float, n: int) -> bool:
    """Tell whether a correlation is below zero by more than chance, by Fisher's z at 95 %."""
    if abs(r) >= 1:
        return r < 0 and n >= LEAST
    return n > 3 and atanh(r) * sqrt(n - 3) < -Z


def homes(edition: Edition, rated: Sequence[Reliability]) -> dict[str, tuple[Node, ItemRest]]:
    """Return where each item is judged: the smallest node with an alpha that holds it."""
    found: dict[str, tuple[Node, ItemRest]] = {}
    for one in rated:  # parents come before children, so that the smallest node stays
        found |= {rest.item.id: (one.node, rest) for rest in one.items}
    return {item.id: found[item.id] for item in edition.items if item.id in found}


def check_direction(edition: Edition, rated: Sequence[Reliability]) -> tuple[Issue, ...]:
    """Warn (A495) of every item that runs against the others of its branch."""
    return tuple(
        Issue.warning(
            AGAINST_THE_REST, rest.item.source, item=rest.item.id, node=node.id, r=f"{rest.r:.2f}"
        )
        for node, rest in homes(edition, rated).values()
        if rest.against
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class Agreement:
    """The sums of products behind alpha, over the whole company.

    ``sums`` holds them by a node's series and the place of a base period.
    """

    sums: Mapping[tuple[str, int], Products]

    @classmethod
    def of(cls, responses: Responses) -> Agreement:
        """Sum up all rows, file by file."""
        sums: dict[tuple[str, int], Products] = {}
        for piece in (piece for wave in responses.waves for piece in wave.by_file()):
            for cell, found in _wave_sums(piece):
                sums[cell] = sums[cell] + found if cell in sums else found
        return cls(sums=sums)

    def rate(
        self, edition: Edition, periods: Sequence[int], *, omega: bool = True
    ) -> tuple[Reliability, ...]:
        """Rate every node of an edition's index, parents first, over places of base periods."""
        nodes = edition.index.walk() if edition.index else ()
        return tuple(self._rate(node, edition, periods, omega=omega) for node in nodes)

    def _rate(
        self, node: Node, edition: Edition, periods: Sequence[int], *, omega: bool
    ) -> Reliability:
        items = [edition.by_id[name] for name in node.leaves()]
        nothing = Products(0, np.zeros(len(items)), np.zeros((len(items), len(items))))
        cells = ((node.series, period) for period in periods)
        sums = sum((self.sums[cell] for cell in cells if cell in self.sums), start=nothing)
        return rate_node(node, items, sums, omega=omega)


def _wave_sums(wave: Wave) -> Iterator[tuple[tuple[str, int], Products]]:
    root = wave.edition.index
    if root is None:
        return
    items = {name: wave.edition.by_id[name] for name in root.leaves()}
    length = _length(items.values())
    columns = {
        name: _points(item, wave.column(name).astype(np.int64), length)
        for name, item in items.items()
    }
    periods = wave.column("_period").astype(np.int64)
    for node in root.walk():
        answers = np.column_stack([columns[name] for name in node.leaves()])
        for period in np.unique(periods).tolist():
            yield (node.series, period), products_of(answers[periods == period])


def _length(items: Iterable[Item]) -> int:
    """Return a length that every item's range of points divides, if all are whole numbers."""
    ranges = [high - low for low, high in (item.bounds for item in items)]
    return lcm(*(int(size) for size in ranges if size and size == int(size)))


def _points(item: Item, codes: Ints, length: int) -> Floats:
    """Return each row's keyed points from 0 to ``length``; NaN where there is no answer."""
    low, high = item.bounds
    factor = length / (high - low) if low < high else 0.0
    scale = [np.nan if p is None else (p - low) * factor for p in keyed_points(item)]
    table = np.array([*scale, np.nan], np.float64)
    return table[np.where(codes < 0, len(scale), codes)]
