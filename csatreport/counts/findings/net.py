"""The net score of a recommend question: a figure of its own, with all that the headline has.

Whoever would surely recommend (9 and 10 on 0-10) counts +100, whoever would not (0 to 6) -100, and
everybody between 0. The mean of these is the net promoter score, from -100 to +100. Its level has
the interval of a trinomial share (`csatreport.statistics.proportions`); its change is a difference
of two such means, tested like any other; each recommend question is judged alone, and a form has
one. Net scores of other questions have intervals and no verdict.

Source: Reichheld, The one number you need to grow, Harvard Business Review 81 (12), 2003; Rocks,
Interval estimation for the net promoter score, The American Statistician 70 (4), 2016.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from csatreport.counts.count import looked_up, net_points
from csatreport.counts.findings.levels import kept_beside
from csatreport.counts.findings.model import TrendPoint, UnitPoint
from csatreport.counts.findings.recommended import NetFinding, NetGroups, Sides
from csatreport.counts.findings.reference import Present, Reference, set_against
from csatreport.counts.ledger import Ledger
from csatreport.counts.samples import Samples, item_tally, samples_of
from csatreport.counts.weighing import Weighing
from csatreport.counts.weighting import weighing_of
from csatreport.statistics.arrays import Floats
from csatreport.statistics.change import ALONE, decide
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.proportions import estimate_net
from csatreport.statistics.tally import Tally, count_of
from csatreport.statistics.verdict import Change
from csatreport.statistics.weighted.means import estimate_weighted_net
from csatreport.study.edition import Edition
from csatreport.study.item import CLOSED, Item, Role
from csatreport.study.periods import Period
from csatreport.study.units import Unit

_NPS_SCALE = (0.0, 10.0, frozenset({"9", "10"}), frozenset("0123456"))


def is_nps(item: Item) -> bool:
    """Tell whether an item is asked and counted as the net promoter score is: 0-10, 9-10, 0-6."""
    good = frozenset(item.options[place].code for place in item.good)
    bad = frozenset(item.options[place].code for place in item.bad)
    return (item.low, item.high, good, bad) == _NPS_SCALE


def net_items(edition: Edition) -> tuple[Item, ...]:
    """Return the recommend questions of an edition that have both sides, in form order."""
    return tuple(
        item
        for item in edition.with_role(Role.RECOMMEND)
        if item.kind in CLOSED and item.good and item.bad and not item.personal
    )


def net_item(edition: Edition, item: Item) -> Item | None:
    """Return the question as an edition asks it: of the same series, else of the same name."""
    asked = net_items(edition)
    same = (one for one in asked if one.series == item.series)
    return next(same, next((one for one in asked if one.id == item.id), None))


def in_points(net: Estimate | None) -> Estimate | None:
    """Return a net share, -1 to 1, as a score from -100 to 100."""
    if net is None:
        return None
    low, high = (None if end is None else 100 * end for end in (net.low, net.high))
    return replace(net, value=100 * net.value, low=low, high=high)


def measure_nets(now: Present) -> tuple[NetFinding, ...]:
    """Measure the net scores of a unit and period with their changes, nothing beside them."""
    tally = now.tally
    return tuple(
        replace(_level(item, tally, now.samples), changes=_changes(now, item))
        for item in net_items(now.edition)
    )


def with_company(
    ledger: Ledger,
    found: Iterable[NetFinding],
    unit: Unit,
    course: Sequence[TrendPoint],
    beside: Sequence[UnitPoint],
) -> tuple[NetFinding, ...]:
    """Add the scores over the ``course``, of the units ``beside``, and of groups of people.

    The course ends with the period that is measured.
    """
    periods = [point.period for point in course]
    units = tuple(point.unit for point in beside)
    return tuple(
        replace(
            one,
            trend=tuple(_trend(ledger, unit, periods, one.item)),
            units=_beside(ledger, units, periods[-1], one.item) if periods else (),
            groups=tuple(_groups(ledger, unit, periods[-1], one.item)) if periods else (),
        )
        for one in found
    )


def _level(item: Item, tally: Tally, samples: Samples) -> NetFinding:
    counts = item_tally(item, tally)
    good, bad = count_of(item.good, counts), count_of(item.bad, counts)
    return NetFinding(
        item=item,
        score=in_points(samples.net(item)),
        n=counts.n,
        sides=Sides(promoters=good, passives=counts.n - good - bad, detractors=bad),
        shares=_shares(item, tally, samples),
    )


def _shares(item: Item, tally: Tally, samples: Samples) -> tuple[float, float, float] | None:
    """Return the shares of promoters, passives and detractors; None without answers."""
    counts = item_tally(item, tally)
    spread: Sequence[float] = samples.spread(item) or counts.counts
    if not counts.n:
        return None
    whole = sum(spread)
    sides = (item.good, set(range(len(spread))) - item.good - item.bad, item.bad)
    good, neutral, bad = (sum(spread[n] for n in sorted(places)) / whole for places in sides)
    return good, neutral, bad


def _changes(now: Present, item: Item) -> tuple[Change, ...]:
    """Compare with each reference that asked the same; every comparison is judged alone."""
    least = now.ledger.questionnaire.smallest.net
    made = [
        decide([_change(now, item, reference)], least)[0]
        for reference in now.earlier
        if item.series in reference.tally.items
    ]
    return tuple(change for change in made if change is not None)


def _change(present: Present, item: Item, reference: Reference) -> Change:
    now, before = present.samples.sides(item), reference.samples.sides(item)
    return set_against(now, before, present.ledger.people.nets.get(item.series), reference)


def _trend(
    ledger: Ledger, unit: Unit, periods: Sequence[Period], item: Item
) -> Iterator[TrendPoint]:
    """Yield the score over time, from the first period that asked; without answers it is a gap."""
    series = None
    for period in periods:
        answered = ledger.answered(unit.id, period)
        asked = net_item(ledger.edition(period), item) if answered else None
        if asked is None and series is None:
            continue
        score = None
        if asked is not None:
            score = in_points(samples_of(ledger, unit.id, period).net(asked))
        breaks = asked is not None and series is not None and asked.series != series
        series = asked.series if asked is not None else series
        yield TrendPoint(period=period, score=score, n=score.base if score else 0, breaks=breaks)


def _beside(
    ledger: Ledger, units: tuple[Unit, ...], period: Period, item: Item
) -> tuple[UnitPoint, ...]:
    return kept_beside(
        ledger, units, period, item.series, lambda one: _unit(ledger, one, period, item)
    )


def _groups(ledger: Ledger, unit: Unit, period: Period, item: Item) -> Iterator[NetGroups]:
    """Yield the score of each group of people, for the background questions that are reported."""
    wanted, edition = ledger.questionnaire.reporting.segments, ledger.edition(period)
    rows = ledger.row_numbers(unit.id, period)
    answers = looked_up(net_points(item), ledger.segments.codes(item.series, rows)) / 100
    weighing = weighing_of(ledger, period, rows)
    for by in edition.background:
        if wanted is None or by.id in wanted:
            codes = ledger.segments.codes(by.series, rows)
            inside = [codes == place for place in range(len(by.options))]
            yield NetGroups(
                by=by,
                scores=tuple(_group(answers, one, weighing) for one in inside),
                bases=tuple(int((one & ~np.isnan(answers)).sum()) for one in inside),
            )


def _group(
    answers: Floats, inside: NDArray[np.bool_], weighing: Weighing | None
) -> Estimate | None:
    """Estimate the score of a group; one person is no group."""
    known = answers[inside & ~np.isnan(answers)]
    if len(known) <= ALONE:
        return None
    if weighing is None:
        sides = (int((known > 0).sum()), int((known < 0).sum()), len(known))
        return in_points(estimate_net(*sides))
    return in_points(estimate_weighted_net(weighing.mean(np.where(inside, answers, np.nan))))


def _unit(ledger: Ledger, unit: Unit, period: Period, item: Item) -> UnitPoint:
    samples = samples_of(ledger, unit.id, period)
    score = in_points(samples.net(item))
    sd = samples.sides(item).sd
    weight = samples.share_weight(item)
    return UnitPoint(unit=unit, score=score, n=score.base if score else 0, sd=sd, weight=weight)
