"""The report's numbers as plain data: what ``data.json`` says (see ``docs/data-format.md``).

With ten significant digits, far more than any figure is good for, and with the verdicts that
were drawn from them; what is told of anonymous answers was rounded at the gate, as far as it does
not follow from counts. No comment, no name, no respondent. A figure that may not be shown is null,
and ``suppressed`` beside it says why.
"""

from typing import Any

from csatreport.base.exposure import Exposure
from csatreport.report import wording
from csatreport.report.figure import Figure, Figures, part
from csatreport.report.scope import Scope
from csatreport.report.subject import REGISTERS, data_of

VERSION = 4
_NAME = Exposure.NAME
_QUESTIONNAIRE = Figures.of(
    Figure("id", _NAME, "its id", part("questionnaire.id")),
    Figure("title", _NAME, "its title",
           lambda found, scope: found.questionnaire.title[scope.language]),
    Figure("edition", _NAME, "in force at the end of the period", part("edition.number")),
)  # fmt: skip
_PERIOD = Figures.of(
    Figure("id", _NAME, "its id"),
    Figure("kind", _NAME, "`month`, `quarter`, `year` or `round`"),
    Figure("start", _NAME, "its first day", lambda one, _: one.start.isoformat()),
    Figure("end", _NAME, "its last day", lambda one, _: one.end.isoformat()),
    Figure("label", _NAME, "its name", lambda one, scope: wording.period_name(one, scope.language)),
)
_UNIT = Figures.of(
    Figure("id", _NAME, "its id"),
    Figure("name", _NAME, "its name", lambda one, scope: scope.unit_name(one)),
    Figure("parent", _NAME, "the unit above; null for the whole company"),
    Figure("kind", _NAME, "its kind, or null"),
)
ABOUT = Figures.of(
    Figure("version", _NAME, f"{VERSION}", lambda *_: VERSION),
    Figure("sample", _NAME, "true for invented sample data", lambda sample, _: sample),
    Figure("language", _NAME, "`zh-Hans`, `zh-Hant` or `en`: the language of all labels",
           lambda _, scope: scope.language),
    Figure("organisation", _NAME, "who asks",
           lambda _, scope: scope.findings.questionnaire.organisation[scope.language]),
    Figure("questionnaire", _NAME, "what was asked", lambda _, scope: scope.findings,
           below=_QUESTIONNAIRE),
    Figure("period", _NAME, "when", lambda _, scope: scope.findings.period, below=_PERIOD),
    Figure("unit", _NAME, "whom it is about", lambda _, scope: scope.findings.unit, below=_UNIT),
)  # fmt: skip
"""What a report is about; its figures are those of its subjects."""


def compose_data(scope: Scope, *, sample: bool) -> dict[str, Any]:
    """Make the data of one report, in its order."""
    told: dict[str, Any] = ABOUT.record(sample, scope) | data_of(scope)
    registers = told.get(REGISTERS, {})
    told[REGISTERS] = registers if any(registers.values()) else None
    return told if scope.anonymous else {key: _short(value) for key, value in told.items()}


def _short(value: object) -> object:
    """Return plain data with ten significant digits: the rest was a quarter of the file."""
    if isinstance(value, float):
        return float(f"{value:.10g}")
    if isinstance(value, dict):
        return {key: _short(inner) for key, inner in value.items()}
    return [_short(inner) for inner in value] if isinstance(value, list | tuple) else value
