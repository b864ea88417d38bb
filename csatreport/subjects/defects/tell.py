"""Defects found inside: how many, how soon mended, where, and by whom.

It shares the chapter of the inspections.
"""

from collections.abc import Iterator

from csatreport.report import numbers
from csatreport.report.columns import Column, TextColumn, lay_out
from csatreport.report.model import Chapter, Explanation, Paragraph, ReportBlock
from csatreport.report.scope import Scope
from csatreport.report.subject import Heard, chapter
from csatreport.report.workings.rows import explained, lines_step, register_rows
from csatreport.study.register import RegisterKind
from csatreport.subjects.defects.measure import DefectFindings
from csatreport.subjects.inspections.tell import INSPECTIONS

DEFECTS = "defects"


def compose_defects(scope: Scope, found: DefectFindings) -> Chapter:
    """Make the part of the chapter that is about defects."""
    heading = scope.counted("defects.found", found.n)
    return chapter(scope, "inspections.topic", heading, _blocks(found, scope), name=INSPECTIONS)


def _blocks(found: DefectFindings, scope: Scope) -> Iterator[ReportBlock]:
    yield Paragraph(text=scope.joined(_lead(found, scope)))
    area = (_AREA, *_COLUMNS)
    yield lay_out(area, found.by_area, scope, caption=scope.say("defects.by_area"))
    if found.by_finder:
        finder = (_FINDER, *_COLUMNS)
        yield lay_out(finder, found.by_finder, scope, caption=scope.say("defects.by_finder"))


def _lead(found: DefectFindings, scope: Scope) -> list[str]:
    texts = [scope.counted("defects.number", found.n)]
    if found.in_time is not None:
        share = numbers.share(found.in_time.value)
        texts.append(scope.say("defects.in_time", share=share, n=found.in_time.base))
    if found.ratio is not None:
        texts.append(scope.say("defects.ratio", ratio=numbers.fixed(found.ratio)))
    if found.customers:
        texts.append(scope.say("defects.customers", number=found.customers))
    return texts


def _named(code: str, scope: Scope) -> str:
    return scope.coded(RegisterKind.DEFECTS, code)


_AREA = TextColumn("defects.head_area", lambda one, scope: scope.masked(_named(one.name, scope)))
_FINDER = TextColumn("defects.head_finder", _AREA.text)
_COLUMNS = (
    Column("report.base.head", lambda one, _: numbers.count(one.n)),
    Column("defects.head_share", lambda one, _: numbers.share(one.share)),
)


def heard_defects(scope: Scope, found: DefectFindings) -> Iterator[Heard]:
    """Yield the defects as a channel, the areas with the most of them first."""
    yield Heard(
        channel=scope.say("defects.channel"),
        n=found.n,
        about=tuple((_named(one.name, scope), one.n) for one in found.by_area),
        open=found.open,
    )


def explain_defects(scope: Scope, found: DefectFindings) -> Iterator[tuple[str, Explanation]]:
    """Yield how many were fixed in time, and how many complaints they are set against."""
    lines = []
    if found.in_time is not None:
        lines.append(
            scope.say(
                "defects.explain_in_time",
                k=found.timely, judged=found.in_time.base,
                share=numbers.share(found.in_time.value, 1), rest=found.unjudged,
            )
        )  # fmt: skip
    if found.ratio is not None:
        lines.append(f"{found.n} / {found.complaints} = {numbers.fixed(found.ratio, 2)}")
    yield explained(
        DEFECTS, scope.say("defects.by_area"),
        register_rows(scope, RegisterKind.DEFECTS),
        lines_step(scope, "report.explain.step_formula", *lines),
        figure=numbers.count(found.n), of_answers=False,
    )  # fmt: skip
