"""The work of one build: what is remembered is laid down, what is left is made by an executor.

Documents that would come out as before are taken from the store. The others are cut into tasks that
share nothing but what was read. Pages come first, the largest of them at the beginning, and then
the PDFs that they call for.
"""

import gc
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from csatreport.base.errors import ExitCode, StudyError
from csatreport.base.store import Store
from csatreport.base.work.workers import DiesAgainError, Executor, Job
from csatreport.making.cutting import cut
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
    _made: dict[Document, Made] = field(default_factory=dict)
    _done: Counter[str] = field(default_factory=Counter)
    """Documents and PDFs that lie where they belong, by phase."""

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
        )

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
        self._tell()
        worker = Worker(
            inputs=self.inputs, plan=self.plan, study=self.request.study, store=self.store
        )
        if not tasks:
            return
        # Worked out once: whoever works on the tasks is handed it over.
        worker.gates  # noqa: B018
        # What was read stays; the collector need not look at it again with every document.
        gc.freeze()
        try:
            job = Job(work, worker, lambda task, done: self._follow(task, done, workshop))
            for task, done in self.executor.each(job, tasks):
                self._take(task, done, workshop)
                self._tell()
        except DiesAgainError as again:
            raise self._hopeless(again) from again
        finally:
            gc.unfreeze()

    @cached_property
    def _memory(self) -> Memory:
        makings = Makings(inputs=self.inputs, sites=self.plan.sites, study=self.request.study)
        return Memory(store=self.store, makings=makings)

    @property
    def _left(self) -> list[Document]:
        return [one for one in self.plan.documents if one not in self._made]

    def _recall(self, workshop: Workshop) -> None:
        for document in self.plan.documents:
            folder = workshop.next / SITE_FOLDERS[document.audience]
            made = self._memory.recall(document, self.inputs, folder)
            if made is not None:
                self._made[document] = made
                self._done[_phase(document)] += 1

    def _follow(self, task: Task, done: Done, workshop: Workshop) -> Iterable[Task]:
        """Call for the PDFs of pages that were just made."""
        if isinstance(task, Print) or isinstance(done, Printed):
            return ()
        for document, made in zip(task.documents, done, strict=True):
            self._made[document] = self._memory.keep(document, made)
            self._done[_phase(document)] += 1
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
        key = self._memory.printing(self._made[document])
        self._made[document] = self._made[document].with_pdf(file, key, printed.seconds)
        self._done[PDFS] += 1
        return True

    def _need(self, there: bool) -> None:  # noqa: FBT001
        """Stop where something that was just made has gone."""
        if not there:
            raise lost(self.store)

    def _tell(self) -> None:
        for phase, number in self._totals.items():
            self.progress(Progressed(phase, self._done[phase], number))

    @cached_property
    def _totals(self) -> Counter[str]:
        documents = self.plan.documents
        printed = sum(is_printed(self.plan, one) for one in documents)
        return Counter(map(_phase, documents)) + Counter({PDFS: printed})

    def _hopeless(self, again: DiesAgainError) -> StudyError:
        name = again.piece.name if isinstance(again.piece, PageTask | Print) else str(again.piece)
        return StudyError.at("B602", str(self.request.folder), ExitCode.RENDERING, task=name)


def _phase(document: Document) -> str:
    """Return what is shown while a document is made."""
    return "pages" if document.kind is DocumentKind.REPORT else "furniture"
