"""Customers by grade, in words: who moved, how content each grade is, what service each is owed."""

import datetime as dt
from collections.abc import Iterator

from csatreport.report import numbers, wording
from csatreport.report.columns import Column, TextColumn, interval_head, lay_out, lay_out_step
from csatreport.report.inline import Link
from csatreport.report.model import CardRow, Chapter, Explanation, Paragraph, ReportBlock, Table
from csatreport.report.scope import Scope
from csatreport.report.workings.rows import explained, lines_step, register_rows
from csatreport.statistics.change import ALPHA
from csatreport.statistics.estimate import percent
from csatreport.study.register import RegisterKind
from csatreport.subjects.customers.bands import Band
from csatreport.subjects.grades.measure import MARGIN, GradeFindings, GradeLevel, for_everyone
from csatreport.subjects.grades.settings import PARTS, Grade

GRADES = "grades"
_LISTED = 20
_HEADINGS = {1: "grades.heading_up", -1: "grades.heading_down", 0: "grades.heading_level"}
_PARTS = dict(
    zip(PARTS, ("grades.contribution", "grades.compliance", "grades.capability"), strict=True)
)
_CLEAR = {1: "grades.clear_up", -1: "grades.clear_down", 0: "grades.not_clear"}


def compose_grades(scope: Scope, found: GradeFindings) -> Chapter:
    """Make the chapter on customers by grade."""
    if not scope.names:
        found = for_everyone(found)
    return Chapter(
        id=GRADES,
        topic=scope.say("grades.topic"),
        heading=_heading(found, scope),
        blocks=tuple(_blocks(found, scope)),
    )


def _heading(found: GradeFindings, scope: Scope) -> str:
    if found.since is None:
        return scope.say("grades.heading", n=found.graded, grades=len(found.levels))
    if found.p is None:
        return scope.say("grades.heading_still")
    return scope.say(_HEADINGS[found.clear], up=found.moved(1), down=found.moved(-1))


def _blocks(found: GradeFindings, scope: Scope) -> Iterator[ReportBlock]:
    yield Paragraph(text=scope.joined(list(_lead(found, scope))))
    yield _levels(found, scope)
    if found.types:
        yield lay_out(_TYPES, found.types, scope, caption=scope.say("grades.types"))
    if found.leaning is not None:
        yield Paragraph(text=_leaning(found, scope))
    if found.since is not None:
        yield Paragraph(text=scope.joined(list(_movement(found, scope))))
        yield _matrix(found, scope)
        if scope.names:
            yield _fallen(found, scope)
    if any(one.grade.services for one in found.levels):
        yield lay_out(
            (_GRADE, _TYPE, _SERVICES), found.levels, scope,
            caption=scope.say("grades.menu"),
            note=scope.say("grades.menu_note", id=scope.findings.questionnaire.id),
        )  # fmt: skip


def _month(day: dt.date) -> str:
    return f"{day:%Y-%m}"


def _lead(found: GradeFindings, scope: Scope) -> Iterator[str]:
    yield scope.say("grades.lead", n=found.graded, month=_month(found.month))
    if not found.anew:
        yield scope.say("grades.not_anew")
    told = (
        ("grades.kept", found.kept),
        ("grades.ungraded", found.ungraded),
        ("grades.incomplete", found.incomplete),
        ("grades.unlisted", found.unlisted),
    )
    yield from (scope.counted(key, number) for key, number in told if number)


def _movement(found: GradeFindings, scope: Scope) -> Iterator[str]:
    yield scope.say(
        "grades.moved",
        since=_month(found.since or found.month),
        up=found.moved(1), down=found.moved(-1), same=found.moved(0),
        entered=found.entered, left=found.left,
    )  # fmt: skip
    if found.p is not None:
        yield scope.say(_CLEAR[found.clear], p=numbers.stated(found.p))


def _leaning(found: GradeFindings, scope: Scope) -> str:
    one = found.leaning
    assert one is not None, "told only where there is one"  # noqa: S101
    clear = "grades.lean_up" if one.rho > 0 else "grades.lean_down"
    key = "grades.lean_none" if one.p > ALPHA else clear
    return scope.say(key, rho=numbers.signed(one.rho, 2), p=numbers.stated(one.p), n=one.n)


def grade_name(one: Grade, scope: Scope) -> str:
    """Say the name of a grade."""
    return one.label[scope.language]


def type_name(code: str, scope: Scope) -> str:
    """Say the name of a type of customers."""
    return scope.coded(RegisterKind.GRADES, code) if code else numbers.NOTHING


def _net(one: GradeLevel) -> str:
    """Say how many more have it than before."""
    return numbers.NOTHING if one.before is None else numbers.signed(one.n - one.before, 0)


def _interval(one: Band, scope: Scope) -> str:
    return wording.interval_or_word(one.score, scope.language) or numbers.NOTHING


def _index(one: Band) -> str:
    return numbers.index(one.score.value if one.score else None)


def _services(one: Grade, scope: Scope) -> str:
    named = [text[scope.language] for text in one.services]
    return " · ".join(named) or numbers.NOTHING


_GRADE = TextColumn("customers.head_grade", lambda one, scope: grade_name(one.grade, scope))
_TYPE = TextColumn("grades.head_type", lambda one, scope: type_name(one.grade.type, scope))
_SERVICES = TextColumn("grades.head_services", lambda one, scope: _services(one.grade, scope))
_LEVELS = (
    _GRADE,
    _TYPE,
    Column("grades.head_n", lambda one, _: numbers.count(one.n)),
    Column("grades.head_kept", lambda one, _: numbers.count(one.kept)),
    Column("grades.head_net", lambda one, _: _net(one)),
    Column("customers.head_answered", lambda one, _: numbers.count(one.band.answered)),
    Column("customers.head_score",
           lambda one, _: _index(one.band)),
    Column(interval_head, lambda one, scope: _interval(one.band, scope)),
    Column("grades.head_forms", lambda one, _: numbers.count(one.forms)),
)  # fmt: skip


_TYPES = (
    TextColumn("grades.head_type", lambda one, scope: type_name(one.name, scope)),
    Column("grades.head_n", lambda one, _: numbers.count(one.listed)),
    Column("customers.head_answered", lambda one, _: numbers.count(one.answered)),
    Column("customers.head_score", lambda one, _: _index(one)),
    Column(interval_head, _interval),
)


def _levels(found: GradeFindings, scope: Scope) -> Table:
    return lay_out(
        _LEVELS, found.levels, scope,
        caption=scope.say("grades.levels"),
        note=scope.say("grades.levels_note", margin=numbers.plain(percent(MARGIN))),
    )  # fmt: skip


def _matrix(found: GradeFindings, scope: Scope) -> Table:
    """Lay out old grades down and new ones across; who is in neither stands in no cell."""
    named = [grade_name(one.grade, scope) for one in found.levels]

    def cell(new: int) -> Column:
        head = named[new] if new < len(named) else scope.say("grades.none_now")
        return Column(
            lambda _: head, lambda row, _: numbers.count(row[1][new]) if row[1][new] else ""
        )

    rows = zip((*named, scope.say("grades.none_before")), found.matrix, strict=True)
    first = TextColumn("grades.head_before", lambda row, _: row[0])
    return lay_out(
        (first, *map(cell, range(len(named) + 1))), rows, scope,
        caption=scope.say("grades.matrix", since=_month(found.since or found.month)),
        note=scope.say("grades.matrix_note"),
    )  # fmt: skip


def _fallen(found: GradeFindings, scope: Scope) -> Table:
    """List who moved down, the furthest first; only where names may stand."""
    fallen = sorted(
        (one for one in found.moves if one.steps < 0),
        key=lambda one: (one.steps, -(one.customer.value or 0.0), one.customer.id),
    )
    more = len(fallen) - _LISTED

    def grade(place: int | None) -> str:
        return numbers.NOTHING if place is None else grade_name(found.levels[place].grade, scope)

    columns = (
        TextColumn("customers.head_name", lambda one, _: one.customer.name or one.customer.id),
        TextColumn("grades.head_before", lambda one, _: grade(one.before)),
        TextColumn("grades.head_now", lambda one, _: grade(one.now)),
    )
    return lay_out(
        columns, fallen[:_LISTED], scope,
        caption=scope.say("grades.fallen"),
        note=scope.say("report.entries.more", number=more) if more > 0 else "",
        empty=scope.say("customers.none"),
    )  # fmt: skip


def grade_card(scope: Scope, found: GradeFindings) -> Iterator[CardRow]:
    """Yield that clearly more customers moved down than up, or up than down."""
    if found.clear:
        detail = scope.say("grades.card", since=_month(found.since or found.month))
        yield CardRow(head=Link(text=_heading(found, scope), target=f"#{GRADES}"), detail=detail)


def explain_grades(scope: Scope, found: GradeFindings) -> Iterator[tuple[str, Explanation]]:
    """Yield how points become a grade, and what the claims rest on."""
    weights = dict(found.rule.point_weights)
    parts = [scope.paired(scope.say(_PARTS[name]), f"{w:g}") for name, w in weights.items()]
    shares = found.rule.grades[0].share is not None
    lines = [
        scope.say("grades.explain_points", parts=scope.listed(parts)),
        scope.say("grades.explain_shares" if shares else "grades.explain_lines"),
        scope.say("grades.explain_rounds", months=found.rule.regrade, keep=found.rule.keep),
        scope.say("grades.explain_tests"),
    ]
    steps = [
        lay_out_step(_RULES, found.levels, scope, title=scope.say("grades.menu_grades")),
        lines_step(scope, "report.explain.step_formula", *lines),
    ]
    yield explained(
        GRADES, scope.say("grades.topic"),
        register_rows(scope, RegisterKind.GRADES, RegisterKind.CUSTOMERS), *steps,
        figure=_heading(found, scope),
    )  # fmt: skip


def _line(one: GradeLevel, scope: Scope) -> str:
    grade = one.grade
    if grade.share is not None:
        return scope.say("grades.of_customers", share=numbers.plain(grade.share))
    return scope.say("grades.from_points", points=numbers.plain(grade.least or 0.0))


_RULES = (_GRADE, _TYPE, TextColumn("grades.head_rule", _line))
