"""Which questions a report looks at first: those furthest behind the unit above or a period before.

Behind the unit above is a question whose favourable share lies below that unit's by more than its
own interval reaches; the same holds that the dot and its tick show. What fell is what heads the
results (`lead`).
"""

from dataclasses import dataclass

from csatreport.counts.findings.model import ItemFinding
from csatreport.report.scope import Scope, estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """A question that lies behind the unit above: its favourable share here and there, 0-1."""

    found: ItemFinding
    share: float
    above: float


def behind(scope: Scope) -> tuple[Behind, ...]:
    """Return the questions behind the unit above, the largest gap first."""
    found = []
    for item in scope.rated:
        above = scope.above.get(item.item.series)
        own = estimate(item.favourable)
        if own is not None and above is not None and own.high is not None and own.high < above:
            found.append(Behind(found=item, share=own.value, above=above))
    return tuple(sorted(found, key=lambda one: one.share - one.above))
