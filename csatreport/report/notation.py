"""How figures of a kind are printed: an index, a net score, a share.

Whoever says a level, its interval or a usual range asks the notation of the figure, so that an
index and a net score go through the same sentences.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from csatreport.report import numbers
from csatreport.statistics.proportions import NET_MINIMUM


@dataclass(frozen=True, slots=True, kw_only=True)
class Notation:
    """The ends of a figure, how it and its interval are written, and when it has none.

    ``value`` and ``interval`` take the figure as it was measured; ``lowest`` and ``highest`` are
    its ends. Below ``fewest`` answers there is no interval.
    """

    lowest: float
    highest: float
    value: Callable[[float], str]
    interval: Callable[[float, float], str]
    fewest: int

    def within(self, low: float, high: float) -> tuple[float, float]:
        """Return a range as far as the figure can reach."""
        return max(self.lowest, low), min(self.highest, high)


INDEX = Notation(
    lowest=0.0, highest=100.0, value=numbers.index, interval=numbers.index_interval, fewest=2
)
"""From 0 to 100."""
NET = Notation(
    lowest=-100.0,
    highest=100.0,
    value=numbers.net,
    interval=numbers.net_interval,
    fewest=NET_MINIMUM,
)
"""From -100 to 100, signed."""


def share_notation(digits: int) -> Notation:
    """Return the notation of a share, a fraction that is printed in percent."""
    return Notation(
        lowest=0.0,
        highest=1.0,
        value=partial(numbers.share, digits=digits),
        interval=partial(numbers.share_interval, digits=digits),
        fewest=1,
    )
