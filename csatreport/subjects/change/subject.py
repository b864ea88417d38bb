"""Change as a subject: every question against the period before, the year before and the target."""

from __future__ import annotations

from csatreport.report.subject import CoreSubject
from csatreport.subjects.change.card import compose_changes
from csatreport.subjects.change.tell import compose_change

CHANGE = CoreSubject(
    id="change",
    doc="What changed. Its figures stand with what changed.",
    taken=lambda scope: scope.findings,
    card=lambda scope, _: compose_changes(scope),
    chapter=lambda scope, _: compose_change(scope),
)
"""What changed."""
