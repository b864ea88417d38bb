"""The five gaps in words: which is the widest, each in every dimension, and where to begin."""

from collections.abc import Iterator

from csatreport.report import numbers
from csatreport.report.columns import Column, TextColumn, interval_head, lay_out, lay_out_step
from csatreport.report.inline import Link
from csatreport.report.model import Chapter, Explanation, Paragraph, ReportBlock, Table
from csatreport.report.plots import Range, Ranges
from csatreport.report.scope import Scope
from csatreport.report.subject import chapter
from csatreport.report.wording import keyed
from csatreport.report.workings.rows import explained, lines_step, register_rows
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.verdict import Verdict
from csatreport.study.edition import Node
from csatreport.study.register import RegisterKind
from csatreport.subjects.five_gaps.levels import Lacking, LevelSource, ServiceLevel
from csatreport.subjects.five_gaps.measure import INSIDE, FiveGaps, ServiceGap, SizedGap, sides_of

FIVE_GAPS = "five_gaps"
_FIRST = 3
"""So many gaps are named to begin with."""
_NAMES = keyed("five_gaps.gap.{}", ServiceGap)
_ABOUT = keyed("five_gaps.about.{}", ServiceGap)
_ACTS = keyed("five_gaps.act.{}", ServiceGap)
_LEVELS = keyed("five_gaps.level.{}", LevelSource)
_LACKING = keyed("five_gaps.lacking.{}", Lacking)
_VERDICTS = keyed("five_gaps.verdict.{}", Verdict)
_BASES = {LevelSource.DELIVERED: "five_gaps.checks", LevelSource.KEPT: "five_gaps.promises"}


def compose_five_gaps(scope: Scope, found: FiveGaps) -> Chapter:
    """Make the chapter."""
    return chapter(scope, "five_gaps.topic", _heading(found, scope), _blocks(found, scope))


def _blocks(found: FiveGaps, scope: Scope) -> Iterator[ReportBlock]:
    yield Paragraph(text=scope.say("five_gaps.lead"))
    whole = [found.in_all(kind) for kind in ServiceGap]
    yield lay_out(
        (_KIND, *_SIZE, _READING), whole, scope,
        caption=scope.say("five_gaps.overview"), note=scope.say("five_gaps.overview_note"),
    )  # fmt: skip
    if found.first:
        yield lay_out(
            (_DIMENSION, _SIZE[0], _ACT), found.first[:_FIRST], scope,
            caption=scope.say("five_gaps.first"), note=scope.say("five_gaps.first_note"),
        )  # fmt: skip
    yield _levels(found, scope)
    yield from (_ranges(kind, found, scope) for kind in ServiceGap if _measured(kind, found))


def _measured(kind: ServiceGap, found: FiveGaps) -> bool:
    return any(one.gap is not None for one in found.of(kind))


def _named(kind: ServiceGap, scope: Scope) -> str:
    return scope.say("five_gaps.numbered", number=kind.number, name=scope.say(_NAMES[kind]))


def _heading(found: FiveGaps, scope: Scope) -> str:
    widest = found.widest
    if len(widest) > 1:
        names = scope.listed([_named(one.kind, scope) for one in widest])
        return scope.say("five_gaps.heading_several", names=names)
    if widest:
        gap = _value(widest[0].gap)
        return scope.say("five_gaps.heading", name=_named(widest[0].kind, scope), gap=gap)
    inside = any(found.in_all(kind).gap is not None for kind in INSIDE)
    return scope.say("five_gaps.heading_none" if inside else "five_gaps.heading_unmeasured")


def _value(gap: Estimate | None) -> str:
    return numbers.NOTHING if gap is None else numbers.signed(gap.value)


def _interval(gap: Estimate | None) -> str:
    if gap is None or gap.low is None or gap.high is None:
        return numbers.NOTHING
    return f"{numbers.signed(gap.low)} … {numbers.signed(gap.high)}"


def _reading(one: SizedGap, scope: Scope) -> str:
    if one.wants is not None:
        return _missing(one.wants, scope)
    return scope.say(_VERDICTS[one.verdict] if one.verdict else "five_gaps.untold")


def _missing(level: ServiceLevel, scope: Scope) -> str:
    """Say that something is not measured, which level it lacks, and why."""
    why = scope.say(_LACKING[level.lacking or Lacking.SOURCE])
    return scope.say("five_gaps.missing", level=scope.say(_LEVELS[level.source]), why=why)


_DIMENSION = TextColumn("five_gaps.head_dimension", lambda one, scope: scope.name_of(one.of))
_KIND = TextColumn("five_gaps.head_kind", lambda one, scope: _named(one.kind, scope))
_SIZE = (
    Column("five_gaps.head_gap", lambda one, _: _value(one.gap)),
    Column(interval_head, lambda one, _: _interval(one.gap)),
)
_READING = TextColumn("five_gaps.head_reading", _reading)
_ACT = TextColumn(
    "five_gaps.head_act",
    lambda one, scope: scope.say(
        "five_gaps.to_do", gap=_named(one.kind, scope), act=scope.say(_ACTS[one.kind])
    ),
)


def _levels(found: FiveGaps, scope: Scope) -> Table:
    """Set the levels of every source side by side, and say where they come from."""

    def column(source: LevelSource) -> Column:
        return Column(
            _LEVELS[source], lambda node, _: numbers.index(_worth(found.level(source, node).level))
        )

    columns = (
        TextColumn("five_gaps.head_dimension", lambda node, scope: _node(node, found, scope)),
        *map(column, LevelSource),
    )
    return lay_out(
        columns, found.nodes, scope,
        caption=scope.say("five_gaps.levels"), note=scope.joined(list(_sources(found, scope))),
    )  # fmt: skip


def _worth(level: Estimate | None) -> float | None:
    return level.value if level is not None else None


def _node(node: Node, found: FiveGaps, scope: Scope) -> str:
    return scope.say("five_gaps.whole") if node is found.whole else scope.name_of(node)


def _sources(found: FiveGaps, scope: Scope) -> Iterator[str]:
    """Yield what each source is made of, and what it leaves to the whole alone."""
    for source, told in (
        (LevelSource.BELIEVED, found.managers),
        (LevelSource.DEMANDED, found.staff),
    ):
        level = found.level(source, found.whole).level
        if told is not None and told.headline is not None and told.headline.n:
            yield scope.say(
                "five_gaps.asked",
                level=scope.say(_LEVELS[source]), title=told.questionnaire.title[scope.language],
                period=scope.period_name(told.period), answers=scope.answers(told.headline.n),
            )  # fmt: skip
            if level is not None and level.census:
                yield scope.say("five_gaps.census", n=level.base)
    for source, some in ((LevelSource.DELIVERED, found.checks), (LevelSource.KEPT, found.promises)):
        level = found.level(source, found.whole).level
        if level is not None:
            yield scope.say(_BASES[source], n=level.base, entries=len(some.all))
        if some.apart and found.dimensions:
            yield scope.say(
                "five_gaps.apart",
                level=scope.say(_LEVELS[source]),
                rows=scope.counted("report.count.rows", len(some.apart)),
            )


def _ranges(kind: ServiceGap, found: FiveGaps, scope: Scope) -> Ranges:
    """Draw a gap in every dimension, with the two levels that it lies between."""
    ranked = kind is ServiceGap.KNOWLEDGE
    heads = [scope.say(_LEVELS[side]) for side in sides_of(kind)]
    ranks = [scope.say("five_gaps.head_ranks")] if ranked else []
    return Ranges(
        title=_named(kind, scope),
        heads=(
            scope.say("five_gaps.head_dimension"), *heads,
            *(column.title(scope) for column in _SIZE), *ranks, _READING.title(scope),
        ),
        rows=tuple(_row(one, found, scope, ranked=ranked) for one in found.of(kind)),
        main=(len(heads),),
        reference=0.0,
        reference_text=scope.say("five_gaps.axis"),
        note=scope.say(_ABOUT[kind]),
    )  # fmt: skip


def _row(one: SizedGap, found: FiveGaps, scope: Scope, *, ranked: bool) -> Range:
    label = Link(text=_node(one.of, found, scope))
    if one.gap is None:
        return Range(label=label, cells=(), value=None, hidden=_reading(one, scope))
    levels = (found.level(side, one.of).level for side in sides_of(one.kind))
    ranks = (found.ranks(one.of),) if ranked else ()
    cells = (
        *(numbers.index(_worth(level)) for level in levels),
        _value(one.gap), _interval(one.gap),
        *(numbers.NOTHING if pair is None else f"{pair[0]} / {pair[1]}" for pair in ranks),
        _reading(one, scope),
    )  # fmt: skip
    return Range(
        label=label, cells=cells, value=one.gap.value, low=one.gap.low, high=one.gap.high,
        text=scope.paired(label.text, _value(one.gap), _interval(one.gap)),
        strong=one.of is found.whole,
    )  # fmt: skip


_EXPLAINED = (
    _KIND,
    TextColumn("five_gaps.head_dimension", lambda one, scope: scope.name_of(one.of)),
    *_SIZE,
    Column("five_gaps.head_p", lambda one, _: numbers.probability(one.p)),
    Column("five_gaps.head_q", lambda one, _: numbers.probability(one.q)),
    _READING,
)


def explain_five_gaps(scope: Scope, found: FiveGaps) -> Iterator[tuple[str, Explanation]]:
    """Yield how the gaps came about: their sources, and every test."""
    widest = found.widest
    yield explained(
        FIVE_GAPS, scope.say("five_gaps.topic"),
        lines_step(scope, "report.explain.step_rows", *_sources(found, scope)),
        register_rows(scope, RegisterKind.INSPECTIONS, RegisterKind.PROMISES),
        lay_out_step(
            _EXPLAINED, found.gaps, scope,
            title=scope.say("report.explain.step_formula"),
            lines=(scope.say("five_gaps.explain"), *(scope.say(_ABOUT[one]) for one in ServiceGap)),
        ),
        figure=_value(widest[0].gap) if widest else "",
    )  # fmt: skip
