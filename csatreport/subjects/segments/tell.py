"""Groups of people beside each other: who differs clearly from everybody else, and on what.

The chapter ends with the tables of two such questions crossed (`csatreport.subjects.crosstabs`).

Each background question has a table of its groups with the index, and a table of the questions
that its groups answer clearly differently: a test of their favourable shares, corrected for all
that the report looks at, and a share at least as far from the others as the smallest change that
matters. Groups of fewer than ten are never named, and a group of one is not listed. A difference
between groups moves together with what people say about themselves; it does not say why.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from csatreport.base.words import say
from csatreport.report import numbers, wording
from csatreport.report.columns import CellText, Column, TextColumn, interval_head, lay_out
from csatreport.report.inline import Link, Mark
from csatreport.report.model import Chapter, Paragraph, ReportBlock, Table
from csatreport.report.scope import Scope, estimate
from csatreport.report.subject import chapter
from csatreport.statistics.change import ALPHA
from csatreport.statistics.change import SMALLEST_BASE as _FEW
from csatreport.statistics.verdict import Verdict
from csatreport.study.item import Item, Option
from csatreport.study.policy import Anonymity
from csatreport.subjects.crosstabs.subject import CROSSTABS
from csatreport.subjects.crosstabs.tell import crosstab_table
from csatreport.subjects.segments.explain import group_name, group_target, test_name
from csatreport.subjects.segments.parts import Division, GroupFinding, Segment

_WORDS = {
    Verdict.UP: "segments.higher",
    Verdict.DOWN: "segments.lower",
    Verdict.SMALL: "segments.small",
    Verdict.NOT_SHOWN: "segments.unclear",
}
_NAMED = 3
_MORE = "report.list.groups"


def compose_segments(scope: Scope, found: tuple[Segment, ...]) -> Chapter | None:
    """Make the chapter; None without background questions that part people, and of very few."""
    few = scope.findings.responses < _FEW
    if not found or (few and all(segment.hidden is None for segment in found)):
        return None
    crossed = scope.findings.of(CROSSTABS) or ()
    blocks = (
        Paragraph(text=_sentence(scope)),
        *(block for segment in found for block in _segment_blocks(segment, scope)),
        *(crosstab_table(table, scope) for table in crossed),
    )
    return chapter(scope, "segments.topic", _heading(found, scope), blocks)


def differs(division: Division, scope: Scope) -> bool:
    """Tell whether the groups answer a question clearly differently."""
    least = scope.findings.questionnaire.smallest.share
    gap = division.shown
    return gap is not None and abs(gap.points.value) >= least - 1e-9


def _clear(found: Iterable[Segment]) -> Iterator[tuple[Segment, GroupFinding]]:
    for segment in found:
        for group in segment.groups:
            if group.option is not None and group.versus and group.versus.verdict.clear:
                yield segment, group


def _heading(found: tuple[Segment, ...], scope: Scope) -> str:
    if all(segment.hidden is not None for segment in found):
        return scope.say("segments.heading_hidden")
    groups: dict[str, list[str]] = {}
    for segment, group in _clear(found):
        name = group_name(segment.item, group.option, scope.language)
        groups.setdefault(scope.name_of(segment.item), []).append(name)
    if not groups:
        return scope.say("segments.heading_level")
    told = [
        scope.say("segments.group", item=item, group=scope.listed_first(names, _NAMED, _MORE))
        for item, names in groups.items()
    ]
    return scope.say("segments.heading", groups=" · ".join(told))


def _sentence(scope: Scope) -> str:
    return scope.say(
        "segments.sentence",
        alpha=ALPHA, smallest=numbers.plain(scope.findings.questionnaire.smallest.index),
    )  # fmt: skip


def _segment_blocks(segment: Segment, scope: Scope) -> list[ReportBlock]:
    language = scope.language
    caption = scope.name_of(segment.item)
    if segment.hidden is not None:
        questionnaire = scope.findings.questionnaire
        least = (questionnaire.anonymity or Anonymity()).counts
        whole = wording.whole_name(questionnaire, language)
        empty = scope.say("segments.hidden", least=least, whole=whole)
        return [Table(caption=caption, heads=(caption,), rows=(), empty=empty)]
    return [segment_table(segment, scope), _divisions(segment, scope)]


def segment_table(segment: Segment, scope: Scope) -> Table:
    """Lay out the groups of a background question that are not hidden."""
    unlisted = sum(not group.listed for group in segment.groups)
    return lay_out(
        _GROUPS, ((segment.item, group) for group in segment.groups if group.listed), scope,
        caption=scope.name_of(segment.item),
        note=wording.unlisted_text(unlisted, scope.language),
    )  # fmt: skip


def _index(one: tuple[Item, GroupFinding], _: Scope) -> CellText:
    score = estimate(one[1].score)
    if score is None:
        return numbers.NOTHING
    return Link(text=numbers.index(score.value), target=group_target(one[0]))


_GROUPS = (
    TextColumn("report.segments.head_group",
               lambda one, scope: group_name(one[0], one[1].option, scope.language)),
    Column("report.base.head", lambda one, _: numbers.count(one[1].n)),
    Column("report.items.head_index", _index),
    Column(interval_head,
           lambda one, scope: wording.interval_or_word(estimate(one[1].score), scope.language)),
    TextColumn("report.segments.head_versus",
               lambda one, scope: _mark(one[1], scope.language) or ""),
)  # fmt: skip


def _mark(group: GroupFinding, language: str) -> Mark | None:
    """Make the mark of a difference from everybody else, in words for groups."""
    mark = wording.change_mark(group.versus, language)
    if mark is None or group.versus is None or group.versus.verdict not in _WORDS:
        return mark
    return replace(mark, word=say(language, _WORDS[group.versus.verdict]))


def _divisions(segment: Segment, scope: Scope) -> Table:
    """List the questions on which the groups clearly differ, the most different first."""
    found = [division for division in segment.divisions if differs(division, scope)]
    found.sort(key=lambda division: -abs(division.gap.difference if division.gap else 0.0))
    family = max((division.family for division in segment.divisions), default=0)
    facts = {
        "family": family,
        "alpha": ALPHA,
        "few": _FEW,
        "smallest": numbers.plain(scope.findings.questionnaire.smallest.share),
        "item": scope.name_of(segment.item),
    }
    return lay_out(
        _columns(segment.item), found, scope,
        caption=scope.say("segments.divided", **facts) if found else "",
        note=scope.say("segments.divided_note", **facts) if found else "",
        empty=scope.say("segments.undivided", **facts) if family else "",
    )  # fmt: skip


def _columns(by: Item) -> tuple[Column, ...]:
    """Return the columns of what groups answer differently: a share of each group, and the test."""

    def gap(one: Division, scope: Scope) -> str:
        if one.shown is None or one.widest is None:
            return ""
        points = one.shown.points
        return scope.say(
            "segments.gap",
            group=by.options[one.widest].label[scope.language],
            difference=numbers.signed(points.value),
            interval=numbers.difference_interval(points.low, points.high),
        )

    return (
        TextColumn("report.items.head_item", lambda one, scope: scope.link(one.item)),
        *map(_of_group, range(len(by.options)), by.options),
        Column("segments.head_gap", gap),
        Column("segments.head_test", lambda one, s: test_name(one.test, s)),
        Column(lambda _: "q", lambda one, _: numbers.probability(one.q)),
    )


def _of_group(place: int, option: Option) -> Column:
    """Return a group's column of shares; too few people do not make one to set beside others."""

    def share(one: Division, _: Scope) -> str:
        found = estimate(one.shares[place])
        return numbers.share(found.value if found and found.base >= _FEW else None)

    return Column(lambda scope: option.label[scope.language], share)
