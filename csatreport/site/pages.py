"""Reports and the pages around them as HTML.

Each function prints one page. ``study`` is the study's folder, because a study may bring
templates of its own. Nothing here computes: a page shows what the report says and what the site
map knows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from csatreport.base.print.templates import print_font
from csatreport.base.words import say
from csatreport.report.figures import Trend
from csatreport.report.model import (
    Card,
    Cards,
    Chapter,
    Definitions,
    Headline,
    Items,
    QuestionPage,
    Report,
    ReportPage,
)
from csatreport.report.printed import PAGES, annex, is_sheet, printed
from csatreport.report.scope import Scope
from csatreport.report.wording import unfinished_text
from csatreport.site import navigation
from csatreport.site import sitemap as site
from csatreport.site.links import printed_resolver, resolver
from csatreport.site.navigation import Navigation, Way
from csatreport.site.sitemap import ItemEntry, QuestionnaireEntry, SiteMap
from csatreport.site.templates import Medium, fill
from csatreport.study.periods import PeriodKind

_Pages: TypeAlias = Mapping[ReportPage, tuple[Chapter, ...]]
_SHEET_TREND = (400, 130)
_BOOK_TREND = (640, 250)
_DENSE = 13
"""Rows from which a one-page sheet is set closer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What the home page and the archive show of a questionnaire's newest company report.

    ``heading`` says it in one line, ``target`` whether the target is met, and ``first`` is the
    card that comes first, with what to do.
    """

    headline: Headline | None
    trend: Trend | None
    heading: str
    target: tuple[str, str] | None
    first: Card | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Survey:
    """A questionnaire on the home page."""

    title: str
    organisation: str
    archive: str
    report: str = ""
    period: str = ""
    headline: Headline | None = None
    trend: Trend | None = None
    summary: Summary | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Doors:
    """The newest report of every unit of a questionnaire, in the order of the tree."""

    questionnaire: str
    title: str
    ways: tuple[Way, ...]

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.ways)


@dataclass(frozen=True, slots=True, kw_only=True)
class _PeriodGroup:
    """Periods of one kind in the archive, newest first; months and quarters by year."""

    title: str
    years: tuple[tuple[str, tuple[Way, ...]], ...]


def summarise(report: Report) -> Summary:
    """Take from a report what is told of it elsewhere."""
    blocks = [block for chapter in report.chapters for block in chapter.blocks]
    headline = next((b for b in blocks if isinstance(b, Headline)), None)
    target = say(report.language, "report.target.term")
    return Summary(
        headline=headline,
        trend=next((b for b in blocks if isinstance(b, Trend)), None),
        heading=report.chapters[0].heading,
        target=next((fact for fact in headline.facts if fact[0] == target), None)
        if headline is not None
        else None,
        first=next((b.cards[0] for b in blocks if isinstance(b, Cards)), None),
    )


def render_report(report: Report, sitemap: SiteMap, study: Path) -> Iterator[tuple[str, str]]:
    """Print a report for the screen: its pages, each with its path; of an older one the first."""
    whole = report.unit in sitemap.by_id[report.questionnaire].by_period[report.period].whole
    pages = {page: some for page, some in report.pages.items() if whole or page is ReportPage.FRONT}
    for page in pages:
        yield _report_page(report, page, pages, sitemap, study)


def _report_page(
    report: Report, page: ReportPage, pages: _Pages, sitemap: SiteMap, study: Path
) -> tuple[str, str]:
    nav = navigation.navigate_report(
        sitemap, report.language, report.questionnaire, report.period, report.unit,
        name=page, annexed=bool(annex(report)),
    )  # fmt: skip
    entry = sitemap.by_id[report.questionnaire]
    others = {other: some for other, some in pages.items() if other is not page}
    resolve = resolver(nav, entry, pages[page], report.period, others)
    return nav.page, fill(
        study, "report.html.j2", report.language,
        report=report, page=page, pages=pages, nav=nav, href=resolve, sample=report.sample,
        own_unit=report.unit, older=report.unit not in entry.by_period[report.period].whole,
        held=_held(report, nav, entry),
    )  # fmt: skip


def _held(report: Report, nav: Navigation, entry: QuestionnaireEntry) -> Way | None:
    """Return the way to a longer period's report that holds what this one leaves out, if any."""
    now = entry.by_period[report.period]
    longer = (p for p in entry.periods if p is not now and p.period.contains(now.period))
    for one in longer:
        if report.unit in one.whole:
            path = entry.report_path(nav.language, one.id, report.unit)
            text = say(nav.language, "site.older_held", period=one.label[nav.language])
            return Way(text=text, href=site.relative(nav.page, path))
    return None


def render_print_page(report: Report, study: Path) -> str:
    """Print a report for paper: the HTML that `csatreport.base.print.pdf` turns into a PDF."""
    chapters, sheet = printed(report), is_sheet(report)
    rows = sum(
        len(group.rows)
        for chapter in chapters
        for block in chapter.blocks
        if isinstance(block, Items)
        for group in block.groups
    )
    medium = Medium(
        print=True,
        sheet=sheet,
        dense=sheet and rows >= _DENSE,
        font=print_font(report.language),
        trend=_SHEET_TREND if sheet else _BOOK_TREND,
    )
    return _print_page(report, chapters, medium, study, pages=1 if sheet else PAGES)


def render_annex_page(report: Report, study: Path) -> str:
    """Print what people said for paper, as a file of its own; "" where nobody said anything."""
    chapters = annex(report)
    medium = Medium(print=True, font=print_font(report.language))
    return _print_page(report, chapters, medium, study) if chapters else ""


def _print_page(
    report: Report, chapters: tuple[Chapter, ...], medium: Medium, study: Path, pages: int = 0
) -> str:
    return fill(
        study, "print.html.j2", report.language, medium,
        report=report,
        chapters=chapters,
        pages=pages,
        href=printed_resolver(chapters),
        own_unit=report.unit,
    )  # fmt: skip


def render_sheet(
    template: str, chapter: Chapter, scope: Scope, study: Path, *, sample: bool
) -> str:
    """Print one chapter as a sheet of its own, still to be pressed."""
    language = scope.language
    return fill(
        study,
        template,
        language,
        Medium(print=True, font=print_font(language)),
        chapter=chapter,
        href=lambda _: "",
        own_unit="",
        organisation=scope.findings.questionnaire.organisation[language],
        unit=scope.unit,
        period=scope.period,
        sample=scope.say("report.sample") if sample else "",
    )


def render_home(sitemap: SiteMap, language: str, newest: Mapping[str, Summary], study: Path) -> str:
    """Print a language's home page; ``newest`` holds summaries by questionnaire id."""
    nav = navigation.navigate_home(sitemap, language)
    surveys = tuple(_survey(entry, nav, newest.get(entry.id)) for entry in sitemap.questionnaires)
    return fill(
        study, "home.html.j2", language,
        nav=nav,
        summaries=surveys,
        doors=tuple(_doors(entry, nav) for entry in sitemap.questionnaires if entry.periods),
        href=lambda _: "",
        sample=_sample(sitemap, language),
    )  # fmt: skip


def render_archive(
    sitemap: SiteMap, language: str, questionnaire: str, newest: Summary | None, study: Path
) -> str:
    """Print a questionnaire's archive: newest headline, all periods, all questions."""
    entry = sitemap.by_id[questionnaire]
    nav = navigation.navigate_archive(sitemap, language, questionnaire)
    survey = _survey(entry, nav, newest)
    return fill(
        study, "archive.html.j2", language,
        nav=nav,
        title=entry.title[language],
        organisation=entry.organisation[language],
        newest=survey if survey.period else None,
        groups=_groups(entry, nav),
        running=_running(entry, language),
        questions=tuple(_question_way(entry, nav, item) for item in entry.items),
        href=resolver(nav, entry, (), ""),
        sample=_sample(sitemap, language),
    )  # fmt: skip


def _running(entry: QuestionnaireEntry, language: str) -> str:
    names = [one[language] for one in entry.running]
    return unfinished_text(names, entry.last[language], language)


def render_question_page(page: QuestionPage, sitemap: SiteMap, study: Path) -> str:
    """Print the page that follows one question through time."""
    entry = sitemap.by_id[page.questionnaire]
    nav = navigation.navigate_question(sitemap, page.language, entry.id, page.item)
    return fill(
        study, "question.html.j2", page.language,
        page=page,
        nav=nav,
        crumb=_archive_way(entry, nav),
        siblings=tuple(_question_way(entry, nav, item) for item in entry.items),
        href=resolver(nav, entry, (), ""),
        sample=page.sample,
    )  # fmt: skip


def render_method_page(
    chapter: Chapter, sitemap: SiteMap, language: str, questionnaire: str, study: Path
) -> str:
    """Print a questionnaire's method: how its figures are made."""
    entry = sitemap.by_id[questionnaire]
    nav = navigation.navigate_method(sitemap, language, questionnaire)
    title = say(language, "site.method_of", title=entry.title[language])
    return _chapter_page(nav, entry, chapter, study, title=title, sample=_sample(sitemap, language))


def render_glossary_page(
    definitions: Definitions, sitemap: SiteMap, language: str, study: Path
) -> str:
    """Print the terms of the trade in one language."""
    nav = navigation.navigate_glossary(sitemap, language)
    chapter = Chapter(
        id="terms",
        topic=say(language, "site.glossary"),
        heading=say(language, "site.glossary_heading"),
        blocks=(definitions,),
    )
    title = say(language, "site.glossary")
    return _chapter_page(nav, None, chapter, study, title=title, sample=_sample(sitemap, language))


def render_root(sitemap: SiteMap, study: Path) -> str:
    """Print the site's first page, which leads to the default language."""
    language = sitemap.languages[0]
    ways = tuple(
        Way(
            text=say(other, "site.own_name"),
            href=site.home_path(other),
            title=say(other, "site.own_name"),
            lang=other,
        )
        for other in sitemap.languages
    )
    return fill(
        study, "root.html.j2", language,
        title=sitemap.name[language], ways=ways, sample=_sample(sitemap, language),
    )  # fmt: skip


def _chapter_page(
    nav: Navigation,
    entry: QuestionnaireEntry | None,
    chapter: Chapter,
    study: Path,
    *,
    title: str,
    sample: str,
) -> str:
    return fill(
        study, "chapter.html.j2", nav.language,
        nav=nav,
        crumb=_archive_way(entry, nav) if entry is not None else None,
        chapter=chapter,
        href=resolver(nav, entry, (chapter,), ""),
        title=title,
        sample=sample,
    )  # fmt: skip


def _archive_way(entry: QuestionnaireEntry, nav: Navigation) -> Way:
    path = site.archive_path(nav.language, entry.id)
    return Way(text=entry.title[nav.language], href=site.relative(nav.page, path))


def _survey(entry: QuestionnaireEntry, nav: Navigation, newest: Summary | None) -> _Survey:
    language, period = nav.language, entry.newest
    survey = _Survey(
        title=entry.title[language],
        organisation=entry.organisation[language],
        archive=site.relative(nav.page, site.archive_path(language, entry.id)),
    )
    if period is None:
        return survey
    return replace(
        survey,
        report=site.relative(nav.page, entry.report_path(language, period.id, entry.root.id)),
        period=period.label[language],
        headline=newest.headline if newest is not None else None,
        trend=newest.trend if newest is not None else None,
        summary=newest,
    )


def _doors(entry: QuestionnaireEntry, nav: Navigation) -> _Doors:
    language = nav.language
    ways = (
        Way(
            text=unit.name[language],
            href=site.relative(nav.page, entry.report_path(language, newest.id, unit.id)),
            mark=unit.id,
        )
        for unit in entry.units
        if (newest := entry.newest_of(unit.id)) is not None
    )
    return _Doors(questionnaire=entry.id, title=entry.short[language], ways=tuple(ways))


def _groups(entry: QuestionnaireEntry, nav: Navigation) -> tuple[_PeriodGroup, ...]:
    return tuple(
        _PeriodGroup(
            title=say(nav.language, f"site.kind.{kind.value}"), years=_years(kind, entry, nav)
        )
        for kind in PeriodKind
        if entry.of_kind(kind)
    )


def _years(
    kind: PeriodKind, entry: QuestionnaireEntry, nav: Navigation
) -> tuple[tuple[str, tuple[Way, ...]], ...]:
    language = nav.language
    parted = kind in {PeriodKind.MONTH, PeriodKind.QUARTER}
    rows: dict[str, list[Way]] = {}
    for period in reversed(entry.of_kind(kind)):
        path = entry.report_path(language, period.id, entry.root.id)
        way = Way(
            text=period.short[language] if parted else period.label[language],
            href=site.relative(nav.page, path),
            title=period.label[language] if parted else "",
        )
        rows.setdefault(str(period.period.end.year) if parted else "", []).append(way)
    return tuple(
        (year, tuple(reversed(ways)) if parted else tuple(ways)) for year, ways in rows.items()
    )


def _question_way(entry: QuestionnaireEntry, nav: Navigation, item: ItemEntry) -> Way:
    path = site.question_path(nav.language, entry.id, item.id)
    return Way(
        text=item.label[nav.language],
        href=site.relative(nav.page, path),
        current=path == nav.page,
        mark=item.number,
    )


def _sample(sitemap: SiteMap, language: str) -> str:
    return say(language, "site.sample") if sitemap.sample else ""
