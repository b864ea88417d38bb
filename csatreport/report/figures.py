"""The figures of a report as data: trends, funnels, and units side by side.

Numbers in them are for drawing only; every text beside them is finished.
"""

from dataclasses import dataclass

from csatreport.report.inline import Link


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
class Limit:
    """The limits of a funnel at one size: each pair is (low, high)."""

    n: float
    inner: tuple[float, float]
    outer: tuple[float, float]


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
    limits: tuple[Limit, ...]
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
