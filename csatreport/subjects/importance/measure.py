"""What people say is important, and whether managers think so too.

Importance may be asked in three ways: rank the dimensions, share out a hundred points, or rate each
aspect. Ranks are turned into mean ranks (1 the most important; what somebody left out shares the
places that are left), the others into means. Managers who answered the same questions stand beside.

The known finding is that customers put reliability first, and managers what can be seen.

Source: Berry, Parasuraman and Zeithaml (1990), Delivering Quality Service, Free Press.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

import numpy as np

from csatreport.counts.findings.asked import Asked
from csatreport.counts.ledger import Ledger
from csatreport.counts.pairs import Aspect, paired_mean, points_of
from csatreport.statistics.arrays import Floats, Ints
from csatreport.statistics.estimate import Estimate
from csatreport.study.edition import Edition
from csatreport.study.item import CLOSED, Item, Kind, Role
from csatreport.subjects.importance.settings import ManagerRule

APART = 2
"""Places that differ by so many say that managers see it otherwise."""


class Asking(StrEnum):
    """How importance was asked."""

    RANKS = "ranks"
    ALLOCATED = "allocated"
    RATED = "rated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """How important customers and managers say something is.

    A mean rank, a mean number of points out of all that were shared out, or a mean rating.
    ``place`` is where it stands among all that were ``asked`` like it, 1 the most important; ties
    share the better place.
    """

    asked: Asking
    of: Aspect
    customers: Estimate | None
    managers: Estimate | None
    place: int | None = None
    managers_place: int | None = None

    @property
    def apart(self) -> bool:
        """Whether managers place it clearly otherwise than customers do."""
        if self.place is None or self.managers_place is None:
            return False
        return abs(self.place - self.managers_place) >= APART


def measure_importance(asked: Asked) -> tuple[Stated, ...]:
    """Return what people said about importance, way of asking by way, each in form order."""
    ledger, edition = asked.ledger, asked.ledger.edition(asked.period)
    rows = ledger.row_numbers(asked.unit.id, asked.period)
    boss = _managers(ledger, edition, rows)
    columns = {
        Asking.RANKS: list(_ranks(ledger, edition, rows)),
        Asking.ALLOCATED: list(_about(ledger, edition, rows, Kind.NUMBER)),
        Asking.RATED: list(_about(ledger, edition, rows, None)),
    }
    return tuple(
        one
        for way, pairs in columns.items()
        if len(pairs) > 1
        for one in _placed([_stated(way, of, values, boss) for of, values in pairs])
    )


def by_asking(found: Iterable[Stated]) -> tuple[tuple[Stated, ...], ...]:
    """Return what was asked in the same way together."""
    return tuple(tuple(group) for _, group in groupby(found, key=lambda one: one.asked))


def _managers(ledger: Ledger, edition: Edition, rows: Ints) -> np.ndarray:
    """Mark the rows that managers answered."""
    rule = ledger.questionnaire.settings_of(ManagerRule)
    item = edition.by_id.get(rule.asked_by)
    if item is None:
        return np.zeros(len(rows), np.bool_)
    places = [n for n, option in enumerate(item.options) if option.code in rule.managers]
    return np.isin(ledger.segments.codes(item.series, rows), places)


def _aspect(edition: Edition, name: str) -> Aspect | None:
    nodes = {node.id: node for node in edition.index.walk()} if edition.index is not None else {}
    return nodes.get(name) or edition.by_id.get(name)


def _about(
    ledger: Ledger, edition: Edition, rows: Ints, kind: Kind | None
) -> Iterator[tuple[Aspect, Floats]]:
    """Yield what each number, or each rating (no ``kind``), was given for, person by person."""
    for item in edition.with_role(Role.IMPORTANCE):
        of = _aspect(edition, item.about)
        if of is None or (isinstance(of, Item) and of.role is Role.PRESENT):
            continue
        if item.kind is Kind.NUMBER and kind is Kind.NUMBER:
            yield of, ledger.quantities.values(item.series, rows)
        elif item.kind in CLOSED and kind is None:
            yield of, points_of(ledger, item, rows)


def _ranks(ledger: Ledger, edition: Edition, rows: Ints) -> Iterator[tuple[Aspect, Floats]]:
    """Yield the rank that each person gave to each dimension."""
    for item in edition.with_role(Role.IMPORTANCE):
        if item.kind is Kind.RANKED:
            lists = _lists(ledger, item, rows)
            codes = [option.code for option in item.options]
            table = np.array([_places(one, codes) for one in lists]).reshape(len(lists), len(codes))
            for place, code in enumerate(codes):
                of = _aspect(edition, code)
                if of is not None:
                    yield of, table[:, place]


def _lists(ledger: Ledger, item: Item, rows: Ints) -> list[tuple[str, ...]]:
    parts: list[tuple[str, ...]] = []
    for wave in ledger.responses.waves:
        known = any(one.series == item.series for one in wave.edition.items)
        parts += list(wave.column(item.id)) if known else [()] * wave.size
    return [parts[row] for row in rows.tolist()]


def _places(ranked: Sequence[str], codes: Sequence[str]) -> list[float]:
    """Return the rank of each code; what was left out shares what is left; NaN for a blank list."""
    if not ranked:
        return [np.nan] * len(codes)
    rest = (len(ranked) + 1 + len(codes)) / 2
    return [float(ranked.index(code) + 1) if code in ranked else rest for code in codes]


def _stated(way: Asking, of: Aspect, values: Floats, boss: np.ndarray) -> Stated:
    sides = []
    for marks in (~boss, boss):
        known = np.sort(values[marks & ~np.isnan(values)])
        sides.append(paired_mean(known) if len(known) else None)
    return Stated(asked=way, of=of, customers=sides[0], managers=sides[1])


def _placed(rows: Sequence[Stated]) -> Iterator[Stated]:
    """Say which place each has among customers, and among managers."""
    ours, theirs = [one.customers for one in rows], [one.managers for one in rows]
    for one in rows:
        sign = 1 if one.asked is Asking.RANKS else -1
        yield replace(
            one,
            place=_place(one.customers, ours, sign),
            managers_place=_place(one.managers, theirs, sign),
        )


def _place(one: Estimate | None, others: Sequence[Estimate | None], sign: int) -> int | None:
    """Return 1 for the least of some values (``sign`` 1) or the largest (-1), and so on."""
    known = [sign * other.value for other in others if other is not None]
    return None if one is None else 1 + sum(value < sign * one.value - 1e-9 for value in known)
