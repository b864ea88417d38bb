"""What became of everybody who was asked, and the response rates that follow from it.

Known is only what the questionnaire says about a period and the whole company; whoever answered
less than half of the questions counts as a partial answer.
"""

from csatreport.report import numbers
from csatreport.report.model import Table
from csatreport.report.scope import Scope, hidden
from csatreport.statistics.sampling import Outcomes, ResponseRates, response_rates

_ROWS = {
    "complete": "who.fieldwork_answered",
    "partial": "who.fieldwork_partial",
    "refused": "who.fieldwork_refused",
    "no_contact": "who.fieldwork_no_contact",
    "other": "who.fieldwork_other",
    "unknown": "who.fieldwork_unknown",
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
    found, made = outcomes(scope), rates(scope)
    if found is None or made is None:
        return None
    counts = {key: getattr(found, name) for name, key in _ROWS.items()}
    whole = sum(counts.values())
    return Table(
        caption=scope.say("who.fieldwork"),
        heads=(
            scope.say("who.fieldwork_head"),
            scope.say("who.fieldwork_number"),
            scope.say("who.fieldwork_share"),
        ),
        rows=tuple(
            (scope.say(key), numbers.count(number), numbers.part(number, whole, 1))
            for key, number in counts.items()
        ),
        numeric=(False, True, True),
        note=scope.say(
            "who.fieldwork_note",
            strict=numbers.share(made.rr1, 1), partial=numbers.share(made.rr2, 1),
            likely=numbers.share(made.rr3, 1), eligible=numbers.share(found.eligible),
        ),
    )  # fmt: skip


def printed_sentence(scope: Scope) -> str:
    """Say how many numbered forms went out and what came back; "" where none were printed."""
    findings = scope.findings
    forms = _forms(scope)
    if not forms or not findings.responses:
        return ""
    told = scope.say("who.forms", forms=forms, answers=scope.answers(findings.responses))
    if findings.responses > forms:
        return told
    rate = scope.say("who.forms_rate", rate=numbers.part(findings.responses, forms))
    return scope.joined((told, rate))


def compose_printed(scope: Scope) -> Table | None:
    """Make the table of forms and answers by unit; None where no unit had forms of its own."""
    asked, findings = scope.findings.questionnaire, scope.findings
    if not _forms(scope):
        return None
    rows = []
    for point in findings.units:
        forms = asked.forms(point.unit.id, findings.period)
        if not forms or hidden(point.score) is not None:
            continue
        share = numbers.part(point.n, forms) if point.n <= forms else numbers.NOTHING
        name = scope.unit_name(point.unit)
        rows.append((name, numbers.count(forms), numbers.count(point.n), share))
    if not rows or not asked.units.children(findings.unit.id):
        return None
    return Table(
        caption=scope.say("who.forms_by_unit"),
        heads=(
            scope.say("report.compare.head_unit"),
            scope.say("who.forms_head"),
            scope.say("report.items.head_answers"),
            scope.say("who.fieldwork_share"),
        ),
        rows=tuple(rows),
        numeric=(False, True, True, True),
    )


def _forms(scope: Scope) -> int:
    """Return the forms of a base period; sums of periods would count those who answer each time."""
    asked, findings = scope.findings.questionnaire, scope.findings
    if findings.period.kind is not asked.every or scope.hidden is not None:
        return 0
    return asked.forms(findings.unit.id, findings.period)
