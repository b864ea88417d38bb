"""Reports and the pages around them as HTML.

Each function prints one page. ``study`` is the study's folder, because a study may bring
templates of its own. Nothing here computes: a page shows what the report says and what the site
map knows.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from csatreport.base.print.templates import print_font
from csatreport.base.words import say
from csatreport.report.figures import Items
from csatreport.report.model import Chapter, Definitions, QuestionPage, Report, ReportPage
from csatreport.report.printed import PAGES, annex, is_sheet, on_screen, printed
from csatreport.report.scope import Scope
from csatreport.site import navigation
from csatreport.site import sitemap as site
from csatreport.site.links import printed_resolver, resolver
from csatreport.site.navigation import Navigation, Way, archive_way, question_way, sample_note
from csatreport.site.sitemap import QuestionnaireEntry, SiteMap
from csatreport.site.templates import Medium, fill

_Pages: TypeAlias = Mapping[ReportPage, tuple[Chapter, ...]]
_SHEET_TREND = (400, 130)
_BOOK_TREND = (640, 250)
_DENSE = 13
"""Rows from which a one-page sheet is set closer."""


def render_report(report: Report, sitemap: SiteMap, study: Path) -> Iterator[tuple[str, str]]:
    """Print a report for the screen: its pages, each with its path; of an older one the first."""
    whole = report.unit in sitemap.by_id[report.questionnaire].by_period[report.period].whole
    pages = {
        page: tuple(on_screen(one, report.language) for one in some)
        for page, some in report.pages.items()
        if whole or page is ReportPage.FRONT
    }
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


def render_question_page(page: QuestionPage, sitemap: SiteMap, study: Path) -> str:
    """Print the page that follows one question through time."""
    entry = sitemap.by_id[page.questionnaire]
    nav = navigation.navigate_question(sitemap, page.language, entry.id, page.item)
    return fill(
        study, "question.html.j2", page.language,
        page=page,
        nav=nav,
        crumb=archive_way(entry, nav),
        siblings=tuple(question_way(entry, nav, item) for item in entry.items),
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
    return _chapter_page(nav, entry, chapter, study, title=title, sitemap=sitemap)


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
    return _chapter_page(nav, None, chapter, study, title=title, sitemap=sitemap)


def _chapter_page(
    nav: Navigation,
    entry: QuestionnaireEntry | None,
    chapter: Chapter,
    study: Path,
    *,
    title: str,
    sitemap: SiteMap,
) -> str:
    return fill(
        study, "chapter.html.j2", nav.language,
        nav=nav,
        crumb=archive_way(entry, nav) if entry is not None else None,
        chapter=chapter,
        href=resolver(nav, entry, (chapter,), ""),
        title=title,
        sample=sample_note(sitemap, nav.language),
    )  # fmt: skip
