"""The pages that lead to reports: a language's home page, an archive, the first page of all.

They tell the newest report of each questionnaire in short, and every period and unit there is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from csatreport.base.words import say
from csatreport.report.figures import Trend
from csatreport.report.model import Card, Cards, Headline, Report
from csatreport.report.wording import unfinished_text
from csatreport.site import navigation
from csatreport.site import sitemap as site
from csatreport.site.links import resolver
from csatreport.site.navigation import Navigation, Way, question_way, sample_note
from csatreport.site.sitemap import QuestionnaireEntry, SiteMap
from csatreport.site.templates import fill
from csatreport.study.periods import PeriodKind


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
        sample=sample_note(sitemap, language),
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
        questions=tuple(question_way(entry, nav, item) for item in entry.items),
        href=resolver(nav, entry, (), ""),
        sample=sample_note(sitemap, language),
    )  # fmt: skip


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
        title=sitemap.name[language], ways=ways, sample=sample_note(sitemap, language),
    )  # fmt: skip


def _running(entry: QuestionnaireEntry, language: str) -> str:
    names = [one[language] for one in entry.running]
    return unfinished_text(names, entry.last[language], language)


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
