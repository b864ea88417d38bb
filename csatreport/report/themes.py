"""Comments by theme: how many speak of what, with its chance, its past and somebody's own words."""

from __future__ import annotations

from csatreport.measures.change import ALPHA
from csatreport.measures.model import Verdict
from csatreport.measures.proportions import LEVEL
from csatreport.measures.themes import ThemeCount, Themes
from csatreport.measures.voices import Comment
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.inline import Link
from csatreport.report.model import Block, Paragraph, Quote, Quotes, Table
from csatreport.report.plots import Range, Ranges
from csatreport.report.scope import Scope
from csatreport.report.sources import source_of

_QUOTED = 6
"""Themes that are told in somebody's own words."""
_LONGEST = 160
_MOVED = {
    Verdict.UP: "report.themes.more",
    Verdict.DOWN: "report.themes.less",
    Verdict.SMALL: "report.themes.small",
    Verdict.NOT_SHOWN: "report.themes.same",
    Verdict.TOO_FEW: "report.themes.few",
}


def theme_blocks(scope: Scope) -> list[Block]:
    """Make the blocks about themes; none where none are declared or nobody said anything."""
    found = scope.findings.themes
    if found is None or not found.comments or not found.counts:
        return []
    counts = sorted(found.counts, key=lambda one: -one.n)
    blocks: list[Block] = [_ranges(found, counts, scope)]
    blocks += _proposals(found, scope)
    quoted = [one for one in counts if one.quotes][:_QUOTED]
    if quoted:
        blocks.append(
            Quotes(
                title=say(scope.language, "report.themes.quotes"),
                rows=tuple(_quote(one, one.quotes[0], scope) for one in quoted),
            )
        )
    return blocks


def _ranges(found: Themes, counts: list[ThemeCount], scope: Scope) -> Ranges:
    language = scope.language
    periods = [period for period, _, _ in counts[0].trend]
    heads = (
        say(language, "report.themes.head_theme"),
        *(wording.period_axis(period, language) for period in periods),
        say(language, "report.themes.head_share"),
        say(language, "report.interval.head", level=numbers.share(LEVEL)),
        say(language, "report.themes.head_change"),
        "n",
    )
    facts = {"comments": numbers.count(found.comments), "other": numbers.count(found.other)}
    key = "report.themes.note_shown" if scope.anonymous else "report.themes.note"
    return Ranges(
        title=say(language, "report.themes.title"),
        heads=heads if periods else (*heads[:-2], "n"),
        rows=tuple(_row(one, scope, earlier=bool(periods)) for one in counts),
        main=(len(periods), len(periods) + 1),
        note=say(language, key, **facts),
    )


def _row(one: ThemeCount, scope: Scope, *, earlier: bool) -> Range:
    name = one.theme.label[scope.language]
    past = [numbers.share(n / base) if base else numbers.NOTHING for _, n, base in one.trend]
    share = one.share
    now = numbers.share(share.value) if share is not None else numbers.NOTHING
    reach, low, high = "", None, None
    if share is not None and share.low is not None and share.high is not None:
        low, high = 100 * share.low, 100 * share.high
        reach = f"{numbers.fixed(low, 0)}{numbers.DASH}{numbers.fixed(high, 0)}%"
    change = (_change(one, scope),) if earlier else ()
    return Range(
        label=Link(text=name),
        cells=(*past, now, reach, *change, numbers.count(one.n)),
        value=100 * share.value if share is not None else None,
        low=low,
        high=high,
        text=f"{name}: {now} ({reach})",
    )


def _change(one: ThemeCount, scope: Scope) -> str:
    """Say whether the share moved, in the fixed words."""
    language, change = scope.language, one.change
    if change is None or change.difference is None:
        return say(language, _MOVED[Verdict.TOO_FEW])
    points = numbers.signed(change.difference, 0)
    return say(language, _MOVED[change.verdict], points=points)


def _proposals(found: Themes, scope: Scope) -> list[Block]:
    language = scope.language
    if not found.proposed:
        return []
    if scope.anonymous:
        terms = wording.listed(language, [one.term for one in found.proposed])
        return [Paragraph(text=say(language, "report.themes.new_terms", terms=terms))]
    return [
        Table(
            caption=say(language, "report.themes.new"),
            heads=(
                say(language, "report.themes.head_term"),
                say(language, "report.themes.head_now"),
                say(language, "report.themes.head_before"),
                "q",
            ),
            rows=tuple(
                (
                    one.term,
                    numbers.count(one.n),
                    numbers.count(one.before),
                    numbers.probability(one.q),
                )
                for one in found.proposed
            ),
            numeric=(False, True, True, True),
            note=say(language, "report.themes.new_note", alpha=ALPHA),
        )
    ]


def _quote(one: ThemeCount, said: Comment, scope: Scope) -> Quote:
    text = said.text if len(said.text) <= _LONGEST else said.text[: _LONGEST - 1] + "…"
    return Quote(
        text=text,
        about=one.theme.label[scope.language],
        source=source_of(said, scope),
    )
