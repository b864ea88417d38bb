"""The work of one build: what is remembered is laid down, what is left is made by an executor.

Documents that would come out as before are taken from the store. The others are cut into tasks that
share nothing but what was read. Pages come first, the largest of them at the beginning, and then
the PDFs that they call for.
"""

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from csatreport.base.errors import ExitCode, Issue, StudyError
from csatreport.base.store import Store
from csatreport.base.work.workers import DiesAgainError, Executor, Job
from csatreport.making.cutting import cut, weight
from csatreport.making.documents import Document, DocumentKind, Makings
from csatreport.making.inputs import Inputs
from csatreport.making.manifest import Made
from csatreport.making.outcome import BuildOutcome
from csatreport.making.plan import SITE_FOLDERS, Plan, is_printed
from csatreport.making.remember import Memory, pdf_of
from csatreport.making.request import Progress, Progressed, Request
from csatreport.making.switch import Workshop
from csatreport.making.tasks import Done, PageTask, Print, Printed, Task, lost
from csatreport.making.tools.worker import Worker

PDFS = "pdfs"
WorkPhase: TypeAlias = tuple[str, str]
"""What is being made, and of which questionnaire; "" for the site's own pages."""
_PDF = 3
"""How much work a PDF is beside a unit's report; a company's is as much more as its report."""


@dataclass(kw_only=True)
class Making:
    """The work of one build: what is remembered, what is left to do, what has been done."""

    request: Request
    inputs: Inputs
    plan: Plan
    executor: Executor
    store: Store
    progress: Progress
    _printed: set[Document] = field(default_factory=set)
    """Documents whose PDF was made anew."""
    _beyond: dict[str, Printed] = field(default_factory=dict)
    """PDFs of which something stands beyond the margins, by path."""
    _made: dict[Document, Made] = field(default_factory=dict)
    _done: Counter[WorkPhase] = field(default_factory=Counter)
    """Documents and PDFs that lie where they belong."""
    _work: float = 0.0
    """How much work they were, as `cutting.weight` weighs it."""

    @property
    def outcome(self) -> BuildOutcome:
        """Say what was made, by the folder of its site and in the order of the plan."""
        made = {
            SITE_FOLDERS[audience]: [
                self._made[one] for one in self.plan.documents if one.audience is audience
            ]
            for audience in self.plan.sites
        }
        return BuildOutcome(
            request=self.request,
            inputs=self.inputs,
            made=made,
            issues=self.inputs.issues,
            printed=frozenset(document.name for document in self._printed),
            pressed=tuple(self._told_beyond()),
        )

    def _told_beyond(self) -> Iterator[Issue]:
        """Tell of the first PDF that prints beyond its margins, and how many do."""
        for path, one in sorted(self._beyond.items())[:1]:
            facts = {"page": one.page, "words": one.words or "…", "files": len(self._beyond)}
            yield Issue.warning("R505", path, **facts)

    def work(self, work: Callable[[Worker, Task], Done], workshop: Workshop) -> None:
        """Lay every document down below the workshop's next folder; ``work`` does one task.

        Raises:
            StudyError: a document cannot be made (4).
        """
        if not self.store.writable:
            # Everything is made then, and kept for as long as this build takes.
            self.store = Store(workshop.next / ".cache")
        self._recall(workshop)
        tasks: list[Task] = [*cut(self.plan, self._left), *self._prints(self._made, workshop)]
        for phase in self._totals:
            self._tell(phase)
        if not tasks:
            return
        worker = self._worker
        # Worked out once: whoever works on the tasks is handed it over.
        for site in self.plan.sites.values():
            for entry in site.questionnaires:
                worker.gate(entry.id)
        # What was read stays; the collector need not look at it again with every document.
        gc.freeze()
        try:
            job = Job(work, worker, lambda task, done: self._follow(task, done, workshop))
            for task, done in self.executor.each(job, tasks):
                self._take(task, done, workshop)
                self._tell(_phase_of(task))
        except DiesAgainError as again:
            raise self._hopeless(again) from again
        finally:
            gc.unfreeze()

    @cached_property
    def _worker(self) -> Worker:
        return Worker(
            inputs=self.inputs, plan=self.plan, study=self.request.study, store=self.store
        )

    @cached_property
    def _memory(self) -> Memory:
        makings = Makings(inputs=self.inputs, sites=self.plan.sites, study=self.request.study)
        return Memory(store=self.store, makings=makings, worker=self._worker)

    @property
    def _left(self) -> list[Document]:
        return [one for one in self.plan.documents if one not in self._made]

    def _recall(self, workshop: Workshop) -> None:
        for document in self.plan.documents:
            folder = workshop.next / SITE_FOLDERS[document.audience]
            made = self._memory.recall(document, folder)
            if made is not None:
                self._made[document] = made
                self._count(document)

    def _follow(self, task: Task, done: Done, workshop: Workshop) -> Iterable[Task]:
        """Call for the PDFs of pages that were just made."""
        if isinstance(task, Print) or isinstance(done, Printed):
            return ()
        for document, made in zip(task.documents, done, strict=True):
            self._made[document] = self._memory.keep(document, made)
            self._count(document)
            self._need(self._memory.lay(made, workshop.next / SITE_FOLDERS[document.audience]))
        return self._prints(task.documents, workshop)

    def _prints(self, documents: Iterable[Document], workshop: Workshop) -> list[Task]:
        """Lay down the PDFs that are in the store; return the tasks of the others."""
        tasks: list[Task] = []
        for document in [one for one in documents if self._made[one].page]:
            made = self._made[document]
            key = self._memory.printing(made)
            printed = self._memory.printed(key)
            if printed is None or not self._lay_pdf(document, printed, workshop):
                tasks.append(Print(key=key, page=made.page, document=document))
        return tasks

    def _take(self, task: Task, done: Done, workshop: Workshop) -> None:
        """Take a PDF over; pages were taken when their PDFs were called for."""
        if isinstance(task, Print) and isinstance(done, Printed):
            self._memory.keep_printed(task.key, done)
            self._need(self._lay_pdf(task.document, done, workshop))
            self._printed.add(task.document)

    def _lay_pdf(self, document: Document, printed: Printed, workshop: Workshop) -> bool:
        file = pdf_of(self._made[document], printed)
        folder = workshop.next / SITE_FOLDERS[document.audience]
        if not self.store.lay(file.sha256, folder / file.path):
            return False
        if printed.page:
            self._beyond[file.path] = printed
        key = self._memory.printing(self._made[document])
        self._made[document] = self._made[document].with_pdf(file, key, printed.seconds)
        self._count(document, printed=True)
        return True

    def _need(self, there: bool) -> None:  # noqa: FBT001
        """Stop where something that was just made has gone."""
        if not there:
            raise lost(self.store)

    def _count(self, document: Document, *, printed: bool = False) -> None:
        self._done[_phase(document, printed=printed)] += 1
        self._work += weight(self.plan, document) * (_PDF if printed else 1)

    def _tell(self, phase: WorkPhase) -> None:
        part = self._work / self._whole
        name, questionnaire = phase
        self.progress(Progressed(name, self._done[phase], self._totals[phase], questionnaire, part))

    @cached_property
    def _prints_of(self) -> list[Document]:
        return [one for one in self.plan.documents if is_printed(self.plan, one)]

    @cached_property
    def _totals(self) -> Counter[WorkPhase]:
        printed = Counter(_phase(one, printed=True) for one in self._prints_of)
        return Counter(map(_phase, self.plan.documents)) + printed

    @cached_property
    def _whole(self) -> float:
        pages = sum(weight(self.plan, one) for one in self.plan.documents)
        return pages + sum(weight(self.plan, one) * _PDF for one in self._prints_of)

    @property
    def stands(self) -> bool:
        """Whether there is a site that readers can look at meanwhile."""
        return any((self.request.folder / name).exists() for name in SITE_FOLDERS.values())

    def _hopeless(self, again: DiesAgainError) -> StudyError:
        name = again.piece.name if isinstance(again.piece, PageTask | Print) else str(again.piece)
        return StudyError.at("B602", str(self.request.folder), ExitCode.RENDERING, task=name)


def _phase(document: Document, *, printed: bool = False) -> WorkPhase:
    """Return what is shown while a document is made, or its PDF."""
    pages = "pages" if document.kind is DocumentKind.REPORT else "furniture"
    return (PDFS if printed else pages, document.questionnaire)


def _phase_of(task: Task) -> WorkPhase:
    if isinstance(task, Print):
        return _phase(task.document, printed=True)
    return _phase(task.documents[0])
