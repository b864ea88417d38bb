"""The list of priorities, made with the subject `drivers` of figures that may be shown."""

from collections.abc import Iterator
from dataclasses import replace

from csatreport.counts.findings.model import ItemFinding
from csatreport.report.scope import Scope, estimate
from csatreport.study.item import Item
from csatreport.subjects.drivers.measure import Driver
from csatreport.subjects.drivers.subject import DRIVERS
from csatreport.subjects.priorities.measure import Blamed, Priorities, Priority
from csatreport.subjects.results.cards import weakest
from csatreport.subjects.results.strips import bad_count

STEP = 10.0
"""By so many points a question is thought to rise where no target says how far it should."""


def derive_priorities(scope: Scope, found: Priorities) -> Priorities:
    """Add rated questions with an index, and those that drew bad answers."""
    if scope.hidden is not None:
        return found
    drivers = DRIVERS.shown(scope)
    driving = {one.of.id: one for one in (drivers.found if drivers is not None else ())}
    made = _priorities(scope, found, driving)
    now = {one.of.id: place for place, one in enumerate(drivers.urgent if drivers else ())}
    weak = {one.item.id: place for place, one in enumerate(weakest(scope.rated))}
    listed = sorted(
        made,
        key=lambda one: (
            now.get(one.found.item.id, len(now)),
            -(one.gain or 0.0),
            weak.get(one.found.item.id, len(weak)),
        ),
    )
    return replace(found, listed=tuple(listed), blamed=tuple(_blamed(scope.rated)))


def _priorities(scope: Scope, found: Priorities, driving: dict[str, Driver]) -> Iterator[Priority]:
    """Yield those to act on now first, then by what they gain, then the weakest."""
    wanting = {one.item.id: one for one in found.wanting}
    for rated in scope.rated:
        name, index = rated.item.id, estimate(rated.index)
        if index is None:
            continue
        target, driver = _target(rated.item, scope), driving.get(name)
        rise = min(STEP, 100 - index.value) if target is None else max(0.0, target - index.value)
        part = found.parts.get(name)
        yield Priority(
            found=rated, index=index, target=target, rise=rise,
            gain=None if part is None else part * rise, wanting=wanting.get(name),
            driver=driver if driver is not None and driver.placed is not None else None,
        )  # fmt: skip


def _target(item: Item, scope: Scope) -> float | None:
    """Return the target of the smallest branch that holds an item and has one, else the unit's."""
    findings, root = scope.findings, scope.findings.edition.index
    own = [
        node.target
        for node in (root.walk() if root is not None else ())
        if node.target is not None and item.id in node.leaves()
    ]
    general = findings.questionnaire.target(findings.unit.id, findings.period)
    return own[-1] if own else general


def _blamed(rated: tuple[ItemFinding, ...]) -> Iterator[Blamed]:
    """Yield the questions that drew bad answers, in the order in which they are called weak."""
    for found in weakest(rated):
        bad = bad_count(found)
        if bad:
            yield Blamed(item=found.item, bad=bad, share=found.part(found.item.bad))
