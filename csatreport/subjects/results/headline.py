"""The one number and the sentence that says what it means.

The sentence is the finding: how far the index moved, and whether that is more than chance. Where
nothing can be said, the reason is said instead.
"""

from csatreport.base.words import say
from csatreport.counts.findings.model import ItemFinding
from csatreport.report import numbers, wording
from csatreport.report.inline import Direction, Link
from csatreport.report.model import Headline
from csatreport.report.scope import Scope, estimate
from csatreport.report.workings.breaks import common_text, over_common
from csatreport.report.workings.figures import branch_target
from csatreport.statistics.change import SMALLEST_BASE
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.verdict import Against, Change, Verdict
from csatreport.study.periods import PeriodKind
from csatreport.subjects.results.lead import LeadKind, leading
from csatreport.subjects.results.verdict import (
    change_text,
    headline_change,
    period_text,
    verdict_direction,
    verdict_text,
)
from csatreport.subjects.who.tell import response_fact

_NAMED = 2


def compose_headline(scope: Scope) -> Headline | None:
    """Make the headline; None where the questionnaire has no scored items."""
    node = scope.findings.headline
    if node is None:
        return None
    score = estimate(node.index)
    return Headline(
        label=Link(
            text=scope.say("results.headline.label", label=node.node.label[scope.language]),
            target="term:headline",
        ),
        value=numbers.index(score.value) if score else numbers.NOTHING,
        interval=_interval(score, scope),
        base=base_text(scope, node.n),
        verdict=verdict_text(scope),
        direction=verdict_direction(scope) if score else Direction.NONE,
        sentence=_sentence(scope),
        facts=_facts(scope),
        explain=branch_target(node.node) if score else "",
    )


def base_text(scope: Scope, n: int) -> str:
    """Say the base, or no more than an anonymous questionnaire may tell."""
    if scope.hidden is not None:
        return scope.say("report.base.hidden")
    responses = scope.findings.responses
    if n < responses:
        return scope.say("report.base.part", number=n, answers=scope.answers(responses))
    return scope.say("report.base.known", answers=scope.answers(n))


def missed_text(change: Change | None, n: int, language: str) -> str:
    """Say how small a change would probably have been missed.

    "" where that is not known, and where a change was found that is smaller than what matters.
    Across a break it is the change over the common questions, of those who answered them.
    """
    if change is None or not change.detectable or change.verdict is Verdict.SMALL:
        return ""
    points = numbers.roughly(change.detectable)
    answers = wording.answers(language, change.common.n if change.common is not None else n)
    return say(language, "results.headline.missed", answers=answers, points=points)


def moved_text(scope: Scope) -> str:
    """Say which questions changed beyond chance; "" where none was compared."""
    language = scope.language
    found = (
        ("results.headline.moved_down", scope.moved(Verdict.DOWN)),
        ("results.headline.moved_up", scope.moved(Verdict.UP)),
        ("results.headline.moved_small", scope.moved(Verdict.SMALL)),
    )
    moved = [scope.say(key, items=_names(items, language)) for key, items in found if items]
    if not moved and scope.moved(Verdict.NOT_SHOWN):
        return scope.say("results.headline.moved_none")
    return scope.joined(moved)


def _names(items: tuple[ItemFinding, ...], language: str) -> str:
    names = [wording.item_name(found.item, language) for found in items]
    return wording.listed_first(language, names, _NAMED, "report.list.questions")


def _interval(score: Estimate | None, scope: Scope) -> Link:
    if score is None:
        return Link(text="")
    return Link(text=wording.interval_phrase(score, scope.language), target="term:interval")


def _sentence(scope: Scope) -> str:
    language, findings = scope.language, scope.findings
    if scope.hidden is not None:
        return wording.hidden_reason(findings.questionnaire, language)
    if findings.headline is None or findings.responses == 0:
        return scope.say("report.headline.nothing_said", period=scope.period)
    if estimate(findings.headline.index) is None:
        return scope.say("results.headline.why_no_index")
    change, leads = headline_change(scope), leading(scope)
    told = {one.kind for one in leads}
    period = _finding(period_text(scope), scope) if leads and LeadKind.PERIOD not in told else ""
    if change is None:
        return scope.joined((period, scope.say("report.headline.next_time")))
    year = "" if LeadKind.YEAR in told else _longer_view(scope)
    return scope.joined((compared_text(scope), period, year, _judged(change, scope)))


def compared_text(scope: Scope) -> str:
    """Name the period that is compared with where it is not the one just before.

    Where a break leaves only a part of the questions, the two figures over these are given.
    """
    language, change = scope.language, headline_change(scope)
    gap = scope.say("results.headline.gap", reference=scope.reference_name) if scope.gap else ""
    part = common_text(change, language) if change is not None else ""
    return scope.joined((gap, part))


def _judged(change: Change, scope: Scope) -> str:
    """Say what stands behind the verdict: the questions that moved, or what may be missed."""
    language, findings = scope.language, scope.findings
    if change.verdict is Verdict.TOO_FEW:
        return scope.say("results.headline.few", few=SMALLEST_BASE)
    if change.verdict.clear:
        return moved_text(scope)
    # On a unit's sheet the items stand right below, headed by those that moved.
    moved = moved_text(scope) if scope.company and scope.any_moved else ""
    missed = missed_text(change, findings.headline.n if findings.headline else 0, language)
    return scope.joined((_small_because(change, scope), moved, missed))


def _finding(text: str, scope: Scope) -> str:
    return scope.say("results.headline.also", finding=text)


def _small_because(change: Change, scope: Scope) -> str:
    """Say why a change beyond chance is not called clear; "" for any other."""
    if change.verdict is not Verdict.SMALL:
        return ""
    smallest = numbers.plain(scope.findings.questionnaire.smallest.index)
    return scope.say("results.headline.small_because", smallest=smallest)


def _longer_view(scope: Scope) -> str:
    """Say a clear change on the year before, which a quiet month must not hide."""
    change = _year_ago_change(scope)
    if change is None or change.period is None or not change.verdict.clear:
        return ""
    then = scope.period_name(change.period)
    return _finding(change_text(change, then, scope.language), scope)


def _year_ago_change(scope: Scope) -> Change | None:
    """Return the change on the year before where it is not the one reported anyway."""
    node = scope.findings.headline
    if node is None or scope.against is Against.YEAR_AGO:
        return None
    change = node.change(Against.YEAR_AGO)
    return change if change is not None and change.reference is not None else None


def _facts(scope: Scope) -> tuple[tuple[str, str], ...]:
    node = scope.findings.headline
    if node is None or estimate(node.index) is None:
        return ()
    facts = (_target(scope), _year_ago(scope), _parent(scope), response_fact(scope))
    return tuple(fact for fact in facts if fact is not None)


def _target(scope: Scope) -> tuple[str, str] | None:
    node = scope.findings.headline
    change = node.change(Against.TARGET) if node is not None else None
    if change is None or change.reference is None:
        return None
    return scope.say("report.target.term"), target_text(change, scope.language)


def target_text(change: Change, language: str) -> str:
    """Say whether a target is met, and whether clearly so."""
    target = numbers.plain(change.reference or 0.0)
    if change.verdict is Verdict.TOO_FEW or change.difference is None:
        return say(language, "results.target.too_few", target=target)
    if change.verdict is Verdict.UP:
        return say(language, "results.target.above", target=target)
    if change.verdict is Verdict.DOWN:
        return say(language, "results.target.below", target=target)
    met, missed = "results.target.met", "results.target.missed"
    if change.verdict is Verdict.SMALL:
        met, missed = "results.target.little_above", "results.target.little_below"
    return say(language, met if change.difference >= 0 else missed, target=target)


def _year_ago(scope: Scope) -> tuple[str, str] | None:
    change = _year_ago_change(scope)
    if change is None or change.reference is None or change.period is None:
        return _no_year_ago(scope)
    then = scope.period_name(change.period)
    value = numbers.index(change.reference)
    word = wording.verdict_word(change.verdict, scope.language)
    if change.verdict is Verdict.TOO_FEW or change.difference is None:
        return then, scope.say("results.headline.then_few", value=value, word=word)
    difference = numbers.signed(change.difference)
    text = scope.say("results.headline.then", value=value, difference=difference, word=word)
    return then, over_common(text, change, scope.language)


def _no_year_ago(scope: Scope) -> tuple[str, str] | None:
    """Say that last year cannot be compared with, where years have seasons and time has passed."""
    seasonal = scope.findings.period.kind in {PeriodKind.MONTH, PeriodKind.QUARTER}
    if not seasonal or scope.against is not Against.PREVIOUS:
        return None
    term = scope.say("results.headline.year_ago")
    return term, scope.say("results.headline.year_ago_none")


def _parent(scope: Scope) -> tuple[str, str] | None:
    parent, node = scope.parent, scope.findings.headline
    own = estimate(node.index) if node is not None else None
    whole = scope.around.index if scope.around is not None else None
    if parent is None or own is None or whole is None:
        return None
    return scope.unit_name(parent), _beside(own, whole, scope.language)


def _beside(own: Estimate, whole: float, language: str) -> str:
    value = numbers.index(whole)
    if own.low is None or own.high is None:
        return value
    if whole > own.high:
        return say(language, "results.headline.whole_higher", value=value)
    if whole < own.low:
        return say(language, "results.headline.whole_lower", value=value)
    return say(language, "results.headline.whole_inside", value=value)
