"""The figures of models as data: values with intervals row by row, and points in a plane.

Numbers in them are for drawing only; every text beside them is finished.
"""

from dataclasses import dataclass

from csatreport.report.inline import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """One row: a dot with its interval, or a bar from ``start`` to the value.

    ``cells`` are the figures in words; ``strong`` sets the row off; ``hidden`` is said instead of
    figures that do not exist.
    """

    label: Link
    cells: tuple[str, ...]
    value: float | None
    low: float | None = None
    high: float | None = None
    start: float | None = None
    text: str = ""
    strong: bool = False
    hidden: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranges:
    """Rows on one axis; ``reference`` is a line through all of them, said in ``reference_text``."""

    title: str
    heads: tuple[str, ...]
    """The column heads: the label's, then those of the cells; the drawing has none."""
    rows: tuple[Range, ...]
    main: tuple[int, ...] = (0,)
    """Places of the cells for which there is room on a phone."""
    reference: float | None = None
    reference_text: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One point of a plane; ``strong`` fills it, and its name is set in bold."""

    label: str
    x: float
    y: float
    across: tuple[float, float] | None = None
    """Its interval along x."""
    up: tuple[float, float] | None = None
    """Its interval along y."""
    text: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Points in a plane that a cross parts into four named quarters.

    ``quarters`` are named from the upper left to the lower right, row by row; ``bounds`` are
    (low, high) of an axis that does not follow from the points.
    """

    title: str
    alt: str
    spots: tuple[Spot, ...]
    across: str
    up: str
    cross: tuple[float, float]
    quarters: tuple[str, str, str, str]
    bounds: tuple[float, float] | None = None
    note: str = ""
