"""Actions on the sheet of a week: what is overdue, and what is due soon."""

import datetime as dt
from collections.abc import Sequence

from csatreport.report.scope import Scope
from csatreport.report.subject import Week
from csatreport.subjects.actions.measure import ActionState, Judged
from csatreport.subjects.actions.tell import action_table

_DUE = 6
"""More would not fit on a page; the rest stands in the report."""
_SOON = dt.timedelta(days=7)
"""An action due within so many days belongs on the sheet."""


def compose_week(scope: Scope, found: Sequence[Judged]) -> Week | None:
    """List the actions; None where there are none."""
    until = scope.findings.period.end + _SOON
    due = tuple(
        one
        for one in found
        if one.state is ActionState.OVERDUE
        or (one.state is ActionState.OPEN and one.action.due and one.action.due <= until)
    )
    if not due:
        return None
    late = sum(one.state is ActionState.OVERDUE for one in due)
    return Week(blocks=(action_table(due, scope, _DUE, evidence=False),), overdue=late)
