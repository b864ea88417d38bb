"""What a build makes: which reports exist and how they lie on the site.

There are two sites. The open one is for everybody on the intranet. The restricted one has the
reports that the study keeps to a few. It repeats the reports of questionnaires with customers'
names, there with the names, and the company's report where those of its units are restricted, there
with the units side by side. Nothing on the open site leads to the other.

A quarter or year is reported once answers of its last base period are there; before that it would
be compared, half full, with full ones. Units are reported for the newest periods only
(`reports: units_for`): what they were like before stands in their trends, and their older reports
would be most of a site. The company's report is made for every period; of older ones only its
first page and its figures, because what lies behind is nine tenths of a report and hardly read.
So it is with a unit's month once a quarter that holds it is reported: its low answers, comments
and registers stand there. A unit's PDF is made while it is news: where no later answers are there.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from csatreport.base.errors import StudyError, stop_at
from csatreport.base.label import LANGUAGES, Label
from csatreport.counts.findings.findings import complete, judged_items, unfinished
from csatreport.counts.ledger import Ledger
from csatreport.making.documents import Document, DocumentKind
from csatreport.making.inputs import Inputs
from csatreport.making.request import PdfMode, Request
from csatreport.report.wording import period_name, period_nearby
from csatreport.site.sitemap import PeriodEntry, QuestionnaireEntry, SiteMap
from csatreport.study.model import Questionnaire
from csatreport.study.periods import Period, PeriodKind
from csatreport.study.policy import Audience
from csatreport.subjects.actions.measure import has_news

SITE_FOLDERS = {Audience.OPEN: "site", Audience.RESTRICTED: "restricted"}
_NAMED = 40
"""So many known names are listed where none is like the one that was asked for."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The sites to be made and the documents they consist of."""

    sites: dict[Audience, SiteMap]
    documents: tuple[Document, ...]


def make_plan(inputs: Inputs, request: Request) -> Plan:
    """Lay out the sites and cut the work.

    Raises:
        StudyError: the request names something that the study does not have (B601), or nothing
            is left to be reported (B607); exit code 2.
    """
    check_request(inputs, request)
    sites = {
        audience: _site(inputs, request, audience)
        for audience in Audience
        if audience is Audience.OPEN or _has_restricted(inputs, request)
    }
    documents = tuple(one for audience, site in sites.items() for one in _all(site, audience))
    if not any(document.kind is DocumentKind.REPORT for document in documents):
        raise StudyError.at("B607", "csatreport build")
    return Plan(sites=sites, documents=documents)


def _has_restricted(inputs: Inputs, request: Request) -> bool:
    return any(
        _names_customers(q) or Audience.RESTRICTED in (q.reporting.company, q.reporting.units)
        for q in inputs.study.questionnaires
        if _chosen(q.id, request.questionnaires)
    )


def _names_customers(questionnaire: Questionnaire) -> bool:
    return bool(questionnaire.columns.name) and questionnaire.anonymity is None


def _site(inputs: Inputs, request: Request, audience: Audience) -> SiteMap:
    entries = []
    for questionnaire in inputs.study.questionnaires:
        ledger = inputs.ledgers.get(questionnaire.id)
        if ledger is None or not _chosen(questionnaire.id, request.questionnaires):
            continue
        found = tuple(_periods(ledger, request, audience))
        if found:
            whole = _chosen(questionnaire.units.root.id, request.units)
            told = whole and _company(questionnaire, audience)
            items = judged_items(questionnaire.newest) if told else ()
            entry = QuestionnaireEntry.of(questionnaire, found, items)
            entries.append(
                replace(
                    entry if whole else entry.cut_to(request.units),
                    running=tuple(_in_all_languages(period_name, p) for p in unfinished(ledger)),
                    last=_in_all_languages(period_name, ledger.base_periods[-1]),
                )
            )
    return SiteMap.of(inputs.study, tuple(entries), request.languages)


def _periods(ledger: Ledger, request: Request, audience: Audience) -> Iterator[PeriodEntry]:
    for kind in ledger.questionnaire.reporting.periods:
        whole = complete(ledger, kind)
        recent = _whole_reports(ledger, whole, request)
        for period in whole:
            units = _units(ledger, period, request, audience)
            root = units & {ledger.questionnaire.units.root.id}
            if period not in recent:
                units = root
            if not units or not _chosen(period.id, request.periods):
                continue
            printed = _printed(ledger, period, whole[-1], request) & units
            held = root if _held_by_longer(ledger, period, request) else units
            yield PeriodEntry(
                period=period,
                label=_in_all_languages(period_name, period),
                short=_in_all_languages(period_nearby, period),
                units=units,
                pdfs=printed,
                annexes=_annexes(ledger, printed),
                walls=_walls(ledger, period, printed, audience),
                whole=held if period in recent else frozenset(),
            )


def _printed(ledger: Ledger, period: Period, newest: Period, request: Request) -> frozenset[str]:
    """Return the units whose reports are printed where they are made: all, the whole's, or none."""
    units = ledger.questionnaire.units
    if request.pdf is PdfMode.NONE:
        return frozenset()
    if request.pdf is PdfMode.ALL or request.periods or period.end >= ledger.base_periods[-1].end:
        return frozenset(unit.id for unit in units.all)
    return frozenset({units.root.id}) if period is newest else frozenset()


def _held_by_longer(ledger: Ledger, period: Period, request: Request) -> bool:
    """Tell whether the newest report of a longer kind holds a period that is not the newest."""
    if period is ledger.base_periods[-1] or request.periods:
        return False
    if ledger.questionnaire.reporting.units_for is None:
        return False
    longer = (complete(ledger, kind)[-1:] for kind in ledger.questionnaire.reporting.periods)
    return any(
        one.kind is not period.kind and one.contains(period) for row in longer for one in row
    )


def _whole_reports(ledger: Ledger, whole: Sequence[Period], request: Request) -> Sequence[Period]:
    """Return the periods of one kind whose reports are whole, those of units too.

    They are the newest, or those asked for; where there are no units, all.
    """
    reporting = ledger.questionnaire.reporting
    alone = not ledger.questionnaire.units.children(ledger.questionnaire.units.root.id)
    if reporting.units_for is None or request.periods or alone:
        return whole
    lengths = [ledger.questionnaire.every, *PeriodKind]
    shortest = min(reporting.periods, key=lengths.index)
    return whole[-(reporting.units_for if whole[:1] and whole[0].kind is shortest else 1) :]


def _annexes(ledger: Ledger, units: frozenset[str]) -> frozenset[str]:
    """Return the units whose report is more than a sheet."""
    sheets = ledger.questionnaire.reporting.sheets
    return units & {ledger.questionnaire.units.root.id} if sheets else units


def _walls(
    ledger: Ledger, period: Period, units: frozenset[str], audience: Audience
) -> frozenset[str]:
    """Return the units that have something to tell on the wall, each on the site it belongs to."""
    reporting = ledger.questionnaire.reporting
    root = ledger.questionnaire.units.root.id
    if period.kind is not ledger.questionnaire.every:
        return frozenset()
    return frozenset(
        unit
        for unit in units
        if (reporting.company if unit == root else reporting.units) is audience
        and has_news(ledger, unit, period)
    )


def _in_all_languages(say: Callable[[Period, str], str], period: Period) -> Label:
    return Label(tuple((language, say(period, language)) for language in LANGUAGES))


def _units(ledger: Ledger, period: Period, request: Request, audience: Audience) -> frozenset[str]:
    questionnaire = ledger.questionnaire
    root = questionnaire.units.root.id
    shown = {root} if _company(questionnaire, audience) else set()
    if questionnaire.reporting.unit_pages and _unit_pages(questionnaire, audience):
        shown |= {unit.id for unit in questionnaire.units.all if unit.id != root}
    return frozenset(
        unit for unit in shown if _chosen(unit, request.units) and ledger.answered(unit, period)
    )


def _company(questionnaire: Questionnaire, audience: Audience) -> bool:
    return questionnaire.reporting.company is audience or (
        audience is Audience.RESTRICTED
        and (_names_customers(questionnaire) or questionnaire.reporting.keeps_units)
    )


def _unit_pages(questionnaire: Questionnaire, audience: Audience) -> bool:
    return questionnaire.reporting.units is audience or (
        audience is Audience.RESTRICTED and _names_customers(questionnaire)
    )


def _all(site: SiteMap, audience: Audience) -> Iterator[Document]:
    """Yield every document of a site."""
    yield Document(kind=DocumentKind.ROOT, audience=audience)
    for language in site.languages:
        for kind in (DocumentKind.HOME, DocumentKind.GLOSSARY):
            yield Document(kind=kind, audience=audience, language=language)
        for entry in site.questionnaires:
            yield from _of_questionnaire(entry, audience, language)


def _of_questionnaire(
    entry: QuestionnaireEntry, audience: Audience, language: str
) -> Iterator[Document]:
    common = Document(
        kind=DocumentKind.ARCHIVE, audience=audience, language=language, questionnaire=entry.id
    )
    yield common
    yield replace(common, kind=DocumentKind.METHOD)
    for item in entry.items:
        yield replace(common, kind=DocumentKind.QUESTION, item=item.id)
    for period in entry.periods:
        for unit in entry.units:
            if unit.id in period.units:
                report = replace(
                    common, kind=DocumentKind.REPORT, period=period.period, unit=unit.id
                )
                yield report
                if unit.id in period.annexes:
                    yield replace(report, kind=DocumentKind.ANNEX)
                if unit.id in period.walls:
                    yield replace(report, kind=DocumentKind.WALL)


def is_printed(plan: Plan, document: Document) -> bool:
    """Tell whether a document has a PDF, or would have one if anybody said anything."""
    if document.kind in {DocumentKind.ANNEX, DocumentKind.WALL}:
        return True
    if document.kind is not DocumentKind.REPORT or document.period is None:
        return False
    entry = plan.sites[document.audience].by_id[document.questionnaire]
    return document.unit in entry.by_period[document.period.id].pdfs


def _chosen(name: str, wanted: tuple[str, ...]) -> bool:
    return not wanted or name in wanted


def check_request(inputs: Inputs, request: Request) -> None:
    """Refuse names that the study does not have.

    Raises:
        StudyError: B601 for each of them; exit code 2.
    """
    chosen = [
        ledger for name, ledger in inputs.ledgers.items() if _chosen(name, request.questionnaires)
    ]
    known: dict[str, Collection[str]] = {
        "--questionnaire": inputs.ledgers,
        "--period": {
            period.id
            for ledger in chosen
            for kind in ledger.questionnaire.reporting.periods
            for period in complete(ledger, kind)
        },
        "--unit": {unit.id for ledger in chosen for unit in ledger.questionnaire.units.all},
        "--lang": inputs.study.languages,
    }
    asked = (request.questionnaires, request.periods, request.units, request.languages)
    stop_at(
        issue
        for (option, names), values in zip(known.items(), asked, strict=True)
        for value in values
        if value not in names
        for issue in unknown_name(option, value, names).issues
    )


def only_ledger(inputs: Inputs, request: Request) -> tuple[Ledger, Period]:
    """Return the ledger of the one questionnaire asked for, and the period asked for.

    Without one it is the newest base period.

    Raises:
        StudyError: B601 for each name that the study does not have; exit code 2.
    """
    check_request(inputs, request)
    ledger = inputs.ledgers[request.questionnaires[0]]
    asked = ledger.calendar.parse(request.periods[0]) if request.periods else None
    return ledger, asked or ledger.base_periods[-1]


def check_name(option: str, value: str, names: Collection[str]) -> None:
    """Refuse a name that is given and not known.

    Raises:
        StudyError: B601, with the names that come near; exit code 2.
    """
    if value and value not in names:
        raise unknown_name(option, value, names)


def unknown_name(option: str, value: str, names: Collection[str]) -> StudyError:
    """Return the error of a name that is not known."""
    near = get_close_matches(value, names, n=3, cutoff=0.5) or sorted(names)[-_NAMED:]
    return StudyError.at("B601", f"{option} {value}", value=value, known=", ".join(near))
