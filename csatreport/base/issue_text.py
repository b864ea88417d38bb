"""An issue as a person or a program reads it: place, code, sentence, source line and remedy.

The source line comes from a user's file and may hold anything, also what would steer a terminal;
such characters are shown as a mark. A Chinese character takes two cells, so the caret is placed by
cells and not by characters.
"""

import unicodedata
from itertools import accumulate

from csatreport.base.errors import Issue
from csatreport.base.words import issue_message, issue_remedy, say

LINE_CELLS = 96
"""Widest source line shown; of a longer one the part around the column is."""

_INDENT = "    "
_STEERING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def format_issue(issue: Issue, language: str) -> str:
    """Return ``file:line:column CODE message``, the source line with a caret, and the remedy."""
    lines = [_harmless(f"{issue.source} {issue.code} {issue_message(issue, language)}")]
    if issue.excerpt is not None and issue.excerpt.strip():
        lines += [_INDENT + line for line in _pointed(issue.excerpt, issue.source.column)]
    advice = [guess for guess in (_guess(issue, language),) if guess]
    advice += issue_remedy(issue, language).splitlines()
    return "\n".join([*lines, *(f"  {_harmless(line)}" for line in advice)])


def issue_as_json(issue: Issue, language: str) -> dict[str, object]:
    """Return the issue for ``--format json``: its place in parts, and its sentences."""
    source = issue.source
    return {
        "code": issue.code,
        "severity": str(issue.severity),
        "file": source.file,
        "line": source.line,
        "column": source.column,
        "row": source.row,
        "header": source.header,
        "message": issue_message(issue, language),
        "remedy": issue_remedy(issue, language),
        "nearest": issue.facts.get("nearest"),
        "excerpt": issue.excerpt,
    }


def _guess(issue: Issue, language: str) -> str:
    nearest = issue.facts.get("nearest")
    return say(language, "issues.did_you_mean", nearest=nearest) if nearest else ""


def _harmless(text: str) -> str:
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character in "\t\n\r\x85\u2028\u2029":
        return " "
    steers = unicodedata.category(character) == "Cc" or character in _STEERING
    return "\ufffd" if steers else character


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes.

    >>> cells("满意 ok")
    7
    """
    return sum(map(_cells_of, text))


def _cells_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _pointed(excerpt: str, column: int | None) -> list[str]:
    line = _harmless(excerpt.rstrip())
    before = min(column - 1, len(line)) if column is not None else 0
    # Of a long line the column stands in the first two thirds of what is shown.
    room = LINE_CELLS * 2 // 3
    begin = before - _fitting(line[:before][::-1], room) if cells(line) > LINE_CELLS else 0
    end = begin + _fitting(line[begin:], LINE_CELLS)
    lead, tail = "…" if begin else "", "…" if end < len(line) else ""
    shown = lead + line[begin:end] + tail
    caret = " " * cells(lead + line[begin:before]) + "^"
    return [shown, caret] if column is not None else [shown]


def _fitting(text: str, room: int) -> int:
    """Return how many of the first characters fit into a number of cells."""
    sums = accumulate(map(_cells_of, text[: 4 * room]))
    return sum(1 for taken in sums if taken <= room)
