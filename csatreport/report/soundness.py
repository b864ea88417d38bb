"""How far the answers can be relied on: a verdict in one line, then the tables behind it.

The verdict names what speaks against relying on the answers, and nothing else. No response is
taken out for any of it: where some look careless, the headline stands beside itself without them.
"""

from __future__ import annotations

from collections.abc import Iterator

from csatreport.measures.flags import LONG
from csatreport.measures.reliability import FAIR, WEAK, homes
from csatreport.measures.soundness import (
    Flag,
    FlagCount,
    ItemRest,
    Reliability,
    Soundness,
    Thirds,
    Unreliable,
    Without,
)
from csatreport.measures.tally import Moments
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.cards import often_blank
from csatreport.report.explain_figures import branch_target
from csatreport.report.inline import Link, Mark
from csatreport.report.model import Block, Callout, Paragraph, Table
from csatreport.report.nonresponse import compose_nonresponse
from csatreport.report.scope import Scope
from csatreport.survey.model import Node
from csatreport.survey.policy import Anonymity

MANY = 0.1
"""If more than this share of the responses are flagged, the verdict says so."""

_ONE_AND_ALL = 2

_FLAGS = {
    Flag.STRAIGHT: "report.sound.straight",
    Flag.FAST: "report.sound.fast",
    Flag.TWICE: "report.sound.twice",
    None: "report.sound.any",
}
_NOT_JUDGED = {
    Flag.STRAIGHT: "report.sound.no_block",
    Flag.FAST: "report.sound.no_times",
    Flag.TWICE: "report.sound.no_minutes",
}
_WHY = {
    Unreliable.ITEMS: "report.sound.why_items",
    Unreliable.ANSWERS: "report.sound.why_answers",
    Unreliable.VARIANCE: "report.sound.why_variance",
}


def compose_verdict(scope: Scope) -> Iterator[Block]:
    """Yield the verdict in one line; nothing where there is nothing to judge."""
    found = scope.findings.soundness
    if found is None or not scope.findings.responses:
        return
    language, reasons = scope.language, list(_reasons(found, scope))
    if reasons:
        listed = wording.listed(language, reasons)
        yield Callout(text=say(language, "report.sound.care", reasons=listed))
    else:
        yield Paragraph(text=say(language, "report.sound.fine"))


def _reasons(found: Soundness, scope: Scope) -> Iterator[str]:
    language = scope.language
    whole = found.reliability[0] if found.reliability else None
    if whole is not None and whole.alpha is not None and whole.alpha < FAIR:
        alpha = numbers.fixed(whole.alpha, 2)
        yield say(language, "report.sound.reason_alpha", alpha=alpha, limit=FAIR)
    loose = [one for one in found.reliability[1:] if one.high is not None and one.high < FAIR]
    if loose:
        yield wording.counted(language, "report.sound.reason_branches", len(loose))
    against = [rest for _, rest in weak_items(found, scope) if rest.against]
    if against:
        yield wording.counted(language, "report.sound.reason_against", len(against))
    often = sum(often_blank(item) for item in scope.findings.items)
    if often:
        yield wording.counted(language, "report.sound.reason_blank", often)
    yield from _careless_reasons(found, scope)
    if found.thirds is not None and found.thirds.change.verdict.clear:
        yield say(language, "report.sound.reason_late")


def _careless_reasons(found: Soundness, scope: Scope) -> Iterator[str]:
    together = found.flags[-1] if found.flags else None
    if together is not None and together.raised and together.raised > MANY * together.judged:
        share = numbers.share(together.raised / together.judged)
        yield say(scope.language, "report.sound.reason_careless", share=share)
    smallest = scope.findings.questionnaire.smallest_index_change
    if found.without is not None and abs(_moved(found.without)) >= smallest:
        points = numbers.signed(_moved(found.without))
        yield say(scope.language, "report.sound.reason_moved", points=points)


def weak_items(found: Soundness, scope: Scope) -> list[tuple[Node, ItemRest]]:
    """Return the items that correlate too little with the others of their branch."""
    judged = homes(scope.findings.edition, found.reliability).values()
    return [(node, rest) for node, rest in judged if rest.r is not None and rest.r < WEAK]


def compose_soundness(scope: Scope) -> Iterator[Block]:
    """Yield the tables behind the verdict."""
    found = scope.findings.soundness
    if found is None or not scope.findings.responses:
        return
    yield from _careless(found, scope)
    if found.without is not None:
        yield _beside(found.without, scope)
    yield from _early_and_late(found, scope)
    if any(one.k > 1 for one in found.reliability):
        yield _reliability(found, scope)
        yield from _weak(found, scope)
    yield from compose_nonresponse(scope)
    if found.hidden:
        least = (scope.findings.questionnaire.anonymity or Anonymity()).minimum
        yield Paragraph(text=say(scope.language, "report.sound.hidden", minimum=least), note=True)


def _careless(found: Soundness, scope: Scope) -> Iterator[Block]:
    language = scope.language
    judged = [count for count in found.flags if count.judged]
    if len(judged) == _ONE_AND_ALL:
        del judged[-1]  # the sum over a single sign says nothing new
    if judged:
        yield Table(
            caption=say(language, "report.sound.flags"),
            heads=(
                say(language, "report.sound.head_sign"),
                say(language, "report.sound.head_judged"),
                say(language, "report.sound.head_flagged"),
                say(language, "report.sound.head_share"),
            ),
            rows=tuple(_flag_row(count, scope) for count in judged),
            numeric=(False, True, True, True),
            note=say(language, "report.sound.flags_note"),
        )
    sentences = [_runs(found, scope), *_unjudged(found, scope)]
    if any(sentences):
        yield Paragraph(text=wording.joined(language, sentences), note=True)


def _flag_row(count: FlagCount, scope: Scope) -> tuple[str | Link | Mark, ...]:
    language = scope.language
    name = Link(text=say(language, _FLAGS[count.flag]), target="term:flagged")
    if count.raised is not None:
        share = numbers.share(count.raised / count.judged, scope.digits)
        return (name, numbers.count(count.judged), numbers.count(count.raised), share)
    least = (scope.findings.questionnaire.anonymity or Anonymity()).minimum
    few = say(language, "report.sound.few", minimum=least) if count.few else numbers.NOTHING
    return (name, numbers.count(count.judged), few, numbers.NOTHING)


def _runs(found: Soundness, scope: Scope) -> str:
    runs, language = found.runs, scope.language
    if runs is None:
        return ""
    mean = numbers.fixed(runs.mean)
    if runs.longest is None or runs.long is None:
        return say(language, "report.sound.runs_mean", mean=mean)
    long = wording.answers(language, runs.long)
    return say(
        language, "report.sound.runs", mean=mean, longest=runs.longest, long=long, limit=LONG
    )


def _unjudged(found: Soundness, scope: Scope) -> Iterator[str]:
    """Yield why a sign could not be looked for at all; a secret is no reason."""
    if found.hidden:
        return
    for count in found.flags:
        if count.flag is not None and not count.judged:
            yield say(scope.language, _NOT_JUDGED[count.flag], limit=LONG)


def _moved(both: Without) -> float:
    return both.unflagged.value - both.everybody.value


def _beside(both: Without, scope: Scope) -> Table:
    language = scope.language
    named = (("report.sound.everybody", both.everybody), ("report.sound.unflagged", both.unflagged))
    rows = tuple(
        (
            say(language, key),
            numbers.count(score.base),
            numbers.index(score.value),
            wording.interval_or_word(score, language) or numbers.NOTHING,
        )
        for key, score in named
    )
    return Table(
        caption=say(language, "report.sound.beside"),
        heads=_score_heads(scope, say(language, "report.sound.head_counted")),
        rows=rows,
        numeric=(False, True, True, True),
        note=say(language, "report.sound.beside_note", points=numbers.signed(_moved(both))),
    )


def _score_heads(scope: Scope, first: str) -> tuple[str, ...]:
    language = scope.language
    index = say(language, "report.term.headline")
    interval = say(language, "report.term.interval")
    return (first, "n", index, interval)


def _early_and_late(found: Soundness, scope: Scope) -> Iterator[Block]:
    if found.thirds is not None:
        yield _thirds(found.thirds, scope)
    elif scope.company and not found.hidden and scope.findings.headline is not None:
        key = "report.sound.late_few" if found.dated else "report.sound.late_undated"
        yield Paragraph(text=say(scope.language, key), note=True)


def _thirds(thirds: Thirds, scope: Scope) -> Table:
    language, change = scope.language, thirds.change
    bounds = numbers.difference_interval(change.low, change.high) or numbers.NOTHING
    difference: tuple[str | Link | Mark, ...] = (
        say(language, "report.sound.difference"),
        "",
        numbers.signed(change.difference or 0.0),
        wording.verdict_word(change.verdict, language),
    )
    return Table(
        caption=say(language, "report.sound.thirds"),
        heads=(
            say(language, "report.sound.head_answered"),
            "n",
            say(language, "report.term.headline"),
            say(language, "report.sound.head_verdict"),
        ),
        rows=(
            _third(say(language, "report.sound.early"), thirds.early),
            _third(say(language, "report.sound.late"), thirds.late),
            difference,
        ),
        numeric=(False, True, True, False),
        note=say(language, "report.sound.thirds_note", interval=bounds),
    )


def _third(name: str, scores: Moments) -> tuple[str, ...]:
    return (name, numbers.count(scores.n), numbers.index(scores.mean), "")


def _reliability(found: Soundness, scope: Scope) -> Table:
    language = scope.language
    return Table(
        caption=say(language, "report.sound.reliability"),
        heads=(
            say(language, "report.sound.head_branch"),
            say(language, "report.sound.head_questions"),
            "n",
            say(language, "report.sound.head_alpha"),
            say(language, "report.term.interval"),
            say(language, "report.sound.head_omega"),
            say(language, "report.sound.head_remark"),
        ),
        rows=tuple(_reliability_row(one, scope) for one in found.reliability),
        numeric=(False, True, True, True, True, True, False),
        note=say(language, "report.sound.reliability_note", limit=FAIR),
    )


def _reliability_row(one: Reliability, scope: Scope) -> tuple[str | Link | Mark, ...]:
    bounds = numbers.NOTHING
    if one.low is not None and one.high is not None:
        bounds = numbers.DASH.join(numbers.fixed(end, 2) for end in (one.low, one.high))
    return (
        Link(text=one.node.label[scope.language], target="term:alpha"),
        numbers.count(one.k),
        numbers.count(one.n),
        _alpha(one),
        bounds,
        numbers.optional(one.omega, 2),
        _remark(one, scope),
    )


def _alpha(one: Reliability) -> str | Link:
    """Print alpha, leading to how it came about."""
    if one.alpha is None:
        return numbers.NOTHING
    return Link(text=numbers.fixed(one.alpha, 2), target=branch_target(one.node))


def _remark(one: Reliability, scope: Scope) -> str:
    language = scope.language
    remarks = []
    if one.why is not None:
        remarks.append(say(language, _WHY[one.why]))
    elif one.alpha is not None and one.alpha < FAIR:
        remarks.append(say(language, "report.sound.below", limit=FAIR))
    if one.constant:
        names = wording.listed(language, [wording.item_name(i, language) for i in one.constant])
        remarks.append(say(language, "report.sound.constant", items=names))
    return wording.joined(language, remarks) or numbers.NOTHING


def _weak(found: Soundness, scope: Scope) -> Iterator[Block]:
    language, weak = scope.language, weak_items(found, scope)
    if not weak:
        if any(one.items for one in found.reliability):
            text = say(language, "report.sound.none_weak", limit=WEAK)
            yield Paragraph(text=text, note=True)
        return
    yield Table(
        caption=say(language, "report.sound.weak", limit=WEAK),
        heads=(
            say(language, "report.items.head_item"),
            say(language, "report.sound.head_branch"),
            say(language, "report.sound.head_rest"),
        ),
        rows=tuple(_weak_row(node, rest, scope) for node, rest in weak),
        numeric=(False, False, True),
        note=say(language, "report.sound.reverse") if _any_against(weak) else "",
    )


def _weak_row(node: Node, rest: ItemRest, scope: Scope) -> tuple[str, ...]:
    language = scope.language
    return (
        wording.item_name(rest.item, language),
        node.label[language],
        numbers.optional(rest.r, 2),
    )


def _any_against(weak: list[tuple[Node, ItemRest]]) -> bool:
    return any(rest.against for _, rest in weak)
