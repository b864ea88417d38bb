"""Expectation and experience: where people got less than they expected, and where more.

The gap stands beside its two sides, because a gap alone cannot tell a firm that expects much of
itself from one that does little. The ratio says the same per cent.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from csatreport.report import numbers
from csatreport.report.columns import Column, TextColumn, interval_head, lay_out, lay_out_step
from csatreport.report.control import course_line
from csatreport.report.figures import Trend, drawn
from csatreport.report.inline import Link
from csatreport.report.model import Callout, Chapter, Explanation, Paragraph, ReportBlock, Table
from csatreport.report.plots import Range, Ranges
from csatreport.report.scope import Scope
from csatreport.report.subject import chapter
from csatreport.report.workings.rows import explained
from csatreport.statistics.change import SMALLEST_BASE
from csatreport.statistics.estimate import Estimate
from csatreport.study.item import Option
from csatreport.study.periods import Period
from csatreport.study.units import Unit
from csatreport.subjects.gaps.measure import CEILING, Gap, GapPart, Gaps
from csatreport.subjects.gaps.settings import GapRule
from csatreport.subjects.gaps.weighted import ALLOCATED, Weighted

_Of = TypeVar("_Of", bound=Period | Unit | Option | None)
_NAMED = 3
_PERIODS = 8
"""So many of the newest periods stand side by side."""
_SPAN = 2.0
"""So many points of the form a trend shows at least."""
_BY_DIMENSION = ("gaps.by_dimension", "gaps.by_dimension_title")
_BY_ITEM = ("gaps.by_item", "gaps.by_item_title")


def compose_gaps(scope: Scope, found: Gaps) -> Chapter:
    """Make the chapter."""
    return chapter(
        scope, "gaps.topic", _heading(found, scope), _blocks(found, scope), name="expectation"
    )


def _blocks(found: Gaps, scope: Scope) -> Iterator[ReportBlock | None]:
    yield Paragraph(text=_lead(found, scope))
    if not found.whole.n:
        return
    if found.whole.n < SMALLEST_BASE:
        yield Callout(text=scope.say("gaps.few", n=found.whole.n, few=SMALLEST_BASE))
    if found.nodes:
        yield _ranges(_BY_DIMENSION, found.nodes, scope, found.whole)
    if found.weighted is not None:
        yield Paragraph(text=_weighted(found.weighted, scope))
    yield _ranges(_BY_ITEM, found.items, scope)
    mirrors = [one for one in found.items if one.mirrors]
    if mirrors:
        names, share = _names(mirrors, scope), numbers.share(CEILING)
        yield Callout(text=scope.say("gaps.ceiling", items=names, share=share))
    yield _ratios((found.whole, *(found.nodes or found.items)), scope)
    yield _trend(found.trend, scope)
    yield from _beside(found, scope)


def _name(one: Gap, scope: Scope) -> str:
    return scope.name_of(one.of)


def _names(found: Sequence[Gap], scope: Scope) -> str:
    return scope.listed_first([_name(one, scope) for one in found], _NAMED, "report.list.aspects")


def _heading(found: Gaps, scope: Scope) -> str:
    if not found.whole.n:
        return scope.say("gaps.heading_none")
    short = found.shortfalls
    if short:
        return scope.say("gaps.heading_short", names=_names(short, scope))
    over = any(one.over for one in found.parts)
    return scope.say("gaps.heading_over" if over else "gaps.heading_level")


def _lead(found: Gaps, scope: Scope) -> str:
    whole = found.whole
    if whole.gap is None:
        return scope.say("gaps.nobody")
    facts = {
        "n": whole.n,
        "gap": numbers.signed(whole.gap.value, 2),
        "interval": _interval(whole.gap),
        "perception": numbers.optional(whole.perception, 2),
        "expectation": numbers.optional(whole.expectation, 2),
    }
    first = scope.say("gaps.lead", **facts)
    if whole.ratio is None:
        return first
    ratio = scope.say("gaps.lead_ratio", ratio=numbers.share(whole.ratio))
    return scope.joined((first, ratio))


def _value(gap: Estimate | None) -> str:
    return numbers.NOTHING if gap is None else numbers.signed(gap.value, 2)


def _interval(gap: Estimate | None) -> str:
    """Say the interval of a gap in points of the form."""
    if gap is None or gap.low is None or gap.high is None:
        return numbers.NOTHING
    return f"{numbers.signed(gap.low, 2)} … {numbers.signed(gap.high, 2)}"


_PERCEPTION = Column("gaps.head_perception", lambda one, _: numbers.optional(one.perception, 2))
_EXPECTATION = Column("gaps.head_expectation", lambda one, _: numbers.optional(one.expectation, 2))
_GAP = Column("gaps.head_gap", lambda one, _: _value(one.gap))
_INTERVAL = Column(interval_head, lambda one, _: _interval(one.gap))
_BASE = Column("report.base.head", lambda one, _: numbers.count(one.n))
_SIDES = (_PERCEPTION, _EXPECTATION, _GAP, _INTERVAL)


def _ranges(
    keys: tuple[str, str], parts: Sequence[Gap], scope: Scope, whole: Gap | None = None
) -> Ranges:
    """Lay out gaps with both their sides, and a competitor's where one was asked about."""
    language, (head, title) = scope.language, keys
    gaps = (*parts, whole) if whole is not None else parts
    rivals = any(one.rival is not None for one in gaps)
    rival = scope.findings.questionnaire.settings_of(GapRule).competitor[language]
    return Ranges(
        title=scope.say(title),
        heads=(
            scope.say(head),
            *(column.title(scope) for column in _SIDES),
            *((rival,) if rivals else ()),
            _BASE.title(scope),
        ),
        rows=tuple(_row(one, scope, rivals=rivals, strong=one is whole) for one in gaps),
        main=(2,),
        reference=0.0,
        reference_text=scope.say("gaps.axis"),
        note=scope.say("gaps.note"),
    )


def _row(one: Gap, scope: Scope, *, rivals: bool, strong: bool) -> Range:
    name = _name(one, scope)
    label = scope.link(one.of)
    if one.gap is None:
        hidden = scope.say("report.items.no_answers")
        return Range(label=label, cells=(), value=None, hidden=hidden)
    cells = (
        *(column.said(one, scope) for column in _SIDES),
        *((numbers.optional(one.rival, 2),) if rivals else ()),
        _BASE.said(one, scope),
    )
    return Range(
        label=label, cells=cells, **drawn(one.gap),
        text=scope.paired(name, _value(one.gap), _interval(one.gap)),
        strong=strong,
    )  # fmt: skip


def _weighted(found: Weighted, scope: Scope) -> str:
    low, high = (numbers.plain(end) for end in ALLOCATED)
    facts = {
        "n": found.n, "left_out": found.left_out,
        "adjusted": found.adjusted, "low": low, "high": high,
    }  # fmt: skip
    if found.gap is None:
        return scope.say("gaps.unweighted", **facts)
    gap, interval = _value(found.gap), _interval(found.gap)
    return scope.say("gaps.weighted", gap=gap, interval=interval, **facts)


def _share_at(place: int) -> Callable[[Gap, Scope], str]:
    return lambda one, _: numbers.share(one.shares[place]) if one.shares else numbers.NOTHING


_RATIOS = (
    TextColumn("gaps.head_ratio_of", _name),
    Column("gaps.head_ratio", lambda one, _: numbers.share(one.ratio)),
    Column("gaps.head_below", _share_at(0)),
    Column("gaps.head_near", _share_at(1)),
    Column("gaps.head_above", _share_at(2)),
)
_ZERO = Column("gaps.head_zero", lambda one, _: numbers.count(one.zero))


def _ratios(gaps: Sequence[Gap], scope: Scope) -> Table:
    tolerance = numbers.plain(scope.findings.questionnaire.settings_of(GapRule).tolerance)
    zeros = any(one.zero for one in gaps)
    return lay_out(
        (*_RATIOS, *((_ZERO,) if zeros else ())), gaps, scope,
        caption=scope.say("gaps.ratios"),
        note=scope.say("gaps.ratios_note", tolerance=tolerance),
    )  # fmt: skip


def _trend(course: Sequence[GapPart[Period]], scope: Scope) -> Trend | None:
    """Draw the gap through time, from two periods on."""
    through = [(one.of, _estimate(one)) for one in course]
    return course_line(through, scope, title=scope.say("gaps.trend"), value=_value, span=_SPAN)


def _estimate(part: GapPart[_Of]) -> Estimate | None:
    return part.gap.gap if part.gap is not None else None


def _beside(found: Gaps, scope: Scope) -> Iterator[Ranges]:
    """Set the newest periods, the units and the groups of people side by side."""
    head = scope.say("report.term.period")
    periods = [(Link(text=scope.period_name(one.of)), one) for one in found.trend[-_PERIODS:]]
    yield from _parts(scope.say("gaps.periods"), head, periods, scope)
    if not scope.brief:
        units = [(scope.unit_link(one.of), one) for one in found.units]
        head = scope.say("report.compare.head_unit")
        yield from _parts(scope.say("gaps.units"), head, units, scope)
    for groups in found.groups:
        head = scope.name_of(groups.item)
        missing = scope.say("report.missing.not_stated")
        parts = [
            (Link(text=one.of.label[scope.language] if one.of is not None else missing), one)
            for one in groups.parts
        ]
        yield from _parts(scope.say("gaps.groups", item=head), head, parts, scope)


def _parts(
    title: str, head: str, parts: Sequence[tuple[Link, GapPart[_Of]]], scope: Scope
) -> Iterator[Ranges]:
    """Lay out the whole in parts, if there are at least two of which something is known."""
    known = [(label, one, one.gap) for label, one in parts if one.gap is not None and one.gap.n]
    if len(known) < 2:
        return
    rows = tuple(
        replace(
            _row(gap, scope, rivals=False, strong=one.id == scope.findings.unit.id), label=label
        )
        for label, one, gap in known
    )
    yield Ranges(
        title=title,
        heads=(head, *(column.title(scope) for column in (*_SIDES, _BASE))),
        rows=rows,
        main=(2,),
        reference=0.0,
    )


_EXPLAINED = (
    TextColumn("report.items.head_item", _name),
    _BASE,
    *_SIDES,
    Column("gaps.head_p", lambda one, _: numbers.probability(one.p)),
)


def explain_gaps(scope: Scope, found: Gaps) -> Iterator[tuple[str, Explanation]]:
    """Yield how the gaps came about; they can be worked out again from the counts."""
    whole = found.whole
    if not whole.n:
        return
    table = lay_out_step(
        _EXPLAINED, (whole, *found.nodes, *found.items), scope,
        title=scope.say("report.explain.step_formula"),
        lines=(scope.say("gaps.explain", n=whole.n),),
    )  # fmt: skip
    figure = _value(whole.gap) if whole.gap is not None else ""
    yield explained("gaps", scope.say("gaps.topic"), table, figure=figure)
