"""Complaints on the sheet of a week: how many came, which are open, what keeps coming back."""

from csatreport.report.model import Paragraph, ReportBlock
from csatreport.report.scope import Scope
from csatreport.report.subject import Week
from csatreport.subjects.complaints.measure import ComplaintFindings
from csatreport.subjects.complaints.tables import open_table, recurring_table

_OPEN = 14
"""More would not fit on a page; the rest stands in the report."""


def compose_week(scope: Scope, found: ComplaintFindings) -> Week:
    """Make what stands on the sheet."""
    number = scope.counted("complaints.number", found.volume.n)
    blocks: list[ReportBlock] = [Paragraph(text=number)]
    blocks += [open_table(found, scope, _OPEN)] if found.open else []
    blocks += [recurring_table(found, scope)] if found.recurring else []
    return Week(blocks=tuple(blocks), overdue=len(found.overdue))
