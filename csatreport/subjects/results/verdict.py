"""The bold line beside the number: the verdicts that lead, or why there is none."""

from csatreport.base.words import say
from csatreport.report import numbers, wording
from csatreport.report.inline import Direction
from csatreport.report.scope import Scope, estimate
from csatreport.report.workings.breaks import over_common
from csatreport.statistics.charts.control import SignalRule
from csatreport.statistics.verdict import Change, Verdict
from csatreport.study.periods import PeriodKind
from csatreport.subjects.results.lead import Lead, LeadingItems, LeadKind, leading

_SIGNALS = {
    (SignalRule.OUTSIDE, True): ("results.lead.above", "results.lead.above_for"),
    (SignalRule.OUTSIDE, False): ("results.lead.below", "results.lead.below_for"),
    (SignalRule.RUN, True): ("results.lead.run_above", "results.lead.run_above_for"),
    (SignalRule.RUN, False): ("results.lead.run_below", "results.lead.run_below_for"),
}
"""For one period or an unknown number of them, and for several."""
_PERIODS = wording.keyed("report.count.{}", PeriodKind)
_SHORT = {
    (LeadKind.YEAR, True): "results.lead.year_up",
    (LeadKind.YEAR, False): "results.lead.year_down",
    (LeadKind.PERIOD, True): "results.lead.up",
    (LeadKind.PERIOD, False): "results.lead.down",
}
_TARGET = {True: "results.lead.target_above", False: "results.lead.target_below"}


def headline_change(scope: Scope) -> Change | None:
    """Return the headline's change against what this report compares with."""
    node = scope.findings.headline
    if node is None or scope.against is None:
        return None
    change = node.change(scope.against)
    return change if change is not None and change.reference is not None else None


def verdict_text(scope: Scope) -> str:
    """Say the finding in one clause, such as "Up 3.1 on September: clear"."""
    node = scope.findings.headline
    if scope.hidden is not None:
        return scope.say("results.headline.hidden")
    if scope.findings.responses == 0:
        return scope.say("results.headline.no_answers")
    if node is None or estimate(node.index) is None:
        return scope.say("results.headline.no_index")
    leads = leading(scope)
    if not leads:
        return period_text(scope)
    if len(leads) == 1:
        return wording.sentence_case(_alone(leads[0], scope))
    first, second = leads
    key = "results.lead.both" if first.up is second.up else "results.lead.but"
    told = scope.say(key, first=_short(first, scope), second=_short(second, scope))
    return wording.sentence_case(told)


def period_text(scope: Scope) -> str:
    """Say the change on the period that is reported against, or why there is none to tell."""
    change = headline_change(scope)
    if change is None:
        return _uncompared(scope)
    if change.verdict is Verdict.TOO_FEW or change.difference is None:
        return wording.sentence_case(wording.verdict_word(Verdict.TOO_FEW, scope.language))
    return _moved_text(change, scope.reference_name, scope)


def leading_reference(found: LeadingItems, scope: Scope) -> str:
    """Name the period against which the questions that lead were compared."""
    if found.against is scope.against:
        return scope.reference_name
    change = (*found.down, *found.up)[0].change(found.against)
    return scope.period_name(change.period) if change and change.period else ""


def verdict_direction(scope: Scope) -> Direction:
    """Return the shape of the first verdict; a target has none, it is no change."""
    leads, change = leading(scope), headline_change(scope)
    if not leads:
        return Direction.NONE if change is None else wording.direction(change)
    lead = leads[0]
    if lead.kind is LeadKind.SIGNAL:
        return Direction.UP if lead.up else Direction.DOWN
    if lead.kind is LeadKind.TARGET or lead.change is None:
        return Direction.NONE
    return wording.direction(lead.change)


def change_text(change: Change, reference: str, language: str) -> str:
    """Say a change against a period in one clause, with its verdict."""
    difference = change.difference or 0.0
    points = numbers.fixed(abs(difference))
    if change.verdict is Verdict.UP:
        return say(language, "results.headline.up", points=points, reference=reference)
    if change.verdict is Verdict.DOWN:
        return say(language, "results.headline.down", points=points, reference=reference)
    if change.verdict is Verdict.SMALL:
        return _small_text(difference, reference, language)
    if numbers.vanishes(difference):
        return say(language, "results.headline.level", reference=reference)
    if difference > 0:
        return say(language, "results.headline.unclear_up", points=points, reference=reference)
    return say(language, "results.headline.unclear_down", points=points, reference=reference)


def _small_text(difference: float, reference: str, language: str) -> str:
    """Say a change that is small, but beyond chance: never that nothing moved."""
    points = numbers.below_print(difference)[1:]
    if not numbers.vanishes(difference):
        points = numbers.fixed(abs(difference))
    key = "results.headline.small_up" if difference > 0 else "results.headline.small_down"
    return say(language, key, points=points, reference=reference)


def _moved_text(change: Change, reference: str, scope: Scope) -> str:
    return over_common(change_text(change, reference, scope.language), change, scope.language)


def _alone(lead: Lead, scope: Scope) -> str:
    """Say a verdict that stands alone, a change in the words that it always has."""
    change = lead.change
    if lead.kind is LeadKind.PERIOD and change is not None:
        return _moved_text(change, scope.reference_name, scope)
    if lead.kind is LeadKind.YEAR and change is not None and change.period is not None:
        return _moved_text(change, scope.period_name(change.period), scope)
    return _short(lead, scope)


def _short(lead: Lead, scope: Scope) -> str:
    """Say a verdict in so few words that a second one has room beside it."""
    if lead.signal is not None:
        once, often = _SIGNALS[lead.signal.rule, lead.up]
        number = lead.signal.periods or 1
        periods = scope.counted(_PERIODS[scope.findings.period.kind], number)
        return scope.say(often, periods=periods) if number > 1 else scope.say(once)
    change = lead.change
    assert change is not None, "a verdict is a signal or a change"  # noqa: S101
    if lead.kind is LeadKind.TARGET:
        return scope.say(_TARGET[lead.up], target=numbers.plain(change.reference or 0.0))
    points = numbers.fixed(abs(change.difference or 0.0))
    reference = scope.reference_name
    text = scope.say(_SHORT[lead.kind, lead.up], points=points, reference=reference)
    return over_common(text, change, scope.language)


def _uncompared(scope: Scope) -> str:
    """Say why there is nothing to compare with: a new series, the first period, or no figure."""
    trend = scope.findings.trend
    node = scope.findings.headline
    shared = node.shared if node is not None else None
    if shared is not None and not shared.enough:
        return scope.say("results.headline.breaks_few", questions=shared.questions, of=shared.of)
    if trend and trend[-1].breaks:
        return scope.say("results.headline.breaks")
    if not any(point.n for point in trend[:-1]):
        return scope.say("results.headline.first")
    return scope.say("results.headline.no_reference")
