"""Loyalty in words: what people do and say, four quadrants, and loyalty by satisfaction."""

from collections.abc import Iterator

from csatreport.report import numbers
from csatreport.report.columns import Column, TextColumn, interval_head, lay_out
from csatreport.report.figures import drawn
from csatreport.report.inline import Link
from csatreport.report.model import Callout, Chapter, Explanation, Paragraph, ReportBlock, Table
from csatreport.report.plots import Range, Ranges
from csatreport.report.scope import Scope
from csatreport.report.subject import chapter
from csatreport.report.workings.rows import explained, lines_step
from csatreport.statistics.change import SMALLEST_BASE
from csatreport.statistics.estimate import Estimate, percent
from csatreport.statistics.verdict import ShareDifference
from csatreport.subjects.loyalty.measure import (
    FEWEST,
    LoyalShare,
    LoyaltyCurve,
    LoyaltyFound,
    for_all,
)
from csatreport.subjects.loyalty.settings import LoyaltySettings

_QUADRANTS = {
    "true": "loyalty.true",
    "captive": "loyalty.captive",
    "disloyal": "loyalty.disloyal",
    "lost": "loyalty.lost",
}
_GROUPS = {"top": "loyalty.top", "middle": "loyalty.middle", "bottom": "loyalty.bottom"}
_NAMED = ("captive", "disloyal")
"""Whom to speak with: those who stay without liking it, and those who leave without a reason."""


def compose_loyalty(scope: Scope, found: LoyaltyFound) -> Chapter | None:
    """Make the chapter; None where nobody could be judged."""
    if not found.n:
        return None
    if not scope.names:
        found = for_all(found)
    return chapter(scope, "loyalty.topic", _heading(found, scope), _blocks(found, scope))


def _heading(found: LoyaltyFound, scope: Scope) -> str:
    share = numbers.part(found.loyal, found.n) if found.n >= FEWEST else ""
    key = "loyalty.heading" if share else "loyalty.heading_few"
    return scope.say(
        key, share=share, loyal=numbers.count(found.loyal), n=numbers.count(found.n)
    )  # fmt: skip


def _blocks(found: LoyaltyFound, scope: Scope) -> Iterator[ReportBlock]:
    yield Paragraph(text=scope.joined(list(_lead(found, scope))))
    if found.n < FEWEST:
        yield Callout(text=scope.say("loyalty.few", n=numbers.count(found.n), few=FEWEST))
    if not found.quadrants:
        yield Callout(text=scope.say("loyalty.no_whole"))
        return
    yield lay_out(
        _QUADRANT_COLUMNS, found.quadrants, scope,
        caption=scope.say("loyalty.quadrants"), note=scope.say("loyalty.quadrants_note"),
    )  # fmt: skip
    if scope.names:
        yield from _people(found, scope)
    if found.groups:
        yield lay_out(
            _GROUP_COLUMNS, found.groups, scope,
            caption=scope.say("loyalty.groups"), note=scope.say("loyalty.groups_note"),
        )  # fmt: skip
    if found.n >= FEWEST:
        yield from (_curve(one, found, scope) for one in found.curves)


def _lead(found: LoyaltyFound, scope: Scope) -> Iterator[str]:
    for key, index in (
        ("loyalty.evaluation", found.evaluation),
        ("loyalty.subjective", found.subjective),
        ("loyalty.objective", found.objective),
    ):
        if index is not None:
            reach = numbers.index_interval(index.low, index.high) or numbers.NOTHING
            yield scope.say(
                key, index=numbers.index(index.value), interval=reach, n=numbers.count(index.base)
            )  # fmt: skip
        elif key == "loyalty.objective":
            yield scope.say("loyalty.unmeasured")
    if found.incomplete:
        facts = {"k": numbers.count(found.incomplete), "n": numbers.count(found.listed)}
        yield scope.say("loyalty.incomplete", **facts)
    if found.subjective_only:
        facts = {"k": numbers.count(found.subjective_only), "n": numbers.count(found.n)}
        yield scope.say("loyalty.subjective_only", **facts)


def _share(estimate: Estimate | None) -> str:
    return numbers.NOTHING if estimate is None else numbers.share(estimate.value)


def _reach(estimate: Estimate | None) -> str:
    if estimate is None or estimate.low is None or estimate.high is None:
        return numbers.NOTHING
    return f"{numbers.share_interval(estimate.low, estimate.high)}%"


_N = Column("report.base.head", lambda one, _: numbers.count(one.n))
_SHARES = (
    Column("loyalty.head_share", lambda one, _: _share(one.share)),
    Column(interval_head, lambda one, _: _reach(one.share)),
)
_QUADRANT_COLUMNS = (
    TextColumn("loyalty.head_quadrant", lambda one, scope: scope.say(_QUADRANTS[one.id])),
    _N,
    *_SHARES,
)
_GROUP_COLUMNS = (
    TextColumn("loyalty.head_group", lambda one, scope: scope.say(_GROUPS[one.id])),
    _N,
    Column("loyalty.head_loyal", lambda one, _: _share(one.share)),
    _SHARES[1],
)


def _people(found: LoyaltyFound, scope: Scope) -> Iterator[Table]:
    """Name the customers of two quadrants, for a limited audience alone."""
    rows = [(one.id, name) for one in found.quadrants if one.id in _NAMED for name in one.names]
    if rows:
        columns = (
            TextColumn("loyalty.head_quadrant", lambda pair, scope: scope.say(_QUADRANTS[pair[0]])),
            TextColumn("loyalty.head_customer", lambda pair, _: pair[1]),
        )
        yield lay_out(columns, rows, scope, caption=scope.say("loyalty.people"))


def _curve(curve: LoyaltyCurve, found: LoyaltyFound, scope: Scope) -> Ranges:
    """Lay out the loyal share from the lowest level of satisfaction to the highest."""
    title = scope.say("loyalty.curve")
    if curve.option is not None and found.segment is not None:
        option = found.segment.options[curve.option].label[scope.language]
        title = scope.say("loyalty.curve_of", of=scope.name_of(found.segment), option=option)
    steps = (None, *curve.slopes)
    large = [one.n >= SMALLEST_BASE for one in curve.points]
    told = [large[n] and (not n or large[n - 1]) for n in range(len(large))]
    return Ranges(
        title=title,
        heads=(
            scope.say("loyalty.head_level"), scope.say("loyalty.head_loyal"),
            interval_head(scope), scope.say("loyalty.head_step"), scope.say("report.base.head"),
        ),
        rows=tuple(
            _level(one, step if tell else None, found, scope)
            for one, step, tell in zip(curve.points, steps, told, strict=True)
        ),
        main=(0,),
        note=scope.say("loyalty.curve_note") if curve.option is None else "",
    )  # fmt: skip


def _level(
    one: LoyalShare, step: ShareDifference | None, found: LoyaltyFound, scope: Scope
) -> Range:
    options = found.overall.options if found.overall is not None else ()
    name = next(o.label[scope.language] for o in options if o.code == one.id)
    label, share = Link(text=name, target=""), one.share
    if share is None or one.n < SMALLEST_BASE:
        hidden = scope.say("loyalty.level_few", n=numbers.count(one.n))
        return Range(label=label, cells=(), value=None, hidden=hidden)
    return Range(
        label=label,
        cells=(_share(share), _reach(share), _step(step), numbers.count(one.n)),
        **drawn(share.percent),
        text=scope.paired(name, _share(share), _reach(share)),
    )


def _step(step: ShareDifference | None) -> str:
    if step is None:
        return numbers.NOTHING
    reach = numbers.difference_interval(percent(step.low), percent(step.high))
    return f"{numbers.signed(percent(step.difference))} ({reach})"


def explain_loyalty(scope: Scope, found: LoyaltyFound) -> Iterator[tuple[str, Explanation]]:
    """Yield what somebody is called loyal by."""
    rule = scope.findings.questionnaire.settings_of(LoyaltySettings).loyalty
    if rule is None or not found.n:
        return
    facts = {
        "weight": numbers.share(rule.weight), "rest": numbers.share(1 - rule.weight),
        "line": numbers.plain(rule.loyal_from),
    }  # fmt: skip
    lines = (
        scope.say("loyalty.explain_parts"),
        scope.say("loyalty.explain", **facts),
        f"{found.loyal} / {found.n} = {numbers.part(found.loyal, found.n, 1)}",
    )
    step = lines_step(scope, "report.explain.step_formula", *lines)
    yield explained("loyalty", scope.say("loyalty.topic"), step, figure=_heading(found, scope))
