"""The weekly extract: one sheet of what is open, what is due, and what keeps coming back."""

from csatreport.report.model import Chapter
from csatreport.report.scope import Scope
from csatreport.report.subject import subjects_of


def compose_weekly(scope: Scope) -> Chapter:
    """Make the sheet from findings whose period is the week."""
    told = [one.told(one.week, scope) for one in subjects_of(scope.findings)]
    weeks = [week for week in told if week is not None]
    late = sum(week.overdue for week in weeks)
    nothing = scope.say("report.weekly.nothing")
    return Chapter(
        id="weekly",
        topic=scope.say("report.weekly.topic"),
        heading=scope.counted("report.weekly.overdue", late) if late else nothing,
        blocks=tuple(block for week in weeks for block in week.blocks),
    )
