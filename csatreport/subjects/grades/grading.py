"""From points to grades: rounds of grading, the points of a customer, and the grade they lead to.

    points        s = Σ w · part / Σ w   of contribution, compliance and capability, 0-100
    grade         the first whose line s reaches; or, by shares, the first whose cumulated share
                  lies above the share of customers with more points (equal points, equal grade)

Customers are graded anew every so many months, whole rounds only. Who lacks a part of the points
in a round has none and keeps its last grade for a few rounds, marked; nothing is put in its place.
All of the company are graded together, whichever unit is looked at.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import fsum
from typing import TypeAlias

import numpy as np

from csatreport.registers.model import Registers
from csatreport.study.register import RegisterKind
from csatreport.study.register_entries import Customer, CustomerPoints
from csatreport.subjects.grades.settings import NEARLY, GradeRule

Rounds: TypeAlias = Mapping[int, Mapping[str, int]]
"""The place of each customer's grade, by round."""


def round_of(day: dt.date, rule: GradeRule) -> int:
    """Return the number of the round that a day belongs to."""
    return (day.year * 12 + day.month - 1) // rule.regrade


def last_month(number: int, rule: GradeRule) -> dt.date:
    """Return the first day of the last month of a round."""
    month = (number + 1) * rule.regrade - 1
    return dt.date(month // 12, month % 12 + 1, 1)


def graded(registers: Registers) -> tuple[GradeRule, Rounds]:
    """Return the rule, and everybody's grade in each round in which there are points.

    Of several rows of a customer in a round the newest counts.
    """
    rule = registers.rules[RegisterKind.GRADES].settings_of(GradeRule)
    scores: dict[int, dict[str, float | None]] = defaultdict(dict)
    for one in sorted(registers.of(CustomerPoints), key=lambda one: (one.month, one.row)):
        scores[round_of(one.month, rule)][one.customer] = points_of(one, rule)
    known = customers_of(registers)
    return rule, {
        number: grade_all(
            {name: s for name, s in some.items() if s is not None and name in known}, rule
        )
        for number, some in sorted(scores.items())
    }


def points_of(one: CustomerPoints, rule: GradeRule) -> float | None:
    """Return the points of a customer (0-100); None where a part that counts is missing."""
    parts = [(weight, getattr(one, name)) for name, weight in rule.point_weights]
    if any(value is None for _, value in parts):
        return None
    return fsum(w * value for w, value in parts) / fsum(w for w, _ in parts)


def grade_all(points: Mapping[str, float], rule: GradeRule) -> dict[str, int]:
    """Return the place of each customer's grade, 0 the best."""
    lines = [one.least or 0.0 for one in rule.grades]
    if rule.grades[0].share is None:
        return {name: _first(s + NEARLY >= line for line in lines) for name, s in points.items()}
    ends = np.cumsum([one.share or 0.0 for one in rule.grades]) / 100
    better = Counter(points.values())
    above, share = 0, dict[float, int]()
    for value in sorted(better, reverse=True):
        share[value] = _first(above < end * len(points) - NEARLY for end in ends)
        above += better[value]
    return {name: share[s] for name, s in points.items()}


def newest(registers: Registers) -> tuple[GradeRule, Mapping[str, int]] | None:
    """Return everybody's grade as the newest round with points ended; None without a register."""
    if RegisterKind.GRADES not in registers.rules:
        return None
    rule, rounds = graded(registers)
    known = customers_of(registers)
    return rule, standings_at(rounds, max(rounds), rule, known)[0] if rounds else {}


def _first(fits: Iterable[bool]) -> int:
    """Return the place of the first that fits, the last where none does."""
    told = list(fits)
    return told.index(True) if True in told else len(told) - 1


def customers_of(registers: Registers) -> dict[str, Customer]:
    """Return the customers by id: those of the list or, without one, those with points.

    These are customers from the day of their first points on, of the unit of their newest.
    """
    listed = {one.id: one for one in registers.of(Customer)}
    if listed:
        return listed
    found: dict[str, Customer] = {}
    for one in sorted(registers.of(CustomerPoints), key=lambda one: (one.month, one.row)):
        first = found[one.customer].since if one.customer in found else one.month
        found[one.customer] = Customer(id=one.customer, unit=one.unit, since=first)
    return found


def there_at(mine: Mapping[str, Customer], number: int, rule: GradeRule) -> set[str]:
    """Return who was a customer when the month after a round began."""
    month = last_month(number, rule)
    day = dt.date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return {
        one.id for one in mine.values()
        if not one.gone(day) and (one.since is None or one.since < day)
    }  # fmt: skip


def standings_at(
    rounds: Rounds, number: int, rule: GradeRule, mine: Mapping[str, Customer]
) -> tuple[dict[str, int], set[str]]:
    """Return everybody's grade as a round ended, and who keeps it from an earlier one."""
    there = there_at(mine, number, rule)
    found: dict[str, int] = {}
    for back in range(rule.keep, -1, -1):
        found |= rounds.get(number - back, {})
    found = {name: place for name, place in found.items() if name in there}
    return found, set(found) - set(rounds.get(number, {}))
