"""Expectation and experience: where people got less than they expected, and where more.

The gap stands beside its two sides, because a gap alone cannot tell a firm that expects much of
itself from one that does little. The ratio says the same per cent.
"""

from __future__ import annotations

from collections.abc import Sequence

from csatreport.measures.change import SMALLEST_BASE
from csatreport.measures.gaps import ALLOCATED, CEILING, Gap, Gaps, Subject, Weighted
from csatreport.measures.model import Estimate
from csatreport.measures.proportions import LEVEL
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.figures import Point, Trend
from csatreport.report.inline import Link
from csatreport.report.model import Block, Callout, Chapter, Paragraph, Table
from csatreport.report.plots import Range, Ranges
from csatreport.report.scope import Scope
from csatreport.survey.model import Item, Unit
from csatreport.survey.periods import Period

_NAMED = 3
_SPAN = 2.0
"""So many points of the form a trend shows at least."""
_BY_DIMENSION = ("report.gaps.by_dimension", "report.gaps.by_dimension_title")
_BY_ITEM = ("report.gaps.by_item", "report.gaps.by_item_title")
_SHARES = ("report.gaps.head_below", "report.gaps.head_near", "report.gaps.head_above")


def compose_gaps(scope: Scope) -> Chapter | None:
    """Make the chapter; None where nothing asks for expectations."""
    found = scope.findings.gaps
    if found is None:
        return None
    blocks: list[Block] = [Paragraph(text=_lead(found, scope))]
    if found.whole.n:
        blocks += _blocks(found, scope)
    return Chapter(
        id="expectation",
        number="",
        topic=say(scope.language, "report.gaps.topic"),
        heading=_heading(found, scope),
        blocks=tuple(blocks),
    )


def _blocks(found: Gaps, scope: Scope) -> list[Block]:
    language = scope.language
    blocks: list[Block] = []
    if found.whole.n < SMALLEST_BASE:
        text = say(language, "report.gaps.few", n=found.whole.n, few=SMALLEST_BASE)
        blocks.append(Callout(text=text))
    if found.nodes:
        blocks.append(_ranges(_BY_DIMENSION, (*found.nodes, found.whole), scope))
    if found.weighted is not None:
        blocks.append(Paragraph(text=_weighted(found.weighted, scope)))
    blocks.append(_ranges(_BY_ITEM, found.items, scope))
    mirrors = [one for one in found.items if (one.ceiling or 0.0) >= CEILING]
    if mirrors:
        names = wording.listed_first(language, [subject(m.of, scope) for m in mirrors], _NAMED)
        share = numbers.share(CEILING)
        blocks.append(Callout(text=say(language, "report.gaps.ceiling", items=names, share=share)))
    blocks.append(_ratios((found.whole, *(found.nodes or found.items)), scope))
    course = _trend(found.trend, scope)
    blocks += [course] if course is not None else []
    sites = _units(found.units, scope)
    blocks += [sites] if sites is not None else []
    return blocks


def subject(of: Subject, scope: Scope) -> str:
    """Say the name of an item, a dimension or the whole."""
    if isinstance(of, Item):
        return wording.item_name(of, scope.language)
    return of.label[scope.language]


def _heading(found: Gaps, scope: Scope) -> str:
    language = scope.language
    if not found.whole.n:
        return say(language, "report.gaps.heading_none")
    parts = found.nodes or found.items
    short = [one for one in parts if one.gap is not None and (one.gap.high or 0.0) < 0]
    short.sort(key=lambda one: one.gap.value if one.gap is not None else 0.0)
    if short:
        names = wording.listed_first(language, [subject(s.of, scope) for s in short], _NAMED)
        return say(language, "report.gaps.heading_short", names=names)
    over = [one for one in parts if one.gap is not None and (one.gap.low or 0.0) > 0]
    key = "report.gaps.heading_over" if over else "report.gaps.heading_level"
    return say(language, key)


def _lead(found: Gaps, scope: Scope) -> str:
    language, whole = scope.language, found.whole
    if whole.gap is None:
        return say(language, "report.gaps.nobody")
    facts = {
        "n": numbers.count(whole.n),
        "gap": numbers.signed(whole.gap.value, 2),
        "interval": interval_of(whole.gap),
        "perception": numbers.optional(whole.perception, 2),
        "expectation": numbers.optional(whole.expectation, 2),
    }
    first = say(language, "report.gaps.lead", **facts)
    if whole.ratio is None:
        return first
    ratio = say(language, "report.gaps.lead_ratio", ratio=numbers.share(whole.ratio))
    return wording.joined(language, (first, ratio))


def interval_of(gap: Estimate) -> str:
    """Say the interval of a gap in points of the form."""
    if gap.low is None or gap.high is None:
        return numbers.NOTHING
    return f"{numbers.signed(gap.low, 2)} … {numbers.signed(gap.high, 2)}"


def _ranges(keys: tuple[str, str], gaps: Sequence[Gap], scope: Scope) -> Ranges:
    """Lay out gaps with both their sides, and a competitor's where one was asked about."""
    language = scope.language
    rivals = any(one.rival is not None for one in gaps)
    rival = scope.findings.questionnaire.pairs.competitor[language]
    heads = (
        say(language, keys[0]),
        say(language, "report.gaps.head_perception"),
        say(language, "report.gaps.head_expectation"),
        say(language, "report.gaps.head_gap"),
        say(language, "report.interval.head", level=numbers.share(LEVEL)),
        *((rival,) if rivals else ()),
        "n",
    )
    return Ranges(
        title=say(language, keys[1]),
        heads=heads,
        rows=tuple(_row(one, scope, rivals=rivals) for one in gaps),
        main=(2,),
        reference=0.0,
        reference_text=say(language, "report.gaps.axis"),
        note=say(language, "report.gaps.note"),
    )


def _row(one: Gap, scope: Scope, *, rivals: bool) -> Range:
    name = subject(one.of, scope)
    label = Link(text=name, target=f"item:{one.of.id}" if isinstance(one.of, Item) else "")
    if one.gap is None:
        hidden = say(scope.language, "report.items.no_answers")
        return Range(label=label, cells=(), value=None, hidden=hidden)
    gap = numbers.signed(one.gap.value, 2)
    cells = (
        numbers.optional(one.perception, 2), numbers.optional(one.expectation, 2), gap,
        interval_of(one.gap), *((numbers.optional(one.rival, 2),) if rivals else ()),
        numbers.count(one.n),
    )  # fmt: skip
    return Range(
        label=label, cells=cells, value=one.gap.value, low=one.gap.low, high=one.gap.high,
        text=f"{name}: {gap} ({interval_of(one.gap)})",
        strong=one is scope.findings.gaps.whole if scope.findings.gaps is not None else False,
    )  # fmt: skip


def _weighted(found: Weighted, scope: Scope) -> str:
    language = scope.language
    low, high = (numbers.plain(end) for end in ALLOCATED)
    facts = {
        "n": numbers.count(found.n), "left_out": numbers.count(found.left_out),
        "adjusted": numbers.count(found.adjusted), "low": low, "high": high,
    }  # fmt: skip
    if found.gap is None:
        return say(language, "report.gaps.unweighted", **facts)
    gap, interval = numbers.signed(found.gap.value, 2), interval_of(found.gap)
    return say(language, "report.gaps.weighted", gap=gap, interval=interval, **facts)


def _ratios(gaps: Sequence[Gap], scope: Scope) -> Table:
    language = scope.language
    tolerance = numbers.plain(scope.findings.questionnaire.pairs.tolerance)
    zeros = any(one.zero for one in gaps)
    keys = (*_SHARES, *(("report.gaps.head_zero",) if zeros else ()))
    heads = (say(language, "report.gaps.head_ratio_of"), say(language, "report.gaps.head_ratio"))
    return Table(
        caption=say(language, "report.gaps.ratios"),
        heads=(*heads, *(say(language, key) for key in keys)),
        rows=tuple(_ratio_row(one, scope, zeros=zeros) for one in gaps),
        numeric=(False,) + (True,) * (1 + len(keys)),
        note=say(language, "report.gaps.ratios_note", tolerance=tolerance),
    )


def _ratio_row(one: Gap, scope: Scope, *, zeros: bool) -> tuple[str, ...]:
    counts, base = (one.below, one.near, one.above), one.below + one.near + one.above
    shares = [numbers.share(n / base) if base else numbers.NOTHING for n in counts]
    ratio = numbers.NOTHING if one.ratio is None else numbers.share(one.ratio)
    return (subject(one.of, scope), ratio, *shares, *((numbers.count(one.zero),) if zeros else ()))


def _trend(course: Sequence[tuple[Period, Estimate | None]], scope: Scope) -> Trend | None:
    """Draw the gap through time, from two periods on."""
    language = scope.language
    known = [gap for _, gap in course if gap is not None]
    if len(known) < 2:
        return None
    points = tuple(
        Point(
            label=wording.period_name(period, language),
            short=wording.period_axis(period, language),
            value=gap.value if gap is not None else None,
            low=gap.low if gap is not None else None,
            high=gap.high if gap is not None else None,
            text=f"{wording.period_name(period, language)}: "
            + (numbers.signed(gap.value, 2) if gap is not None else numbers.NOTHING),
        )
        for period, gap in course
    )
    title = say(language, "report.gaps.trend")
    return Trend(title=title, alt=title, points=points, span=_SPAN,
                 last=numbers.signed(known[-1].value, 2))  # fmt: skip


def _units(sites: Sequence[tuple[Unit, Estimate | None]], scope: Scope) -> Ranges | None:
    """Set units side by side, in the order of the unit file; none where they are too many."""
    known = [(unit, gap) for unit, gap in sites if gap is not None]
    if len(known) < 2 or scope.brief:
        return None
    language = scope.language
    rows = tuple(
        Range(
            label=Link(text=scope.unit_name(unit), target=f"unit:{unit.id}"),
            cells=(numbers.signed(gap.value, 2), interval_of(gap), numbers.count(gap.base)),
            value=gap.value, low=gap.low, high=gap.high,
            text=f"{scope.unit_name(unit)}: {numbers.signed(gap.value, 2)}",
            strong=unit.id == scope.findings.unit.id,
        )
        for unit, gap in known
    )  # fmt: skip
    return Ranges(
        title=say(language, "report.gaps.units"),
        heads=(
            say(language, "report.compare.head_unit"),
            say(language, "report.gaps.head_gap"),
            say(language, "report.interval.head", level=numbers.share(LEVEL)),
            "n",
        ),
        rows=rows,
        main=(0, 1),
        reference=0.0,
    )
