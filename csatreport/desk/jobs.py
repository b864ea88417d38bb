"""Work that takes longer than a person waits: one command at a time, and how far it is."""

import asyncio
import datetime as dt
import json
import signal
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from csatreport.base.errors import StudyError
from csatreport.desk import RECORD
from csatreport.desk.command_line import CommandEnd, start, typed

BUSY = "D886"


@dataclass(kw_only=True)
class DeskJob:
    """A command that was started from a page."""

    page: str
    words: tuple[str, ...]
    shown: str = ""
    """The command as a person types it."""
    says: str = ""
    """How far it is, in words."""
    part: float | None = None
    """How much of the work is done, 0-1, where that is known."""
    spoken: list[str] = field(default_factory=list)
    end: CommandEnd | None = None
    ended: dt.datetime | None = None
    process: asyncio.subprocess.Process | None = None
    over: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def runs(self) -> bool:
        """Whether it is still at work."""
        return self.end is None

    def hear(self, line: str) -> None:
        """Take in a line of standard error: a record of progress, or news."""
        if line.startswith(RECORD):
            told = json.loads(line.removeprefix(RECORD))
            self.says, self.part = told["says"], told["part"]
        else:
            self.spoken.append(line)

    def stop(self) -> None:
        """Ask it to end as Ctrl-C does; whatever stood before stands then."""
        if self.process is not None and self.runs:
            self.process.send_signal(signal.SIGINT)


class Jobs:
    """The commands that were started at the desk, the last of each page."""

    def __init__(self, study: Path) -> None:
        self._study = study
        self._last: dict[str, DeskJob] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def running(self) -> DeskJob | None:
        """The one that is at work."""
        return next((job for job in self._last.values() if job.runs), None)

    def last(self, page: str) -> DeskJob | None:
        """Return the one that a page started last."""
        return self._last.get(page)

    def forget(self, page: str) -> None:
        """Let a page's last result go, because it holds no longer."""
        if (job := self._last.get(page)) is not None and not job.runs:
            del self._last[page]

    async def start(
        self, page: str, language: str, words: Sequence[str], shown: str = ""
    ) -> DeskJob:
        """Start a command for a page.

        Raises:
            StudyError: D886, another one is at work.
        """
        if (other := self.running) is not None:
            raise StudyError.at(BUSY, "csatreport", command=other.shown)
        job = self._last[page] = DeskJob(page=page, words=tuple(words), shown=shown or typed(words))
        job.process = await start(self._study, language, words)
        task = asyncio.create_task(self._follow(job, job.process))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return job

    async def _follow(self, job: DeskJob, process: asyncio.subprocess.Process) -> None:
        streams = (process.stdout, process.stderr)
        stdout, stderr = cast("tuple[asyncio.StreamReader, asyncio.StreamReader]", streams)
        out, _ = await asyncio.gather(stdout.read(), _listen(job, stderr))
        code = await process.wait()
        job.ended = dt.datetime.now().astimezone()
        spoken = "\n".join(job.spoken)
        job.end = CommandEnd(code=code, out=out.decode(errors="replace"), err=spoken)
        job.over.set()


async def _listen(job: DeskJob, stream: asyncio.StreamReader) -> None:
    async for line in stream:
        job.hear(line.decode(errors="replace").rstrip())
