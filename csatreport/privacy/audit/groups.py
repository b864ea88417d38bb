"""Groups of people by what they say about themselves: none small, none left over.

A published table of groups must be whole: its groups, with those who did not say, make up everybody
who answered, and each is large. Then no subtraction ends in a small group, whatever else is shown,
because every sum of large groups and everybody's total leaves a sum of large groups. Nor may all be
in one group: then each of them is known to be. A model over everybody stands on many answers too.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from csatreport.base.exposure import Exposure
from csatreport.privacy.audit.public import Public
from csatreport.privacy.audit.published import PublishedReport
from csatreport.privacy.audit.verdict import Fallen

_CROSSED_FROM = 50
_ABSENT = "-"


def fallen_groups(public: Public) -> Iterator[Fallen]:
    """Yield every table of groups that tells of a small one."""
    for sheet in public.sheets:
        for kind, test in (("segments", _segment), ("crosstabs", _crosstab)):
            for name in sheet.about(f"{kind}.id"):
                if test(public, sheet, name):
                    yield Fallen(
                        unit=sheet.unit, period=sheet.period.id, about=name, reason="counts",
                        sources=(f"data.json: {kind}",),
                    )  # fmt: skip
        if _few_modelled(public, sheet) or _few_said(public, sheet):
            yield Fallen(
                unit=sheet.unit, period=sheet.period.id, about="drivers", reason="counts",
                sources=("data.json: drivers",),
            )  # fmt: skip


def _few_modelled(public: Public, sheet: PublishedReport) -> bool:
    """Tell whether a model stands on few answers; on none it says nothing."""
    sizes = {entry for entry, one in public.exposures.items() if one is Exposure.SIZE}
    told = [value for (kind, _), value in sheet.values.items() if kind in sizes]
    return any(0 < float(n) < _CROSSED_FROM for n in told)


def _few_said(public: Public, sheet: PublishedReport) -> bool:
    """Tell whether a theme is that of few comments, or of all but few."""
    whole, least = sheet.number("themes.comments"), public.promise.comments
    said = {entry for entry, one in public.exposures.items() if one is Exposure.WORDS}
    told = [float(v) for (kind, _), v in sheet.values.items() if kind in said]
    return any(n < least for n in told) or any(
        whole is not None and whole - float(v) < least
        for (kind, _), v in sheet.values.items()
        if kind == "themes.counts.n"
    )


def _segment(public: Public, sheet: PublishedReport, name: str) -> bool:
    sizes = _numbers(sheet, "segments.groups.n", name)
    scored = _numbers(sheet, "segments.groups.scored", name)
    values = _numbers(sheet, "segments.questions.favourable", name)
    bases = _numbers(sheet, "segments.questions.n", name)
    if not sizes:
        return bool(scored or values or bases)
    unsaid = sizes.get((_ABSENT,), 0.0)
    return (
        _small(public, sheet, list(sizes.values()))
        or _alike({code: n for (code,), n in sizes.items()})
        or _few(public, [n for n in scored.values() if n])
        or _few(public, list(bases.values()))
        or bool(values and unsaid)
        or not {0.0, 1.0}.isdisjoint(values.values())
    )


def _crosstab(public: Public, sheet: PublishedReport, name: str) -> bool:
    cells = {
        (row, column): n
        for (pair,), n in _numbers(sheet, "crosstabs.counts", name).items()
        for row, _, column in [pair.partition("/")]
    }
    both = sum(n for pair, n in cells.items() if _ABSENT not in pair)
    return bool(cells) and (
        both < _CROSSED_FROM
        or _small(public, sheet, list(cells.values()))
        or any(_alike(_margin(cells, place)) for place in range(2))
    )


def _margin(cells: Mapping[tuple[str, str], float], place: int) -> dict[str, float]:
    """Add up the cells of a table by the code at a place of their pair."""
    sums: dict[str, float] = defaultdict(float)
    for pair, n in cells.items():
        sums[pair[place]] += n
    return sums


def _alike(sizes: Mapping[str, float]) -> bool:
    """Tell whether all who said what they are said the same, which tells it of each of them."""
    return sum(n > 0 for code, n in sizes.items() if code != _ABSENT) == 1


def _small(public: Public, sheet: PublishedReport, sizes: list[float]) -> bool:
    """Tell whether a partition is not whole, has a small part, or can be had from another one."""
    whole = sheet.unit == public.questionnaire.units.root.id
    alone = len({one.period.kind for one in public.sheets}) == 1
    everybody = sum(sizes) == sheet.number("responses")
    return not (whole and alone and everybody) or _few(public, [n for n in sizes if n])


def _few(public: Public, sizes: list[float]) -> bool:
    return any(n < public.promise.counts for n in sizes)


def _numbers(sheet: PublishedReport, kind: str, name: str) -> dict[tuple[str, ...], float]:
    """Return the numbers of a kind about one table, by what comes after its name."""
    return {
        about[1:]: float(value)
        for (told, about), value in sheet.values.items()
        if told == kind and about[0] == name and not isinstance(value, str)
    }
