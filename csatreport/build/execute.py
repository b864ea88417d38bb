"""From a request to a finished build: read, plan, remember, work, switch.

Documents that would come out as before are taken from the store; the others are cut into tasks
that share nothing but what was read, so that any crew makes the same bytes. What a person waits for
comes first: checks, then pages, the largest first, then PDFs. The parent does not draw or print
itself, because the chart engine does not survive a fork.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cached_property

from csatreport.build.audit.before import compare_builds
from csatreport.build.audit.examine import audit
from csatreport.build.cutting import cut
from csatreport.build.documents import Document, Kind, Makings
from csatreport.build.inputs import Inputs, read_inputs
from csatreport.build.manifest import INTAKE, Made, Stamp, write_manifest
from csatreport.build.plan import SITE_FOLDERS, Plan, is_printed, make_plan
from csatreport.build.remember import Memory, pdf_of
from csatreport.build.request import Progress, Request, Step
from csatreport.build.switch import Workshop
from csatreport.build.tasks import Done, Pages, Print, Printed, Task, Worker, run_task
from csatreport.crew import Alone, Beside, Crew, DiesAgainError
from csatreport.errors import ExitCode, Issue, Severity, Source, StudyError
from csatreport.lock import Lock, LockCodes, locked
from csatreport.render.sitemap import ROOT
from csatreport.resources import forget_templates
from csatreport.responses.intake import write_intake
from csatreport.responses.read import Means
from csatreport.store import Store
from csatreport.survey.policy import Audience

LOCK = ".lock"
PDFS = "pdfs"
_CODES = LockCodes(busy="B603", lost="B605", exit_code=ExitCode.USAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A build in numbers; ``answers`` holds files and rows per questionnaire.

    ``anew`` documents and PDFs were made, ``kept`` ones taken as they were before.
    """

    answers: tuple[dict[str, str | int], ...]
    warnings: int
    pages: int
    pdfs: int
    files: int
    megabytes: float
    anew: int
    kept: int
    entry: str

    def as_json(self) -> dict[str, object]:
        """Return what ``build --format json`` prints."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a build did, for the words at its end."""

    request: Request
    inputs: Inputs
    made: dict[str, list[Made]]
    printed: int
    issues: tuple[Issue, ...]

    @property
    def exit_code(self) -> int:
        """0, or 1 where warnings were found and the request is strict."""
        found = any(issue.severity is Severity.WARNING for issue in self.issues)
        return ExitCode.FINDINGS if self.request.strict and found else ExitCode.FINE

    @property
    def account(self) -> Account:
        """Say in numbers what was read and made."""
        documents = [document for some in self.made.values() for document in some]
        files = [file for document in documents for file in document.files]
        pdfs = sum(file.path.endswith(".pdf") for file in files)
        kept = sum(document.kept for document in documents)
        return Account(
            answers=tuple(
                {
                    "questionnaire": name,
                    "files": len(intake.files),
                    "read": sum(file.read for file in intake.files),
                    "kept": sum(file.kept for file in intake.files),
                    "refused": sum(file.refused for file in intake.files),
                }
                for name, intake in self.inputs.intakes
            ),
            warnings=len(self.issues),
            pages=sum(file.path.endswith(".html") for file in files),
            pdfs=pdfs,
            files=len(files),
            megabytes=round(sum(file.size for file in files) / 1e6, 1),
            anew=len(documents) - kept + self.printed,
            kept=kept + pdfs - self.printed,
            entry=(self.request.folder / SITE_FOLDERS[Audience.OPEN] / ROOT).as_posix(),
        )


def build(request: Request, progress: Progress) -> Outcome:
    """Build the sites, and make them current only when everything is there.

    A strict request with warnings makes nothing; the outcome then holds no files.

    Raises:
        StudyError: the configuration (2), the answers (3) or the rendering (4) failed, or another
            build is running (2); whatever was built before stands as it was.
    """
    forget_templates()
    crew = crew_for(request)
    store = Store(request.cache)
    inputs = read_inputs(request.study, progress, Means(crew=crew, store=store))
    if request.strict and inputs.warnings:
        return Outcome(request=request, inputs=inputs, made={}, printed=0, issues=inputs.issues)
    plan = make_plan(inputs, request)
    request.folder.mkdir(parents=True, exist_ok=True)
    with locked(request.folder / LOCK, _CODES) as lock:
        making = Making(
            request=request,
            inputs=inputs,
            plan=plan,
            crew=crew,
            store=store,
            progress=_touching(progress, lock),
        )
        made = _make(making, lock)
    return Outcome(
        request=request, inputs=inputs, made=made, printed=making.printed, issues=inputs.issues
    )


def crew_for(request: Request) -> Crew:
    """Return who does the work of a request."""
    return Alone() if request.jobs <= 1 else Beside(request.jobs)


def _touching(progress: Progress, lock: Lock) -> Progress:
    def report(step: Step) -> None:
        lock.touch()
        progress(step)

    return report


def _make(making: Making, lock: Lock) -> dict[str, list[Made]]:
    workshop = Workshop(making.request.folder)
    workshop.prepare()
    try:
        making.work(workshop)
        made = making.by_site
        _audit(making, workshop)
        write_manifest(workshop.next, making.inputs, made, Stamp.now())
        language = making.inputs.study.languages[0]
        write_intake(making.inputs.intakes, workshop.next / "private" / INTAKE, language)
        if Audience.RESTRICTED not in making.plan.sites:
            (workshop.next / SITE_FOLDERS[Audience.RESTRICTED]).rmdir()
        lock.confirm()
        workshop.switch()
    except BaseException:
        workshop.abandon()
        raise
    return made


def _audit(making: Making, workshop: Workshop) -> None:
    """Ask of every anonymous questionnaire whether what was made gives anybody away.

    What was made is looked at by itself, and beside the build that it would replace.

    Raises:
        StudyError: it does (4), with every figure that can be worked out.
    """
    folders = [workshop.next / name for name in SITE_FOLDERS.values()]
    before = [workshop.build / name for name in SITE_FOLDERS.values()]
    ledgers = making.inputs.ledgers.values()
    issues = [
        issue
        for ledger in ledgers
        for issue in compare_builds(before, folders, ledger.questionnaire)
    ]
    issues += [
        issue
        for ledger in ledgers
        for issue in audit(
            folders,
            ledger.questionnaire,
            ledger.calendar,
            own={unit for unit, _ in ledger.cells if ledger.questionnaire.units.children(unit)},
            whole=not making.request.preview,
        )
    ]
    if issues:
        raise StudyError(issues, ExitCode.RENDERING)


@dataclass(kw_only=True)
class Making:
    """The work of one build: what is remembered, what is left to do, what has been done."""

    request: Request
    inputs: Inputs
    plan: Plan
    crew: Crew
    store: Store
    progress: Progress
    printed: int = 0
    """PDFs made anew."""
    _made: dict[Document, Made] = field(default_factory=dict)
    _done: Counter[str] = field(default_factory=Counter)
    """Documents and PDFs that lie where they belong, by phase."""

    @property
    def by_site(self) -> dict[str, list[Made]]:
        """What was made, by the folder of its site and in the order of the plan."""
        return {
            SITE_FOLDERS[audience]: [
                self._made[one] for one in self.plan.documents if one.audience is audience
            ]
            for audience in self.plan.sites
        }

    def work(self, workshop: Workshop) -> None:
        """Lay every document down below the workshop's next folder.

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
        try:
            for task, done in self.crew.each(
                run_task, worker, tasks, lambda task, done: self._follow(task, done, workshop)
            ):
                self._take(task, done, workshop)
                self._tell()
        except DiesAgainError as again:
            raise self._hopeless(again) from again

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
            self.printed += 1

    def _lay_pdf(self, document: Document, printed: Printed, workshop: Workshop) -> bool:
        file = pdf_of(self._made[document], printed)
        folder = workshop.next / SITE_FOLDERS[document.audience]
        if not self.store.lay(file.sha256, folder / file.path):
            return False
        self._made[document] = self._made[document].with_file(file)
        self._done[PDFS] += 1
        return True

    def _need(self, there: bool) -> None:  # noqa: FBT001
        """Stop where something that was just made has gone: somebody empties the cache."""
        if not there:
            issue = Issue(code="B608", source=Source(file=str(self.store.folder)))
            raise StudyError((issue,), ExitCode.RENDERING)

    def _tell(self) -> None:
        for phase, number in self._totals.items():
            self.progress(Step(phase, self._done[phase], number))

    @cached_property
    def _totals(self) -> Counter[str]:
        documents = self.plan.documents
        printed = sum(is_printed(self.plan, one) for one in documents)
        return Counter(map(_phase, documents)) + Counter({PDFS: printed})

    def _hopeless(self, again: DiesAgainError) -> StudyError:
        name = again.piece.name if isinstance(again.piece, Pages | Print) else str(again.piece)
        place = Source(file=str(self.request.folder))
        issue = Issue(code="B602", source=place, facts={"task": name})
        return StudyError((issue,), ExitCode.RENDERING)


def _phase(document: Document) -> str:
    """Return what is shown while a document is made."""
    return "pages" if document.kind is Kind.REPORT else "furniture"
