"""A series of periods as a control chart: where its baseline begins, and what it signals.

The baseline begins with the series, after the last break (a new wording or scale), or with the
newest re-basing that was decided in time. Gaps are passed over. Everything here works on values
that may be shown, so that limits give away nothing that is hidden.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import count, pairwise

from csatreport.counts.findings.model import ItemFinding, TrendPoint
from csatreport.statistics.charts.alarms import false_alarms
from csatreport.statistics.charts.control import (
    LEAST,
    RUN,
    Limits,
    Signal,
    SignalRule,
    find_signals,
    shares,
    xmr,
)
from csatreport.statistics.estimate import Estimate, Score
from csatreport.study.periods import Period
from csatreport.study.policy import Baseline, Rebase

Learn = Callable[[tuple[int, ...], int], Limits | None]
"""Makes the limits of the points at some places, from so many of the first ones."""


class State(StrEnum):
    """How far a chart has come."""

    SHORT = "short"
    """Too few points for limits."""
    FLAT = "flat"
    """The points of the baseline do not vary."""
    PROVISIONAL = "provisional"
    """There are limits, but they still move with each new point."""
    FIXED = "fixed"
    """The limits are frozen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One period of a series: its value, None for a gap, and whether a new series begins."""

    period: Period
    value: float | None
    breaks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Newest:
    """A signal that the newest point gives, for how many periods on end; None over gaps."""

    rule: SignalRule
    above: bool
    periods: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A series under control: ``places`` are those of its points from the baseline's first on.

    ``limits`` has one entry for each of ``places``; the places of ``signals`` are those of the
    series. ``baseline`` is how many points the limits were learnt from.
    """

    state: State
    places: tuple[int, ...]
    baseline: int
    limits: Limits | None = None
    signals: tuple[Signal, ...] = ()
    rebase: Rebase | None = None

    @property
    def percent(self) -> "Chart":
        """The same of shares (0-1), in percent."""
        return self if self.limits is None else replace(self, limits=self.limits.percent)

    @property
    def chance(self) -> float | None:
        """How often (0-1) a stable series as long as this one signals; None without limits."""
        return false_alarms(len(self.places), self.baseline) if self.limits else None

    @property
    def newest(self) -> Newest | None:
        """What the newest point signals, where limits are fixed; beyond them before a run."""
        now = [s for s in self.signals if s.place == self.places[-1]]
        if self.state is not State.FIXED or not now:
            return None
        outside = [s for s in now if s.rule is SignalRule.OUTSIDE]
        signal = (outside or now)[0]
        if outside:
            alike = {(s.place, s.above) for s in self.signals if s.rule is SignalRule.OUTSIDE}
            length = next(n for n in count() if (signal.place - n, signal.above) not in alike)
            return Newest(rule=signal.rule, above=signal.above, periods=length)
        last, length = self.newest_run(above=signal.above) or (signal.place, 0)
        whole = self.places[-length:] == tuple(range(last - length + 1, last + 1))
        return Newest(rule=signal.rule, above=signal.above, periods=length if whole else None)

    def newest_run(self, *, above: bool) -> tuple[int, int] | None:
        """Return the last place of the newest run on one side and its length; None without one."""
        found = [s.place for s in self.signals if s.rule is SignalRule.RUN and s.above is above]
        if not found:
            return None
        length, order = RUN, {place: n for n, place in enumerate(self.places)}
        for later, earlier in pairwise(reversed(found)):
            if order[later] - order[earlier] != 1:
                break
            length += 1
        return found[-1], length


def judge(series: Sequence[Moment], baseline: Baseline, learn: Learn) -> Chart:
    """Set a series, oldest first, under control as of its last period."""
    start, rebase = _start(series, baseline)
    places = tuple(n for n in range(start, len(series)) if series[n].value is not None)
    known = min(len(places), baseline.points)
    if len(places) < LEAST:
        return Chart(state=State.SHORT, places=places, baseline=known, rebase=rebase)
    limits = learn(places, baseline.points)
    if limits is None:
        return Chart(state=State.FLAT, places=places, baseline=known, rebase=rebase)
    values = [value for n in places if (value := series[n].value) is not None]
    return Chart(
        state=State.FIXED if len(places) >= baseline.points else State.PROVISIONAL,
        places=places,
        baseline=known,
        limits=limits,
        signals=tuple(replace(s, place=places[s.place]) for s in find_signals(values, limits)),
        rebase=rebase,
    )


def _start(series: Sequence[Moment], baseline: Baseline) -> tuple[int, Rebase | None]:
    """Return the place where the baseline begins, and the decision that put it there."""
    start = max((n for n, moment in enumerate(series) if moment.breaks), default=0)
    chosen = None
    for rebase in baseline.rebases:
        if not series or rebase.decided > series[-1].period.end:
            continue
        place = next(
            (n for n, m in enumerate(series) if m.period.start >= rebase.begins.start), None
        )
        if place is not None and place >= start:
            start, chosen = place, rebase
    return start, chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendCourse:
    """A figure over time, oldest first, under control."""

    points: tuple[TrendPoint, ...]
    chart: Chart


@lru_cache(maxsize=64)
def course_of(points: tuple[TrendPoint, ...], baseline: Baseline) -> TrendCourse:
    """Set a headline or net score under control; kept for all languages and files of a report."""
    return TrendCourse(points=points, chart=chart_values(points, baseline))


def chart_values(points: Sequence[TrendPoint], baseline: Baseline) -> Chart:
    """Set a headline or net score under control, as single values (XmR)."""
    series = [
        Moment(period=point.period, value=_value(point.score), breaks=point.breaks)
        for point in points
    ]
    return judge(series, baseline, _learn_values(series))


def _learn_values(series: Sequence[Moment]) -> Learn:
    def learn(places: tuple[int, ...], points: int) -> Limits | None:
        return xmr([value for n in places if (value := series[n].value) is not None], points)

    return learn


def chart_item(
    moments: Sequence[tuple[Period, ItemFinding | None]], breaks: Sequence[bool], baseline: Baseline
) -> Chart:
    """Set a question's favourable share under control, after Laney's check; else its index."""
    found = [finding for _, finding in moments]
    share = [one.favourable if one is not None else None for one in found]
    index = [one.index if one is not None else None for one in found]
    scores = share if any(isinstance(one, Estimate) for one in share) else index
    series = [
        Moment(period=period, value=_value(score), breaks=new)
        for (period, _), score, new in zip(moments, scores, breaks, strict=True)
    ]
    if scores is index:
        return judge(series, baseline, _learn_values(series))

    def learn(places: tuple[int, ...], points: int) -> Limits | None:
        known = [score for n in places if isinstance(score := share[n], Estimate)]
        bases = [score.base for score in known]
        return shares([score.count for score in known], bases, points)

    return judge(series, baseline, learn)


def _value(score: Score) -> float | None:
    return score.value if isinstance(score, Estimate) else None
