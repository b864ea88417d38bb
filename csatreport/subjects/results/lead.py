"""Which verdicts on the headline lead: decided here, for every page that tells one.

What the control chart signals in this very period, a clear change on the year before and one on the
period before go before all others, in this order; of them a fall goes before a rise. Where none of
them speaks, a target that is clearly met or missed leads, then a change that is small but beyond
chance. At most two are told, and a signal always is, so that the bold line never says less than the
chart beside it.
"""

from dataclasses import dataclass
from enum import StrEnum

from csatreport.counts.findings.chart import Newest, course_of
from csatreport.counts.findings.model import ItemFinding, NodeFinding
from csatreport.report.scope import Scope
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.verdict import Against, Change, Verdict


class LeadKind(StrEnum):
    """What a verdict rests on, the strongest first."""

    SIGNAL = "signal"
    YEAR = "year"
    PERIOD = "period"
    TARGET = "target"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """One verdict: a signal of the chart, or a change."""

    kind: LeadKind
    up: bool
    signal: Newest | None = None
    change: Change | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadingItems:
    """The questions that moved clearly against one period, the largest change first."""

    against: Against
    down: tuple[ItemFinding, ...]
    up: tuple[ItemFinding, ...]


def leading_items(scope: Scope) -> LeadingItems | None:
    """Return what moved on the year before, else on the period; a fall goes before any rise."""
    against = (Against.YEAR_AGO, *([scope.against] if scope.against is not None else []))
    found = [
        LeadingItems(
            against=one, down=scope.moved(Verdict.DOWN, one), up=scope.moved(Verdict.UP, one)
        )
        for one in against
    ]
    fallen = [one for one in found if one.down]
    return next(iter([*fallen, *(one for one in found if one.up)]), None)


def leading(scope: Scope) -> tuple[Lead, ...]:
    """Return the one or two verdicts that lead, the first one first; none where nothing speaks."""
    node = scope.findings.headline
    if node is None or not isinstance(node.index, Estimate):
        return ()
    moved = sorted(_moved(node, scope), key=lambda one: one.up)
    if not moved:
        return tuple(_quieter(node, scope)[:1])
    signal = [one for one in moved[1:] if one.kind is LeadKind.SIGNAL]
    return (moved[0], *(signal or moved[1:2]))


def _moved(node: NodeFinding, scope: Scope) -> list[Lead]:
    """Return what says that something moved, and clearly so."""
    findings = scope.findings
    newest = course_of(findings.trend, findings.questionnaire.baseline).chart.newest
    signals = [Lead(kind=LeadKind.SIGNAL, up=newest.above, signal=newest)] if newest else []
    return [*signals, *(one for one in _changes(node, scope) if _verdict(one).clear)]


def _quieter(node: NodeFinding, scope: Scope) -> list[Lead]:
    """Return what leads where nothing moved clearly."""
    target = _lead(LeadKind.TARGET, node.change(Against.TARGET))
    clear = [one for one in target if _verdict(one).clear]
    small = [one for one in _changes(node, scope) if _verdict(one) is Verdict.SMALL]
    return [*clear, *reversed(small)]


def _changes(node: NodeFinding, scope: Scope) -> list[Lead]:
    """Return the changes on the year before and on the period that is reported against."""
    against = scope.against
    year = node.change(Against.YEAR_AGO) if against is not Against.YEAR_AGO else None
    period = node.change(against) if against is not None else None
    return [*_lead(LeadKind.YEAR, year), *_lead(LeadKind.PERIOD, period)]


def _lead(kind: LeadKind, change: Change | None) -> list[Lead]:
    if change is None or change.reference is None or change.difference is None:
        return []
    return [Lead(kind=kind, up=change.difference > 0, change=change)]


def _verdict(lead: Lead) -> Verdict:
    assert lead.change is not None, "only leads by a change are asked"  # noqa: S101
    return lead.change.verdict
