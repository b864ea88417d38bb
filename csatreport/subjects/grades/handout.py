"""The service menu of a grade, on one page, to be handed to its customers."""

from collections.abc import Iterator

from csatreport.report.inline import Link
from csatreport.report.model import Card, CardRow, Cards, Chapter, Paragraph, ReportBlock
from csatreport.report.scope import Scope
from csatreport.report.subject import chapter
from csatreport.subjects.grades.measure import GradeFindings
from csatreport.subjects.grades.tell import grade_name, type_name


def compose_menus(scope: Scope, found: GradeFindings) -> Iterator[tuple[str, Chapter]]:
    """Yield a page for each grade; none where no grade names services."""
    services = [[text[scope.language] for text in one.grade.services] for one in found.levels]
    for place, one in enumerate(found.levels if any(services) else ()):
        name = grade_name(one.grade, scope)
        kind = type_name(one.grade.type, scope) if one.grade.type else ""
        heading = scope.say("grades.handout_heading", grade=name, kind=kind) if kind else name
        below = [text for some in services[place + 1 :] for text in some]
        blocks: list[ReportBlock] = [Paragraph(text=scope.say("grades.handout_lead"))]
        blocks += [
            _list(scope.say(title), some)
            for title, some in (
                ("grades.handout_own", services[place]),
                ("grades.handout_below", below),
            )
            if some
        ]
        yield one.grade.id, chapter(scope, "grades.handout", heading, blocks)


def _list(title: str, services: list[str]) -> Cards:
    rows = tuple(CardRow(head=Link(text=text), detail="") for text in services)
    return Cards(cards=(Card(title=title, rows=rows),))
