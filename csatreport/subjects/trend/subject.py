"""The headline over time as a subject; it stands beside the number and has no chapter."""

from __future__ import annotations

from csatreport.report.subject import CoreSubject

TREND = CoreSubject(
    id="trend",
    doc="The headline over the periods of the same kind, oldest first, and its usual range.",
    taken=lambda scope: scope.findings.trend,
)
"""How the headline went."""
