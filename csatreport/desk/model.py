"""What a page of the desk is, and what it works with."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from csatreport.desk.command_line import CommandEnd, run
from csatreport.desk.jobs import DeskJob, Jobs
from csatreport.desk.presence import Presence


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """What a browser asked a page for."""

    language: str
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    files: tuple[Path, ...] = ()
    """What was dropped, in the desk's own folder."""


@dataclass(kw_only=True)
class StudyDesk:
    """A study's desk: what runs, and what is being worked on."""

    study: Path
    jobs: Jobs
    presence: Presence
    dropped: dict[str, Path] = field(default_factory=dict)
    """Files that were dropped and wait to be taken in, by a name for their address."""

    async def run(self, asked: PageRequest, *words: str) -> CommandEnd:
        """Run a command that takes a moment."""
        return await run(self.study, asked.language, words)

    async def start(self, page: str, asked: PageRequest, *words: str, shown: str = "") -> DeskJob:
        """Start a command that takes longer.

        Raises:
            StudyError: D886.
        """
        return await self.jobs.start(page, asked.language, words, shown)


Filling: TypeAlias = dict[str, object]
"""What a template is filled with."""
Act: TypeAlias = Callable[[StudyDesk, PageRequest], Awaitable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage:
    """A page of the desk.

    Args:
        name: its address, its template ``desk/<name>.html.j2`` and its words ``desk.<name>.…``.
        show: gives what the template is filled with.
        act: does what a form of the page asks for and returns where to go then.
    """

    name: str
    show: Callable[[StudyDesk, PageRequest], Awaitable[Filling]]
    act: Act | None = None


def told(job: DeskJob | None) -> Mapping[str, object]:
    """Return the record that a finished command gave in JSON; empty where there is none."""
    return (job and job.end and job.end.told) or {}
