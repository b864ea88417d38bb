"""What people said: low answers with their reasons, ranked wishes, and comments.

Where anonymity was promised neither unit nor date nor the order of arrival is told.
"""

from __future__ import annotations

from collections import Counter

from csatreport.measures.model import Comment, Ranked
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.lows import low_blocks, lows_heading
from csatreport.report.model import Block, Callout, Chapter, Quote, Quotes, Table
from csatreport.report.scope import Scope
from csatreport.report.sources import several_units, source_of
from csatreport.report.themes import theme_blocks

_COMMENTS = 40
"""Comments printed per question where the units' own reports have them all."""


def compose_voices(scope: Scope) -> Chapter | None:
    """Make the chapter; None where the questionnaire asks for no words and nobody was unhappy."""
    blocks: list[Block] = []
    if scope.findings.comments_hidden is not None:
        blocks.append(Callout(text=_why_silent(scope)))
    blocks += theme_blocks(scope)
    blocks += low_blocks(scope)
    blocks += _ranked_tables(scope)
    blocks += _comment_blocks(scope)
    if not blocks:
        return None
    return Chapter(
        id="voices",
        number="",
        topic=say(scope.language, "report.voices.topic"),
        heading=_heading(scope),
        blocks=tuple(blocks),
    )


def _why_silent(scope: Scope) -> str:
    anonymity = scope.findings.questionnaire.anonymity
    least = anonymity.comments if anonymity is not None else 0
    return say(scope.language, "report.hidden.comments", least=least)


def _heading(scope: Scope) -> str:
    language, findings = scope.language, scope.findings
    if scope.lows and not scope.anonymous:
        return lows_heading(scope)
    if findings.comments:
        return wording.counted(language, "report.voices.heading_comments", len(findings.comments))
    if findings.comments_hidden is not None:
        return say(language, "report.voices.heading_hidden")
    return say(language, "report.voices.heading_none")


def _ranked_tables(scope: Scope) -> list[Table]:
    if scope.findings.comments_hidden is not None:
        return []
    lists: dict[str, list[Ranked]] = {}
    for entry in scope.findings.ranked:
        lists.setdefault(entry.item.series, []).append(entry)
    return [_ranked_table(entries, scope) for entries in lists.values()]


def _ranked_table(entries: list[Ranked], scope: Scope) -> Table:
    item, language = entries[0].item, scope.language
    labels = {option.code: option.label[language] for option in item.options}
    return Table(
        caption=wording.item_name(item, language),
        heads=(
            say(language, "report.voices.head_entry"),
            say(language, "report.voices.head_named"),
            say(language, "report.voices.head_weighted"),
        ),
        rows=tuple(
            (labels.get(e.text, e.text), numbers.count(e.named), numbers.count(e.weighted))
            for e in entries
        ),
        numeric=(False, True, True),
        note=say(language, "report.voices.ranked_note"),
    )


def _comment_blocks(scope: Scope) -> list[Block]:
    if scope.findings.comments_hidden is not None:
        return []
    asked: dict[str, list[Comment]] = {}
    for comment in scope.findings.comments:
        asked.setdefault(comment.item.series, []).append(comment)
    return [_quotes(comments, scope) for comments in asked.values()]


def _quotes(comments: list[Comment], scope: Scope) -> Quotes:
    language = scope.language
    rows = _alike_quotes(comments, scope) if scope.anonymous else _dated_quotes(comments, scope)
    left = len(rows) - _COMMENTS if _elsewhere(scope) else 0
    return Quotes(
        title=wording.item_name(comments[0].item, language),
        rows=rows[:_COMMENTS] if left > 0 else rows,
        more=wording.counted(language, "report.voices.more", left) if left > 0 else "",
    )


def _elsewhere(scope: Scope) -> bool:
    """Tell whether the reports of the units below list every comment."""
    pages = scope.findings.questionnaire.reporting.unit_pages
    return several_units(scope) and pages


def _dated_quotes(comments: list[Comment], scope: Scope) -> tuple[Quote, ...]:
    return tuple(Quote(text=c.text, about="", source=source_of(c, scope)) for c in comments)


def _alike_quotes(comments: list[Comment], scope: Scope) -> tuple[Quote, ...]:
    """Order comments by their text, alike ones together, so that nothing tells who came when."""
    times = Counter(comment.text for comment in comments)
    return tuple(
        Quote(
            text=text,
            about="",
            source=wording.counted(scope.language, "report.voices.times", number)
            if number > 1
            else "",
        )
        for text, number in sorted(times.items())
    )
