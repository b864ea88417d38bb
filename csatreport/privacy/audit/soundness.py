"""What is published of how sound anonymous answers are: nothing of a small group.

Groups of careless, early and late responses are no cells of the equations, because they cross no
unit and no longer period: that they do not is asked here, and that each group, and what it leaves
over, is large enough. Agreement must stand beside counts and deviations that are shown.
"""

from collections.abc import Iterator

from csatreport.base.coarse import INDEX_STEP
from csatreport.privacy.audit.public import Public
from csatreport.privacy.audit.published import PublishedReport

_NARROW = ("quality.flags.", "quality.runs.", "quality.without.", "quality.early_late.")
"""Stand in reports of the whole company and of base periods only."""
_ALIKE = 1e-6
_SIGNS = ("straight", "fast", "twice")


def unsound(public: Public, sheet: PublishedReport) -> Iterator[str]:
    """Yield the entries about the quality of data that should not stand in a report."""
    root = sheet.unit == public.questionnaire.units.root.id
    base = sheet.period.kind is public.questionnaire.every
    if not (root and base):
        yield from {kind for kind, _ in sheet.values if kind.startswith(_NARROW)}
    if not _flags(public, sheet):
        yield "quality.flags.flagged"
    if not _without(public, sheet):
        yield "quality.without"
    if not _thirds(public, sheet):
        yield "quality.early_late"
    if not _agreement(public, sheet, root=root):
        yield "quality.reliability"
    yield from _nonresponse(sheet)


def _fits(number: float, least: int) -> bool:
    return number == 0 or number >= least


def _flags(public: Public, sheet: PublishedReport) -> bool:
    """Tell whether each flag, what it leaves over, and what flags share are nobody or enough."""
    least = public.promise.minimum
    judged = {sign: sheet.number("quality.flags.judged", sign) or 0 for sign in (*_SIGNS, "any")}
    told = {sign: sheet.number("quality.flags.flagged", sign) for sign in (*_SIGNS, "any")}
    known = {sign: number for sign, number in told.items() if number is not None}
    long, ticked = sheet.number("quality.runs.long"), sheet.number("quality.runs.n")
    groups = [*known.values(), *(judged[sign] - number for sign, number in known.items())]
    groups += [] if long is None or ticked is None else [long, ticked - long]
    together = known.pop("any", None)
    if together is not None and any(judged.values()):
        groups += [together - number for number in known.values()]
        groups += [sum(known.values()) - together]
    return all(_fits(group, least) for group in groups)


def _without(public: Public, sheet: PublishedReport) -> bool:
    """Tell whether the flagged, whose index follows from the two shown, may be shown themselves."""
    whole, kept = (sheet.number(f"quality.without.{name}.n") for name in ("all", "unflagged"))
    every, rest = (sheet.number(f"quality.without.{name}.index") for name in ("all", "unflagged"))
    if whole is None or kept is None or every is None or rest is None:
        return (whole, kept, every, rest) == (None,) * 4
    flagged, promise = whole - kept, public.promise
    if min(flagged, kept) < promise.minimum:
        return False
    index = (every * whole - rest * kept) / flagged
    blurred = INDEX_STEP / 2 * (whole + kept) / flagged
    spread = sheet.number("quality.without.unflagged.index_low") is not None
    enough = not spread or min(flagged, kept) >= promise.counts
    return enough and _ALIKE - blurred < index < 100 - _ALIKE + blurred


def _thirds(public: Public, sheet: PublishedReport) -> bool:
    sizes = [sheet.number(f"quality.early_late.{name}.n") for name in ("early", "late")]
    known = [size for size in sizes if size is not None]
    if not known:
        return True
    index = public.edition(sheet).index
    whole = sheet.number("nodes.n", index.id) if index is not None else None
    between = (whole or 0) - sum(known)
    least = public.promise.counts
    return len(known) == 2 and min(known) >= least and _fits(between, least)


def _agreement(public: Public, sheet: PublishedReport, *, root: bool) -> bool:
    """Tell whether every rated branch shows its deviation, and every question its counts."""
    counted = {about[0] for kind, about in sheet.values if kind == "items.counts"}
    for name in sheet.about("quality.reliability.node"):
        n = sheet.number("quality.reliability.n", name)
        if not root or n is None or n < public.promise.counts:
            return False
        if sheet.number("nodes.sd", name) is None:
            return False
    named = (sheet.text("quality.items.id", place) for place in sheet.about("quality.items.id"))
    return all(name in counted for name in named)


def _nonresponse(sheet: PublishedReport) -> Iterator[str]:
    """Yield numbers of answers that the comparison of units does not show."""
    for unit in sheet.about("quality.nonresponse.answered"):
        answered = sheet.number("quality.nonresponse.answered", unit)
        if answered and answered != sheet.number("units.n", unit):
            yield "quality.nonresponse.answered"
