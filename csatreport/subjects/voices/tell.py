"""What people said: by themes (the other subject it knows), low answers, wishes, and comments.

Where anonymity was promised neither unit nor date nor the order of arrival is told.
"""

from collections import Counter

from csatreport.counts.voices import Comment, Ranked
from csatreport.report import numbers
from csatreport.report.columns import Column, TextColumn, lay_out
from csatreport.report.model import Callout, Chapter, Quote, Quotes, ReportBlock, Table
from csatreport.report.scope import Scope
from csatreport.report.sources import source_of, words_of
from csatreport.report.subject import chapter
from csatreport.subjects.themes.subject import THEMES
from csatreport.subjects.themes.tell import theme_blocks
from csatreport.subjects.voices.lows import low_blocks, lows_heading, told_below
from csatreport.subjects.voices.measure import Said

_COMMENTS = 40
"""Comments printed per question where the units' own reports have them all."""


def compose_voices(scope: Scope, said: Said) -> Chapter | None:
    """Make the chapter; None where the questionnaire asks for no words and nobody was unhappy."""
    blocks: list[ReportBlock] = [] if said.hidden is None else [Callout(text=_why_silent(scope))]
    themes = scope.findings.of(THEMES)
    blocks += theme_blocks(scope, themes) if themes is not None else []
    blocks += low_blocks(said, scope)
    blocks += _ranked_tables(said, scope)
    blocks += _comment_blocks(said, scope)
    if not blocks:
        return None
    return chapter(scope, "voices.topic", _heading(said, scope), blocks)


def _why_silent(scope: Scope) -> str:
    anonymity = scope.findings.questionnaire.anonymity
    least = anonymity.comments if anonymity is not None else 0
    return scope.say("voices.hidden", least=least)


def _heading(said: Said, scope: Scope) -> str:
    if said.lows and not scope.anonymous:
        return lows_heading(said, scope)
    if said.comments:
        return scope.counted("voices.heading_comments", len(said.comments))
    if said.hidden is not None:
        return scope.say("voices.heading_hidden")
    return scope.say("voices.heading_none")


def _ranked_tables(said: Said, scope: Scope) -> list[Table]:
    lists: dict[str, list[Ranked]] = {}
    for entry in said.ranked:
        lists.setdefault(entry.item.series, []).append(entry)
    return [_ranked_table(entries, scope) for entries in lists.values()]


def _ranked_table(entries: list[Ranked], scope: Scope) -> Table:
    return lay_out(
        _RANKED, entries, scope,
        caption=scope.name_of(entries[0].item),
        note=scope.say("voices.ranked_note"),
    )  # fmt: skip


def _entry(one: Ranked, scope: Scope) -> str:
    """Say what was named: an option's label, or the words."""
    labels = {option.code: option.label[scope.language] for option in one.item.options}
    return labels.get(one.text, one.text)


_RANKED = (
    TextColumn("voices.head_entry", _entry),
    Column("voices.head_named", lambda one, _: numbers.count(one.named)),
    Column("voices.head_weighted", lambda one, _: numbers.count(one.weighted)),
)


def _comment_blocks(said: Said, scope: Scope) -> list[Quotes]:
    asked: dict[str, list[Comment]] = {}
    for comment in said.comments:
        asked.setdefault(comment.item.series, []).append(comment)
    return [_quotes(comments, scope) for comments in asked.values()]


def _quotes(comments: list[Comment], scope: Scope) -> Quotes:
    rows = _alike_quotes(comments, scope) if scope.anonymous else _dated_quotes(comments, scope)
    left = len(rows) - _COMMENTS if told_below(scope) else 0
    return Quotes(
        title=scope.name_of(comments[0].item),
        rows=rows[:_COMMENTS] if left > 0 else rows,
        more=scope.counted("voices.more", left) if left > 0 else "",
    )


def _dated_quotes(comments: list[Comment], scope: Scope) -> tuple[Quote, ...]:
    return tuple(
        Quote(words=words_of(c.text, scope), about="", source=source_of(c, scope)) for c in comments
    )


def _alike_quotes(comments: list[Comment], scope: Scope) -> tuple[Quote, ...]:
    """Order comments by their text, alike ones together, so that nothing tells who came when."""
    times = Counter(comment.text for comment in comments)
    return tuple(
        Quote(words=words_of(text, scope), about="", source=_times(number, scope))
        for text, number in sorted(times.items())
    )


def _times(number: int, scope: Scope) -> str:
    return scope.counted("voices.times", number) if number > 1 else ""
