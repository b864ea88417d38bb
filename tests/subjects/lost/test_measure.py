"""Who left, of those at the start; why; how content they had been; how long customers stay."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from scipy import stats

from csatreport.registers.model import Registers
from csatreport.statistics.effect import cohens_d
from csatreport.study.policy import Anonymity
from csatreport.study.register import Register, RegisterKind
from csatreport.study.register_entries import Customer
from csatreport.subjects.lost.settings import LostRule
from csatreport.subjects.lost.subject import LOST
from csatreport.subjects.measured import measure
from tests.registers.build import OCTOBER, ROWS, book, day


def listed(name: str, since: str | None = "2020-01-01", **more) -> Customer:
    begun = dt.date.fromisoformat(since) if since else None
    return Customer(id=name, unit="a", since=begun, **more)


def found(*customers: Customer, rows=ROWS, begun: dt.date | None = None, **settings):
    rule = Register(
        id="c", kind=RegisterKind.CUSTOMERS, questionnaire="q", files="c*",
        settings=(LostRule(listed_since=begun),),
    )  # fmt: skip
    filed = book(
        Registers.holding(*customers, rules={RegisterKind.CUSTOMERS: rule}), rows, **settings
    )
    return measure(filed, filed.questionnaire.units.root, OCTOBER).of(LOST)


def test_only_those_who_were_there_at_the_start_are_in_the_base():
    made = found(
        listed("stays"),
        listed("left", lost=day(31), lost_why="price"),
        listed("gone before", lost=day(30, 9)),
        listed("came in the period", "2026-10-01", lost=day(20)),
        listed("came back before", lost=day(1, 3), returned=day(1, 9)),
        listed("came back now", lost=day(1, 3), returned=day(9)),
        listed("first day unknown", None),
    )
    assert (made.base, made.lost, made.back, made.undated) == (4, 1, 1, 1)
    assert made.reasons == (("price", 1),)
    assert made.rate.value == 0.25


def test_without_a_day_on_which_anybody_left_nothing_is_told():
    assert found(listed("stays")) is None


def test_an_anonymous_questionnaire_tells_nothing_of_customers():
    assert found(listed("left", lost=day(5)), anonymity=Anonymity()) is None


def test_content_is_the_last_index_of_those_who_left_against_the_others():
    rows, customers = [], []
    for number in range(24):
        left = number < 12
        answer = {"q1": (number % 4) if left else number % 2, "q2": 1}
        rows.append({"period": "2026-08", "unit": "a", "id": f"c{number}", **answer})
        customers.append(listed(f"c{number}", lost=day(5) if left else None))
    content = found(*customers, rows=rows).content
    assert (content.left.n, content.stayed.n) == (12, 12)
    index = (
        [(3 - n % 4 + 2) / 6 * 100 for n in range(12)],
        [(3 - n % 2 + 2) / 6 * 100 for n in range(12)],
    )
    test = stats.ttest_ind(*index, equal_var=False)
    assert content.change.p == pytest.approx(test.pvalue)
    pooled = np.sqrt((np.var(index[0], ddof=1) + np.var(index[1], ddof=1)) / 2)
    assert content.effect == pytest.approx((np.mean(index[0]) - np.mean(index[1])) / pooled)
    assert cohens_d(content.stayed, content.left) == pytest.approx(-content.effect)


def test_who_came_before_the_list_was_begun_tells_nothing_of_the_years_before():
    old = [listed(f"o{n}", "2020-01-01", lost=day(5) if n < 6 else None) for n in range(16)]
    new = [listed(f"n{n}", "2024-07-01") for n in range(12)]
    whole = found(*old, *new).grades[0]
    late = found(*old, *new, begun=dt.date(2024, 6, 1)).grades[0]
    assert [step.open if step else None for step in whole.after] == [1.0, 1.0, 1.0]
    # The new ones have been looked at for two years; between these and the old ones is a gap.
    assert [step.open if step else None for step in late.after] == [1.0, None, None]


def test_who_left_before_the_list_was_begun_was_never_on_it():
    gone = listed("gone", "2020-01-01", lost=dt.date(2024, 1, 1))
    made = found(gone, listed("here"), begun=dt.date(2024, 6, 1))
    assert (made.grades[0].n, made.grades[0].lost) == (1, 0)


def test_grades_that_leave_at_other_speeds_are_told_apart_by_the_log_rank_test():
    starts = [f"20{year}-0{month}-01" for year in range(14, 24) for month in (1, 6)]
    quick = [listed(f"q{n}", since, grade="B", lost=day(5)) for n, since in enumerate(starts)]
    slow = [listed(f"s{n}", since, grade="A") for n, since in enumerate(starts)]
    made = found(*quick, *slow)
    days = [(day(5) - one.since).days for one in quick]
    waits = [(OCTOBER.end - one.since).days for one in slow]
    known = stats.logrank(stats.CensoredData(uncensored=days), stats.CensoredData(right=waits))
    assert made.alike == pytest.approx(known.pvalue)
    assert [(one.name, one.n, one.lost) for one in made.grades] == [
        ("", 40, 20),
        ("A", 20, 0),
        ("B", 20, 20),
    ]
