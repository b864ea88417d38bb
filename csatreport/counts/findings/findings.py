"""Everything known about one questionnaire, unit and period, gathered from the ledger.

`measure_with` computes in full and words nothing. What may be shown is decided afterwards, by the
gate (`csatreport.privacy.gate`); findings that have not passed it never reach a page.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from csatreport.base.errors import Issue
from csatreport.counts.course import course_of
from csatreport.counts.findings.asked import Asked, Elsewhere, Measured, nowhere
from csatreport.counts.findings.comparisons import (
    compare_items,
    compare_nodes,
    references,
    unweighted,
)
from csatreport.counts.findings.key import ResultKey
from csatreport.counts.findings.levels import (
    headline,
    headline_point,
    item_level,
    kept_beside,
    node_level,
)
from csatreport.counts.findings.model import (
    Distribution,
    ItemFinding,
    NodeFinding,
    Quantity,
    TrendPoint,
    UnitPoint,
)
from csatreport.counts.findings.net import measure_nets, with_company
from csatreport.counts.findings.quality import assess, rows_by_file
from csatreport.counts.findings.reference import Present
from csatreport.counts.findings.weighted import Unweighted
from csatreport.counts.findings.whole import Findings
from csatreport.counts.ledger import Ledger
from csatreport.counts.quantities import quantity_items
from csatreport.counts.registered import registered_of
from csatreport.counts.samples import item_tally, population, samples_of
from csatreport.counts.weighting import diagnose
from csatreport.statistics.arrays import Ints
from csatreport.study.edition import Edition
from csatreport.study.item import CLOSED, Item, Kind, Role
from csatreport.study.model import Questionnaire
from csatreport.study.periods import Period, PeriodKind
from csatreport.study.units import Unit, Units

_MANY = 13
"""From so many units side by side on, a unit's own report shows its own place alone."""
JUDGED = (Role.RATED, Role.OVERALL, Role.RECOMMEND)


def periods(ledger: Ledger, kind: PeriodKind) -> tuple[Period, ...]:
    """Return the periods of a kind that have answers, in time order.

    Empty for a kind shorter than the base period, which nothing can be split into. A longer period
    in which units moved after a part of it was closed is left out: its units are no sums.
    """
    if kind is ledger.questionnaire.every:
        return ledger.base_periods
    found: dict[Period, None] = {}
    for base in ledger.base_periods:
        longer = ledger.calendar.containing(base.start, kind)
        if longer is not None and longer.contains(base):
            found[longer] = None
    found = {one: None for one in found if ledger.trees.agree(ledger.bases(one))}
    return tuple(found)


def complete(ledger: Ledger, kind: PeriodKind) -> tuple[Period, ...]:
    """Return the periods of a kind that are complete as far as time goes, oldest first.

    Those that are still running would be compared, half full, with full ones.
    """
    last = ledger.base_periods[-1].end
    return tuple(period for period in periods(ledger, kind) if period.end <= last)


def unfinished(ledger: Ledger) -> tuple[Period, ...]:
    """Return the reported quarters and years that are still running after the newest answers."""
    kinds = ledger.questionnaire.reporting.periods
    return tuple(one for kind in kinds for one in periods(ledger, kind)[-1:]
                 if one not in complete(ledger, kind))  # fmt: skip


def measure_with(
    subjects: Iterable[Measured[Any]],
    ledger: Ledger,
    unit: Unit,
    period: Period,
    against: Period | None = None,
    *,
    elsewhere: Elsewhere = nowhere,
) -> Findings:
    """Measure one unit and period; without answers every figure is None and every base 0.

    ``against`` is one more period to compare with, ``elsewhere`` what other questionnaires found.
    """
    standing = ledger.units(period)
    unit = standing.by_id.get(unit.id, unit)
    now, course = _present(ledger, unit, period, against), trend(ledger, unit, period)
    rows = ledger.row_numbers(unit.id, period)
    asked_of = replace(_asked(ledger, unit, period, course, _items(now)), elsewhere=elsewhere)
    return Findings(
        questionnaire=replace(ledger.questionnaire, units=standing),
        edition=now.edition,
        unit=unit,
        period=period,
        responses=now.tally.responses,
        population=population(ledger, unit.id, period),
        headline=_tree(now),
        items=asked_of.items,
        trend=course,
        units=asked_of.units,
        background=_background(ledger, unit, period),
        quality=assess(ledger, unit, period),
        nets=with_company(ledger, measure_nets(now), unit, course, asked_of.units),
        quantities=_quantities(ledger, now.edition, period, rows),
        unweighted=_unweighted(now),
        sources=rows_by_file(ledger, rows),
        registered=registered_of(ledger, unit.id),
        running=unfinished(ledger) if ledger.base_periods[-1:] == (period,) else (),
        origin=ledger.origin(period),
        results=_results(subjects, asked_of),
    )


def _asked(
    ledger: Ledger,
    unit: Unit,
    period: Period,
    course: Sequence[TrendPoint],
    items: tuple[ItemFinding, ...],
) -> Asked:
    """Return what subjects are told; the last point of a course is the period itself."""
    earlier = tuple(point.period for point in course[:-1])
    return Asked(
        ledger=ledger,
        unit=unit,
        period=period,
        earlier=earlier,
        past=tuple(one for one in earlier if ledger.answered(unit.id, one)),
        items=items,
        units=beside(ledger, unit, period),
    )


def _results(subjects: Iterable[Measured[Any]], asked: Asked) -> Mapping[ResultKey[Any], object]:
    """Measure subject after subject; each may look at what those before it found.

    Of a period that is told from its record nothing is found that somebody needs its rows for.
    """
    found: dict[ResultKey[Any], object] = {}
    missed = asked.ledger.missed
    for subject in subjects:
        missed.clear()
        result = subject.measure(replace(asked, found=found))
        found[subject] = None if asked.period in missed else result
    return found


def measure_items(ledger: Ledger, unit: Unit, period: Period) -> tuple[ItemFinding, ...]:
    """Measure the judged items alone, as `measure` would."""
    return _items(_present(ledger, unit, period))


def judged_items(edition: Edition) -> tuple[Item, ...]:
    """Return the closed items whose answers are results, in form order."""
    return tuple(i for i in edition.with_role(*JUDGED) if i.kind in CLOSED and not i.personal)


def spread_items(edition: Edition) -> tuple[Item, ...]:
    """Return the items reported by how they spread: closed background items, several-choice."""
    return tuple(
        item
        for item in edition.items
        if not item.personal
        and (item.kind is Kind.SEVERAL or (item.role is Role.BACKGROUND and item.kind in CLOSED))
    )


def _present(ledger: Ledger, unit: Unit, period: Period, against: Period | None = None) -> Present:
    return Present(
        ledger=ledger,
        unit=unit,
        period=period,
        samples=samples_of(ledger, unit.id, period),
        earlier=references(ledger, unit.id, period, against),
    )


def _tree(now: Present) -> NodeFinding | None:
    root = now.edition.index
    if root is None:
        return None
    target = now.ledger.questionnaire.target(now.unit.id, now.period)
    return compare_nodes(now, node_level(root, now.samples), target)


def _items(now: Present) -> tuple[ItemFinding, ...]:
    tally = now.tally
    found = [item_level(item, tally, now.samples) for item in judged_items(now.edition)]
    return compare_items(now, found)


def _unweighted(now: Present) -> Unweighted | None:
    """Measure once more with every answer counted once; None where answers are not weighted."""
    cost = diagnose(now.ledger, now.unit.id, now.period)
    if cost is None:
        return None
    once = unweighted(now)
    return Unweighted(
        diagnostics=cost, headline=_tree(once), items=_items(once), nets=measure_nets(once)
    )


def trend(ledger: Ledger, unit: Unit, period: Period) -> tuple[TrendPoint, ...]:
    """Return the headline over the periods of the same kind, from the unit's first answers on.

    A period in which the unit has no answers stays as a point without a score: a gap. All of them
    are here, because the limits of a control chart are learnt from the first ones.
    """
    points: list[TrendPoint] = []
    series = None
    for one in course_of(ledger, unit.id, period):
        if not ledger.answered(unit.id, one):
            points.append(TrendPoint(period=one, score=None, n=0))
            continue
        root = ledger.edition(one).index
        current = root.series if root else None
        score, _ = headline(ledger, unit.id, one)
        breaks = series is not None and current is not None and current != series
        points.append(
            TrendPoint(period=one, score=score, n=score.base if score else 0, breaks=breaks)
        )
        series = current or series
    return tuple(points)


def beside(ledger: Ledger, unit: Unit, period: Period) -> tuple[UnitPoint, ...]:
    """Return the points of the units that stand side by side (see `leaves_beside`).

    One that stands alone on its page is set beside the others afterwards, in the way of
    `csatreport.report.around`.
    """
    units = ledger.units(period)
    if not units.children(unit.id) and not ledger.questionnaire.reporting.comparison:
        return ()
    alone = stands_alone(replace(ledger.questionnaire, units=units), unit)
    leaves = (unit,) if alone else leaves_beside(units, unit)
    return kept_beside(ledger, leaves, period, "", lambda one: headline_point(ledger, one, period))


def stands_alone(asked: Questionnaire, unit: Unit) -> bool:
    """Tell whether the report of a unit shows its own place alone, and not those beside it.

    A list of two hundred stores on the page of each of them would be two hundred times the same.
    """
    return (
        asked.anonymity is None
        and not asked.units.children(unit.id)
        and asked.reporting.comparison
        and len(leaves_beside(asked.units, unit)) >= _MANY
    )


def leaves_beside(units: Units, unit: Unit) -> tuple[Unit, ...]:
    """Return the leaves below a unit; for a leaf, those under the same parent, itself included."""
    if not units.children(unit.id) and unit.parent is not None:
        return tuple(u for u in units.children(unit.parent) if not units.children(u.id))
    return tuple(u for u in units.below(unit.id)[1:] if not units.children(u.id))


def _quantities(
    ledger: Ledger, edition: Edition, period: Period, rows: Ints
) -> tuple[Quantity, ...]:
    asked = () if ledger.rowless(period) else quantity_items(edition)
    return tuple(ledger.quantities.sum_up(item, rows) for item in asked)


def _background(ledger: Ledger, unit: Unit, period: Period) -> tuple[Distribution, ...]:
    tally = ledger.tally(unit.id, period)
    return tuple(
        Distribution(
            item=item,
            tally=item_tally(item, tally),
            asked=ledger.asked(unit.id, period, item.series),
        )
        for item in spread_items(ledger.edition(period))
    )


def check_population(ledger: Ledger) -> tuple[Issue, ...]:
    """Report units where more people answered than there are: their population is left aside.

    One warning (A490) per unit, for the period in which it is most wrong.
    """
    return tuple(
        issue
        for unit in ledger.questionnaire.units.all
        if (issue := _overfull(ledger, unit)) is not None
    )


def _overfull(ledger: Ledger, unit: Unit) -> Issue | None:
    known = {base: ledger.trees.people(unit.id, base) for base in ledger.base_periods}
    over = [(ledger.tally(unit.id, p).responses, p, n) for p, n in known.items() if n is not None]
    responses, worst, people = max(over, key=lambda one: one[0] - one[2], default=(0, None, 0))
    if worst is None or responses <= people:
        return None
    return Issue.warning(
        "A490", ledger.questionnaire.source, unit=unit.id, period=worst.id, responses=responses,
        population=people,
    )  # fmt: skip
