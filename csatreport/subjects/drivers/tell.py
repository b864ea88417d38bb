"""Drivers in words and figures: what moves together with the whole, and where it stands.

Nothing here says what causes what, and where the answers cannot carry the model, it says so. The
chapter on priorities holds what is told here.

Shares and their intervals come from many fits and redraws that no pocket calculator repeats; the
explanation says what was done, with which answers, and how the parts add up.
"""

from collections.abc import Iterator

from csatreport.report import numbers, wording
from csatreport.report.columns import Column, TextColumn, interval_head, lay_out_step
from csatreport.report.inline import Link
from csatreport.report.model import Callout, Card, CardRow, Explanation, ReportBlock
from csatreport.report.plots import Plot, Range, Ranges, Spot
from csatreport.report.scope import Scope
from csatreport.report.workings.means import EXACT
from csatreport.report.workings.rows import explained
from csatreport.statistics.importance import DRAWS, MOST_ORDERED
from csatreport.statistics.proportions import LEVEL
from csatreport.study.edition import Node
from csatreport.study.item import Item
from csatreport.subjects.drivers.measure import Driver, Drivers, Method, Undriven
from csatreport.subjects.drivers.plane import Placed, Plane, Quarter

_WHY = wording.keyed("drivers.why_{}", Undriven)
_QUARTERS = wording.keyed("drivers.{}", Quarter)
_CORNERS = (Quarter.ENOUGH, Quarter.KEEP, Quarter.LATER, Quarter.ACT)
_ROOMY = 8
"""The plane has room for the names of so many points."""
_NOTES = wording.keyed("drivers.note_{}", Method)
_METHODS = wording.keyed("drivers.explain_{}", Method)


def drivers_text(drivers: Drivers, scope: Scope) -> str:
    """Say what the model found, or why there is none."""
    facts = {
        "outcome": scope.name_of(drivers.outcome),
        "n": drivers.n,
        "needed": drivers.needed,
        "share": numbers.share(drivers.r2 or 0.0),
    }
    if drivers.why is not None:
        return scope.say(_WHY[drivers.why], **facts)
    return scope.joined((scope.say("drivers.lead", **facts), _rests(drivers, scope)))


def _rests(drivers: Drivers, scope: Scope) -> str:
    """Say on what part of all answers the model rests; "" where their number is not told."""
    responses = scope.findings.responses
    if not responses:
        return ""
    return scope.say(
        "drivers.rests", n=drivers.n, responses=responses, part=numbers.part(drivers.n, responses)
    )


def driver_blocks(drivers: Drivers, scope: Scope) -> Iterator[ReportBlock]:
    """Lay out the drivers, and the plane of importance and performance."""
    if drivers.why in (Undriven.OUTCOME, Undriven.CANDIDATES, Undriven.WEAK):
        return
    yield _importance(drivers, scope)
    if drivers.constant:
        names = [scope.name_of(one) for one in drivers.constant]
        listed = scope.listed(names)
        yield Callout(text=scope.say("drivers.constant", items=listed))
    if drivers.plane is not None:
        yield _plot(drivers, drivers.plane, scope)


def _importance(drivers: Drivers, scope: Scope) -> Ranges:
    """Lay out the drivers by share with interval; by rank correlation where there are no shares."""
    shares = drivers.method is not Method.RANKS
    nodes = any(isinstance(one.of, Node) for one in drivers.found)
    key = "report.dimensions.head_name" if nodes else "report.items.head_item"
    heads = [scope.say(key)]
    if shares:
        heads.append(scope.say("drivers.head_share"))
        heads.append(interval_head(scope))
    heads += [scope.say("drivers.head_rank"), scope.say("report.base.head")]
    outcome = scope.name_of(drivers.outcome)
    note = scope.say(_NOTES[drivers.method], most=MOST_ORDERED)
    return Ranges(
        title=scope.say("drivers.importance", outcome=outcome),
        heads=tuple(heads),
        rows=tuple(_driver_row(one, scope, shares=shares) for one in drivers.found),
        main=(0, 1) if shares else (0,),
        reference=drivers.even if shares else None,
        note=scope.joined((note, scope.say("drivers.together"))),
    )


def _driver_row(one: Driver, scope: Scope, *, shares: bool) -> Range:
    name = scope.name_of(one.of)
    label = scope.link(one.of)
    tail = (numbers.optional(one.rank, 2), numbers.count(one.n))
    if not shares or one.share is None:
        return Range(label=label, cells=tail, value=one.rank, text=scope.paired(name, tail[0]))
    part, share = one.percent, numbers.share(one.share)
    reach = numbers.whole_percents(part.low, part.high)
    return Range(
        label=label, cells=(share, reach, *tail), value=part.value, low=part.low, high=part.high,
        text=scope.paired(name, share, reach),
    )  # fmt: skip


def _plot(drivers: Drivers, plane: Plane, scope: Scope) -> Plot:
    spots = tuple(_spot(one, one.placed, scope) for one in drivers.found if one.placed is not None)
    note = scope.say("drivers.plot_note", level=numbers.share(LEVEL))
    crowded = len(spots) > _ROOMY
    enough, keep, later, act = (scope.say(_QUARTERS[one]) for one in _CORNERS)
    return Plot(
        title=scope.say("drivers.plot"),
        alt=scope.say("drivers.plot_alt", number=len(spots)),
        spots=spots,
        across=scope.say("drivers.across"),
        up=scope.say("drivers.up"),
        cross=plane.cross,
        quarters=(enough, keep, later, act),
        note=scope.joined((note, scope.say("drivers.plot_unnamed") if crowded else "")),
    )


def _spot(one: Driver, placed: Placed, scope: Scope) -> Spot:
    score, share = placed.performance, one.percent
    name = scope.name_of(one.of)
    return Spot(
        label=name,
        x=share.value,
        y=score.value,
        across=(share.low or share.value, share.high or share.value),
        up=(score.low, score.high) if score.low is not None and score.high is not None else None,
        text=scope.say(
            "drivers.spot",
            item=name, share=numbers.share(one.share), index=numbers.index(score.value),
            quarter=scope.say(_QUARTERS[placed.quarter]),
        ),
        strong=placed.urgent,
    )  # fmt: skip


def compose_urgent(scope: Scope, drivers: Drivers) -> Card | None:
    """Make the card of the one page that says what to act on; None where nothing is clear."""
    rows = [_urgent_row(one, one.placed, scope) for one in drivers.urgent if one.placed is not None]
    if not rows:
        return None
    return Card(
        title="",
        rows=tuple(rows),
        note=scope.joined((scope.say("drivers.card_note"), _rests(drivers, scope))),
    )


def _urgent_row(one: Driver, placed: Placed, scope: Scope) -> CardRow:
    item = isinstance(one.of, Item)
    return CardRow(
        head=Link(
            text=scope.name_of(one.of), target=f"item:{one.of.id}" if item else "#priorities"
        ),
        detail=scope.say(
            "drivers.card_row",
            share=numbers.share(one.share or 0.0),
            index=numbers.index(placed.performance.value),
        ),
    )


def explain_drivers(scope: Scope, drivers: Drivers) -> Iterator[tuple[str, Explanation]]:
    """Yield what was worked out from which answers; nothing where there are no candidates."""
    if not drivers.found:
        return
    facts = {
        "outcome": scope.name_of(drivers.outcome),
        "n": drivers.n,
        "explained": numbers.optional(drivers.r2, EXACT),
        "needed": drivers.needed,
        "draws": DRAWS,
    }
    keys = [_METHODS[drivers.method]]
    keys += ["drivers.explain_redrawn"] if drivers.method is not Method.RANKS else []
    columns = (
        TextColumn("report.items.head_item", lambda one, scope: scope.name_of(one.of)),
        Column("report.base.head", lambda one, _: numbers.count(one.n)),
        Column("drivers.head_part", lambda one, _: numbers.optional(drivers.part(one), EXACT)),
        Column("drivers.head_share", lambda one, _: numbers.share(one.share, 1)),
        Column("drivers.head_rank", lambda one, _: numbers.optional(one.rank, 2)),
    )
    step = lay_out_step(
        columns, drivers.found, scope,
        title=scope.say("report.explain.step_formula"),
        lines=tuple(scope.say(key, **facts) for key in keys),
    )  # fmt: skip
    title = scope.say("drivers.importance", outcome=facts["outcome"])
    r2 = f"R² = {numbers.fixed(drivers.r2, 2)}" if drivers.r2 is not None else ""
    yield explained("drivers", title, step, figure=r2)
