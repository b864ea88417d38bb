"""Problems in the user's files, as values: what is wrong, where, and what to do about it.

A problem is never raised where it is found, because a person wants all of them at once. It is
collected as an `Issue`, which holds a stable code and the facts, not a sentence: the sentence
and its remedy come from the message catalogue in the reader's language (`csatreport.base.words`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Severity(StrEnum):
    """How much an issue matters: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    """Says what was done, and asks for nothing."""


def shown_name(name: str) -> str:
    r"""Return a file's name as text: of bytes that are no UTF-8, what Chinese Windows meant.

    >>> shown_name("\udcc1\udce3\udcca\udcdb.csv")
    '零售.csv'
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        try:
            return name.encode("utf-8", "surrogateescape").decode("gb18030")
        except UnicodeError:
            return name.encode("utf-8", "replace").decode()
    return name


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place in a user's file. Lines, columns and rows count from 1, as editors and Excel do.

    ``file`` is relative to the study's folder, with forward slashes. ``line``/``column`` serve
    text files; ``row``/``header`` serve tables (row 1 is the header row).
    """

    file: str
    line: int | None = None
    column: int | None = None
    row: int | None = None
    header: str | None = None

    def __post_init__(self) -> None:
        """Keep a name that can be written down, whatever the disk calls the file."""
        object.__setattr__(self, "file", shown_name(self.file))

    def __str__(self) -> str:
        if self.row is not None:
            return f"{self.file}:{self.row}" + (f":{self.header}" if self.header else "")
        places = [str(n) for n in (self.line, self.column) if n is not None]
        return ":".join([self.file, *places])


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One problem: a code of the catalogue, the facts that fill its sentence, and its place."""

    code: str
    source: Source
    severity: Severity = Severity.ERROR
    facts: dict[str, object] = field(default_factory=dict)
    excerpt: str | None = None

    @classmethod
    def at(cls, code: str, place: Source | str, /, **facts: object) -> Issue:
        """Make an error of its facts; a place that is a text is a file as a whole."""
        source = Source(file=place) if isinstance(place, str) else place
        return cls(code=code, source=source, facts=facts)

    @classmethod
    def warning(cls, code: str, place: Source | str, /, **facts: object) -> Issue:
        """Make a warning in the same way."""
        return replace(cls.at(code, place, **facts), severity=Severity.WARNING)

    @classmethod
    def note(cls, code: str, place: Source | str, /, **facts: object) -> Issue:
        """Make a note in the same way: no fault, even where warnings count."""
        return replace(cls.at(code, place, **facts), severity=Severity.NOTE)

    def sort_key(self) -> tuple[str, int, int, str]:
        """File, then line or row, then column, then code: the order a person reads in."""
        line = self.source.line or self.source.row or 0
        return (self.source.file, line, self.source.column or 0, self.code)


class ExitCode:
    """What the process tells the shell; documented in ``docs/commands.md``."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    UNREADABLE = 3
    RENDERING = 4
    PUBLISHING = 5
    ACCIDENT = 70
    INTERRUPTED = 130


class StudyError(Exception):
    """The study cannot go on; carries every issue found and the exit code that fits."""

    def __init__(self, issues: Iterable[Issue], exit_code: int = ExitCode.USAGE) -> None:
        self.issues = tuple(sorted(issues, key=Issue.sort_key))
        self.exit_code = exit_code
        super().__init__(", ".join(f"{issue.source} {issue.code}" for issue in self.issues))

    @classmethod
    def at(
        cls, code: str, place: Source | str, exit_code: int = ExitCode.USAGE, /, **facts: object
    ) -> StudyError:
        """Make the error of a single issue, as `Issue.at` does."""
        return cls((Issue.at(code, place, **facts),), exit_code)

    def __reduce__(self) -> tuple[type[StudyError], tuple[tuple[Issue, ...], int]]:
        """Travel from a worker process to its parent with everything it carries."""
        return StudyError, (self.issues, self.exit_code)


def errors_among(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Return the issues that stop a build."""
    return tuple(issue for issue in issues if issue.severity is Severity.ERROR)


def stop_at(issues: Iterable[Issue], exit_code: int = ExitCode.USAGE) -> None:
    """Raise `StudyError` of the issues; nothing happens where there are none."""
    found = tuple(issues)
    if found:
        raise StudyError(found, exit_code)


def worst(issues: Iterable[Issue]) -> Severity | None:
    """Return the gravest severity among the issues, or None where there are none."""
    found = {issue.severity for issue in issues}
    return next((one for one in Severity if one in found), None)
