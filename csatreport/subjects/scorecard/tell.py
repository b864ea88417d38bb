"""The suppliers side by side: grades and what they rest on, points, course, share of supply."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from csatreport.report import numbers, wording
from csatreport.report.columns import Column, TextColumn, interval_head, lay_out, lay_out_step
from csatreport.report.inline import Link
from csatreport.report.model import CardRow, Chapter, Explanation, Paragraph, ReportBlock
from csatreport.report.scope import Scope
from csatreport.report.subject import chapter
from csatreport.report.workings.figures import about_target
from csatreport.report.workings.rows import explained, lines_step, register_rows
from csatreport.statistics.estimate import Estimate
from csatreport.study.periods import Period
from csatreport.study.register import RegisterKind
from csatreport.subjects.scorecard.measure import CriterionScore, Scorecards, SupplierScore

SCORECARD = "scorecard"
_NAMED, _HUNDRED, _MILLION = 4, 100, 1_000_000
_TIED = f"\u2060{numbers.DASH}\u2060"
"""A dash at which no line is broken."""


def compose_scorecards(scope: Scope, found: Scorecards) -> Chapter:
    """Make the chapter."""
    grades = [(one.grade, one.suppliers) for one in found.grades if one.grade is not None]
    counts = scope.listed([scope.say("scorecard.so_many", grade=g, number=n) for g, n in grades])
    heading = scope.say("scorecard.heading", grades=counts)
    return chapter(scope, "scorecard.topic", heading, _blocks(found, scope))


def _blocks(found: Scorecards, scope: Scope) -> Iterator[ReportBlock]:
    if texts := list(_lead(found, scope)):
        yield Paragraph(text=scope.joined(texts))
    columns = (*_SUPPLIERS, *((_SUPPLY,) if found.supplied else ()), _MISSING)
    yield lay_out(
        columns, found.suppliers, scope,
        caption=scope.say("scorecard.suppliers"), note=scope.say("scorecard.note"),
    )  # fmt: skip
    columns = (*_GRADES, *((_SUPPLY,) if found.supplied else ()))
    caption, note = scope.say("scorecard.by_grade"), _concentration(found, scope)
    yield lay_out(columns, found.grades, scope, caption=caption, note=note)
    parts = (_criterion(place, one) for place, one in enumerate(found.suppliers[0].parts))
    yield lay_out(
        (_SUPPLIER, *parts), found.suppliers, scope, caption=scope.say("scorecard.points_weights")
    )
    course = found.suppliers[0].course
    if len(course) > 1:
        periods = (_period(place, period) for place, (period, _) in enumerate(course))
        caption = scope.say("scorecard.course")
        yield lay_out((_SUPPLIER, *periods), found.suppliers, scope, caption=caption)


def _concentration(found: Scorecards, scope: Scope) -> str:
    texts = [
        scope.say("scorecard.largest" if k == 1 else "scorecard.largest_several",
                  number=k, share=numbers.share(share))
        for k, share in found.largest
    ]  # fmt: skip
    if found.unknown:
        texts.append(scope.counted("scorecard.unknown", found.unknown))
    return scope.joined(texts)


def _lead(found: Scorecards, scope: Scope) -> Iterator[str]:
    """Yield what a reader must not overlook."""
    for key, of in _NOTED.items():
        details = [(one.supplier, of(one, scope)) for one in found.suppliers]
        names = [_with(named(code, scope), said, scope) for code, said in details if said]
        if names:
            listed = scope.listed_first(names, _NAMED, "scorecard.more")
            yield scope.say(key, suppliers=listed, cap=found.rule.cap)
    if found.absent:
        absent = scope.listed([named(code, scope) for code in found.absent])
        yield scope.say("scorecard.absent", suppliers=absent)


def _with(name: str, detail: str, scope: Scope) -> str:
    return scope.say("scorecard.with", name=name, detail=detail)


def _is_last(one: SupplierScore) -> bool:
    return one.grade == one.rule.names[-1]


def _step(one: SupplierScore, _: Scope) -> str:
    before = one.before.grade if one.before else None
    return f"{before} → {one.grade}" if before and one.grade and before != one.grade else ""


def criteria_names(parts: Sequence[CriterionScore], scope: Scope) -> str:
    """Say the names of criteria."""
    return scope.listed([criterion_name(part, scope) for part in parts])


_NOTED: Mapping[str, Callable[[SupplierScore, Scope], str]] = {
    "scorecard.last": lambda one, _: one.grade if _is_last(one) and one.grade else "",
    "scorecard.changed": _step,
    "scorecard.capped": lambda one, scope: criteria_names(one.capped, scope),
    "scorecard.open": lambda one, _: numbers.DASH.join(one.open) if len(one.open) > 1 else "",
    "scorecard.ungraded": lambda one, scope: (
        "" if one.grade else criteria_names(one.missing, scope)
    ),
}
"""What is said above the table, and what is said of each supplier; nothing of most."""


def named(code: str, scope: Scope) -> str:
    """Say a supplier's name."""
    return scope.coded(RegisterKind.SUPPLIERS, code)


def criterion_name(part: CriterionScore, scope: Scope) -> str:
    """Say a criterion's name."""
    return part.criterion.label[scope.language]


def figure_text(part: CriterionScore, scope: Scope) -> str:
    """Say what was measured, with what was counted where something was."""
    if part.figure is None:
        return scope.say("scorecard.nothing" if part.of == 0 else "scorecard.unmeasured")
    value, per = part.figure.value, part.criterion.per
    if not part.criterion.counted:
        return numbers.plain(value)
    of = scope.say("scorecard.of", count=numbers.count(part.count), of=numbers.count(part.of))
    if per == _HUNDRED:
        return _with(numbers.part(value, _HUNDRED, 1), of, scope)
    key = "scorecard.per_million" if per == _MILLION else "scorecard.per"
    figure = scope.say(key, figure=numbers.figures(value), per=numbers.count(round(per)))
    return _with(figure, of, scope)


def reach_text(one: Estimate | None) -> str:
    """Say the ends that chance leaves open; a dash where nothing was counted."""
    return (numbers.index_interval(one.low, one.high) if one else "") or numbers.NOTHING


def grade_text(one: SupplierScore) -> str:
    """Say the grade, with those that chance leaves open where it is not firm."""
    if one.grade is None:
        return numbers.NOTHING
    return one.grade if len(one.open) == 1 else f"{one.grade}\u00a0({_TIED.join(one.open)})"


def moved_text(one: SupplierScore, scope: Scope) -> str:
    """Say how far the score moved, and whether chance may have done it."""
    moved = one.moved
    if moved is None:
        return numbers.NOTHING
    text = numbers.signed(moved.value)
    chance = moved.low is not None and moved.high is not None and moved.low <= 0 <= moved.high
    return _with(text, scope.say("scorecard.chance"), scope) if chance else text


def score_text(score: Estimate | None) -> str:
    """Say a score."""
    return numbers.index(score.value if score else None)


_SUPPLIER = TextColumn("scorecard.head_supplier", lambda one, scope: named(one.supplier, scope))
_SUPPLIERS = (
    _SUPPLIER,
    TextColumn("scorecard.head_grade", lambda one, _: grade_text(one)),
    Column("scorecard.head_score",
           lambda one, _: Link(text=score_text(one.score), target=about_target(SCORECARD))),
    Column(interval_head, lambda one, _: reach_text(one.score)),
    Column("scorecard.head_moved", moved_text),
)  # fmt: skip
_SUPPLY = Column("scorecard.head_supply", lambda one, _: numbers.share(one.share))
_MISSING = TextColumn(
    "scorecard.head_missing", lambda one, scope: criteria_names(one.missing, scope)
)
_GRADES = (
    TextColumn("scorecard.head_grade",
               lambda one, scope: one.grade or scope.say("scorecard.ungraded_row")),
    Column("scorecard.head_from", lambda one, _: numbers.optional(one.line, 0)),
    Column("scorecard.head_suppliers", lambda one, _: numbers.count(one.suppliers)),
)  # fmt: skip


def _criterion(place: int, one: CriterionScore) -> Column:
    weight = numbers.plain(one.criterion.weight)

    def points(supplier: SupplierScore, _: Scope) -> str:
        found = supplier.parts[place].points
        return numbers.optional(found.value if found else None, 0)

    return Column(lambda scope: f"{criterion_name(one, scope)} · {weight}", points)


def _period(place: int, period: Period) -> TextColumn:
    def cell(supplier: SupplierScore, _: Scope) -> str:
        one = supplier.course[place][1]
        return f"{one.grade} {score_text(one.score)}" if one and one.grade else numbers.NOTHING

    return TextColumn(lambda scope: wording.period_axis(period, scope.language), cell)


def risky_suppliers(scope: Scope, found: Scorecards) -> Iterator[CardRow]:
    """Yield who has the last grade, for the one page."""
    last = found.rule.names[-1]
    some = [named(one.supplier, scope) for one in found.suppliers if _is_last(one)]
    if some:
        head = scope.say("scorecard.card", grade=last, number=len(some))
        detail = scope.listed_first(some, _NAMED, "scorecard.more")
        yield CardRow(head=Link(text=head, target=f"#{SCORECARD}"), detail=detail)


PARTS = (
    TextColumn("scorecard.head_criterion", criterion_name),
    Column("scorecard.head_weight", lambda part, _: numbers.plain(part.criterion.weight)),
    Column("scorecard.head_figure", figure_text),
    Column("scorecard.head_points",
           lambda part, _: numbers.optional(part.points.value if part.points else None)),
    Column(interval_head, lambda part, _: reach_text(part.points)),
)  # fmt: skip
"""The criteria of one supplier."""


def explain_scorecards(scope: Scope, found: Scorecards) -> Iterator[tuple[str, Explanation]]:
    """Yield how each supplier's score is added up from its figures."""
    worked = (
        lay_out_step(
            PARTS, one.parts, scope, title=named(one.supplier, scope), lines=(_worked(one),)
        )
        for one in found.suppliers
    )
    yield explained(
        SCORECARD, scope.say("scorecard.topic"),
        register_rows(scope, RegisterKind.SUPPLIERS),
        lines_step(scope, "report.explain.step_formula", scope.say("scorecard.worked")),
        *worked, of_answers=False,
    )  # fmt: skip


def _worked(one: SupplierScore) -> str:
    parts = " + ".join(
        f"{numbers.plain(part.criterion.weight)}·{numbers.fixed(points.value)}"
        for part, points in one.measured
    )
    return f"({parts}) / {numbers.plain(one.weight)} = {score_text(one.score)} → {grade_text(one)}"
