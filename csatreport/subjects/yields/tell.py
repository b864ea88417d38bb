"""First-pass yield in words: the rolled yield, each stage, and which left its usual range."""

from collections.abc import Iterator

from csatreport.report import numbers
from csatreport.report.columns import Column, TextColumn, interval_head, lay_out, lay_out_step
from csatreport.report.inline import Link
from csatreport.report.model import Chapter, Explanation, Paragraph, ReportBlock
from csatreport.report.scope import Scope
from csatreport.report.subject import chapter
from csatreport.report.workings.figures import about_target
from csatreport.report.workings.rows import explained, lines_step, register_rows
from csatreport.statistics.estimate import Estimate, percent
from csatreport.study.register import RegisterKind
from csatreport.subjects.yields.measure import StageYield, YieldFindings

YIELDS = "yields"
_BY = {"self": "yields.self", "mutual": "yields.mutual", "special": "yields.special"}
_LEFT = {True: "yields.above", False: "yields.below"}


def compose_yields(scope: Scope, found: YieldFindings) -> Chapter:
    """Make the chapter."""
    return chapter(scope, "yields.topic", _heading(found, scope), _blocks(found, scope))


def _heading(found: YieldFindings, scope: Scope) -> str:
    if found.rolled is not None:
        return scope.say("yields.heading", share=_share(found.rolled))
    return scope.say("yields.heading_missing", stages=_names(found.missing, scope))


def _blocks(found: YieldFindings, scope: Scope) -> Iterator[ReportBlock]:
    yield Paragraph(text=scope.joined(list(_lead(found, scope))))
    charted = any(one.chart.limits is not None for one in found.stages)
    columns = (*_STAGES, *((_USUAL,) if charted else ()), _ESCAPES)
    yield lay_out(
        columns, found.stages, scope,
        caption=scope.say("yields.by_stage"), note=scope.say("yields.note"),
    )  # fmt: skip
    kinds = [(one, kind, some) for one in found.stages for kind, some in one.by]
    if kinds:
        yield lay_out(_KINDS, kinds, scope, caption=scope.say("yields.by_kind"))


def _lead(found: YieldFindings, scope: Scope) -> Iterator[str]:
    if found.missing:
        yield scope.say("yields.missing", stages=_names(found.missing, scope))
    weakest = found.weakest
    if len(found.stages) > 1 and weakest.first_pass is not None:
        share = _share(weakest.first_pass.value)
        yield scope.say("yields.weakest", stage=_named(weakest.stage, scope), share=share)
    for above in (False, True):
        left = [one.stage for one in found.stages if _signals(one, above=above)]
        if left:
            yield scope.say(_LEFT[above], stages=_names(left, scope))


def _signals(one: StageYield, *, above: bool) -> bool:
    newest = one.chart.newest
    return newest is not None and newest.above is above


def _named(code: str, scope: Scope) -> str:
    return scope.coded(RegisterKind.STAGES, code)


def _names(codes: tuple[str, ...] | list[str], scope: Scope) -> str:
    return scope.listed([_named(code, scope) for code in codes])


def _kind(code: str, scope: Scope) -> str:
    return scope.say(_BY[code]) if code in _BY else scope.masked(_named(code, scope))


def _share(value: float) -> str:
    return numbers.share(value, 1)


def _told(one: Estimate | None) -> str:
    return _share(one.value) if one is not None else numbers.NOTHING


def _interval(one: Estimate | None) -> str:
    told = "" if one is None else numbers.interval(one.percent.low, one.percent.high)
    return told or numbers.NOTHING


def _usual(one: StageYield) -> str:
    limits = one.chart.limits
    if limits is None:
        return numbers.NOTHING
    return numbers.interval(percent(limits.low[-1]), percent(limits.high[-1]), 1)


_STAGE = TextColumn("yields.head_stage", lambda one, scope: _named(one.stage, scope))
_STAGES = (
    _STAGE,
    Column("yields.head_inspected", lambda one, _: numbers.count(one.all.inspected)),
    Column("yields.head_yield",
           lambda one, _: Link(text=_told(one.first_pass), target=about_target(YIELDS))),
    Column(interval_head, lambda one, _: _interval(one.first_pass)),
)  # fmt: skip
_USUAL = Column("yields.head_usual", lambda one, _: _usual(one))
_ESCAPES = Column("yields.head_escapes", lambda one, _: _told(one.escapes))
_KINDS = (
    TextColumn("yields.head_stage", lambda row, scope: _named(row[0].stage, scope)),
    TextColumn("yields.head_kind", lambda row, scope: _kind(row[1], scope)),
    Column("yields.head_inspected", lambda row, _: numbers.count(row[2].inspected)),
    Column("yields.head_yield", lambda row, _: _told(row[2].first_pass)),
)
_WORKED = (
    _STAGE,
    Column("yields.head_passed", lambda one, _: numbers.count(one.all.passed)),
    Column("yields.head_inspected", lambda one, _: numbers.count(one.all.inspected)),
    Column("yields.head_yield", lambda one, _: _told(one.first_pass)),
)


def explain_yields(scope: Scope, found: YieldFindings) -> Iterator[tuple[str, Explanation]]:
    """Yield how the yields came about, stage by stage."""
    product = " × ".join(_told(one.first_pass) for one in found.stages)
    rolled = found.rolled
    text = f"{product} = {_share(rolled)}" if rolled is not None else _heading(found, scope)
    yield explained(
        YIELDS, scope.say("yields.topic"),
        register_rows(scope, RegisterKind.STAGES),
        lay_out_step(_WORKED, found.stages, scope, title=scope.say("yields.by_stage")),
        lines_step(scope, "report.explain.step_formula", text),
        figure=_share(rolled) if rolled is not None else numbers.NOTHING, of_answers=False,
    )  # fmt: skip
