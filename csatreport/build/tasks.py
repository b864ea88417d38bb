"""Making documents: measure, gate, compose, print, keep.

A worker holds what was read and nothing else, so that a document comes out the same in any process
and in any order. Findings pass the anonymity gate before anything is composed from them. What is
made goes into the store, under its own hash; the build lays it out afterwards.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from csatreport.build.documents import Document, Kind
from csatreport.build.inputs import Inputs
from csatreport.build.manifest import File, Made, NeedsOf
from csatreport.build.plan import Plan
from csatreport.errors import ExitCode, Issue, Source, StudyError
from csatreport.measures.findings import judged_items, leaves_beside, measure, measure_items
from csatreport.measures.levels import favourable_share
from csatreport.measures.model import Estimate, Findings, ItemFinding
from csatreport.measures.needs import Need
from csatreport.render import pages
from csatreport.render import sitemap as site
from csatreport.render.downloads import write_csv, write_json, write_xlsx
from csatreport.report.compose import compose_report
from csatreport.report.gate import Gate
from csatreport.report.glossary import compose_glossary
from csatreport.report.method import compose_method
from csatreport.report.model import Report
from csatreport.report.question import compose_question
from csatreport.resources import assets
from csatreport.store import Store
from csatreport.survey.model import Questionnaire, Unit
from csatreport.survey.periods import Period

PRINT = "print.html"
"""Under this path a report hands on the page that its PDF is made from; it is not published."""

Content: TypeAlias = tuple[str, bytes]
"""A path from the site's root and what stands there."""


@dataclass(frozen=True, slots=True)
class Pages:
    """A task: some documents that share what is measured for them."""

    documents: tuple[Document, ...]

    @property
    def name(self) -> str:
        """What it is called in a message."""
        first, last = self.documents[0].name, self.documents[-1].name
        return first if first == last else f"{first} … {last}"


@dataclass(frozen=True, slots=True)
class Print:
    """A task: a PDF, from the page that a report handed on. ``key`` is the PDF's."""

    key: str
    page: str
    document: Document

    @property
    def name(self) -> str:
        """What it is called in a message."""
        return f"{self.document.name} PDF"


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF in the store."""

    sha256: str
    size: int
    seconds: float


Task: TypeAlias = Pages | Print
Done: TypeAlias = tuple[Made, ...] | Printed


@dataclass(frozen=True, kw_only=True)
class Worker:
    """What every task works from: the counts, the plan, and where results are kept."""

    inputs: Inputs
    plan: Plan
    study: Path
    store: Store
    _found: dict[tuple[str, str, Period], tuple[Findings, set[Need]]] = field(default_factory=dict)
    _items: dict[tuple[str, Period], tuple[tuple[ItemFinding, ...], set[Need]]] = field(
        default_factory=dict
    )

    @cached_property
    def gates(self) -> dict[str, Gate]:
        """The anonymity gate of each questionnaire, decided over all its cells together."""
        return {name: Gate.of(ledger) for name, ledger in self.inputs.ledgers.items()}

    def findings(self, questionnaire: str, unit: str, period: Period) -> Findings:
        """Measure one unit and period; return only what the gate lets through."""
        key = (questionnaire, unit, period)
        ledger = self.inputs.ledgers[questionnaire]
        if key not in self._found:
            with ledger.watch.noting() as needs:
                measured = measure(ledger, ledger.questionnaire.units.by_id[unit], period)
                self._found[key] = (self.gates[questionnaire].apply(measured), needs)
        found, needs = self._found[key]
        ledger.watch.repeat(needs)
        return found

    def items(self, questionnaire: str, period: Period) -> tuple[ItemFinding, ...]:
        """Measure the items alone for the whole company; return what the gate lets through."""
        ledger, gate = self.inputs.ledgers[questionnaire], self.gates[questionnaire]
        root = ledger.questionnaire.units.root
        if (questionnaire, period) not in self._items:
            with ledger.watch.noting() as needs:
                found = gate.items(measure_items(ledger, root, period), root, period)
                self._items[questionnaire, period] = (found, needs)
        found, needs = self._items[questionnaire, period]
        ledger.watch.repeat(needs)
        return found

    def forget(self, documents: tuple[Document, ...]) -> None:
        """Let go of what no other document needs: the findings of units with none below."""
        for one in documents:
            if one.period is not None:
                units = self.inputs.ledgers[one.questionnaire].questionnaire.units
                if not units.children(one.unit):
                    self._found.pop((one.questionnaire, one.unit, one.period), None)

    def report(self, document: Document, unit: str, period: Period) -> Report:
        """Compose a report for a document's audience, beside the unit that holds it."""
        found = self.findings(document.questionnaire, unit, period)
        above = found.unit.parent or ""
        entry = self.plan.sites[document.audience].by_id[document.questionnaire]
        # A restricted company report must not be read off the open pages of its units.
        shown = entry.by_period[period.id].units
        below = found.questionnaire.units.children(unit)
        compared = found.questionnaire.reporting.comparison or bool(below)
        return compose_report(
            found,
            document.language,
            audience=document.audience,
            sample=self.inputs.study.sample,
            parent=self.findings(document.questionnaire, above, period)
            if compared and above in shown
            else None,
        )

    @contextmanager
    def watching(self) -> Iterator[NeedsOf]:
        """Collect what is needed of each questionnaire's ledger within the block."""
        with ExitStack() as stack:
            yield {
                name: stack.enter_context(ledger.watch.noting())
                for name, ledger in self.inputs.ledgers.items()
            }


def run_task(worker: Worker, task: Task) -> Done:
    """Do one task; its results are in the store."""
    if isinstance(task, Print):
        return _print(worker, task)
    made = tuple(_made(worker, document) for document in task.documents)
    worker.forget(task.documents)
    return made


def _print(worker: Worker, task: Print) -> Printed:
    # Deferred: it takes half a second to load, and where no page has changed nothing is printed.
    from csatreport.press import press  # noqa: PLC0415

    begun = time.perf_counter()
    page = worker.store.get_object(task.page)
    if page is None:
        raise lost(worker.store)
    content = press(page.decode(), worker.study)
    sha = worker.store.put_object(content)
    return Printed(sha256=sha, size=len(content), seconds=time.perf_counter() - begun)


def lost(store: Store) -> StudyError:
    """Return the error (B608) of something just made that has gone: somebody empties the cache."""
    issue = Issue(code="B608", source=Source(file=str(store.folder)))
    return StudyError((issue,), ExitCode.RENDERING)


def _made(worker: Worker, document: Document) -> Made:
    begun = time.perf_counter()
    with worker.watching() as needs:
        files = [
            File(path=path, sha256=worker.store.put_object(content), size=len(content))
            for path, content in _contents(worker, document)
        ]
    return Made(
        document=document.name,
        files=tuple(file for file in files if file.path != PRINT),
        page=next((file.sha256 for file in files if file.path == PRINT), ""),
        needs=worker.inputs.digests(needs),
        seconds=time.perf_counter() - begun,
    )


def _contents(worker: Worker, document: Document) -> Iterator[Content]:
    make = {
        Kind.ROOT: _root,
        Kind.HOME: _home,
        Kind.GLOSSARY: _glossary,
        Kind.ARCHIVE: _archive,
        Kind.METHOD: _method,
        Kind.QUESTION: _question,
        Kind.REPORT: _report,
    }
    return make[document.kind](worker, document)


def _report(worker: Worker, document: Document) -> Iterator[Content]:
    sitemap, period = worker.plan.sites[document.audience], document.period
    assert period is not None, "a report has a period"  # noqa: S101
    entry = sitemap.by_id[document.questionnaire]
    path = entry.report_path(document.language, period.id, document.unit)
    report = worker.report(document, document.unit, period)
    yield path, pages.render_report_page(report, sitemap, worker.study).encode()
    beside = path.removesuffix(site.ROOT)
    yield f"{beside}data.json", write_json(report)
    yield f"{beside}data.csv", write_csv(report)
    yield f"{beside}data.xlsx", write_xlsx(report)
    if document.unit in entry.by_period[period.id].pdfs:
        yield PRINT, pages.render_print_page(report, worker.study).encode()


def _root(worker: Worker, document: Document) -> Iterator[Content]:
    sitemap = worker.plan.sites[document.audience]
    yield site.ROOT, pages.render_root(sitemap, worker.study).encode()
    for name, content in assets(worker.study).items():
        yield f"assets/{name}", content


def _home(worker: Worker, document: Document) -> Iterator[Content]:
    sitemap, language = worker.plan.sites[document.audience], document.language
    newest = {
        entry.id: summary
        for entry in sitemap.questionnaires
        if (summary := _newest(worker, document, entry)) is not None
    }
    home = pages.render_home(sitemap, language, newest, worker.study)
    yield site.home_path(language), home.encode()


def _glossary(worker: Worker, document: Document) -> Iterator[Content]:
    sitemap, language = worker.plan.sites[document.audience], document.language
    terms = compose_glossary(language)
    page = pages.render_glossary_page(terms, sitemap, language, worker.study)
    yield site.glossary_path(language), page.encode()


def _newest(
    worker: Worker, document: Document, entry: site.QuestionnaireEntry
) -> pages.Summary | None:
    """Return what the newest company report says; None where the site has none."""
    newest = entry.newest
    if newest is None or entry.root.id not in newest.units:
        return None
    own = replace(document, questionnaire=entry.id)
    return pages.summarise(worker.report(own, entry.root.id, newest.period))


def _archive(worker: Worker, document: Document) -> Iterator[Content]:
    sitemap, language = worker.plan.sites[document.audience], document.language
    entry = sitemap.by_id[document.questionnaire]
    newest = _newest(worker, document, entry)
    page = pages.render_archive(sitemap, language, entry.id, newest, worker.study)
    yield site.archive_path(language, entry.id), page.encode()


def _method(worker: Worker, document: Document) -> Iterator[Content]:
    sitemap, language = worker.plan.sites[document.audience], document.language
    name = document.questionnaire
    method = compose_method(worker.inputs.study.by_id[name], language)
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
        (period, _named(worker.items(asked.id, period), names[ledger.edition(period).number]))
        for period in ledger.base_periods
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


def _beside(
    worker: Worker, document: Document, names: dict[str, str]
) -> list[tuple[Unit, Estimate]]:
    """Return a question's share in the units this site shows side by side, in the newest period."""
    ledger = worker.inputs.ledgers[document.questionnaire]
    entry = worker.plan.sites[document.audience].by_id[document.questionnaire]
    newest = ledger.base_periods[-1]
    edition = ledger.edition(newest)
    item = edition.by_id.get(names[edition.number])
    if item is None or newest.id not in entry.by_period:
        return []
    shown = entry.by_period[newest.id].units
    root, gate = ledger.questionnaire.units.root, worker.gates[entry.id]
    leaves = [unit for unit in leaves_beside(ledger.questionnaire.units, root) if unit.id in shown]
    shares = (
        (unit, gate.share(favourable_share(ledger, unit, newest, item), item, unit, newest))
        for unit in leaves
    )
    return [(unit, share) for unit, share in shares if isinstance(share, Estimate)]


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
