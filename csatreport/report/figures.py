"""The figures of a report as data: trends, funnels, units side by side, and strips of items.

Numbers in them are for drawing only; every text beside them is finished.
"""

from dataclasses import dataclass
from typing import TypedDict

from csatreport.report.inline import Link, Mark, Tone
from csatreport.statistics.charts.funnel import FunnelLimits
from csatreport.statistics.estimate import Estimate


class DrawnEnds(TypedDict):
    """Where a value and the ends of its interval are drawn; None where there is nothing to draw."""

    value: float | None
    low: float | None
    high: float | None


def drawn(score: Estimate | None) -> DrawnEnds:
    """Return where an estimate is drawn."""
    if score is None:
        return DrawnEnds(value=None, low=None, high=None)
    return DrawnEnds(value=score.value, low=score.low, high=score.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of a trend; ``value`` None leaves a gap; ``text`` is its hover text."""

    label: str
    short: str
    """Label under the axis; "" where none is printed."""
    value: float | None
    low: float | None
    high: float | None
    text: str
    breaks: bool = False
    usual: tuple[float, float] | None = None
    """The limits of the usual range at this point."""
    signal: bool = False
    """Whether the point says something by a rule of the control chart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A line over time with its intervals, target and breaks, before its usual range.

    ``centre`` is the middle of the usual range; ``provisional`` says that the range still moves.
    """

    title: str
    alt: str
    points: tuple[Point, ...]
    last: str
    """The last value as printed beside the line."""
    target: float | None = None
    target_text: str = ""
    break_text: str = ""
    note: str = ""
    centre: float | None = None
    provisional: bool = False
    span: float = 8.0
    """So much of the axis is shown at least, or chance would look like a rise."""
    ends: tuple[float, float] = (-100.0, 100.0)
    """The axis never goes beyond these; an index and its gaps cannot either."""
    signal_text: str = ""
    """What the points outside the usual range, or long on one side of it, say; "" for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatValue:
    """A share in a heat table; ``side`` is -1 clearly below, 1 clearly above, else 0."""

    text: str
    side: int
    title: str
    """The whole statement, for hover."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatLine:
    """A line of a heat table."""

    label: Link
    values: tuple[HeatValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatTable:
    """Shares by question and unit, tinted where they are clear."""

    caption: str
    head: str
    heads: tuple[Link, ...]
    lines: tuple[HeatLine, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareRow:
    """One unit of the comparison."""

    label: Link
    kind: str
    """Id of the unit's kind: decides the symbol."""
    kind_label: str
    value: float | None
    low: float | None
    high: float | None
    value_text: str
    interval_text: str
    base: str
    rank: str = ""
    """The range of its rank, such as "2–9 of 24"."""
    hidden: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelPoint:
    """One unit in a funnel; ``side`` is -1 or 1 beyond the outer limits, else 0."""

    label: Link
    n: float
    value: float
    side: int
    pale: bool
    """Too few answers to be judged."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelPanel:
    """The funnel of one kind of unit."""

    title: str
    target: float
    target_text: str
    limits: tuple[FunnelLimits, ...]
    points: tuple[FunnelPoint, ...]
    stepped: bool = False
    """Whether the limits go in steps, as those of counts do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnels:
    """Funnels side by side, on the same axes: answers across, the figure up."""

    title: str
    alt: str
    panels: tuple[FunnelPanel, ...]
    across: str
    up: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare:
    """Units side by side with intervals, in the order of the unit file; never a ranking."""

    title: str
    alt: str
    heads: tuple[str, ...]
    rows: tuple[CompareRow, ...]
    reference: float | None
    reference_text: str
    axis_title: str
    note: str
    search_hint: str = ""
    explain: str = ""
    """What leads to how the units were judged."""
    more: Link | None = None
    """Where units are that are not in the rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StripPart:
    """One part of a strip; ``width`` in percent of the strip."""

    tone: Tone
    width: float
    count: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A value with its interval on a 0-100 axis; ``reference`` is a tick (target or parent)."""

    value: float
    low: float | None
    high: float | None
    reference: float | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendKey:
    """A legend entry."""

    tone: Tone
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One item: strip in the form's own words, favourable share, index, change."""

    id: str
    number: str
    label: Link
    base: str
    parts: tuple[StripPart, ...]
    alt: str
    bad: tuple[str, ...]
    """Counts of the bad options, in print order; the last is the worst."""
    favourable: str
    interval: str
    dot: Dot | None
    index: str
    mark: Mark | None
    reference: str = ""
    """The parent unit's share, on unit reports."""
    hidden: str = ""
    """Said instead of all figures where they are suppressed or missing."""
    key: tuple[LegendKey, ...] = ()
    """The item's own words, where they differ from the group's."""
    order: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """For sorting on screen: place on the form, favourable share, change (missing = -1e9)."""
    explain: str = ""
    """Where the figures lead: a target as in `Link`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemGroup:
    """Items that share their option words; ``title`` explains why a group stands apart."""

    title: str
    key: tuple[LegendKey, ...]
    rows: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """The table of items. ``heads`` are the column heads: item, answers, share, index, change."""

    heads: tuple[Link, ...]
    groups: tuple[ItemGroup, ...]
    note: str
    reference_head: str = ""
