"""Inspections, defects found inside, and the composite of a unit."""

from __future__ import annotations

from collections.abc import Sequence

from csatreport.measures.inspections import DefectFindings, InspectionFindings, Marks
from csatreport.messages import say
from csatreport.registers.model import Check
from csatreport.report import numbers, wording
from csatreport.report.composite import (
    composite_of,
    composite_table,
    units_table,
)
from csatreport.report.explain_figures import about_target
from csatreport.report.inline import Link
from csatreport.report.model import Block, Chapter, Paragraph, Table
from csatreport.report.scope import Scope
from csatreport.survey.policy import Audience
from csatreport.survey.register import RegisterKind

_LISTED = 40
_AREAS = ("report.defects.by_area", "report.defects.head_area")
_FINDERS = ("report.defects.by_finder", "report.defects.head_finder")


def compose_defects(scope: Scope) -> Chapter | None:
    """Make the chapter on defects found inside, and inspections; None without either."""
    registered, language = scope.findings.registered, scope.language
    composite = composite_of(scope)
    if registered is None or (
        registered.defects is None and registered.inspections is None and composite is None
    ):
        return None
    blocks: list[Block] = []
    heading = ""
    if composite is not None:
        blocks.append(composite_table(composite, scope))
        units = units_table(scope)
        blocks += [units] if units is not None else []
        heading = say(language, "report.composite.heading", score=numbers.index(composite.score))
    if registered.inspections is not None:
        blocks += _inspections(registered.inspections, scope)
        score = registered.inspections.whole.score
        heading = heading or say(language, "report.inspections.heading", score=numbers.index(score))
    if registered.defects is not None:
        blocks += _defects(registered.defects, scope)
        heading = heading or wording.counted(language, "report.defects.found", registered.defects.n)
    return Chapter(
        id="inspections",
        number="",
        topic=say(language, "report.inspections.topic"),
        heading=heading,
        blocks=tuple(blocks),
    )


def _inspections(found: InspectionFindings, scope: Scope) -> list[Block]:
    language, units = scope.language, scope.findings.questionnaire.units.by_id
    heads = (
        say(language, "report.inspections.head_score"),
        say(language, "report.inspections.head_checks"),
        say(language, "report.inspections.head_findings"),
        say(language, "report.inspections.head_critical"),
    )

    def named(code: str) -> str:
        return scope.coded(RegisterKind.INSPECTIONS, code)

    def row(name: str, one: Marks) -> tuple[str | Link, ...]:
        failed = wording.listed(
            language,
            [named(code) for code in dict.fromkeys(one.failed)],
        )
        counts = (numbers.count(one.checks), numbers.count(one.findings))
        score = Link(text=numbers.index(one.score), target=about_target("inspections"))
        return (name, score, *counts, failed)

    tables: list[Block] = [
        Table(
            caption=say(language, "report.inspections.by_section", visits=found.visits),
            heads=(say(language, "report.inspections.head_section"), *heads),
            rows=tuple(row(named(one.name), one) for one in found.by_section),
            numeric=(False, True, True, True, False),
            note=wording.counted(language, "report.inspections.open", len(found.open)),
        )
    ]
    if len(found.by_unit) > 1:
        tables.append(
            Table(
                caption=say(language, "report.inspections.by_unit"),
                heads=(say(language, "report.compare.head_unit"), *heads),
                rows=tuple(row(scope.unit_name(units[one.name]), one) for one in found.by_unit),
                numeric=(False, True, True, True, False),
            )
        )
    if found.open and scope.audience is Audience.RESTRICTED:
        tables.append(_findings(found.open, scope))
    return tables


def _findings(found: Sequence[Check], scope: Scope) -> Table:
    """List the findings that are not closed with the names of their photos: not for everybody."""
    language, units = scope.language, scope.findings.questionnaire.units.by_id
    more = len(found) - _LISTED
    return Table(
        caption=say(language, "report.inspections.findings"),
        heads=(
            say(language, "report.compare.head_unit"),
            say(language, "report.inspections.head_day"),
            say(language, "report.inspections.head_section"),
            say(language, "report.inspections.head_check"),
            say(language, "report.inspections.head_photo"),
        ),
        rows=tuple(
            (
                scope.unit_name(units[one.unit]),
                one.day.isoformat(),
                scope.coded(RegisterKind.INSPECTIONS, one.section),
                scope.coded(RegisterKind.INSPECTIONS, one.check),
                one.photo or numbers.NOTHING,
            )
            for one in found[:_LISTED]
        ),
        note=say(language, "report.entries.more", number=more) if more > 0 else "",
    )


def _defects(found: DefectFindings, scope: Scope) -> list[Block]:
    language = scope.language
    texts = [wording.counted(language, "report.defects.number", found.n)]
    if found.in_time is not None:
        share = numbers.share(found.in_time.value)
        texts.append(say(language, "report.defects.in_time", share=share, n=found.in_time.base))
    if found.ratio is not None:
        ratio = numbers.fixed(found.ratio)
        texts.append(say(language, "report.defects.ratio", ratio=ratio))
    if found.customers:
        texts.append(
            say(language, "report.defects.customers", number=numbers.count(found.customers))
        )
    tables = [_defects_by(*_AREAS, found.by_area, scope)]
    if found.by_finder:
        tables.append(_defects_by(*_FINDERS, found.by_finder, scope))
    return [Paragraph(text=wording.joined(language, texts)), *tables]


def _defects_by(caption: str, head: str, counts: Sequence[tuple[str, int]], scope: Scope) -> Table:
    """Count defects by area, or by who found them, with their share of all."""
    language, total = scope.language, sum(n for _, n in counts)
    return Table(
        caption=say(language, caption),
        heads=(
            say(language, head),
            "n",
            say(language, "report.defects.head_share"),
        ),
        rows=tuple(
            (
                scope.masked(scope.coded(RegisterKind.DEFECTS, code)),
                numbers.count(n),
                numbers.share(n / total),
            )
            for code, n in counts
        ),
        numeric=(False, True, True),
    )
