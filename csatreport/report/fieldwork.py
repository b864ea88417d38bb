"""What became of everybody who was asked, and the response rates that follow from it.

Known is only what the questionnaire says about a period and the whole company; whoever answered
less than half of the questions counts as a partial answer.
"""

from __future__ import annotations

from csatreport.measures.sampling import Outcomes, ResponseRates, response_rates
from csatreport.messages import say
from csatreport.report import numbers
from csatreport.report.model import Table
from csatreport.report.scope import Scope

_ROWS = {
    "complete": "report.who.fieldwork_answered",
    "partial": "report.who.fieldwork_partial",
    "refused": "report.who.fieldwork_refused",
    "no_contact": "report.who.fieldwork_no_contact",
    "other": "report.who.fieldwork_other",
    "unknown": "report.who.fieldwork_unknown",
}


def outcomes(scope: Scope) -> Outcomes | None:
    """Return what became of all who were asked; None where nobody said."""
    findings = scope.findings
    known = findings.questionnaire.fieldwork
    one = next((w for w in known if w.period == findings.period), None)
    if one is None or not scope.company:
        return None
    partial = findings.quality.unscored
    return Outcomes(
        complete=findings.responses - partial,
        partial=partial,
        refused=one.refused,
        no_contact=one.no_contact,
        other=one.other,
        unknown=one.unknown,
        eligible=one.eligible,
    )


def rates(scope: Scope) -> ResponseRates | None:
    """Return the response rates; None where they are not known."""
    found = outcomes(scope)
    return response_rates(found) if found is not None else None


def compose_fieldwork(scope: Scope) -> Table | None:
    """Make the table of outcomes with the response rates below; None where they are not known."""
    language, found, made = scope.language, outcomes(scope), rates(scope)
    if found is None or made is None:
        return None
    counts = {key: getattr(found, name) for name, key in _ROWS.items()}
    whole = sum(counts.values())
    return Table(
        caption=say(language, "report.who.fieldwork"),
        heads=(
            say(language, "report.who.fieldwork_head"),
            say(language, "report.who.fieldwork_number"),
            say(language, "report.who.fieldwork_share"),
        ),
        rows=tuple(
            (say(language, key), numbers.count(number), numbers.share(number / whole, 1))
            for key, number in counts.items()
        ),
        numeric=(False, True, True),
        note=say(
            language, "report.who.fieldwork_note",
            strict=numbers.share(made.rr1, 1), partial=numbers.share(made.rr2, 1),
            likely=numbers.share(made.rr3, 1), eligible=numbers.share(found.eligible),
        ),
    )  # fmt: skip


def rates_data(scope: Scope) -> dict[str, float] | None:
    """Give the response rates as plain data; null where they are not known."""
    made = rates(scope)
    return {"rr1": made.rr1, "rr2": made.rr2, "rr3": made.rr3} if made is not None else None
