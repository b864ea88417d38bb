"""Words of respondents: the language they are in, and where they come from, if that may be told."""

from csatreport.counts.voices import Comment, LowAnswer
from csatreport.report import wording
from csatreport.report.inline import Words
from csatreport.report.scope import Scope

_PRINTED = 400
"""So many characters of an answer are printed on paper; the page has all of it."""


def words_of(text: str, scope: Scope) -> Words:
    """Return what somebody wrote, with its language."""
    language = scope.findings.questionnaire.answers_language
    return Words(text=text, language=language, short=wording.shortened(text, _PRINTED))


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
