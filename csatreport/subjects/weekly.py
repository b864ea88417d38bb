"""The weekly extract: one sheet of what is open, what is due, and what keeps coming back.

It knows complaints and actions, which are due alike.
"""

from __future__ import annotations

import datetime as dt

from csatreport.report import wording
from csatreport.report.model import Chapter, Paragraph, ReportBlock
from csatreport.report.scope import Scope
from csatreport.subjects.actions.measure import ActionState
from csatreport.subjects.actions.subject import ACTIONS
from csatreport.subjects.actions.tell import action_table
from csatreport.subjects.complaints.subject import COMPLAINTS
from csatreport.subjects.complaints.tables import open_table, recurring_table

_OPEN, _DUE = 14, 6
"""More would not fit on a page; the rest stands in the report."""
SOON = dt.timedelta(days=7)
"""An action due within so many days belongs on the sheet."""


def compose_weekly(scope: Scope) -> Chapter:
    """Make the sheet from findings whose period is the week."""
    language = scope.language
    blocks: list[ReportBlock] = []
    complaints = scope.findings.of(COMPLAINTS)
    late = 0
    if complaints is not None:
        late = len(complaints.overdue)
        number = wording.counted(language, "complaints.number", complaints.volume.n)
        blocks.append(Paragraph(text=number))
        blocks += [open_table(complaints, scope, _OPEN)] if complaints.open else []
        blocks += [recurring_table(complaints, scope)] if complaints.recurring else []
    until = scope.findings.period.end + SOON
    due = tuple(
        one
        for one in scope.findings.of(ACTIONS) or ()
        if one.state is ActionState.OVERDUE
        or (one.state is ActionState.OPEN and one.action.due and one.action.due <= until)
    )
    blocks += [action_table(due, scope, _DUE, evidence=False)] if due else []
    late += sum(one.state is ActionState.OVERDUE for one in due)
    return Chapter(
        id="weekly",
        number="",
        topic=scope.say("report.weekly.topic"),
        heading=wording.counted(language, "report.weekly.overdue", late)
        if late
        else scope.say("report.weekly.nothing"),
        blocks=tuple(blocks),
    )
