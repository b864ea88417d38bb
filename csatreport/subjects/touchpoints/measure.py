"""The journey: what stands out in each person's way, and whether it tells more than the mean.

People do not remember a journey as the mean of its parts: they remember its most intense moment and
how it ended. So each person who rated three touchpoints or more has a *peak–end score*, from
ratings rescaled to 0-100:

    peak    the rating furthest from the middle of the scale (of two as far, the later)
    end     the rating of the last touchpoint that was rated
    score   (peak + end) / 2;  beside it the plain mean of the same ratings

Where the form recorded which touchpoint was the best, the worst or the last, its rating takes the
place of the highest, the lowest or the last one. Which of the two scores tracks overall
satisfaction better is told by the mean absolute error and by Pearson's r of each; the difference of
the errors has a paired bootstrap interval. Everybody counts once, also where answers are weighted.

Source: Kahneman, Fredrickson, Schreiber and Redelmeier (1993), When more pain is preferred to less:
adding a better end, Psychological Science 4.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from csatreport.base.label import Label
from csatreport.counts.count import rescaled_codes
from csatreport.counts.findings.asked import Asked
from csatreport.counts.ledger import Ledger
from csatreport.statistics.arrays import Floats, Ints
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.importance import correlations
from csatreport.statistics.proportions import LEVEL
from csatreport.study.item import Item, Role
from csatreport.subjects.touchpoints.settings import MOMENTS, JourneySettings, JourneyStage

FEWEST_RATED = 3
"""Whoever rated fewer touchpoints has no peak and no end."""
FEWEST_PEOPLE = 50
"""Fewer people than this do not tell which score tracks the whole better."""
DRAWS = 2000
"""How often people are drawn anew for an interval."""
_MIDDLE = 50.0
_SEED = 20_261
_NONE = -1


@dataclass(frozen=True, kw_only=True)
class Touchpoint:
    """A touchpoint of a stage: the question that rates it, None where it is not measured.

    ``counts`` is how many named it the best, the worst and the last, where that was asked.
    ``level`` is its index and ``unmet`` how many did not meet it, both filled in from findings
    that may be shown.
    """

    id: str
    label: Label
    stage: JourneyStage
    item: Item | None
    counts: Mapping[str, int]
    level: Estimate | None = None
    unmet: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """How near a score comes to overall satisfaction: mean absolute error in points, and r."""

    mean: float
    error: float
    r: float | None
    """None where one of the two does not vary."""


@dataclass(frozen=True, kw_only=True)
class Tracking:
    """The peak–end score and the plain mean of ``n`` people beside what they say of the whole.

    ``gain`` is the error of the mean less that of the peak–end score, with its interval: above 0
    where peak and end track the whole better.
    """

    n: int
    whole: float
    peak_end: Tracked
    plain: Tracked
    gain: Estimate

    @property
    def better(self) -> bool | None:
        """Whether peak and end track the whole better, or the mean does; None: not told apart."""
        low, high = self.gain.low, self.gain.high
        if low is None or high is None or low <= 0 <= high:
            return None
        return low > 0


@dataclass(frozen=True, kw_only=True)
class JourneyFound:
    """The journey of a unit and period: its touchpoints in order, and what stands out.

    ``people`` have a peak and an end; ``unrated`` are moments whose touchpoint the same person did
    not rate, so that the computed one holds. ``levels`` are the indices of stages by id.
    """

    touchpoints: tuple[Touchpoint, ...]
    people: int | None
    unrated: int | None
    named: Mapping[str, int]
    """How many named a touchpoint, by moment that was asked about."""
    outcome: Item | None
    tracking: Tracking | None
    levels: Mapping[str, Estimate] = field(default_factory=dict)

    @property
    def stages(self) -> tuple[JourneyStage, ...]:
        """The stages, in their order."""
        return tuple({one.stage.id: one.stage for one in self.touchpoints}.values())

    @property
    def measured(self) -> tuple[Touchpoint, ...]:
        """The touchpoints that have a level."""
        return tuple(one for one in self.touchpoints if one.level is not None)

    @property
    def middle(self) -> float | None:
        """The mean of the levels; None without one."""
        levels = [one.level.value for one in self.touchpoints if one.level is not None]
        return sum(levels) / len(levels) if levels else None


def measure_journey(asked: Asked) -> JourneyFound | None:
    """Measure the journey; None where the questionnaire follows none."""
    ledger = asked.ledger
    journey = ledger.questionnaire.settings_of(JourneySettings).journey
    if journey is None:
        return None
    by_id = ledger.edition(asked.period).by_id
    rows = ledger.row_numbers(asked.unit.id, asked.period)
    stages = {one: stage for stage in journey.stages for one in stage.ids}
    labels = {name: label for stage in journey.stages for name, label in stage.labels}
    labels |= {one.id: one.label for one in (*ledger.questionnaire.newest.items, *by_id.values())}
    items = [by_id.get(name) for name in stages]
    moments = {moment: by_id.get(getattr(journey, moment)) for moment in MOMENTS}
    chosen = {
        moment: _named(item, list(stages), ledger, rows)
        for moment, item in moments.items()
        if item is not None
    }
    score, mean, unrated = standing_out(_ratings(items, ledger, rows), chosen)
    overall = ledger.edition(asked.period).with_role(Role.OVERALL)
    outcome = next((one for one in overall if one.scored), None)
    return JourneyFound(
        touchpoints=tuple(
            Touchpoint(
                id=name, label=labels[name], stage=stage, item=items[n],
                counts={moment: int((places == n).sum()) for moment, places in chosen.items()},
            )
            for n, (name, stage) in enumerate(stages.items())
        ),
        people=int((~np.isnan(score)).sum()),
        unrated=unrated,
        named={moment: int((places != _NONE).sum()) for moment, places in chosen.items()},
        outcome=outcome,
        tracking=track(_ratings([outcome], ledger, rows)[:, 0], score, mean),
    )  # fmt: skip


def _named(item: Item, names: list[str], ledger: Ledger, rows: Ints) -> Ints:
    """Return the place among the touchpoints of the one that each person named."""
    known = {name: place for place, name in enumerate(names)}
    places = np.array([*(known.get(one.code, _NONE) for one in item.options), _NONE], np.int64)
    codes = ledger.segments.codes(item.series, rows)
    return np.asarray(places[np.where(codes < 0, len(item.options), codes)])


def _ratings(items: Sequence[Item | None], ledger: Ledger, rows: Ints) -> Floats:
    """Return the ratings of items on 0-100, a column each; NaN where there is none."""
    nothing = np.full(len(rows), np.nan)
    return np.column_stack([
        nothing if one is None else rescaled_codes(one, ledger.segments.codes(one.series, rows))
        for one in items
    ])  # fmt: skip


def standing_out(ratings: Floats, chosen: Mapping[str, Ints]) -> tuple[Floats, Floats, int]:
    """Find what stands out of each person's journey.

    Args:
        ratings: (people, touchpoints) on 0-100 in the order of the journey, NaN where not rated.
        chosen: by ``best``, ``worst`` and ``last`` the column that each person named, or -1.

    Returns:
        the peak–end score and the plain mean of each person, NaN where too little was rated, and
        how many moments name a touchpoint that the same person did not rate.
    """
    people, width = np.arange(len(ratings)), ratings.shape[1]
    rated = ~np.isnan(ratings)
    usable = {m: (p != _NONE) & rated[people, p] for m, p in chosen.items()}
    # Of equal ratings the later one counts, so every search goes from the end.
    at = {
        "best": width - 1 - np.argmax(np.where(rated, ratings, -1.0)[:, ::-1], axis=1),
        "worst": width - 1 - np.argmin(np.where(rated, ratings, 101.0)[:, ::-1], axis=1),
        "last": width - 1 - np.argmax(rated[:, ::-1], axis=1),
    }
    at |= {m: np.where(usable[m], p, at[m]) for m, p in chosen.items()}
    high, low, end = (ratings[people, at[moment]] for moment in MOMENTS)
    far, near = np.abs(high - _MIDDLE), np.abs(low - _MIDDLE)
    peak = np.where((far > near) | ((far == near) & (at["best"] > at["worst"])), high, low)
    number = rated.sum(axis=1)
    recorded = len(usable) == len(MOMENTS) and np.logical_and.reduce(list(usable.values()))
    known = (number >= FEWEST_RATED) | recorded
    mean = np.where(rated, ratings, 0.0).sum(axis=1) / np.maximum(number, 1)
    unrated = sum(int(((p != _NONE) & ~usable[m]).sum()) for m, p in chosen.items())
    return np.where(known, (peak + end) / 2, np.nan), np.where(known, mean, np.nan), unrated


def track(whole: Floats, score: Floats, mean: Floats) -> Tracking | None:
    """Set both scores beside overall satisfaction; None below `FEWEST_PEOPLE` people."""
    table = np.column_stack([score, mean, whole])
    table = table[~np.isnan(table).any(axis=1)]
    if len(table) < FEWEST_PEOPLE:
        return None
    # Sums of floats depend on their order, and the order of answers must not matter.
    ours, plain, said = table[np.lexsort(table.T)].T
    return Tracking(
        n=len(table),
        whole=float(said.mean()),
        peak_end=_tracked(ours, said),
        plain=_tracked(plain, said),
        gain=_drawn(np.abs(plain - said) - np.abs(ours - said)),
    )


def _tracked(score: Floats, said: Floats) -> Tracked:
    varies = min(np.ptp(score), np.ptp(said)) > 0
    r = float(correlations(np.column_stack([score, said]))[0, 1]) if varies else None
    return Tracked(mean=float(score.mean()), error=float(np.abs(score - said).mean()), r=r)


def _drawn(gains: Floats) -> Estimate:
    """Estimate the mean of some gains with its percentile interval from drawing people anew.

    People who gain the same are drawn together, which changes nothing and is quicker.
    """
    values, counts = np.unique(gains, return_counts=True)
    n, tail = len(gains), (1 - LEVEL) / 2
    drawn = np.random.default_rng(_SEED).multinomial(n, counts / n, size=DRAWS) @ values / n
    low, high = (float(end) for end in np.quantile(drawn, (tail, 1 - tail)))
    middle = float(gains.mean())
    return (
        Estimate(value=middle, low=low, high=high, base=n)
        if len(values) > 1
        else Estimate(value=middle, base=n)
    )
