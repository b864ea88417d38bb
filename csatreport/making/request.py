"""What somebody asked to be built."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

CACHE = ".cache"
"""The folder of a build folder that holds what was made once (`csatreport.base.store`)."""


PREVIEW = "preview"
FIRST = "first"
"""The folder of the one report that a first build shows before all others; a preview may be made
at the same time."""
"""The folder of a build folder in which a part of the study lies."""


class PdfMode(StrEnum):
    """Which reports are also made as PDF."""

    NONE = "none"
    LATEST = "latest"
    """Of the whole the newest month, quarter, year and round; of units those that end with the
    newest answers."""
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The options of one build. Empty tuples mean everything.

    A request that selects periods, questionnaires, units or languages makes a *preview*: a
    complete small site of just that, in a folder of its own, so that it can never take the place
    of the whole one.
    """

    study: Path
    periods: tuple[str, ...] = ()
    questionnaires: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    pdf: PdfMode = PdfMode.LATEST
    jobs: int = 1
    strict: bool = False
    out: Path | None = None
    look: bool = False
    """Whether the newest report is laid out before all others where no site stands yet."""
    executor: str = ""
    """Where the work is done: "" on this machine, else the address of a cluster's scheduler."""

    @property
    def preview(self) -> bool:
        """Whether only a part of the study was asked for."""
        return bool(self.periods or self.questionnaires or self.units or self.languages)

    @property
    def folder(self) -> Path:
        """The build folder: ``build``, ``build/preview`` for a part, or what ``out`` says."""
        if self.out is not None:
            return self.out
        return self.study / "build" / PREVIEW if self.preview else self.study / "build"

    @property
    def cache(self) -> Path:
        """Where what was made once is kept: in the study's ``build``, or below ``out``."""
        return (self.out or self.study / "build") / CACHE


@dataclass(frozen=True, slots=True)
class Progressed:
    """A piece of progress: how far a named phase has come, for whoever shows it.

    ``part`` of the whole work is done, 0-1, where that is known.
    """

    phase: str
    done: int
    of: int
    detail: str = ""
    part: float | None = None


Progress = Callable[[Progressed], None]
