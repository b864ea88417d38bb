"""The weekly extract: one sheet of what is open, what is due, and what keeps coming back."""

from csatreport.report.model import Chapter
from csatreport.report.scope import Scope
from csatreport.report.subject import chapter, subjects_of


def compose_weekly(scope: Scope) -> Chapter:
    """Make the sheet from findings whose period is the week."""
    told = [one.told(one.week, scope) for one in subjects_of(scope.findings)]
    weeks = [week for week in told if week is not None]
    late = sum(week.overdue for week in weeks)
    heading = (
        scope.counted("report.weekly.overdue", late) if late else scope.say("report.weekly.nothing")
    )
    blocks = (block for week in weeks for block in week.blocks)
    return chapter(scope, "report.weekly.topic", heading, blocks, name="weekly")
