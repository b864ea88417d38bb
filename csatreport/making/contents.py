"""What stands in the files of each kind of document."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from csatreport import subjects
from csatreport.base.resources import assets
from csatreport.counts.course import course_of
from csatreport.counts.findings.findings import judged_items, leaves_beside
from csatreport.counts.findings.levels import share_point
from csatreport.counts.findings.model import ItemFinding, UnitPoint
from csatreport.making.documents import Document, DocumentKind
from csatreport.making.tools.worker import Worker
from csatreport.report.lexicon.glossary import compose_glossary
from csatreport.report.lexicon.method import compose_method
from csatreport.report.scope import Scope
from csatreport.site import overview, pages
from csatreport.site import sitemap as site
from csatreport.site.downloads import write_csv, write_json
from csatreport.site.message import write_message
from csatreport.site.workbook import write_xlsx
from csatreport.study.model import Questionnaire
from csatreport.study.policy import AUDIENCE_FILE, Audience
from csatreport.subjects.results.question import compose_question
from csatreport.subjects.yousaid.subject import YOUSAID
from csatreport.subjects.yousaid.tell import WALL_LINES, compose_yousaid

Content: TypeAlias = tuple[str, bytes]
"""A path from the site's root and what stands there; of a PDF, the page that it is made from."""


def contents_of(worker: Worker, document: Document) -> Iterator[Content]:
    """Yield the files of a document; of a PDF, the page that it is made from."""
    make = {
        DocumentKind.ROOT: _root,
        DocumentKind.HOME: _home,
        DocumentKind.GLOSSARY: _glossary,
        DocumentKind.ARCHIVE: _archive,
        DocumentKind.METHOD: _method,
        DocumentKind.QUESTION: _question,
        DocumentKind.REPORT: _report,
        DocumentKind.ANNEX: _annex,
        DocumentKind.WALL: _wall,
    }
    return make[document.kind](worker, document)


def _report(worker: Worker, document: Document) -> Iterator[Content]:
    sitemap, period = worker.plan.sites[document.audience], document.period
    assert period is not None, "a report has a period"  # noqa: S101
    entry = sitemap.by_id[document.questionnaire]
    path = entry.report_path(document.language, period.id, document.unit)
    report = worker.report(document, document.unit, period)
    for page, text in pages.render_report(report, sitemap, worker.study):
        yield page, text.encode()
    beside = path.removesuffix(site.ROOT)
    if document.language == sitemap.languages[0]:
        yield f"{beside}data.json", write_json(report)
        yield f"{beside}data.csv", write_csv(report)
    shown = entry.by_period[period.id]
    yield f"{beside}{site.MESSAGE}", write_message(report)
    whole = report.company and document.unit in shown.whole
    yield f"{beside}data.xlsx", write_xlsx(report, whole=whole)
    if document.unit in shown.pdfs:
        print_page = pages.render_print_page(report, worker.study)
        yield f"{beside}{site.REPORT_PDF}", print_page.encode()


def _annex(worker: Worker, document: Document) -> Iterator[Content]:
    """Make the page of what people said, to be printed by itself."""
    sitemap, period = worker.plan.sites[document.audience], document.period
    assert period is not None, "an annex has a period"  # noqa: S101
    report = worker.report(document, document.unit, period)
    if page := pages.render_annex_page(report, worker.study):
        entry = sitemap.by_id[document.questionnaire]
        path = entry.report_path(document.language, period.id, document.unit)
        yield f"{path.removesuffix(site.ROOT)}{site.ANNEX_PDF}", page.encode()


def _wall(worker: Worker, document: Document) -> Iterator[Content]:
    """Make the page of a unit's sheet for the wall."""
    sitemap, period = worker.plan.sites[document.audience], document.period
    assert period is not None, "a sheet has a period"  # noqa: S101
    found = worker.told(document, document.unit, period)
    scope = Scope(findings=found, language=document.language, audience=Audience.OPEN)
    chapter = compose_yousaid(scope, found.of(YOUSAID) or (), WALL_LINES)
    if chapter is not None:
        entry = sitemap.by_id[document.questionnaire]
        path = entry.report_path(document.language, period.id, document.unit)
        sample = worker.inputs.study.sample
        page = pages.render_sheet("wall.html.j2", chapter, scope, worker.study, sample=sample)
        yield f"{path.removesuffix(site.ROOT)}{site.WALL_PDF}", page.encode()


def _root(worker: Worker, document: Document) -> Iterator[Content]:
    sitemap = worker.plan.sites[document.audience]
    yield site.ROOT, overview.render_root(sitemap, worker.study).encode()
    if document.audience is Audience.RESTRICTED:
        yield AUDIENCE_FILE, json.dumps({"audience": document.audience.value}).encode()
    for name, content in assets(worker.study).items():
        yield f"assets/{name}", content


def _home(worker: Worker, document: Document) -> Iterator[Content]:
    sitemap, language = worker.plan.sites[document.audience], document.language
    newest = {
        entry.id: summary
        for entry in sitemap.questionnaires
        if (summary := _newest(worker, document, entry)) is not None
    }
    home = overview.render_home(sitemap, language, newest, worker.study)
    yield site.home_path(language), home.encode()


def _glossary(worker: Worker, document: Document) -> Iterator[Content]:
    sitemap, language = worker.plan.sites[document.audience], document.language
    terms = compose_glossary(language, subjects.SUBJECTS)
    page = pages.render_glossary_page(terms, sitemap, language, worker.study)
    yield site.glossary_path(language), page.encode()


def _newest(
    worker: Worker, document: Document, entry: site.QuestionnaireEntry
) -> overview.Summary | None:
    """Return what the newest company report says; None where the site has none."""
    newest = entry.newest
    if newest is None or entry.root.id not in newest.units:
        return None
    own = replace(document, questionnaire=entry.id)
    return overview.summarise(worker.report(own, entry.root.id, newest.period))


def _archive(worker: Worker, document: Document) -> Iterator[Content]:
    sitemap, language = worker.plan.sites[document.audience], document.language
    entry = sitemap.by_id[document.questionnaire]
    newest = _newest(worker, document, entry)
    page = overview.render_archive(sitemap, language, entry.id, newest, worker.study)
    yield site.archive_path(language, entry.id), page.encode()


def _method(worker: Worker, document: Document) -> Iterator[Content]:
    sitemap, language = worker.plan.sites[document.audience], document.language
    name = document.questionnaire
    method = compose_method(worker.inputs.study.by_id[name], language, subjects.SUBJECTS)
    page = pages.render_method_page(method, sitemap, language, name, worker.study)
    yield site.method_path(language, name), page.encode()


def _question(worker: Worker, document: Document) -> Iterator[Content]:
    """Make the page of a question through time, over the questionnaire's base periods."""
    sitemap, language = worker.plan.sites[document.audience], document.language
    ledger = worker.inputs.ledgers[document.questionnaire]
    asked = ledger.questionnaire
    item = next(one for one in judged_items(asked.newest) if one.id == document.item)
    names = _names(asked, item.id)
    through = [
        (
            period,
            _named(worker.items(asked.id, period), names[ledger.edition(period).number])
            if ledger.bases(period)
            else None,
        )
        for period in course_of(ledger, asked.units.root.id, ledger.base_periods[-1])
    ]
    page = compose_question(
        asked,
        item,
        through,
        language,
        audience=document.audience,
        sample=worker.inputs.study.sample,
        beside=_beside(worker, document, names),
    )
    html = pages.render_question_page(page, sitemap, worker.study)
    yield site.question_path(language, asked.id, item.id), html.encode()


def _beside(worker: Worker, document: Document, names: dict[str, str]) -> list[UnitPoint]:
    """Return a question's share in the units this site shows side by side, in the newest period."""
    ledger = worker.inputs.ledgers[document.questionnaire]
    entry = worker.plan.sites[document.audience].by_id[document.questionnaire]
    newest = ledger.base_periods[-1]
    edition = ledger.edition(newest)
    item = edition.by_id.get(names[edition.number])
    if item is None or newest.id not in entry.by_period:
        return []
    shown = entry.by_period[newest.id].units
    root, gate = ledger.questionnaire.units.root, worker.gate(entry.id)
    leaves = [unit for unit in leaves_beside(ledger.questionnaire.units, root) if unit.id in shown]
    points = (share_point(ledger, unit, newest, item) for unit in leaves)
    return [
        replace(point, score=gate.share(point.score, item, point.unit, newest)) for point in points
    ]


def _names(questionnaire: Questionnaire, newest: str) -> dict[str, str]:
    """Return what the newest edition's item is called in each edition, following its renames."""
    names, name = {}, newest
    for edition in reversed(questionnaire.editions):
        names[edition.number] = name
        item = edition.by_id.get(name)
        name = (item.was if item is not None else None) or name
    return names


def _named(items: tuple[ItemFinding, ...], name: str) -> ItemFinding | None:
    return next((found for found in items if found.item.id == name), None)
