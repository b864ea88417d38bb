"""Linear conditions on amounts that nobody may know, and what follows from them at once.

A published figure is a condition on hidden amounts, none of which is below zero. Conditions that
share no amount fall apart into groups (`Program.groups`). In a group, amounts that one condition
alone settles are taken out first (`settle`); what is left falls apart once more into small parts,
which `csatreport.privacy.audit.solve` solves in whole numbers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple, TypeAlias

UnknownName: TypeAlias = tuple[tuple[str, str], str, int]
"""An unknown amount: of which unit and base period, of what, and which of several."""

Sum: TypeAlias = Mapping[UnknownName, float]
"""A weighted sum of amounts."""

INFINITE = float("inf")
TOLERANCE = 1e-5
"""How far from a whole number an amount may be and still mean it."""
_CLOSE = 1e-7


def minus(one: Sum, factor: float, other: Sum) -> dict[UnknownName, float]:
    """Return ``one - factor * other``."""
    found = dict(one)
    for name, weight in other.items():
        found[name] = found.get(name, 0.0) - factor * weight
    return found


class ContradictionError(Exception):
    """The conditions of a part cannot all hold."""


class Told(NamedTuple):
    """A published figure: whose report it stands in, its kind, and what it is about."""

    unit: str
    period: str
    kind: str
    about: str = ""

    def __str__(self) -> str:
        """Name the figure for a message."""
        return " ".join(filter(None, (self.unit, self.period, self.about, self.kind)))


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition: a sum lies between two ends; ``source`` is the figure that says so.

    What is only ``assumed`` is left out again where it contradicts what is published.
    """

    terms: Sum
    low: float
    high: float
    source: Told | None = None
    assumed: bool = False

    def holds(self, world: Sum) -> bool:
        """Tell whether amounts fulfil it."""
        told = sum(weight * world.get(name, 0.0) for name, weight in self.terms.items())
        return self.low - TOLERANCE <= told <= self.high + TOLERANCE


@dataclass
class Program:
    """Conditions as they are collected; amounts that are ``fluid`` need not be whole numbers."""

    rows: list[Condition] = field(default_factory=list)
    fluid: set[UnknownName] = field(default_factory=set)

    def require(
        self,
        terms: Sum,
        low: float,
        high: float,
        source: Told | None = None,
        *,
        assumed: bool = False,
    ) -> None:
        """Demand that a sum lies between two ends; amounts with weight 0 take no part."""
        used = {name: weight for name, weight in terms.items() if weight}
        if used:
            self.rows.append(Condition(used, low, high, source, assumed))

    def equal(
        self, terms: Sum, value: float, source: Told | None = None, *, assumed: bool = False
    ) -> None:
        """Demand that a sum has a value."""
        self.require(terms, value, value, source, assumed=assumed)


def groups(
    rows: Iterable[Condition], ties: Iterable[Iterable[UnknownName]] = ()
) -> tuple[dict[UnknownName, int], list[list[Condition]]]:
    """Sort conditions into groups that share no amount; amounts tied together stay together.

    Returns the number of each amount's group, and the conditions of each group.
    """
    root: dict[UnknownName, UnknownName] = {}

    def find(name: UnknownName) -> UnknownName:
        root.setdefault(name, name)
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    rows = list(rows)
    for group in (*(row.terms for row in rows), *ties):
        for first, other in pairwise(group):
            root[find(other)] = find(first)
    numbers: dict[UnknownName, int] = {}
    for name in [name for row in rows for name in row.terms]:
        numbers.setdefault(find(name), len(numbers))
    found: list[list[Condition]] = [[] for _ in numbers]
    for row in rows:
        found[numbers[find(next(iter(row.terms)))]].append(row)
    return {name: numbers[find(name)] for name in root if find(name) in numbers}, found


@dataclass(frozen=True)
class Reduced:
    """What conditions settle at once, and the conditions that are left about the rest."""

    values: Mapping[UnknownName, float]
    rows: tuple[Condition, ...]

    def rest(self, terms: Sum) -> tuple[dict[UnknownName, float], float]:
        """Return what is left of a sum when settled amounts are put in, and what these give."""
        values, left, given = self.values, {}, 0.0
        for name, weight in terms.items():
            if name in values:
                given += weight * values[name]
            elif weight:
                left[name] = weight
        return left, given


def settle(rows: Sequence[Condition], fluid: AbstractSet[UnknownName]) -> Reduced:
    """Put in amounts that one condition alone settles, again and again.

    Raises:
        ContradictionError: one amount has two values.
    """
    values: dict[UnknownName, float] = {}
    left = list(rows)
    while True:
        before = len(values)
        left = _merged(_pending(left, values, fluid))
        if len(values) == before:
            return Reduced(values, tuple(left))


def _pending(
    rows: Iterable[Condition], values: dict[UnknownName, float], fluid: AbstractSet[UnknownName]
) -> Iterator[Condition]:
    """Yield the conditions that settle nothing yet, with settled amounts put in."""
    for one in rows:
        row = _put_in(one, values)
        if not row.terms:
            if row.low > TOLERANCE or row.high < -TOLERANCE:
                raise ContradictionError
        elif not _settles(row, values, fluid):
            yield row


def _put_in(row: Condition, values: Mapping[UnknownName, float]) -> Condition:
    known = [name for name in row.terms if name in values]
    if not known:
        return row
    given = sum(row.terms[name] * values[name] for name in known)
    terms = {name: weight for name, weight in row.terms.items() if name not in values}
    return replace(row, terms=terms, low=row.low - given, high=row.high - given)


def _settles(
    row: Condition, values: dict[UnknownName, float], fluid: AbstractSet[UnknownName]
) -> bool:
    """Take over the amounts that a condition alone settles; tell whether it does."""
    if len(row.terms) == 1 and row.high - row.low < _CLOSE:
        ((name, weight),) = row.terms.items()
        values[name] = _whole(row.low / weight, fluid=name in fluid)
        return True
    if row.high < _CLOSE and all(weight > 0 for weight in row.terms.values()):
        if row.high < -TOLERANCE:
            raise ContradictionError
        values.update(dict.fromkeys(row.terms, 0.0))
        return True
    return False


def _whole(value: float, *, fluid: bool) -> float:
    if value < -TOLERANCE or (not fluid and abs(value - round(value)) > TOLERANCE):
        raise ContradictionError
    return max(value, 0.0) if fluid else float(round(value))


def _merged(rows: Iterable[Condition]) -> list[Condition]:
    """Lay bounds of the same sum over one another: together they may be an equality."""
    found: list[Condition] = []
    same: dict[frozenset[tuple[UnknownName, float]], int] = {}
    for row in rows:
        if row.low == row.high:
            found.append(row)
            continue
        place = same.setdefault(frozenset(row.terms.items()), len(found))
        if place == len(found):
            found.append(row)
            continue
        other = found[place]
        low, high = max(row.low, other.low), min(row.high, other.high)
        if low > high + TOLERANCE:
            raise ContradictionError
        found[place] = replace(other, low=min(low, high), high=max(low, high))
    return found
