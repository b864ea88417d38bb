"""From a request to a finished build: read, plan, make, audit, switch.

What a person waits for comes first: checks, then pages, then PDFs. With several workers the parent
prints nothing itself, so that it has one thread and can be forked.
"""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

from csatreport.answers.intake import write_intake
from csatreport.answers.read import Means
from csatreport.base.digest import digest_of
from csatreport.base.errors import ExitCode, Issue, Severity, errors_among, stop_at
from csatreport.base.files.lock import Lock, LockCodes, locked
from csatreport.base.files.modes import keep_to_owner
from csatreport.base.identity import program
from csatreport.base.resources import forget_templates
from csatreport.base.store import Store
from csatreport.base.work.cluster import Cluster
from csatreport.base.work.garbage import one_piece
from csatreport.base.work.workers import Alone, Executor, Processes
from csatreport.counts.closed import PENDING
from csatreport.counts.closed.take import write_pending
from csatreport.counts.ledger import Ledger
from csatreport.making.close.held import hold_to_closed
from csatreport.making.inputs import read_inputs
from csatreport.making.making import Making
from csatreport.making.manifest import BuildStamp, write_manifest
from csatreport.making.outcome import BuildOutcome
from csatreport.making.plan import SITE_FOLDERS, make_plan
from csatreport.making.request import FIRST, PdfMode, Progress, Progressed, Request
from csatreport.making.standing import inputs_now, write_standing
from csatreport.making.switch import INTAKE, Workshop
from csatreport.making.tasks import run_task
from csatreport.privacy.audit.examine import Clean, audit, audit_elsewhere, audit_linked
from csatreport.privacy.audit.published import FIGURES
from csatreport.privacy.gate import Gate
from csatreport.privacy.mending.feedback import fallen_already
from csatreport.privacy.mending.view import known_to_readers
from csatreport.study.policy import Audience
from csatreport.subjects.exposed import exposures

LOCK = ".lock"
FigureFile: TypeAlias = tuple[str, str, str]
"""A file that holds figures: its site, path and hash."""
LOCK_CODES = LockCodes(busy="B603", lost="B605", exit_code=ExitCode.USAGE)


def build(request: Request, progress: Progress) -> BuildOutcome:
    """Build the sites, and make them current only when everything is there.

    A strict request with warnings makes nothing; the outcome then holds no files.

    Raises:
        StudyError: the configuration (2), the answers (3) or the rendering (4) failed, or another
            build is running (2); whatever was built before stands as it was.
    """
    forget_templates()
    if request.executor:
        # Other machines do not know in which folder we are.
        request = replace(request, study=request.study.resolve(), out=request.folder.resolve())
    made_of = inputs_now(request)
    executor = executor_for(request)
    store = Store(request.cache)
    keep_to_owner(request.cache)
    with one_piece():
        inputs = read_inputs(request.study, progress, Means(executor=executor, store=store))
    if request.strict and inputs.warnings:
        return BuildOutcome(request=request, inputs=inputs, made={}, issues=inputs.issues)
    plan = make_plan(inputs, request)
    request.folder.mkdir(parents=True, exist_ok=True)
    with locked(request.folder / LOCK, LOCK_CODES) as lock:
        making = Making(
            request=request,
            inputs=inputs,
            plan=plan,
            executor=executor,
            store=store,
            progress=_touching(progress, lock),
        )
        if request.look and not request.preview and not making.stands:
            _look(making, lock)
        return _make(making, lock, made_of)


def _look(making: Making, lock: Lock) -> None:
    """Lay out the newest report of the first questionnaire and say where: the rest takes longer."""
    site = making.plan.sites[Audience.OPEN]
    ready = [one for one in site.questionnaires if one.newest and one.root.id in one.newest.units]
    for entry in ready[:1]:
        assert entry.newest is not None  # noqa: S101 just seen
        request = replace(
            making.request,
            questionnaires=(entry.id,),
            periods=(entry.newest.id,),
            units=(entry.root.id,),
            languages=site.languages[:1],
            pdf=PdfMode.NONE,
            out=making.request.folder / FIRST,
        )
        look = Making(
            request=request,
            inputs=making.inputs,
            plan=make_plan(making.inputs, request),
            executor=making.executor,
            store=making.store,
            progress=lambda _: lock.touch(),
        )
        outcome = _make(look, lock, inputs_now(request))
        making.progress(Progressed("look", 1, 1, outcome.account.entry))


def executor_for(request: Request) -> Executor:
    """Return who does the work of a request."""
    if request.executor:
        return Cluster(request.executor, request.jobs)
    return Alone() if request.jobs <= 1 else Processes(request.jobs)


def _touching(progress: Progress, lock: Lock) -> Progress:
    def report(step: Progressed) -> None:
        lock.touch()
        progress(step)

    return report


def _make(making: Making, lock: Lock, made_of: str) -> BuildOutcome:
    workshop = Workshop(making.request.folder)
    workshop.prepare()
    try:
        making.work(run_task, workshop)
        known = _audit(making, workshop)
        hold_to_closed(making.outcome, making.plan, making.store)
        outcome = replace(making.outcome, issues=(*making.inputs.issues, *known))
        _write_private(outcome, workshop.next, made_of)
        if Audience.RESTRICTED not in making.plan.sites:
            (workshop.next / SITE_FOLDERS[Audience.RESTRICTED]).rmdir()
        lock.confirm()
        workshop.switch()
    except BaseException:
        # Ctrl-C too: the old site stays, nothing half made is left, and the fault goes on.
        workshop.abandon()
        raise
    return outcome


def _write_private(outcome: BuildOutcome, folder: Path, made_of: str) -> None:
    """Write the build's own account: of documents, of rows, and of what it stands on."""
    inputs, study = outcome.inputs, outcome.inputs.study
    write_manifest(folder, inputs, outcome.made, BuildStamp.now())
    write_intake(inputs.intakes, folder / "private" / INTAKE, study.languages[0])
    dated = any(questionnaire.anonymity is not None for questionnaire in study.questionnaires)
    write_pending(folder / PENDING, inputs.ledgers.values(), inputs.kept)
    write_standing(folder, outcome.request, made_of, outcome.account, dated=dated)


def _audit(making: Making, workshop: Workshop) -> tuple[Issue, ...]:
    """Ask of every anonymous questionnaire whether what was made of it gives anybody away.

    What followed already from what readers have seen stops nothing, and is returned (B613).

    Raises:
        StudyError: it does (4), with every figure that can be worked out.
    """
    folders = [workshop.next / name for name in SITE_FOLDERS.values()]
    issues = [
        issue
        for name, ledger in making.inputs.ledgers.items()
        if (files := _figures(making.outcome, name))
        for issue in audited(
            Gate.of(ledger, making.store, making.inputs.ledgers.values()),
            folders,
            files,
            whole=not making.request.preview,
            clean=CleanFigures(making.store, ledger),
        )
    ]
    asked = [one.questionnaire for one in making.inputs.ledgers.values()]
    issues += (*audit_linked(folders, asked), *audit_elsewhere(folders, asked))
    stop_at(errors_among(issues), ExitCode.RENDERING)
    return tuple(issues)


def audited(
    gate: Gate, folders: list[Path], files: list[FigureFile], *, whole: bool, clean: Clean
) -> tuple[Issue, ...]:
    """Return what in the files of a questionnaire gives anybody away, by its gate.

    Files that were judged before, each byte for byte, are not read again.
    """
    ledger, promise = gate.ledger, gate.promise
    own = {unit for unit, base in ledger.cells if ledger.trees.children(unit, base)}
    told = (sorted(own), whole, files, sorted(p.id for p in ledger.base_periods if ledger.exact(p)))
    if promise is None or told in clean:
        return ()
    found = audit(
        folders, ledger.questionnaire, ledger.calendar, own=own, whole=whole,
        exposures=exposures(), moved=ledger.trees.moved(), clean=clean,
        known=partial(known_to_readers, ledger, promise.least, promise.why, whole=whole),
    )  # fmt: skip
    if not found:
        clean.add(told)
        return ()
    already = fallen_already(ledger, promise.least)
    return tuple(one if _place(one) not in already else _no_news(one) for one in found)


def _place(issue: Issue) -> tuple[str, ...]:
    return tuple(str(issue.facts.get(name)) for name in ("unit", "period", "about"))


def _no_news(issue: Issue) -> Issue:
    return replace(issue, code="B613", severity=Severity.NOTE)


def _figures(outcome: BuildOutcome, questionnaire: str) -> list[FigureFile]:
    """Return the files that hold a questionnaire's figures."""
    return [
        (site, file.path, file.sha256)
        for site, some in outcome.made.items()
        for one in some
        for file in one.files
        if file.path.endswith(FIGURES) and file.path.split("/")[1] == questionnaire
    ]


class CleanFigures:
    """Published figures, or files of them, that were judged before, and nothing fell."""

    def __init__(self, store: Store, ledger: Ledger) -> None:
        asked = replace(ledger.questionnaire, handed_out=(), registered=())
        self._store = store
        self._asked = digest_of("audit", program(), asked, ledger.trees.moved())

    def __contains__(self, told: object) -> bool:
        return self._store.get(digest_of(self._asked, told)) is not None

    def add(self, told: object) -> None:
        """Remember some of which nothing falls."""
        self._store.put(digest_of(self._asked, told), b"")
