"""Every low answer with its reason, and those that came without one.

Names stand only in restricted reports, and never where anonymity was promised; there neither unit
nor date is told either, and no counts beyond those the items show.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from csatreport.counts.voices import LowAnswer
from csatreport.report import numbers
from csatreport.report.columns import Column, TextColumn, bars_of, lay_out
from csatreport.report.inline import Link
from csatreport.report.model import (
    Bars,
    CardRow,
    Chapter,
    Paragraph,
    Quote,
    Quotes,
    ReportBlock,
    ReportPage,
    Table,
)
from csatreport.report.scope import Scope
from csatreport.report.sources import several_units, source_of, words_of
from csatreport.report.subject import chapter
from csatreport.subjects.voices.measure import Said

_LOWS = 250
"""Up to so many low answers stand in the chapter; beyond it the newest, and the rest apart."""
_LOWS_NEWEST = 50
_LINKED = 40
"""In a longer list the way to a question or unit, the same in every third row, stands in none."""
_ANNEX = 3000
"""Beyond so many low answers other reports list them: of units, or of shorter periods."""


def low_blocks(said: Said, scope: Scope) -> list[ReportBlock]:
    """Make the blocks on low answers; none where there are none."""
    if not said.lows:
        return []
    blocks: list[ReportBlock] = []
    reasoned = _reasoned(said, scope)
    shown = reasoned[:_LOWS_NEWEST] if _needs_annex(said) else reasoned
    if len(shown) < len(reasoned):
        apart = "voices.newest_below" if told_below(scope) else "voices.newest_elsewhere"
        key = "voices.newest" if _fits_annex(said, scope) else apart
        chapter = scope.say("voices.annex_topic")
        every = numbers.count(len(reasoned))
        text = scope.say(key, shown=len(shown), all=every, chapter=chapter)
        blocks.append(Paragraph(text=text))
    blocks.append(_reasons_table(shown, scope))
    if said.silent and not scope.anonymous:
        blocks.append((_silent_bars if _needs_annex(said) else _silent_table)(said, scope))
    return blocks


def lows_heading(said: Said, scope: Scope) -> str:
    """Say how many low answers there are, and what part came with a reason."""
    reasons = len(said.reasoned)
    total = scope.counted("voices.lows", len(said.lows))
    if not reasons:
        return scope.say("voices.heading_no_reason", lows=total)
    if not said.silent:
        return scope.say("voices.heading_all_reasons", lows=total)
    share = numbers.part(reasons, len(said.lows))
    return scope.say("voices.heading_reasons", lows=total, share=share)


def unexplained(scope: Scope, said: Said) -> Iterator[CardRow]:
    """Say how many low answers came without the reason that the form asks for."""
    silent = len(said.silent)
    if not silent or scope.anonymous:
        return
    detail = scope.say(
        "voices.attention",
        silent=silent, lows=len(said.lows),
        share=numbers.part(silent, len(said.lows)),
    )  # fmt: skip
    head = Link(text=scope.say("voices.attention_head"), target="#voices")
    yield CardRow(head=head, detail=detail)


def compose_annex(scope: Scope, said: Said) -> Chapter | None:
    """Make the list of every low answer where the chapter holds the newest only; on screen."""
    if scope.anonymous or not _needs_annex(said) or not _fits_annex(said, scope):
        return None
    silent = (_silent_table(said, scope),) if said.silent else ()
    return Chapter(
        id="lows",
        page=ReportPage.VOICES,
        topic=scope.say("voices.annex_topic"),
        heading=scope.counted("voices.annex_heading", len(said.lows)),
        blocks=(_reasons_table(_reasoned(said, scope), scope), *silent),
        screen_only=True,
    )


def compose_sheet_voices(scope: Scope, said: Said, most: int) -> Chapter | None:
    """Make the newest low answers of a unit's one sheet, ``most`` of them."""
    if not said.lows or scope.hidden is not None:
        return None
    quotes = Quotes(
        title=_reasons_title(scope),
        rows=tuple(_low_quote(low, scope) for low in _reasoned(said, scope)[:most]),
        empty=scope.say("voices.no_reasons"),
    )
    heading = lows_heading(said, scope)
    return chapter(scope, "voices.sheet_topic", heading, (quotes,), name="words")


def _reasoned(said: Said, scope: Scope) -> Sequence[LowAnswer]:
    """Return low answers with their reasons: newest first, or by their text where anonymous."""
    return sorted(said.reasoned, key=lambda low: low.reason) if scope.anonymous else said.reasoned


def _reasons_title(scope: Scope) -> str:
    """Say how reasons are ordered: newest first, but not where time may not be told."""
    return scope.say("voices.reasons_alike" if scope.anonymous else "voices.reasons")


def _needs_annex(said: Said) -> bool:
    return len(said.lows) > _LOWS


def _fits_annex(said: Said, scope: Scope) -> bool:
    """Tell whether this report lists every low answer, or leaves that to other reports."""
    few = len(said.lows) <= _ANNEX
    if told_below(scope):
        return scope.company and few
    questionnaire, told = scope.findings.questionnaire, scope.findings.questionnaire.reporting
    shortest = scope.findings.period.kind is questionnaire.every
    stay = told.units_for is None or len(questionnaire.units.all) == 1
    return few or shortest or not (stay and questionnaire.every in told.periods)


def told_below(scope: Scope) -> bool:
    """Tell whether the reports of the units below list every word of this period."""
    return several_units(scope) and scope.findings.questionnaire.reporting.unit_pages


def _silent_bars(said: Said, scope: Scope) -> Bars:
    """Count low answers that came without a reason by unit, or by question within one unit."""
    if several_units(scope):
        rows = [(low.unit.id, scope.unit_name(low.unit)) for low in said.silent]
    else:
        rows = [(low.item.series, scope.name_of(low.item)) for low in said.silent]
    return _bars(rows, _silent_caption(said, scope))


def _bars(rows: Sequence[tuple[str, str]], caption: str) -> Bars:
    """Count pairs of a key and its name, the most frequent first."""
    names = dict(rows)
    counts = Counter(key for key, _ in rows).most_common()
    return bars_of(caption, [(names[key], number) for key, number in counts], len(rows))


def _silent_caption(said: Said, scope: Scope) -> str:
    return scope.counted("voices.silent", len(said.silent))


def _reasons_table(lows: Sequence[LowAnswer], scope: Scope) -> Table:
    whose = (*_whose(scope), _ITEM)
    if len(lows) > _LINKED:
        whose = tuple(replace(column, text=column.said) for column in whose)
    columns = (*whose, _ANSWER, _REASON, *(() if scope.anonymous else (_DATE,)))
    return lay_out(
        columns, lows, scope,
        caption=_reasons_title(scope), empty=scope.say("voices.no_reasons"),
        css="reasons",
    )  # fmt: skip


def _silent_table(said: Said, scope: Scope) -> Table:
    """List low answers that came without a reason; alike ones together, with their number."""
    columns = (*_whose(scope), _ITEM, _ANSWER)
    alike = Counter(tuple(one.text(low, scope) for one in columns) for low in said.silent)
    times = Column("voices.head_number", lambda row, _: numbers.count(alike[row]))
    return lay_out(
        (*map(_taken, columns, range(len(columns))), times),
        (row for row, _ in alike.most_common()), scope,
        caption=_silent_caption(said, scope), css="silent",
    )  # fmt: skip


def _taken(column: Column, place: int) -> Column:
    """Return a column that takes its cell out of a row of finished ones."""
    return replace(column, text=lambda row, _: row[place])


def _whose(scope: Scope) -> tuple[Column, ...]:
    """Return the columns that tell where a low answer comes from, as far as they may."""
    return (*((_UNIT,) if several_units(scope) else ()), *((_NAME,) if scope.names else ()))


def _numbered(low: LowAnswer, scope: Scope) -> Link:
    item, name = low.item, scope.name_of(low.item)
    text = scope.say("report.items.numbered", number=item.number, name=name)
    return Link(text=text if item.number else name, target=f"item:{item.id}")


def _low_quote(low: LowAnswer, scope: Scope) -> Quote:
    about = scope.say("voices.about", item=scope.name_of(low.item), answer=_answer(low, scope))
    return Quote(words=words_of(low.reason, scope), about=about, source=source_of(low, scope))


def _answer(low: LowAnswer, scope: Scope) -> str:
    return low.item.options[low.option].label[scope.language]


_UNIT = TextColumn("voices.head_unit", lambda low, scope: scope.unit_link(low.unit))
_NAME = TextColumn("voices.head_name", lambda low, _: low.name)
_ITEM = TextColumn("report.items.head_item", _numbered)
_ANSWER = TextColumn("voices.head_answer", _answer)
_REASON = TextColumn("voices.head_reason", lambda low, scope: words_of(low.reason, scope))
_DATE = TextColumn("voices.head_date", lambda low, _: low.date)
