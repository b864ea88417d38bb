"""The terms of the trade: their names, said the same way in every chapter and page.

A term has a name, a sentence in the glossary and mostly one in the method. Those of a subject
stand among its words; the others are the report's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from csatreport.base.words import say
from csatreport.report.subject import Subject, parted

BEFORE = (
    "answer", "respondent", "unit", "period", "base", "missing", "favourable", "top_two", "low",
    "index", "mean", "score", "headline", "dimension", "interval", "finite", "weights", "net",
    "clear", "few", "test", "q", "share_change", "order", "shape", "group", "detectable", "usual",
    "funnel", "target", "series", "rate", "convenience",
)  # fmt: skip
"""The report's own terms, in the order in which a reader meets them, before those of subjects."""

LAST = ("anonymity", "rounding")
"""Those that come after the subjects about the answers, at the end."""


def terms_of(subjects: Iterable[Subject[Any]]) -> Iterator[tuple[str, str]]:
    """Yield each term's id, which ``term:`` links lead to, with whose words it is among."""
    answers, blocks, about = parted(subjects)
    yield from ((name, "report") for name in BEFORE)
    yield from ((term.id, one.id) for one in answers for term in one.terms)
    yield from ((term.id, one.id) for one in blocks for term in one.terms)
    yield from ((term.id, one.id) for one in about for term in one.terms)
    yield from ((name, "report") for name in LAST)


def term(name: str, language: str, whose: str = "report") -> str:
    """Say a term by its id."""
    return say(language, f"{whose}.term.{name}")
