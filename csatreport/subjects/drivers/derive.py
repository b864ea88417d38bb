"""Where drivers stand: their importance beside indices that may be shown."""

from csatreport.counts.pairs import Aspect
from csatreport.report.scope import Scope, estimate
from csatreport.statistics.estimate import Estimate
from csatreport.study.edition import Node
from csatreport.subjects.drivers.measure import Drivers, laid_out


def derive_drivers(scope: Scope, found: Drivers) -> Drivers:
    """Lay the drivers out by importance and performance, where the answers can carry it."""
    levels = {one.of.id: _performance(one.of, scope) for one in found.found}
    return laid_out(found, {name: level for name, level in levels.items() if level is not None})


def _performance(one: Aspect, scope: Scope) -> Estimate | None:
    """Return the index of a candidate."""
    if isinstance(one, Node):
        root = scope.findings.headline
        nodes = root.walk() if root is not None else ()
        return next(
            (estimate(node.index) for node in nodes if node.node.series == one.series), None
        )
    items = scope.findings.items
    return next((estimate(item.index) for item in items if item.item.id == one.id), None)
