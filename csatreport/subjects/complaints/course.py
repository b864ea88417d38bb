"""Complaints through time, and their usual range.

Rates with the limits of a u chart, or counts with those of a c chart where exposure is not known
for every period. Where there are too few for either, the days between one complaint and the next
(t chart).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from csatreport.statistics.charts.control import (
    BASELINE,
    FEWEST_EVENTS,
    LEAST,
    Limits,
    events,
    waits,
)
from csatreport.study.periods import Period
from csatreport.subjects.complaints.volume import Volume


class Along(StrEnum):
    """What is followed through time."""

    RATES = "rates"
    COUNTS = "counts"
    WAITS = "waits"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePoint:
    """One value, of a period or of the day on which a wait ended, with its usual range."""

    at: Period | dt.date
    value: float
    usual: tuple[float, float] | None

    @property
    def signal(self) -> bool:
        """Whether it lies outside its usual range."""
        return self.usual is not None and not self.usual[0] <= self.value <= self.usual[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Values through time, oldest first; ``limits`` are None where the series has none yet."""

    along: Along
    points: tuple[CoursePoint, ...]
    limits: Limits | None

    @property
    def learnt(self) -> int:
        """From how many values the limits are learnt."""
        return min(len(self.points), BASELINE)


def measure_course(volumes: Sequence[Volume], days: Sequence[dt.date], per: float) -> Course | None:
    """Follow complaints through time; None below two periods.

    Args:
        volumes: of every period, oldest first.
        days: on which each complaint was received, oldest first.
        per: rates are complaints for so much exposure.
    """
    if len(volumes) < 2:
        return None
    rare = sum(one.n for one in volumes) / len(volumes) < FEWEST_EVENTS
    between = _waits(days) if rare else None
    return between if between is not None else _numbers(volumes, per)


def _numbers(volumes: Sequence[Volume], per: float) -> Course:
    counts = [one.n for one in volumes]
    known = [one.exposure for one in volumes if one.exposure]
    rated = len(known) == len(volumes)
    sizes = [size / per for size in known] if rated else None
    limits = events(counts, sizes) if len(volumes) >= LEAST else None
    rates = [per * n / size for n, size in zip(counts, known, strict=False)]
    values = rates if rated else counts
    return Course(
        along=Along.RATES if rated else Along.COUNTS,
        points=_points([one.period for one in volumes], values, limits),
        limits=limits,
    )


def _waits(days: Sequence[dt.date]) -> Course | None:
    """Follow the days between complaints; None where they are too few."""
    gaps = [float((after - before).days) for before, after in pairwise(days)]
    limits = waits(gaps)
    if limits is None:
        return None
    return Course(along=Along.WAITS, points=_points(days[1:], gaps, limits), limits=limits)


def _points(
    when: Sequence[Period | dt.date], values: Sequence[float], limits: Limits | None
) -> tuple[CoursePoint, ...]:
    ranges = zip(limits.low, limits.high, strict=True) if limits is not None else None
    usual = list(ranges) if ranges is not None else [None] * len(values)
    return tuple(
        CoursePoint(at=at, value=float(value), usual=one)
        for at, value, one in zip(when, values, usual, strict=True)
    )
