"""Complaints: what is overdue, what keeps coming back, how fast and how often, what was learnt."""

from __future__ import annotations

from collections.abc import Sequence

from csatreport.measures.complaints import ByLine, ComplaintFindings, Recurring, Speed, due_of
from csatreport.measures.durations import Percentile
from csatreport.measures.proportions import LEVEL
from csatreport.measures.rates import Ratio
from csatreport.messages import say
from csatreport.registers.model import Complaint
from csatreport.report import numbers, wording
from csatreport.report.channels import channel_table
from csatreport.report.complaint_trend import complaint_trend
from csatreport.report.explain_figures import about_target
from csatreport.report.inline import Link
from csatreport.report.model import Bar, Bars, Block, Callout, Chapter, Columns, Paragraph, Table
from csatreport.report.scope import Scope

_LISTED = 30
_PARETO = 8
_NAMED = 3
_LONGEST = 90


def compose_complaints(scope: Scope) -> Chapter | None:
    """Make the chapter; None without a register of complaints."""
    registered = scope.findings.registered
    found = registered.complaints if registered is not None else None
    if found is None:
        return None
    blocks: list[Block] = [Paragraph(text=_lead(found, scope))]
    if found.overdue or found.open:
        blocks.append(open_table(found, scope))
    if found.recurring:
        blocks.append(recurring_table(found, scope))
    course = complaint_trend(found, scope)
    blocks += [course] if course is not None else []
    blocks.append(_speed_table(found, scope))
    blocks += _paretos(found, scope)
    blocks += [_line_table(found, scope)] if found.by_line else []
    blocks.append(_steps_table(found, scope))
    voices = channel_table(scope)
    blocks += [voices] if voices is not None else []
    blocks += _cases(found, scope)
    blocks.append(Callout(text=_iceberg(found, scope)))
    return Chapter(
        id="complaints",
        number="",
        topic=say(scope.language, "report.complaints.topic"),
        heading=_heading(found, scope),
        blocks=tuple(blocks),
    )


def _heading(found: ComplaintFindings, scope: Scope) -> str:
    language = scope.language
    if found.overdue:
        return wording.counted(language, "report.complaints.overdue", len(found.overdue))
    if found.recurring:
        causes = [_name(one.cause, found, scope) for one in found.recurring]
        names = wording.listed_first(language, causes, _NAMED)
        return say(language, "report.complaints.heading_recurring", causes=names)
    return wording.counted(language, "report.complaints.received", found.volume.n)


def _name(code: str, found: ComplaintFindings, scope: Scope) -> str:
    return found.rule.label(code)[scope.language]


def _lead(found: ComplaintFindings, scope: Scope) -> str:
    language, rate = scope.language, found.rate
    texts = [wording.counted(language, "report.complaints.number", found.volume.n)]
    per = numbers.plain(found.rule.per)
    if rate is None:
        texts.append(say(language, "report.complaints.no_exposure"))
    elif rate.low is None:
        high = numbers.fixed(rate.high, 2)
        texts.append(say(language, "report.complaints.no_more", high=high, per=per))
    else:
        facts = {
            "value": numbers.fixed(rate.value, 2),
            "interval": numbers.interval(rate.low, rate.high, 2),
        }
        texts.append(say(language, "report.complaints.rate", per=per, **facts))
    previous = _compared("report.complaints.previous", found.previous, scope)
    texts += [previous, _compared("report.complaints.year_ago", found.year_ago, scope)]
    if found.escalated:
        texts.append(wording.counted(language, "report.complaints.escalated", found.escalated))
    if found.repeats:
        texts.append(wording.counted(language, "report.complaints.repeats", found.repeats))
    if found.reopened:
        texts.append(wording.counted(language, "report.complaints.reopened", found.reopened))
    if found.recurring:
        causes = [f"{_name(one.cause, found, scope)} ({one.n})" for one in found.recurring]
        names = wording.listed_first(language, causes, _NAMED)
        texts.append(say(language, "report.complaints.coming_back", causes=names))
    return wording.joined(language, [text for text in texts if text])


def _compared(key: str, ratio: Ratio | None, scope: Scope) -> str:
    if ratio is None or ratio.value is None:
        return ""
    high = numbers.fixed(ratio.high, 2) if ratio.high is not None else "∞"
    return say(
        scope.language, key,
        ratio=numbers.fixed(ratio.value, 2), low=numbers.fixed(ratio.low, 2), high=high,
        p=numbers.probability(ratio.p),
    )  # fmt: skip


def open_table(found: ComplaintFindings, scope: Scope, most: int = _LISTED) -> Table:
    """List what is open at the end of the period, what is overdue first, with words masked."""
    language = scope.language
    rows = found.open[:most]
    notes = [say(language, "report.complaints.now", day=scope.findings.period.end.isoformat())]
    if len(found.open) > most:
        notes.append(say(language, "report.entries.more", number=len(found.open) - most))
    return Table(
        caption=say(language, "report.complaints.open", number=len(found.open)),
        heads=(
            say(language, "report.complaints.head_id"),
            *((say(language, "report.compare.head_unit"),) if _several_units(scope) else ()),
            say(language, "report.complaints.head_cause"),
            say(language, "report.entries.head_owner"),
            say(language, "report.entries.head_due"),
            say(language, "report.complaints.head_text"),
        ),
        rows=tuple(_open_row(one, found, scope) for one in rows),
        note=wording.joined(language, notes),
        css="reasons",
    )


def _open_row(one: Complaint, found: ComplaintFindings, scope: Scope) -> tuple[str, ...]:
    due = due_of(one, found.rule)
    when = due.isoformat() if due is not None else numbers.NOTHING
    if one in found.overdue:
        when = say(scope.language, "report.complaints.late", day=when)
    if one.open_again(scope.findings.period.end):
        since = one.reopened.isoformat() if one.reopened is not None else ""
        when = say(scope.language, "report.complaints.again", due=when, day=since)
    unit = scope.findings.questionnaire.units.by_id[one.unit]
    return (
        one.id, *((scope.unit_name(unit),) if _several_units(scope) else ()),
        _name(one.cause, found, scope) if one.cause else "",
        one.owner, when, _short(one.text, scope),
    )  # fmt: skip


def _several_units(scope: Scope) -> bool:
    return len(scope.findings.questionnaire.units.all) > 1


def _short(text: str, scope: Scope) -> str:
    return wording.shortened(scope.masked(text), _LONGEST)


def recurring_table(found: ComplaintFindings, scope: Scope) -> Table:
    """List the causes under supervision with their owners and what came back."""
    language = scope.language

    def row(one: Recurring) -> tuple[str, ...]:
        owners = wording.listed(language, list(one.owners)) if one.owners else numbers.NOTHING
        return (
            _name(one.cause, found, scope), numbers.count(one.n), owners,
            one.due.isoformat() if one.due is not None else numbers.NOTHING,
            numbers.count(one.open), numbers.count(one.back),
        )  # fmt: skip

    return Table(
        caption=say(language, "report.complaints.supervised"),
        heads=(
            say(language, "report.complaints.head_cause"),
            say(language, "report.complaints.head_times"),
            say(language, "report.entries.head_owner"),
            say(language, "report.entries.head_due"),
            say(language, "report.complaints.head_open"),
            say(language, "report.complaints.head_back"),
        ),
        rows=tuple(map(row, found.recurring)),
        numeric=(False, True, False, False, True, True),
        note=say(
            language, "report.complaints.supervised_note",
            times=found.rule.times, window=found.rule.window, back=found.rule.back,
        ),
    )  # fmt: skip


def _speed_table(found: ComplaintFindings, scope: Scope) -> Table:
    language = scope.language

    def row(name: str, one: Speed) -> tuple[str | Link, ...]:
        inside = one.inside
        share = numbers.NOTHING
        if inside is not None:
            share = f"{numbers.share(inside.value)} (n = {inside.base})"
        median = Link(text=days_of(one.median, language), target=about_target("complaints"))
        return (
            name, median, days_of(one.ninetieth, language), share, numbers.count(one.open),
            numbers.count(one.not_due),
        )  # fmt: skip

    rows = [
        row(say(language, "report.complaints.answer"), found.answer),
        row(say(language, "report.complaints.resolution"), found.resolution),
    ]
    shares = [
        say(language, key, share=numbers.share(score.value), n=score.base)
        for key, score in (
            ("report.complaints.followed", found.followed),
            ("report.complaints.satisfied", found.satisfied),
        )
        if score is not None
    ]
    return Table(
        caption=say(language, "report.complaints.speed"),
        heads=(
            say(language, "report.complaints.head_until"),
            say(language, "report.complaints.head_median"),
            say(language, "report.complaints.head_ninety"),
            say(language, "report.complaints.head_inside"),
            say(language, "report.complaints.head_open"),
            say(language, "report.complaints.head_not_due"),
        ),
        rows=tuple(rows),
        numeric=(False, True, True, True, True, True),
        note=wording.joined(language, [say(language, "report.complaints.speed_note"), *shares]),
    )


def days_of(one: Percentile, language: str) -> str:
    """Write a percentile with its interval; an end that does not exist is said in words."""
    not_yet = say(language, "report.complaints.not_yet")
    days = not_yet if one.days is None else numbers.plain(one.days)
    low, high = (None if end is None else numbers.plain(end) for end in (one.low, one.high))
    if low is None and high is None:
        return days
    if high is None:
        return say(language, "report.complaints.days_from", days=days, low=low)
    if low is None:
        return say(language, "report.complaints.days_up_to", days=days, high=high)
    return say(language, "report.complaints.days_between", days=days, low=low, high=high)


def _paretos(found: ComplaintFindings, scope: Scope) -> list[Block]:
    units = scope.findings.questionnaire.units.by_id
    causes, touchpoints = (
        [(_name(code, found, scope), n) for code, n in counts]
        for counts in (found.by_cause, found.by_touchpoint)
    )
    places = [(scope.unit_name(units[code]), n) for code, n in found.by_unit]
    sides = (
        ("report.complaints.by_cause", causes),
        ("report.complaints.by_unit", places),
        ("report.complaints.by_touchpoint", touchpoints),
    )
    bars = [_pareto(say(scope.language, key), counts) for key, counts in sides if len(counts) > 1]
    return [Columns(blocks=tuple(bars))] if bars else []


def _line_table(found: ComplaintFindings, scope: Scope) -> Table:
    """Set the lines of business side by side, with their rates where exposure is known."""
    language, per = scope.language, numbers.plain(found.rule.per)

    def row(one: ByLine) -> tuple[str, ...]:
        rate = one.rate
        value = numbers.fixed(rate.value, 2) if rate is not None else numbers.NOTHING
        reach = numbers.interval(rate.low or 0.0, rate.high, 2) if rate is not None else ""
        return (_name(one.line, found, scope), str(one.n), value, reach or numbers.NOTHING)

    return Table(
        caption=say(language, "report.complaints.by_line"),
        heads=(
            say(language, "report.complaints.head_line"),
            say(language, "report.complaints.head_times"),
            say(language, "report.complaints.head_rate", per=per),
            say(language, "report.interval.head", level=numbers.share(LEVEL)),
        ),
        rows=tuple(map(row, found.by_line)),
        numeric=(False, True, True, True),
    )


def _pareto(caption: str, counts: Sequence[tuple[str, int]]) -> Bars:
    total, most = sum(n for _, n in counts), counts[0][1]
    rows = (
        Bar(label=name, count=numbers.count(n), share=numbers.share(n / total), fraction=n / most)
        for name, n in counts[:_PARETO]
    )
    return Bars(caption=caption, rows=tuple(rows))


def _steps_table(found: ComplaintFindings, scope: Scope) -> Table:
    language, n = scope.language, found.volume.n
    return Table(
        caption=say(language, "report.complaints.steps"),
        heads=(
            say(language, "report.complaints.head_step"),
            say(language, "report.complaints.head_done"),
            say(language, "report.complaints.head_days"),
        ),
        rows=tuple(
            (
                one.step.label[language],
                f"{one.done} ({numbers.share(one.done / n)})" if n else numbers.NOTHING,
                numbers.optional(one.days),
            )
            for one in found.steps
        ),
        numeric=(False, True, True),
    )


def _cases(found: ComplaintFindings, scope: Scope) -> list[Block]:
    """List the cases worth sharing: what happened, what was done, what was learnt."""
    if not found.cases:
        return []
    language = scope.language
    return [
        Table(
            caption=say(language, "report.complaints.cases"),
            heads=(
                say(language, "report.complaints.head_cause"),
                say(language, "report.complaints.head_text"),
                say(language, "report.complaints.head_handling"),
                say(language, "report.complaints.head_lesson"),
            ),
            rows=tuple(
                (
                    _name(one.cause, found, scope),
                    _short(one.text, scope),
                    _short(one.resolution, scope),
                    _short(one.lesson, scope),
                )
                for one in found.cases[:_PARETO]
            ),
        )
    ]


def _iceberg(found: ComplaintFindings, scope: Scope) -> str:
    return say(
        scope.language, "report.complaints.iceberg",
        factor=numbers.plain(found.rule.iceberg), number=numbers.count(found.iceberg),
    )  # fmt: skip
