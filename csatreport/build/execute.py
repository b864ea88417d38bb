"""From a request to a finished build: read, plan, work, switch.

Work is cut into tasks that share nothing but what was read, so any number of worker processes
makes the same bytes. Workers are forked where that is safe: they then see the counts without
copying them. The parent does not draw or print itself, because the chart engine does not survive
a fork.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.context
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass

from csatreport.build.audit.before import compare_builds
from csatreport.build.audit.examine import audit
from csatreport.build.inputs import Inputs, read_inputs
from csatreport.build.manifest import INTAKE, Made, Stamp, write_manifest
from csatreport.build.plan import SITE_FOLDERS, Phase, Plan, Task, make_plan
from csatreport.build.request import Progress, Request, Step
from csatreport.build.switch import Workshop
from csatreport.build.tasks import Worker, run_task
from csatreport.errors import ExitCode, Issue, Severity, Source, StudyError
from csatreport.lock import Lock, LockCodes, locked
from csatreport.render.sitemap import ROOT
from csatreport.responses.intake import write_intake
from csatreport.survey.policy import Audience

LOCK = ".lock"
_CODES = LockCodes(busy="B603", lost="B605", exit_code=ExitCode.USAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A build in numbers; ``answers`` holds files and rows per questionnaire."""

    answers: tuple[dict[str, str | int], ...]
    warnings: int
    pages: int
    pdfs: int
    files: int
    megabytes: float
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
    issues: tuple[Issue, ...]

    @property
    def exit_code(self) -> int:
        """0, or 1 where warnings were found and the request is strict."""
        found = any(issue.severity is Severity.WARNING for issue in self.issues)
        return ExitCode.FINDINGS if self.request.strict and found else ExitCode.FINE

    @property
    def account(self) -> Account:
        """Say in numbers what was read and made."""
        files = [file for some in self.made.values() for file in some]
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
            pdfs=sum(file.path.endswith(".pdf") for file in files),
            files=len(files),
            megabytes=round(sum(file.size for file in files) / 1e6, 1),
            entry=(self.request.folder / SITE_FOLDERS[Audience.OPEN] / ROOT).as_posix(),
        )


def build(request: Request, progress: Progress) -> Outcome:
    """Build the sites, and make them current only when everything is there.

    A strict request with warnings makes nothing; the outcome then holds no files.

    Raises:
        StudyError: the configuration (2), the answers (3) or the rendering (4) failed, or another
            build is running (2); whatever was built before stands as it was.
    """
    inputs = read_inputs(request.study, progress)
    if request.strict and inputs.warnings:
        return Outcome(request=request, inputs=inputs, made={}, issues=inputs.issues)
    plan = make_plan(inputs, request)
    request.folder.mkdir(parents=True, exist_ok=True)
    with locked(request.folder / LOCK, _CODES) as lock:
        made = _make(inputs, plan, request, _touching(progress, lock), lock)
    return Outcome(request=request, inputs=inputs, made=made, issues=inputs.issues)


def _touching(progress: Progress, lock: Lock) -> Progress:
    def report(step: Step) -> None:
        lock.touch()
        progress(step)

    return report


def _make(
    inputs: Inputs, plan: Plan, request: Request, progress: Progress, lock: Lock
) -> dict[str, list[Made]]:
    workshop = Workshop(request.folder)
    workshop.prepare()
    try:
        worker = Worker(inputs=inputs, plan=plan, study=request.study, folder=workshop.next)
        made = _work(worker, plan, request.jobs, progress)
        _audit(worker, whole=not request.preview)
        write_manifest(workshop.next, inputs, made, Stamp.now())
        language = inputs.study.languages[0]
        write_intake(inputs.intakes, workshop.next / "private" / INTAKE, language)
        if Audience.RESTRICTED not in plan.sites:
            (workshop.next / SITE_FOLDERS[Audience.RESTRICTED]).rmdir()
        lock.confirm()
        workshop.switch()
    except BaseException:
        workshop.abandon()
        raise
    return made


def _audit(worker: Worker, *, whole: bool) -> None:
    """Ask of every anonymous questionnaire whether what was made gives anybody away.

    What was made is looked at by itself, and beside the build that it would replace.

    Raises:
        StudyError: it does (4), with every figure that can be worked out.
    """
    folders = [worker.folder / name for name in SITE_FOLDERS.values()]
    before = [worker.folder.parent / name for name in SITE_FOLDERS.values()]
    issues = [
        issue
        for ledger in worker.inputs.ledgers.values()
        for issue in compare_builds(before, folders, ledger.questionnaire)
    ]
    issues += [
        issue
        for ledger in worker.inputs.ledgers.values()
        for issue in audit(
            folders,
            ledger.questionnaire,
            ledger.calendar,
            own={unit for unit, _ in ledger.cells if ledger.questionnaire.units.children(unit)},
            whole=whole,
        )
    ]
    if issues:
        raise StudyError(issues, ExitCode.RENDERING)


def _work(worker: Worker, plan: Plan, jobs: int, progress: Progress) -> dict[str, list[Made]]:
    made: dict[str, list[Made]] = {SITE_FOLDERS[audience]: [] for audience in plan.sites}
    totals = {phase: sum(t.size for t in plan.tasks if t.phase is phase) for phase in Phase}
    done = dict.fromkeys(Phase, 0)
    results = _in_turn(worker, plan) if jobs <= 1 else _side_by_side(worker, plan, jobs)
    for task, files in results:
        made[SITE_FOLDERS[task.audience]] += files
        done[task.phase] += task.size
        progress(Step(task.phase.value, done[task.phase], totals[task.phase]))
    return made


Result = tuple[Task, list[Made]]


def _in_turn(worker: Worker, plan: Plan) -> Iterator[Result]:
    for task in plan.tasks:
        yield task, run_task(worker, task)


_worker: Worker | None = None
"""The worker of this process; set once when the process starts."""


def _start(worker: Worker) -> None:
    global _worker  # noqa: PLW0603  # a process's own constant, there is no other place for it
    _worker = worker


def _run(task: Task) -> list[Made]:
    assert _worker is not None, "the process was started by _start"  # noqa: S101
    return run_task(_worker, task)


def _context() -> multiprocessing.context.BaseContext:
    """Fork where that is safe: a fork of a process that has drawn charts would hang for ever."""
    safe = sys.platform == "linux" and "vl_convert" not in sys.modules
    return multiprocessing.get_context("fork" if safe else "spawn")


def _side_by_side(worker: Worker, plan: Plan, jobs: int) -> Iterator[Result]:
    """Run tasks in processes side by side.

    Where one of them is killed, mostly for want of memory, the others end with it: whatever is
    left is done again, one task at a time, so that one that cannot be done at all is known by name.
    """
    left = dict.fromkeys(plan.tasks)
    try:
        for task, files in _pooled(worker, plan.tasks, jobs):
            del left[task]
            yield task, files
    except BrokenProcessPool:
        for task in left:
            yield _alone(worker, task)


def _pooled(worker: Worker, tasks: Sequence[Task], jobs: int) -> Iterator[Result]:
    pool = ProcessPoolExecutor(jobs, mp_context=_context(), initializer=_start, initargs=(worker,))
    try:
        running = {pool.submit(_run, task): task for task in tasks}
        for future in as_completed(running):
            yield running[future], future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _alone(worker: Worker, task: Task) -> Result:
    """Run one task in a process of its own.

    Raises:
        StudyError: the process was killed again (4).
    """
    try:
        (result,) = _pooled(worker, (task,), 1)
    except BrokenProcessPool as broken:
        issue = Issue(
            code="B602",
            source=Source(file=str(worker.folder.parent)),
            facts={"task": task.name},
        )
        raise StudyError((issue,), ExitCode.RENDERING) from broken
    return result
