"""What a page shows of the rest of the site: the rail, the path above the title, the switches.

Everything here is finished text with relative links, so that the templates only print it. A
report's page names its neighbours in time, not the whole archive: a new month must not change
the pages of old ones.
"""

from __future__ import annotations

from dataclasses import dataclass

from csatreport.base.words import say
from csatreport.site import sitemap as site
from csatreport.site.sitemap import ItemEntry, PeriodEntry, QuestionnaireEntry, SiteMap, UnitEntry

_LANGUAGE_MARKS = {"zh-Hans": "简", "zh-Hant": "繁", "en": "EN"}
AROUND = (2, 1, 0, -1, -2)
_TREE = 60
"""Beyond so many units only the whole's page lists all; others their own branch and the heads of
the others. Home finds every unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A link, or where there is nothing to lead to (``href`` ""), its plain text."""

    text: str
    href: str = ""
    current: bool = False
    title: str = ""
    lang: str = ""
    mark: str = ""
    """A number before the text, such as a question's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A unit in the rail with the units below it; ``open`` where the page lies inside."""

    way: Way
    below: tuple[Branch, ...] = ()
    open: bool = False
    size: int = 0


@dataclass(frozen=True, kw_only=True)
class Navigation:
    """The furniture of one page."""

    page: str
    language: str
    brand: Way
    languages: tuple[Way, ...]
    questionnaires: tuple[Way, ...]
    periods: tuple[Way, ...] = ()
    units: tuple[Branch, ...] = ()
    unit_count: int = 0
    crumbs: tuple[Way, ...] = ()
    previous: Way | None = None
    here: str = ""
    next: Way | None = None
    downloads: tuple[Way, ...] = ()
    reference: tuple[Way, ...] = ()
    """Pages that explain: questions through time, method, glossary."""

    def asset(self, name: str) -> str:
        """Return the way to a file of the product's own."""
        return site.relative(self.page, f"assets/{name}")


def navigate_home(sitemap: SiteMap, language: str) -> Navigation:
    """Make the furniture of a language's home page."""
    return _plain(sitemap, language, site.home_path(language), None)


def navigate_glossary(sitemap: SiteMap, language: str) -> Navigation:
    """Make the furniture of the glossary."""
    return _plain(sitemap, language, site.glossary_path(language), None)


def navigate_archive(sitemap: SiteMap, language: str, questionnaire: str) -> Navigation:
    """Make the furniture of a questionnaire's archive."""
    page = site.archive_path(language, questionnaire)
    return _plain(sitemap, language, page, sitemap.by_id[questionnaire])


def navigate_method(sitemap: SiteMap, language: str, questionnaire: str) -> Navigation:
    """Make the furniture of a method page."""
    page = site.method_path(language, questionnaire)
    return _plain(sitemap, language, page, sitemap.by_id[questionnaire])


def navigate_question(sitemap: SiteMap, language: str, questionnaire: str, item: str) -> Navigation:
    """Make the furniture of a question's page."""
    page = site.question_path(language, questionnaire, item)
    return _plain(sitemap, language, page, sitemap.by_id[questionnaire])


def navigate_report(
    sitemap: SiteMap,
    language: str,
    questionnaire: str,
    period: str,
    unit: str,
    *,
    name: str = "index",
    annexed: bool = False,
) -> Navigation:
    """Make the furniture of a page of a report; ways to other reports lead to their first page.

    The first page leads to all units. ``annexed`` tells that its PDF has an annex, where PDFs are
    made.
    """
    here = _Here(sitemap.by_id[questionnaire], language, period, unit, name)
    page = here.page
    return Navigation(
        page=page,
        language=language,
        brand=_brand(sitemap, language, page, here.entry),
        languages=_languages(sitemap, language, page),
        questionnaires=_questionnaires(sitemap, language, page, questionnaire),
        periods=_periods(here),
        units=_tree(here) if name == "index" else (),
        unit_count=len(here.now.units) if _lists_all(here) else 0,
        crumbs=_crumbs(here),
        previous=_step(here, -1),
        here=here.now.short[language],
        next=_step(here, 1),
        downloads=_downloads(here, sitemap.languages[0], annexed=annexed),
        reference=_reference(language, page, here.entry),
    )


@dataclass(frozen=True, slots=True)
class _Here:
    """A report's page: which one it is, and how other reports are reached from it."""

    entry: QuestionnaireEntry
    language: str
    period: str
    unit: str
    name: str

    @property
    def page(self) -> str:
        return self.entry.report_path(self.language, self.period, self.unit, self.name)

    @property
    def now(self) -> PeriodEntry:
        return self.entry.by_period[self.period]

    def way(self, other: PeriodEntry, unit: str) -> str:
        """Return the way to a unit's report in a period; "" where the unit has none there."""
        if unit not in other.units:
            return ""
        return site.relative(self.page, self.entry.report_path(self.language, other.id, unit))


def _plain(
    sitemap: SiteMap, language: str, page: str, entry: QuestionnaireEntry | None
) -> Navigation:
    return Navigation(
        page=page,
        language=language,
        brand=_brand(sitemap, language, page, entry),
        languages=_languages(sitemap, language, page),
        questionnaires=_questionnaires(sitemap, language, page, entry.id if entry else ""),
        reference=_reference(language, page, entry),
    )


def _brand(sitemap: SiteMap, language: str, page: str, entry: QuestionnaireEntry | None) -> Way:
    organisation = entry.organisation if entry is not None else sitemap.name
    name = sitemap.name[language]
    text = organisation[language]
    return Way(
        text=text,
        href=site.relative(page, site.home_path(language)),
        title=name if name != text else "",
    )


def _languages(sitemap: SiteMap, language: str, page: str) -> tuple[Way, ...]:
    return tuple(
        Way(
            text=_LANGUAGE_MARKS[other],
            href=site.relative(page, site.in_language(page, other)),
            current=other == language,
            title=say(other, "site.own_name"),
            lang=other,
        )
        for other in sitemap.languages
    )


def _questionnaires(sitemap: SiteMap, language: str, page: str, current: str) -> tuple[Way, ...]:
    return tuple(
        Way(
            text=entry.short[language],
            href=site.relative(page, site.archive_path(language, entry.id)),
            current=entry.id == current,
        )
        for entry in sitemap.questionnaires
    )


def _reference(language: str, page: str, entry: QuestionnaireEntry | None) -> tuple[Way, ...]:
    pages = [(say(language, "site.glossary"), site.glossary_path(language))]
    if entry is not None and entry.method:
        pages.insert(0, (say(language, "site.method"), site.method_path(language, entry.id)))
    return tuple(
        Way(text=text, href=site.relative(page, path), current=path == page) for text, path in pages
    )


def _periods(here: _Here) -> tuple[Way, ...]:
    entry, now = here.entry, here.now
    around = [entry.beside(here.period, step, here.unit) for step in AROUND]
    longer = [p for p in entry.periods if p.id != here.period and p.period.contains(now.period)]
    ways = [
        Way(
            text=other.label[here.language],
            href=here.way(other, here.unit),
            current=other.id == here.period,
        )
        for other in (*around, *longer)
        if other is not None and here.unit in other.units
    ]
    lasting = site.address(entry.id, here.unit if here.unit != entry.root.id else "")
    further = {
        "site.lasting": lasting,
        "site.all_periods": site.archive_path(here.language, entry.id),
    }
    ways += [
        Way(text=say(here.language, name), href=site.relative(here.page, path))
        for name, path in further.items()
    ]
    return tuple(ways)


def _step(here: _Here, step: int) -> Way | None:
    other = here.entry.beside(here.period, step, here.unit)
    if other is None:
        return None
    return Way(
        text=other.short[here.language],
        href=here.way(other, here.unit),
        title=other.label[here.language],
    )


def _crumbs(here: _Here) -> tuple[Way, ...]:
    ways: list[Way] = []
    above = here.entry.by_unit[here.unit].parent
    while above is not None:
        one = here.entry.by_unit[above]
        ways.insert(0, Way(text=one.name[here.language], href=here.way(here.now, above)))
        above = one.parent
    return tuple(ways)


def _tree(here: _Here) -> tuple[Branch, ...]:
    """Return the units that have a page in this period, under those that hold them."""
    if len(here.now.units) < 2:
        return ()
    children: dict[str | None, list[UnitEntry]] = {}
    for one in here.entry.units:
        children.setdefault(one.parent, []).append(one)
    whole = _branch(here.entry.root, children, here)
    return (whole,) if whole is not None else ()


def _lists_all(here: _Here) -> bool:
    return here.unit == here.entry.root.id or len(here.now.units) <= _TREE


def _branch(
    one: UnitEntry, children: dict[str | None, list[UnitEntry]], here: _Here
) -> Branch | None:
    branches = (_branch(child, children, here) for child in children.get(one.id, ()))
    below = tuple(branch for branch in branches if branch is not None)
    if one.id not in here.now.units and not below:
        return None
    way = Way(
        text=one.name[here.language], href=here.way(here.now, one.id), current=one.id == here.unit
    )
    inside = way.current or any(branch.open for branch in below)
    if not _lists_all(here) and (not inside or len(below) > _TREE):
        return Branch(way=way, below=tuple(one for one in below if one.open), open=inside)
    return Branch(way=way, below=below, open=inside, size=len(below))


def _downloads(here: _Here, first: str, *, annexed: bool) -> tuple[Way, ...]:
    """Return the ways to a report's files; ``first`` is the language that has those of figures."""
    now, language = here.now, here.language
    annexes: frozenset[str] = now.annexes if annexed else frozenset()
    printed = {site.REPORT_PDF: now.pdfs, site.ANNEX_PDF: annexes, site.WALL_PDF: now.walls}
    names = [name for name in site.DOWNLOADS if here.unit in printed.get(name, now.units)]
    own = {
        site.ANNEX_PDF: say(language, "site.annex"),
        site.WALL_PDF: say(language, "site.wall"),
        site.MESSAGE: say(language, "site.text_file"),
    }
    beside = here.page.rpartition("/")[0]
    return tuple(
        Way(
            text=own.get(name) or name.rpartition(".")[2].upper(),
            href=site.relative(here.page, site.in_language(f"{beside}/{name}", where)),
        )
        for name in names
        for where in [first if name in site.IN_ONE_LANGUAGE else language]
    )


def archive_way(entry: QuestionnaireEntry, nav: Navigation) -> Way:
    """Lead to a questionnaire's archive."""
    path = site.archive_path(nav.language, entry.id)
    return Way(text=entry.title[nav.language], href=site.relative(nav.page, path))


def question_way(entry: QuestionnaireEntry, nav: Navigation, item: ItemEntry) -> Way:
    """Lead to the page of one question."""
    path = site.question_path(nav.language, entry.id, item.id)
    return Way(
        text=item.label[nav.language],
        href=site.relative(nav.page, path),
        current=path == nav.page,
        mark=item.number,
    )


def sample_note(sitemap: SiteMap, language: str) -> str:
    """Say that a site is a sample; "" where it is none."""
    return say(language, "site.sample") if sitemap.sample else ""
