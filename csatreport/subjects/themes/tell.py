"""Comments by theme: how many speak of what, with its chance, its past and somebody's own words."""

from collections.abc import Iterator, Sequence

from csatreport.counts.voices import Comment
from csatreport.report import numbers, wording
from csatreport.report.columns import Column, TextColumn, interval_head, lay_out
from csatreport.report.figures import drawn
from csatreport.report.inline import Link
from csatreport.report.model import Paragraph, Quote, Quotes, ReportBlock, Table
from csatreport.report.plots import Range, Ranges
from csatreport.report.scope import Scope
from csatreport.report.sources import source_of, words_of
from csatreport.report.subject import Heard
from csatreport.statistics.change import ALPHA
from csatreport.statistics.verdict import Verdict
from csatreport.subjects.themes.measure import Proposed, ThemeCount, Themes

_QUOTED = 6
"""Themes that are told in somebody's own words."""
_LONGEST = 160
_MOVED = wording.keyed("themes.{}", Verdict)


def theme_blocks(scope: Scope, found: Themes) -> list[ReportBlock]:
    """Make the blocks about themes; none where nobody said anything."""
    if not found.comments or not found.counts:
        return []
    blocks: list[ReportBlock] = [_ranges(found, scope)]
    if found.proposed:
        blocks.append((_terms if scope.anonymous else _proposals)(found.proposed, scope))
    quoted = [one for one in found.most if one.quotes][:_QUOTED]
    if quoted:
        blocks.append(
            Quotes(
                title=scope.say("themes.quotes"),
                rows=tuple(_quote(one, one.quotes[0], scope) for one in quoted),
            )
        )
    return blocks


def heard_of_themes(scope: Scope, found: Themes) -> Iterator[Heard]:
    """Yield how much came on forms, and what most of it is about."""
    if found.comments:
        about = ((one.theme.label[scope.language], one.n) for one in found.most if one.n)
        name = scope.say("themes.channel")
        yield Heard(channel=name, n=found.comments, about=tuple(about))


def _ranges(found: Themes, scope: Scope) -> Ranges:
    language, counts = scope.language, found.most
    periods = [past.period for past in counts[0].trend]
    heads = (
        scope.say("themes.head_theme"),
        *(wording.period_axis(period, language) for period in periods),
        scope.say("themes.head_share"),
        interval_head(scope),
        scope.say("themes.head_change"),
        "n",
    )
    facts = {"comments": found.comments, "other": found.other}
    key = "themes.note_shown" if scope.anonymous else "themes.note"
    return Ranges(
        title=scope.say("themes.title"),
        heads=heads if periods else (*heads[:-2], "n"),
        rows=tuple(_row(one, scope, earlier=bool(periods)) for one in counts),
        main=(len(periods), len(periods) + 1),
        note=scope.say(key, **facts),
    )


def _row(one: ThemeCount, scope: Scope, *, earlier: bool) -> Range:
    name = one.theme.label[scope.language]
    past = [numbers.share(before.share) for before in one.trend]
    share = one.share.percent if one.share is not None else None
    now = numbers.share(one.share.value if one.share is not None else None)
    reach = numbers.whole_percents(share.low, share.high) if share is not None else ""
    change = (_change(one, scope),) if earlier else ()
    return Range(
        label=Link(text=name),
        cells=(*past, now, reach, *change, numbers.count(one.n)),
        **drawn(share),
        text=scope.paired(name, now, reach),
    )


def _change(one: ThemeCount, scope: Scope) -> str:
    """Say whether the share moved, in the fixed words."""
    change = one.compared
    if change is None:
        return scope.say(_MOVED[Verdict.TOO_FEW])
    points = numbers.signed(change.difference or 0.0, 0)
    return scope.say(_MOVED[change.verdict], points=points)


def _terms(found: Sequence[Proposed], scope: Scope) -> Paragraph:
    terms = scope.listed([one.term for one in found])
    return Paragraph(text=scope.say("themes.new_terms", terms=terms))


def _proposals(found: Sequence[Proposed], scope: Scope) -> Table:
    return lay_out(
        _PROPOSED, found, scope,
        caption=scope.say("themes.new"),
        note=scope.say("themes.new_note", alpha=ALPHA),
    )  # fmt: skip


_PROPOSED = (
    TextColumn("themes.head_term", lambda one, _: one.term),
    Column("themes.head_now", lambda one, _: numbers.count(one.n)),
    Column("themes.head_before", lambda one, _: numbers.count(one.before)),
    Column("themes.head_q", lambda one, _: numbers.probability(one.q)),
)


def _quote(one: ThemeCount, said: Comment, scope: Scope) -> Quote:
    text = said.text if len(said.text) <= _LONGEST else said.text[: _LONGEST - 1] + "…"
    about = one.theme.label[scope.language]
    return Quote(words=words_of(text, scope), about=about, source=source_of(said, scope))
