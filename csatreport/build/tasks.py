"""One piece of work: measure, gate, compose, print, write.

A worker holds what was read and nothing else, so that a task gives the same bytes in any process
and in any order. Findings pass the anonymity gate before anything is composed from them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from csatreport.build.inputs import Inputs
from csatreport.build.manifest import Made, write_file
from csatreport.build.plan import SITE_FOLDERS, Phase, Plan, Task
from csatreport.measures.findings import judged_items, measure
from csatreport.measures.model import Findings, ItemFinding
from csatreport.press import press
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
from csatreport.survey.model import Questionnaire, Unit
from csatreport.survey.periods import Period
from csatreport.survey.policy import Audience

File = tuple[str, bytes]
"""A path from the site's root and what stands there."""


@dataclass(frozen=True, kw_only=True)
class Worker:
    """What every task works from: the counts, the plan, and where to write."""

    inputs: Inputs
    plan: Plan
    study: Path
    folder: Path
    _found: dict[tuple[str, str, Period], Findings] = field(default_factory=dict)

    @cached_property
    def gates(self) -> dict[str, Gate]:
        """The anonymity gate of each questionnaire, decided over all its cells together."""
        return {name: Gate.of(ledger) for name, ledger in self.inputs.ledgers.items()}

    def findings(self, questionnaire: str, unit: str, period: Period) -> Findings:
        """Measure one unit and period; return only what the gate lets through."""
        key = (questionnaire, unit, period)
        if key not in self._found:
            ledger = self.inputs.ledgers[questionnaire]
            measured = measure(ledger, ledger.questionnaire.units.by_id[unit], period)
            self._found[key] = self.gates[questionnaire].apply(measured)
        return self._found[key]

    def report(self, task: Task, unit: str, period: Period, language: str) -> Report:
        """Compose a report for a task's audience, beside the unit that holds it."""
        found = self.findings(task.questionnaire, unit, period)
        above = found.unit.parent
        # A restricted company report must not be read off the open pages of its units.
        shown = self.plan.sites[task.audience].by_id[task.questionnaire].by_period[period.id].units
        return compose_report(
            found,
            language,
            audience=task.audience,
            sample=self.inputs.study.sample,
            parent=self.findings(task.questionnaire, above, period) if above in shown else None,
        )


def run_task(worker: Worker, task: Task) -> list[Made]:
    """Do one task; return the files written, by path below the site's folder."""
    folder = worker.folder / SITE_FOLDERS[task.audience]
    make = {Phase.FURNITURE: _furniture, Phase.PAGES: _pages, Phase.PDFS: _pdfs}[task.phase]
    return [write_file(folder, path, content) for path, content in make(worker, task)]


def _pages(worker: Worker, task: Task) -> Iterator[File]:
    sitemap = worker.plan.sites[task.audience]
    for language, unit, period, path in _documents(worker, task):
        report = worker.report(task, unit, period, language)
        yield path, pages.render_report_page(report, sitemap, worker.study).encode()
        beside = path.removesuffix(site.ROOT)
        yield f"{beside}data.json", write_json(report)
        yield f"{beside}data.csv", write_csv(report)
        yield f"{beside}data.xlsx", write_xlsx(report)


def _pdfs(worker: Worker, task: Task) -> Iterator[File]:
    for language, unit, period, path in _documents(worker, task):
        report = worker.report(task, unit, period, language)
        html = pages.render_print_page(report, worker.study)
        yield path.removesuffix(site.ROOT) + "report.pdf", press(html, worker.study)


def _documents(worker: Worker, task: Task) -> Iterator[tuple[str, str, Period, str]]:
    """Yield language, unit, period and path of each report of a task."""
    sitemap = worker.plan.sites[task.audience]
    entry, period = sitemap.by_id[task.questionnaire], task.period
    assert period is not None, "a task that makes reports names its period"  # noqa: S101
    for unit in task.units:
        for language in sitemap.languages:
            yield language, unit, period, entry.report_path(language, period.id, unit)


def _furniture(worker: Worker, task: Task) -> Iterator[File]:
    return _of_questionnaire(worker, task) if task.questionnaire else _of_site(worker, task)


def _of_site(worker: Worker, task: Task) -> Iterator[File]:
    sitemap, study = worker.plan.sites[task.audience], worker.study
    yield site.ROOT, pages.render_root(sitemap, study).encode()
    for language in sitemap.languages:
        newest = {
            entry.id: summary
            for entry in sitemap.questionnaires
            if (summary := _newest(worker, task.audience, entry, language)) is not None
        }
        home = pages.render_home(sitemap, language, newest, study)
        yield site.home_path(language), home.encode()
        terms = pages.render_glossary_page(compose_glossary(language), sitemap, language, study)
        yield site.glossary_path(language), terms.encode()
    for name, content in assets(study).items():
        yield f"assets/{name}", content


def _newest(
    worker: Worker, audience: Audience, entry: site.QuestionnaireEntry, language: str
) -> pages.Summary | None:
    """Return what the newest company report says; None where the site has none."""
    newest = entry.newest
    if newest is None or entry.root.id not in newest.units:
        return None
    task = Task(phase=Phase.FURNITURE, audience=audience, questionnaire=entry.id)
    return pages.summarise(worker.report(task, entry.root.id, newest.period, language))


def _of_questionnaire(worker: Worker, task: Task) -> Iterator[File]:
    sitemap, study = worker.plan.sites[task.audience], worker.study
    entry = sitemap.by_id[task.questionnaire]
    questionnaire = worker.inputs.study.by_id[task.questionnaire]
    for language in sitemap.languages:
        newest = _newest(worker, task.audience, entry, language)
        archive = pages.render_archive(sitemap, language, entry.id, newest, study)
        yield site.archive_path(language, entry.id), archive.encode()
        method = compose_method(questionnaire, language)
        page = pages.render_method_page(method, sitemap, language, entry.id, study)
        yield site.method_path(language, entry.id), page.encode()
        yield from _questions(worker, task, language)


def _questions(worker: Worker, task: Task, language: str) -> Iterator[File]:
    """Make the page of each question through time, over the questionnaire's base periods."""
    sitemap = worker.plan.sites[task.audience]
    entry = sitemap.by_id[task.questionnaire]
    ledger = worker.inputs.ledgers[task.questionnaire]
    root = ledger.questionnaire.units.root.id
    found = [(p, worker.findings(task.questionnaire, root, p)) for p in ledger.base_periods]
    for item in judged_items(ledger.questionnaire.newest):
        if item.id not in entry.item_ids:
            continue
        names = _names(ledger.questionnaire, item.id)
        page = compose_question(
            ledger.questionnaire,
            item,
            [(period, _item_in(findings, names)) for period, findings in found],
            language,
            audience=task.audience,
            sample=worker.inputs.study.sample,
            beside=_beside(worker, task, entry, names),
        )
        html = pages.render_question_page(page, sitemap, worker.study)
        yield site.question_path(language, entry.id, item.id), html.encode()


def _beside(
    worker: Worker, task: Task, entry: site.QuestionnaireEntry, names: dict[str, str]
) -> list[tuple[Unit, ItemFinding]]:
    """Return a question in the units side by side that this site shows, in the newest period."""
    ledger = worker.inputs.ledgers[task.questionnaire]
    newest = ledger.base_periods[-1]
    shown = entry.by_period[newest.id].units if newest.id in entry.by_period else frozenset()
    root = worker.findings(task.questionnaire, ledger.questionnaire.units.root.id, newest)
    found = []
    for unit in (point.unit for point in root.units if point.unit.id in shown):
        item = _item_in(worker.findings(task.questionnaire, unit.id, newest), names)
        if item is not None:
            found.append((unit, item))
    return found


def _names(questionnaire: Questionnaire, newest: str) -> dict[str, str]:
    """Return what the newest edition's item is called in each edition, following its renames."""
    names, name = {}, newest
    for edition in reversed(questionnaire.editions):
        names[edition.number] = name
        item = edition.by_id.get(name)
        name = (item.was if item is not None else None) or name
    return names


def _item_in(findings: Findings, names: dict[str, str]) -> ItemFinding | None:
    name = names[findings.edition.number]
    return next((found for found in findings.items if found.item.id == name), None)
