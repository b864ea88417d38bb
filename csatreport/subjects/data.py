"""The report's numbers as plain data: what ``data.json`` says (see ``docs/data-format.md``).

Raw and unrounded, with the verdicts that were drawn from them. No comment, no name, no respondent.
A figure that may not be shown is null, and ``suppressed`` beside it says why.
"""

from __future__ import annotations

from typing import Any

from csatreport.base.exposure import Exposure
from csatreport.report import wording
from csatreport.report.figure import Figure, Figures, part
from csatreport.report.scope import Scope
from csatreport.report.subject import REGISTERS, data_of, subjects_of

VERSION = 3
_NAME = Exposure.NAME
_QUESTIONNAIRE = Figures(
    columns=(
        Figure(key="id", exposure=_NAME, value=part("questionnaire.id"), doc="its id"),
        Figure(key="title", exposure=_NAME, doc="its title",
               value=lambda found, scope: found.questionnaire.title[scope.language]),
        Figure(key="edition", exposure=_NAME, value=part("edition.number"),
               doc="in force at the end of the period"),
    )
)  # fmt: skip
_PERIOD = Figures(
    columns=(
        Figure(key="id", exposure=_NAME, doc="its id"),
        Figure(key="kind", exposure=_NAME, doc="`month`, `quarter`, `year` or `round`"),
        Figure(key="start", exposure=_NAME, value=lambda one, _: one.start.isoformat(),
               doc="its first day"),
        Figure(key="end", exposure=_NAME, value=lambda one, _: one.end.isoformat(),
               doc="its last day"),
        Figure(key="label", exposure=_NAME, doc="its name",
               value=lambda one, scope: wording.period_name(one, scope.language)),
    )
)  # fmt: skip
_UNIT = Figures(
    columns=(
        Figure(key="id", exposure=_NAME, doc="its id"),
        Figure(key="name", exposure=_NAME, value=lambda one, scope: scope.unit_name(one),
               doc="its name"),
        Figure(key="parent", exposure=_NAME, doc="the unit above; null for the whole company"),
        Figure(key="kind", exposure=_NAME, doc="its kind, or null"),
    )
)  # fmt: skip
ABOUT = Figures(
    columns=(
        Figure(key="version", exposure=_NAME, value=lambda *_: VERSION, doc=f"{VERSION}"),
        Figure(key="sample", exposure=_NAME, value=lambda sample, _: sample,
               doc="true for invented sample data"),
        Figure(key="language", exposure=_NAME, value=lambda _, scope: scope.language,
               doc="`zh-Hans`, `zh-Hant` or `en`: the language of all labels"),
        Figure(key="organisation", exposure=_NAME, doc="who asks",
               value=lambda _, scope: scope.findings.questionnaire.organisation[scope.language]),
        Figure(key="questionnaire", exposure=_NAME, below=_QUESTIONNAIRE, doc="what was asked",
               value=lambda _, scope: scope.findings),
        Figure(key="period", exposure=_NAME, below=_PERIOD, doc="when",
               value=lambda _, scope: scope.findings.period),
        Figure(key="unit", exposure=_NAME, below=_UNIT, doc="whom it is about",
               value=lambda _, scope: scope.findings.unit),
    )
)  # fmt: skip
"""What a report is about; its figures are those of its subjects."""


def compose_data(scope: Scope, *, sample: bool) -> dict[str, Any]:
    """Make the data of one report."""
    told: dict[str, Any] = ABOUT.record(sample, scope) | data_of(scope)
    registers = told.pop(REGISTERS, {})
    told[REGISTERS] = registers if any(registers.values()) else None
    # The order that was documented first, which is not quite that of the report.
    own = [one.key for one in subjects_of(scope.findings, "") if one.key in told]
    for key in ("weights", *own, REGISTERS, "background", "background_numbers"):
        told[key] = told.pop(key)
    return told
