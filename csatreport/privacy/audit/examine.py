"""The audit of a finished build, before anybody sees it.

The gate decides what is withheld; whether that is enough is asked here once more, by other means
and without looking at the gate, the promise or the answers. The audit has what an outsider has: the
published files and the form. It takes every figure as a condition on what people may have answered,
and tries to pin down each small cell (`csatreport.privacy.audit.verdict`). If one falls, the build
fails with the list, and the old site stays.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, permutations
from pathlib import Path
from typing import Protocol, TypeAlias

from csatreport.base.errors import Issue, Source
from csatreport.base.exposure import Exposures
from csatreport.privacy.audit.algebra import ContradictionError
from csatreport.privacy.audit.derived import underived
from csatreport.privacy.audit.groups import fallen_groups
from csatreport.privacy.audit.joint import components
from csatreport.privacy.audit.nets import uncounted
from csatreport.privacy.audit.public import Public
from csatreport.privacy.audit.published import PublishedReport, read_reports, report_files
from csatreport.privacy.audit.soundness import unsound
from csatreport.privacy.audit.verdict import Fallen
from csatreport.study.format.own import named_by
from csatreport.study.model import Questionnaire
from csatreport.study.periods import Calendar
from csatreport.study.units import Units

_TOLD = ("n", "index", "favourable", "counts")


class Clean(Protocol):
    """Remembers published figures of which nothing falls, so that they are judged once."""

    def __contains__(self, told: object) -> bool: ...
    def add(self, told: object) -> None:
        """Remember some figures."""


Known: TypeAlias = Callable[[Sequence[PublishedReport], bool], Iterable[PublishedReport]]
"""Returns what readers know of the reports in the files; or else, all that the gate judged."""


def _as_told(sheets: Sequence[PublishedReport], _: bool) -> Sequence[PublishedReport]:  # noqa: FBT001 - never called by name
    return sheets


def audit(
    folders: Iterable[Path],
    questionnaire: Questionnaire,
    calendar: Calendar,
    *,
    own: Iterable[str],
    whole: bool,
    exposures: Exposures,
    moved: Mapping[str, Units],
    clean: Clean,
    known: Known = _as_told,
) -> tuple[Issue, ...]:
    """Return an issue for everything in the files of an anonymous questionnaire that gives away.

    Args:
        folders: the sites, as they would be published.
        questionnaire: the form, with its promise.
        calendar: how its base periods nest.
        own: units that have forms of their own beside those of the units below them.
        whole: whether the sites have every report that the study asks for (see `Public`).
        exposures: why each figure of a subject may be known, as the program's source says.
        clean: what was judged before, and nothing fell.
        moved: units in base periods, by id, in which they stood otherwise than today.
        known: returns what readers know of the reports in the files, and of others there were.
    """
    if questionnaire.anonymity is None:
        return ()
    sheets = read_reports(report_files(folders, questionnaire.id))
    public = Public(
        questionnaire=questionnaire, calendar=calendar, promise=questionnaire.anonymity,
        own=frozenset(own), whole=whole, sheets=sheets, exposures=exposures, moved=moved,
    )  # fmt: skip
    parts = _new(public, clean)
    if unknown := tuple(_unexplained(public, parts.values())):
        return unknown
    judged = _new(public.with_sheets(known(public.sheets, False)), clean)
    found = tuple(_judge(questionnaire, judged.values(), known))
    for told in () if found else parts | judged:
        clean.add(told)
    return found


def _judge(questionnaire: Questionnaire, parts: Iterable[Public], known: Known) -> Iterator[Issue]:
    """Yield an issue for each figure that falls; one alone where figures contradict each other."""
    try:
        found = [one for p in parts for one in (*_surely_fallen(p, known), *fallen_groups(p))]
    except ContradictionError:
        yield Issue.at("B612", _source(questionnaire))
        return
    yield from (_issue(questionnaire, one) for one in found)


def _new(public: Public, clean: Clean) -> dict[str, Public]:
    """Return what was not judged before, by all that it says."""
    return {told: part for part in public.slices() if (told := part.told()) not in clean}


def audit_linked(
    folders: Sequence[Path], questionnaires: Sequence[Questionnaire]
) -> tuple[Issue, ...]:
    """Return an issue for what one questionnaire tells of people and another one withholds."""
    named = {asked.id: asked for asked in questionnaires if asked.anonymity is not None}
    found: list[Issue] = []
    for one, other in combinations(named.values(), 2):
        if one.id in (other.same_people or ()) or other.id in (one.same_people or ()):
            both = (one, other)
            sheets = [read_reports(report_files(folders, asked.id)) for asked in both]
            found += (_issue(one, fallen) for fallen in _told_beside(both, sheets))
    return tuple(found)


def audit_elsewhere(
    folders: Sequence[Path], questionnaires: Sequence[Questionnaire]
) -> tuple[Issue, ...]:
    """Return an issue for what a report tells of an anonymous questionnaire that is not its own.

    Whatever says in `data.json` whose figure it is, and of which period, must stand so in the
    report of that questionnaire. Where that report was not made, it is not there to be asked.
    """
    named = {asked.id: asked for asked in questionnaires if asked.anonymity is not None}
    takers = {asked.id: named.keys() & named_by(asked) for asked in questionnaires}
    homes = {
        (name, sheet.period.id): sheet
        for name in set().union(*takers.values())
        for sheet in read_reports(report_files(folders, name))
        if sheet.unit == named[name].units.root.id
    }
    return tuple(
        _issue(named[home.questionnaire], fallen)
        for taker, taken in takers.items()
        for sheet in (read_reports(report_files(folders, taker)) if taken else ())
        for home, fallen in _taken(sheet, homes)
    )


def _taken(
    sheet: PublishedReport, homes: Mapping[tuple[str, str], PublishedReport]
) -> Iterator[tuple[PublishedReport, Fallen]]:
    """Yield levels that a report took from another one, which does not tell them so."""
    for entry, about in sheet.values:
        level, _, last = entry.rpartition(".")
        if last != "questionnaire":
            continue
        whose = (sheet.text(entry, *about), sheet.text(f"{level}.period", *about))
        home, node = homes.get(whose), sheet.text(f"{level}.node", *about)
        if home is not None and any(
            sheet.number(f"{level}.level{end}", *about) != home.number(f"nodes.index{end}", node)
            for end in ("", "_low", "_high")
            if sheet.number(f"{level}.level{end}", *about) is not None
        ):
            yield home, Fallen(
                unit=home.unit, period=home.period.id, about=node, reason="few",
                sources=(f"{sheet.questionnaire} data.json",),
            )  # fmt: skip


def _told_beside(
    asked: Sequence[Questionnaire], sheets: Sequence[Sequence[PublishedReport]]
) -> Iterator[Fallen]:
    """Yield what reports of one questionnaire show, and those of another of the same people hide.

    ``sheets`` are the reports of each.
    """
    pairs = zip(asked, sheets, strict=True)
    for (one, here), (other, there) in permutations(tuple(pairs), 2):
        hidden = {(_unit(other, sheet), sheet.period.id): sheet for sheet in there}
        for sheet in here:
            beside = hidden.get((_unit(one, sheet), sheet.period.id))
            for about in _withheld(sheet, beside) if beside is not None else ():
                yield Fallen(
                    unit=sheet.unit, period=sheet.period.id, about=about, reason="few",
                    sources=(f"{other.id} data.json",),
                )  # fmt: skip


def _unit(asked: Questionnaire, sheet: PublishedReport) -> str:
    return "" if sheet.unit == asked.units.root.id else sheet.unit


def _withheld(sheet: PublishedReport, beside: PublishedReport) -> Iterable[str]:
    """Yield what a report shows and another of the same people withholds."""
    if sheet.number("responses") is not None and beside.number("responses") is None:
        yield "responses"
    theirs = {beside.text("items.series", name): name for name in beside.about("items.series")}
    for name in sheet.about("items.series"):
        other = theirs.get(sheet.text("items.series", name))
        shown = any(sheet.about(f"items.{kind}").count(name) for kind in _TOLD)
        if other is not None and shown and beside.text("items.suppressed", other):
            yield name


def _source(questionnaire: Questionnaire) -> Source:
    return Source(file=questionnaire.id)


def _unexplained(public: Public, parts: Iterable[Public]) -> Iterator[Issue]:
    kinds = {kind for sheet in public.sheets for kind in _half_tested(public, sheet)}
    kinds |= {kind for sheet in public.sheets for kind in uncounted(public, sheet)}
    for part in parts:
        for sheet in part.sheets:
            kinds.update(sheet.unexplained(part.exposures))
            kinds.update(underived(part, sheet), unsound(part, sheet))
    for kind in sorted(kinds):
        yield Issue.at("B611", _source(public.questionnaire), entry=kind)


def _half_tested(public: Public, sheet: PublishedReport) -> Iterator[str]:
    """Yield tests of changes against a period whose deviation is withheld.

    Where the other period's report was not made, it is not there to be asked. The test of a net
    score is made of counts alone, and `uncounted` asks for those.
    """
    judged: dict[tuple[str, tuple[str, ...]], bool] = {}
    for kind, about in sheet.values:
        if ".comparisons." not in kind:
            continue
        level, _, name = kind.partition(".comparisons.")
        if name not in {"low", "high", "p", "q", "detectable"} or about[1] == "target":
            continue
        if level == "recommend":
            continue
        if (level, about) not in judged:
            judged[level, about] = _told_then(public, sheet, level, about)
        if not judged[level, about]:
            yield kind


def _told_then(public: Public, sheet: PublishedReport, level: str, about: tuple[str, ...]) -> bool:
    """Tell whether the other period of a comparison tells its deviation, or has no report."""
    then = public.calendar.parse(sheet.text(f"{level}.comparisons.period", *about))
    other = public.by_cell.get((sheet.unit, then)) if then is not None else None
    if other is None:
        return then is None or not public.paged(sheet.unit, then)
    return _tells_deviation(other, level, sheet, about[0])


def _tells_deviation(other: PublishedReport, level: str, sheet: PublishedReport, name: str) -> bool:
    series = sheet.text(f"{level}.series", name)
    return any(
        other.text(f"{level}.series", one) == series
        and other.number(f"{level}.sd", one) is not None
        for one in other.about(f"{level}.series")
    )


def _issue(questionnaire: Questionnaire, one: Fallen) -> Issue:
    return Issue.at(
        "B610", _source(questionnaire), unit=one.unit, period=one.period, about=one.about,
        reason=one.reason, sources=" + ".join(one.sources) or "–",
    )  # fmt: skip


def _surely_fallen(public: Public, known: Known) -> Sequence[Fallen]:
    """Return what falls, and does beside more figures too.

    What does not fall beside more of them does not fall beside these. Worlds are easier to find
    where more is known: a page that says nothing of a unit leaves everything about it open.
    """
    found = tuple(_fallen(public))
    if not found:
        return found
    try:
        still = {_cell(one) for one in _fallen(public.with_sheets(known(public.sheets, True)))}
    except ContradictionError:
        return found
    return [one for one in found if _cell(one) in still]


def _cell(one: Fallen) -> tuple[str, str, str]:
    return one.unit, one.period, one.about


def _fallen(public: Public) -> Iterator[Fallen]:
    for one in components(public):
        for cell, reason in one.falls():
            yield Fallen(
                unit=cell.unit, period=cell.period, about=cell.about, reason=reason,
                sources=one.sources(cell),
            )  # fmt: skip
