"""Every low answer with its reason, and those that came without one.

Names stand only in restricted reports, and never where anonymity was promised; there neither unit
nor date is told either, and no counts beyond those the items show.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from csatreport.measures.model import LowAnswer
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.inline import Link
from csatreport.report.model import Bars, Block, Chapter, Paragraph, Quote, Quotes, Table
from csatreport.report.scope import Scope
from csatreport.report.sources import several_units, source_of
from csatreport.report.who import bars_of
from csatreport.survey.model import Item

_LOWS = 250
"""Up to so many low answers stand in the chapter; beyond it the newest, and the rest apart."""
_LOWS_NEWEST = 50
_ANNEX = 3000
"""Beyond so many low answers the reports of shorter periods list them."""


def low_blocks(scope: Scope) -> list[Block]:
    """Make the blocks on low answers; none where there are none or words are hidden."""
    language = scope.language
    if not scope.lows or scope.findings.comments_hidden is not None:
        return []
    blocks: list[Block] = [] if scope.anonymous else [_pareto(scope)]
    reasoned = _reasoned(scope)
    shown = reasoned[:_LOWS_NEWEST] if _needs_annex(scope) else reasoned
    if len(shown) < len(reasoned):
        key = "report.voices.newest" if _fits_annex(scope) else "report.voices.newest_elsewhere"
        text = say(language, key, shown=len(shown), all=numbers.count(len(reasoned)))
        blocks.append(Paragraph(text=text))
    blocks.append(_reasons_table(shown, scope))
    silent = _silent_by_unit(scope) if _needs_annex(scope) else _silent_table(scope)
    return blocks if silent is None else [*blocks, silent]


def lows_heading(scope: Scope) -> str:
    """Say how many low answers there are, and what part came with a reason."""
    language, lows = scope.language, scope.lows
    reasons = sum(bool(low.reason) for low in lows)
    total = wording.counted(language, "report.count.lows", len(lows))
    if not reasons:
        return say(language, "report.voices.heading_no_reason", lows=total)
    if reasons == len(lows):
        return say(language, "report.voices.heading_all_reasons", lows=total)
    share = numbers.share(reasons / len(lows))
    return say(language, "report.voices.heading_reasons", lows=total, share=share)


def compose_annex(scope: Scope) -> Chapter | None:
    """Make the list of every low answer where the chapter holds the newest only; on screen."""
    if scope.anonymous or not _needs_annex(scope) or not _fits_annex(scope):
        return None
    language = scope.language
    tables = (_reasons_table(_reasoned(scope), scope), _silent_table(scope))
    return Chapter(
        id="lows",
        number="",
        topic=say(language, "report.voices.annex_topic"),
        heading=wording.counted(language, "report.voices.annex_heading", len(scope.lows)),
        blocks=tuple(table for table in tables if table is not None),
        screen_only=True,
    )


def compose_sheet_voices(scope: Scope, most: int) -> Chapter | None:
    """Make the newest low answers of a unit's one sheet, ``most`` of them."""
    lows = scope.lows
    if not lows or scope.findings.comments_hidden is not None or scope.hidden is not None:
        return None
    language = scope.language
    reasoned = _reasoned(scope)
    return Chapter(
        id="words",
        number="",
        topic=say(language, "report.voices.sheet_topic"),
        heading=lows_heading(scope),
        blocks=(
            Quotes(
                title=_reasons_title(scope),
                rows=tuple(_low_quote(low, scope) for low in reasoned[:most]),
                empty=say(language, "report.voices.no_reasons"),
            ),
        ),
    )


def _reasoned(scope: Scope) -> list[LowAnswer]:
    """Return low answers with their reasons: newest first, or by their text where anonymous."""
    reasoned = [low for low in scope.lows if low.reason]
    return sorted(reasoned, key=lambda low: low.reason) if scope.anonymous else reasoned


def _reasons_title(scope: Scope) -> str:
    """Say how reasons are ordered: newest first, but not where time may not be told."""
    key = "report.voices.reasons_alike" if scope.anonymous else "report.voices.reasons"
    return say(scope.language, key)


def _needs_annex(scope: Scope) -> bool:
    return len(scope.lows) > _LOWS


def _fits_annex(scope: Scope) -> bool:
    """Tell whether this report lists every low answer, or leaves that to shorter periods'."""
    questionnaire = scope.findings.questionnaire
    shortest = scope.findings.period.kind is questionnaire.every
    told_elsewhere = questionnaire.every in questionnaire.reporting.periods
    return shortest or not told_elsewhere or len(scope.lows) <= _ANNEX


def _pareto(scope: Scope) -> Block:
    lows = Counter(low.item.series for low in scope.lows)
    items = {low.item.series: low.item for low in scope.lows}
    rows = [
        (wording.item_name(items[series], scope.language), number)
        for series, number in lows.most_common()
    ]
    caption = say(scope.language, "report.voices.by_item")
    note = say(scope.language, "report.voices.by_item_note")
    return bars_of(caption, rows, len(scope.lows), note)


def _reasons_table(lows: Sequence[LowAnswer], scope: Scope) -> Table:
    language = scope.language
    heads = [
        *_origin_heads(scope),
        say(language, "report.items.head_item"),
        say(language, "report.voices.head_answer"),
        say(language, "report.voices.head_reason"),
    ]
    if not scope.anonymous:
        heads.append(say(language, "report.voices.head_date"))
    return Table(
        caption=_reasons_title(scope),
        heads=tuple(heads),
        rows=tuple(_reason_row(low, scope) for low in lows),
        empty=say(language, "report.voices.no_reasons"),
        css="reasons",
    )


def _origin_heads(scope: Scope) -> list[str]:
    heads = [say(scope.language, "report.voices.head_unit")] if several_units(scope) else []
    return [*heads, say(scope.language, "report.voices.head_name")] if scope.names else heads


def _origin(low: LowAnswer, scope: Scope) -> list[str | Link]:
    cells: list[str | Link] = []
    if several_units(scope):
        cells.append(Link(text=scope.unit_name(low.unit), target=f"unit:{low.unit.id}"))
    return [*cells, low.name] if scope.names else cells


def _reason_row(low: LowAnswer, scope: Scope) -> tuple[str | Link, ...]:
    row = [*_origin(low, scope), _numbered(low.item, scope), _answer(low, scope), low.reason]
    return tuple(row) if scope.anonymous else (*row, low.date)


def _numbered(item: Item, scope: Scope) -> Link:
    name = wording.item_name(item, scope.language)
    text = say(scope.language, "report.voices.item", number=item.number, name=name)
    return Link(text=text if item.number else name, target=f"item:{item.id}")


def _silent_table(scope: Scope) -> Table | None:
    """List low answers that came without a reason; alike ones together, with their number."""
    silent = [low for low in scope.lows if not low.reason]
    if not silent or scope.anonymous:
        return None
    language = scope.language
    alike: Counter[tuple[str | Link, ...]] = Counter(
        (*_origin(low, scope), _numbered(low.item, scope), _answer(low, scope)) for low in silent
    )
    heads = (
        *_origin_heads(scope),
        say(language, "report.items.head_item"),
        say(language, "report.voices.head_answer"),
        say(language, "report.voices.head_number"),
    )
    return Table(
        caption=wording.counted(language, "report.voices.silent", len(silent)),
        heads=heads,
        rows=tuple((*row, numbers.count(number)) for row, number in alike.most_common()),
        numeric=(False,) * (len(heads) - 1) + (True,),
        css="silent",
    )


def _silent_by_unit(scope: Scope) -> Bars | None:
    """Count low answers that came without a reason by unit, or by question within one unit."""
    silent = [low for low in scope.lows if not low.reason]
    if not silent or scope.anonymous:
        return None
    by_unit = several_units(scope)
    counts = Counter(low.unit.id if by_unit else low.item.series for low in silent)
    names = {
        low.unit.id if by_unit else low.item.series: scope.unit_name(low.unit)
        if by_unit
        else wording.item_name(low.item, scope.language)
        for low in silent
    }
    caption = wording.counted(scope.language, "report.voices.silent", len(silent))
    rows = [(names[key], number) for key, number in counts.most_common()]
    return bars_of(caption, rows, len(silent))


def _low_quote(low: LowAnswer, scope: Scope) -> Quote:
    about = say(
        scope.language, "report.voices.about",
        item=wording.item_name(low.item, scope.language), answer=_answer(low, scope),
    )  # fmt: skip
    return Quote(text=low.reason, about=about, source=source_of(low, scope))


def _answer(low: LowAnswer, scope: Scope) -> str:
    return low.item.options[low.option].label[scope.language]
