"""Complaints: what is overdue, what keeps coming back, how fast and how often, what was learnt."""

from collections.abc import Iterator

from csatreport.report import numbers
from csatreport.report.channels import channel_table
from csatreport.report.inline import Link
from csatreport.report.model import Callout, CardRow, Chapter, Paragraph, ReportBlock
from csatreport.report.scope import Scope
from csatreport.report.subject import Heard, Pending, Week, chapter
from csatreport.statistics.rates import Ratio
from csatreport.study.register_entries import Complaint
from csatreport.subjects.complaints.measure import ComplaintFindings
from csatreport.subjects.complaints.tables import (
    case_table,
    line_table,
    named,
    open_table,
    paretos,
    per_text,
    recurring_table,
    speed_table,
    steps_table,
)
from csatreport.subjects.complaints.tell_course import course_trend

_NAMED = 3


def compose_complaints(scope: Scope, found: ComplaintFindings) -> Chapter:
    """Make the chapter."""
    blocks = (
        Paragraph(text=_lead(found, scope)),
        open_table(found, scope) if found.open else None,
        recurring_table(found, scope) if found.recurring else None,
        course_trend(found.course, found, scope) if found.course is not None else None,
        speed_table(found, scope),
        paretos(found, scope),
        line_table(found, scope) if found.by_line else None,
        steps_table(found, scope),
        channel_table(scope),
        case_table(found, scope) if found.cases else None,
        Callout(text=_iceberg(found, scope)),
    )
    return chapter(scope, "complaints.topic", _heading(found, scope), blocks)


def _heading(found: ComplaintFindings, scope: Scope) -> str:
    if found.overdue:
        return scope.counted("complaints.overdue", len(found.overdue))
    if found.recurring:
        names = _recurring(found, scope)
        return scope.say("complaints.heading_recurring", causes=names)
    return scope.counted("complaints.received", found.volume.n)


def _recurring(found: ComplaintFindings, scope: Scope) -> str:
    causes = [named(one.cause, scope) for one in found.recurring]
    return scope.listed_first(causes, _NAMED, "report.list.causes")


def _lead(found: ComplaintFindings, scope: Scope) -> str:
    counts = (
        ("complaints.escalated", found.escalated),
        ("complaints.repeats", found.repeats),
        ("complaints.reopened", found.reopened),
    )
    texts = [
        scope.counted("complaints.number", found.volume.n),
        _rate(found, scope),
        _compared("complaints.previous", found.previous, scope),
        _compared("complaints.year_ago", found.year_ago, scope),
        *(scope.counted(key, number) for key, number in counts if number),
    ]
    if found.recurring:
        causes = [scope.bracketed(named(one.cause, scope), one.n) for one in found.recurring]
        names = scope.listed_first(causes, _NAMED, "report.list.causes")
        texts.append(scope.say("complaints.coming_back", causes=names))
    return scope.joined([text for text in texts if text])


def _rate(found: ComplaintFindings, scope: Scope) -> str:
    rate, per = found.rate, per_text(found, scope)
    if rate is None:
        return scope.say("complaints.no_exposure")
    if rate.low is None:
        return scope.say("complaints.no_more", high=numbers.fixed(rate.high, 2), per=per)
    value, interval = numbers.fixed(rate.value, 2), numbers.interval(rate.low, rate.high, 2)
    return scope.say("complaints.rate", per=per, value=value, interval=interval)


def _compared(key: str, ratio: Ratio | None, scope: Scope) -> str:
    if ratio is None or ratio.value is None:
        return ""
    high = numbers.fixed(ratio.high, 2) if ratio.high is not None else "∞"
    return scope.say(
        key,
        ratio=numbers.fixed(ratio.value, 2), low=numbers.fixed(ratio.low, 2), high=high,
        p=numbers.stated(ratio.p),
    )  # fmt: skip


def _iceberg(found: ComplaintFindings, scope: Scope) -> str:
    return scope.say(
        "complaints.iceberg", factor=numbers.plain(found.rule.iceberg), number=found.iceberg
    )


def pending_complaints(scope: Scope, found: ComplaintFindings) -> Iterator[Pending]:
    """Yield what is open."""
    units = scope.findings.questionnaire.units.by_id
    for one in found.open:
        about = one.complaint
        yield Pending(
            head=Link(text=_called(about, scope), target="#complaints"),
            unit=units[about.unit], owner=about.owner, due=one.due, late=one.late,
        )  # fmt: skip


def _called(one: Complaint, scope: Scope) -> str:
    return scope.say("complaints.called", id=one.id, cause=named(one.cause, scope))


def recurring_card(scope: Scope, found: ComplaintFindings) -> Iterator[CardRow]:
    """Yield which causes keep coming back."""
    if found.recurring:
        head = Link(text=scope.say("complaints.recurring_head"), target="#complaints")
        yield CardRow(head=head, detail=_recurring(found, scope))


def heard_complaints(scope: Scope, found: ComplaintFindings) -> Iterator[Heard]:
    """Yield the ways in which complaints came in."""
    for one in found.by_channel:
        name = named(one.channel, scope)
        yield Heard(
            channel=scope.say("complaints.channel", channel=name),
            n=one.n,
            about=tuple((named(cause, scope), n) for cause, n in one.by_cause),
            open=one.open,
        )


_OPEN = 14
"""More would not fit on a page; the rest stands in the report."""


def compose_week(scope: Scope, found: ComplaintFindings) -> Week:
    """Make what stands on the sheet."""
    number = scope.counted("complaints.number", found.volume.n)
    blocks: list[ReportBlock] = [Paragraph(text=number)]
    blocks += [open_table(found, scope, _OPEN)] if found.open else []
    blocks += [recurring_table(found, scope)] if found.recurring else []
    return Week(blocks=tuple(blocks), overdue=len(found.overdue))
