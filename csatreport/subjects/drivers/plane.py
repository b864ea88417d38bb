"""The plane of importance and performance, and in which of its quarters something lies.

The quarters are crossed at the means. A point near a cross may lie on either side by chance, so a
question is called "act now" only if both its intervals lie inside that quarter.

Source: Martilla and James (1977), Importance-performance analysis, Journal of Marketing 41.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from csatreport.statistics.estimate import Estimate

FEWEST = 4
"""Fewer questions than this have no quarters."""


class Quarter(StrEnum):
    """Where a question lies in the plane, by the means of all."""

    ACT = "act"
    """Important, and below the others."""
    KEEP = "keep"
    """Important, and above the others."""
    LATER = "later"
    """Less important, and below the others."""
    ENOUGH = "enough"
    """Less important, and above the others."""


_QUARTERS = {
    (True, False): Quarter.ACT,
    (True, True): Quarter.KEEP,
    (False, False): Quarter.LATER,
    (False, True): Quarter.ENOUGH,
}
"""By whether it is important, and whether it is good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """Where the quarters cross: at the mean importance and the mean performance."""

    importance: float
    performance: float

    @property
    def cross(self) -> tuple[float, float]:
        """The same with importance in percent, as it is drawn."""
        return 100 * self.importance, self.performance


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A place in the plane; ``clear`` says that both intervals lie inside the quarter."""

    performance: Estimate
    quarter: Quarter
    clear: bool

    @property
    def urgent(self) -> bool:
        """Whether it is important and weak, and both beyond chance."""
        return self.clear and self.quarter is Quarter.ACT


def crossed(pairs: Sequence[tuple[float, float]]) -> Plane | None:
    """Cross the plane at the means of (importance, performance); None below `FEWEST` pairs."""
    if len(pairs) < FEWEST:
        return None
    across, up = (sum(values) / len(pairs) for values in zip(*pairs, strict=True))
    return Plane(importance=across, performance=up)


def place(importance: Estimate, performance: Estimate, plane: Plane) -> Placed:
    """Say in which quarter a question lies, and whether that is beyond chance."""
    important = importance.value >= plane.importance
    good = performance.value >= plane.performance
    clear = _beyond(importance, plane.importance, above=important) and (
        performance.census or _beyond(performance, plane.performance, above=good)
    )
    return Placed(performance=performance, quarter=_QUARTERS[important, good], clear=clear)


def _beyond(score: Estimate, line: float, *, above: bool) -> bool:
    if score.low is None or score.high is None:
        return False
    return score.low > line if above else score.high < line
