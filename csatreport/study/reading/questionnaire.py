"""One questionnaire from its editions, and its settings from the newest one's file."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace

from csatreport.base.label import Label
from csatreport.study.edition import Edition
from csatreport.study.model import Questionnaire
from csatreport.study.names import SPECIAL_COLUMNS
from csatreport.study.periods import Calendar, Period, PeriodKind
from csatreport.study.policy import (
    Anonymity,
    Baseline,
    ColumnNames,
    Fieldwork,
    Rebase,
    Reporting,
    Target,
)
from csatreport.study.printing import Printing
from csatreport.study.reading.editions import Draft, background_item, read_period
from csatreport.study.reading.units import lone_unit
from csatreport.study.reading.weights import read_weights
from csatreport.study.series import continue_series
from csatreport.study.units import Units
from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.declared import once, read_settings
from csatreport.study.yaml.written import Problems, choices

_SAME_COLUMN = {("date", "start"), ("date", "end")}
_LENGTHS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)


def compose_questionnaire(
    name: str, drafts: Sequence[Draft], organisation: Label, units: Units | None, calendar: Calendar
) -> Questionnaire:
    """Return the questionnaire of the drafts, which are in time order.

    ``units`` is None where their file has errors; whatever names a unit is then not checked.
    """
    fields, problems = drafts[-1].fields, drafts[-1].problems
    every = PeriodKind(fields.text("every") or PeriodKind.MONTH)
    calendar = calendar.of(every)
    title = fields.label("title") or Label()
    known = units.by_id if units else None
    anonymity = read_anonymity(fields, problems)
    return read_settings(
        Questionnaire,
        fields,
        id=name,
        short=fields.label("short") or title,
        organisation=organisation,
        every=every,
        editions=continue_series([draft.edition for draft in drafts]),
        units=units or lone_unit(organisation),
        reporting=read_reporting(
            fields, every, drafts[-1].edition, problems, anonymous=anonymity is not None
        ),
        columns=read_columns(fields, problems),
        anonymity=anonymity,
        targets=read_targets(fields, calendar, known, problems),
        baseline=read_baseline(fields, calendar, problems),
        weights=read_weights(fields, drafts[-1].edition, problems),
        fieldwork=read_fieldwork(fields, calendar, problems),
        printing=_printing(fields, title),
        source=problems.source(fields.node),
    )


def _printing(fields: Fields, title: Label) -> Printing:
    """Return what forms say; the title and the intro have to do where nothing else is given."""
    found = read_settings(Printing, fields.block("form"))
    intro = fields.label("intro") or Label()
    return replace(found, heading=found.heading or title, thanks=found.thanks or intro)


def longer_periods(every: PeriodKind) -> tuple[PeriodKind, ...]:
    """Return the kinds of period that a base period adds up to, itself first."""
    return _LENGTHS[_LENGTHS.index(every) :] if every in _LENGTHS else (every,)


def read_reporting(
    fields: Fields, every: PeriodKind, edition: Edition, problems: Problems, *, anonymous: bool
) -> Reporting:
    """Return which reports are made; ``edition`` is the newest, whose items may be named.

    Of anonymous answers one length of period is reported unless more are asked for: where months
    and their quarters are published, one less the others is a month that may have to be withheld.
    """
    block, possible = fields.block("reports"), longer_periods(every)
    usual = possible[:1] if anonymous else possible
    asked = read_settings(Reporting, block)
    if block is None:
        return replace(asked, periods=usual)
    for entry in block.entries("periods"):
        if entry.value not in possible:
            known = ", ".join(possible)
            problems.add("C260", entry.node, value=entry.value, every=str(every), known=known)
    return replace(
        asked, periods=asked.periods or usual, segments=_read_segments(block, edition, problems)
    )


def _read_segments(block: Fields, edition: Edition, problems: Problems) -> tuple[str, ...] | None:
    if "segments" not in block:
        return None
    entries = block.entries("segments")
    found = [background_item(str(one.value), one.node, edition, problems) for one in entries]
    return once(tuple(item.id for item in found if item))


def read_columns(fields: Fields, problems: Problems) -> ColumnNames:
    """Return the headers that are not items."""
    block, weights = fields.block("columns"), fields.block("weights")
    weight = (weights.text("column") if weights else None) or ""
    if block is None:
        return ColumnNames(weight=weight)
    first: dict[str, str] = {}
    for key in SPECIAL_COLUMNS:
        header = (block.text(key) or "").casefold()
        # A form is often dated by the moment at which it was begun or sent off.
        if header and header in first and (first[header], key) not in _SAME_COLUMN:
            problems.add("C265", block.place(key), header=header, other=first[header])
        first.setdefault(header, key)
    return read_settings(ColumnNames, block, weight=weight)


def read_anonymity(fields: Fields, problems: Problems) -> Anonymity | None:
    """Return the promise made to respondents; None where there is none."""
    block = fields.block("anonymous")
    if block is None:
        if fields.flag("anonymous") is not True:
            return None
        anonymity = Anonymity()
    else:
        asked = read_settings(Anonymity, block)
        least = {
            name: max(getattr(asked, name), asked.minimum)
            for name in ("counts", "comments")
            if name not in block
        }
        anonymity = replace(asked, **least)
        if min(anonymity.counts, anonymity.comments) < anonymity.minimum:
            problems.add("C263", block.node, minimum=anonymity.minimum)
    columns = fields.block("columns")
    if columns is not None and "name" in columns:
        problems.add("C262", columns.place("name"), header=columns.text("name"))
    return anonymity


def check_closing(fields: Fields, calendar: Calendar, problems: Problems) -> None:
    """Note rounds without which, or without whose end, a questionnaire cannot keep its word."""
    if fields.text("every") != PeriodKind.ROUND:
        return
    if not calendar.rounds:
        problems.add("C248", fields.place("every"))
    open_ended = [named.id for named in calendar.rounds if named.closes is None]
    if open_ended and "anonymous" in fields and fields.flag("anonymous") is not False:
        problems.warn("C264", fields.place("anonymous"), rounds=", ".join(open_ended))


def read_baseline(fields: Fields, calendar: Calendar, problems: Problems) -> Baseline:
    """Return from what trends learn their usual range."""
    block = fields.block("trend")
    if block is None:
        return Baseline()
    rebases: dict[Period, Rebase] = {}
    for entry in block.blocks("rebase"):
        begins = read_period(entry, "begins", calendar, problems)
        if begins is None or not {"decided", "reason"} <= entry.values.keys():
            continue
        if begins in rebases:
            problems.add("C266", entry.place("begins"), period=begins.id)
        rebases[begins] = read_settings(Rebase, entry, begins=begins)
    in_order = sorted(rebases.values(), key=lambda rebase: rebase.begins.start)
    return read_settings(Baseline, block, rebases=tuple(in_order))


def read_fieldwork(fields: Fields, calendar: Calendar, problems: Problems) -> tuple[Fieldwork, ...]:
    """Return what became of those who did not answer, in time order; each period once."""
    found: dict[Period, Fieldwork] = {}
    for entry in fields.blocks("fieldwork"):
        period = read_period(entry, "period", calendar, problems)
        if period is None:
            continue
        if period in found:
            problems.add("C298", entry.place("period"), period=period.id)
        found[period] = read_settings(Fieldwork, entry, period=period)
    return tuple(sorted(found.values(), key=lambda one: one.period.start))


def read_targets(
    fields: Fields, calendar: Calendar, units: Collection[str] | None, problems: Problems
) -> tuple[Target, ...]:
    """Return the targets by time; ``units`` are the known ids, None where they are not known."""
    value = fields.number("target")
    if value is not None:
        return (Target(value=value),)
    targets: list[Target] = []
    for block in fields.blocks("target"):
        unit, value = block.text("unit"), block.number("value")
        if unit is not None and units is not None and unit not in units:
            facts = choices(unit, sorted(units))
            problems.add("C261", block.place("unit"), unit=unit, **facts)
        begins = read_period(block, "begins", calendar, problems)
        if value is not None:
            targets.append(read_settings(Target, block, begins=begins))
    return tuple(sorted(targets, key=lambda t: t.begins.start if t.begins else dt.date.min))
