"""Complaints through time: rates or counts with their usual range, waits where they are rare."""

from __future__ import annotations

import datetime as dt
from math import sqrt

import pytest

from csatreport.subjects.complaints.course import Along, measure_course
from csatreport.subjects.complaints.volume import Volume
from tests.counts.build import month

COUNTS = (8, 10, 12, 9, 11, 10, 40)


def volumes(exposure: float | None = 2000.0, counts=COUNTS) -> list[Volume]:
    return [Volume(period=month(f"2026-{n:02}"), n=count, exposure=exposure)
            for n, count in enumerate(counts, start=1)]  # fmt: skip


def test_rates_have_the_limits_of_a_u_chart():
    made = measure_course(volumes(), [], 1000.0)
    centre, size = sum(COUNTS) / (2 * len(COUNTS)), 2.0
    reach = 3 * sqrt(centre / size)
    assert made.along is Along.RATES
    assert [one.value for one in made.points] == [count / 2 for count in COUNTS]
    assert made.points[0].usual == pytest.approx((max(0, centre - reach), centre + reach))
    assert [one.signal for one in made.points] == [False] * 6 + [True]


def test_one_period_without_exposure_leaves_counts_with_the_limits_of_a_c_chart():
    some = volumes()
    some[2] = volumes(None)[2]
    made = measure_course(some, [], 1000.0)
    centre = sum(COUNTS) / len(COUNTS)
    assert made.along is Along.COUNTS
    assert [one.value for one in made.points] == list(COUNTS)
    assert made.points[0].usual[1] == pytest.approx(centre + 3 * sqrt(centre))


def test_below_six_periods_there_are_no_limits_and_below_two_no_course():
    made = measure_course(volumes()[:5], [], 1000.0)
    assert made.limits is None
    assert not any(one.signal or one.usual for one in made.points)
    assert measure_course(volumes()[:1], [], 1000.0) is None


def test_of_rare_complaints_the_waits_are_followed_if_there_are_enough():
    first = dt.date(2026, 1, 1)
    days = [first + dt.timedelta(days=n * n) for n in range(9)]
    rare = volumes(counts=(1, 2, 1, 1, 2, 1, 1))
    made = measure_course(rare, days, 1000.0)
    assert made.along is Along.WAITS
    assert [one.value for one in made.points] == [2 * n - 1 for n in range(1, 9)]
    assert [one.at for one in made.points] == days[1:]
    assert measure_course(rare, days[:3], 1000.0).along is Along.RATES
