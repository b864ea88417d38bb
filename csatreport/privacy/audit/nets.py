"""Net scores: published only where the counts they are made of are published too.

A net score, its base and its interval tell how many promoters, passives and detractors there are.
So each of them, in a trend, among units or as what a change began from, must be about a unit and
period whose own report shows the counts of the question's options. Where a unit has no report of
its own, what its score tells becomes a condition like any other, and it needs a base from which
counts may be shown.
"""

from collections.abc import Iterator

from scipy.special import ndtri

from csatreport.privacy.audit.public import Public
from csatreport.privacy.audit.published import PublishedReport
from csatreport.study.periods import Period
from csatreport.study.policy import Sampling

_FIGURES = frozenset({"n", "score", "score_low", "score_high"})
_Z = float(ndtri(0.975))


def uncounted(public: Public, sheet: PublishedReport) -> Iterator[str]:
    """Yield entries about net scores that stand where their counts do not."""
    for kind, about in sheet.values:
        if not kind.startswith("recommend."):
            continue
        place = _place(public, sheet, kind, about)
        if place is not None and not _counted(public, sheet, about[0], *place):
            yield kind
        if kind.startswith("recommend.groups.") and kind.rpartition(".")[2] in _FIGURES:
            by, _, code = about[1].partition("/")
            if sheet.number("segments.questions.favourable", by, about[0], code) is None:
                yield kind


def _place(
    public: Public, sheet: PublishedReport, kind: str, about: tuple[str, ...]
) -> tuple[str, Period] | None:
    """Return the unit and period that an entry tells of; None where it tells of no answers."""
    parts = kind.split(".")
    if kind in _NAMES:
        return None
    if len(parts) == 2:
        return sheet.unit, sheet.period
    if parts[1] == "units" and parts[2] in _FIGURES:
        return about[1], sheet.period
    period: Period | None = None
    if parts[1] == "trend" and parts[2] in _FIGURES:
        period = public.calendar.parse(about[1])
    elif parts[1] == "comparisons":
        period = public.calendar.parse(sheet.text("recommend.comparisons.period", *about))
    return (sheet.unit, period) if period is not None else None


_NAMES = frozenset(
    f"recommend.{name}" for name in ("id", "label", "series", "measure", "suppressed", "census")
)


def _counted(public: Public, sheet: PublishedReport, name: str, unit: str, period: Period) -> bool:
    other = public.by_cell.get((unit, period))
    if other is None:
        n = sheet.number("recommend.units.n", name, unit) or 0
        if public.paged(unit, period):
            return False
        return not public.whole or unit == sheet.unit or n >= public.promise.counts
    # A report calls the question by its name, whatever wording it had then.
    return any(kind == "items.counts" and about[0] == name for kind, about in other.values)


def sides(
    public: Public, sheet: PublishedReport, name: str, unit: str
) -> Iterator[tuple[str, float]]:
    """Yield what a unit's score tells among others: promoters minus detractors, and their sum."""
    n, score = (sheet.number(f"recommend.units.{key}", name, unit) for key in ("n", "score"))
    if n is None or score is None:
        return
    yield "net", n * score / 100
    ends = [sheet.number(f"recommend.units.score_{end}", name, unit) for end in ("low", "high")]
    people = public.units(sheet.period).population(unit)
    finite = public.questionnaire.sampling is not Sampling.CONVENIENCE
    if None in ends or (finite and people is not None):
        return
    centre = n * score / 100 / (n + 3)
    low, high = (float(end or 0.0) / 100 for end in ends)
    reach = high - centre if high < 1 else centre - low
    if low > -1 or high < 1:
        yield "decided", ((reach / _Z) ** 2 * (n + 3) + centre**2) * (n + 3) - 1.5
