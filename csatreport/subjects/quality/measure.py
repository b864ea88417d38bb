"""How sound the answers of a unit and period are, gathered from rows and sums that are made once.

Flagged responses stay in every figure. What they do to the headline is shown by the same figure
without them, and whether late answers differ from early ones by a test of the first third against
the last: people who had to be waited for resemble those who never answered.

Source for the latter: Armstrong and Overton (1977), Estimating nonresponse bias in mail surveys,
Journal of Marketing Research 14.
"""

import numpy as np

from csatreport.base.errors import Issue
from csatreport.counts.count import moments_of
from csatreport.counts.findings.asked import Asked
from csatreport.counts.ledger import Ledger
from csatreport.counts.needs import Whole
from csatreport.counts.samples import Counted, samples_of
from csatreport.statistics.arrays import Bools, Floats, Ints
from csatreport.statistics.change import SMALLEST_BASE, compare, decide, welch
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.means import estimate_index, sample_of_moments
from csatreport.statistics.tally import Moments
from csatreport.statistics.verdict import Against
from csatreport.statistics.weighted.means import estimate_weighted_index
from csatreport.study.periods import Period
from csatreport.study.units import Unit
from csatreport.subjects.quality.flags import LONG, Flags
from csatreport.subjects.quality.reliability import Agreement, check_direction
from csatreport.subjects.quality.soundness import (
    CarelessSign,
    FlagCount,
    Reliability,
    Runs,
    Soundness,
    Thirds,
    Without,
)


def assess_soundness(asked: Asked) -> Soundness:
    """Assess a unit and period; agreement and early against late are the company's alone.

    A branch of the questionnaire is as reliable as it is, not as the answers of one small unit
    happen to fall out.
    """
    ledger, unit, period = asked.ledger, asked.unit, asked.period
    rows, flags = ledger.row_numbers(unit.id, period), flags_of(ledger)
    return Soundness(
        reliability=rate(ledger, period) if asked.company else (),
        flags=_count(flags, rows),
        runs=_runs(flags.longest[rows]),
        without=_without(ledger, unit, period, rows),
        thirds=_thirds(ledger, period, rows) if asked.company else None,
        dated=bool((~np.isnat(ledger.rows.dates[rows])).any()),
        timed=bool(flags.timed[rows].any()),
    )


def flags_of(ledger: Ledger) -> Flags:
    """Return which responses look careless."""
    ledger.watch.note(Whole.TIMING)
    return ledger.once(Flags.of)


def rate(ledger: Ledger, period: Period) -> tuple[Reliability, ...]:
    """Rate the agreement among the questions of every branch, over the whole company."""
    ledger.watch.note(ledger.questionnaire.units.root.id, period.id)
    return ledger.once(Agreement.of).rate(ledger.edition(period), ledger.places(period))


def check_agreement(ledger: Ledger) -> tuple[Issue, ...]:
    """Warn (A495) of items that run against the rest, over all answers to the newest edition."""
    edition = ledger.questionnaire.newest
    everything = range(len(ledger.base_periods))
    rated = ledger.once(Agreement.of).rate(edition, everything, omega=False)
    return check_direction(edition, rated)


def _count(flags: Flags, rows: Ints) -> tuple[FlagCount, ...]:
    """Count each flag, and then the responses with any, as far as they can be judged."""
    counts = [
        FlagCount(
            flag=flag,
            judged=int(flags.judged[flag][rows].sum()),
            raised=int(flags.raised[flag][rows].sum()),
        )
        for flag in CarelessSign
    ]
    judged = np.logical_or.reduce([flags.judged[flag][rows] for flag in CarelessSign])
    raised = int(flags.any_raised[rows].sum())
    return (*counts, FlagCount(flag=None, judged=int(judged.sum()), raised=raised))


def _runs(longest: Ints) -> Runs | None:
    ticked = longest[longest > 0]
    if not len(ticked):
        return None
    return Runs(
        n=len(ticked),
        mean=float(ticked.sum()) / len(ticked),
        longest=int(ticked.max()),
        long=int((ticked >= LONG).sum()),
    )


def _without(ledger: Ledger, unit: Unit, period: Period, rows: Ints) -> Without | None:
    """Set the headline beside the one without flagged responses; None where none is flagged."""
    scores, raised = _scores(ledger, period, rows), flags_of(ledger).any_raised[rows]
    kept, flagged = moments_of(scores[~raised]), moments_of(scores[raised])
    everybody, unflagged = _indices(ledger, unit, period, kept, flagged)
    if everybody is None or unflagged is None or not flagged.n:
        return None
    return Without(everybody=everybody, unflagged=unflagged, kept=kept, flagged=flagged)


def _indices(
    ledger: Ledger, unit: Unit, period: Period, kept: Moments, flagged: Moments
) -> tuple[Estimate | None, Estimate | None]:
    """Estimate the headline of everybody, and of those who are kept, weighted if answers are."""
    samples = samples_of(ledger, unit.id, period)
    if isinstance(samples, Counted):
        groups = (sample_of_moments(kept + flagged), sample_of_moments(kept))
        everybody, unflagged = (estimate_index(group, samples.people) for group in groups)
        return everybody, unflagged
    weighing = samples.weighing
    scores = _scores(ledger, period, weighing.rows)
    raised = flags_of(ledger).any_raised[weighing.rows]
    means = (weighing.mean(one, finite=True) for one in (scores, np.where(raised, np.nan, scores)))
    everybody, unflagged = map(estimate_weighted_index, means)
    return everybody, unflagged


def _scores(ledger: Ledger, period: Period, rows: Ints) -> Floats:
    """Return the person scores behind the headline; NaN for rows that do not count in it."""
    root = ledger.edition(period).index
    if root is None or root.series not in flags_of(ledger).scores:
        return np.full(len(rows), np.nan)
    return flags_of(ledger).scores[root.series][rows]


def _thirds(ledger: Ledger, period: Period, rows: Ints) -> Thirds | None:
    """Compare those who answered first and last; None without dates that tell them apart."""
    scores, days = _scores(ledger, period, rows), ledger.rows.dates[rows]
    usable = ~np.isnan(scores) & ~np.isnat(days)
    first, last = first_and_last(days[usable])
    early, late = moments_of(scores[usable][first]), moments_of(scores[usable][last])
    if min(early.n, late.n) < SMALLEST_BASE:
        return None
    now, before = sample_of_moments(late), sample_of_moments(early)
    change = compare(now, before, welch(now, before), Against.CHOSEN, None)
    (judged,) = decide([change], ledger.questionnaire.smallest.index)
    return None if judged is None else Thirds(early=early, late=late, change=judged)


def first_and_last(days: np.ndarray) -> tuple[Bools, Bools]:
    """Mark the first and the last third of days, those of one day never parted.

    A day belongs to the first third if no more than a third of the answers came up to its end. So
    both thirds may be smaller than a third, and are empty where all came on one day.
    """
    _, place, sizes = np.unique(days, return_inverse=True, return_counts=True)
    upto = np.cumsum(sizes)
    early, late = 3 * upto <= len(days), 3 * (upto - sizes) >= 2 * len(days)
    return early[place], late[place]
