"""What people say is important, and whether managers think so too.

Importance may be asked in three ways: rank the dimensions, share out a hundred points, or rate each
aspect. Ranks are turned into mean ranks (1 the most important; what somebody left out shares the
places that are left), the others into means. Managers who answered the same questions stand beside.

The known finding is that customers put reliability first, and managers what can be seen.

Source: Berry, Parasuraman and Zeithaml (1990), Delivering Quality Service, Free Press.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from csatreport.measures.count import Floats, Ints
from csatreport.measures.ledger import Ledger
from csatreport.measures.model import Estimate
from csatreport.measures.pairs import Aspect, paired_mean, points_of
from csatreport.survey.model import CLOSED, Edition, Item, Kind, Role
from csatreport.survey.periods import Period


class Asked(StrEnum):
    """How importance was asked."""

    RANKS = "ranks"
    ALLOCATED = "allocated"
    RATED = "rated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """How important customers and managers say something is.

    A mean rank, a mean number of points out of all that were shared out, or a mean rating.
    ``place`` is where it stands among all, 1 the most important; ties share the better place.
    """

    of: Aspect
    customers: Estimate | None
    managers: Estimate | None
    place: int | None = None
    managers_place: int | None = None


@dataclass(frozen=True, kw_only=True)
class Importance:
    """What was said about the importance of several things, in form order."""

    asked: Asked
    rows: tuple[Stated, ...]


def measure_stated(ledger: Ledger, unit: str, period: Period) -> tuple[Importance, ...]:
    """Return what people of a unit said about importance in a period, by how it was asked."""
    edition, rows = ledger.edition(period), ledger.row_numbers(unit, period)
    boss = _managers(ledger, edition, rows)
    found: list[Importance] = []
    columns = {
        Asked.RANKS: list(_ranks(ledger, edition, rows)),
        Asked.ALLOCATED: list(_about(ledger, edition, rows, Kind.NUMBER)),
        Asked.RATED: list(_about(ledger, edition, rows, None)),
    }
    for asked, pairs in columns.items():
        if len(pairs) > 1:
            made = [_stated(of, values, boss) for of, values in pairs]
            found.append(Importance(asked=asked, rows=_placed(made, asked)))
    return tuple(found)


def _managers(ledger: Ledger, edition: Edition, rows: Ints) -> np.ndarray:
    """Mark the rows that managers answered."""
    rule = ledger.questionnaire.pairs
    item = edition.by_id.get(rule.asked_by)
    if item is None:
        return np.zeros(len(rows), np.bool_)
    places = [n for n, option in enumerate(item.options) if option.code in rule.managers]
    return np.isin(ledger.segments.codes(item.series, rows), places)


def _subject(edition: Edition, name: str) -> Aspect | None:
    nodes = {node.id: node for node in edition.index.walk()} if edition.index is not None else {}
    return nodes.get(name) or edition.by_id.get(name)


def _about(
    ledger: Ledger, edition: Edition, rows: Ints, kind: Kind | None
) -> Iterator[tuple[Aspect, Floats]]:
    """Yield what each number, or each rating (no ``kind``), was given for, person by person."""
    for item in edition.with_role(Role.IMPORTANCE):
        of = _subject(edition, item.about)
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
                of = _subject(edition, code)
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


def _stated(of: Aspect, values: Floats, boss: np.ndarray) -> Stated:
    sides = []
    for marks in (~boss, boss):
        known = np.sort(values[marks & ~np.isnan(values)])
        sides.append(paired_mean(known) if len(known) else None)
    return Stated(of=of, customers=sides[0], managers=sides[1])


def _placed(rows: Sequence[Stated], asked: Asked) -> tuple[Stated, ...]:
    """Say which place each has among customers, and among managers."""
    sign = 1 if asked is Asked.RANKS else -1

    def place(one: Estimate | None, others: Sequence[Estimate | None]) -> int | None:
        known = [sign * other.value for other in others if other is not None]
        return None if one is None else 1 + sum(value < sign * one.value - 1e-9 for value in known)

    ours, theirs = [one.customers for one in rows], [one.managers for one in rows]
    return tuple(
        Stated(
            of=one.of,
            customers=one.customers,
            managers=one.managers,
            place=place(one.customers, ours),
            managers_place=place(one.managers, theirs),
        )
        for one in rows
    )
