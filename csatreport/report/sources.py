"""Where words come from, as far as a report may tell."""

from csatreport.counts.voices import Comment, LowAnswer
from csatreport.report.scope import Scope


def several_units(scope: Scope) -> bool:
    """Tell whether rows come from different units that may be named."""
    units = scope.findings.questionnaire.units
    return not scope.anonymous and bool(units.children(scope.findings.unit.id))


def source_of(said: LowAnswer | Comment, scope: Scope) -> str:
    """Say where words come from, as far as this report may tell."""
    if scope.anonymous:
        return ""
    parts = [
        said.name if scope.names else "",
        scope.unit_name(said.unit) if several_units(scope) else "",
        said.date,
    ]
    return scope.say("report.sources.between").join(part for part in parts if part)
