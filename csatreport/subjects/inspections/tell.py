"""Inspections: scores by section and unit, critical checks that failed, what is not mended yet."""

from collections.abc import Iterator, Sequence

from csatreport.report import numbers
from csatreport.report.columns import Column, TextColumn, lay_out, lay_out_step
from csatreport.report.inline import Link
from csatreport.report.model import Chapter, Explanation, ReportBlock, Table
from csatreport.report.scope import Scope
from csatreport.report.subject import Heard, chapter
from csatreport.report.workings.figures import about_target
from csatreport.report.workings.rows import explained, register_rows
from csatreport.study.policy import Audience
from csatreport.study.register import RegisterKind
from csatreport.study.register_entries import Check
from csatreport.subjects.inspections.measure import InspectionFindings, Marks

INSPECTIONS = "inspections"
"""The chapter, which defects and the composite share."""
_LISTED = 40


def compose_inspections(scope: Scope, found: InspectionFindings) -> Chapter:
    """Make the part of the chapter that is about inspections."""
    heading = scope.say("inspections.heading", score=numbers.index(found.whole.score))
    return chapter(scope, "inspections.topic", heading, _blocks(found, scope))


def _blocks(found: InspectionFindings, scope: Scope) -> Iterator[ReportBlock]:
    yield lay_out(
        (_SECTION, *_MARKS), found.by_section, scope,
        caption=scope.counted("inspections.by_section", found.visits),
        note=scope.counted("inspections.open", len(found.open)),
    )  # fmt: skip
    if len(found.by_unit) > 1:
        caption = scope.say("inspections.by_unit")
        yield lay_out((_UNIT, *_MARKS), found.by_unit, scope, caption=caption)
    if found.open and scope.audience is Audience.RESTRICTED:
        yield _findings(found.open, scope)


def _named(code: str, scope: Scope) -> str:
    return scope.coded(RegisterKind.INSPECTIONS, code)


def _unit_name(unit: str, scope: Scope) -> str:
    return scope.unit_name(scope.findings.questionnaire.units.by_id[unit])


def _failed(one: Marks, scope: Scope) -> str:
    codes = dict.fromkeys(one.failed)
    return scope.listed([_named(code, scope) for code in codes])


def _findings(found: Sequence[Check], scope: Scope) -> Table:
    """List the findings that are not closed with the names of their photos: not for everybody."""
    more = len(found) - _LISTED
    return lay_out(
        _FINDING, found[:_LISTED], scope,
        caption=scope.say("inspections.findings"),
        note=scope.say("report.entries.more", number=more) if more > 0 else "",
    )  # fmt: skip


_SECTION = TextColumn("inspections.head_section", lambda one, scope: _named(one.name, scope))
_UNIT = TextColumn("report.compare.head_unit", lambda one, scope: _unit_name(one.name, scope))
_MARKS = (
    Column("inspections.head_score",
           lambda one, _: Link(text=numbers.index(one.score), target=about_target(INSPECTIONS))),
    Column("inspections.head_checks", lambda one, _: numbers.count(one.checks)),
    Column("inspections.head_findings", lambda one, _: numbers.count(one.findings)),
    TextColumn("inspections.head_critical", _failed),
)  # fmt: skip
_FINDING = (
    TextColumn("report.compare.head_unit", lambda one, scope: _unit_name(one.unit, scope)),
    TextColumn("inspections.head_day", lambda one, _: one.day.isoformat()),
    TextColumn("inspections.head_section", lambda one, scope: _named(one.section, scope)),
    TextColumn("inspections.head_check", lambda one, scope: _named(one.check, scope)),
    TextColumn("inspections.head_photo", lambda one, _: one.photo or numbers.NOTHING),
)
_WORKED = (
    _SECTION,
    Column("inspections.explain_passed", lambda one, _: numbers.plain(one.passed)),
    Column("inspections.explain_weight", lambda one, _: numbers.plain(one.weight)),
    Column("inspections.head_score", lambda one, _: numbers.index(one.score)),
)


def heard_inspections(scope: Scope, found: InspectionFindings) -> Iterator[Heard]:
    """Yield the findings as a channel, the sections with the most of them first."""
    sections = sorted(found.by_section, key=lambda one: -one.findings)
    yield Heard(
        channel=scope.say("inspections.channel"),
        n=found.whole.findings,
        about=tuple((_named(one.name, scope), one.findings) for one in sections if one.findings),
        open=len(found.open),
    )


def explain_inspections(
    scope: Scope, found: InspectionFindings
) -> Iterator[tuple[str, Explanation]]:
    """Yield how the score came about, section by section."""
    whole = found.whole
    worked = scope.say(
        "inspections.explain_score",
        passed=numbers.plain(whole.passed), weight=numbers.plain(whole.weight),
        score=numbers.index(whole.score),
    )  # fmt: skip
    score = lay_out_step(
        _WORKED, found.by_section, scope, title=scope.say("inspections.head_score"), lines=(worked,)
    )
    yield explained(
        INSPECTIONS, scope.say("inspections.topic"),
        register_rows(scope, RegisterKind.INSPECTIONS), score,
        figure=numbers.index(whole.score), of_answers=False,
    )  # fmt: skip
