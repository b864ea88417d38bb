"""Groups of people beside each other: who differs clearly from everybody else, and on what.

Each background question has a table of its groups with the index, and a table of the questions
that its groups answer clearly differently: a test of their favourable shares, corrected for all
that the report looks at, and a share at least as far from the others as the smallest change that
matters. Groups of fewer than ten are never named, and a group of one is not listed. A difference
between groups moves together with what people say about themselves; it does not say why.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from csatreport.measures.change import ALPHA
from csatreport.measures.change import SMALLEST_BASE as _FEW
from csatreport.measures.model import Estimate, Verdict
from csatreport.measures.parts import Crosstab, Division, Group, Segment
from csatreport.measures.proportions import LEVEL
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.explain_groups import group_name, group_target, test_name
from csatreport.report.gate import CROSSED_FROM
from csatreport.report.inline import Link, Mark
from csatreport.report.model import Block, Chapter, Paragraph, Table
from csatreport.report.scope import Scope, estimate
from csatreport.survey.model import Item
from csatreport.survey.policy import Anonymity

_WORDS = {
    Verdict.UP: "report.segments.higher",
    Verdict.DOWN: "report.segments.lower",
    Verdict.SMALL: "report.segments.small",
    Verdict.NOT_SHOWN: "report.segments.unclear",
}
_NAMED = 3


def compose_segments(scope: Scope) -> Chapter | None:
    """Make the chapter; None without background questions that part people."""
    findings, language = scope.findings, scope.language
    if not findings.segments:
        return None
    blocks: list[Block] = [Paragraph(text=_sentence(scope))]
    for segment in findings.segments:
        blocks += _segment_blocks(segment, scope)
    blocks += [_crosstab(table, scope) for table in findings.crosstabs]
    return Chapter(
        id="segments",
        number="",
        topic=say(language, "report.segments.topic"),
        heading=_heading(scope),
        blocks=tuple(blocks),
    )


def differs(division: Division, scope: Scope) -> bool:
    """Tell whether the groups answer a question clearly differently."""
    least = scope.findings.questionnaire.smallest_share_change
    gap = division.shown
    return gap is not None and abs(100 * gap.difference) >= least - 1e-9


def _clear(scope: Scope) -> Iterator[tuple[Segment, Group]]:
    for segment in scope.findings.segments:
        for group in segment.groups:
            told = group.option is not None and group.versus is not None
            if told and group.versus is not None and group.versus.verdict.clear:
                yield segment, group


def _heading(scope: Scope) -> str:
    language = scope.language
    if all(segment.hidden is not None for segment in scope.findings.segments):
        return say(language, "report.segments.heading_hidden")
    names = [
        say(
            language, "report.segments.group",
            item=wording.item_name(segment.item, language),
            group=group_name(segment.item, group.option, language),
        )
        for segment, group in _clear(scope)
    ]  # fmt: skip
    if not names:
        return say(language, "report.segments.heading_level")
    listed = wording.listed_first(language, names, _NAMED)
    return say(language, "report.segments.heading", groups=listed)


def _sentence(scope: Scope) -> str:
    return say(
        scope.language, "report.segments.sentence",
        alpha=ALPHA, smallest=numbers.plain(scope.findings.questionnaire.smallest_index_change),
    )  # fmt: skip


def _segment_blocks(segment: Segment, scope: Scope) -> list[Block]:
    language = scope.language
    caption = wording.item_name(segment.item, language)
    if segment.hidden is not None:
        questionnaire = scope.findings.questionnaire
        least = (questionnaire.anonymity or Anonymity()).counts
        whole = wording.whole_name(questionnaire, language)
        empty = say(language, "report.segments.hidden", least=least, whole=whole)
        return [Table(caption=caption, heads=(caption,), rows=(), empty=empty)]
    return [segment_table(segment, scope), _divisions(segment, scope)]


def segment_table(segment: Segment, scope: Scope) -> Table:
    """Lay out the groups of a background question that are not hidden."""
    language = scope.language
    return Table(
        caption=wording.item_name(segment.item, language),
        heads=(
            say(language, "report.segments.head_group"),
            "n",
            say(language, "report.items.head_index"),
            say(language, "report.interval.head", level=numbers.share(LEVEL)),
            say(language, "report.segments.head_versus"),
        ),
        rows=tuple(
            _group_row(segment.item, group, scope) for group in segment.groups if group.listed
        ),
        numeric=(False, True, True, True, False),
        note=wording.unlisted_text(sum(not group.listed for group in segment.groups), language),
    )


def _group_row(item: Item, group: Group, scope: Scope) -> tuple[str | Link | Mark, ...]:
    score = estimate(group.score)
    return (
        group_name(item, group.option, scope.language),
        numbers.count(group.n),
        Link(text=numbers.index(score.value), target=group_target(item))
        if score
        else numbers.NOTHING,
        wording.interval_or_word(score, scope.language),
        _mark(group, scope.language) or "",
    )


def _mark(group: Group, language: str) -> Mark | None:
    """Make the mark of a difference from everybody else, in words for groups."""
    mark = wording.change_mark(group.versus, language)
    if mark is None or group.versus is None or group.versus.verdict not in _WORDS:
        return mark
    return replace(mark, word=say(language, _WORDS[group.versus.verdict]))


def _divisions(segment: Segment, scope: Scope) -> Table:
    """List the questions on which the groups clearly differ, the most different first."""
    language = scope.language
    found = [division for division in segment.divisions if differs(division, scope)]
    found.sort(key=lambda division: -abs(division.gap.difference if division.gap else 0.0))
    options = [option.label[language] for option in segment.item.options]
    heads = (
        say(language, "report.items.head_item"),
        *options,
        say(language, "report.segments.head_gap"),
        say(language, "report.segments.head_test"),
        "q",
    )
    family = max((division.family for division in segment.divisions), default=0)
    facts = {
        "family": family,
        "alpha": ALPHA,
        "few": _FEW,
        "smallest": numbers.plain(scope.findings.questionnaire.smallest_share_change),
        "item": wording.item_name(segment.item, language),
    }
    return Table(
        caption=say(language, "report.segments.divided", **facts) if found else "",
        heads=heads,
        rows=tuple(_division_row(division, segment.item, scope) for division in found),
        numeric=(False,) + (True,) * (len(heads) - 1),
        note=say(language, "report.segments.divided_note", **facts) if found else "",
        empty=say(language, "report.segments.undivided", **facts),
    )


def _division_row(division: Division, by: Item, scope: Scope) -> tuple[str | Link | Mark, ...]:
    language, item = scope.language, division.item
    shares = [estimate(share) for share in division.shares]
    gap = ""
    if division.shown is not None and division.widest is not None:
        bounds = numbers.difference_interval(100 * division.shown.low, 100 * division.shown.high)
        gap = say(
            language, "report.segments.gap",
            group=by.options[division.widest].label[language],
            difference=numbers.signed(100 * division.shown.difference), interval=bounds,
        )  # fmt: skip
    return (
        Link(text=wording.item_name(item, language), target=f"item:{item.id}"),
        *map(_share, shares),
        gap,
        test_name(division.test, language),
        numbers.probability(division.q),
    )


def _share(share: Estimate | None) -> str:
    """Say a share; too few people do not make one that is set beside others."""
    return numbers.share(share.value) if share and share.base >= _FEW else numbers.NOTHING


def _crosstab(table: Crosstab, scope: Scope) -> Table:
    """Lay out two background questions crossed: how many, and below it their index."""
    language = scope.language
    names = {
        "rows": wording.item_name(table.rows, language),
        "columns": wording.item_name(table.columns, language),
    }
    caption = say(language, "report.segments.crossed", **names)
    if table.hidden is not None:
        least = (scope.findings.questionnaire.anonymity or Anonymity()).counts
        facts = {"least": least, "whole": CROSSED_FROM}
        empty = say(language, "report.segments.crossed_hidden", **facts)
        return Table(caption=caption, heads=(caption,), rows=(), empty=empty)
    missing = say(language, "report.missing.not_stated")
    down = [*(o.label[language] for o in table.rows.options), missing]
    across = [*(o.label[language] for o in table.columns.options), missing]
    used = [n for n in range(len(across)) if any(row[n] for row in table.counts)]
    return Table(
        caption=caption,
        heads=(names["rows"], *(across[n] for n in used)),
        rows=tuple(
            (name, *(_cell(table, place, n, scope) for n in used))
            for place, name in enumerate(down)
            if any(table.counts[place])
        ),
        numeric=(False,) + (True,) * len(used),
        note=_crossed_note(table, language),
    )


def _cell(table: Crosstab, row: int, column: int, scope: Scope) -> str:
    """Say how many stand in a cell, their share of the row and, from enough answers, their index.

    A row's share is of all who stand in it, also those who did not say the other thing.
    """
    number = table.counts[row][column]
    count, share = numbers.count(number), numbers.share(number / sum(table.counts[row]))
    score = estimate(table.scores[row][column]) if table.scores else None
    if score is None or score.low is None or score.base < _FEW:
        return say(scope.language, "report.segments.cell_count", count=count, share=share)
    return say(
        scope.language, "report.segments.cell",
        count=count, share=share, index=numbers.index(score.value),
    )  # fmt: skip


def _crossed_note(table: Crosstab, language: str) -> str:
    texts = [say(language, "report.segments.crossed_note", few=_FEW)]
    if table.shape is not None:
        texts.append(
            say(
                language, "report.segments.associated",
                p=numbers.probability(table.shape.p), v=numbers.fixed(table.shape.v, 2),
            )
        )  # fmt: skip
        if table.shape.rough:
            texts.append(say(language, "report.explain.rough"))
    return wording.joined(language, texts)
