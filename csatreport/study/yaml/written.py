"""What stands in a YAML file, before anybody asks what it means: texts, lists and maps with places.

YAML 1.1 takes ``no`` for false, ``1e3`` for a number and ``2024-05-06`` for a date, whatever the
author meant. Here every scalar stays the text that was written; only the format (`study.format`),
which knows what belongs in a place, reads it as a number, a date or a yes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import TypeAlias

from csatreport.base.counted import clipped
from csatreport.base.errors import Issue, Severity, Source
from csatreport.base.label import LANGUAGES

_NOTHING = ("", "~", "null")
_CLIP = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenText:
    """A scalar as written; ``plain`` says that it stands without quotes."""

    line: int
    column: int
    text: str
    plain: bool = True

    @property
    def nothing(self) -> bool:
        """Whether the place was left empty."""
        return self.plain and self.text in _NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenList:
    """A sequence."""

    line: int
    column: int
    items: tuple[Written, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenMap:
    """A mapping; keys are texts and unique."""

    line: int
    column: int
    entries: tuple[tuple[WrittenText, Written], ...]


Written: TypeAlias = WrittenText | WrittenList | WrittenMap


class Problems:
    """Collects the issues of one text file, each with its place and its source line.

    ``languages`` are those a label of this file should be given in.
    """

    def __init__(
        self, file: str, lines: Sequence[str], languages: tuple[str, ...] = LANGUAGES
    ) -> None:
        self.file = file
        self.lines = lines
        self.languages = languages
        self.found: list[Issue] = []
        self.errors = 0
        """How often an error was noted: grows while something faulty is read."""

    def source(self, node: Written) -> Source:
        """Return the place of a node."""
        return Source(file=self.file, line=node.line, column=node.column)

    def add(self, code: str, node: Written, /, **facts: object) -> None:
        """Note an error at a node."""
        self.add_at(code, self.source(node), Severity.ERROR, **facts)

    def warn(self, code: str, node: Written, /, **facts: object) -> None:
        """Note a warning at a node."""
        self.add_at(code, self.source(node), Severity.WARNING, **facts)

    def add_at(self, code: str, source: Source, severity: Severity, /, **facts: object) -> None:
        """Note an issue at a place of this file."""
        self.errors += severity is Severity.ERROR
        line = source.line or 0
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else None
        self.found.append(
            Issue(code=code, source=source, severity=severity, facts=facts, excerpt=excerpt)
        )


def clip(text: str) -> str:
    """Shorten a user's text for quoting it in a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _CLIP else flat[: _CLIP - 1] + "…"


@lru_cache(maxsize=1024)
def _near(wrong: str, known: tuple[str, ...]) -> tuple[str, ...]:
    # The same slip often stands in every row of a file, and looking is slow.
    folded = {name.casefold(): name for name in known}
    return tuple(folded[name] for name in get_close_matches(wrong, folded, n=3, cutoff=0.6))


def choices(wrong: str, known: Sequence[str]) -> dict[str, object]:
    """Return the facts of a name that is not known: all that are, and the nearest if one is near.

    >>> choices("sclae", ["options", "scale"])
    {'known': 'scale, options', 'nearest': 'scale'}
    """
    close = _near(wrong.casefold(), tuple(known))
    ordered = [*close, *(name for name in known if name not in close)]
    facts: dict[str, object] = {"known": clipped(ordered)}
    return facts | ({"nearest": close[0]} if close else {})
