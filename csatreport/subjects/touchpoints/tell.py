"""The journey in words: its curve, its touchpoints, what stands out, what to improve first."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from csatreport.report import numbers
from csatreport.report.columns import Column, TextColumn, interval_head, lay_out_step
from csatreport.report.figures import HeatTable, Point, Trend, drawn
from csatreport.report.inline import Link
from csatreport.report.model import CardRow, Chapter, Explanation, Paragraph, ReportBlock
from csatreport.report.plots import Range, Ranges
from csatreport.report.scope import Scope
from csatreport.report.subject import chapter
from csatreport.report.workings.rows import explained
from csatreport.statistics.change import SMALLEST_BASE
from csatreport.statistics.estimate import Estimate
from csatreport.subjects.drivers.measure import Drivers
from csatreport.subjects.drivers.subject import DRIVERS
from csatreport.subjects.drivers.tell import drivers_text
from csatreport.subjects.heat.subject import HEAT
from csatreport.subjects.heat.tell import heat_table
from csatreport.subjects.touchpoints.measure import (
    DRAWS,
    FEWEST_PEOPLE,
    JourneyFound,
    Touchpoint,
    Tracked,
    Tracking,
)

TOUCHPOINTS = "touchpoints"
_MOST = {
    "best": "touchpoints.most_best",
    "worst": "touchpoints.most_worst",
    "last": "touchpoints.most_last",
}
_HEADS = {
    "best": "touchpoints.head_best",
    "worst": "touchpoints.head_worst",
    "last": "touchpoints.head_last",
}
_SPAN = 20.0
"""So many points of the index the curve shows at least."""


def compose_journey(scope: Scope, found: JourneyFound) -> Chapter | None:
    """Make the chapter; None where no touchpoint has a level."""
    if not found.measured:
        return None
    return chapter(scope, "touchpoints.topic", _heading(found, scope), _blocks(found, scope))


def _blocks(found: JourneyFound, scope: Scope) -> Iterator[ReportBlock]:
    yield Paragraph(text=scope.joined(list(_lead(found, scope))))
    yield _curve(found, scope)
    yield _table(found, scope)
    yield from _by_unit(found, scope)
    if (text := _tracking(found, scope)) is not None:
        yield Paragraph(text=text)
    drivers = DRIVERS.shown(scope)
    if drivers is not None:
        yield Paragraph(text=_first(found, drivers, scope))


def _level(one: Touchpoint) -> float:
    return one.level.value if one.level is not None else 0.0


def _name(one: Touchpoint, scope: Scope) -> str:
    return one.label[scope.language]


def _heading(found: JourneyFound, scope: Scope) -> str:
    """Name the ends of the curve; which lies beyond chance is told by the intervals."""
    low, high = (end(found.measured, key=_level) for end in (min, max))
    return scope.say(
        "touchpoints.heading",
        high=_name(high, scope), top=numbers.index(_level(high)),
        low=_name(low, scope), bottom=numbers.index(_level(low)),
    )  # fmt: skip


def _lead(found: JourneyFound, scope: Scope) -> Iterator[str]:
    yield scope.say(
        "touchpoints.lead",
        measured=len(found.measured), all=len(found.touchpoints), stages=len(found.stages),
    )  # fmt: skip
    for moment, n in found.named.items():
        most = max(found.touchpoints, key=lambda one: one.counts[moment])
        if n >= SMALLEST_BASE:
            facts = {"name": _name(most, scope), "k": numbers.count(most.counts[moment])}
            yield scope.say(_MOST[moment], n=numbers.count(n), **facts)


def _curve(found: JourneyFound, scope: Scope) -> Trend:
    """Draw the levels in the journey's order; a gap is a touchpoint that is not measured."""
    starts = {next(points).id for _, points in groupby(found.touchpoints, lambda p: p.stage.id)}
    points = tuple(
        Point(
            label=_name(one, scope),
            short=one.stage.label[scope.language] if one.id in starts else "",
            **drawn(one.level),
            text=scope.paired(_name(one, scope), _index(one.level), _interval(one.level)),
            breaks=one.id in starts,
        )
        for one in found.touchpoints
    )
    last = found.touchpoints[-1].level
    title = scope.say("touchpoints.curve")
    return Trend(
        title=title, alt=title, points=points, last=_index(last), target=found.middle,
        target_text=scope.say("touchpoints.middle"), span=_SPAN, ends=(0.0, 100.0),
        note=scope.say("touchpoints.curve_note"),
    )  # fmt: skip


def _index(level: Estimate | None) -> str:
    return numbers.NOTHING if level is None else numbers.index(level.value)


def _interval(level: Estimate | None) -> str:
    reach = numbers.index_interval(level.low, level.high) if level is not None else ""
    return reach or numbers.NOTHING


def _table(found: JourneyFound, scope: Scope) -> Ranges:
    """Lay out the touchpoints below their stages, with how often each stood out."""
    counts = tuple(found.named)
    heads = ["touchpoints.head_name", "report.items.head_index"]
    tail = ["report.base.head", *(["touchpoints.head_unmet"] if not scope.anonymous else [])]
    tail += [_HEADS[moment] for moment in counts]
    rows: list[Range] = []
    for stage in found.stages:
        level = found.levels.get(stage.id)
        base = numbers.count(level.base) if level is not None else ""
        blank = (base, *("",) * (len(tail) - 1))
        rows.append(_row(stage.label[scope.language], "", level, blank, scope, strong=True))
        rows += [_of(one, counts, scope) for one in found.touchpoints if one.stage is stage]
    return Ranges(
        title=scope.say("touchpoints.table"),
        heads=(*map(scope.say, heads), interval_head(scope), *map(scope.say, tail)),
        rows=tuple(rows),
        main=(0, 1),
        note=scope.say("touchpoints.table_note"),
    )


def _of(one: Touchpoint, counts: tuple[str, ...], scope: Scope) -> Range:
    if one.level is None:
        key = "touchpoints.unmeasured" if one.item is None else "report.items.no_answers"
        label = Link(text=_name(one, scope), target="")
        return Range(label=label, cells=(), value=None, hidden=scope.say(key))
    unmet = () if one.unmet is None else (numbers.count(one.unmet),)
    said = (numbers.count(one.counts[moment]) for moment in counts)
    tail = (numbers.count(one.level.base), *unmet, *said)
    return _row(_name(one, scope), f"item:{one.id}", one.level, tail, scope)


def _row(
    name: str,
    target: str,
    level: Estimate | None,
    tail: tuple[str, ...],
    scope: Scope,
    *,
    strong: bool = False,
) -> Range:
    index, reach = (_index(level), _interval(level)) if level is not None else ("", "")
    return Range(
        label=Link(text=name, target=target), cells=(index, reach, *tail), strong=strong,
        **drawn(level),
        text=scope.paired(name, index, reach),
    )  # fmt: skip


def _by_unit(found: JourneyFound, scope: Scope) -> Iterator[HeatTable]:
    """Set touchpoints and units side by side, in the order of the journey."""
    heat = HEAT.shown(scope)
    if heat is not None:
        rows = {row.item.id: row for row in heat.rows}
        ordered = tuple(rows[one.id] for one in found.touchpoints if one.id in rows)
        yield from heat_table(scope, replace(heat, rows=ordered))


def _tracking(found: JourneyFound, scope: Scope) -> str | None:
    """Say which score tracks the whole better, or why that cannot be told."""
    made = found.tracking
    if found.people is None:
        return None
    if made is None:
        key = "touchpoints.no_whole" if found.outcome is None else "touchpoints.few"
        people, few = numbers.count(found.people), FEWEST_PEOPLE
        return scope.say(key, people=people, few=few)
    texts = [
        scope.say(
            "touchpoints.tracking",
            n=numbers.count(made.n), outcome=scope.name_of(found.outcome) if found.outcome else "",
            ours=numbers.fixed(made.peak_end.error), plain=numbers.fixed(made.plain.error),
            gain=numbers.signed(made.gain.value), interval=_difference(made),
            r=numbers.optional(made.peak_end.r, 2), plain_r=numbers.optional(made.plain.r, 2),
        ),
        scope.say(_VERDICTS[made.better]),
    ]  # fmt: skip
    return scope.joined(texts)


_VERDICTS = {
    True: "touchpoints.peak_better",
    False: "touchpoints.mean_better",
    None: "touchpoints.not_apart",
}


def _difference(made: Tracking) -> str:
    return numbers.difference_interval(made.gain.low, made.gain.high) or numbers.NOTHING


def _first(found: JourneyFound, drivers: Drivers, scope: Scope) -> str:
    """Say what to improve first: important and weak, both beyond chance."""
    if drivers.plane is None:
        return scope.joined([scope.say("touchpoints.first_unknown"), drivers_text(drivers, scope)])
    known = {one.id for one in found.touchpoints}
    names = [scope.name_of(one.of) for one in drivers.urgent if one.of.id in known]
    if not names:
        return scope.say("touchpoints.first_none")
    return scope.say("touchpoints.first", names=scope.listed(names))


def journey_card(scope: Scope, found: JourneyFound) -> Iterator[CardRow]:
    """Yield which touchpoint was most often the worst."""
    n = found.named.get("worst", 0)
    if n >= SMALLEST_BASE:
        most = max(found.touchpoints, key=lambda one: one.counts["worst"])
        text = scope.say("touchpoints.card", name=_name(most, scope))
        detail = scope.say("touchpoints.card_detail", k=most.counts["worst"], n=numbers.count(n))
        yield CardRow(head=Link(text=text, target=f"#{TOUCHPOINTS}"), detail=detail)


_TRACKED = (
    TextColumn("touchpoints.head_score", lambda pair, scope: scope.say(pair[0])),
    Column("touchpoints.head_mean", lambda pair, _: numbers.fixed(pair[1].mean)),
    Column("touchpoints.head_error", lambda pair, _: numbers.fixed(pair[1].error, 2)),
    Column("touchpoints.head_r", lambda pair, _: numbers.optional(pair[1].r, 2)),
)  # fmt: skip


def explain_journey(scope: Scope, found: JourneyFound) -> Iterator[tuple[str, Explanation]]:
    """Yield how the two scores came about, and what their comparison rests on."""
    made = found.tracking
    if made is None:
        return
    pairs: tuple[tuple[str, Tracked], ...] = (
        ("touchpoints.peak_end", made.peak_end),
        ("touchpoints.mean", made.plain),
    )
    facts = {"people": numbers.count(found.people), "n": numbers.count(made.n), "draws": DRAWS}
    lines = [scope.say("touchpoints.explain", **facts)]
    if found.named:
        unrated = numbers.count(found.unrated)
        lines.append(scope.say("touchpoints.explain_moments", unrated=unrated))
    title = scope.say("report.explain.step_formula")
    step = lay_out_step(_TRACKED, pairs, scope, title=title, lines=tuple(lines))
    yield explained(TOUCHPOINTS, scope.say("touchpoints.peak_end"), step, figure=_difference(made))
