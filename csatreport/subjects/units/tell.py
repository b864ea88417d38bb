"""Units side by side: what lies outside the funnel of chance, and no ranking.

At 95 % one unit in twenty lies outside by chance alone, so only what lies beyond 99.8 % is named;
the others outside are counted, and called leads.
"""

import math
from collections.abc import Iterator

from csatreport.base.words import say
from csatreport.counts.findings.model import UnitPoint
from csatreport.counts.findings.standing import Group, GroupCounts, Standing, far_below
from csatreport.report import numbers, wording
from csatreport.report.figures import Compare, CompareRow, drawn
from csatreport.report.inline import Link
from csatreport.report.model import CardRow, Chapter, Paragraph
from csatreport.report.scope import Scope, estimate, hidden
from csatreport.report.subject import chapter
from csatreport.statistics.charts.funnel import SMALLEST
from csatreport.statistics.proportions import LEVEL
from csatreport.study.units import Unit
from csatreport.subjects.heat.subject import HEAT
from csatreport.subjects.heat.tell import heat_table
from csatreport.subjects.units.explain import UNITS_TARGET
from csatreport.subjects.units.funnels import compose_funnels

_NAMED = 3
_OWN_FAR = {-1: "units.own_below", 1: "units.own_above"}
_OWN_LEAD = {-1: "units.own_lead_below", 0: "units.own_level", 1: "units.own_lead_above"}


def compose_compare(scope: Scope, groups: tuple[Group, ...]) -> Chapter | None:
    """Make the chapter; None below two units with answers, or without a headline."""
    findings, language = scope.findings, scope.language
    known = sum(one.score is not None for one in findings.units)
    beside = GroupCounts.together(groups).units if scope.brief else known
    if findings.headline is None or beside < 2:
        return None
    standings = [one for group in groups for one in group.standings]
    funnels = compose_funnels(
        groups, findings.questionnaire, language, title=scope.say("units.funnel.title"), share=False
    )
    blocks = (
        Paragraph(text=_sentence(groups, scope)),
        funnels,
        *heat_table(scope, HEAT.shown(scope)),
        _table(groups, scope),
    )
    heading = (_own_heading if scope.brief else _heading)(standings, scope)
    return chapter(scope, "units.topic", heading, blocks, name="compare")


def _heading(standings: list[Standing], scope: Scope) -> str:
    below = _names([one.unit for one in standings if one.far < 0], scope)
    above = _names([one.unit for one in standings if one.far > 0], scope)
    if below and above:
        return scope.say("units.heading_both", below=below, above=above)
    if below:
        return scope.say("units.heading_below", below=below)
    if above:
        return scope.say("units.heading_above", above=above)
    if not any(one.judged for one in standings):
        return scope.say("units.heading_few")
    return scope.say("units.heading_level")


def _own_heading(standings: list[Standing], scope: Scope) -> str:
    """Say where the one unit stands that the report is about."""
    own = next((one for one in standings if one.unit.id == scope.findings.unit.id), None)
    key = "units.own_few"
    if own is not None and own.judged:
        key = _OWN_FAR.get(own.far) or _OWN_LEAD[own.lead]
    return scope.say(key, unit=scope.unit)


def _names(units: list[Unit], scope: Scope) -> str:
    return scope.listed_first([scope.unit_name(unit) for unit in units], _NAMED, scope.units)


def _sentence(groups: tuple[Group, ...], scope: Scope) -> str:
    every = GroupCounts.together(groups)
    if not every.judged:
        return scope.say("units.sentence_few", few=SMALLEST)
    below, above = every.lead
    first = scope.say(
        "units.sentence" if below or above else "units.sentence_inside",
        units=scope.units(every.judged),
        below=below, above=above, level=numbers.share(LEVEL),
    )  # fmt: skip
    # A unit that stands alone does so among its kind.
    apart = scope.say("units.apart") if len(groups) > 1 else ""
    ranks = "" if scope.brief else scope.say("units.no_ranking")
    return scope.joined((first, _chance(every, scope), apart, ranks))


def _chance(every: GroupCounts, scope: Scope) -> str:
    """Say how many units chance alone would put outside; "" where all outside are named."""
    # Where one unit alone stands in the heading, the others outside are named nowhere.
    far = 0 if scope.brief else sum(every.far)
    if sum(every.lead) == far:
        return ""
    expected = numbers.fixed(every.chance[0], 1)
    key = "units.chance_apart" if far else "units.chance"
    return scope.say(key, number=expected)


def _table(groups: tuple[Group, ...], scope: Scope) -> Compare:
    whole = scope.whole
    standings = [one for group in groups for one in group.standings]
    ranks = {one.unit.id: one.rank for one in standings if one.rank is not None}
    return Compare(
        title=_title(scope),
        alt=_alt(scope),
        heads=(
            scope.say("report.compare.head_unit"),
            scope.say("report.items.head_index"),
            scope.say("report.interval.head", level=numbers.share(LEVEL)),
            scope.say("report.items.head_answers"),
            *((scope.say("units.head_rank"),) if ranks else ()),
        ),
        rows=tuple(_row(point, ranks.get(point.unit.id), scope) for point in _ordered(scope)),
        reference=whole,
        reference_text=_reference_text(whole, scope),
        axis_title=scope.say("units.axis"),
        note=scope.say("units.note", few=SMALLEST),
        search_hint=scope.say("report.compare.search"),
        explain=UNITS_TARGET,
        more=_all_units(groups, scope) if scope.brief else None,
    )


def _ordered(scope: Scope) -> list[UnitPoint]:
    """Return the units that stand side by side: kind by kind, each from the highest figure down."""
    points = scope.findings.units
    kinds = list(dict.fromkeys(one.unit.kind for one in points))
    figures = {one.unit.id: score.value for one in points if (score := estimate(one.score))}
    return sorted(
        points, key=lambda one: (kinds.index(one.unit.kind), -figures.get(one.unit.id, -math.inf))
    )


def _title(scope: Scope) -> str:
    if scope.brief:
        return scope.say("units.own_title")
    return scope.say("units.title")


def _all_units(groups: tuple[Group, ...], scope: Scope) -> Link:
    """Lead to the report that shows all units side by side."""
    units = scope.units(GroupCounts.together(groups).units)
    return Link(
        text=scope.say("units.all_units", units=units), target=f"unit:{scope.findings.unit.parent}"
    )


def _reference_text(whole: float | None, scope: Scope) -> str:
    if whole is None or scope.top is None:
        return ""
    return scope.say("units.reference", unit=scope.unit_name(scope.top), value=numbers.index(whole))


def _alt(scope: Scope) -> str:
    scored = [(s.value, p) for p in scope.findings.units if (s := estimate(p.score)) is not None]
    if not scored:
        return scope.say("units.alt_empty")
    if scope.brief:
        return scope.say("units.own_title")
    lowest, highest = (f(scored, key=lambda pair: pair[0]) for f in (min, max))
    return scope.say(
        "units.alt",
        units=scope.units(len(scored)),
        low=numbers.index(lowest[0]), low_unit=scope.unit_name(lowest[1].unit),
        high=numbers.index(highest[0]), high_unit=scope.unit_name(highest[1].unit),
    )  # fmt: skip


def _rank_text(rank: tuple[int, int, int] | None, language: str) -> str:
    """Say the range of a rank: "2–9 of 24"."""
    if rank is None:
        return ""
    best, worst, number = rank
    span = str(best) if best == worst else f"{best}{numbers.DASH}{worst}"
    return say(language, "units.rank", span=span, number=number)


def _row(point: UnitPoint, rank: tuple[int, int, int] | None, scope: Scope) -> CompareRow:
    language = scope.language
    score, reason = estimate(point.score), hidden(point.score)
    kind = point.unit.kind or ""
    label = scope.findings.questionnaire.units.kind_label(kind)[language] if kind else ""
    empty = ""
    if reason is not None:
        empty = wording.hidden_word(language)
    elif score is None:
        empty = scope.say("report.items.no_answers")
    return CompareRow(
        label=scope.unit_link(point.unit),
        kind=kind,
        kind_label=label,
        **drawn(score),
        value_text=numbers.index(score.value) if score else "",
        interval_text=wording.interval_or_word(score, language),
        base=numbers.count(point.n) if reason is None else "",
        rank=_rank_text(rank, language),
        hidden=empty,
    )


_MOST_UNITS = 2


def compose_unit_rows(scope: Scope, groups: tuple[Group, ...]) -> Iterator[CardRow]:
    """Name the units that lie clearly below the whole, the lowest first; for a unit, itself."""
    own = scope.findings.unit.id
    below = [one for one in far_below(groups) if not scope.leaf or one.unit.id == own]
    for one in below[:_MOST_UNITS]:
        yield CardRow(
            head=scope.unit_link(one.unit),
            detail=scope.say(
                # Where readers may not know the unit above, its figure is not told.
                "units.front.unit_below_apart" if scope.whole is None else "units.front.unit_below",
                value=numbers.index(one.place.value), whole=numbers.index(scope.whole),
                above=scope.unit_name(scope.parent) if scope.leaf and scope.parent else scope.unit,
            ),
        )  # fmt: skip


def compose_concealed(scope: Scope) -> Iterator[CardRow]:
    """Say how many figures are withheld."""
    concealed = sum(hidden(point.score) is not None for point in scope.findings.units)
    concealed += sum(hidden(found.index) is not None for found in scope.findings.items)
    if concealed:
        yield CardRow(
            head=Link(text=scope.say("units.front.suppressed_head"), target="#method"),
            detail=scope.counted("units.front.suppressed", concealed),
        )
