"""Published figures that are made of others: proved to be made of published ones alone.

A mean or a pooled deviation over units or periods would give a hidden one away if that had a part
in it. It is therefore worked out again from what is shown, and must come out the same.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import sqrt

from csatreport.privacy.audit.public import Public
from csatreport.privacy.audit.published import PublishedReport

_SIGMAS = 3 / 1.128
_EXACT = 1e-6
_MIDDLE, _SPREAD = 0.05 + _EXACT, 0.005 + _EXACT
"""The middle of a funnel is told to a tenth, its spread to three figures (`Funnel.as_printed`)."""

_TESTED = 0.0005 + _EXACT
"""A q is told to three decimals."""

UnitMean = tuple[str, float, float, float | None]
"""Kind, base, index and deviation of a unit."""


def underived(public: Public, sheet: PublishedReport) -> Iterator[str]:
    """Yield what is not made of published figures alone."""
    if not usual_range(sheet):
        yield "control"
    for name in sheet.about("recommend.id"):
        if not usual_range(sheet, "recommend.", "score", (name,)):
            yield "recommend.control"
    if not all(_funnel(public, sheet, place) for place in sheet.about("funnels.spread")):
        yield "funnels"
    for level, names in _families(sheet):
        if not _corrected(sheet, level, names):
            yield f"{level}.comparisons.q"


def _families(sheet: PublishedReport) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the figures whose tests are looked at together: the headline stands alone."""
    nodes = sheet.about("nodes.series")
    yield from (("nodes", nodes[:1]), ("nodes", nodes[1:]), ("items", sheet.about("items.series")))


def _corrected(sheet: PublishedReport, level: str, names: Sequence[str]) -> bool:
    """Tell whether every q follows from the p that are shown in its family, and from no other."""
    kind = f"{level}.comparisons"
    told: dict[str, list[tuple[float | None, float]]] = {}
    for place, about in sheet.values:
        q = sheet.number(f"{kind}.q", *about) if place == f"{kind}.q" else None
        if q is not None and about[0] in names:
            told.setdefault(about[1], []).append((sheet.number(f"{kind}.p", *about), q))
    return all(_follow(family) for family in told.values())


def _follow(family: Sequence[tuple[float | None, float]]) -> bool:
    """Tell whether q are made of their p: of each the least p times family by rank above it."""
    ps = sorted(p for p, _ in family if p is not None)
    least = {p: min(q * len(ps) / rank for rank, q in enumerate(ps, 1) if q >= p) for p in ps}
    return all(p is not None and abs(least[p] - q) < _TESTED for p, q in family)


def usual_range(
    sheet: PublishedReport, level: str = "", value: str = "index", about: tuple[str, ...] = ()
) -> bool:
    """Tell whether the usual range of the trend follows from the points that are shown.

    It is their mean, give or take three times their mean step over 1.128 (XmR).
    """
    told = [
        sheet.number(f"{level}control.{name}", *about)
        for name in ("baseline", "centre", "low", "high")
    ]
    points, centre, low, high = told
    if points is None or centre is None or low is None or high is None:
        return (centre, low, high) == (None, None, None)
    periods = [
        place[-1]
        for kind, place in sheet.values
        if kind == f"{level}trend.period" and place[:-1] == about
    ]
    begins = periods.index(sheet.text(f"{level}control.begins", *about))
    values = [sheet.number(f"{level}trend.{value}", *about, name) for name in periods[begins:]]
    known = [value for value in values if value is not None][: int(points)]
    steps = [abs(b - a) for a, b in pairwise(known)]
    reach = _SIGMAS * sum(steps) / len(steps) if steps else 0.0
    mean = sum(known) / len(known)
    return _same((mean, mean - reach, mean + reach), (centre, low, high))


def _funnel(public: Public, sheet: PublishedReport, place: str) -> bool:
    """Tell whether a funnel's middle and width follow from units that are shown."""
    shown = [unit for unit in sheet.about("units.index") if sheet.number("units.index", unit)]
    pages = [public.by_cell.get((unit, sheet.period)) for unit in shown]
    if None in pages:
        # Units without pages have no deviation of their own to pool.
        return True
    kind = sheet.text("funnels.kind", place)
    units = [unit for page in pages if page is not None and (unit := _unit(public, page))]
    mine = [unit for unit in units if kind in {"", unit[0]}]
    freedom = sum(n - 1 for _, n, _, sd in mine if sd is not None)
    squares = sum((n - 1) * sd * sd for _, n, _, sd in mine if sd is not None)
    spread, target = (sheet.number(f"funnels.{name}", place) for name in ("spread", "target"))
    if spread is None or target is None or not freedom:
        return spread is None
    middles = {sum(n * index for _, n, index, _ in mine) / sum(n for _, n, _, _ in mine)}
    middles |= {
        index
        for cell, page in public.by_cell.items()
        if cell[1] == sheet.period and (index := page.number("nodes.index", *_root(public, page)))
    }
    return abs(sqrt(squares / freedom) / spread - 1) < _SPREAD and any(
        abs(middle - target) < _MIDDLE for middle in middles
    )


def _unit(public: Public, page: PublishedReport) -> UnitMean | None:
    root = _root(public, page)
    n, index = page.number("nodes.n", *root), page.number("nodes.index", *root)
    if n is None or index is None:
        return None
    return page.text("unit.kind"), n, index, page.number("nodes.sd", *root)


def _root(public: Public, page: PublishedReport) -> tuple[str, ...]:
    index = public.edition(page).index
    return (index.id,) if index is not None else ()


def _same(some: Sequence[float], others: Sequence[float]) -> bool:
    return all(abs(a - b) < _EXACT for a, b in zip(some, others, strict=True))
