"""The whole month in one go: check and build, close, publish; with an account of what was done.

Each step is the command of its name, and each leaves things whole, so a month that stopped half way
is simply run again: what is done already has nothing to do. Every run leaves a line in the journal
in ``build/private/``, whatever came of it.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from functools import partial
from pathlib import Path

from csatreport import __version__
from csatreport.base.errors import ExitCode, Issue, StudyError
from csatreport.base.files.atomic import write_whole
from csatreport.base.files.modes import keep_to_owner
from csatreport.making.account import BuildAccount
from csatreport.making.close.closing import CloseRequest, close
from csatreport.making.execute import build
from csatreport.making.request import Progress, Request
from csatreport.making.standing import still_stands
from csatreport.publish.effects import Effects
from csatreport.publish.news import ReleaseNews
from csatreport.publish.publication import publish
from csatreport.publish.site import read_built_site

JOURNAL = "private/runs.jsonl"
"""The journal, below the build folder: one JSON object on each line, the oldest first."""


class MonthStep(StrEnum):
    """What a month consists of, in this order."""

    BUILD = "build"
    """With everything that ``check`` finds."""
    CLOSE = "close"
    PUBLISH = "publish"
    RESTRICTED = "restricted"
    """The restricted site, to a share of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRequest:
    """What a month is asked to do: ``target`` and ``restricted`` are shares, None for none."""

    build: Request
    target: Path | None = None
    restricted: Path | None = None
    close: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneStep:
    """One step: whether it changed anything, and its facts, for the summary."""

    step: MonthStep
    changed: bool
    facts: dict[str, object] = field(default_factory=dict)
    news: tuple[ReleaseNews, ...] = ()
    """What changed since the release before."""

    def as_data(self) -> dict[str, object]:
        """Return it as plain data."""
        news = [asdict(one) for one in self.news]
        return {"step": self.step.value, "changed": self.changed, **self.facts, "news": news}


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRun:
    """What a month did: its steps, and the one at which it stopped, with the reasons."""

    steps: tuple[DoneStep, ...] = ()
    stopped: MonthStep | None = None
    issues: tuple[Issue, ...] = ()
    exit_code: int = ExitCode.FINE

    @property
    def changed(self) -> bool:
        """Whether there was anything to do."""
        return any(one.changed for one in self.steps)

    def as_json(self) -> dict[str, object]:
        """Return what ``--format json`` prints, and the journal holds."""
        return {
            "exit": self.exit_code,
            "changed": self.changed,
            "stopped": self.stopped,
            "issues": [f"{one.code} {one.source}" for one in self.issues],
            "steps": [one.as_data() for one in self.steps],
        }


def run_month(request: MonthRequest, progress: Progress) -> MonthRun:
    """Do every step that was asked for, up to the first that fails, and write the journal.

    Raises:
        OSError: the disk refuses; what was done until then is in the journal where it can be.
    """
    begun, run = dt.datetime.now(dt.UTC), MonthRun()
    try:
        for step, work in _steps(request, progress):
            try:
                run = replace(run, steps=(*run.steps, work()))
            except StudyError as fault:
                run = replace(run, stopped=step, issues=fault.issues, exit_code=fault.exit_code)
                break
    finally:
        _note(request.build.folder, begun, run)
    return run


def _steps(
    request: MonthRequest, progress: Progress
) -> Iterator[tuple[MonthStep, Callable[[], DoneStep]]]:
    study, folder = request.build.study, request.build.folder
    yield MonthStep.BUILD, partial(_built, request.build, progress)
    if request.close:
        yield MonthStep.CLOSE, partial(_closed, study, progress)
    for step, site, target in (
        (MonthStep.PUBLISH, "site", request.target),
        (MonthStep.RESTRICTED, "restricted", request.restricted),
    ):
        if target is not None:
            yield step, partial(_published, step, folder / site, target, study, progress)


def _built(request: Request, progress: Progress) -> DoneStep:
    account = still_stands(request) or build(request, progress).account
    return DoneStep(step=MonthStep.BUILD, changed=account.anew > 0, facts=_of(account))


def _of(account: BuildAccount) -> dict[str, object]:
    told = account.as_json()
    return {name: told[name] for name in ("pages", "pdfs", "anew", "kept", "warnings", "entry")}


def _closed(study: Path, progress: Progress) -> DoneStep:
    records = close(CloseRequest(study=study), progress)
    closed = ", ".join(f"{one.questionnaire} {one.period}" for one in records)
    return DoneStep(step=MonthStep.CLOSE, changed=bool(closed), facts={"closed": closed})


def _published(
    step: MonthStep, site: Path, target: Path, study: Path, progress: Progress
) -> DoneStep:
    effects = Effects()
    built = read_built_site(site, effects, restricted=step is MonthStep.RESTRICTED)
    done = publish(built, target, study=study, effects=effects, progress=progress)
    facts: dict[str, object] = {
        "release": done.release.name,
        "files": len(done.release.files),
        "address": (target.resolve() / "index.html").as_posix(),
        "withdrawn": list(done.withdrawn),
    }
    return DoneStep(step=step, changed=done.new, facts=facts, news=done.news)


def _note(folder: Path, begun: dt.datetime, run: MonthRun) -> None:
    """Add a line to the journal."""
    file = folder / JOURNAL
    keep_to_owner(file.parent)
    before = file.read_bytes() if file.is_file() else b""
    ended = dt.datetime.now(dt.UTC)
    told = {
        "begun": begun.isoformat(timespec="seconds"),
        "seconds": round((ended - begun).total_seconds(), 1),
        "csatreport": __version__,
        **run.as_json(),
    }
    line = json.dumps(told, ensure_ascii=False).encode()
    write_whole(file, before + line + b"\n")
