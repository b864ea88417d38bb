"""How far the answers can be relied on: a verdict in one line, then the tables behind it.

The verdict names what speaks against relying on the answers, and nothing else. No response is
taken out for any of it: where some look careless, the headline stands beside itself without them.
"""

from collections.abc import Iterator

from csatreport.report import numbers, wording
from csatreport.report.columns import Column, TextColumn, lay_out
from csatreport.report.inline import Link
from csatreport.report.model import Callout, Paragraph, ReportBlock, Table
from csatreport.report.scope import Scope
from csatreport.statistics.estimate import Estimate
from csatreport.study.policy import Anonymity
from csatreport.subjects.quality.cards import often_blank
from csatreport.subjects.quality.flags import LONG
from csatreport.subjects.quality.nonresponse import compose_nonresponse
from csatreport.subjects.quality.reliability import FAIR
from csatreport.subjects.quality.soundness import (
    CarelessSign,
    FlagCount,
    Soundness,
    Thirds,
    Without,
)
from csatreport.subjects.quality.tell_agreement import compose_agreement, weak_items

MANY = 0.1
"""If more than this share of the responses are flagged, the verdict says so."""

_ONE_AND_ALL = 2

_FLAGS = {
    CarelessSign.STRAIGHT: "quality.straight",
    CarelessSign.FAST: "quality.fast",
    CarelessSign.TWICE: "quality.twice",
    None: "quality.any",
}
_NOT_JUDGED = {
    CarelessSign.STRAIGHT: "quality.no_block",
    CarelessSign.FAST: "quality.no_times",
    CarelessSign.TWICE: "quality.no_minutes",
}


def compose_verdict(scope: Scope, found: Soundness | None) -> Iterator[ReportBlock]:
    """Yield the verdict in one line; nothing where there is nothing to judge."""
    if found is None:
        return
    reasons = list(_reasons(found, scope))
    if reasons:
        listed = scope.listed(reasons)
        yield Callout(text=scope.say("quality.care", reasons=listed))
    else:
        yield Paragraph(text=scope.say("quality.fine"))


def _reasons(found: Soundness, scope: Scope) -> Iterator[str]:
    whole = found.reliability[0] if found.reliability else None
    if whole is not None and whole.alpha is not None and whole.alpha < FAIR:
        alpha = numbers.fixed(whole.alpha, 2)
        yield scope.say("quality.reason_alpha", alpha=alpha, limit=FAIR)
    loose = [one for one in found.reliability[1:] if one.high is not None and one.high < FAIR]
    against = [rest for _, rest in weak_items(found, scope) if rest.against]
    often = [item for item in scope.findings.items if often_blank(item)]
    for key, those in (
        ("quality.reason_branches", loose),
        ("quality.reason_against", against),
        ("quality.reason_blank", often),
    ):
        if those:
            yield scope.counted(key, len(those))
    yield from _careless_reasons(found, scope)
    if found.thirds is not None and found.thirds.change.verdict.clear:
        yield scope.say("quality.reason_late")


def _careless_reasons(found: Soundness, scope: Scope) -> Iterator[str]:
    part = found.flags[-1].share if found.flags else None
    if part is not None and part > MANY:
        yield scope.say("quality.reason_careless", share=numbers.share(part))
    smallest = scope.findings.questionnaire.smallest.index
    if found.without is not None and abs(found.without.moved) >= smallest:
        points = numbers.signed(found.without.moved)
        yield scope.say("quality.reason_moved", points=points)


def compose_soundness(scope: Scope, found: Soundness | None) -> Iterator[ReportBlock]:
    """Yield the tables behind the verdict."""
    if found is None:
        return
    yield from _careless(found, scope)
    if found.without is not None:
        yield _beside(found.without, scope)
    yield from _early_and_late(found, scope)
    yield from compose_agreement(scope, found)
    yield from compose_nonresponse(scope)
    if found.hidden:
        text = scope.say("quality.hidden", minimum=_least(scope))
        yield Paragraph(text=text, note=True)


def _least(scope: Scope) -> int:
    return (scope.findings.questionnaire.anonymity or Anonymity()).minimum


def _careless(found: Soundness, scope: Scope) -> Iterator[ReportBlock]:
    judged = [count for count in found.flags if count.judged]
    if len(judged) == _ONE_AND_ALL:
        del judged[-1]  # the sum over a single sign says nothing new
    if judged:
        yield lay_out(
            _SIGNS, judged, scope,
            caption=scope.say("quality.flags"), note=scope.say("quality.flags_note"),
        )  # fmt: skip
    sentences = [_runs(found, scope), *_unjudged(found, scope)]
    if any(sentences):
        yield Paragraph(text=scope.joined(sentences), note=True)


def _raised(count: FlagCount, scope: Scope) -> str:
    if count.raised is not None:
        return numbers.count(count.raised)
    few = scope.say("quality.few", minimum=_least(scope))
    return few if count.few else numbers.NOTHING


def _sign(count: FlagCount, scope: Scope) -> Link:
    return Link(text=scope.say(_FLAGS[count.flag]), target="term:flagged")


_SIGNS = (
    TextColumn("quality.head_sign", _sign),
    Column("quality.head_judged", lambda one, _: numbers.count(one.judged)),
    Column("quality.head_flagged", _raised),
    Column("quality.head_share", lambda one, s: numbers.share(one.share, s.digits)),
)


def _runs(found: Soundness, scope: Scope) -> str:
    runs = found.runs
    if runs is None:
        return ""
    mean = numbers.fixed(runs.mean)
    if runs.longest is None or runs.long is None:
        return scope.say("quality.runs_mean", mean=mean)
    long = scope.answers(runs.long)
    return scope.say("quality.runs", mean=mean, longest=runs.longest, long=long, limit=LONG)


def _unjudged(found: Soundness, scope: Scope) -> Iterator[str]:
    """Yield why a sign could not be looked for at all; a secret is no reason."""
    if found.hidden:
        return
    for count in found.flags:
        if count.flag is not None and not count.judged:
            yield scope.say(_NOT_JUDGED[count.flag], limit=LONG)


def _interval(one: tuple[str, Estimate], scope: Scope) -> str:
    return wording.interval_or_word(one[1], scope.language) or numbers.NOTHING


_BESIDE = (
    TextColumn("quality.head_counted", lambda one, scope: scope.say(one[0])),
    Column("report.base.head", lambda one, _: numbers.count(one[1].base)),
    Column("results.term.headline", lambda one, _: numbers.index(one[1].value)),
    Column("report.term.interval", _interval),
)


def _beside(both: Without, scope: Scope) -> Table:
    named = (("quality.everybody", both.everybody), ("quality.unflagged", both.unflagged))
    return lay_out(
        _BESIDE, named, scope,
        caption=scope.say("quality.beside"),
        note=scope.say("quality.beside_note", points=numbers.signed(both.moved)),
    )  # fmt: skip


def _early_and_late(found: Soundness, scope: Scope) -> Iterator[ReportBlock]:
    if found.thirds is not None:
        yield _thirds(found.thirds, scope)
    elif scope.company and not found.hidden and scope.findings.headline is not None:
        key = "quality.late_few" if found.dated else "quality.late_undated"
        yield Paragraph(text=scope.say(key), note=True)


_THIRDS = (
    TextColumn("quality.head_answered", lambda one, scope: scope.say(one[0])),
    Column("report.base.head", lambda one, _: one[1]),
    Column("results.term.headline", lambda one, _: one[2]),
    TextColumn("quality.head_verdict", lambda one, _: one[3]),
)


def _thirds(thirds: Thirds, scope: Scope) -> Table:
    change = thirds.change
    bounds = numbers.difference_interval(change.low, change.high) or numbers.NOTHING
    sides = (("quality.early", thirds.early), ("quality.late", thirds.late))
    rows = (
        *((key, numbers.count(one.n), numbers.index(one.mean), "") for key, one in sides),
        ("quality.difference", "", numbers.signed(change.difference or 0.0),
         wording.verdict_word(change.verdict, scope.language)),
    )  # fmt: skip
    return lay_out(
        _THIRDS, rows, scope,
        caption=scope.say("quality.thirds"),
        note=scope.say("quality.thirds_note", interval=bounds),
    )  # fmt: skip
