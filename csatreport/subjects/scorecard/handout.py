"""The scorecard of one supplier, on one page, to be sent to it: it names nobody else."""

from collections.abc import Iterator

from csatreport.report import numbers
from csatreport.report.columns import Column, TextColumn, lay_out
from csatreport.report.control import course_line
from csatreport.report.inline import Link
from csatreport.report.model import Chapter, Paragraph, ReportBlock
from csatreport.report.plots import Range, Ranges
from csatreport.report.scope import Scope
from csatreport.subjects.scorecard.measure import CriterionScore, Scorecards, SupplierScore
from csatreport.subjects.scorecard.tell import (
    PARTS,
    SCORECARD,
    criteria_names,
    criterion_name,
    figure_text,
    moved_text,
    named,
    reach_text,
    score_text,
)

_FIRST = 3
"""So many criteria that would raise the score most are named."""
_SPAN = 30.0


def compose_handouts(scope: Scope, found: Scorecards) -> Iterator[tuple[str, Chapter]]:
    """Yield a page for each supplier, with its code."""
    for one in found.suppliers:
        name = named(one.supplier, scope)
        chapter = Chapter(
            id=SCORECARD,
            topic=scope.say("scorecard.card_topic", supplier=name),
            heading=_heading(one, scope),
            blocks=tuple(_blocks(one, scope)),
        )
        yield one.supplier, chapter


def _heading(one: SupplierScore, scope: Scope) -> str:
    if one.grade is None or one.score is None:
        return scope.say("scorecard.card_ungraded")
    score = numbers.index(one.score.value)
    return scope.say("scorecard.card_heading", grade=one.grade, score=score)


def _blocks(one: SupplierScore, scope: Scope) -> Iterator[ReportBlock]:
    yield Paragraph(text=scope.joined(list(_rests(one, scope))))
    yield Ranges(
        title=scope.say("scorecard.points"),
        heads=tuple(column.title(scope) for column in PARTS),
        rows=tuple(_row(part, scope) for part in one.parts),
        note=scope.say("scorecard.card_note"),
    )  # fmt: skip
    course = [(period, some.score if some else None) for period, some in one.course]
    trend = course_line(course, scope, title=scope.say("scorecard.trend"), value=score_text,
                        span=_SPAN, ends=(0.0, 100.0))  # fmt: skip
    if trend is not None:
        yield trend
    yield lay_out(_LINES, one.parts, scope, caption=scope.say("scorecard.lines"))
    grades = [scope.say("scorecard.line", grade=g, line=numbers.plain(at))
              for g, at in one.rule.grades]  # fmt: skip
    yield Paragraph(text=scope.say("scorecard.card_grades", grades=scope.listed(grades)), note=True)


def _rests(one: SupplierScore, scope: Scope) -> Iterator[str]:
    """Yield what the grade rests on, and what would raise it most."""
    yield scope.say("scorecard.rests", weight=numbers.plain(one.weight))
    if one.missing:
        yield scope.say("scorecard.rests_without", criteria=criteria_names(one.missing, scope))
    if one.capped:
        names = criteria_names(one.capped, scope)
        yield scope.say("scorecard.rests_cap", criteria=names, cap=one.rule.cap)
    if len(one.open) > 1:
        grades, reach = numbers.DASH.join(one.open), reach_text(one.score)
        yield scope.say("scorecard.rests_open", grades=grades, reach=reach)
    if one.moved is not None:
        yield scope.say("scorecard.rests_moved", moved=moved_text(one, scope))
    told = [
        scope.paired(criterion_name(part, scope), numbers.signed(gain))
        for gain, part in one.gains[:_FIRST]
        if not numbers.vanishes(gain)
    ]
    if told and one.score is not None:
        yield scope.say("scorecard.first", gains=scope.listed(told))


def _row(part: CriterionScore, scope: Scope) -> Range:
    name, *cells = (column.said(part, scope) for column in PARTS)
    return Range(
        label=Link(text=name), cells=tuple(cells), text=scope.paired(name, cells[-2]),
        value=part.points.value if part.points else 0.0, start=0.0,
        hidden="" if part.points else figure_text(part, scope),
    )  # fmt: skip


def _thresholds(part: CriterionScore, scope: Scope) -> str:
    ordered = sorted(part.criterion.points, key=lambda pair: -pair[1])
    steps = scope.say("scorecard.steps") if part.criterion.steps else scope.say("scorecard.slope")
    lines = (f"{numbers.plain(figure)} → {numbers.plain(points)}" for figure, points in ordered)
    return f"{' · '.join(lines)} {steps}"


_LINES = (
    TextColumn("scorecard.head_criterion", criterion_name),
    TextColumn("scorecard.head_lines", _thresholds),
    Column("scorecard.head_critical",
           lambda part, _: numbers.optional(part.criterion.critical, 0)),
)  # fmt: skip
