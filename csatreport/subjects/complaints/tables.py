"""The tables about complaints; what is listed one by one has its words masked."""

from collections.abc import Callable

from csatreport.base.words import say
from csatreport.report import numbers, wording
from csatreport.report.columns import Column, TextColumn, bars_of, interval_head, lay_out
from csatreport.report.inline import Link
from csatreport.report.model import Columns, Table
from csatreport.report.scope import Scope
from csatreport.report.workings.figures import about_target
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.survival import Percentile
from csatreport.study.register import RegisterKind
from csatreport.study.register_entries import Complaint
from csatreport.subjects.complaints.measure import ByLine, ComplaintFindings, OpenCase
from csatreport.subjects.complaints.recurring import Recurring
from csatreport.subjects.complaints.speed import Speed, StepDone

_LISTED = 30
_PARETO = 8
_LONGEST = 90
_COUNTED = 20
"""A part of fewer is told as a count."""
_NUMBER = "number"
"""The field of exposure whose name is that of what it counts."""


def named(code: str, scope: Scope) -> str:
    """Say the name of a cause, channel, line or touchpoint; "" where none is stated."""
    return scope.coded(RegisterKind.COMPLAINTS, code) if code else ""


def open_table(found: ComplaintFindings, scope: Scope, most: int = _LISTED) -> Table:
    """List what is open at the end of the period, what is overdue first."""
    number = len(found.open)
    notes = [scope.say("complaints.now", day=scope.findings.period.end.isoformat())]
    if number > most:
        notes.append(scope.say("report.entries.more", number=number - most))
    several = len(scope.findings.questionnaire.units.all) > 1
    return lay_out(
        [one for one in _OPEN if several or one is not _UNIT],
        found.open[:most],
        scope,
        caption=scope.say("complaints.open", number=number),
        note=scope.joined(notes),
        css="reasons",
    )


def _unit(one: OpenCase, scope: Scope) -> str:
    return scope.unit_name(scope.findings.questionnaire.units.by_id[one.complaint.unit])


def _day_due(one: OpenCase, scope: Scope) -> str:
    when = numbers.day(one.due)
    if one.late:
        when = scope.say("complaints.late", day=when)
    if one.again is not None:
        when = scope.say("complaints.again", due=when, day=one.again.isoformat())
    return when


def _short(text: str, scope: Scope) -> str:
    return wording.shortened(scope.masked(text), _LONGEST)


def _words(field: str) -> Callable[[Complaint, Scope], str]:
    return lambda one, scope: _short(getattr(one, field), scope)


_UNIT = TextColumn("report.compare.head_unit", _unit)
_OPEN = (
    TextColumn("complaints.head_id", lambda one, _: one.complaint.id),
    _UNIT,
    TextColumn("complaints.head_cause", lambda one, s: named(one.complaint.cause, s)),
    TextColumn("report.entries.head_owner", lambda one, _: one.complaint.owner),
    TextColumn("report.entries.head_due", _day_due),
    TextColumn("complaints.head_text", lambda one, s: _short(one.complaint.text, s)),
)


def recurring_table(found: ComplaintFindings, scope: Scope) -> Table:
    """List the causes under supervision with their owners and what came back."""
    rule = found.rule
    return lay_out(
        _RECURRING,
        found.recurring,
        scope,
        caption=scope.say("complaints.supervised"),
        note=scope.say(
            "complaints.supervised_note", times=rule.times, window=rule.window, back=rule.back
        ),
    )


def _owners(one: Recurring, scope: Scope) -> str:
    return scope.listed(list(one.owners)) if one.owners else numbers.NOTHING


_RECURRING = (
    TextColumn("complaints.head_cause", lambda one, s: named(one.cause, s)),
    Column("complaints.head_times", lambda one, _: numbers.count(one.n)),
    TextColumn("report.entries.head_owner", _owners),
    TextColumn("report.entries.head_due", lambda one, _: numbers.day(one.due)),
    Column("complaints.head_open", lambda one, _: numbers.count(one.open)),
    Column("complaints.head_back", lambda one, _: numbers.count(one.back)),
)


def speed_table(found: ComplaintFindings, scope: Scope) -> Table:
    """Say how long it took until the first answer, and until the resolution."""
    notes = [
        scope.say(key, part=part_text(share, scope))
        for key, share in (
            ("complaints.followed", found.followed),
            ("complaints.satisfied", found.satisfied),
        )
        if share is not None
    ]
    return lay_out(
        _SPEED,
        (("complaints.answer", found.answer), ("complaints.resolution", found.resolution)),
        scope,
        caption=scope.say("complaints.speed"),
        note=scope.joined([scope.say("complaints.speed_note"), *notes]),
    )


def part_text(share: Estimate, scope: Scope) -> str:
    """Say a part of few as what it is, a count: "6 of 6"; of many with its share."""
    key = "complaints.part" if share.base < _COUNTED else "complaints.part_share"
    return scope.say(key, k=share.count, n=share.base, share=numbers.share(share.value))


def per_text(found: ComplaintFindings, scope: Scope) -> str:
    """Say what a rate is for, such as "100,000 receipts"."""
    named = scope.findings.registered.label(RegisterKind.EXPOSURE, _NUMBER, scope.language)
    of = scope.say("complaints.exposure_of") if named in ("", _NUMBER) else named
    return scope.say("complaints.per", number=round(found.rule.per), of=of)


def days_of(one: Percentile, language: str) -> str:
    """Write a percentile with its interval; an end that does not exist is said in words."""
    not_yet = say(language, "complaints.not_yet")
    days = not_yet if one.days is None else numbers.plain(one.days)
    low, high = (None if end is None else numbers.plain(end) for end in (one.low, one.high))
    if low is None and high is None:
        return days
    if high is None:
        return say(language, "complaints.days_from", days=days, low=low)
    if low is None:
        return say(language, "complaints.days_up_to", days=days, high=high)
    return say(language, "complaints.days_between", days=days, low=low, high=high)


def _median(row: tuple[str, Speed], scope: Scope) -> Link:
    text = days_of(row[1].median, scope.language)
    return Link(text=text, target=about_target("complaints"))


def _inside(row: tuple[str, Speed], scope: Scope) -> str:
    inside = row[1].inside
    return part_text(inside, scope) if inside else numbers.NOTHING


_SPEED = (
    TextColumn("complaints.head_until", lambda row, s: say(s.language, row[0])),
    Column("complaints.head_median", _median),
    Column("complaints.head_ninety", lambda row, s: days_of(row[1].ninetieth, s.language)),
    Column("complaints.head_inside", _inside),
    Column("complaints.head_open", lambda row, _: numbers.count(row[1].open)),
    Column("complaints.head_not_due", lambda row, _: numbers.count(row[1].not_due)),
)


def paretos(found: ComplaintFindings, scope: Scope) -> Columns | None:
    """Draw what complaints are about and where they come from; None where all are alike."""
    units = scope.findings.questionnaire.units.by_id
    causes, touchpoints = (
        [(named(code, scope), n) for code, n in counts]
        for counts in (found.by_cause, found.by_touchpoint)
    )
    places = [(scope.unit_name(units[code]), n) for code, n in found.by_unit]
    sides = (
        ("complaints.by_cause", causes),
        ("complaints.by_unit", places),
        ("complaints.by_touchpoint", touchpoints),
    )
    bars = [
        bars_of(scope.say(key), counts[:_PARETO], sum(n for _, n in counts))
        for key, counts in sides
        if len(counts) > 1
    ]
    return Columns(blocks=tuple(bars)) if bars else None


def line_table(found: ComplaintFindings, scope: Scope) -> Table:
    """Set the lines of business side by side, with their rates where exposure is known."""
    per = per_text(found, scope)
    rate = Column(
        lambda scope: scope.say("complaints.head_rate", per=per),
        lambda one, _: numbers.optional(one.rate.value if one.rate else None, 2),
    )
    columns = (*_LINE, rate, Column(interval_head, _line_interval))
    return lay_out(columns, found.by_line, scope, caption=scope.say("complaints.by_line"))


def _line_interval(one: ByLine, _: Scope) -> str:
    rate = one.rate
    return numbers.interval(rate.low or 0.0, rate.high, 2) if rate else numbers.NOTHING


_LINE = (
    TextColumn("complaints.head_line", lambda one, s: named(one.line, s)),
    Column("complaints.head_times", lambda one, _: str(one.n)),
)


def steps_table(found: ComplaintFindings, scope: Scope) -> Table:
    """Say which steps of handling were done, and after how long."""
    return lay_out(_STEPS, found.steps, scope, caption=scope.say("complaints.steps"))


def _done(one: StepDone, _: Scope) -> str:
    share = one.share
    return numbers.NOTHING if share is None else f"{one.done} ({numbers.share(share)})"


_STEPS = (
    TextColumn("complaints.head_step", lambda one, s: one.step.label[s.language]),
    Column("complaints.head_done", _done),
    Column("complaints.head_days", lambda one, _: numbers.optional(one.days)),
)


def case_table(found: ComplaintFindings, scope: Scope) -> Table:
    """List the cases worth sharing: what happened, what was done, what was learnt."""
    caption = scope.say("complaints.cases")
    return lay_out(_CASES, found.cases[:_PARETO], scope, caption=caption)


_CASES = (
    TextColumn("complaints.head_cause", lambda one, s: named(one.cause, s)),
    TextColumn("complaints.head_text", _words("text")),
    TextColumn("complaints.head_handling", _words("resolution")),
    TextColumn("complaints.head_lesson", _words("lesson")),
)
