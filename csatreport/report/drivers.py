"""Drivers in words and figures: what moves together with the whole, and where it stands.

Nothing here says what causes what, and where the answers cannot carry the model, it says so.
"""

from __future__ import annotations

from csatreport.measures.drivers import Candidate, Driver, Drivers, Method, Undriven
from csatreport.measures.importance import MOST_ORDERED
from csatreport.measures.model import Estimate, NodeFinding
from csatreport.measures.priorities import Placed, Plane, Quarter, plane
from csatreport.measures.proportions import LEVEL
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.inline import Link
from csatreport.report.model import Block, Callout, Card, CardRow
from csatreport.report.plots import Plot, Range, Ranges, Spot
from csatreport.report.scope import Scope, estimate
from csatreport.survey.model import Item, Node

_CARD_ROWS = 3
_WHY = {
    Undriven.FEW: "report.priorities.why_few",
    Undriven.OUTCOME: "report.priorities.why_outcome",
    Undriven.CANDIDATES: "report.priorities.why_candidates",
    Undriven.WEAK: "report.priorities.why_weak",
}
QUARTERS = {
    Quarter.ACT: "report.priorities.act",
    Quarter.KEEP: "report.priorities.keep",
    Quarter.LATER: "report.priorities.later",
    Quarter.ENOUGH: "report.priorities.enough",
}


def lead_text(scope: Scope, drivers: Drivers | None) -> str:
    """Say what the model found, or why there is none."""
    language = scope.language
    if drivers is None:
        key = "report.priorities.no_drivers" if scope.company else "report.priorities.unit"
        return say(language, key, whole=wording.whole_name(scope.findings.questionnaire, language))
    facts = {
        "outcome": wording.item_name(drivers.outcome, language),
        "n": numbers.count(drivers.n),
        "needed": numbers.count(drivers.needed),
    }
    if drivers.r2 is None or drivers.why is not None:
        share = numbers.share(drivers.r2 or 0.0)
        return say(language, _WHY[drivers.why or Undriven.FEW], share=share, **facts)
    found = say(language, "report.priorities.drivers", share=numbers.share(drivers.r2), **facts)
    return wording.joined(language, (found, _rests(drivers, scope)))


def _rests(drivers: Drivers, scope: Scope) -> str:
    """Say on what part of all answers the model rests; "" where their number is not told."""
    responses = scope.findings.responses
    if not responses:
        return ""
    return say(
        scope.language, "report.priorities.rests",
        n=numbers.count(drivers.n), responses=numbers.count(responses),
        part=numbers.share(drivers.n / responses),
    )  # fmt: skip


def driver_blocks(drivers: Drivers, scope: Scope) -> list[Block]:
    """Lay out the drivers, and the plane of importance and performance."""
    if drivers.why in (Undriven.OUTCOME, Undriven.CANDIDATES, Undriven.WEAK):
        return []
    blocks: list[Block] = [_importance(drivers, scope)]
    if drivers.constant:
        names = [candidate_name(one, scope) for one in drivers.constant]
        listed = wording.listed(scope.language, names)
        blocks.append(Callout(text=say(scope.language, "report.priorities.constant", items=listed)))
    found = laid_out(scope)
    if found is not None:
        blocks.append(_plot(found, scope))
    return blocks


def candidate_name(one: Candidate, scope: Scope) -> str:
    """Say the name of an item or a dimension."""
    if isinstance(one, Item):
        return wording.item_name(one, scope.language)
    return one.label[scope.language]


def _importance(drivers: Drivers, scope: Scope) -> Ranges:
    """Lay out the drivers by share with interval; by rank correlation where there are no shares."""
    language, shares = scope.language, drivers.method is not Method.RANKS
    nodes = any(isinstance(one.of, Node) for one in drivers.found)
    key = "report.dimensions.head_name" if nodes else "report.items.head_item"
    heads = [say(language, key)]
    if shares:
        heads.append(say(language, "report.priorities.head_share"))
        heads.append(say(language, "report.interval.head", level=numbers.share(LEVEL)))
    heads += [say(language, "report.priorities.head_rank"), "n"]
    outcome = wording.item_name(drivers.outcome, language)
    return Ranges(
        title=say(language, "report.priorities.importance", outcome=outcome),
        heads=tuple(heads),
        rows=tuple(_driver_row(one, scope, shares=shares) for one in drivers.found),
        main=(0, 1) if shares else (0,),
        reference=100 / len(drivers.found) if shares and drivers.found else None,
        note=_method_note(drivers, scope),
    )


def _driver_row(one: Driver, scope: Scope, *, shares: bool) -> Range:
    name = candidate_name(one.of, scope)
    label = Link(text=name, target=f"item:{one.of.id}" if isinstance(one.of, Item) else "")
    tail = (numbers.optional(one.rank, 2), numbers.count(one.n))
    if not shares or one.share is None:
        return Range(label=label, cells=tail, value=one.rank, text=f"{name}: {tail[0]}")
    low, high = 100 * (one.low or 0.0), 100 * (one.high or 0.0)
    reach = f"{numbers.fixed(low, 0)}{numbers.DASH}{numbers.fixed(high, 0)}%"
    share = numbers.share(one.share)
    return Range(
        label=label, cells=(share, reach, *tail), value=100 * one.share, low=low, high=high,
        text=f"{name}: {share} ({reach})",
    )  # fmt: skip


def _method_note(drivers: Drivers, scope: Scope) -> str:
    language = scope.language
    key = {
        Method.ORDERS: "report.priorities.note_lmg",
        Method.WEIGHTS: "report.priorities.note_weights",
        Method.RANKS: "report.priorities.note_ranks",
    }[drivers.method]
    causes = say(language, "report.priorities.together")
    return wording.joined(language, (say(language, key, most=MOST_ORDERED), causes))


def _plot(found: Plane, scope: Scope) -> Plot:
    language = scope.language
    spots = []
    for one in found.placed:
        name = candidate_name(one.driver.of, scope)
        score, driver = one.performance, one.driver
        share = driver.share or 0.0
        text = say(
            language, "report.priorities.spot",
            item=name, share=numbers.share(share), index=numbers.index(score.value),
            quarter=say(language, QUARTERS[one.quarter]),
        )  # fmt: skip
        spots.append(
            Spot(
                label=name,
                x=100 * share,
                y=score.value,
                across=(100 * (driver.low or share), 100 * (driver.high or share)),
                up=(score.low, score.high)
                if score.low is not None and score.high is not None
                else None,
                text=text,
                strong=one.clear and one.quarter is Quarter.ACT,
            )
        )
    corners = (Quarter.ENOUGH, Quarter.KEEP, Quarter.LATER, Quarter.ACT)
    names = tuple(say(language, QUARTERS[one]) for one in corners)
    return Plot(
        title=say(language, "report.priorities.plot"),
        alt=say(language, "report.priorities.plot_alt", number=len(spots)),
        spots=tuple(spots),
        across=say(language, "report.priorities.across"),
        up=say(language, "report.priorities.up"),
        cross=(100 * found.importance, found.performance),
        quarters=(names[0], names[1], names[2], names[3]),
        note=say(language, "report.priorities.plot_note", level=numbers.share(LEVEL)),
    )


def laid_out(scope: Scope) -> Plane | None:
    """Return importance against performance; None where the answers cannot carry it."""
    drivers = scope.findings.drivers
    if drivers is None:
        return None
    levels: dict[str, Estimate] = {}
    for driver in drivers.found:
        score = _performance(driver.of, scope)
        if score is not None:
            levels[driver.of.id] = score
    return plane(drivers, levels)


def _performance(one: Candidate, scope: Scope) -> Estimate | None:
    """Return the index of a candidate."""
    if isinstance(one, Node):
        node = _node(scope.findings.headline, one.series)
        return estimate(node.index) if node is not None else None
    item = next((f for f in scope.findings.items if f.item.id == one.id), None)
    return estimate(item.index) if item is not None else None


def _node(found: NodeFinding | None, series: str) -> NodeFinding | None:
    if found is None or found.node.series == series:
        return found
    below = (_node(child, series) for child in found.children)
    return next((node for node in below if node is not None), None)


def act_now(scope: Scope) -> tuple[Placed, ...]:
    """Return what is important and weak beyond chance, the most important first."""
    found = laid_out(scope)
    placed = found.placed if found is not None else ()
    return tuple(one for one in placed if one.clear and one.quarter is Quarter.ACT)


def compose_act(scope: Scope) -> Card | None:
    """Make the card of the one page that says what to act on; None where nothing is clear."""
    found, language, drivers = act_now(scope), scope.language, scope.findings.drivers
    if not found or drivers is None:
        return None
    note = say(language, "report.front.act_note")
    return Card(
        title=say(language, "report.front.act"),
        rows=tuple(_act_row(one, scope) for one in found[:_CARD_ROWS]),
        note=wording.joined(language, (note, _rests(drivers, scope))),
        numbered=True,
    )


def _act_row(one: Placed, scope: Scope) -> CardRow:
    item = isinstance(one.driver.of, Item)
    return CardRow(
        head=Link(
            text=candidate_name(one.driver.of, scope),
            target=f"item:{one.driver.of.id}" if item else "#priorities",
        ),
        detail=say(
            scope.language, "report.front.act_row",
            share=numbers.share(one.driver.share or 0.0),
            index=numbers.index(one.performance.value),
        ),
    )  # fmt: skip
